"""What scikit-learn makes of the churn data, with the same features on the same split.

    python3 sklearn_parity.py train.csv holdout.csv predictions.csv

Prints two ROC AUCs of the holdout: of the given predictions (row_id,score), and of LogisticRegression(C=1). The features are
written down once more here, on purpose: this is the outside value that the model is held against.
"""

import csv
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import OneHotEncoder, StandardScaler

AMOUNTS = ["tenure", "monthly_charges", "total_charges"]
FLAGS = ["female", "senior_citizen", "partner", "dependents", "phone_service", "paperless_billing"]


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labels_of(rows):
    return np.array([row["churn"] == "Yes" for row in rows])


def amounts_of(rows, median):
    """Missing totals are 0 in the first month, else the training data's median."""
    missing = lambda row: 0.0 if int(row["tenure"]) == 0 else median
    return np.array([[float(row[name]) if row[name] else missing(row) for name in AMOUNTS] for row in rows])


def main(train_path, holdout_path, predictions_path):
    train, holdout = rows_of(train_path), rows_of(holdout_path)
    categories = [name for name in train[0] if name not in [*AMOUNTS, *FLAGS, "churn"]]
    known_totals = [float(row["total_charges"]) if row["total_charges"] else 0.0 for row in train]
    median = float(np.median(known_totals))

    scaler = StandardScaler().fit(amounts_of(train, median))
    encoder = OneHotEncoder(handle_unknown="ignore").fit([[row[name] for name in categories] for row in train])

    def features_of(rows):
        return np.hstack([
            scaler.transform(amounts_of(rows, median)),
            np.array([[float(row[name]) for name in FLAGS] for row in rows]),
            encoder.transform([[row[name] for name in categories] for row in rows]).toarray(),
        ])

    model = LogisticRegression(C=1, max_iter=10_000).fit(features_of(train), labels_of(train))
    theirs = model.predict_proba(features_of(holdout))[:, 1]
    ours = np.array([float(row["score"]) for row in rows_of(predictions_path)])
    print(repr(float(roc_auc_score(labels_of(holdout), ours))), repr(float(roc_auc_score(labels_of(holdout), theirs))))


if __name__ == "__main__":
    main(*sys.argv[1:])
