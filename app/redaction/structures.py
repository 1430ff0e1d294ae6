"""Every string of a JSON-like value: Slack payloads, webhooks, exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from app.redaction.audiences import INTERNAL, Audience
from app.redaction.batch import Source, locate_all
from app.redaction.hits import secret
from app.redaction.names import promise_of
from app.redaction.quoting import Value
from app.redaction.replace import marked
from app.redaction.scan import Stretch, finding, locate
from app.redaction.values import Finding
from app.redaction.verdicts import Form, accepts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: What JSON holds once it is parsed.
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

#: Members that name what the member beside them holds.
_NAMING = ("name", "key", "title", "label", "field", "variable")
_NAMED = ("value", "val", "content")
#: A longer text beside a value is no name for it.
_LONGEST_NAME = 80
#: Members of Slack's rich text that a person reads in one line.
_READ = ("text", "url")


@dataclass(frozen=True, slots=True)
class RedactedValue:
    """A structure that may be read, and what was taken out of it."""

    #: The same structure with marks in its strings.
    value: Json
    #: One entry a value, with its path and its offsets in that string.
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A string or a number, where it lies and what announces it."""

    path: str
    text: str
    context: str


def redact_value(value: Json, audience: Audience = INTERNAL) -> RedactedValue:
    """Replace what `audience` must not read in every string of a JSON-like value.

    Keys are kept and give their values meaning: {"password": …}, {"name":
    "API_KEY", "value": …}. A number is replaced only as a whole. The pieces of
    Slack's rich text are read together, as people do.
    """
    leaves = list(_leaves(value, "", ""))
    given: dict[str, list[Stretch]] = {}
    for path, stretch in _in_lines(value, "", audience):
        given.setdefault(path, []).append(stretch)
    sources = [_source(leaf, given.get(leaf.path, [])) for leaf in leaves]
    located = dict(
        zip((leaf.path for leaf in leaves), locate_all(sources, audience, {}), strict=True)
    )
    findings = tuple(
        finding(*stretch, path=leaf.path) for leaf in leaves for stretch in located[leaf.path]
    )
    if not findings:
        return RedactedValue(value, ())

    def replaced(path: str, leaf: str | int) -> Json:
        stretches = located[path]
        if isinstance(leaf, str):
            return marked(leaf, stretches)
        whole = stretches and stretches[0][:2] == (0, len(str(leaf)))
        return marked(str(leaf), stretches) if whole else leaf

    return RedactedValue(_rebuilt(value, "", replaced), findings)


def _leaves(value: Json, path: str, context: str) -> Iterator[_Leaf]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _leaves(member, _member(path, key), _name_of(value, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]", context)
    elif isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        yield _Leaf(path, str(value), context)


def _name_of(members: dict[str, Json], key: str) -> str:
    """What announces a member: its key, or the member beside it that names it."""
    if key in _NAMED:
        for naming in _NAMING:
            name = members.get(naming)
            if isinstance(name, str) and len(name) <= _LONGEST_NAME:
                return name
    return key


def _member(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _source(leaf: _Leaf, given: list[Stretch]) -> Source:
    promise = promise_of(leaf.context) if leaf.context else None
    value = Value(leaf.text, 0, len(leaf.text), quoted=True)
    if promise and accepts(promise, Form.CONFIG, value, leaf.context):
        given = [*given, (0, len(leaf.text), secret(promise.value, 0, len(leaf.text)))]
    return Source(leaf.text, f"{leaf.context}: " if leaf.context else "", tuple(given))


def _in_lines(value: Json, path: str, audience: Audience) -> Iterator[tuple[str, Stretch]]:
    """What only shows when the pieces of a line are read together."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _in_lines(member, _member(path, key), audience)
    elif isinstance(value, list):
        pieces = list(_pieces(value, path))
        if len(pieces) > 1:
            yield from _across(pieces, audience)
        for index, item in enumerate(value):
            yield from _in_lines(item, f"{path}[{index}]", audience)


def _pieces(items: list[Json], path: str) -> Iterator[tuple[str, str]]:
    for index, item in enumerate(items):
        if isinstance(item, dict):
            for key in _READ:
                text = item.get(key)
                if isinstance(text, str):
                    yield f"{path}[{index}].{key}", text
                    break


def _across(pieces: list[tuple[str, str]], audience: Audience) -> Iterator[tuple[str, Stretch]]:
    line = "".join(text for _, text in pieces)
    offset = 0
    located = locate(line, audience)
    for path, text in pieces:
        for start, end, hit in located:
            first, last = max(start - offset, 0), min(end - offset, len(text))
            if first < last:
                yield path, (first, last, hit)
        offset += len(text)


def _rebuilt(value: Json, path: str, replaced: Callable[[str, str | int], Json]) -> Json:
    if isinstance(value, dict):
        return {
            key: _rebuilt(member, _member(path, key), replaced) for key, member in value.items()
        }
    if isinstance(value, list):
        return [_rebuilt(item, f"{path}[{index}]", replaced) for index, item in enumerate(value)]
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return replaced(path, value)
    return value
