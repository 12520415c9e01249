"""Outside values for the rules of the smoke test: serving_values.json.

Run with Debian 12's python3-numpy 1.24.2:
    /usr/bin/python3 serving_values.py
"""
import json
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def below(bits, n):
    """Lemire's bounded draw."""
    while True:
        product = next(bits) * n
        if (product & (2**64 - 1)) >= (2**64 - n) % n:
            return product >> 64


def sample(rows, count):
    """The first places of a Fisher-Yates shuffle, by numpy's Philox; its counter begins at 1, its key is 128 bits, low word first."""
    words = [int(DIGEST[:16], 16), int(DIGEST[16:32], 16)]
    philox = np.random.Philox(key=words[0] + (words[1] << 64), counter=0)
    bits = (int(philox.random_raw()) for _ in iter(int, 1))
    order = list(range(rows))
    for at in range(count):
        other = at + below(bits, rows - at)
        order[at], order[other] = order[other], order[at]
    return sorted(order[:count])


def quantiles(count):
    """Times in microseconds, and their quantiles by nearest rank."""
    times = [int(x) for x in np.random.default_rng(count).integers(1, 5000, count)]
    p50, p99 = np.quantile(times, [0.5, 0.99], method="inverted_cdf")
    return {"times": times, "p50": int(p50), "p99": int(p99)}


with open(os.path.join(HERE, "serving_values.json"), "w") as out:
    json.dump({
        "digest": "sha256:" + DIGEST,
        "samples": [{"rows": rows, "count": count, "drawn": sample(rows, count)} for rows, count in [(10, 3), (2110, 20), (50, 49)]],
        "latencies": [quantiles(count) for count in [100, 101, 250, 199]],
    }, out, indent=1)
    out.write("\n")
