import json
import os
import unittest

from loans import GOOD, PIPELINE

from contract import Contract
from features import LABEL, DataFault
from loan_requests import Refused, rows_of

try:
    import jsonschema
except ImportError:
    jsonschema = None

SCHEMA = os.path.join(PIPELINE, "schema.json")
ASKED = {name: value for name, value in GOOD.items() if name != LABEL}


def rules_of(faults):
    return [(fault["row"], fault.get("field"), fault["rule"]) for fault in faults]


class ContractTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.contract = Contract.read(SCHEMA, LABEL)

    def test_a_good_loan_breaks_no_rule(self):
        self.assertEqual(self.contract.faults(ASKED, 0), [])

    def test_each_rule_is_held(self):
        for field, value, rule, expected in (
            ("funded_amnt", "499", "minimum", "at least 500"),
            ("funded_amnt", "40001", "maximum", "at most 40000"),
            ("funded_amnt", "1000.5", "type", "integer"),
            ("funded_amnt", "many", "type", "integer"),
            ("funded_amnt", "1e400", "type", "integer"),
            ("funded_amnt", " 1000", "type", "integer"),
            ("int_rate", "nan", "type", "number"),
            ("int_rate", "0x10", "type", "number"),
            ("int_rate", None, "null", "number"),
            ("term", "term_48", "enum", 'one of "term_36", "term_60"'),
            ("term", "", "enum", 'one of "term_36", "term_60"'),
            ("addr_state", "ca", "pattern", "text of the pattern ^[A-Z]{2}$"),
            ("addr_state", "CA\n", "pattern", "text of the pattern ^[A-Z]{2}$"),
        ):
            with self.subTest(field=field, value=value):
                (fault,) = self.contract.faults(ASKED | {field: value}, 7)
                self.assertEqual((fault["row"], fault["field"], fault["rule"], fault["expected"]), (7, field, rule, expected))

    def test_whole_numbers_may_be_spelt_with_a_point_or_an_exponent(self):
        for text in ("10000.0", "1e4", "+10000"):
            self.assertEqual(self.contract.faults(ASKED | {"funded_amnt": text}, 0), [])

    def test_a_field_that_is_not_there_is_asked_for_and_the_label_is_not(self):
        row = {name: value for name, value in ASKED.items() if name != "term"}
        self.assertEqual(rules_of(self.contract.faults(row, 0)), [(0, "term", "required")])

    def test_a_keyword_that_nobody_checks_is_refused(self):
        with self.assertRaisesRegex(DataFault, "x, a: found multipleOf, expected only"):
            Contract({"properties": {"a": {"type": "number", "multipleOf": 2}}}, LABEL, "x")

    @unittest.skipIf(jsonschema is None, "python3-jsonschema is not installed")
    def test_it_says_what_jsonschema_says(self):
        with open(SCHEMA, encoding="utf-8") as file:
            schema = json.load(file)
        schema["required"].remove(LABEL)
        judge = jsonschema.Draft202012Validator(schema)
        numbers = [name for name, field in self.contract.fields.items() if "string" not in field.types]
        for field in self.contract.fields:
            for value in (-1, 0, 0.5, 1, 7.0, 12.5, 39999, 1e9, "A1", "term_36", "CA", "ca", "Verified", "emp_1", ""):
                typed = {name: float(text) if name in numbers else text for name, text in ASKED.items()} | {field: value}
                # Text that spells a number is one here, as in a CSV file; jsonschema is not asked of such.
                if isinstance(value, str) == (field in numbers):
                    continue
                with self.subTest(field=field, value=value):
                    self.assertEqual(self.contract.faults(ASKED | {field: str(value)}, 0) == [], judge.is_valid(typed))


class RequestTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.contract = Contract.read(SCHEMA, LABEL)

    def rows(self, text):
        return rows_of(text.encode(), self.contract)

    def test_one_row_a_list_and_an_envelope_are_the_same(self):
        one = json.dumps(ASKED)
        for text, count in ((one, 1), (f"[{one}, {one}]", 2), (f'{{"rows": [{one}]}}', 1)):
            rows, faults = self.rows(text)
            self.assertEqual((rows, faults), ([ASKED] * count, []))

    def test_numbers_are_kept_as_they_are_spelt(self):
        rows, _ = self.rows('{"int_rate": 7.390, "annual_inc": 9e4, "term": "term_36", "funded_amnt": 12345678901234567890, "inq_fi": true, "all_util": null}')
        self.assertEqual(rows, [{"int_rate": "7.390", "annual_inc": "9e4", "term": "term_36", "funded_amnt": "12345678901234567890", "inq_fi": "true", "all_util": None}])

    def test_faults_of_the_form_come_with_row_and_field(self):
        _, faults = self.rows(json.dumps([ASKED | {"colour": 1}, ASKED | {"term": ["term_36"]}, 5]))
        self.assertEqual(rules_of(faults), [(0, "colour", "additionalProperties"), (1, "term", "type"), (2, None, "type"), (1, "term", "required")])

    def test_a_field_that_stands_twice_is_refused(self):
        _, faults = self.rows(json.dumps(ASKED)[:-1] + ', "term": "term_60"}')
        self.assertEqual(rules_of(faults), [(0, "term", "twice")])

    def test_the_label_is_not_looked_at(self):
        self.assertEqual(self.rows(json.dumps(GOOD)), ([ASKED], []))

    def test_what_is_no_request_is_refused_as_a_whole(self):
        for text, status in (
            ("", 400), ("{", 400), ("5", 400), ("[]", 400), ('{"rows": []}', 400), ('{"rows": [{}], "x": 1}', 400), ("[NaN]", 400),
            ("[" * 100_000, 400), (json.dumps([{}] * 5_001), 413),
        ):
            with self.subTest(text[:20]), self.assertRaises(Refused) as refused:
                self.rows(text)
            self.assertEqual(refused.exception.status, status)
            self.assertIn("expected", str(refused.exception))
        with self.assertRaises(Refused):
            rows_of(b"\xff", self.contract)


if __name__ == "__main__":
    unittest.main()
