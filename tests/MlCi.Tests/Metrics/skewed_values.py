"""Makes skewed_values.json: means of weighted and clustered rows of sampled.csv with the interval of Hall's (1992) transformation.

Run with Debian 12's python3-numpy 1.24.2 and python3-scipy 1.10.1:

    /usr/bin/python3 skewed_values.py

The standard error is that of the sums of the units (rows, or clusters); their skewness is SciPy's; the ends are roots, found by
Brent's method, of Hall's polynomial at Student's quantile. RMSE, here of
logarithms, which have no outliers, has the roots of the ends of its mean square.
"""
import csv
import json
import pathlib

import numpy as np
from scipy import optimize, stats

here = pathlib.Path(__file__).parent
rows = list(csv.DictReader((here / "sampled.csv").open()))


def column(name):
    return np.array([float(row[name]) for row in rows])


truth, number, y, score = column("truth"), column("challenger_number"), column("y"), column("challenger")
label = np.array([row["class"] for row in rows])
own = sum((label == name) * column(f"challenger_{name}") for name in "abcd")
likelihood = np.where(y == 1, score, 1 - score)
losses = {
    ("regression", "mae"): abs(truth - number), ("regression", "mape"): abs(truth - number) / truth,
    ("regression", "rmse"): (np.log(truth) - np.log(number)) ** 2, ("binary", "brier"): (y - score) ** 2, ("binary", "log_loss"): -np.log(likelihood),
    ("multiclass", "log_loss"): -np.log(own),
}
weight, cluster, ones, each = column("weight"), column("cluster").astype(int), np.ones(len(rows)), np.arange(len(rows))
samplings = {"plain": (ones, each), "weights": (weight, each), "clusters": (ones, cluster), "weights_clusters": (weight, cluster)}


def interval(values, w, units, plain, alpha=.05):
    mean = np.average(values, weights=w)
    sums = np.bincount(np.unique(units, return_inverse=True)[1], w * (values - mean))
    n = len(sums)
    error = np.std(sums, ddof=1) * np.sqrt(n) / w.sum()
    g = stats.skew(sums) * ((n - 1) / n) ** 1.5 / np.sqrt(n)
    z = stats.norm.isf(alpha) if plain else stats.t.isf(alpha, n - 1)

    def end(x):
        return mean - error * optimize.brentq(lambda t: t + g * (t * t / 3 + 1 / 6) + g * g * t ** 3 / 27 - x, -50, 50, xtol=1e-13, rtol=1e-15)

    return end(z), end(-z)


found = []
for (task, metric), values in losses.items():
    for name, (w, units) in samplings.items():
        ends = interval(values, w, units, name == "plain")
        lower, upper = np.sqrt(ends) if metric == "rmse" else ends
        found.append({"task": task, "metric": metric, "sampling": name, "lower": lower, "upper": upper})
(here / "skewed_values.json").write_text("[" + ",\n ".join(json.dumps(row, default=float) for row in found) + "]\n")
