#!/usr/bin/env python3
"""Splits lending_club.csv into train.csv (70 %) and holdout.csv (30 %), beside this script.

    python3 split.py path/to/lending_club.csv

A row's part is decided by a hash of its values without the label. So the split can be made again anywhere with the same
result, the label has no say in it, rows that are equal in all features land in the same part (none is trained on and tested
on), and a row that joins the source later moves no other. Lines are copied as they are: order, quotes and all.
"""

import csv
import hashlib
import io
import os
import sys

LABEL = "Class"
HOLDOUT_PERCENT = 30


def is_holdout(values):
    """The first 8 bytes of the SHA-256 of the values, joined by the unit separator, as a number, modulo 100."""
    digest = hashlib.sha256("\x1f".join(values).encode("utf-8")).digest()
    return int.from_bytes(digest[:8], "big") % 100 < HOLDOUT_PERCENT


def main(source):
    with open(source, encoding="utf-8", newline="") as file:
        header, *lines = file.read().splitlines(keepends=True)
    names = next(csv.reader([header]))
    label = names.index(LABEL)

    parts = {"train.csv": [header], "holdout.csv": [header]}
    for number, line in enumerate(lines, start=2):
        rows = list(csv.reader(io.StringIO(line, newline="")))
        if len(rows) != 1 or len(rows[0]) != len(names):
            sys.exit(f"{source}:{number}: expected one row of {len(names)} fields on one line")
        features = rows[0][:label] + rows[0][label + 1 :]
        parts["holdout.csv" if is_holdout(features) else "train.csv"].append(line)

    for name, part in parts.items():
        place = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
        with open(place + ".part", "w", encoding="utf-8", newline="") as file:
            file.writelines(part)
        os.replace(place + ".part", place)
        print(f"{name}: {len(part) - 1} rows")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
