"""The model: features and a weight for each, kept as JSON. A model file is data; a pickle would be code that loading it runs."""

import json
import os

import numpy as np
from scipy.special import expit

from features import DataFault, Features

FILE = "model.json"


class LoanModel:
    """The probability that a loan goes bad is the logistic function of the weighted sum of its features."""

    def __init__(self, features, weights, intercept):
        self.features = features
        self.weights = np.asarray(weights, dtype=float)
        self.intercept = intercept

    def scores(self, table):
        """The probability of each loan to go bad.

        Each row is summed by itself: a matrix product takes rows in blocks, so that the last bits of a loan's score would depend
        on the loans beside it.
        """
        return expit((self.features.encode(table) * self.weights).sum(axis=1) + self.intercept)

    def save(self, folder):
        values = {
            "features": self.features.to_json(),
            "weights": dict(zip(self.features.names, self.weights.tolist())),
            "intercept": self.intercept,
        }
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, FILE), "w", encoding="utf-8", newline="\n") as file:
            json.dump(values, file, indent=2, allow_nan=False)
            file.write("\n")

    @staticmethod
    def load(folder):
        path = os.path.join(folder, FILE)
        try:
            with open(path, encoding="utf-8") as file:
                values = json.load(file)
            features = Features.from_json(values["features"])
            return LoanModel(features, [values["weights"][name] for name in features.names], values["intercept"])
        except (OSError, ValueError, KeyError) as fault:
            raise DataFault(f"{path}: found {fault!r}, expected a model that train.py wrote") from fault


def printed(score):
    """A score as it is given to others: so many digits come out alike on every processor."""
    return f"{score:.12g}"
