#!/usr/bin/python3
"""contract_rows.py FILE pandas|jsonschema [ROWS]: reads a CSV and checks it, as JSON: seconds, findings. jsonschema goes row by row over
the first ROWS (20,000) rows, scaled up to a million; its parsing of the CSV counts, the import of modules does not."""
import csv, json, sys, time

CARD = [5, 7, 8, 10, 11, 12, 14, 15, 18, 20]
CATS = [f'c{i:02d}' for i in range(1, 11)]
ENUM = {c: [f'{c}_v{k:02d}' for k in range(CARD[j])] for j, c in enumerate(CATS)}
RANGE = dict(champion=(0, 1), challenger=(0, 1), f1=(-10, 10), f2=(-20, 30), f3=(0, 50), f4=(0, 100), f5=(0, 100), f6=(0, 50), f7=(0, 1), f8=(0, 1e4))
PATTERN = r'^R\d{7}$'


def schema():
    columns = {'id': {'type': 'string', 'pattern': PATTERN}, 'label': {'type': 'integer', 'enum': [0, 1]}}
    columns |= {c: {'type': 'string', 'enum': values} for c, values in ENUM.items()}
    columns |= {c: {'type': ['number', 'null'] if c == 'f8' else 'number', 'minimum': low, 'maximum': high} for c, (low, high) in RANGE.items()}
    return {'$schema': 'https://json-schema.org/draft/2020-12/schema', 'type': 'object', 'properties': columns, 'required': list(columns), 'additionalProperties': False}


def by_pandas(file):
    import pandas as pd
    start = time.perf_counter()
    rows, bad = pd.read_csv(file), {}
    bad['id'] = int((~rows['id'].str.match(PATTERN).astype(bool)).sum())
    bad['label'] = int((~rows['label'].isin([0, 1])).sum())
    for column, values in ENUM.items():
        bad[column] = int((~rows[column].isin(values)).sum())
    for column, (low, high) in RANGE.items():
        values = rows[column]
        missing = values.isna()
        bad[column] = int((~values.between(low, high) & ~missing).sum()) + (0 if column == 'f8' else int(missing.sum()))
    return time.perf_counter() - start, bad


def by_jsonschema(file, limit):
    import jsonschema
    validator, bad, count = jsonschema.Draft202012Validator(schema()), {}, 0
    start = time.perf_counter()
    with open(file, newline='') as text:
        for row in csv.DictReader(text):
            row['label'] = int(row['label'])
            for column in RANGE:
                row[column] = float(row[column]) if row[column] else None
            for error in validator.iter_errors(row):
                bad[error.path[0]] = bad.get(error.path[0], 0) + 1
            count += 1
            if count == limit:
                break
    return (time.perf_counter() - start) * 1_000_000 / count, bad


if __name__ == '__main__':
    if sys.argv[2] == 'schema':
        print(json.dumps(schema(), indent=1))
    else:
        seconds, bad = by_pandas(sys.argv[1]) if sys.argv[2] == 'pandas' else by_jsonschema(sys.argv[1], int(sys.argv[3]) if len(sys.argv) > 3 else 20_000)
        print(json.dumps({'seconds': [seconds], 'found': {column: count for column, count in bad.items() if count}}))
