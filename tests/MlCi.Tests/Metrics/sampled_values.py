"""Makes sampled.csv and sampled_values.json, the outside values of the tests of the tasks multiclass and regression, and of
weights and clusters.

Run with Debian 12's python3-numpy 1.24.2, python3-scipy 1.10.1, python3-statsmodels 0.13.5 and python3-sklearn 1.2.1:

    /usr/bin/python3 sampled_values.py && Rscript sampled_values.R

Nothing here shares formulas with MlCi: values are scikit-learn's, with and without sample_weight; influences are numeric
derivatives of these values by the rows' weights; the clustered ROC area is Obuchowski's by the kernel over all pairs; standard
errors of means are statsmodels' with cov_type='cluster'. sampled_values.R adds what R's survey and pROC say of the same rows.
"""
import json
import pathlib

import numpy as np
import statsmodels.api as sm
from scipy import stats
from sklearn import metrics

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(20261121)
n, names = 720, np.array(["a", "b", "c", "d"])
cluster = np.minimum(rng.integers(0, 90, n), rng.integers(0, 90, n))  # of unequal sizes
effect = rng.normal(0, .7, cluster.max() + 1)[cluster]
weight = np.round(rng.gamma(6, .4, n), 2)

logit = effect + rng.normal(0, 1.4, n)
y = (rng.random(n) < 1 / (1 + np.exp(-logit))).astype(int)
scores = {model: np.round(1 / (1 + np.exp(-logit - rng.normal(0, s, n))), 2) for model, s in (("champion", 1.2), ("challenger", .9))}

strength = rng.normal(0, 1.2, (n, 4)) + np.array([.3, .1, 0, -.1]) + np.outer(effect, [1, 0, 0, -1])
label = (strength + rng.gumbel(0, 1, (n, 4))).argmax(1)
classes = {}
for model, s in (("champion", .9), ("challenger", .6)):
    p = np.exp(strength + rng.normal(0, s, (n, 4)))
    p = np.floor(p / p.sum(1, keepdims=True) * 1e6) / 1e6
    p[:, 0] = np.round(1 - p[:, 1:].sum(1), 6)
    classes[model] = p

truth = np.round(np.exp(1 + .5 * effect + rng.normal(0, .6, n)), 3)
numbers = {model: np.round(truth * np.exp(rng.normal(0, s, n)) + .1 * effect, 3) for model, s in (("champion", .3), ("challenger", .25))}

header = ["weight", "cluster", "y", "champion", "challenger", "class"] + [f"{m}_{c}" for m in classes for c in names] + ["truth", "champion_number", "challenger_number"]
rows = zip(weight, cluster, y, scores["champion"], scores["challenger"], names[label], *classes["champion"].T, *classes["challenger"].T, truth, numbers["champion"], numbers["challenger"])
(here / "sampled.csv").write_text("\n".join([",".join(header)] + [",".join(str(v) for v in row) for row in rows]) + "\n")


def hot(p):
    return np.eye(4)[p]


def ovr(p, w):
    return float(np.mean([metrics.roc_auc_score(label == k, p[:, k], sample_weight=w) for k in range(4)]))


functions = {
    "multiclass": {
        "accuracy": lambda m, w: metrics.accuracy_score(label, classes[m].argmax(1), sample_weight=w),
        "top_2_accuracy": lambda m, w: metrics.top_k_accuracy_score(label, classes[m], k=2, sample_weight=w),
        "top_3_accuracy": lambda m, w: metrics.top_k_accuracy_score(label, classes[m], k=3, sample_weight=w),
        "macro_f1": lambda m, w: metrics.f1_score(label, classes[m].argmax(1), average="macro", sample_weight=w),
        "weighted_f1": lambda m, w: metrics.f1_score(label, classes[m].argmax(1), average="weighted", sample_weight=w),
        "log_loss": lambda m, w: metrics.log_loss(label, classes[m], sample_weight=w),
        "auc": lambda m, w: ovr(classes[m], w),
    },
    "regression": {
        "mae": lambda m, w: metrics.mean_absolute_error(truth, numbers[m], sample_weight=w),
        "rmse": lambda m, w: metrics.mean_squared_error(truth, numbers[m], sample_weight=w, squared=False),
        "r2": lambda m, w: metrics.r2_score(truth, numbers[m], sample_weight=w),
        "mape": lambda m, w: metrics.mean_absolute_percentage_error(truth, numbers[m], sample_weight=w),
        "pinball_0.9": lambda m, w: metrics.mean_pinball_loss(truth, numbers[m], sample_weight=w, alpha=.9),
        "pinball_0.25": lambda m, w: metrics.mean_pinball_loss(truth, numbers[m], sample_weight=w, alpha=.25),
    },
    "binary": {
        "accuracy": lambda m, w: metrics.accuracy_score(y, scores[m] >= .5, sample_weight=w),
        "balanced_accuracy": lambda m, w: metrics.balanced_accuracy_score(y, scores[m] >= .5, sample_weight=w),
        "precision": lambda m, w: metrics.precision_score(y, scores[m] >= .5, sample_weight=w),
        "recall": lambda m, w: metrics.recall_score(y, scores[m] >= .5, sample_weight=w),
        "specificity": lambda m, w: metrics.recall_score(1 - y, scores[m] < .5, sample_weight=w),
        "f1": lambda m, w: metrics.f1_score(y, scores[m] >= .5, sample_weight=w),
        "mcc": lambda m, w: metrics.matthews_corrcoef(y, scores[m] >= .5, sample_weight=w),
        "log_loss": lambda m, w: metrics.log_loss(y, scores[m], sample_weight=w),
        "average_precision": lambda m, w: metrics.average_precision_score(y, scores[m], sample_weight=w),
        "brier": lambda m, w: metrics.brier_score_loss(y, scores[m], sample_weight=w),
    },
}
relative = {"log_loss", "brier", "mae", "rmse", "mape", "pinball_0.9", "pinball_0.25"}
samplings = {
    "plain": (np.ones(n), np.arange(n)), "weights": (weight, np.arange(n)),
    "clusters": (np.ones(n), cluster), "weights_clusters": (weight, cluster),
}


def influences(function, w):
    """The derivative of a value by each row's weight, times that weight."""
    h, found = 1e-3, np.empty(n)
    for i in range(n):
        change = np.zeros(n)
        change[i] = h * w[i]
        found[i] = (function(w + change) - function(w - change)) / (2 * h)
    return found


def error(terms, units):
    sums = np.bincount(np.unique(units, return_inverse=True)[1], terms)
    return float(np.sqrt((sums**2).sum() * len(sums) / (len(sums) - 1)))


def obuchowski(w, units, both):
    """Areas of two scores by the kernel over all pairs, and the error of each and of their difference."""
    units = np.unique(units, return_inverse=True)[1]
    one, zero, c = y == 1, y == 0, units.max() + 1
    areas, parts = [], []
    for score in both:
        kernel = (score[one][:, None] > score[zero][None, :]) + .5 * (score[one][:, None] == score[zero][None, :])
        w1, w0 = w[one], w[zero]
        area = w1 @ kernel @ w0 / w1.sum() / w0.sum()
        a = np.bincount(units[one], w1 * (kernel @ w0 / w0.sum() - area), c) / w1.sum()
        b = np.bincount(units[zero], w0 * (w1 @ kernel / w1.sum() - area), c) / w0.sum()
        areas.append(float(area))
        parts.append((a, b))
    i1, i0 = len(np.unique(units[one])), len(np.unique(units[zero]))

    def total(a, b):
        return float(np.sqrt(i1 / (i1 - 1) * a @ a + i0 / (i0 - 1) * b @ b + 2 * c / (c - 1) * a @ b))

    difference = [parts[1][k] - parts[0][k] for k in range(2)]
    return areas, [total(*part) for part in parts], total(*difference)


values = {}
for task, of in functions.items():
    for metric, function in of.items():
        # Influences by the weights 1 and by the given ones serve clusters too.
        terms = {m: {k: influences(lambda w: function(m, w), w) for k, w in (("1", np.ones(n)), ("w", weight))} for m in ("champion", "challenger")}
        for name, (w, units) in samplings.items():
            kind = "w" if name.startswith("weights") else "1"
            value = {m: float(function(m, w)) for m in terms}
            entry = {m: {"value": value[m], "error": error(terms[m][kind], units)} for m in terms}
            x, z = value["challenger"], value["champion"]
            psi, old = terms["challenger"][kind], terms["champion"][kind]
            d, e = (1 - x / z, error(psi / z - x / z**2 * old, units)) if metric in relative else (x - z, error(psi - old, units))
            t = stats.norm.ppf(.95) if name == "plain" else stats.t.ppf(.95, len(np.unique(units)) - 1)
            entry["difference"] = {"value": d, "error": e, "lower": d - t * e, "upper": d + t * e}
            values.setdefault(task, {}).setdefault(metric, {})[name] = entry
for name, (w, units) in samplings.items():
    areas, errors, e = obuchowski(w, units, [scores["champion"], scores["challenger"]])
    df = len(np.unique(units)) - 1
    entry = {}
    for m, area, own in zip(("champion", "challenger"), areas, errors):
        t = stats.norm.ppf(.95) if name == "plain" else stats.t.ppf(.95, df)
        logit, reach = np.log(area / (1 - area)), t * own / (area * (1 - area))
        entry[m] = {"value": area, "error": own, "lower": 1 / (1 + np.exp(reach - logit)), "upper": 1 / (1 + np.exp(-reach - logit))}
    entry["difference"] = {"value": areas[1] - areas[0], "error": e}
    values["binary"].setdefault("auc", {})[name] = entry

# Means with weights: the intercept of weighted least squares, its error clustered.
losses = {
    "mae": np.abs(truth - numbers["challenger"]), "mape": np.abs(1 - numbers["challenger"] / truth),
    "brier": (y - scores["challenger"])**2, "log_loss": -np.log(classes["challenger"][np.arange(n), label]),
}
values["statsmodels"] = {}
for name, loss in losses.items():
    fit = sm.WLS(loss, np.ones(n), weights=weight).fit(cov_type="cluster", cov_kwds={"groups": cluster})
    reach = stats.t.ppf(.95, len(np.unique(cluster)) - 1) * fit.bse[0]
    values["statsmodels"][name] = {"value": float(fit.params[0]), "error": float(fit.bse[0]), "lower": float(fit.params[0] - reach), "upper": float(fit.params[0] + reach)}

values["student_t"] = [
    {"df": df, "p": p, "t": float(stats.t.isf(p, df)), "x": x, "tail": float(stats.t.sf(x, df))}
    for df in (1, 2, 5, 29, 44, 199, 200, 719, 5000) for p, x in ((.05, 1.3), (.001, 4.5), (.4, -.7), (1e-9, 9))
]
(here / "sampled_values.json").write_text(json.dumps(values, indent=1) + "\n")
