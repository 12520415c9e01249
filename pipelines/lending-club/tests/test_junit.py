import io
import unittest
from xml.etree import ElementTree

from junit import JUnitResult


class Sample(unittest.TestCase):
    def passes(self):
        pass

    def fails(self):
        self.assertEqual(1, 2)

    def breaks(self):
        raise KeyError("a\x00b")

    def fails_in_part(self):
        for number in (1, 2.5):
            with self.subTest(number=number):
                self.assertEqual(number, 1)

    @unittest.skip("not now")
    def is_skipped(self):
        pass

    @unittest.expectedFailure
    def passes_against_expectation(self):
        pass


class BrokenClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise OSError("no data")

    def never_runs(self):
        pass


class JUnitTests(unittest.TestCase):
    def outcome_of(self, test):
        runner = unittest.TextTestRunner(stream=io.StringIO(), resultclass=JUnitResult)
        result = runner.run(unittest.TestSuite([test]))
        (case,) = ElementTree.fromstring(result.xml())
        children = [(child.tag, child.get("message")) for child in case]
        self.assertEqual(result.wasSuccessful(), not any(tag in ("failure", "error") for tag, _ in children))
        return case, children

    def test_each_outcome_has_its_tag_and_headline(self):
        for name, expected in (
            ("passes", []),
            ("fails", [("failure", "AssertionError: 1 != 2")]),
            ("breaks", [("error", "KeyError: 'a\\x00b'")]),
            ("is_skipped", [("skipped", "not now")]),
            ("passes_against_expectation", [("failure", "passed, expected it to fail")]),
        ):
            with self.subTest(name):
                case, children = self.outcome_of(Sample(name))
                self.assertEqual((case.get("classname"), case.get("name")), ("test_junit.Sample", name))
                self.assertEqual(children, expected)

    def test_a_test_that_fails_in_part_has_failed(self):
        case, children = self.outcome_of(Sample("fails_in_part"))
        self.assertEqual((case.get("classname"), case.get("name")), ("test_junit.Sample", "fails_in_part (number=2.5)"))
        self.assertEqual(children, [("failure", "AssertionError: 2.5 != 1")])

    def test_a_class_that_cannot_begin_is_an_error(self):
        _, children = self.outcome_of(BrokenClass("never_runs"))
        self.assertEqual(children, [("error", "OSError: no data")])


if __name__ == "__main__":
    unittest.main()
