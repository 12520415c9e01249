#!/usr/bin/python3
"""contract_gen.py FOLDER ROWS: writes heldout.csv (22 columns; 162 MB for a million rows) and dirty.csv, the same with 200
violations of each of five rules in rows that dirty.json lists. Seeded: the same every time."""
import json, os, sys
import numpy as np, pandas as pd

CARD = [5, 7, 8, 10, 11, 12, 14, 15, 18, 20]
folder, n = sys.argv[1], int(sys.argv[2])
g = np.random.Generator(np.random.PCG64(20240601))
frame = {'id': np.char.mod('R%07d', np.arange(n)), 'label': (g.random(n) < .35).astype(np.int8)}
for score in ('champion', 'challenger'):
    frame[score] = np.clip(np.round(g.beta(2, 3, n), 6), 1e-6, 1 - 1e-6)
for j, k in enumerate(CARD):
    p = 1 / (np.arange(k) + 2.0)
    frame[f'c{j + 1:02d}'] = np.array([f'c{j + 1:02d}_v{i:02d}' for i in range(k)])[g.choice(k, n, p=p / p.sum())]
numbers = [g.normal(0, 1, n), g.normal(0, 1, n) * 2 + 5, g.exponential(1, n), g.uniform(0, 100, n), g.gamma(2, 2, n), np.floor(g.poisson(4, n)), g.beta(2, 5, n), np.exp(g.normal(0, 1, n))]
for j, values in enumerate(numbers):
    frame[f'f{j + 1}'] = np.round(values, 4)
frame = pd.DataFrame(frame)
frame.loc[g.random(n) < .01, 'f8'] = np.nan
frame.to_csv(os.path.join(folder, 'heldout.csv'), index=False)

rows = np.random.Generator(np.random.PCG64(99)).choice(n, 1000, replace=False)
planted = {'champion': 1.5, 'c03': 'c03_BAD', 'f2': np.nan, 'id': 'X12', 'label': 7}
lines = {}
for i, (column, value) in enumerate(planted.items()):
    chosen = np.sort(rows[200 * i:200 * (i + 1)])
    frame.loc[chosen, column] = value
    lines[column] = [int(row) + 2 for row in chosen]
frame.to_csv(os.path.join(folder, 'dirty.csv'), index=False)
json.dump(lines, open(os.path.join(folder, 'dirty.json'), 'w'))
