#!/usr/bin/python3
"""The data that MlCi and its rivals are run on: gen.py DIR [ROWS]
Writes DIR/heldout.npz and DIR/heldout.csv, the same for everyone (seeded): label, two models' scores, ten categorical columns
with 120 values in all."""
import os, sys
import numpy as np
import pandas as pd

CARD = [5, 7, 8, 10, 11, 12, 14, 15, 18, 20]  # 120 slices


def make(n):
    g = np.random.Generator(np.random.PCG64(20240601))
    effects = np.random.Generator(np.random.PCG64(7))
    codes, logit = np.empty((n, 10), np.int8), np.full(n, -0.6)
    for j, k in enumerate(CARD):
        p = 1.0 / (np.arange(k) + 2.0)  # skewed: the rarest slice still has more than 1.5 % of the rows
        codes[:, j] = g.choice(k, n, p=p / p.sum())
        logit += effects.normal(0, 0.25, k)[codes[:, j]]
    logit += g.normal(0, 1.3, n)
    label = (g.random(n) < 1 / (1 + np.exp(-logit))).astype(np.int8)
    champion = 1 / (1 + np.exp(-(0.85 * logit + g.normal(0, 0.70, n))))
    challenger = 1 / (1 + np.exp(-(0.95 * logit + g.normal(0, 0.62, n))))
    rounded = lambda s: np.clip(np.round(s, 6), 1e-6, 1 - 1e-6)
    return dict(label=label, champion=rounded(champion), challenger=rounded(challenger), codes=codes)


if __name__ == '__main__':
    folder, rows = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    d = make(rows)
    np.savez(os.path.join(folder, 'heldout.npz'), **d)
    frame = pd.DataFrame({'label': d['label'], 'champion': d['champion'], 'challenger': d['challenger']})
    for j, k in enumerate(CARD):
        name = f'c{j + 1:02d}'
        frame[name] = pd.Categorical.from_codes(d['codes'][:, j], [f'{name}_v{v:02d}' for v in range(k)])
    frame.to_csv(os.path.join(folder, 'heldout.csv'), index=False)
