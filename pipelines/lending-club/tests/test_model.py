import json
import tempfile
import unittest
from unittest.mock import patch

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from loans import GOOD, many, table

import train
from features import AMOUNTS, CATEGORIES, COUNTS, GRADE, GRADES, NUMBERS, PERCENTAGES, DataFault, labels_of
from loan_model import LoanModel


def learn(rows, inverse_penalty=0.03, drop=()):
    with patch("train.log"):
        return train.learn(rows, inverse_penalty, drop, seed=1)


class ModelTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.train = table(*many(2000, seed=1))
        cls.holdout = table(*many(300, seed=2))
        cls.model = learn(cls.train)

    def test_scores_are_those_of_a_pipeline_of_scikit_learns_own(self):
        def numbers_of(rows):
            numbers = rows[NUMBERS].copy()
            numbers[GRADE] = numbers[GRADE].map(GRADES)
            return numbers.astype(float)

        encoder = ColumnTransformer([
            ("logarithms", make_pipeline(FunctionTransformer(np.log1p), StandardScaler()), AMOUNTS + COUNTS),
            ("numbers", StandardScaler(), [*PERCENTAGES, GRADE]),
            ("categories", OneHotEncoder(handle_unknown="ignore"), CATEGORIES),
        ])
        pipeline = make_pipeline(encoder, LogisticRegression(C=0.03, solver="newton-cg", tol=1e-7))
        pipeline.fit(numbers_of(self.train).join(self.train[CATEGORIES]), labels_of(self.train))
        theirs = pipeline.predict_proba(numbers_of(self.holdout).join(self.holdout[CATEGORIES]))[:, 1]
        np.testing.assert_allclose(self.model.scores(self.holdout), theirs, rtol=1e-7)

    def test_a_score_does_not_depend_on_the_rows_beside_it(self):
        scores = self.model.scores(self.holdout)
        np.testing.assert_array_equal(self.model.scores(self.holdout[::-1]), scores[::-1])
        for row in (0, 7, 299):
            np.testing.assert_array_equal(self.model.scores(self.holdout[row : row + 1]), scores[row : row + 1])

    def test_a_saved_model_gives_the_same_scores(self):
        with tempfile.TemporaryDirectory() as folder:
            self.model.save(folder)
            np.testing.assert_array_equal(LoanModel.load(folder).scores(self.holdout), self.model.scores(self.holdout))

    def test_a_loan_of_which_nothing_is_known_has_a_score(self):
        unknown = table(dict.fromkeys(GOOD), GOOD | {"term": "term_48", "emp_length": "emp_99", "sub_grade": "Z9"})
        scores = self.model.scores(unknown)
        self.assertTrue(((scores > 0) & (scores < 1)).all())

    def test_a_worse_sub_grade_and_a_higher_rate_are_riskier(self):
        riskier = table(GOOD, GOOD | {"sub_grade": "F4", "int_rate": "25.09"})
        self.assertLess(*self.model.scores(riskier))

    def test_a_heavy_penalty_makes_small_weights(self):
        self.assertGreater(np.abs(self.model.weights).max(), 0.05)
        self.assertLess(np.abs(learn(self.train, 1e-6).weights).max(), 0.001)

    def test_with_everything_dropped_nothing_can_be_learnt(self):
        with self.assertRaisesRegex(DataFault, "found no column to learn from"):
            learn(self.train, drop=train.COLUMNS)

    def test_loans_of_one_kind_only_are_refused(self):
        with self.assertRaisesRegex(DataFault, "found loans of one kind only"):
            learn(self.train[self.train["Class"] == "good"])


class ParameterTests(unittest.TestCase):
    def parameters(self, **given):
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(given, file)
            file.flush()
            return train.parameters_from(file.name)

    def test_what_is_not_given_has_its_default(self):
        self.assertEqual(self.parameters(), (0.03, []))
        self.assertEqual(self.parameters(C=1, drop=["term"]), (1, ["term"]))

    def test_what_is_wrong_is_refused_by_name(self):
        for given, message in (
            ({"l2": 1, "a": 2}, "params: found a, l2, expected C and drop"),
            ({"C": 0}, "params.C: found 0, expected a number above 0"),
            ({"C": "1"}, "params.C: found '1'"),
            ({"C": True}, "params.C: found True"),
            ({"drop": "term"}, "params.drop: found 'term', expected a list of some of funded_amnt"),
            ({"drop": ["addr_state"]}, r"params.drop: found \['addr_state'\]"),
        ):
            with self.subTest(given), self.assertRaisesRegex(DataFault, message):
                self.parameters(**given)


if __name__ == "__main__":
    unittest.main()
