"""Passwords, secrets, tokens and keys that a name announces.

One pass finds words such as "password" or "token". Around each the whole name is
taken, what it promises is decided (`names`), the syntax that follows is read here
(code, JSON, YAML, .env, shell flags, XML, query strings, prose), and the value is
judged against both (`verdicts`). Every step reads a bounded stretch, so a line of
any length and malice costs linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, secret
from app.redaction.names import KEYWORD, Promise, promise_of
from app.redaction.quoting import Value, quoted, unquoted
from app.redaction.rules.names import HINTS
from app.redaction.verdicts import Form, accepts
from app.redaction.wordlist import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator


#: The longest name that is read to either side of the word.
_REACH = 60
_TAIL = re.compile(r"[\w$]{0,40}(?:[.-][\w$]{1,30}){0,4}")
#: "api key", "signing secret": the first word says what kind of key it is.
_QUALIFIER = re.compile(r"(?<![\w-])([A-Za-z]{2,12}) $")
_PIECE = re.compile(r"[^\s{}]{8,}")
_WORD = re.compile(r"[\w$]{1,40}")
_NAME_CHARS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.$")
#: What closes a name: quotes, brackets, markdown, an annotation in brackets.
_CLOSER = (
    r"(?:\\*[\"'`])?(?:\[\d{0,5}\])?[\])}]{0,2}(?:\\*[\"'`])?[*_~`]{0,3}"
    r"(?:\s?\([^()\n]{1,40}\))?"
)
_XML = re.compile(r"(?:\s[^<>\n]{0,200})?>\s{0,80}")
#: `<property name="password">value<`
_ELEMENT = re.compile(
    r"[\"'](?:\s[\w:-]{1,40}=[\"'][^\"'<>\n]{0,100}[\"']){0,5}\s?>\s{0,80}(?=[^<\s])"
)
_BRIDGE = re.compile(
    r"\\*[\"']?(?:\s{0,20},\s{0,20}|\s{1,60})\\*[\"']?(?:[vV]alue|VALUE|val|default|content|stringValue)\\*[\"']?\s{0,4}[:=]\s{0,4}"
)
_COMMA = re.compile(
    r"\\*[\"'](?:\s{0,3},\s{0,30}|\s?\)\s{1,3}(?:or|\?\?|\?:|\|\|)\s{1,3})(?=[bru@]?\\*[\"'`])"
)
_CALL = re.compile(
    r"(?:\.\w{1,20})?\(\s{0,3}(?:[\w.]{0,20}(?:decode|bytes|String|Secret)\w{0,20}\()?(?=[bru@]?\\*[\"'`])"
)
_TYPED = re.compile(
    r"(?::\s{0,2}|\s{1,3})(?:&?'?(?:static\s)?|\*)?[A-Za-z][\w.<>\[\]?]{0,30}\s{0,3}(?:=|:=)\s{0,4}(?=[bru@$]?[\"'`])"
)
_OPERATOR = re.compile(
    _CLOSER
    + r"\s{0,20}(?:={2,3}|!={1,2}|=~|(?P<colon>:(?![:=/-]))|:-|:{0,3}=>?|\?{1,2}=|\|\|=|\.=|\+=|[-=]>|≔|%3[dD]|\\u003[dD])"
    r"[*_~]{0,3}[ \t]{0,20}(?P<list>\[\s{0,20}(?=\\*[\"']))?"
    r"(?P<block>[|>][+-]?[ \t]*(?:\\n|\n)[ \t]{1,20})?"
)
#: A conversion around a literal; what fetches a value by its name is none.
_WRAPPED = re.compile(
    r"(?:(?:new\s)?(?![\w.]*(?i:get|env|read|code\(|load|find|fetch|lookup|param|config|text|translate|label|query|\bt\())[\w.\[\]*&:]{1,40}\(){1,2}\s{0,20}(?=[bru@]?\\*[\"'`])"
)
_NEXT_ITEM = re.compile(r"\\*[\"']\s{0,3},\s{0,20}(?=\\*[\"'])")
#: A plain word behind the word, as in "the token expired": nothing to read.
_PROSE = re.compile(
    r"(?:s|word|words)?[.,;!?)]*[ \n]+(?!(?:is|was|are|were|will|should|became|changed|set|reset|for|of|to|on|in)\b)"
    r"[a-z]{1,20}(?:'[a-z]{1,2})?[.,;!?)]*(?=[ \n]+[a-z(]|[.,;!?)]|$)"
)
_NEWLINE = re.compile(r"(?:\\n|\r?\n)\s{0,20}")
_DASH = re.compile(
    _CLOSER + r"\s{1,3}-\s{0,3}(?=\\*[\"'`])|-(?=[A-Za-z0-9!@#$%^&*]{4,40}(?:[\s.,;)]|$))"
)
_VERB = re.compile(
    _CLOSER + r"(?:\s(?:for|of|to|on|in)\s(?:the\s)?[\w@.:/-]{1,40}(?:\s[\w.-]{1,20})?)?\s{1,3}"
    r"(?:(?:is|was|are|were|will be|should be|became|changed to|set to|reset to)(?:\s(?:now|currently|still|set to|just))?)(?:\s{0,2}[:=])?\s{1,3}[*_~]{0,3}"
)
_PARTICLE = re.compile(
    r"[\])\"'`*]{0,3}\s{0,2}(?:は|를|은|는|이|가|が|을|설정은)?\s{0,2}[:=]?\s{0,2}\(?"
)
_SPACE = re.compile(r"[\"'*]{0,2}[ \t]{1,4}(?:=\s?)?(?=[^\s(])(?![\w-]{1,20}=)")
_ASIDE = re.compile(r"\s?\((?=\S{4,100}\))")
_FLAG = re.compile(r"[ \t]{1,3}|\\*[\"'],\s{0,3}")
#: The literal that a name is compared with from the left: `"x" == password`.
_COMPARED = re.compile(
    r"(?P<q>[\"'`])(?P<value>[^\n]{3,200}?)(?P=q)\s{0,3}[!=]={1,2}\s{0,3}[\w.$]{0,30}$"
)
_SAID_BEFORE = re.compile(
    r"(?:^|[\s:,(`\"'])(?P<value>[^\s`\"']{6,100})[`\"']?\s(?:is|was)\s(?:the|my|your|our|its)(?:\s[\w-]{1,15}){0,2}\s$"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in the text and where it stands."""

    text: str
    start: int
    end: int
    promise: Promise


def find_assignments(text: str, lower: str) -> Iterator[Hit]:
    """Yield a hit for each value that the name before (or after) it gives away."""
    if not mentions(lower, HINTS):
        return
    position = 0
    while match := KEYWORD.search(lower, position):
        start, position = match.span()
        if (start == 0 or lower[start - 1] in " \n(") and _PROSE.match(lower, position):
            continue
        names, position = _names_around(text, start, position)
        hits = next(filter(None, (_given_away(text, name) for name in names)), [])
        yield from hits
        position = max([position, *(hit.end for hit in hits)])


def _given_away(text: str, name: _Name) -> list[Hit]:
    """The first value after a name that keeps its promise, and its siblings in a list."""
    for form, value in _candidates(text, name):
        if accepts(name.promise, form, value, name.text):
            return list(_with_siblings(text, name, form, value))
    return []


def _with_siblings(text: str, name: _Name, form: Form, value: Value) -> Iterator[Hit]:
    yield secret(name.promise.value, value.start, value.end)
    if text[name.end : value.start].rstrip("\"' \n\\")[-1:] != "[":
        return
    while following := _NEXT_ITEM.match(text, value.end):
        sibling = quoted(text, following.end())
        if not sibling or not accepts(name.promise, form, sibling, name.text):
            return
        value = sibling
        yield secret(name.promise.value, value.start, value.end)


def _names_around(text: str, start: int, end: int) -> tuple[list[_Name], int]:
    """The whole identifier that holds the word, its part up to a dash or a dot, and its end.

    The value may hang on the name: "password-hunter2". Names that promise nothing
    are left out.
    """
    left = start
    while left > max(0, start - _REACH) and text[left - 1] in _NAME_CHARS:
        left -= 1
    tail = _TAIL.match(text, end) if text[start].isascii() else None
    word = _WORD.match(text, end)
    ends = dict.fromkeys((tail.end() if tail else end, word.end() if word else end))
    promises = [(right, _promise(text, left, right)) for right in ends]
    names = [_Name(text[left:right], left, right, made) for right, made in promises if made]
    return names, max(ends)


def _promise(text: str, left: int, right: int) -> Promise | None:
    promise = promise_of(text[left:right])
    before = _QUALIFIER.search(text, max(0, left - 16), left)
    if promise is Promise.WEAK and before:
        return promise_of(f"{before[1]}_{text[left:right]}")
    return promise


def _candidates(text: str, name: _Name) -> Iterator[tuple[Form, Value]]:
    """Every reading of what follows the name, the most explicit first."""
    end = name.end
    opened = text[max(0, name.start - 2) : name.start]
    if opened[-1:] == "<" and opened[0] not in ":/" and (tag := _XML.match(text, end)):
        yield from _value(text, tag.end(), Form.CONFIG, stop="<")
    if element := _ELEMENT.match(text, end):
        yield from _value(text, element.end(), Form.CONFIG, stop="<")
    if bridge := _BRIDGE.match(text, end):
        yield from _value(text, bridge.end(), Form.CONFIG)
    for link in (_COMMA, _CALL):
        if match := link.match(text, end):
            yield from _value(text, match.end(), Form.LISTED)
    if typed := _TYPED.match(text, end):
        yield from _value(text, typed.end(), Form.CONFIG)
    if operator := _OPERATOR.match(text, end):
        yield from _assigned(text, operator)
    if dash := _DASH.match(text, end):
        yield from _value(text, dash.end(), Form.SAID)
    if text[name.start] == "-" and (flag := _FLAG.match(text, end)):
        yield from _value(text, flag.end(), Form.FLAG)
    yield from _said(text, name)


def _assigned(text: str, operator: re.Match[str]) -> Iterator[tuple[Form, Value]]:
    """The value behind an operator: how freely it is read depends on the syntax."""
    spaced = text[operator.end() - 1].isspace()
    if operator["block"] or operator["list"]:
        form = Form.CONFIG
    elif operator["colon"] and operator[0][0] not in "\"'":
        form = Form.COLON
    else:
        form = Form.SPACED if spaced else Form.CONFIG
    wrapped = _WRAPPED.match(text, operator.end())
    yield from _value(text, wrapped.end() if wrapped else operator.end(), form)
    newline = _NEWLINE.match(text, operator.end())
    if newline and operator["colon"]:
        yield from _value(text, newline.end(), Form.SAID)
    elif newline and text[newline.end() : newline.end() + 1] in ('"', "'"):
        yield from _value(text, newline.end(), form)


def _said(text: str, name: _Name) -> Iterator[tuple[Form, Value]]:
    """The value as people say it: "password is x", "x is the password"."""
    end = name.end
    if verb := _VERB.match(text, end):
        yield from _value(text, verb.end(), Form.SAID)
    if not name.text.isascii() and (particle := _PARTICLE.match(text, end)):
        yield from _value(text, particle.end(), Form.SAID)
    for link in (_SPACE, _ASIDE):
        if match := link.match(text, end):
            yield from _value(text, match.end(), Form.BARE)
    window = max(0, name.start - 240)
    before = text[window : name.start]
    if before.endswith((" ", "=")):
        for form, pattern in ((Form.CONFIG, _COMPARED), (Form.SAID, _SAID_BEFORE)):
            if match := pattern.search(before):
                start, stop = match.span("value")
                yield form, Value(match["value"], window + start, window + stop, quoted=True)


def _value(text: str, start: int, form: Form, stop: str = "") -> Iterator[tuple[Form, Value]]:
    literal = quoted(text, start)
    if literal:
        yield form, literal
        return
    bare = unquoted(text, start, stop)
    if bare:
        yield form, bare
    if bare and stop and " " in bare.text:
        # An element may carry a comment or a scheme beside the value.
        pieces = _PIECE.finditer(text, bare.start, bare.end)
        for piece in sorted(pieces, key=lambda match: match.start() - match.end()):
            yield form, Value(piece[0], *piece.span(), quoted=False)
