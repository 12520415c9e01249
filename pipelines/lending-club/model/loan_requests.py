"""Reads the loans of a request: one object of fields, a list of them, or {"rows": [...]}.

Values become text as they stand in the request, as in a CSV file, so that the model is given what it is given from a file.
"""

import json

from contract import fault_of, shortened, shown

MOST_ROWS = 5_000
KINDS = {list: "a list", bool: "true or false", type(None): "null", str: "a text"}


class Refused(Exception):
    """A request that is given no prediction, as a whole: the HTTP status, and why."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Fields(list):
    """An object of JSON as pairs, as a name may stand in it twice."""


class Number(str):
    """A number of JSON as it is spelt."""


def rows_of(body, contract):
    """The rows of a body, as dicts of texts, and every fault of them."""
    parsed = parse(body)
    if isinstance(parsed, Fields):
        if parsed and parsed[0][0] == "rows" and isinstance(parsed[0][1], list) and not isinstance(parsed[0][1], Fields):
            if len(parsed) > 1:
                raise Refused(400, f"found {shown(parsed[1][0])} beside rows, expected rows alone")
            parsed = parsed[0][1]
        else:
            parsed = [parsed]
    elif not isinstance(parsed, list):
        raise Refused(400, f"found {kind_of(parsed)}, expected one object of fields, or a list of them")
    if not parsed:
        raise Refused(400, "found no row, expected one at least")
    if len(parsed) > MOST_ROWS:
        raise Refused(413, f"found more than {MOST_ROWS} rows, expected {MOST_ROWS} at most")
    rows, of_form, of_rules = [], [], []
    for number, fields in enumerate(parsed):
        if isinstance(fields, Fields):
            rows.append(row_of(fields, number, contract, of_form))
            of_rules += contract.faults(rows[-1], number)
        else:
            of_form.append({"row": number, "rule": "type", "found": kind_of(fields), "expected": "an object of fields"})
    return rows, of_form + of_rules


def parse(body):
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "found a body that is not UTF-8, expected JSON in UTF-8") from None
    try:
        return json.loads(text, parse_float=Number, parse_int=Number, parse_constant=refuse_constant, object_pairs_hook=Fields)
    except (ValueError, RecursionError) as fault:
        why = fault if isinstance(fault, ValueError) else "it is nested too deep"
        raise Refused(400, f"found text that is not JSON: {why}, expected one object of fields, or a list of them") from None


def refuse_constant(name):
    raise ValueError(f"{name} is no number")


def row_of(fields, number, contract, faults):
    row, seen = {}, set()
    for name, value in fields:
        if name in seen:
            faults.append(fault_of(number, shortened(name), "twice", "it twice", "each field once"))
        elif name in contract.fields:
            row[name] = text_of(value)
            if isinstance(value, list):
                faults.append(fault_of(number, name, "type", kind_of(value), "text, a number, true, false or null"))
                # It has been refused; a second fault of the same field would say nothing.
                del row[name]
        elif name != contract.label and contract.is_closed:
            faults.append(fault_of(number, shortened(name), "additionalProperties", "a field that the contract does not name", "only those of the contract"))
        seen.add(name)
    return row


def text_of(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None or isinstance(value, str) else None


def kind_of(value):
    if isinstance(value, Fields):
        return "an object"
    return "a number" if isinstance(value, Number) else KINDS[type(value)]
