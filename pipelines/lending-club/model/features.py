"""What the model is told of a loan. Training and predicting share this file, so that they cannot come to differ.

A table is a pandas DataFrame of loans, one a row. Features are numbers: the logarithm of amounts and counts, percentages as they
are, the place of the sub-grade among all 35, each of them standardised, and one 0 or 1 for each value of a category.

Two columns are left out on purpose: `addr_state` adds nothing (AUC 0.757 without it, 0.755 with it, in a cross-validation of the
training data), and where somebody lives is no reason to refuse a loan.
"""

import math
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

LABEL = "Class"
POSITIVE, NEGATIVE = "bad", "good"

# Dollars and counts have long tails: ten thousand more is much to somebody who earns twenty, and little to one who earns half a million.
AMOUNTS = ["funded_amnt", "annual_inc", "delinq_amnt", "total_bal_il", "total_il_high_credit_limit"]
COUNTS = [
    "delinq_2yrs", "inq_last_6mths", "acc_now_delinq", "open_il_6m", "open_il_12m", "open_il_24m", "inq_fi", "inq_last_12m",
    "num_il_tl",
]
PERCENTAGES = ["int_rate", "revol_util", "all_util"]
GRADE = "sub_grade"
CATEGORIES = ["term", "verification_status", "emp_length"]

NUMBERS = [*AMOUNTS, *COUNTS, *PERCENTAGES, GRADE]
COLUMNS = [*NUMBERS, *CATEGORIES]

# A1, the safest, is 0, and G5, the riskiest, is 34.
GRADES = {letter + digit: place for place, (letter, digit) in enumerate((a, b) for a in "ABCDEFG" for b in "12345")}

# Processors differ in the last bits of a logarithm or a product, so what is learnt is kept to so many digits, and not to the last.
DIGITS = 9


class DataFault(Exception):
    """The data cannot be used; the message says where, what was found and what was expected."""


def read(path):
    """Reads a CSV file as text, an empty field as a missing value: what is a number is for the features to say."""
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    except (OSError, ValueError) as fault:
        raise DataFault(f"{path}: {fault}") from fault


def labels_of(table):
    """Which loans went bad, as an array of booleans."""
    refuse_missing_columns(table, [LABEL])
    for row, value in enumerate(table[LABEL]):
        if value not in (POSITIVE, NEGATIVE):
            raise DataFault(f"column '{LABEL}', row {row}: found {shown(value)}, expected {POSITIVE} or {NEGATIVE}")
    return (table[LABEL] == POSITIVE).to_numpy()


@dataclass(frozen=True)
class Features:
    """How loans become numbers; learnt from the training data alone.

    numbers: of each number the median, which a missing one is taken for, the mean and the standard deviation.
    levels: of each category the values that the training data has; any other one, and a missing one, is 0 in all of them.
    """

    numbers: dict
    levels: dict

    @staticmethod
    def learn(table, drop=()):
        """Learns from the training data, without the columns to drop."""
        refuse_missing_columns(table, COLUMNS)
        return Features(
            {name: spread_of(name, values_of(table, name)) for name in NUMBERS if name not in drop},
            {name: sorted(table[name].dropna().unique()) for name in CATEGORIES if name not in drop},
        )

    @property
    def names(self):
        """The features' names, in the order of encode's columns."""
        return [*self.numbers, *(f"{name}={level}" for name, levels in self.levels.items() for level in levels)]

    def encode(self, table):
        """The features of each loan, a row each. Columns that are not asked for, the label too, are not looked at."""
        refuse_missing_columns(table, [*self.numbers, *self.levels])
        columns = [standardised(values_of(table, name), **spread) for name, spread in self.numbers.items()]
        columns += [(table[name] == level).to_numpy(float) for name, levels in self.levels.items() for level in levels]
        return np.ascontiguousarray(np.column_stack(columns) if columns else np.empty((len(table), 0)))

    def to_json(self):
        return asdict(self)

    @staticmethod
    def from_json(values):
        return Features(values["numbers"], values["levels"])


def values_of(table, name):
    """A column's numbers on the scale that the model sees, NaN where there is none."""
    if name == GRADE:
        return table[name].map(GRADES).to_numpy(float)
    numbers = pd.to_numeric(table[name], errors="coerce").to_numpy(float)
    wrong = np.flatnonzero(table[name].notna().to_numpy() & ~np.isfinite(numbers))
    if wrong.size > 0:
        raise DataFault(f"column '{name}', row {wrong[0]}: found {shown(table[name].iloc[wrong[0]])}, expected a number")
    return numbers if name in PERCENTAGES else np.log1p(np.maximum(numbers, 0))


def spread_of(name, values):
    known = values[~np.isnan(values)]
    if known.size == 0:
        raise DataFault(f"column '{name}': found no value in the training data, expected some")
    median = float(np.median(known))
    filled = np.where(np.isnan(values), median, values)
    mean = math.fsum(filled) / filled.size
    deviation = math.sqrt(math.fsum((filled - mean) ** 2) / filled.size)
    # A column that is the same in every row tells nothing; it must not divide by 0, nor by what rounding left of it.
    is_constant = deviation <= 1e-12 * max(1, abs(mean))
    return {"median": rounded(median), "mean": rounded(mean), "deviation": 1.0 if is_constant else rounded(deviation)}


def standardised(values, median, mean, deviation):
    return (np.where(np.isnan(values), median, values) - mean) / deviation


def rounded(number):
    return float(f"{number:.{DIGITS}g}")


def refuse_missing_columns(table, names):
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise DataFault(f"found no column {', '.join(map(repr, missing))}, expected {', '.join(names)}")


def shown(value):
    return "no value" if pd.isna(value) else repr(value)
