"""Validates files against a JSON Schema 2020-12, and prints for each the first fault, or 'valid'.

    python3 -m validate SCHEMA FILE...      (.yml files are read as YAML)
"""
import json
import pathlib
import sys

import jsonschema
import yaml


def read(path):
    text = pathlib.Path(path).read_text(encoding="utf-8-sig")
    return yaml.safe_load(text) if path.endswith(".yml") else json.loads(text)


schema = read(sys.argv[1])
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for file in sys.argv[2:]:
    fault = jsonschema.exceptions.best_match(validator.iter_errors(read(file)))
    print("valid" if fault is None else f"{fault.json_path}: {fault.message}".replace("\n", " "))
