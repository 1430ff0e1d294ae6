"""Checks over JSON that say what is wrong and where, as Slack does.

A check is a function of a value, its JSON pointer and the list of problems it adds to.
Checks are built once from smaller ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources

from app.sandbox.wire import Json, loads

#: Slack's limits, as written down from its documentation; see data/LICENSES.md.
LIMITS: Json = loads(resources.files("app.sandbox").joinpath("data/block_limits.json").read_bytes())
_URL = re.compile(r"(?:https?|slack)://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    message: str
    #: JSON pointer into the argument.
    pointer: str
    #: The kind of rule and what it expected, for blocks.validate.
    constraint: Json = field(default_factory=dict)


Problems = list[Problem]
Check = Callable[[object, str, Problems], None]


def anything(_value: object, _at: str, _problems: Problems) -> None:
    """Whatever it is, it is right."""


def string(longest: int = 0, shortest: int = 0) -> Check:
    """A text of so many characters; 0: no limit."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.append(Problem("must be a string", at, {"type": "type", "expected": "string"}))
        elif longest and len(value) > longest:
            problems.append(too_long(longest, at))
        elif len(value) < shortest:
            problems.append(
                Problem(
                    f"must be more than {shortest - 1} characters",
                    at,
                    {"type": "min_length", "expected": shortest},
                )
            )

    return check


def too_long(longest: int, at: str) -> Problem:
    """A text that is longer than it may be."""
    return Problem(
        f"must be less than {longest + 1} characters",
        at,
        {"type": "max_length", "expected": longest},
    )


def boolean(value: object, at: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        problems.append(Problem("must be a boolean", at, {"type": "type", "expected": "boolean"}))


def integer(lowest: int = 0, highest: int | None = None) -> Check:
    """A whole number between two bounds, both included."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.append(
                Problem("must be an integer", at, {"type": "type", "expected": "integer"})
            )
        elif value < lowest or (highest is not None and value > highest):
            problems.append(
                Problem(
                    f"must be between {lowest} and {'any number' if highest is None else highest}",
                    at,
                    {"type": "range", "expected": [lowest, highest]},
                )
            )

    return check


def number(value: object, at: str, problems: Problems) -> None:
    """Any number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        problems.append(Problem("must be a number", at, {"type": "type", "expected": "number"}))


def one_of(*allowed: object) -> Check:
    """One of a few values."""

    def check(value: object, at: str, problems: Problems) -> None:
        if value not in allowed:
            problems.append(
                Problem(
                    f"must be one of: {', '.join(map(str, allowed))}",
                    at,
                    {"type": "enum", "expected": list(allowed)},
                )
            )

    return check


def pattern(expression: str, what: str) -> Check:
    """A text of a form."""
    compiled = re.compile(expression)

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            problems.append(
                Problem(f"must be {what}", at, {"type": "pattern", "expected": expression})
            )

    return check


def url(longest: int) -> Check:
    """An address."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, str) or not _URL.fullmatch(value):
            problems.append(Problem("invalid url", at, {"type": "format", "expected": "url"}))
        elif len(value) > longest:
            problems.append(too_long(longest, at))

    return check


def array(item: Check, most: int | None = None, least: int = 0) -> Check:
    """A list of so many items."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.append(Problem("must be an array", at, {"type": "type", "expected": "array"}))
            return
        if most is not None and len(value) > most:
            problems.append(too_many(most, at))
        if len(value) < least:
            problems.append(
                Problem(
                    f"no less than {least} items allowed",
                    at,
                    {"type": "min_items", "expected": least},
                )
            )
        for index, inner in enumerate(value):
            item(inner, f"{at}/{index}", problems)

    return check


def too_many(most: int, at: str) -> Problem:
    """A list that is longer than it may be."""
    return Problem(
        f"no more than {most} items allowed", at, {"type": "max_items", "expected": most}
    )


def shape(fields: Mapping[str, Check], required: tuple[str, ...] = (), *rules: Check) -> Check:
    """An object with these fields and no others; `rules` look at the whole of it."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.append(
                Problem("must provide an object", at, {"type": "type", "expected": "object"})
            )
            return
        for name in required:
            if value.get(name) is None:
                problems.append(
                    Problem(
                        f"missing required field: {name}",
                        at,
                        {"type": "required", "expected": name},
                    )
                )
        for name, inner in value.items():
            known = fields.get(name)
            if known is None:
                problems.append(
                    Problem(f"invalid additional property: {name}", at, {"type": "additional"})
                )
            elif inner is not None:
                known(inner, f"{at}/{name}", problems)
        for rule in rules:
            rule(value, at, problems)

    return check


def by_type(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which check it must pass."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.append(
                Problem("must provide an object", at, {"type": "type", "expected": "object"})
            )
            return
        known = kinds.get(value.get("type", ""))
        if known is None:
            problems.append(
                Problem(
                    f"unsupported type: {value.get('type')}",
                    f"{at}/type",
                    {"type": "enum", "expected": sorted(kinds)},
                )
            )
        else:
            known(value, at, problems)

    return check
