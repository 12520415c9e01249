"""Makes reference_values.json and predictions.csv, the outside values of the statistics' tests.

Run with Debian 12's python3-mpmath 1.2.1, python3-scipy 1.10.1, python3-statsmodels 0.13.5 and python3-sklearn 1.2.1:

    /usr/bin/python3 reference_values.py

Nothing here shares code or formulas with MlCi where an independent way is known: binomial tails and Clopper-Pearson come from
mpmath with 60 digits, Tango's interval from a numeric profile likelihood, DeLong from the full matrix of pairs, the relative
difference from the textbook's three-term delta method.
"""
import json
import pathlib

import mpmath as mp
import numpy as np
from scipy import optimize, stats
from sklearn import metrics
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

mp.mp.dps = 60
here = pathlib.Path(__file__).parent


def at_least(k, n, p):
    """P(X >= k): terms from log-gamma with 60 digits, summed until they no longer count."""
    if k <= 0:
        return mp.mpf(1)
    if k <= n * p:
        return 1 - at_least(n - k + 1, n, 1 - p)
    term = mp.exp(mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + k * mp.log(p) + (n - k) * mp.log(1 - p))
    total, odds = mp.mpf(0), p / (1 - p)
    while k <= n and term > total * mp.mpf(10) ** -45:
        total += term
        term *= odds * (n - k) / (k + 1)
        k += 1
    return total


def clopper_pearson(k, n, alpha):
    def root(tail, outer):
        p0 = mp.mpf(k) / n
        reach = 6 * mp.sqrt(p0 * (1 - p0) / n)
        bound = max(outer, p0 - reach) if outer < p0 else min(outer, p0 + reach + mp.mpf(20) / n)
        return mp.findroot(lambda p: mp.log(tail(p) / mp.mpf(alpha)), (bound, p0), solver="anderson", tol=mp.mpf(10) ** -50)
    tiny = mp.mpf(10) ** -9
    lower = root(lambda p: at_least(k, n, p), tiny)
    upper = root(lambda p: at_least(n - k, n, 1 - p), 1 - tiny)
    return float(lower), float(upper)


def tango(b, c, n, alpha):
    """The score test with the nuisance parameter fitted by brute force, inverted by Brent's method."""
    def statistic(difference):
        def negative(q21):  # q12 = q21 + difference
            q12 = q21 + difference
            rest = 1 - q12 - q21
            return -(stats_xlogy(b, q12) + stats_xlogy(c, q21) + stats_xlogy(n - b - c, rest))
        low, high = max(0, -difference), (1 - difference) / 2
        fit = optimize.minimize_scalar(negative, bounds=(low, high), method="bounded", options={"xatol": 1e-14})
        q21 = fit.x
        return (b - c - n * difference) / np.sqrt(n * (2 * q21 + difference - difference ** 2))
    z = stats.norm.ppf(1 - alpha)
    estimate = (b - c) / n
    lower = optimize.brentq(lambda d: statistic(d) - z, -1 + 1e-9, estimate)
    upper = optimize.brentq(lambda d: statistic(d) + z, estimate, 1 - 1e-9)
    return lower, upper


def stats_xlogy(x, y):
    return 0 if x == 0 else (x * np.log(y) if y > 0 else -1e300)


def delong(y, a, b):
    """Areas, variances and covariance from the full matrix of pairs."""
    def parts(s):
        pairs = (s[y == 1][:, None] > s[y == 0][None, :]) + .5 * (s[y == 1][:, None] == s[y == 0][None, :])
        return pairs.mean(), pairs.mean(axis=1), pairs.mean(axis=0)
    (auc_a, va1, va0), (auc_b, vb1, vb0) = parts(a), parts(b)
    c1, c0 = np.cov(va1, vb1), np.cov(va0, vb0)
    s = c1 / (y == 1).sum() + c0 / (y == 0).sum()
    return auc_a, auc_b, s


def predictions():
    """600 rows with ties, about a third positive, and a champion a little better than the challenger."""
    rng = np.random.default_rng(20240607)
    n = 600
    x = rng.normal(size=n)
    y = (rng.random(n) < 1 / (1 + np.exp(.9 - 1.6 * x))).astype(int)
    champion = 1 / (1 + np.exp(.9 - 1.5 * x + .5 * rng.normal(size=n)))
    challenger = 1 / (1 + np.exp(.9 - 1.4 * x + .7 * rng.normal(size=n)))
    return y, np.clip(champion, .01, .99).round(2), np.clip(challenger, .001, .999).round(3)


def main():
    y, champion, challenger = predictions()
    rows = "\n".join(f"{i},{y[i]},{champion[i]!r},{challenger[i]!r}" for i in range(len(y)))
    (here.parent / "Metrics" / "predictions.csv").write_text("row_id,label,champion,challenger\n" + rows + "\n")

    d1, d2 = challenger >= .5, champion >= .5
    auc1, auc2, s = delong(y, challenger, champion)
    right1, right2 = d1 == y, d2 == y
    b, c = int((right1 & ~right2).sum()), int((right2 & ~right1).sum())
    rb, rc = int((right1 & ~right2)[y == 1].sum()), int((right2 & ~right1)[y == 1].sum())

    def relative(old, new):
        n, m1, m2 = len(old), old.mean(), new.mean()
        cov = np.cov(old, new)
        variance = (cov[1, 1] / m1 ** 2 + m2 ** 2 * cov[0, 0] / m1 ** 4 - 2 * m2 * cov[0, 1] / m1 ** 3) / n
        return {"difference": (m1 - m2) / m1, "standardError": np.sqrt(variance)}

    def log_losses(p):
        return -np.where(y == 1, np.log(p), np.log1p(-p))

    def mean_error(x):
        return x.std(ddof=1) / np.sqrt(len(x))

    values = {
        "normal": [{"z": z, "cdf": float(mp.ncdf(z)), "upper": float(mp.ncdf(-z))} for z in (-37, -8.5, -3, -.5, 0, .1, 1.96, 6, 20)],
        "quantile": [{"p": p, "z": float(mp.sqrt(2) * mp.erfinv(2 * mp.mpf(p) - 1))} for p in (1e-20, 1e-12, .001, .05, .3, .5, .8, .95, .975, 1 - 1e-12)],
        "binomial": [
            {"k": k, "n": n, "p": p, "atLeast": float(at_least(k, n, mp.mpf(p))), "atMost": float(at_least(n - k, n, 1 - mp.mpf(p)))}
            for k, n, p in ((3, 10, .2), (1, 1, .25), (81, 263, .25), (81, 263, .5), (5, 1000, .02), (999, 1000, .9),
                            (742, 1000, .78), (50_100, 100_000, .5), (741_000, 1_000_000, .74), (30, 1_000_000, 1e-5))],
        "clopperPearson": [
            dict(zip(("k", "n", "alpha", "lower", "upper"), (k, n, alpha, *clopper_pearson(k, n, alpha))))
            for k, n, alpha in ((81, 263, .025), (1, 2, .05), (1, 30, .05), (29, 30, .05), (742, 1000, .05), (3, 100_000, .05),
                                (99_990, 100_000, .01), (845_000, 1_000_000, .05), (500_000, 1_000_000, .001))],
        "tango": [
            dict(zip(("b", "c", "n", "alpha", "lower", "upper"), (b_, c_, n_, alpha, *tango(b_, c_, n_, alpha))))
            for b_, c_, n_, alpha in ((86, 150, 1600, .025), (43, 43, 10_000, .05), (5, 17, 200, .05), (1, 0, 30, .025), (12, 2, 20, .05))],
        "mcnemar": [{"b": b_, "c": c_, "p": float(mcnemar([[0, b_], [c_, 0]], exact=True).pvalue)} for b_, c_ in ((86, 150), (3, 9), (1, 0), (7, 7), (0, 12))],
        "holm": {"p": [.01, .04, .03, .005, .5, .03], "adjusted": list(multipletests([.01, .04, .03, .005, .5, .03], method="holm")[1])},
        "delong": {"auc": [auc1, auc2], "variance": [s[0, 0], s[1, 1]], "covariance": s[0, 1],
                   "difference": s[0, 0] + s[1, 1] - 2 * s[0, 1]},
        "metrics": {
            name: {
                "auc": metrics.roc_auc_score(y, p), "accuracy": metrics.accuracy_score(y, p >= .5),
                "precision": metrics.precision_score(y, p >= .5), "recall": metrics.recall_score(y, p >= .5),
                "f1": metrics.f1_score(y, p >= .5), "log_loss": metrics.log_loss(y, p), "brier": metrics.brier_score_loss(y, p),
            } for name, p in (("champion", champion), ("challenger", challenger))},
        "errors": {"log_loss": mean_error(log_losses(challenger)), "brier": mean_error((y - challenger) ** 2)},
        "clippedLogLoss": metrics.log_loss([1, 0, 1, 0], [0., 1., 1., .25]),
        "differences": {
            "log_loss": relative(log_losses(champion), log_losses(challenger)),
            "brier": relative((y - champion) ** 2, (y - challenger) ** 2),
            "accuracy": {"b": b, "c": c, "n": len(y), "interval": tango(b, c, len(y), .05), "p": float(stats.binomtest(b, b + c).pvalue)},
            "recall": {"b": rb, "c": rc, "n": int(y.sum()), "interval": tango(rb, rc, int(y.sum()), .05), "p": float(stats.binomtest(rb, rb + rc).pvalue)},
        },
    }
    (here / "reference_values.json").write_text(json.dumps(values, indent=1, default=float) + "\n")


main()
