"""Makes curve_values.json, the outside values of the drawn curves' tests.

Run with Debian 12's python3-numpy 1.24.2, python3-pandas 1.5.3 and python3-sklearn 1.2.1, after ../../Metrics/sampled_values.py,
which makes sampled.csv:

    /usr/bin/python3 curve_values.py

Every vertex of scikit-learn's own curves is told; the test holds each against the thinned line.
"""
import json
import pathlib

import numpy as np
import pandas as pd
from sklearn import metrics
from sklearn.isotonic import IsotonicRegression

here = pathlib.Path(__file__).parent
table = pd.read_csv(here.parent.parent / "Metrics" / "sampled.csv")
bins = np.arange(41) / 40


def short(values):
    return [round(float(value), 9) for value in values]


def scores(name, weighted):
    y, s = table["y"].to_numpy(), table[name].to_numpy()
    w = table["weight"].to_numpy() if weighted else np.ones(len(y))
    y, s, w = y[w > 0], s[w > 0], w[w > 0]
    fpr, tpr, _ = metrics.roc_curve(y, s, sample_weight=w, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(y, s, sample_weight=w)
    levels = np.unique(s)
    fit = IsotonicRegression(y_min=0, y_max=1).fit(s, y, sample_weight=w)
    decided = s >= .5
    shares = [np.histogram(s[y == label], bins, weights=w[y == label])[0] / w[y == label].sum() for label in (0, 1)]
    return {
        "fpr": short(fpr), "tpr": short(tpr), "auc": metrics.roc_auc_score(y, s, sample_weight=w),
        # The last point, which scikit-learn adds at recall 0, is no threshold's.
        "recall": short(recall[:-1][::-1]), "precision": short(precision[:-1][::-1]),
        "average_precision": metrics.average_precision_score(y, s, sample_weight=w),
        "levels": short(levels), "rates": short(fit.predict(levels)),
        "negative": short(shares[0]), "positive": short(shares[1]),
        "decided_recall": float(metrics.recall_score(y, decided, sample_weight=w)),
        "decided_fpr": float(1 - metrics.recall_score(1 - y, ~decided, sample_weight=w)),
        "cells": metrics.confusion_matrix(y, decided).ravel().tolist(),
    }


def numbers(name):
    levels = [.05, .25, .5, .75, .95]
    frame = pd.DataFrame({"truth": table["truth"], "predicted": table[name + "_number"]})
    # Bands end after the last row of equal predictions.
    frame = frame.sort_values("predicted", kind="stable").reset_index(drop=True)
    cut, start = [], 0
    while start < len(frame):
        end = max(start + 1, (len(cut) + 1) * len(frame) // 20)
        end = int((frame["predicted"] <= frame["predicted"][end - 1]).sum())
        band = frame[start:end]
        cut.append({"rows": len(band), "predicted": float(band["predicted"].median()), "truth": short(band["truth"].quantile(levels))})
        start = end
    return {"residuals": short(np.quantile(frame["truth"] - frame["predicted"], levels)), "bands": cut}


values = {
    "plain": scores("challenger", False), "weights": scores("challenger", True), "numbers": numbers("challenger"),
    "classes": metrics.confusion_matrix(
        table["class"], np.array(list("abcd"))[table[[f"challenger_{c}" for c in "abcd"]].to_numpy().argmax(axis=1)], labels=list("abcd")).tolist(),
}
(here / "curve_values.json").write_text(json.dumps(values, separators=(",", ":")) + "\n")
