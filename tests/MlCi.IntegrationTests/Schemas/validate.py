"""Validates files against a JSON Schema, of 2020-12 unless it says otherwise, and prints for each the first fault, or 'valid'.

    python3 -m validate SCHEMA FILE...      (.yml files are read as YAML)

A schema may refer to others beside it by their file names.
"""
import json
import pathlib
import sys
import urllib.parse

import jsonschema
import yaml


def read(path):
    text = pathlib.Path(path).read_text(encoding="utf-8-sig")
    return yaml.safe_load(text) if path.endswith(".yml") else json.loads(text)


schema = read(sys.argv[1])
kind = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)
kind.check_schema(schema)
beside = {} if "$id" not in schema else {
    urllib.parse.urljoin(schema["$id"], path.name): read(str(path))
    for path in pathlib.Path(sys.argv[1]).parent.glob("*.schema.json") if path.name != pathlib.Path(sys.argv[1]).name
}
validator = kind(schema, resolver=jsonschema.RefResolver.from_schema(schema, store=beside))
for file in sys.argv[2:]:
    fault = jsonschema.exceptions.best_match(validator.iter_errors(read(file)))
    print("valid" if fault is None else f"{fault.json_path}: {fault.message}".replace("\n", " "))
