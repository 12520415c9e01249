#!/usr/bin/env python3
"""What a gate costs in which nothing changed, against the number of pipelines, beside `make` on the same files.

    dotnet build src/MlCi.Cli -c Release && python3 benchmarks/peers/no_op.py [--counts 1 10 100 1000] [--runs 5]

Each pipeline is a folder with a pipeline.yml, a schema, 400 + 300 rows, and two scripts of the shell. Both tools are run once
to make everything, and then in turn, `runs` times, with nothing to do; the least of the times is told. `make` looks at the times
of the files; MlCi reads and hashes their bytes, checks what it kept, writes its reports and counts the verdict.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MLCI = ["dotnet", str(ROOT / "src/MlCi.Cli/bin/Release/net10.0/MlCi.Cli.dll")]

PIPELINE = """\
version: 1
task: binary
data: {train: data/train.csv, holdout: data/holdout.csv}
label: {column: y, positive: "yes"}
tests: none
train:
  command: [sh, model/train.sh]
  lock: packages.lock
predict:
  command: [sh, model/predict.sh]
params: {level: 1}
champion: optional
gates:
  - {metric: auc, min: 0.7}
  - {metric: accuracy, min: 0.6, slices: all}
slices: [group]
"""
SCHEMA = {
    "type": "object",
    "required": ["id", "x", "group", "y"],
    "properties": {
        "id": {"type": "integer"},
        "x": {"type": "number", "minimum": 0, "maximum": 1},
        "group": {"type": "string"},
        "y": {"type": "string", "enum": ["no", "yes"]},
    },
}
TRAIN = 'while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --params) params=$2;; esac; shift; done\ncp "$params" "$out/model.json"\n'
PREDICT = (
    'while [ $# -gt 0 ]; do case $1 in --out) out=$2;; --data) data=$2;; esac; shift; done\n'
    "awk -F, 'BEGIN { print \"row_id,score\" } NR > 1 { print NR - 2 \",\" $2 }' \"$data\" > \"$out\"\n"
)


def rows(first, count):
    lines = ["id,x,group,y"]
    for i in range(first, first + count):
        x = i * 0.618033988749895 % 1
        lines.append(f"{i},{x:.6f},{'even' if i % 2 == 0 else 'odd'},{'yes' if i * 0.414213562373095 % 1 < x else 'no'}")
    return "\n".join(lines) + "\n"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def make_repository(root, count):
    targets = []
    for number in range(count):
        name = f"p{number:04d}"
        folder = root / "pipelines" / name
        write(folder / "pipeline.yml", PIPELINE)
        write(folder / "schema.json", json.dumps(SCHEMA))
        write(folder / "data/train.csv", rows(0, 400))
        # No two holdouts are the same: each pipeline has a ledger of its own.
        write(folder / "data/holdout.csv", rows(1000 + number, 300))
        write(folder / "model/train.sh", TRAIN)
        write(folder / "model/predict.sh", PREDICT)
        write(folder / "packages.lock", "none\n")
        files = " ".join(str(path.relative_to(root)) for path in sorted(folder.rglob("*")) if path.is_file())
        targets.append(f"out/{name}: {files}\n\t@mkdir -p out && cat {files} | sha256sum > $@\n")
    names = " ".join(f"out/p{number:04d}" for number in range(count))
    write(root / "Makefile", f"all: {names}\n" + "".join(targets))


def timed(command, root):
    begin = time.perf_counter()
    before = os.times()
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    after = os.times()
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - begin, after.children_user + after.children_system - before.children_user - before.children_system


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--counts", type=int, nargs="+", default=[1, 10, 100, 1000])
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    print(f"{'pipelines':>9} {'mlci s':>9} {'cpu s':>9} {'make s':>9} {'mlci ms each':>13}")
    for count in given.counts:
        root = pathlib.Path(tempfile.mkdtemp(prefix="mlci-no-op-"))
        try:
            make_repository(root, count)
            gate = [*MLCI, "gate", "--quiet", "--root", str(root)]
            timed(gate, root)
            timed(["make", "-s"], root)
            times = [(timed(gate, root), timed(["make", "-s"], root)) for _ in range(given.runs)]
            mlci = min(one[0][0] for one in times)
            cpu = min(one[0][1] for one in times)
            make = min(one[1][0] for one in times)
            print(f"{count:>9} {mlci:>9.3f} {cpu:>9.3f} {make:>9.3f} {1000 * mlci / count:>13.2f}", flush=True)
        finally:
            shutil.rmtree(root)


if __name__ == "__main__":
    main()
