"""Makes matthews_values.json: the likelihood ratio of a Matthews correlation, and the interval that inverts its signed root.

Run with Debian 12's python3-numpy 1.24.2 and python3-scipy 1.10.1:

    /usr/bin/python3 matthews_values.py

The likelihood is maximized over the two margins, of which, with the correlation, all four cells follow: by Nelder and Mead's
simplex, from many starts, without a derivative. MlCi has other parameters and Newton's method.
"""
import json
import pathlib

import numpy as np
from scipy import optimize, special, stats

here = pathlib.Path(__file__).parent


def mcc(c):
    tp, fp, fn, tn = c
    return (tp * tn - fp * fn) / np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))


def shares(rho, x):
    a, b = special.expit(x)
    both = a * b + rho * np.sqrt(a * (1 - a) * b * (1 - b))
    return np.array([both, b - both, a - both, 1 - a - b + both])


def likeliest(cells, rho, starts):
    def loss(x):
        p = shares(rho, x)
        if p.min() < -1e-15:
            return np.inf
        return -special.xlogy(cells, np.maximum(p, 0)).sum()
    found = []
    for x in starts:
        if not np.isfinite(loss(x)):
            continue
        for _ in range(3):
            x = optimize.minimize(loss, x, method="Nelder-Mead", options={"xatol": 1e-11, "fatol": 1e-13, "maxiter": 4000, "maxfev": 4000}).x
        found.append((loss(x), tuple(x)))
    return min(found)


def ratio(cells, rho, everywhere=True):
    cells = np.array(cells, float)
    tp, fp, fn, tn = cells
    own = special.logit([(tp + fn) / cells.sum(), (tp + fp) / cells.sum()])
    # Along the diagonal, or the other one, every correlation is possible.
    diagonal = [[t, t] if rho >= 0 else [t, -t] for t in (np.linspace(-3, 3, 9) if everywhere else [own.mean() if rho >= 0 else (own[0] - own[1]) / 2])]
    best, _ = likeliest(cells, rho, [own, *diagonal])
    return 2 * (best + special.xlogy(cells, cells / cells.sum()).sum())


def stretch(cells):
    return np.sqrt(1 + (1 / (np.array(cells) + 1)).sum() / 3)


def interval(cells, alpha):
    z, m = stats.norm.isf(alpha), np.arctanh(mcc(cells))
    def end(side):
        def beyond(distance):
            # At an empty cell the simplex may stop short of the bound.
            return np.sqrt(max(0, ratio(cells, np.tanh(m + side * distance), 0 in cells))) / stretch(cells) - z
        far = .05
        while beyond(far) < 0:
            far *= 1.5
        return float(np.tanh(m + side * optimize.brentq(beyond, 0, far, xtol=1e-11)))
    return [end(-1), end(1)]


if __name__ == "__main__":
    tables = [[60, 20, 30, 90], [12, 0, 3, 25], [5, 2, 0, 13], [2, 1, 1, 16], [1, 9, 1, 9], [3, 40, 17, 40], [300, 20, 30, 1650],
              [0, 10, 12, 200], [30, 70, 60, 20], [2, 198, 8, 1792], [90, 3, 4, 3], [450, 40, 10, 500]]
    rows = []
    for cells in tables:
        m = mcc(cells)
        for rho in sorted({round(r, 3) for r in (-.9, -.4, 0., .1, .35, .7, .95, m - .1, m + .05)}):
            lr = ratio(cells, rho)
            root = np.sign(m - rho) * np.sqrt(max(lr, 0)) / stretch(cells)
            rows.append({"cells": cells, "rho": rho, "ratio": lr, "low": stats.norm.cdf(root), "high": stats.norm.sf(root)})
    ends = [{"cells": cells, "alpha": alpha, "interval": interval(cells, alpha)} for cells in tables for alpha in (.05, .05 / 120)]
    (here / "matthews_values.json").write_text(json.dumps({"ratios": rows, "intervals": ends}, indent=1, default=float) + "\n")
