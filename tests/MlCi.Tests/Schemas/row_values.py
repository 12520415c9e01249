"""Makes row_values.json, the outside values of schemas of rows: which rows another implementation takes.

Run with Debian 12's python3-jsonschema 4.10:

    /usr/bin/python3 -W ignore row_values.py

A missing field is null where a schema looks at its value, and absent where required, dependentRequired and dependentSchemas
ask for it; multipleOf is exact. Both are told to jsonschema here, as it does neither.
"""
import fractions
import json
import pathlib
import random

import jsonschema
from jsonschema import Draft202012Validator, validators

here = pathlib.Path(__file__).parent
rng = random.Random(20201231)

NUMBERS = [-3, -1.5, -1, 0, .1, .3, .35, .5, 1, 1.5, 2, 3, 7, 10, 12.5, 100, 1e3, 123456789]
TEXTS = ["a", "b", "ab", "abc", "B2", "x y", "É", "😀", "😀😀", "unknown", "2026-01-31", "2026-02-31", "ann@example.com"]
LIMITS = [-1, 0, .3, 1, 1.5, 2, 7, 10]
PATTERNS = ["^a", "b$", "^[a-z]+$", "[0-9]", "^.$", "^..?$", "^[A-Za-z_0-9]+$", "\\s", "^[^a]", "(a|b)c?$"]


def absent(row, name):
    return row.get(name) is None


def required(validator, names, row, schema):
    for name in names:
        if absent(row, name):
            yield jsonschema.ValidationError(name)


def dependent_required(validator, pairs, row, schema):
    for name, needed in pairs.items():
        if not absent(row, name):
            yield from required(validator, needed, row, schema)


def dependent_schemas(validator, pairs, row, schema):
    for name, one in pairs.items():
        if not absent(row, name):
            yield from validator.descend(row, one)


def multiple_of(validator, divisor, value, schema):
    if validator.is_type(value, "number") and fractions.Fraction(str(value)) % fractions.Fraction(str(divisor)) != 0:
        yield jsonschema.ValidationError("multipleOf")


Validator = validators.extend(Draft202012Validator, {
    "required": required,
    "dependentRequired": dependent_required,
    "dependentSchemas": dependent_schemas,
    "multipleOf": multiple_of,
})


def number_keywords():
    kind = rng.choice(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "enum", "const"])
    if kind == "multipleOf":
        return {kind: rng.choice([.1, .05, .5, 1, 1.5, 2, 3, 10])}
    if kind == "enum":
        return {kind: rng.sample(NUMBERS, 4)}
    return {kind: rng.choice(LIMITS)}


def text_keywords():
    kind = rng.choice(["minLength", "maxLength", "pattern", "enum", "const", "format"])
    return {
        "minLength": lambda: {kind: rng.randint(0, 3)},
        "maxLength": lambda: {kind: rng.randint(0, 3)},
        "pattern": lambda: {kind: rng.choice(PATTERNS)},
        "enum": lambda: {kind: rng.sample(TEXTS, 4)},
        "const": lambda: {kind: rng.choice(TEXTS)},
        "format": lambda: {kind: rng.choice(["date", "email", "ipv4"])},
    }[kind]()


def some(keywords, depth):
    """A subschema without a type, so that it changes nothing of how a field is read."""
    kind = rng.choice(["plain"] * 4 + (["anyOf", "oneOf", "allOf", "not", "if"] if depth > 0 else []))
    if kind == "plain":
        return keywords() | (keywords() if rng.random() < .3 else {})
    if kind == "not":
        return {"not": some(keywords, depth - 1)}
    if kind == "if":
        made = {"if": some(keywords, depth - 1), "then": some(keywords, depth - 1)}
        return made | ({"else": some(keywords, depth - 1)} if rng.random() < .5 else {})
    return {kind: [some(keywords, depth - 1) for _ in range(rng.randint(1, 3))]}


def untie(schema):
    """Without enum and const, which say how a field is read, outside not and if."""
    if isinstance(schema, dict):
        return {key: untie(value) for key, value in schema.items() if key not in ("enum", "const")} or {"minLength": 0}
    return [untie(value) for value in schema] if isinstance(schema, list) else schema


def number_column():
    types = [rng.choice(["number", "integer"])] + (["null"] if rng.random() < .5 else []) + (["string"] if rng.random() < .3 else [])
    made = {"type": types if len(types) > 1 else types[0]}
    made |= some(number_keywords, 2) if rng.random() < .8 else {}
    if "string" in types and rng.random() < .5:
        made["anyOf"] = [{"type": ["number", "null"]}, {"type": "string"} | untie(text_keywords())]
    return made


def text_column():
    types = ["string"] + (["null"] if rng.random() < .5 else [])
    return {"type": types if len(types) > 1 else "string"} | (some(text_keywords, 2) if rng.random() < .8 else {})


def flag_column():
    return rng.choice([{"type": "boolean"}, {"type": ["boolean", "null"]}, {"enum": [True, False]}, {"const": True}, {"enum": [True, None]}])


def row_schema(depth):
    kinds = ["properties"] * 4 + ["required"] + (["dependentRequired", "dependentSchemas", "anyOf", "oneOf", "allOf", "not", "if"] if depth > 0 else [])
    kind = rng.choice(kinds)
    names = rng.sample("abcd", 2)
    if kind == "properties":
        made = {"properties": {name: some(number_keywords if name in "ab" else text_keywords, 1) if name != "d" else {"const": rng.choice([True, False])} for name in names[:rng.randint(1, 2)]}}
        return made | ({"required": [names[0]]} if rng.random() < .3 else {})
    if kind == "required":
        return {kind: names}
    if kind == "dependentRequired":
        return {kind: {names[0]: names[1:]}}
    if kind == "dependentSchemas":
        return {kind: {names[0]: row_schema(depth - 1)}}
    if kind == "not":
        return {kind: row_schema(depth - 1)}
    if kind == "if":
        made = {"if": row_schema(depth - 1), "then": row_schema(depth - 1)}
        return made | ({"else": row_schema(depth - 1)} if rng.random() < .5 else {})
    return {kind: [row_schema(depth - 1) for _ in range(rng.randint(1, 3))]}


def value(kind):
    if rng.random() < .15:
        return None
    if kind == "number":
        return rng.choice(NUMBERS) if rng.random() < .9 else rng.choice(TEXTS)
    return rng.choice([True, False]) if kind == "flag" else rng.choice(TEXTS)


LOOSE = {"a": {"type": ["number", "null", "string"]}, "b": {"type": ["number", "null", "string"]}, "c": {"type": ["string", "null"]}, "d": {"type": ["boolean", "null"]}}
KINDS = {"a": "number", "b": "number", "c": "text", "d": "flag"}
COLUMNS = {"a": number_column, "b": number_column, "c": text_column, "d": flag_column}


def case(schema):
    rows = [{name: value(KINDS[name]) for name in schema["properties"]} for _ in range(12)]
    asked = Validator(schema, format_checker=jsonschema.FormatChecker())
    return {"schema": schema, "rows": rows, "valid": [asked.is_valid(row) for row in rows]}


cases = [case({"properties": {name: COLUMNS[name]()}}) for name in "aaabccccdd" for _ in range(30)]
for _ in range(250):
    schema = {"allOf": [row_schema(2) for _ in range(rng.randint(1, 3))]} if rng.random() < .5 else row_schema(2)
    if "properties" in schema or "required" in schema:
        schema = {"allOf": [schema]}
    cases.append(case({"type": "object", "properties": LOOSE} | schema))
for _ in range(50):
    cases.append(case({"properties": {name: make() for name, make in COLUMNS.items()}, "allOf": [row_schema(1)]}))

lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
(here / "row_values.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
print(len(cases), "schemas,", sum(len(c["rows"]) for c in cases), "rows,", sum(sum(c["valid"]) for c in cases), "valid")
