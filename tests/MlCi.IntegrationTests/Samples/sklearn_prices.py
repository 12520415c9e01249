"""What scikit-learn makes of the diamonds, with the same features on the same split.

    python3 sklearn_prices.py train.csv holdout.csv predictions.csv

Prints MAE, RMSE, R² and MAPE of the holdout in two lines: of the given predictions (row_id,prediction), and of Ridge(alpha=1) on
the logarithm of the price. The features are written down once more here, on purpose: this is the outside value that the model is
held against.
"""

import csv
import sys

import numpy as np
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, mean_absolute_percentage_error, mean_squared_error, r2_score
from sklearn.preprocessing import OneHotEncoder, StandardScaler

LENGTHS = ["x", "y", "z"]
PERCENTAGES = ["depth", "table"]
GRADES = ["cut", "color", "clarity"]
FARTHEST_LENGTH = 0.2


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers_of(rows, name):
    return np.array([float(row[name]) for row in rows])


def shapes_of(rows):
    """Lengths as logarithms less a third of the weight's; NaN for the 0 of one that was not taken."""
    lengths = np.column_stack([numbers_of(rows, name) for name in LENGTHS])
    return np.log(np.where(lengths > 0, lengths, np.nan)) - np.log(numbers_of(rows, "carat"))[:, None] / 3


def main(train_path, holdout_path, predictions_path):
    train, holdout = rows_of(train_path), rows_of(holdout_path)
    medians = np.nanmedian(shapes_of(train), axis=0)

    def amounts_of(rows):
        shapes = shapes_of(rows)
        shapes = np.where(np.abs(shapes - medians) <= FARTHEST_LENGTH, shapes, medians)
        return np.column_stack([shapes, *(numbers_of(rows, name) for name in PERCENTAGES)])

    weigher = StandardScaler().fit(np.log(numbers_of(train, "carat"))[:, None])
    scaler = StandardScaler().fit(amounts_of(train))
    encoder = OneHotEncoder(handle_unknown="ignore").fit([[row[name] for name in GRADES] for row in train])

    def features_of(rows):
        weight = weigher.transform(np.log(numbers_of(rows, "carat"))[:, None])
        grades = encoder.transform([[row[name] for name in GRADES] for row in rows]).toarray()
        return np.hstack([weight, weight**2, weight**3, weight**4, scaler.transform(amounts_of(rows)), grades, grades * weight])

    model = Ridge(alpha=1).fit(features_of(train), np.log(numbers_of(train, "price")))
    prices = numbers_of(holdout, "price")
    for predicted in (numbers_of(rows_of(predictions_path), "prediction"), np.exp(model.predict(features_of(holdout)))):
        print(
            repr(float(mean_absolute_error(prices, predicted))),
            repr(float(np.sqrt(mean_squared_error(prices, predicted)))),
            repr(float(r2_score(prices, predicted))),
            repr(float(mean_absolute_percentage_error(prices, predicted))),
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
