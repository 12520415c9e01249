"""Makes statistic_values.json, the outside values of calibration slopes, scaled, combined and weighted evidence and Poisson counts.

Run with Debian 12's python3-numpy 1.24.2, python3-scipy 1.10.1 and python3-statsmodels 0.13.5:

    /usr/bin/python3 statistic_values.py
"""
import json
import math
import pathlib
import warnings

import numpy as np
import statsmodels.api as sm
from scipy import optimize, special, stats

warnings.filterwarnings("ignore")
here = pathlib.Path(__file__).parent
rng = np.random.default_rng(20260611)


def slopes():
    """Few rows whose scores are too extreme, too tame, turned round or off by far: Newton's plain steps do not always arrive."""
    found = []
    while len(found) < 90:
        n = int(rng.integers(9, 45))
        x = rng.standard_t(rng.choice([1, 2, 5]), n) * rng.choice([.05, 1, 5, 20]) + rng.choice([0, 0, 3, -4])
        score = special.expit(np.clip(np.round(x, 2), -30, 30))
        x = np.log(score / (1 - score))
        y = (rng.random(n) < special.expit(rng.choice([-1, .05, .3, 1, 8, 40]) * (x - np.median(x)))).astype(int)
        flipped = rng.choice(n, int(rng.integers(0, 3)), replace=False)
        y[flipped] = 1 - y[flipped]
        above, below = x[y == 1], x[y == 0]
        if not len(above) or not len(below) or below.max() <= above.min() or above.max() <= below.min():
            continue
        centred = x - x.mean()
        scale = centred.std()
        fit = sm.GLM(y, sm.add_constant(centred / scale), family=sm.families.Binomial()).fit(tol=1e-15, maxiter=500)
        p = special.expit(fit.params[0] + fit.params[1] * centred / scale)
        if abs(((y - p) * centred).sum() / scale) > 1e-9 * n or abs((y - p).sum()) > 1e-9 * n:
            continue  # statsmodels did not arrive
        found.append({"labels": y.tolist(), "scores": score.tolist(), "slope": fit.params[1] / scale, "error": fit.bse[1] / scale})
    return found


def likelihoods():
    """Term by term: the logarithm of the likelihood and its first two derivatives."""
    found = []
    for n in (1, 2, 7, 8, 9, 16, 21):
        negatives = n // 2
        x = np.round(np.concatenate([np.sort(rng.normal(-.5, 2, negatives)), np.sort(rng.normal(.5, 2, n - negatives))]), 3)
        y = np.arange(n) >= negatives
        for a, b in ((0, 1), (.7, -1.3), (-3, 25)):
            d = x - math.fsum(x) / n
            linear = a + b * d
            p = special.expit(linear)
            w = p * special.expit(-linear)
            found.append({
                "logits": x.tolist(), "negatives": negatives, "a": a, "b": b, "mean": math.fsum(x) / n,
                "expected": [math.fsum(y * linear - np.logaddexp(0, linear)), math.fsum(y - p), math.fsum((y - p) * d),
                             math.fsum(w), math.fsum(w * d), math.fsum(w * d * d)]})
    return found


SCALES = {
    "Plain": (lambda x: x, lambda x: x, lambda x: 1),
    "Logit": (special.logit, special.expit, lambda x: 1 / x + 1 / (1 - x)),
    "Fisher": (np.arctanh, np.tanh, lambda x: 1 / (1 - x * x)),
    "LogOfRest": (lambda x: -np.log1p(-x), lambda s: -np.expm1(-s), lambda x: 1 / (1 - x)),
}


def scaled():
    """Student's t about the estimate on each scale, by the delta method."""
    found = []
    for scale, (to, back, slope) in SCALES.items():
        for estimate, error, df, value in ((.3, .05, 12, .35), (.8, .02, 40, .71), (.55, .2, 5, .4), (.62, .01, 1000, .65)):
            spread = error * slope(estimate)
            reach = stats.t.isf(.05, df) * spread
            t = (to(estimate) - to(value)) / spread
            found.append({"scale": scale, "estimate": estimate, "error": error, "df": df, "value": value,
                          "lower": back(to(estimate) - reach), "upper": back(to(estimate) + reach),
                          "low": stats.t.cdf(t, df), "high": stats.t.sf(t, df)})
    return found


def clopper_pearson(k, n, alpha):
    return (0 if k == 0 else stats.beta.ppf(alpha, k, n - k + 1)), (1 if k == n else stats.beta.isf(alpha, k + 1, n - k))


def combined():
    """The method of variance estimates recovery, with the correlation of two cells of a multinomial."""
    def interval(offset, rates, share_rows, alpha):
        estimate, parts = offset, []
        for weight, k, n in rates:
            middle = weight * k / n
            low, high = sorted(weight * end for end in clopper_pearson(k, n, alpha))
            estimate += middle
            parts.append((middle - low, high - middle))
        matrix = np.eye(len(rates))
        for i, (v, k, n) in enumerate(rates):
            for j, (w, l, m) in enumerate(rates):
                if i != j and share_rows:
                    p, q = k / n, l / m
                    matrix[i, j] = -np.sign(v * w) * math.sqrt(p * q / (1 - p) / (1 - q))
        below, above = (np.array(side) for side in zip(*parts))
        return estimate, estimate - math.sqrt(below @ matrix @ below), estimate + math.sqrt(above @ matrix @ above)

    found = []
    for offset, rates, share_rows, minimum, maximum, values in (
            (0, [(.5, 40, 50), (.5, 100, 200)], False, 0, 1, (.5, .62, .68, .75)),
            (1, [(-1, 40, 300), (.7, 100, 300)], True, 0, 1.7, (.95, 1.05, 1.13, 1.2)),
            (0, [(1, 30, 400), (2, 50, 400), (-.5, 200, 400)], True, -.5, 2, (-.1, .03, .1, .2)),
            (.2, [(-.4, 3, 20), (1, 17, 30), (.3, 5, 90)], False, -.2, 1.5, (.5, .7, .75, .9))):
        for alpha in (.01, .05, .2):
            estimate, lower, upper = interval(offset, rates, share_rows, alpha)
            found.append({"offset": offset, "rates": rates, "shareRows": share_rows, "minimum": minimum, "maximum": maximum,
                          "alpha": alpha, "lower": lower, "upper": upper,
                          "chances": [{"value": value, "low": 1 if value <= estimate else stats.norm.sf(optimize.brentq(
                              lambda z: interval(offset, rates, share_rows, stats.norm.sf(z))[2] - value, 0, 30, xtol=1e-13)),
                              "high": 1 if value >= estimate else stats.norm.sf(optimize.brentq(
                                  lambda z: value - interval(offset, rates, share_rows, stats.norm.sf(z))[1], 0, 30, xtol=1e-13))}
                              for value in values] if alpha == .05 else []})
    return found


def poisson():
    """Hörmann's PTRS as his paper has it, with SciPy's log-gamma, and inversion, from the stream's uniform numbers."""
    def uniforms(replicate):
        # numpy counts before it draws.
        words = np.random.Philox(counter=np.array([0, replicate, 0, 0], np.uint64), key=np.array([5, 11], np.uint64))
        while True:
            for word in words.random_raw(4000).tolist():
                yield ((word >> 12) + .5) / 2 ** 52

    def draw(mean, stream):
        if mean < 10:
            u, k, p = next(stream), 0, math.exp(-mean)
            while u > p and p > 0:
                u -= p
                k += 1
                p *= mean / k
            return k
        b = .931 + 2.53 * math.sqrt(mean)
        a = -.059 + .02483 * b
        while True:
            u, v = next(stream) - .5, next(stream)
            us = .5 - abs(u)
            k = math.floor((2 * a / us + b) * u + mean + .43)
            if us >= .07 and v <= .9277 - 3.6224 / (b - 2):
                return k
            if k < 0 or us < .013 and v > us:
                continue
            if math.log(v) + math.log(1.1239 + 1.1328 / (b - 3.4)) - math.log(a / us ** 2 + b) <= k * math.log(mean) - mean - math.lgamma(k + 1):
                return k

    found = []
    for replicate, (mean, draws) in enumerate(((.4, 4000), (7.5, 4000), (10, 40_000), (32, 40_000), (45, 100_000), (130, 40_000), (1e6, 10_000))):
        stream, total, marked = uniforms(replicate), 0, 0
        for i in range(draws):
            k = draw(mean, stream)
            total += k
            marked = (marked * 31 + k) % 2 ** 31
        found.append({"mean": mean, "replicate": replicate, "draws": draws, "total": total, "marked": marked})
    return found


def korn_graubard():
    """Clopper and Pearson's beta quantiles of the effective trials, and the level at which an end lies on a value."""
    def trials(share, error, rows, df, alpha):
        adjusted = 1 if math.isinf(df) else stats.t.isf(alpha, max(1, rows - 1)) / stats.t.isf(alpha, df)
        return min(rows, share * (1 - share) / error ** 2 * adjusted ** 2)

    def ends(share, error, rows, df, alpha):
        n = trials(share, error, rows, df, alpha)
        return stats.beta.ppf(alpha, n * share, n * (1 - share) + 1), stats.beta.isf(alpha, n * share + 1, n * (1 - share))

    def level(distance):
        if distance(stats.norm.sf(1e-6)) >= 0:
            return .5
        return stats.norm.sf(optimize.brentq(lambda z: distance(stats.norm.sf(z)), 1e-6, 12, xtol=1e-13))

    found = []
    for share, error, rows, df, low, high in ((.3, .03, 500, 20, .36, .25), (.97, .01, 400, math.inf, .985, .94), (.5, .001, 90, 60, .6, .4), (.08, .02, 2, 9, .6, .01)):
        for alpha in (.01, .05, .2):
            lower, upper = ends(share, error, rows, df, alpha)
            found.append({"share": share, "error": error, "rows": rows, "df": "inf" if math.isinf(df) else df, "alpha": alpha,
                          "trials": trials(share, error, rows, df, alpha), "lower": lower, "upper": upper, "below": low, "above": high,
                          "low": level(lambda a: ends(share, error, rows, df, a)[1] - low), "high": level(lambda a: high - ends(share, error, rows, df, a)[0])})
    return found


values = {"slopes": slopes(), "likelihoods": likelihoods(), "scaled": scaled(), "combined": combined(), "poisson": poisson(),
          "kornGraubard": korn_graubard()}
text = json.dumps(values, default=float)
(here / "statistic_values.json").write_text(text.replace('}, {', '},\n {') + "\n")
