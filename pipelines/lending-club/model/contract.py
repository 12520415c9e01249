"""Holds the rows of requests to schema.json, as the gate holds files to it: a loan that breaks the contract never reaches the model.

A row's values are text, as in a CSV file, and None where there is none. The keywords are those that this schema uses; another one is
refused when the schema is read, as a rule that nobody checks would promise what is not kept.
"""

import json
import math
import re
from decimal import Decimal

from features import DataFault

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
NOTES = {"$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"}
WORDS = {"number": "number", "integer": "integer", "boolean": "true or false", "string": "text", "null": "no value"}
MOST_SHOWN = 60


class Contract:
    """The fields of a row, without the label, and the rules of each."""

    def __init__(self, schema, label, origin="schema.json"):
        refuse_unknown(schema, {"type", "properties", "required", "additionalProperties"}, origin)
        self.fields = {name: Field(name, rules, origin) for name, rules in schema["properties"].items() if name != label}
        self.required = [name for name in schema.get("required", []) if name != label]
        self.is_closed = schema.get("additionalProperties", True) is False
        self.label = label

    @staticmethod
    def read(path, label):
        try:
            with open(path, encoding="utf-8") as file:
                return Contract(json.load(file), label, path)
        except (OSError, ValueError, KeyError) as fault:
            raise DataFault(f"{path}: found {fault!r}, expected the data contract") from fault

    def faults(self, row, number):
        """What is wrong with a row, a dict of texts, in the schema's order."""
        found = []
        for name, field in self.fields.items():
            if name not in row:
                if name in self.required:
                    found.append(fault_of(number, name, "required", "no such field", field.words))
            elif row[name] is None:
                if "null" not in field.types:
                    found.append(fault_of(number, name, "null", "no value", field.words))
            else:
                found += [fault_of(number, name, rule, shown(row[name]), expected) for rule, expected in field.broken(row[name])]
        return found


class Field:
    """What a value must be like."""

    def __init__(self, name, rules, origin):
        where = f"{origin}, {name}"
        refuse_unknown(rules, {"type", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern"}, where)
        given = rules.get("type", ["number", "boolean", "string", "null"])
        self.types = [given] if isinstance(given, str) else given
        if not all(kind in WORDS for kind in self.types):
            raise DataFault(f"{where}: found type {given!r}, expected one of {', '.join(WORDS)}")
        self.words = " or ".join(WORDS[kind] for kind in self.types)
        self.levels = rules.get("enum")
        self.limits = [
            (rule, words, rules[rule], breaks) for rule, words, breaks in (
                ("minimum", "at least", lambda number, limit: number < limit),
                ("maximum", "at most", lambda number, limit: number > limit),
                ("exclusiveMinimum", "more than", lambda number, limit: number <= limit),
                ("exclusiveMaximum", "less than", lambda number, limit: number >= limit),
            ) if rule in rules
        ]
        self.lengths = (rules.get("minLength", 0), rules.get("maxLength", math.inf))
        self.pattern = rules.get("pattern")
        # At $ Python lets a line break stand, JSON Schema does not.
        self.search = self.pattern and re.compile(self.pattern[:-1] + r"\Z" if self.pattern.endswith("$") else self.pattern, re.ASCII).search

    def broken(self, text):
        """Each rule that a text breaks, with what is expected."""
        number = number_of(text)
        if not self.is_of_type(text, number):
            yield "type", self.words
            return
        if self.levels is not None and not any(level == text or (number is not None and level == number) for level in self.levels):
            yield "enum", "one of " + ", ".join(json.dumps(level) for level in self.levels)
        if number is not None and ("number" in self.types or "integer" in self.types):
            for rule, words, limit, breaks in self.limits:
                if breaks(number, limit):
                    yield rule, f"{words} {limit}"
            return
        least, most = self.lengths
        if len(text) < least:
            yield "minLength", f"at least {least} characters"
        if len(text) > most:
            yield "maxLength", f"at most {most} characters"
        if self.search and not self.search(text):
            yield "pattern", f"text of the pattern {self.pattern}"

    def is_of_type(self, text, number):
        return (
            "string" in self.types
            or ("number" in self.types and number is not None)
            or ("integer" in self.types and number is not None and is_whole(text))
            or ("boolean" in self.types and text in ("true", "false")))


def number_of(text):
    """The number that a text spells, or None."""
    number = float(text) if NUMBER.fullmatch(text) else math.nan
    return number if math.isfinite(number) else None


def is_whole(text):
    """Whether a number is an integer as it is written: rounded to 53 bits, 9007199254740993.5 would be one."""
    number = Decimal(text)
    return number == number.to_integral_value()


def fault_of(row, field, rule, found, expected):
    return {"row": row, "field": field, "rule": rule, "found": found, "expected": expected}


def shown(text):
    return f"'{shortened(text)}'"


def shortened(text):
    cut = text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 3] + "..."
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in cut)


def refuse_unknown(rules, known, where):
    unknown = [name for name in rules if name not in known and name not in NOTES and not name.startswith("x-")]
    if unknown:
        raise DataFault(f"{where}: found {', '.join(unknown)}, expected only {', '.join(sorted(known))}")
