"""Payloads made from Slack's own schemas."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

DATA = Path(__file__).parent / "data"
REAL = Path(__file__).parents[2] / "data" / "slack-messages" / "messages.jsonl"
_DEFINITIONS = json.loads((DATA / "KnownBlock.schema.json").read_text(encoding="utf-8"))[
    "definitions"
]

#: Any JSON value, also what only a broken or hostile sender would send.
ANY_TEXT = st.text(st.characters(), max_size=30)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=25,
)
#: Words with everything that a renderer could trip over.
WORDS = st.text(
    st.one_of(
        st.sampled_from("abc XYZ 09 &<>|*_~`:@#^!\n“”•.\\/()[]é日本語👩‍💻🏳️‍🌈עברית"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=40,
)


@cache
def blocks() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Lists of blocks, of any known type."""
    return st.lists(_strategy({"$ref": "#/definitions/KnownBlock"}), min_size=1, max_size=3)


@cache
def blocks_of(definition: str) -> st.SearchStrategy[dict[str, Any]]:
    """Blocks of one definition of the schema, for example `SectionBlock`."""
    return _strategy({"$ref": f"#/definitions/{definition}"})


def block_definitions() -> list[str]:
    """Names of every block's definition."""
    members = _DEFINITIONS["KnownBlock"]["anyOf"]
    return [member["$ref"].rpartition("/")[2] for member in members]


def string_properties() -> set[str]:
    """Every property of any block that is a string, or a list of strings."""
    found: set[str] = set()
    for definition in _DEFINITIONS.values():
        _collect(definition, found)
    return found


def real_messages() -> list[dict[str, Any]]:
    """The 347 real messages, `_channel` in each."""
    return [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]


def _collect(schema: dict[str, Any], found: set[str]) -> None:
    for part in schema.get("anyOf", []):
        _collect(part, found)
    for name, part in schema.get("properties", {}).items():
        inner = part.get("items", part)
        if isinstance(inner, dict) and inner.get("type") == "string":
            found.add(name)
        _collect(part, found)
    if isinstance(schema.get("items"), dict):
        _collect(schema["items"], found)


@cache
def _definition(name: str) -> st.SearchStrategy[Any]:
    return st.deferred(lambda: _strategy(_DEFINITIONS[name]))


def _strategy(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _definition(schema["$ref"].rpartition("/")[2])
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    if "anyOf" in schema:
        return st.one_of([_strategy(part) for part in schema["anyOf"]])
    if schema.get("type") == "array":
        return st.lists(_strategy(schema.get("items") or {}), min_size=1, max_size=3)
    if schema.get("type") == "object":
        return _object(schema)
    plain = {"string": WORDS, "number": st.integers(0, 10**10), "boolean": st.booleans()}
    return plain[schema["type"]]


def _object(schema: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    needed = set(schema.get("required", []))
    parts = {name: _strategy(part) for name, part in schema.get("properties", {}).items()}
    return st.fixed_dictionaries(
        {name: part for name, part in parts.items() if name in needed},
        optional={name: part for name, part in parts.items() if name not in needed},
    )
