"""Patterns over JSON: how tests and scripts name the call or message that they mean."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from app.sandbox.wire import Json

_OPERATORS = frozenset({"contains", "matches", "in", "exists"})


def same_name(pattern: str, name: str) -> bool:
    """Whether `name` is what `pattern` says; `*` stands for anything."""
    return pattern in {"", "*", name} or fnmatchcase(name, pattern)


def matches(where: Json, value: Json) -> bool:
    """Whether `value` has everything that `where` asks for.

    Keys are dotted paths (`metadata.event_type`, `blocks.0.type`). A value is either what
    must be there or an operator: `{"contains": "text"}`, `{"matches": "regular expression"}`,
    `{"in": [...]}`, `{"exists": true}`.
    """
    return all(_holds(wanted, _at(value, path)) for path, wanted in where.items())


def _holds(wanted: object, found: object) -> bool:
    if isinstance(wanted, dict) and len(wanted) == 1 and _OPERATORS.issuperset(wanted):
        [(operator, operand)] = wanted.items()
        return _operate(operator, operand, found)
    return found == wanted or (found is not None and str(found) == str(wanted))


def _operate(operator: str, operand: object, found: object) -> bool:
    match operator, operand:
        case "exists", _:
            return (found is not None) == bool(operand)
        case "in", list():
            return found in operand
        case "contains", _:
            return found is not None and str(operand) in _text(found)
        case "matches", str():
            return found is not None and re.search(operand, _text(found)) is not None
    return False


def _text(found: object) -> str:
    return found if isinstance(found, str) else str(found)


def _at(value: object, path: str) -> object:
    for step in path.split("."):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value
