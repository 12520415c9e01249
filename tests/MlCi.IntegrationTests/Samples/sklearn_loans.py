"""What scikit-learn makes of the loans, with the same features on the same split.

    python3 sklearn_loans.py train.csv holdout.csv predictions.csv

Prints ROC AUC, average precision, log loss, recall and specificity (decided from 0.06) of the holdout in two lines: of the given
predictions (row_id,score), and of a pipeline of scikit-learn's own. The features are written down once more here, on purpose: this
is the outside value that the model is held against.
"""

import sys

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, log_loss, recall_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, OrdinalEncoder, StandardScaler

CATEGORIES = ["term", "verification_status", "emp_length"]
PERCENTAGES = ["int_rate", "revol_util", "all_util"]
GRADES = [letter + digit for letter in "ABCDEFG" for digit in "12345"]
DECISION = 0.06


def metrics_of(bad, scores):
    decided = scores >= DECISION
    return (
        roc_auc_score(bad, scores),
        average_precision_score(bad, scores),
        log_loss(bad, scores),
        recall_score(bad, decided),
        recall_score(~bad, ~decided),
    )


def main(train_path, holdout_path, predictions_path):
    train, holdout = pd.read_csv(train_path), pd.read_csv(holdout_path)
    long_tailed = [name for name in train if name not in [*CATEGORIES, *PERCENTAGES, "sub_grade", "addr_state", "Class"]]
    encoder = ColumnTransformer([
        ("logarithms", make_pipeline(FunctionTransformer(np.log1p), StandardScaler()), long_tailed),
        ("percentages", StandardScaler(), PERCENTAGES),
        ("grade", make_pipeline(OrdinalEncoder(categories=[GRADES]), StandardScaler()), ["sub_grade"]),
        ("categories", OneHotEncoder(handle_unknown="ignore"), CATEGORIES),
    ])
    model = make_pipeline(encoder, LogisticRegression(C=0.03, solver="newton-cg", tol=1e-7))
    theirs = model.fit(train, train["Class"] == "bad").predict_proba(holdout)[:, 1]
    ours = pd.read_csv(predictions_path).sort_values("row_id")["score"].to_numpy()
    bad = (holdout["Class"] == "bad").to_numpy()
    for scores in (ours, theirs):
        print(*(repr(float(value)) for value in metrics_of(bad, scores)))


if __name__ == "__main__":
    main(*sys.argv[1:])
