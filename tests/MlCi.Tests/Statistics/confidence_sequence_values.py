"""Makes confidence_sequence_values.json, the outside values of the confidence sequences.

Run with Debian 12's python3-numpy 1.24.2 and python3-scipy 1.10.1:

    /usr/bin/python3 confidence_sequence_values.py

No closed form of MlCi is used where there is another way: mixtures are integrated numerically over their mixing distribution and
the boundary is where the integral is 1/alpha. The asymptotic sequence is theorem 2.2 of Waudby-Smith et al. as printed there.
The values at optimum 100 and 5000 were compared, to 8 digits, with the authors' own program (confseq's normal_mixture_bound and
bernoulli_confidence_interval).
"""
import json
import pathlib

import numpy as np
from scipy import integrate, optimize, stats

here = pathlib.Path(__file__).parent


def tuned(v, alpha):
    logarithm = np.log(1 / alpha)
    return v / (2 * logarithm + np.log(1 + 2 * logarithm))


def log_integral(log_density, low, high, peak, width):
    """log of the integral of exp(log_density), scaled by its largest value."""
    grid = np.clip(peak + width * np.linspace(-12, 12, 4001), low, high)
    top = max(log_density(x) for x in grid)
    points = np.unique(np.clip(peak + width * np.array([-40, -12, -6, -3, -1, 0, 1, 3, 6, 12, 40]), low, high))
    parts = [integrate.quad(lambda x: np.exp(log_density(x) - top), a, b, epsabs=1e-14, epsrel=1e-12)[0] for a, b in zip(points, points[1:])]
    return top + np.log(sum(parts))


def normal_bound(v, rho, alpha):
    def log_mixture(s):
        def density(x):
            return x * s - x * x * v / 2 + stats.norm.logpdf(x, scale=rho ** -.5)
        return log_integral(density, -np.inf, np.inf, s / (v + rho), (v + rho) ** -.5)
    return optimize.brentq(lambda s: log_mixture(s) + np.log(alpha), 0, 100 * np.sqrt(v + rho), xtol=1e-11)


def bernoulli(k, n, alpha, optimum):
    worth = tuned(optimum, alpha) - 1
    def log_mixture(p):
        def density(x):
            return (k * np.log(x / p) + (n - k) * np.log((1 - x) / (1 - p)) + stats.beta.logpdf(x, p * worth, (1 - p) * worth))
        peak = np.clip((k + p * worth) / (n + worth), 1e-6, 1 - 1e-6)
        return log_integral(density, 1e-12, 1 - 1e-12, peak, np.sqrt(peak * (1 - peak) / (n + worth)))
    ends = []
    for end in (1e-4, 1 - 1e-4):
        ends.append(optimize.brentq(lambda p: log_mixture(p) + np.log(alpha), end, k / n, xtol=1e-12))
    return ends


def asymptotic(mean, deviation, t, alpha, optimum):
    rho = 1 / np.sqrt(tuned(optimum, alpha))
    reach = deviation * np.sqrt(2 * (t * rho ** 2 + 1) / (t ** 2 * rho ** 2) * np.log(np.sqrt(t * rho ** 2 + 1) / alpha))
    return [mean - reach, mean + reach]


def main():
    values = {
        "normal": [{"v": v, "optimum": o, "alpha": a, "rho": tuned(o, a), "bound": normal_bound(v, tuned(o, a), a)}
                   for v, o, a in ((100, 100, .05), (1, 100, .05), (1000, 100, .05), (100, 5000, .01), (1e5, 5000, .01), (3, 2, .2))],
        "bernoulli": [dict(zip(("k", "n", "alpha", "optimum", "lower", "upper"), (k, n, a, o, *bernoulli(k, n, a, o))))
                      for k, n, a, o in ((700, 1000, .05, 100), (700, 1000, .01, 5000), (3, 10, .05, 100), (50_100, 100_000, .05, 100),
                                         (150, 300, .1, 50), (30, 400, .05, 200))],
        "asymptotic": [dict(zip(("mean", "deviation", "t", "alpha", "optimum", "lower", "upper"), (m, d, t, a, o, *asymptotic(m, d, t, a, o))))
                       for m, d, t, a, o in ((.01, .3, 500, .05, 1000), (0, 1, 100, .05, 100), (-3.5, 12, 20_000, .01, 5000))],
    }
    (here / "confidence_sequence_values.json").write_text(json.dumps(values, indent=1, default=float) + "\n")


main()
