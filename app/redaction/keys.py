"""Private keys, web tokens and password hashes: blocks with a format of their own."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, secret
from app.redaction.rules.generic import JWK, JWT, PASSWORD_HASH, PRIVATE_KEY, PUTTY_KEY
from app.redaction.tokens import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The longest key block that is read, in characters; an RSA key of 16384 bits has 13,000.
_LONGEST = 20_000
#: Less than this between the frames is a drawing of a key.
_SHORTEST_KEY = 16
_DISTINCT = 6
_LONGEST_LINE = 200
_EDGE = re.compile(
    r"-{4,5} ?(?:BEGIN|(?P<end>END)) (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)? ?-{4,5}"
)
#: What a key without its end line goes on as: base64 lines, quoted or escaped.
_BODY = re.compile(
    r"(?:(?:\\++[rn]|[\s\"'`,;|>+\\])*+(?:[A-Z][\w-]{2,20}: [^\n\\]{1,80}|[A-Za-z0-9/=+]{12,}+))*+"
)
_BODY_LINE = re.compile(r"[\s\"'>|]*[A-Za-z0-9+/=]{16,}[\s\"',+\\nr]*")
#: Base64 of "-----BEGIN", as kubeconfig and CI variables carry keys.
_ENCODED_BEGIN = "LS0tLS1CRUdJTi"
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{40,}+={0,2}")
_PUTTY_FILE = re.compile(
    r"PuTTY-User-Key-File-\d:[^\n]{0,80}\n(?:[^\n]{0,200}\n){1,150}?Private-(?:MAC|Hash): ?[0-9a-f]{40,64}"
)
_PUTTY = re.compile(r"Private-Lines: ?\d{1,3}\s+((?:[A-Za-z0-9+/=]{16,64}\s{1,4}){1,60})")
_JWT = re.compile(
    r"eyJ[A-Za-z0-9_-]{8,3000}\.(?:eyJ[A-Za-z0-9_-]{4,8000}(?:\.[A-Za-z0-9_/+-]{0,1500}){0,3}"
    r"|[A-Za-z0-9_-]{0,2000}(?:\.[A-Za-z0-9_-]{6,8000}){1,3})={0,2}"
)
_JWK_MEMBER = re.compile(
    r"""["']?\b(?:d|k)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']([A-Za-z0-9_-]{20,4000})\\?["']"""
)
_HASH = re.compile(
    r"(?<![A-Za-z0-9$])(?:\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}"
    r"|\$(?:[156y]|apr1|7|gy|sha1)\$(?:[./A-Za-z0-9=,]{1,40}\$){1,3}[./A-Za-z0-9]{20,90}"
    r"|\$argon2(?:id|i|d)\$[a-z0-9=,$]{5,60}\$[A-Za-z0-9+/=]{8,90}\$[A-Za-z0-9+/=]{16,120}"
    r"|\$?(?:pbkdf2|scrypt|bcrypt)[_:a-z0-9-]{0,12}\$\d{1,8}\$[^\s$]{4,60}\$[A-Za-z0-9+/=.]{20,120}"
    r"|\{(?:SSHA|SHA|SMD5|MD5|CRYPT|SSHA256|SSHA512|PBKDF2[\w-]*)\}[A-Za-z0-9+/=$.]{20,200})"
)


def find_keys(text: str) -> Iterator[Hit]:
    """Yield a hit for every key block, web token and password hash."""
    if "PRIVATE KEY" in text:
        yield from _pem_blocks(text)
    if _ENCODED_BEGIN in text:
        yield from _encoded_blocks(text)
    if "Private-Lines:" in text:
        yield from (secret(PUTTY_KEY, *match.span()) for match in _PUTTY_FILE.finditer(text))
        yield from (secret(PUTTY_KEY, *match.span(1)) for match in _PUTTY.finditer(text))
    if "eyJ" in text:
        yield from _web_tokens(text)
    if "kty" in text:
        yield from (secret(JWK, *match.span(1)) for match in _JWK_MEMBER.finditer(text))
    if "$" in text or "}" in text:
        yield from (secret(PASSWORD_HASH, *match.span()) for match in _HASH.finditer(text))


def _pem_blocks(text: str) -> Iterator[Hit]:
    """Whole keys, keys whose end was cut off, and ends of keys."""
    open_at: re.Match[str] | None = None
    for edge in (*_EDGE.finditer(text), None):
        if open_at and edge and edge["end"] and edge.start() - open_at.end() <= _LONGEST:
            yield from _key_between(text, open_at, edge.start(), edge.end())
        elif open_at:
            run = _BODY.match(text, open_at.end(), open_at.end() + _LONGEST)
            stop = run.end() if run else open_at.end()
            yield from _key_between(text, open_at, stop, stop)
        elif edge and edge["end"]:
            yield from _headless(text, edge)
        open_at = edge if edge and not edge["end"] else None


def _key_between(text: str, begin: re.Match[str], body_end: int, stop: int) -> Iterator[Hit]:
    """A hit unless there is nothing but dots between the lines that frame a key."""
    letters = re.sub(r"\\[nr]|[^A-Za-z0-9+/]", "", text[begin.end() : body_end])
    if len(letters) >= _SHORTEST_KEY and len(set(letters)) >= _DISTINCT:
        yield secret(PRIVATE_KEY, begin.start(), stop)


def _headless(text: str, end: re.Match[str]) -> Iterator[Hit]:
    """The end of a key whose first lines were cut off."""
    start = end.start()
    while end.start() - start < _LONGEST:
        line = text.rfind("\n", max(0, start - _LONGEST_LINE), start - 1) + 1
        if line >= start or not _BODY_LINE.fullmatch(text, line, start):
            break
        start = line
    if start < end.start():
        yield secret(PRIVATE_KEY, start, end.end())


def _encoded_blocks(text: str) -> Iterator[Hit]:
    position = text.find(_ENCODED_BEGIN)
    while position >= 0:
        match = _BASE64.match(text, position)
        after = position + 1
        if match:
            after = match.end()
            if b"PRIVATE KEY" in _decoded(match[0][:96]):
                yield secret(PRIVATE_KEY, match.start(), match.end())
        position = text.find(_ENCODED_BEGIN, after)


def _decoded(value: str) -> bytes:
    """The bytes of base64 text, or nothing where it is no base64."""
    whole = value.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(whole[: len(whole) // 4 * 4], validate=True)
    except binascii.Error:
        return b""


def _web_tokens(text: str) -> Iterator[Hit]:
    position = text.find("eyJ")
    while position >= 0:
        after = position + 3
        if not joined(text, position):
            match = _JWT.match(text, position)
            if match:
                after = match.end()
                if b'"' in _decoded(match[0].split(".")[0][:64]):
                    yield secret(JWT, match.start(), match.end(), "eyJ")
        position = text.find("eyJ", after)


def decodes_to_pair(value: str) -> bool:
    """Whether base64 text holds `user:password`, as basic authentication sends it."""
    raw = _decoded(value)
    return b":" in raw and raw.isascii() and raw.decode("ascii").isprintable()
