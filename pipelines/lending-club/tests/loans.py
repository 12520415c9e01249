"""Loans for the tests, which so depend on no data, and the way to the model's sources."""

import os
import random
import sys

import pandas as pd

PIPELINE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODEL = os.path.join(PIPELINE, "model")
sys.path.insert(0, MODEL)

GOOD = {
    "funded_amnt": "10000", "term": "term_36", "int_rate": "7.39", "sub_grade": "A4", "addr_state": "CA",
    "verification_status": "Not_Verified", "annual_inc": "90000", "emp_length": "emp_ge_10", "delinq_2yrs": "0", "inq_last_6mths": "0",
    "revol_util": "20.5", "acc_now_delinq": "0", "open_il_6m": "1", "open_il_12m": "0", "open_il_24m": "0", "total_bal_il": "5000",
    "all_util": "30", "inq_fi": "0", "inq_last_12m": "1", "delinq_amnt": "0", "num_il_tl": "4",
    "total_il_high_credit_limit": "20000", "Class": "good",
}
BAD = GOOD | {
    "funded_amnt": "25000", "term": "term_60", "int_rate": "24.99", "sub_grade": "F3", "addr_state": "TX",
    "verification_status": "Verified", "annual_inc": "30000", "emp_length": "emp_lt_1", "inq_last_6mths": "3", "revol_util": "95.1",
    "open_il_24m": "4", "inq_fi": "5", "Class": "bad",
}


def many(count, seed):
    """Loans of which each column differs; those of worse grades go bad more often."""
    draw = random.Random(seed)
    return [one(draw) for _ in range(count)]


def one(draw):
    grade = draw.randrange(35)
    numbers = {
        "funded_amnt": draw.randrange(40, 1600) * 25, "int_rate": round(5 + grade * 0.7 + draw.random(), 2),
        "annual_inc": draw.randrange(20_000, 200_000), "revol_util": round(draw.uniform(0, 110), 1), "all_util": draw.randrange(120),
        "delinq_2yrs": draw.randrange(3), "inq_last_6mths": draw.randrange(5), "acc_now_delinq": draw.randrange(2),
        "open_il_6m": draw.randrange(9), "open_il_12m": draw.randrange(4), "open_il_24m": draw.randrange(6),
        "total_bal_il": draw.randrange(90_000), "inq_fi": draw.randrange(6), "inq_last_12m": draw.randrange(9),
        "delinq_amnt": draw.choice([0, 0, 0, 500]), "num_il_tl": draw.randrange(30), "total_il_high_credit_limit": draw.randrange(150_000),
    }
    return {name: str(number) for name, number in numbers.items()} | {
        "term": draw.choice(["term_36", "term_60"]), "sub_grade": "ABCDEFG"[grade // 5] + "12345"[grade % 5],
        "addr_state": draw.choice(["CA", "NY", "TX"]), "verification_status": draw.choice(["Not_Verified", "Source_Verified", "Verified"]),
        "emp_length": draw.choice(["emp_lt_1", "emp_1", "emp_5", "emp_ge_10", "emp_unk"]),
        "Class": "bad" if draw.random() < 0.02 + grade / 100 else "good",
    }


def table(*loans):
    """A table as features.read gives it: text, None for a missing value."""
    return pd.DataFrame(list(loans), dtype=object)
