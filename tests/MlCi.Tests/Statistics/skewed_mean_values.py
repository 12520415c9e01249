"""Makes skewed_mean_values.json: means of skewed numbers with the interval of Hall's (1992) transformation.

Run with Debian 12's python3-numpy 1.24.2 and python3-scipy 1.10.1:

    /usr/bin/python3 skewed_mean_values.py

Skewness is SciPy's; the ends are roots, found by Brent's method, of Hall's polynomial as printed there,
T + g (T^2/3 + 1/6)/sqrt(n) + g^2 T^3/(27 n).
"""
import json
import pathlib

import numpy as np
from scipy import optimize, stats

here = pathlib.Path(__file__).parent


def row(values, alpha):
    n = len(values)
    # SciPy divides by the variance over n, MlCi by that over n - 1.
    g = stats.skew(values) * ((n - 1) / n) ** 1.5
    error = np.std(values, ddof=1) / np.sqrt(n)
    def hall(t):
        return t + g * (t * t / 3 + 1 / 6) / np.sqrt(n) + g * g * t ** 3 / (27 * n)
    def end(x):
        return np.mean(values) - error * optimize.brentq(lambda t: hall(t) - x, -50, 50, xtol=1e-13, rtol=1e-15)
    z = stats.norm.ppf(1 - alpha)
    return {"values": list(values), "alpha": alpha, "skewness": g / np.sqrt(n), "lower": end(z), "upper": end(-z)}


def main():
    rng = np.random.default_rng(20240612)
    rows = [row(rng.exponential(size=100), .05), row(-rng.exponential(size=30) ** 2, .025), row(rng.normal(size=50), .01), row([0., 0, 0, 1, 5], .1)]
    (here / "skewed_mean_values.json").write_text(json.dumps(rows, default=float) + "\n")


main()
