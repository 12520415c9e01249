"""Makes metric_values.json, the outside values of the metrics' and their comparisons' tests.

Run with Debian 12's python3-numpy 1.24.2, python3-scipy 1.10.1, python3-statsmodels 0.13.5 and python3-sklearn 1.2.1, after
../Statistics/reference_values.py, which makes predictions.csv:

    /usr/bin/python3 metric_values.py

Nothing here shares formulas with MlCi where an independent way is known: influences are numeric derivatives of scikit-learn's
own values by the rows' weights, delta-method variances come from numeric gradients and the full multinomial covariance matrix,
bootstraps draw a weight for each row, and the calibration error's null draws a label for each row.
"""
import json
import pathlib
import sys

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats
from sklearn import metrics
from statsmodels.stats.proportion import proportion_confint

here = pathlib.Path(__file__).parent
sys.path.append(str(here.parent / "Statistics"))
import matthews_values  # noqa: E402
table = np.genfromtxt(here / "predictions.csv", delimiter=",", names=True)
y, champion, challenger = table["label"].astype(int), table["champion"], table["challenger"]
n = len(y)
z = stats.norm.ppf(.95)


def cells(score):
    d = score >= .5
    return np.array([(d & (y == 1)).sum(), (d & (y == 0)).sum(), (~d & (y == 1)).sum(), (~d & (y == 0)).sum()], float)


def mcc(c):
    tp, fp, fn, tn = c
    return (tp * tn - fp * fn) / np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))


def f2(c):
    tp, fp, fn, _ = c
    return 5 * tp / (5 * tp + 4 * fn + fp)


def profit(c):
    return (-5 * c[2] - c[1]) / c.sum()


def delta_error(function, c):
    p = c / c.sum()
    gradient = np.array([(function(p + e) - function(p - e)) / 2e-6 for e in 1e-6 * np.eye(4)])
    return float(np.sqrt(gradient @ (np.diag(p) - np.outer(p, p)) @ gradient / c.sum()))


def influences(score):
    h, found = 1e-4, np.empty(n)
    for i in range(n):
        w = np.ones(n)
        w[i] = 1 + h
        up = metrics.average_precision_score(y, score, sample_weight=w)
        w[i] = 1 - h
        found[i] = (up - metrics.average_precision_score(y, score, sample_weight=w)) / (2 * h)
    return found


def exact(k, trials):
    return np.array(proportion_confint(k, trials, alpha=.1, method="beta"))


def mover_of_halves(c):
    tp, fp, fn, tn = c
    r, s = tp / (tp + fn), tn / (tn + fp)
    (rl, ru), (sl, su) = exact(tp, tp + fn), exact(tn, tn + fp)
    return [(r + s) / 2 - np.hypot(r - rl, s - sl) / 2, (r + s) / 2 + np.hypot(ru - r, su - s) / 2]


def mover_of_costs(c, dear, cheap):
    """The interval of -dear*fn - cheap*fp from the limits of its two cells."""
    _, fp, fn, _ = c
    total = c.sum()
    a, b = fn / total, fp / total
    (al, au), (bl, bu) = exact(fn, total), exact(fp, total)
    r = -np.sqrt(a * b / ((1 - a) * (1 - b)))
    def reach(x, w):
        return np.sqrt(x * x + w * w + 2 * r * x * w)
    value = -dear * a - cheap * b
    return [value - reach(dear * (au - a), cheap * (bu - b)), value + reach(dear * (a - al), cheap * (b - bl))]


def bins(score):
    b = np.minimum((score * 15).astype(int), 14)
    used = [i for i in range(15) if (b == i).any()]
    return b, used


def calibration_error(label, score):
    b, used = bins(score)
    return sum((b == i).mean() * abs(label[b == i].mean() - score[b == i].mean()) for i in used)


def one_way(parts):
    """The largest sum of weighted gaps, the first of some number with one sign and the others with the other."""
    return max(abs((np.where(np.arange(len(parts)) < k, -1, 1) * parts).sum()) for k in range(len(parts)))


def calibration(score, replicates=4000):
    """The null by drawing labels; the true errors that the data speak for by Brent's method on each replicate."""
    rng = np.random.default_rng(7)
    plain = calibration_error(y, score)
    b, used = bins(score)
    w = np.array([(b == i).mean() for i in used])
    predicted = np.array([score[b == i].mean() for i in used])
    share = np.array([y[b == i].mean() for i in used])
    gap = share - predicted
    found = one_way(w * gap)
    null = []
    for _ in range(replicates):
        drawn = rng.random(n) < score
        null.append(one_way(w * (np.array([drawn[b == i].mean() for i in used]) - predicted)))
    deviation = np.sqrt(np.maximum(share * (1 - share), predicted * (1 - predicted)) / (n * w))
    def true(direction, multiple):
        return (w * abs(np.clip(predicted + multiple * direction, 0, 1) - predicted)).sum()
    def seen(direction, multiple, noise):
        q = np.clip(predicted + multiple * direction, 0, 1)
        return (w * abs(q - predicted + np.sqrt(q * (1 - q) / (n * w)) * noise)).sum()
    likely, low, high = [], [], []
    for _ in range(replicates):
        noise = rng.normal(size=len(used))
        true_errors = []
        for direction in (gap, np.where(gap < 0, -1, 1)):
            f = lambda m: seen(direction, m, noise) - plain
            true_errors.append(0 if f(0) >= 0 else true(direction, optimize.brentq(f, 0, 50)))
        likely.append(true_errors[0])
        low.append(max(0, found - one_way(w * deviation * noise)))
        high.append(max(true_errors))
    low = np.minimum(np.sort(low), np.sort(likely))
    as_high = max((np.array(null) >= found).sum(), (np.array(likely) == 0).sum())
    return {"plain": plain, "p": (1 + as_high) / (replicates + 1), "median": np.median(likely),
            "lower": np.quantile(low, .05), "upper": np.quantile(high, .95)}


def bootstrap(function, sign=1, replicates=40_000):
    rng = np.random.default_rng(11)
    d = 4 * (y == 1) + 2 * (champion >= .5) + (challenger >= .5)
    differences = []
    for _ in range(replicates // 1000):
        weights = rng.poisson(1, (1000, n))
        k = np.stack([weights[:, d == cell].sum(axis=1) for cell in range(8)])
        old = np.stack([k[6] + k[7], k[2] + k[3], k[4] + k[5], k[0] + k[1]]).astype(float)
        new = np.stack([k[5] + k[7], k[1] + k[3], k[4] + k[6], k[0] + k[2]]).astype(float)
        differences.append(sign * (function(new) - function(old)))
    differences = np.concatenate(differences)
    return {"difference": sign * (function(cells(challenger)) - function(cells(champion))),
            "lower": np.quantile(differences, .05), "upper": np.quantile(differences, .95), "standardError": differences.std()}


def slope(score):
    fit = sm.Logit(y, sm.add_constant(np.log(score / (1 - score)))).fit(disp=0, tol=1e-14, maxiter=100)
    return {"estimate": fit.params[1], "standardError": fit.bse[1]}


def poisson(mean):
    """Bins of at least one in 100, and their probabilities."""
    edges = sorted({int(stats.poisson.ppf(q, mean)) for q in np.linspace(.02, .98, 25)})
    cdf = stats.poisson.cdf(edges, mean)
    return {"mean": mean, "edges": edges, "probabilities": list(np.diff(np.concatenate([[0], cdf, [1]]))),
            "limit": stats.chi2.ppf(1 - 1e-4, len(edges))}


def main():
    values = {}
    for name, score in (("champion", champion), ("challenger", challenger)):
        c, d, ap = cells(score), score >= .5, influences(score)
        e = delta_error(mcc, c)
        values[name] = {
            "average_precision": {"estimate": metrics.average_precision_score(y, score), "standardError": np.sqrt(ap.var(ddof=1) * n), "influences": list(ap[:40])},
            "balanced_accuracy": {"estimate": metrics.balanced_accuracy_score(y, d), "interval": mover_of_halves(c)},
            "specificity": {"estimate": metrics.recall_score(y, d, pos_label=0), "interval": list(exact(c[3], c[3] + c[1]))},
            "mcc": {"estimate": metrics.matthews_corrcoef(y, d), "standardError": e,
                    "interval": matthews_values.interval(c, .05)},
            "calibration_slope": slope(score),
            "calibration_error": calibration(score),
            "profit": {"estimate": profit(c), "standardError": np.std(-5. * (~d & (y == 1)) - (d & (y == 0))) / np.sqrt(n), "interval": mover_of_costs(c, 5, 1)},
            "f2": {"estimate": metrics.fbeta_score(y, d, beta=2), "standardError": delta_error(f2, c)},
        }
    old, new = champion >= .5, challenger >= .5
    b, c = int((old & ~new)[y == 0].sum()), int((new & ~old)[y == 0].sum())
    values["differences"] = {
        "average_precision": {"difference": metrics.average_precision_score(y, challenger) - metrics.average_precision_score(y, champion),
                              "standardError": np.sqrt((influences(challenger) - influences(champion)).var(ddof=1) * n)},
        "specificity": {"gained": b, "lost": c, "n": int((y == 0).sum()), "p": float(stats.binomtest(b, b + c).pvalue)},
        "precision": bootstrap(lambda k: k[0] / (k[0] + k[1])),
        "f1": bootstrap(lambda k: 2 * k[0] / (2 * k[0] + k[1] + k[2])),
        "mcc": bootstrap(mcc),
        "balanced_accuracy": bootstrap(lambda k: (k[0] / (k[0] + k[2]) + k[3] / (k[3] + k[1])) / 2),
        "profit": bootstrap(lambda k: (-5 * k[2] - k[1]) / k.sum(axis=0)),
        "cost": bootstrap(lambda k: (5 * k[2] + k[1]) / k.sum(axis=0), -1),
    }
    values["philox"] = [
        {"key": [str(k) for k in key], "counter": [str(k) for k in counter],
         # numpy counts before it draws.
         "words": [str(w) for w in np.random.Philox(counter=np.array([counter[0] - 1, *counter[1:]], np.uint64), key=np.array(key, np.uint64)).random_raw(4)]}
        for key, counter in (([0, 0], [1, 0, 0, 0]), ([1, 2], [3, 4, 5, 6]), ([2 ** 64 - 1, 12345678901234567890], [2 ** 64 - 1, 2 ** 63, 7, 1]))]
    values["poisson"] = [poisson(mean) for mean in (.3, 3, 9.9, 10, 25.5, 1000, 250_000)]
    (here / "metric_values.json").write_text(json.dumps(values, indent=1, default=float) + "\n")


main()
