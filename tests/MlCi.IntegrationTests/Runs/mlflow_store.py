"""Reads a file store by MLflow's rules, each refusal an error, and prints what it holds as JSON.

    python3 mlflow_store.py STORE

The rules are those of MLflow 2 and 3, in these files of github.com/mlflow/mlflow:
  mlflow/store/tracking/file_store.py   which folders are experiments and runs, what a metric's line is
  mlflow/entities/{experiment,run_info}.py   which keys meta.yaml must have, and which may not be null
  mlflow/entities/run_status.py         the numbers of a run's status
  mlflow/utils/validation.py            names and lengths
"""
import json
import math
import os
import posixpath
import re
import sys

import yaml

RUN_ID = re.compile(r"^[a-zA-Z0-9][\w\-]{0,255}$")
EXPERIMENT_ID = re.compile(r"^[a-zA-Z0-9][\w\-]{0,63}$")
NAME = re.compile(r"^[/\w.\- ]*$")
STATUS = {1: "RUNNING", 2: "SCHEDULED", 3: "FINISHED", 4: "FAILED", 5: "KILLED"}
NO_EXPERIMENTS = {".trash", "models"}
NO_RUNS = {"tags", "datasets", "traces", "models"}


def meta(folder):
    with open(os.path.join(folder, "meta.yaml"), encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.SafeLoader)


def folders(folder):
    return sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name)))


def files(folder):
    """Every file under a folder by its path, which is its name, and must be one that MLflow would take."""
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            key = os.path.relpath(path, folder)
            assert NAME.match(key), f"Invalid name: {key!r}"
            assert posixpath.normpath(key) == key and key != "." and not key.startswith(("..", "/")), f"not unique: {key!r}"
            assert len(key) <= 250, f"name of {len(key)} characters: {key!r}"
            with open(path, encoding="utf-8", newline="") as file:
                yield key, file.read()


def metric(key, text):
    lines = text.splitlines()
    assert lines, f"Metric '{key}' is malformed. No data found."
    history = []
    for line in lines:
        parts = line.strip().split(" ")
        assert len(parts) in (2, 3), f"Metric '{key}' is malformed: {line!r}"
        timestamp, value, step = int(parts[0]), float(parts[1]), int(parts[2]) if len(parts) == 3 else 0
        assert timestamp >= 0 and math.isfinite(value)
        history.append((step, timestamp, value))
    return max(history)[2]


def run(folder, experiment):
    info = meta(folder)
    assert RUN_ID.match(info["run_id"]) and info["run_id"] == info["run_uuid"] == os.path.basename(folder)
    assert info["experiment_id"] == experiment and isinstance(info["experiment_id"], str)
    for key in ("user_id", "run_name", "artifact_uri", "lifecycle_stage"):
        assert isinstance(info[key], str), f"{key}: {info[key]!r}"
    for key in ("start_time", "end_time", "source_type"):
        assert type(info[key]) is int, f"{key}: {info[key]!r}"
    assert info["lifecycle_stage"] == "active" and info["tags"] == [] and info["source_type"] == 4
    assert info["start_time"] <= info["end_time"]
    tags = dict(files(os.path.join(folder, "tags")))
    assert tags["mlflow.runName"] == info["run_name"]
    parameters = dict(files(os.path.join(folder, "params")))
    assert all(len(value) <= 6000 for value in parameters.values()) and all(len(value) <= 5000 for value in tags.values())
    assert info["artifact_uri"].startswith("file:///")
    with open(os.path.join(folder, "artifacts", "run.json"), encoding="utf-8") as file:
        record = json.load(file)
    return {
        "status": STATUS[info["status"]],
        "name": info["run_name"],
        "start": info["start_time"],
        "metrics": {key: metric(key, text) for key, text in files(os.path.join(folder, "metrics"))},
        "params": parameters,
        "tags": tags,
        "record": record["id"],
    }


def experiment(folder):
    info = meta(folder)
    assert EXPERIMENT_ID.match(info["experiment_id"]) and info["experiment_id"] == os.path.basename(folder)
    assert isinstance(info["name"], str) and 0 < len(info["name"]) <= 500
    assert info["lifecycle_stage"] == "active" and isinstance(info["artifact_location"], str)
    assert type(info["creation_time"]) is int and type(info["last_update_time"]) is int
    return info["name"], [run(os.path.join(folder, name), info["experiment_id"]) for name in folders(folder) if name not in NO_RUNS]


store = sys.argv[1]
found = [experiment(os.path.join(store, name)) for name in folders(store) if name not in NO_EXPERIMENTS]
assert len({name for name, _ in found}) == len(found), "two experiments of one name"
print(json.dumps(dict(found), indent=1))
