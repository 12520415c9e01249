"""Makes edge_predictions.csv, small sets of predictions each with a difficulty of its own, and edge_values.json, what
scikit-learn says of them.

Run with Debian 12's python3-numpy 1.24.2 and python3-sklearn 1.2.1, before edge_values.R:

    /usr/bin/python3 edge_values.py

null stands where a metric has no value: scikit-learn then warns, throws, or gives 0 or 1/2 by convention.
"""
import json
import pathlib

import numpy as np
from sklearn import metrics

here = pathlib.Path(__file__).parent


def drawn(seed, n, prevalence, decimals):
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < prevalence).astype(int)
    return y, np.clip(rng.normal(.35 + .3 * y, .2), 0, 1).round(decimals)


def sets():
    y, p = drawn(1, 240, .4, 1)
    yield "ties", y, np.where(p == .5, .6, p)
    yield "two scores", *((lambda t: (t[0], np.where(t[1] > .5, .8, .2)))(drawn(2, 240, .5, 3)))
    yield "rare positives", *drawn(3, 5000, .05, 3)
    yield "many ties and rows", *drawn(4, 3000, .5, 2)
    yield "one positive", np.arange(30) == 21, np.arange(30) / 32
    yield "one negative", np.arange(30) != 4, np.arange(30) / 32
    yield "two of each", np.array([1, 0, 1, 0]), np.array([.9, .6, .4, .1])
    yield "perfect", np.arange(30) >= 18, np.where(np.arange(30) >= 18, .7, .2) + np.arange(30) / 1000
    yield "reversed", np.arange(30) < 18, np.where(np.arange(30) >= 18, .7, .2) + np.arange(30) / 1000
    yield "constant", np.arange(20) % 3 == 0, np.full(20, .3)
    yield "constant and sure", np.arange(20) % 3 == 0, np.full(20, 1.)
    yield "no positives", np.zeros(12), np.arange(12) / 11
    yield "no negatives", np.ones(12), np.arange(12) / 11
    yield "one row, positive", np.array([1]), np.array([.7])
    yield "one row, negative", np.array([0]), np.array([.7])
    yield "sure and sometimes wrong", np.arange(40) % 2 == 0, np.array([1, 0, 1, 0, .5, 0, 1, 1] * 5)
    yield "on the threshold", np.arange(16) % 2 == 0, np.array([.5, .5, .4999999999999999, .5000000000000001] * 4)
    yield "tiny scores", np.arange(50) % 5 == 0, np.where(np.arange(50) % 5 == 0, 1e-12, 1e-15) * (1 + np.arange(50) % 7)
    yield "near one", np.arange(50) % 5 > 0, 1 - np.where(np.arange(50) % 5 > 0, 1e-12, 1e-9) * (1 + np.arange(50) % 7)


def values(y, p):
    d = p >= .5
    both, some = 0 < y.sum() < len(y), d.any()
    known = {
        "auc": both and len(set(p)) > 1 and metrics.roc_auc_score(y, p),
        "average_precision": both and len(set(p)) > 1 and metrics.average_precision_score(y, p),
        "accuracy": metrics.accuracy_score(y, d),
        "balanced_accuracy": both and metrics.balanced_accuracy_score(y, d),
        "precision": some and metrics.precision_score(y, d),
        "recall": y.any() and metrics.recall_score(y, d),
        "specificity": not y.all() and metrics.recall_score(y, d, pos_label=0, zero_division=0),
        "f1": y.any() and metrics.f1_score(y, d, zero_division=0),
        "mcc": both and some and not d.all() and metrics.matthews_corrcoef(y, d),
        "log_loss": metrics.log_loss(y, p, labels=[0, 1]),
        "brier": metrics.brier_score_loss(y, p, pos_label=1) if both else np.mean((y - p) ** 2),
    }
    return {name: None if value is False or value is np.False_ else float(value) for name, value in known.items()}


def main():
    lines, found = ["set,label,score"], {}
    for name, y, p in sets():
        y = np.asarray(y).astype(int)
        found[name] = values(y, p)
        lines += [f"\"{name}\",{label},{float(score)!r}" for label, score in zip(y, p)]
    (here / "edge_predictions.csv").write_text("\n".join(lines) + "\n")
    (here / "edge_values.json").write_text(json.dumps(found, indent=1) + "\n")


main()
