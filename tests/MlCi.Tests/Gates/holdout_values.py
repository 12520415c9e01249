"""Makes holdout_values.json, the outside values of the rows that a holdout needs.

Run with Debian 12's python3-scipy 1.10.1 and python3-statsmodels 0.13.5:

    /usr/bin/python3 holdout_values.py

"normal": statsmodels' one-sample z-test. "hoeffding": for a rate of one half, scipy's exact chance of straying by the
tolerance, which must not be above the error that the bound was asked for.
"""
import json
import math
import pathlib

from scipy import stats
from statsmodels.stats.power import NormalIndPower

here = pathlib.Path(__file__).parent
CASES = [("rate", .5, .01), ("rate", .9, .005), ("discordant", .1, .005), ("discordant", .02, .002), ("deviation", .35, .01), ("deviation", 12.5, 1)]
DECISIONS = [("track", 1), ("track", 32), ("firstChange", 8), ("full", 3), ("full", 32)]


def deviation(kind, value):
    return value if kind == "deviation" else math.sqrt(value * (1 - value) if kind == "rate" else value)


def normal():
    for kind, value, margin in CASES:
        for mode, decisions in DECISIONS:
            alpha = .05 / (2 ** decisions if mode == "full" else decisions)
            n = NormalIndPower(ddof=0).solve_power(margin / deviation(kind, value), alpha=alpha, power=.8, ratio=0, alternative="larger")
            yield {"kind": kind, "value": value, "margin": margin, "mode": mode, "decisions": decisions, "rows": float(n)}


def hoeffding():
    for tolerance, error in [(.1, .01), (.05, .05), (.02, .001), (.01, 1e-6)]:
        n = math.ceil(math.log(1 / error) / (2 * tolerance ** 2))
        chance = stats.binom.sf(math.ceil(n * (.5 + tolerance) - 1e-9) - 1, n, .5)
        yield {"tolerance": tolerance, "error": error, "rows": n, "chance": chance}


values = {"normal": list(normal()), "hoeffding": list(hoeffding())}
(here / "holdout_values.json").write_text(json.dumps(values, indent=1) + "\n")
