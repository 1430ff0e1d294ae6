"""Credentials in HTTP headers, wherever a header is pasted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, secret
from app.redaction.keys import decodes_to_pair
from app.redaction.placeholders import is_placeholder, is_sample
from app.redaction.plausible import is_random
from app.redaction.rules.generic import AUTH_HEADER, COOKIE

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEME = re.compile(
    r"\b(?P<scheme>[Bb]asic|BASIC|[Bb]earer|BEARER|[Dd]igest|NTLM|Negotiate|AWS4-HMAC-SHA256)"
    r"(?:\s{1,4}|%20|\+|:\s{0,2})[\"'`]?(?P<value>[A-Za-z0-9+/_.~-]{6,4000}={0,3})"
)
#: After the header's own name any credential counts, whatever its scheme.
_AUTHORIZATION = re.compile(
    r"(?i)\bauthorization\\?[\"']?\s{0,3}[:=]\s{0,3}\\?[\"']?"
    r"(?:(?P<scheme>token|apikey|api-key|key|bearer|basic|[a-z-]{3,20})\s{1,3}(?:token=)?)?"
    r"\\?[\"']?(?P<value>[A-Za-z0-9+/_.~:=-]{8,4000})"
)
_COOKIES = re.compile(
    r"(?i)\b(?P<set>set-)?cookie\\?[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?P<pairs>[^\r\n\"']{4,4000})"
)
#: Less is a flag or a counter.
_LONG = 16
_PAIR = re.compile(r"([\w.%-]{1,60})=([^;\s]{8,3000})")


def find_header_secrets(text: str, lower: str) -> Iterator[Hit]:
    """Yield a hit for each credential of an Authorization or Cookie header."""
    if "basic" in lower or "bearer" in lower or "ntlm" in lower or "negotiate" in lower:
        for match in _SCHEME.finditer(text):
            if _is_credential(match["scheme"].lower(), match["value"]):
                yield secret(AUTH_HEADER, *match.span("value"))
    if "authorization" in lower:
        for match in _AUTHORIZATION.finditer(text):
            if is_random(match["value"]) and not _is_stand_in(match["value"]):
                yield secret(AUTH_HEADER, *match.span("value"))
    if "cookie" in lower:
        for match in _COOKIES.finditer(text):
            yield from _cookie_values(text, match)


def _is_stand_in(value: str) -> bool:
    return is_placeholder(value) or is_sample(value)


def _is_credential(scheme: str, value: str) -> bool:
    """A scheme's name in prose is followed by a word, in a header by a credential."""
    if _is_stand_in(value):
        return False
    if scheme == "basic":
        return decodes_to_pair(value) or (len(value) >= _LONG and is_random(value))
    return is_random(value)


def _cookie_values(text: str, header: re.Match[str]) -> Iterator[Hit]:
    """Of a request every opaque value, of a response the cookie itself."""
    for pair in _PAIR.finditer(text, *header.span("pairs")):
        if is_random(pair[2]) and len(pair[2]) >= _LONG:
            yield secret(COOKIE, *pair.span(2))
        if header["set"]:
            return
