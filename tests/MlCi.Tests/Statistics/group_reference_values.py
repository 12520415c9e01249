"""Makes group_reference_values.json, the outside values of the statistics of groups, slices and calibration.

Run with Debian 12's python3-scipy 1.10.1, python3-statsmodels 0.13.5 and python3-sklearn 1.2.1:

    /usr/bin/python3 group_reference_values.py

All values are those libraries' own; the Brier decomposition is taken from scikit-learn's isotonic fit by its definition.
"""
import json
import pathlib

import numpy as np
from scipy import stats
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

here = pathlib.Path(__file__).parent
P_VALUES = [[.01, .04, .03, .005, .5, .03], [.9, .8, .7], [.02], [1e-9, 1, .2, .2, .049, .0501, .3, .6, .001]]
PAIRS = [(45, 100, 60, 100, .025), (56, 70, 48, 80, .025), (9, 10, 3, 10, .05), (10, 10, 0, 20, .05), (7, 34, 1, 34, .05),
         (300, 1000, 310, 1200, .05), (50_100, 100_000, 49_000, 100_000, .01), (20, 20, 15, 20, .05)]


def calibration(y, scores):
    fit = IsotonicRegression(y_min=0, y_max=1).fit(scores, y)
    recalibrated = fit.predict(scores)
    brier, best, base = brier_score_loss(y, scores), brier_score_loss(y, recalibrated), np.mean(y) * (1 - np.mean(y))
    return {"y": y.tolist(), "scores": scores.tolist(), "recalibrated": recalibrated.tolist(), "brier": brier,
            "miscalibration": brier - best, "discrimination": base - best, "uncertainty": base}


def samples():
    rng = np.random.default_rng(20240608)
    for n, decimals in ((60, 1), (200, 3)):
        scores = rng.random(n).round(decimals)
        yield (rng.random(n) < scores ** 1.5).astype(int), scores


def main():
    values = {
        "benjaminiHochberg": [{"p": p, "adjusted": multipletests(p, method="fdr_bh")[1].tolist()} for p in P_VALUES],
        "wilson": [dict(zip(("k", "n", "alpha", "lower", "upper"), (k, n, a, *proportion_confint(k, n, 2 * a, "wilson"))))
                   for k, n, a in ((81, 263, .025), (0, 20, .025), (20, 20, .05), (1, 1000, .05))],
        "newcombe": [dict(zip(("a", "m", "b", "n", "alpha", "lower", "upper"), (
            *row, *confint_proportions_2indep(*row[:4], method="newcomb", compare="diff", alpha=2 * row[4])))) for row in PAIRS],
        "ratio": [dict(zip(("a", "m", "b", "n", "alpha", "lower", "upper"), (
            *row, *confint_proportions_2indep(*row[:4], method="score", compare="ratio", alpha=2 * row[4]))))
            for row in PAIRS if row[2] > 0],
        "fisher": [{"a": a, "m": m, "b": b, "n": n, "p": stats.fisher_exact([[a, m - a], [b, n - b]], alternative="greater")[1]}
                   for a, m, b, n in ((8, 10, 3, 10), (3, 10, 8, 10), (12, 50, 90, 1000), (90, 1000, 12, 50), (5, 5, 0, 5), (0, 7, 3, 9),
                                      (4000, 20_000, 18_900, 100_000), (3, 3, 50, 60))],
        "calibration": [calibration(y, scores) for y, scores in samples()],
    }
    (here / "group_reference_values.json").write_text(json.dumps(values, default=float) + "\n")


main()
