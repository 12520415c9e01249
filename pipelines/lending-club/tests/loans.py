"""Loans for the tests, and the way to the model's sources."""

import os
import sys

import pandas as pd

PIPELINE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODEL = os.path.join(PIPELINE, "model")
DATA = os.path.join(PIPELINE, "data")
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


def table(*loans):
    """A table as features.read gives it: text, None for a missing value."""
    return pd.DataFrame(list(loans), dtype=object)
