import tempfile
import unittest

import numpy as np

from loans import BAD, GOOD, table

from features import COLUMNS, GRADES, LABEL, DataFault, Features, labels_of, read


def column(features, encoded, name):
    return encoded[:, features.names.index(name)]


class NumbersTests(unittest.TestCase):
    def test_numbers_are_standardised_on_the_training_data(self):
        rows = table(*(GOOD | {"int_rate": rate} for rate in ("5", "7", "9", "11")))
        features = Features.learn(rows)
        rates = column(features, features.encode(rows), "int_rate")
        # Mean 8, deviation √5.
        np.testing.assert_allclose(rates, np.array([-3, -1, 1, 3]) / np.sqrt(5), rtol=1e-8)

    def test_other_rows_are_measured_by_the_training_data(self):
        features = Features.learn(table(*(GOOD | {"int_rate": rate} for rate in ("5", "7", "9", "11"))))
        encoded = features.encode(table(GOOD | {"int_rate": "28"}))
        np.testing.assert_allclose(column(features, encoded, "int_rate"), [20 / np.sqrt(5)], rtol=1e-8)

    def test_amounts_and_counts_are_logarithms(self):
        rows = table(*(GOOD | {"annual_inc": income, "num_il_tl": loans} for income, loans in (("0", "0"), ("99", "9"), ("9999", "99"))))
        features = Features.learn(rows)
        for name in ("annual_inc", "num_il_tl"):
            np.testing.assert_allclose(column(features, features.encode(rows), name), np.array([-1, 0, 1]) * np.sqrt(1.5), atol=1e-8)

    def test_a_missing_number_is_the_median_of_the_training_data(self):
        rows = table(*(GOOD | {"revol_util": used} for used in ("1", "2", "90")))
        features = Features.learn(rows)
        encoded = features.encode(table(GOOD | {"revol_util": None}, GOOD | {"revol_util": "2"}))
        self.assertEqual(*column(features, encoded, "revol_util"))

    def test_a_missing_number_in_the_training_data_does_no_harm(self):
        rows = table(GOOD, GOOD | {"annual_inc": None}, BAD)
        features = Features.learn(rows)
        self.assertTrue(np.isfinite(features.encode(rows)).all())

    def test_a_column_without_any_value_is_refused_by_name(self):
        with self.assertRaisesRegex(DataFault, "column 'annual_inc': found no value"):
            Features.learn(table(GOOD | {"annual_inc": None}, BAD | {"annual_inc": None}))

    def test_a_constant_column_is_zero_and_divides_by_nothing(self):
        rows = table(*(GOOD | {"int_rate": "10.1"} for _ in range(3)))
        features = Features.learn(rows)
        np.testing.assert_allclose(column(features, features.encode(rows), "int_rate"), 0, atol=1e-8)
        other = features.encode(table(GOOD | {"int_rate": "11.1"}))
        np.testing.assert_allclose(column(features, other, "int_rate"), 1, rtol=1e-8)

    def test_an_amount_below_zero_is_taken_for_zero(self):
        features = Features.learn(table(GOOD, BAD))
        encoded = features.encode(table(GOOD | {"annual_inc": "-5"}, GOOD | {"annual_inc": "0"}))
        self.assertEqual(*column(features, encoded, "annual_inc"))

    def test_what_is_no_number_is_refused_with_its_place(self):
        features = Features.learn(table(GOOD, BAD))
        for wrong in ("ten", "inf", "nan"):
            with self.assertRaisesRegex(DataFault, f"column 'int_rate', row 1: found '{wrong}', expected a number"):
                features.encode(table(GOOD, GOOD | {"int_rate": wrong}))


class GradeTests(unittest.TestCase):
    def test_sub_grades_rise_with_the_risk(self):
        self.assertEqual(list(GRADES)[:6], ["A1", "A2", "A3", "A4", "A5", "B1"])
        rows = table(*(GOOD | {"sub_grade": grade} for grade in ("A1", "A5", "B1", "C3", "F5", "G1", "G5")))
        features = Features.learn(rows)
        self.assertTrue((np.diff(column(features, features.encode(rows), "sub_grade")) > 0).all())

    def test_sub_grades_are_alike_far_apart(self):
        rows = table(*(GOOD | {"sub_grade": letter + digit} for letter in "ABCDEFG" for digit in "12345"))
        features = Features.learn(rows)
        steps = np.diff(column(features, features.encode(rows), "sub_grade"))
        self.assertEqual(len(steps), 34)
        np.testing.assert_allclose(steps, steps[0], rtol=1e-9)

    def test_an_unknown_sub_grade_is_the_median(self):
        features = Features.learn(table(*(GOOD | {"sub_grade": grade} for grade in ("A1", "B2", "G5"))))
        encoded = features.encode(table(*(GOOD | {"sub_grade": grade} for grade in ("H1", None, "B2"))))
        self.assertEqual(len(set(column(features, encoded, "sub_grade"))), 1)


class CategoryTests(unittest.TestCase):
    def test_each_value_has_a_feature_of_its_own(self):
        features = Features.learn(table(GOOD, BAD))
        self.assertEqual(
            [name for name in features.names if "=" in name],
            ["term=term_36", "term=term_60", "verification_status=Not_Verified", "verification_status=Verified",
             "emp_length=emp_ge_10", "emp_length=emp_lt_1"])
        encoded = features.encode(table(BAD))
        self.assertEqual((column(features, encoded, "term=term_36")[0], column(features, encoded, "term=term_60")[0]), (0, 1))

    def test_a_missing_value_has_none_and_the_order_of_rows_makes_no_difference(self):
        unknown = GOOD | {"emp_length": None}
        one, other = (Features.learn(table(*rows)) for rows in ((GOOD, unknown, BAD), (BAD, unknown, GOOD)))
        self.assertEqual([name for name in one.names if name.startswith("emp_length=")], ["emp_length=emp_ge_10", "emp_length=emp_lt_1"])
        self.assertEqual(one, other)

    def test_a_value_that_training_never_saw_is_none_of_them(self):
        features = Features.learn(table(GOOD, BAD))
        for unseen in ("emp_5", None):
            encoded = features.encode(table(GOOD | {"emp_length": unseen}))
            self.assertEqual([column(features, encoded, name)[0] for name in features.names if name.startswith("emp_length=")], [0, 0])
            self.assertTrue(np.isfinite(encoded).all())


class TableTests(unittest.TestCase):
    def test_the_order_of_columns_makes_no_difference(self):
        rows = table(GOOD, BAD)
        turned = rows[rows.columns[::-1]]
        self.assertEqual(Features.learn(rows), Features.learn(turned))
        np.testing.assert_array_equal(Features.learn(rows).encode(rows), Features.learn(rows).encode(turned))

    def test_the_label_is_not_seen(self):
        rows = table(GOOD, BAD)
        lying = table(GOOD | {LABEL: "bad"}, BAD | {LABEL: "good"})
        features = Features.learn(rows)
        self.assertEqual(features, Features.learn(lying))
        self.assertEqual(features, Features.learn(rows.drop(columns=LABEL)))
        np.testing.assert_array_equal(features.encode(rows), features.encode(rows.drop(columns=LABEL)))
        self.assertFalse(any(LABEL in name for name in features.names))

    def test_where_somebody_lives_is_not_seen(self):
        features = Features.learn(table(GOOD, BAD))
        np.testing.assert_array_equal(features.encode(table(GOOD)), features.encode(table(GOOD | {"addr_state": "AK"})))

    def test_dropped_columns_are_not_asked_for(self):
        rows = table(GOOD, BAD)
        features = Features.learn(rows, drop=["int_rate", "term"])
        self.assertFalse(any(name.split("=")[0] in ("int_rate", "term") for name in features.names))
        self.assertEqual(features.encode(rows.drop(columns=["int_rate", "term"])).shape, (2, len(features.names)))

    def test_with_everything_dropped_nothing_is_left(self):
        rows = table(GOOD, BAD)
        self.assertEqual(Features.learn(rows, drop=COLUMNS).encode(rows).shape, (2, 0))

    def test_missing_columns_are_named_together(self):
        with self.assertRaisesRegex(DataFault, "found no column 'int_rate', 'term'"):
            Features.learn(table(GOOD, BAD).drop(columns=["term", "int_rate"]))

    def test_no_rows_give_no_features(self):
        features = Features.learn(table(GOOD, BAD))
        self.assertEqual(features.encode(table(GOOD).iloc[:0]).shape, (0, len(features.names)))

    def test_what_was_learnt_survives_json(self):
        features = Features.learn(table(GOOD, BAD))
        self.assertEqual(features, Features.from_json(features.to_json()))


class LabelTests(unittest.TestCase):
    def test_bad_is_positive(self):
        self.assertEqual(labels_of(table(GOOD, BAD, GOOD)).tolist(), [False, True, False])

    def test_any_other_label_is_refused_with_its_place(self):
        for wrong, shown in (("Bad", "'Bad'"), (None, "no value")):
            with self.assertRaisesRegex(DataFault, f"column 'Class', row 1: found {shown}, expected bad or good"):
                labels_of(table(GOOD, GOOD | {LABEL: wrong}))


class ReadTests(unittest.TestCase):
    def read(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            return read(file.name)

    def test_only_an_empty_field_is_missing(self):
        rows = self.read('term,addr_state\n"term_36",NA\n,\n')
        self.assertEqual(rows["addr_state"][0], "NA")
        self.assertTrue(rows.loc[1].isna().all())

    def test_a_file_without_anything_in_it_is_refused_by_name(self):
        with self.assertRaisesRegex(DataFault, r"\.csv: "):
            self.read("")


if __name__ == "__main__":
    unittest.main()
