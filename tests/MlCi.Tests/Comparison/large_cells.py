"""How often the interval of LargeCells misses, of cells that are just large: the source of the rates in its documentation.

Debian's python3 with numpy and scipy:  /usr/bin/python3 large_cells.py

Prints for each of three sets of cells, each metric and level how often each end misses the true difference, as a multiple of
the level.
"""
import numpy as np
from scipy.stats import t

CELLS = [
    [180, 40, 50, 100, 720, 70, 40, 80],
    [150, 30, 40, 80, 4000, 80, 50, 100],
    [900, 200, 250, 500, 3600, 350, 200, 400],
]
REPLICATES = 1_000_000
LEVELS = (.05, .025, .05 / 120)


def models(cells):
    """tp, fp, fn, tn of challenger and champion."""
    n1, c1, h1, b1, n0, c0, h0, b0 = np.moveaxis(cells, -1, 0)
    return (c1 + b1, c0 + b0, n1 + h1, n0 + h0), (h1 + b1, h0 + b0, n1 + c1, n0 + c0)


def precision(tp, fp, fn, tn):
    d = tp + fp
    return tp / d, (fp / d**2, -tp / d**2, 0 * tp, 0 * tp)


def f1(tp, fp, fn, tn):
    d = 2 * tp + fp + fn
    return 2 * tp / d, (2 * (fp + fn) / d**2, -2 * tp / d**2, -2 * tp / d**2, 0 * tp)


def balanced_accuracy(tp, fp, fn, tn):
    p, n = tp + fn, tn + fp
    return (tp / p + tn / n) / 2, (fn / p**2 / 2, -tn / n**2 / 2, -tp / p**2 / 2, fp / n**2 / 2)


def mcc(tp, fp, fn, tn):
    a, b, c, d = tp + fp, tp + fn, tn + fp, tn + fn
    r = np.sqrt(a * b * c * d)
    m = (tp * tn - fp * fn) / r
    return m, (tn / r - m / 2 * (1 / a + 1 / b), -fn / r - m / 2 * (1 / a + 1 / c),
               -fp / r - m / 2 * (1 / b + 1 / d), tp / r - m / 2 * (1 / c + 1 / d))


def difference(metric, cells):
    """The difference, its standard error and the effective number of rows that this rests on."""
    challenger, champion = models(cells)
    new, (tp, fp, fn, tn) = metric(*challenger)
    old, (tp0, fp0, fn0, tn0) = metric(*champion)
    slopes = (fn - fn0, tp - fn0, fn - tp0, tp - tp0, tn - tn0, fp - tn0, tn - fp0, fp - fp0)
    # Slopes along counts of a function that does not depend on their sum: their mean over the rows is 0.
    squares = sum(cells[..., i] * slope**2 for i, slope in enumerate(slopes))
    return new - old, np.sqrt(squares), squares**2 / sum(cells[..., i] * slope**4 for i, slope in enumerate(slopes))


for cells in np.array(CELLS, float):
    drawn = np.random.default_rng(1).multinomial(int(cells.sum()), cells / cells.sum(), REPLICATES).astype(float)
    print(cells.astype(int))
    for metric in (precision, f1, balanced_accuracy, mcc):
        truth, _, _ = difference(metric, cells)
        found, error, rows = difference(metric, drawn)
        p = t.sf((found - truth) / error, rows - 1)
        print(metric.__name__, *(f"{alpha:.5f}: {np.mean(p < alpha) / alpha:.3f} {np.mean(p > 1 - alpha) / alpha:.3f}" for alpha in LEVELS))
