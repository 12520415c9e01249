"""Learns which loans go bad: scikit-learn's logistic regression on the features of features.py.

    python3 model/train.py --data train.csv --params params.json --seed 1 --out folder

Parameters: C, scikit-learn's inverse of the penalty on large weights (0.03 unless given); drop, names of columns to learn without.
Nothing in it is random: the seed makes no difference, and the same data and parameters give the same bytes.
"""

import argparse
import json
import sys
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from features import COLUMNS, DataFault, Features, labels_of, read, rounded
from loan_model import LoanModel
from locked_packages import refuse_other_versions


def parameters_from(path):
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    inverse_penalty, drop = given.pop("C", 0.03), given.pop("drop", [])
    if given:
        raise DataFault(f"params: found {', '.join(sorted(given))}, expected C and drop")
    if isinstance(inverse_penalty, bool) or not isinstance(inverse_penalty, (int, float)) or not 0 < inverse_penalty < float("inf"):
        raise DataFault(f"params.C: found {inverse_penalty!r}, expected a number above 0")
    if not isinstance(drop, list) or not all(name in COLUMNS for name in drop):
        raise DataFault(f"params.drop: found {drop!r}, expected a list of some of {', '.join(COLUMNS)}")
    return inverse_penalty, drop


def learn(table, inverse_penalty, drop, seed):
    labels = labels_of(table)
    if labels.all() or not labels.any():
        raise DataFault("found loans of one kind only, expected good ones and bad ones")
    features = Features.learn(table, drop)
    if not features.names:
        raise DataFault("found no column to learn from, expected one that is not dropped")
    # Newton's method goes down to the last digits, which the tolerance of others leaves open.
    regression = LogisticRegression(C=inverse_penalty, solver="newton-cholesky", tol=1e-9, max_iter=100, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        regression.fit(features.encode(table), labels)
    log(f"{len(labels)} loans, {np.count_nonzero(labels)} of them bad; {len(features.names)} features; C = {inverse_penalty}; "
        f"{regression.n_iter_[0]} iterations")
    return LoanModel(features, [rounded(weight) for weight in regression.coef_[0]], rounded(regression.intercept_[0]))


def log(text):
    print(text, file=sys.stderr, flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", required=True, help="the training data, a CSV file")
    options.add_argument("--params", required=True, help="the parameters, a JSON file")
    options.add_argument("--seed", required=True, type=int)
    options.add_argument("--out", required=True, help="the folder for the model")
    given = options.parse_args()
    try:
        log(f"with {refuse_other_versions()}")
        inverse_penalty, drop = parameters_from(given.params)
        learn(read(given.data), inverse_penalty, drop, given.seed).save(given.out)
    except DataFault as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
