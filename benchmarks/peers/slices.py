#!/usr/bin/python3
"""pandas + scikit-learn, slices.py DIR ROUNDS: five metrics of one model in each of the 120 slices, point values only."""
import json, os, sys, time
import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, log_loss, roc_auc_score

z = np.load(os.path.join(sys.argv[1], 'heldout.npz'))
columns = [f'c{j + 1:02d}' for j in range(z['codes'].shape[1])]
frame = pd.DataFrame({'label': z['label'], 'score': z['challenger']})
codes = z['codes']
for j, name in enumerate(columns):
    frame[name] = codes[:, j]


def run():
    out = {}
    for name in columns:
        for value, part in frame.groupby(name, sort=True)[['label', 'score']]:
            y, s = part['label'].to_numpy(), part['score'].to_numpy()
            p = s >= 0.5
            out[name, value] = (accuracy_score(y, p), f1_score(y, p), log_loss(y, s), brier_score_loss(y, s), roc_auc_score(y, s))
    return out


seconds = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    result = run()
    seconds.append(time.perf_counter() - start)
print(json.dumps(dict(seconds=sorted(seconds)[len(seconds) // 2], least=min(seconds), slices=len(result))))
