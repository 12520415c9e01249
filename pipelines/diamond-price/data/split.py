#!/usr/bin/env python3
"""Splits diamonds.csv into train.csv (70 %) and holdout.csv (30 %), beside this script.

    python3 split.py path/to/diamonds.csv

A row's part is decided by a hash of what a stone keeps from one listing to the next. So the split can be made again anywhere
with the same result, the label has no say in it, a stone that is listed twice, measured or graded in cut a little otherwise,
lands in one part (none is trained on and tested on), and a row that joins the source later moves no other. Lines are copied as
they are: order, quotes and all.
"""

import csv
import hashlib
import io
import os
import sys

STONE = ["carat", "color", "clarity", "depth", "table"]
HOLDOUT_PERCENT = 30


def is_holdout(values):
    """The first 8 bytes of the SHA-256 of the values, joined by the unit separator, as a number, modulo 100."""
    digest = hashlib.sha256("\x1f".join(values).encode("utf-8")).digest()
    return int.from_bytes(digest[:8], "big") % 100 < HOLDOUT_PERCENT


def main(source):
    with open(source, encoding="utf-8", newline="") as file:
        header, *lines = file.read().splitlines(keepends=True)
    names = next(csv.reader([header]))
    stone = [names.index(name) for name in STONE]

    parts = {"train.csv": [header], "holdout.csv": [header]}
    for number, line in enumerate(lines, start=2):
        rows = list(csv.reader(io.StringIO(line, newline="")))
        if len(rows) != 1 or len(rows[0]) != len(names):
            sys.exit(f"{source}:{number}: expected one row of {len(names)} fields on one line")
        parts["holdout.csv" if is_holdout([rows[0][at] for at in stone]) else "train.csv"].append(line)

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
