"""What stands where a secret would: samples, masks, references."""

from __future__ import annotations

import re

from app.redaction.wordlist import words

#: Words that documentation puts where the reader's own value goes.
_SAMPLE = re.compile(
    r"(?i:example|placeholder|your[_-]|[_-]here\b|changeme|change[_-]me|redacted|dummy|<|>|\.\.\.|…)"
    r"|(?i:x{5,}|\*{3,}|•{2,}|#{4,}|_{5,}|-{6,}|0{12,})"
)
#: A value that is nothing but one of these was never a value.
NOTHING = words(
    """
    none null nil undefined nan na n/a true false yes no on off empty blank unset missing unknown
    tbd todo default string str text int integer number bool boolean bytes object array list dict
    char varchar nvarchar any void optional required enabled disabled hidden masked redacted
    removed filtered sanitized scrubbed secret password passwd pass pwd passphrase token key
    apikey api_key api-key access_token auth_token client_secret value placeholder example sample
    xxx
    """
)
_MASK = re.compile(r"[xX*.•·#_?=\-–—…~\[\]<>(){}]{2,}|(.)\1{3,}")
_PARTLY_MASKED = re.compile(r"\*{3,}|•{3,}|\.{3,}$|…|[xX]{6,}")
_BRACKETED = re.compile(
    r"<[^<>]*>|\{\{?.*\}?\}|\$\{.*|\$\(.*|\$[A-Za-z_]\w*|\$\$?\w*|%[A-Za-z_]\w*%|%\(?\w*\)?[sdvqr]|%[sdvqr]"
    r"|#\{.*|@[A-Za-z_.]+@|\[[^\]]*\]|__\w+__|\(.*\)|:[a-z_]+|&[a-z]\w*|\$[A-Z_]+.*|<%.*"
)
_TEMPLATED = re.compile(
    r"\$\{[^}]*\}|\{\{[^}]*\}\}|\$\([^)]*\)|#\{[^}]*\}|%\(\w+\)s|<[a-zA-Z][\w .-]*>|\{[a-z_]\w*\}"
)
_WORDY_SAMPLE = re.compile(
    r"(?i:your|insert|enter|replace|paste|put|fill|provide|specify|my[_-]own)(?:[_ -]|(?=[A-Z])).*"
    r"|(?i:your\w*(?:here|key|token|password|secret)|.*[_ -](?:goes[_ -])?here|to[_-]?be[_-]?\w+|redacted.*|change[_-]this.*)"
    r"|(?i:(?:.*[^A-Za-z])?(?:example|placeholder|sample|dummy)(?:[^A-Za-z].*)?)"
)
#: As long a body of as few different characters was typed with one finger.
_LONG, _FEW = 12, 4


def is_sample(token: str) -> bool:
    """Whether a token-shaped value is a mask or a documented example.

    Issuers mark their examples: AWS writes EXAMPLE into each of its own.
    """
    if _SAMPLE.search(token):
        return True
    body = token.rsplit("_", 1)[-1] if "_" in token else token.rsplit("-", 1)[-1]
    return len(body) >= _LONG and len(set(body)) <= _FEW


#: Stand-ins elsewhere; where only a password can stand they are bad passwords.
_BAD_PASSWORDS = frozenset({"password", "pass", "passwd", "pwd", "secret", "token"})


def is_stand_in(value: str) -> bool:
    """As `is_placeholder`, where the syntax leaves no doubt that it is a password."""
    return value.lower() not in _BAD_PASSWORDS and is_placeholder(value)


def is_placeholder(value: str) -> bool:
    """Whether a value names where the secret comes from instead of being one."""
    bare = value.strip()
    if not bare or bare.lower() in NOTHING:
        return True
    return bool(
        _MASK.fullmatch(bare)
        or _BRACKETED.fullmatch(bare)
        or _PARTLY_MASKED.search(bare)
        or _TEMPLATED.search(bare)
        or _WORDY_SAMPLE.fullmatch(bare)
    )
