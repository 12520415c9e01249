"""Runs the tests beside it with unittest, and writes what came of each as JUnit XML, which unittest itself does not.

    python3 tests/junit.py results.xml
"""

import os
import sys
import unittest
from xml.etree import ElementTree


class JUnitResult(unittest.TextTestResult):
    """Prints as unittest does, and keeps each test's outcome: None where it passed, else the tag, the headline and the details."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.outcomes = []

    def keep(self, test, tag=None, headline="", details=""):
        self.outcomes.append((test.id(), tag, headline, details))

    def keep_error(self, tag, test, error):
        kind, value, _ = error
        self.keep(test, tag, f"{kind.__name__}: {value}", self._exc_info_to_string(error, test))

    def addSuccess(self, test):
        super().addSuccess(test)
        self.keep(test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.keep_error("failure", test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self.keep_error("error", test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.keep_error("failure", subtest, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.keep(test, "skipped", reason)

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self.keep(test)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.keep(test, "failure", "passed, expected it to fail")

    def xml(self):
        suite = ElementTree.Element("testsuite", name="unittest", tests=str(len(self.outcomes)))
        for name, tag, headline, details in self.outcomes:
            # The values of a part of a test follow after a space, and may have dots.
            path, space, values = name.partition(" ")
            place, _, title = path.rpartition(".")
            case = ElementTree.SubElement(suite, "testcase", classname=place, name=title + space + values)
            if tag is not None:
                ElementTree.SubElement(case, tag, message=printable(headline)).text = printable(details)
        return ElementTree.tostring(suite, encoding="utf-8", xml_declaration=True)


def printable(text):
    """XML has no place for most control characters, escaped or not."""
    return "".join(character if character.isprintable() or character in "\n\t" else "?" for character in text)


def main(path):
    tests = unittest.defaultTestLoader.discover(os.path.dirname(os.path.abspath(__file__)))
    result = unittest.TextTestRunner(resultclass=JUnitResult, verbosity=2).run(tests)
    with open(path, "wb") as file:
        file.write(result.xml())
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
