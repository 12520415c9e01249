"""Makes drift_values.json, the outside values of the drift measures' tests.

Run with Debian 12's python3-numpy 1.24.2 and python3-scipy 1.10.1:

    /usr/bin/python3 drift_values.py

Samples are drawn once and stand in the file with what SciPy says of them; the population stability index, which SciPy does not
have, is written out in numpy.
"""
import json
import pathlib

import numpy as np
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

rng = np.random.default_rng(20240501)
here = pathlib.Path(__file__).parent


def psi(a, b):
    p, q = (a + .5) / (a + .5).sum(), (b + .5) / (b + .5).sum()
    return float(((q - p) * np.log(q / p)).sum())


def numbers(name, a, b):
    a, b = np.round(a, 3), np.round(b, 3)
    edges = np.quantile(a, np.arange(1, 10) / 10, method="inverted_cdf")
    counts = [np.bincount(np.searchsorted(np.unique(edges), x), minlength=len(np.unique(edges)) + 1) for x in (a, b)]
    return {
        "name": name, "a": a.tolist(), "b": b.tolist(),
        "ks": float(stats.ks_2samp(a, b).statistic), "ks_p": float(stats.ks_2samp(a, b, method="exact").pvalue),
        "wasserstein": float(stats.wasserstein_distance(a, b)),
        "deciles": [c.tolist() for c in counts], "psi": psi(*counts),
    }


def counts(a, b):
    table = np.array([a, b])
    chi = stats.chi2_contingency(table, correction=False)
    return {
        "a": a, "b": b, "chi2": float(chi[0]), "chi2_p": float(chi[1]), "dof": int(chi[2]),
        "js": float(jensenshannon(a, b, base=2)), "psi": psi(table[0], table[1]),
    }


values = {
    "numbers": [
        numbers("same", rng.normal(size=200), rng.normal(size=150)),
        numbers("shifted", rng.normal(size=120), rng.normal(.8, 1.5, size=300)),
        numbers("ties", rng.integers(0, 8, 90).astype(float), rng.integers(1, 9, 110).astype(float)),
        numbers("skewed", rng.exponential(size=400), rng.exponential(1.3, size=60)),
    ],
    "counts": [
        counts([30, 50, 20], [25, 70, 25]), counts([500, 3, 120, 77], [480, 30, 90, 100]), counts([10, 40, 50], [20, 30, 50]), counts([12, 9], [7, 15]),
    ],
    "kolmogorov": [[x, float(special.kolmogorov(x))] for x in (.3, .5, .8, .99, 1.0, 1.01, 1.36, 2.0, 3.5)],
    "chi2_tail": [[x, k, float(stats.chi2.sf(x, k))] for x, k in ((3.84, 1), (25.0, 9), (80.0, 9), (5.0, 9), (400.0, 300))],
}
(here / "drift_values.json").write_text(json.dumps(values, indent=1) + "\n")
