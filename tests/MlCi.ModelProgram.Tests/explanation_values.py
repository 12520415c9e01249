#!/usr/bin/python3
"""Makes explanation_values.json: what each column adds to the log-odds of telco-churn's model, by scikit-learn 1.2 and numpy.
The same features, an L2 penalty of 1, solved to the end; contributions are coef * (x - mean of the training data), summed by column."""
import json, os
import numpy, pandas
from sklearn.linear_model import LogisticRegression

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, '..', '..', 'pipelines', 'telco-churn', 'data')
AMOUNTS = ['tenure', 'monthly_charges', 'total_charges']
FLAGS = ['female', 'senior_citizen', 'partner', 'dependents', 'phone_service', 'paperless_billing']
CATEGORIES = ['multiple_lines', 'internet_service', 'online_security', 'online_backup', 'device_protection', 'tech_support',
              'streaming_tv', 'streaming_movies', 'contract', 'payment_method']

train = pandas.read_csv(os.path.join(DATA, 'train.csv'), keep_default_na=False, na_values=[''])
holdout = pandas.read_csv(os.path.join(DATA, 'holdout.csv'), keep_default_na=False, na_values=[''])
for frame in (train, holdout):
    frame.loc[frame.total_charges.isna() & (frame.tenure == 0), 'total_charges'] = 0


def encode(frame):
    columns, names = [], []
    for name in AMOUNTS:
        of = train[name].fillna(train[name].median())
        columns.append((frame[name].fillna(train[name].median()) - of.mean()) / of.std(ddof=0))
        names.append(name)
    for name in FLAGS:
        columns.append(frame[name].astype(float))
        names.append(name)
    for name in CATEGORIES:
        for level in sorted(train[name].dropna().unique()):
            columns.append((frame[name] == level).astype(float))
            names.append(name)
    return numpy.column_stack(columns), names


x, names = encode(train)
model = LogisticRegression(C=1, tol=1e-12, solver='newton-cholesky', max_iter=1000).fit(x, train.churn == 'Yes')
means = x.mean(axis=0)
rows, _ = encode(holdout)
found = {'base': float(model.intercept_[0] + model.coef_[0] @ means), 'rows': []}
for row in (0, 17, 1234):
    parts = model.coef_[0] * (rows[row] - means)
    found['rows'].append({
        'row': row,
        'score': float(model.predict_proba(rows[row:row + 1])[0, 1]),
        'contributions': {name: float(sum(part for part, of in zip(parts, names) if of == name)) for name in AMOUNTS + FLAGS + CATEGORIES},
    })
with open(os.path.join(HERE, 'explanation_values.json'), 'w') as file:
    json.dump(found, file, indent=1)
    file.write('\n')
