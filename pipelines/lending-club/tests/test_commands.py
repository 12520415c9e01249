"""The two commands, run as MlCi runs them."""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from loans import PIPELINE, many

TRAINING_ROWS, PREDICTED_ROWS = 1500, 300


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


class CommandTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        train, loans = many(TRAINING_ROWS, seed=1), many(PREDICTED_ROWS, seed=2)
        cls.train = [list(train[0]), *(list(loan.values()) for loan in train)]
        cls.loans = [row[:-1] for row in (list(loans[0]), *(list(loan.values()) for loan in loans))]
        done = cls.learn("model", seed=1, C=0.03)
        if done.returncode != 0:
            raise AssertionError(done.stderr)

    @classmethod
    def path(cls, name):
        return os.path.join(cls.folder, name)

    @classmethod
    def write(cls, name, rows):
        with open(cls.path(name), "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        return cls.path(name)

    @classmethod
    def run_script(cls, script, *arguments):
        return subprocess.run(
            [sys.executable, os.path.join("model", script), *arguments],
            cwd=PIPELINE, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})

    @classmethod
    def learn(cls, out, seed, **params):
        with open(cls.path("params.json"), "w", encoding="utf-8") as file:
            json.dump(params, file)
        return cls.run_script(
            "train.py", "--data", cls.write("train.csv", cls.train), "--params", cls.path("params.json"),
            "--seed", str(seed), "--out", cls.path(out))

    def predict(self, rows):
        out = self.path("predictions.csv")
        done = self.run_script("predict.py", "--model", self.path("model"), "--data", self.write("loans.csv", rows), "--out", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        return rows_of(out)

    def model(self, name):
        with open(os.path.join(self.path(name), "model.json"), "rb") as file:
            return file.read()

    def assert_refused(self, done, message):
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(message, done.stderr)
        self.assertNotIn("Traceback", done.stderr)

    def test_each_row_is_given_one_probability_in_its_order(self):
        header, *predictions = self.predict(self.loans)
        self.assertEqual(header, ["row_id", "score"])
        self.assertEqual([row for row, _ in predictions], [str(row) for row in range(PREDICTED_ROWS)])
        scores = [float(score) for _, score in predictions]
        self.assertTrue(all(0 < score < 1 for score in scores))
        self.assertGreater(len(set(scores)), PREDICTED_ROWS // 2)

    def test_predictions_do_not_depend_on_the_order_of_rows_and_columns(self):
        header, *loans = self.loans
        turned = [row[::-1] for row in (header, *loans[::-1])]
        scores, other = ([score for _, score in self.predict(rows)[1:]] for rows in (self.loans, turned))
        self.assertEqual(scores, other[::-1])

    def test_no_loans_are_given_no_predictions(self):
        self.assertEqual(self.predict(self.loans[:1]), [["row_id", "score"]])

    def test_the_same_training_gives_the_same_bytes_whatever_the_seed(self):
        done = self.learn("second", seed=2, C=0.03)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(os.listdir(self.path("second")), ["model.json"])
        self.assertEqual(self.model("model"), self.model("second"))

    def test_parameters_that_are_not_known_are_refused(self):
        self.assert_refused(self.learn("none", seed=1, l2=1.0), "params: found l2, expected C and drop")
        self.assertFalse(os.path.exists(self.path("none")))

    def test_a_model_that_cannot_be_read_is_refused_by_name(self):
        os.mkdir(self.path("broken"))
        with open(os.path.join(self.path("broken"), "model.json"), "w", encoding="utf-8") as file:
            file.write("{}")
        loans, out = self.write("loans.csv", self.loans), self.path("nothing.csv")
        done = self.run_script("predict.py", "--model", self.path("broken"), "--data", loans, "--out", out)
        self.assert_refused(done, "model.json: found KeyError('features'), expected a model")
        self.assertFalse(os.path.exists(out))


if __name__ == "__main__":
    unittest.main()
