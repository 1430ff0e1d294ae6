"""Random strings that nothing but their neighbourhood calls a secret."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, secret
from app.redaction.placeholders import is_placeholder, is_sample
from app.redaction.plausible import entropy, is_complex, is_random, is_uuid
from app.redaction.rules.generic import KUBERNETES, NAMED_BY_CONTEXT, PASSWORD
from app.redaction.wordlist import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A word for a secret, on the same line or the one before, at most 80 characters away.
_CONTEXT = re.compile(
    r"(?<![a-z])(?<!csrf[_-])(?<!authenticity_)(?:api[ _-]?keys?|secret(?: key| access key)?s?|access[ _-]?keys?|private[ _-]?keys?|auth[ _-]?(?:key|token)s?|tokens?|credentials?|creds|passwords?|passwd|pwd"
    r"|bearer|webhook)(?![a-z])"
)
_CONTEXT_HINTS = ("key", "secret", "token", "cred", "pass", "pwd", "bearer", "webhook")
_CANDIDATE = re.compile(
    r"(?<![A-Za-z0-9+/_.=@-])[A-Za-z0-9+/_-]{20,200}={0,2}(?![A-Za-z0-9+/_@.-]|:\d|://)"
)
_NEAR = 80
#: Bits a character from which on chance made a string of twenty.
_CHANCE = 3.5
_HEX = re.compile(r"[0-9a-fA-F]+")
#: Words that give a random string another meaning than a secret.
_OTHER = re.compile(
    r"(?<![a-z])(?:sha\d{0,3}|md5|hash|digest|checksum|commit|rev(?:ision)?|etag|uuid|guid|image|trace|span|request[ _-]?id|correlation|fingerprint"
    r"|integrity|sri|build|pod|container|session[ _-]?id|message[ _-]?id|file|path|line|public|id)(?![a-z])"
)
_LOGIN = re.compile(
    r"(?<![a-z])(?:creds?|credentials?|log-?ins?|accounts?|(?:user(?:name)?|id|login) ?(?:[/,&]|and) ?(?:pass(?:word)?|pw|pwd))(?![a-z])"
)
_LOGIN_HINTS = ("cred", "log", "account", "user", "id")
_PAIR = re.compile(
    r"(?: for [\w.@-]{1,40})?(?: is| are)?\s?[:=-]{0,2}\s?[`\"'(]?[\w.@+-]{2,40}[`\"']? ?[/:|] ?[`\"']?(?P<value>[^\s`\"')<>/]{6,60})"
)
_KIND_SECRET = re.compile(r"[\"']?\bkind[\"']?\s{0,3}:\s{0,3}[\"']?Secret\b")
_DATA = re.compile(
    r"(?m)^(?P<indent>[ \t]*)(?:stringData|data):[ \t]*\n(?P<rows>(?:(?P=indent)[ \t]+[^\n]*\n?|[ \t]*\n)+)"
)
_ROW = re.compile(
    r"(?m)^[ \t]+[\w.-]{1,100}:[ \t]*(?:[|>][+-]?[ \t]*\n[ \t]+)?[\"']?(?P<value>[^\s\"'#|>{][^\n\"']{3,4000}?)[\"']?[ \t]*$"
)
_JSON_DATA = re.compile(r"[\"'](?:stringData|data)[\"']\s{0,5}:\s{0,5}\{(?P<rows>[^{}]{1,20000})\}")
_MEMBER = re.compile(r"[\"'][\w.-]{1,100}[\"']\s{0,5}:\s{0,5}[\"'](?P<value>[^\"'\n]{4,4000})[\"']")


def find_secrets_in_context(text: str, lower: str) -> Iterator[Hit]:
    """Yield a hit for each long random string right behind a word for a secret."""
    if not mentions(lower, _CONTEXT_HINTS):
        return
    ends = [word.end() for word in _CONTEXT.finditer(lower)]
    if not ends:
        return
    for candidate in _CANDIDATE.finditer(text):
        start = candidate.start()
        nearest = bisect_right(ends, start) - 1
        if nearest < 0 or start - ends[nearest] > _NEAR or not _stands_out(candidate[0]):
            continue
        between = lower[ends[nearest] : start]
        if between.count("\n") <= 1 and not _OTHER.search(between):
            yield secret(NAMED_BY_CONTEXT, *candidate.span())


def _stands_out(value: str) -> bool:
    if is_uuid(value) or is_placeholder(value) or is_sample(value) or "/" in value.strip("/")[:12]:
        return False
    if _HEX.fullmatch(value):
        return False
    digits = any(map(str.isdigit, value))
    cases = value.lower() != value and value.upper() != value
    return digits and cases and entropy(value) >= _CHANCE and is_random(value)


def find_login_pairs(text: str, lower: str) -> Iterator[Hit]:
    """Yield a hit for each password behind a user's name: "creds: admin / S3cr3t!"."""
    if not mentions(lower, _LOGIN_HINTS):
        return
    for match in _LOGIN.finditer(lower):
        pair = _PAIR.match(text, match.end())
        if pair and is_complex(pair["value"]) and any(map(str.isdigit, pair["value"])):
            yield secret(PASSWORD, *pair.span("value"))


def find_kubernetes_secrets(text: str) -> Iterator[Hit]:
    """Yield a hit for each value of a Kubernetes Secret, in YAML or JSON."""
    if "Secret" not in text or not _KIND_SECRET.search(text):
        return
    for blocks, rows in ((_DATA, _ROW), (_JSON_DATA, _MEMBER)):
        for block in blocks.finditer(text):
            for row in rows.finditer(text, *block.span("rows")):
                if not is_placeholder(row["value"]):
                    yield secret(KUBERNETES, *row.span("value"))
