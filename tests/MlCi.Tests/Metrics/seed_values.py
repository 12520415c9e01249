"""Makes seed_values.json, the outside values of a spread over seeds.

Run with Debian 12's python3-numpy 1.24:

    /usr/bin/python3 seed_values.py
"""
import json
import pathlib

import numpy as np

here = pathlib.Path(__file__).parent
CASES = [
    [.7, .8],
    [.842, .861, .87, .853, .866],
    [1e8 + .1, 1e8 + .2, 1e8 + .4],
    [.5, .5, .5],
    [3.25, -1.5, 0., 12.75, 2., 2.],
]

json.dump(
    [
        {
            "values": values,
            "mean": float(np.mean(values)),
            "standardDeviation": float(np.std(values, ddof=1)),
            "deviationOfDifferences": float(np.sqrt(np.mean([(a - b) ** 2 for i, a in enumerate(values) for b in values[:i]]))),
            "least": float(np.min(values)),
            "greatest": float(np.max(values)),
        }
        for values in CASES
    ],
    (here / "seed_values.json").open("w"), indent=2)
