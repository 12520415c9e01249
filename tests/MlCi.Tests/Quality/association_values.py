"""Makes association_values.json, the outside values of the tests of single predictors.

Run with Debian 12's python3-numpy 1.24.2, python3-scipy 1.10.1 and python3-sklearn 1.2.1:

    /usr/bin/python3 association_values.py

The variance of an AUC is DeLong's, written out from its definition by all pairs of rows.
"""
import json
import pathlib

import numpy as np
from scipy import stats
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(7)
here = pathlib.Path(__file__).parent


def delong(y, x):
    a, b = x[y == 1], x[y == 0]
    kernel = (a[:, None] > b[None, :]) + .5 * (a[:, None] == b[None, :])
    return float(kernel.mean(1).var(ddof=1) / len(a) + kernel.mean(0).var(ddof=1) / len(b))


y = rng.integers(0, 2, 600)
x = np.round(rng.normal(size=600) + 3.5 * y, 2)
area, variance = float(roc_auc_score(y, x)), delong(y, x)
z = stats.norm.ppf(1 - .01)
logit, reach = np.log(area / (1 - area)), z * np.sqrt(variance) / (area * (1 - area))
price = np.round(np.exp(rng.normal(size=400)), 3)
size = np.round(price ** .5 + rng.normal(scale=.05, size=400), 2)
rho = float(stats.spearmanr(size, price).statistic)
values = {
    "binary": {"y": y.tolist(), "x": x.tolist(), "auc": area, "variance": variance, "lower": float(1 / (1 + np.exp(-(logit - reach))))},
    "number": {"x": size.tolist(), "y": price.tolist(), "rho": rho, "lower": float(np.tanh(np.arctanh(rho) - z * np.sqrt(1.06 / 397)))},
}
(here / "association_values.json").write_text(json.dumps(values) + "\n")
