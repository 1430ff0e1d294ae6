"""Credentials inside addresses: user info, driver strings, query parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, secret
from app.redaction.placeholders import is_placeholder, is_stand_in
from app.redaction.plausible import is_random
from app.redaction.rules.generic import URL_PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What follows "://"; a label or quote ends it. Hosts and passwords are far shorter.
_REST = re.compile(r"[^\s\"'<>|`\\]{1,600}")
#: user:password@host, the password up to the last @ before the path.
_USER_INFO = re.compile(r"([^:/?#]{0,120}):([^@/?]{1,200}(?:@[^@/?#:]{1,100})?)@(?=[\w\[$%{.-])")
#: A password with a slash in it; a port has digits only.
_USER_INFO_SLASH = re.compile(r"([^:@/?#\[]{1,120}):([^@?]{1,200}?)@(?=[\w.-]+(?:[:/?]|$))")
_USER_ONLY = re.compile(r"([^:@/?#]{16,255}):?@(?=[\w\[])")
_ORACLE = re.compile(
    r"(?:jdbc:oracle:(?:thin|oci\d?):|sqlplus\s+(?:-\w\s+)?)[\w$#.-]{1,60}/(?P<value>[^\s@/\"']{2,100})@"
)
#: A doc's stand-in for user and password, word for word.
_STAND_INS = re.compile(
    r"(?i)(?:user(?:name)?|login|me|foo|name|usr|u):(?:p(?:ass(?:w(?:or)?d)?)?|pwd?|pw|secret|bar|p)"
)


def find_url_secrets(text: str) -> Iterator[Hit]:
    """Yield a hit for each password or token in the user part of an address."""
    position = text.find("://")
    while position >= 0:
        rest = _REST.match(text, position + 3)
        if rest and "@" in rest[0]:
            yield from _user_info(text, rest)
        position = text.find("://", position + 3)
    if "@" in text and ("oracle" in text or "sqlplus" in text):
        for match in _ORACLE.finditer(text):
            if not is_placeholder(match["value"]):
                yield secret(URL_PASSWORD, *match.span("value"))


def _is_given(user: str, password: str) -> bool:
    """Whether it is somebody's password and not a manual's `user:password`."""
    if _STAND_INS.fullmatch(f"{user}:{password}"):
        return False
    return not is_stand_in(password)


def _user_info(text: str, rest: re.Match[str]) -> Iterator[Hit]:
    start, end = rest.span()
    match = _USER_INFO.match(text, start, end)
    if not match and (slashed := _USER_INFO_SLASH.match(text, start, end)):
        match = None if slashed[2].split("/")[0].isdigit() else slashed
    if match:
        if _is_given(match[1], match[2]):
            yield secret(URL_PASSWORD, *match.span(2))
        return
    alone = _USER_ONLY.match(text, start, end)
    if alone and is_random(alone[1]):
        yield secret(URL_PASSWORD, *alone.span(1))
