"""Says of each loan how probable it is to go bad.

    python3 model/predict.py --model folder --data loans.csv --out predictions.csv
"""

import argparse
import sys

from features import DataFault, read
from loan_model import LoanModel, printed


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--model", required=True, help="the folder that train.py wrote")
    options.add_argument("--data", required=True, help="the loans, a CSV file; without the label")
    options.add_argument("--out", required=True, help="where to write row_id and score, a CSV file")
    given = options.parse_args()
    try:
        scores = LoanModel.load(given.model).scores(read(given.data))
    except DataFault as fault:
        sys.exit(str(fault))
    with open(given.out, "w", encoding="utf-8", newline="\n") as file:
        file.write("row_id,score\n")
        file.writelines(f"{row},{printed(score)}\n" for row, score in enumerate(scores.tolist()))
    print(f"{len(scores)} loans", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
