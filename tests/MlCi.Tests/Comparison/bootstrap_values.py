"""Row bootstraps of differences of precision, F1 and cost between two models, for bootstrap_values.json.

Debian's python3 with numpy:  /usr/bin/python3 bootstrap_values.py > bootstrap_values.json

Each case has eight cells: for positive and for negative rows how many neither model decides positive, only the challenger,
only the champion, both. Here whole samples of as many rows are drawn with replacement (multinomial), 400,000 of them. A sample
without a value (no positive decisions) may stand for any: it counts as beyond whatever is asked about.
"""
import json
import sys

import numpy as np

REPLICATES = 400_000
METRICS = {
    "precision": (1, lambda tp, fp, fn, tn: tp / (tp + fp)),
    "f1": (1, lambda tp, fp, fn, tn: 2 * tp / (2 * tp + fp + fn)),
    "mcc": (1, lambda tp, fp, fn, tn: (tp * tn - fp * fn) / np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
    "balanced_accuracy": (1, lambda tp, fp, fn, tn: (tp / (tp + fn) + tn / (tn + fp)) / 2),
    "cost": (-1, lambda tp, fp, fn, tn: (5 * fn + fp) / (tp + fp + fn + tn)),
}
CASES = [
    ("f1", .01, [60, 10, 30, 200], [250, 20, 30, 400]),
    ("precision", .02, [150, 20, 20, 160], [220, 60, 25, 145]),
    ("precision", .02, [150, 20, 20, 160], [220, 25, 60, 145]),
    ("cost", .05, [60, 12, 30, 200], [250, 20, 30, 400]),
    # Few of the champion's decisions are positive: some replicates have none.
    ("precision", .03, [60, 40, 2, 1], [90, 20, 1, 1]),
    # Large cells, of which MlCi takes the delta method: just so, and well so.
    ("precision", .02, [180, 40, 50, 100], [720, 70, 40, 80]),
    ("mcc", .02, [180, 40, 50, 100], [720, 70, 40, 80]),
    ("precision", .02, [900, 200, 250, 500], [3600, 350, 200, 400]),
    ("f1", .02, [900, 200, 250, 500], [3600, 350, 200, 400]),
    ("mcc", .02, [900, 200, 250, 500], [3600, 350, 200, 400]),
    ("balanced_accuracy", .02, [900, 200, 250, 500], [3600, 350, 200, 400]),
    ("cost", .05, [900, 200, 250, 500], [3600, 350, 200, 400]),
    ("mcc", .005, [9000, 1200, 1900, 15000], [56000, 2350, 2200, 8400]),
    ("f1", .005, [9000, 1200, 1900, 15000], [56000, 2350, 2200, 8400]),
]


def models(cells):
    (neither1, challenger1, champion1, both1, neither0, challenger0, champion0, both0) = np.moveaxis(np.asarray(cells, float), -1, 0)
    challenger = (challenger1 + both1, challenger0 + both0, neither1 + champion1, neither0 + champion0)
    champion = (champion1 + both1, champion0 + both0, neither1 + challenger1, neither0 + challenger0)
    return challenger, champion


def difference(metric, cells):
    sign, value = METRICS[metric]
    challenger, champion = models(cells)
    with np.errstate(invalid="ignore", divide="ignore"):
        return sign * (value(*challenger) - value(*champion))


def case(metric, margin, positives, negatives, random):
    cells = np.array(positives + negatives)
    drawn = difference(metric, random.multinomial(cells.sum(), cells / cells.sum(), REPLICATES))
    unknown = np.isnan(drawn)
    known = drawn[~unknown]
    low, high = np.where(unknown, -np.inf, drawn), np.where(unknown, np.inf, drawn)
    return {
        "metric": metric, "margin": margin, "positives": positives, "negatives": negatives,
        "undefined": float(unknown.mean()),
        "difference": float(difference(metric, cells)),
        "standardError": float(known.std(ddof=1)),
        "lower": float(np.quantile(low, .05, method="lower")), "upper": float(np.quantile(high, .95, method="higher")),
        "p": float(min(1, 2 * min((low <= 0).mean(), (high >= 0).mean()))),
        "pWorse": float((high >= -margin).mean()),
    }


random = np.random.default_rng(20261121)
json.dump([case(*one, random) for one in CASES], sys.stdout, indent=1)
print()
