"""Credentials whose issuer fixed their shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, secret
from app.redaction.placeholders import is_sample
from app.redaction.rules import TOKENS, Token
from app.redaction.wordlist import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

#: No token is shorter than this run, and few texts hold such a run at all.
_RUN = re.compile(r"[A-Za-z0-9_/+.=:~$|@%?&!-]{16,}")
#: Anchors are looked up by their first letters, so that a run is read once.
_GRAM = 3
_Row = tuple[str, Token, re.Pattern[str]]
_ROWS: tuple[_Row, ...] = tuple(
    (anchor, rule, re.compile(rule.shape)) for rule in TOKENS for anchor in rule.anchors
)
_BY_GRAM: dict[str, tuple[_Row, ...]] = {
    gram: tuple(row for row in _ROWS if row[0][:_GRAM] == gram)
    for gram in {row[0][:_GRAM] for row in _ROWS if " " not in row[0]}
}
#: Anchors with a space in them stand outside of any run.
_SPACED = tuple(row for row in _ROWS if " " in row[0])
_FREE = tuple((rule, re.compile(rule.shape)) for rule in TOKENS if not rule.anchors)
#: A word character that ends an escape does not join the token: `\nghp_`, `%3Dghp_`.
_ESCAPE = re.compile(r"\\[nrt]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}")


def find_tokens(text: str) -> Iterator[Hit]:
    """Yield a hit for every token with a known shape in the skeleton."""
    grams: set[str] = set()
    for run in _RUN.finditer(text):
        chars = run[0]
        grams.update(chars[i : i + _GRAM] for i in range(len(chars) - _GRAM + 1))
    if not grams:
        return
    rows = (row for gram in _BY_GRAM.keys() & grams for row in _BY_GRAM[gram])
    for row in sorted(rows, key=_ROWS.index):
        yield from _at_anchor(text, *row)
    for row in _SPACED:
        if row[0] in text:
            yield from _at_anchor(text, *row)
    for rule, shape in _FREE:
        if not mentions(text, rule.needs):
            continue
        for match in shape.finditer(text):
            if not joined(text, match.start()):
                yield from _judged(rule, match, "")


def _at_anchor(text: str, anchor: str, rule: Token, shape: re.Pattern[str]) -> Iterator[Hit]:
    public = anchor if not (rule.lead or rule.inside) else ""
    position = text.find(anchor)
    while position >= 0:
        start = position - rule.lead
        after = position + 1
        if start >= 0 and (rule.inside or not joined(text, start)):
            match = shape.match(text, start)
            if match:
                after = max(after, match.end())
                yield from _judged(rule, match, public)
        position = text.find(anchor, after)


def _judged(rule: Token, match: re.Match[str], public: str) -> Iterator[Hit]:
    group = "value" if "value" in match.re.groupindex and match["value"] else 0
    value = match[group]
    if is_sample(value) or (rule.digits and value.isalpha()):
        return
    yield secret(rule, match.start(group), match.end(group), public)


def joined(text: str, start: int) -> bool:
    """Whether the word at `start` goes on to the left, escapes aside."""
    if start == 0:
        return False
    before = text[start - 1]
    if not (before.isalnum() or before == "_"):
        return False
    return not any(
        (match := _ESCAPE.fullmatch(text, max(0, start - width), start)) and match
        for width in (2, 3, 6)
    )
