"""What the name on the left of an assignment promises about the value."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from app.redaction.rules.generic import API_KEY, MENTIONED, OPAQUE, PASSWORD, PIN, SECRET, TOKEN
from app.redaction.rules.names import (
    ABOUT,
    ACTS,
    KEYS,
    NEVER,
    NOT_KEYS,
    NOT_PASS,
    OPENING,
    PASSWORD_TAILS,
    PASSWORDS,
    PINS,
    SECRETS,
    TOKENS,
    WEAK,
    WHERE,
)


class Promise(Enum):
    """How surely a name announces a secret; it decides what its value must look like."""

    #: A password: whatever a person typed.
    PASSWORD = PASSWORD
    #: A secret, made by a person or a program.
    SECRET = SECRET
    #: An API key or a key that opens something, made by a program.
    KEY = API_KEY
    #: A token, made by a program.
    TOKEN = TOKEN
    #: A name that sometimes holds a secret: a bare key, a cookie, a signature.
    WEAK = OPAQUE
    #: What is done with a password, or a form's title: "verifyPassword".
    MENTION = MENTIONED
    #: A short number that opens something: PIN, one-time code.
    PIN = PIN


#: Finds what may be such a name; `promise_of` decides.
KEYWORD = re.compile(
    r"pass(?!ag|en|iv|ion|iong|e[ds]\b|ing\b)|p[as]{1,3}w|pwd|secret|token|key|cred|auth|cookie|sess|signature|salt|nonce"
    r"|kennwort|wachtwoord|senha|contrase|mot[ _]?de[ _]?passe|haslo|parola|(?<=_)pat(?![a-z])|(?<![a-z])(?:pw|p/w|pin|otp|sid|psk|mdp|sig|code)(?![a-z])"
    r"|пароль|密码|密碼|口令|パスワード|トークン|シークレット|비밀번호|비번|패스워드|암호|토큰|시크릿"
)
_FOREIGN = {
    "пароль": Promise.PASSWORD,
    "密码": Promise.PASSWORD,
    "密碼": Promise.PASSWORD,
    "口令": Promise.PASSWORD,
    "パスワード": Promise.PASSWORD,
    "비밀번호": Promise.PASSWORD,
    "비번": Promise.PASSWORD,
    "패스워드": Promise.PASSWORD,
    "암호": Promise.PASSWORD,
    "トークン": Promise.TOKEN,
    "토큰": Promise.TOKEN,
    "シークレット": Promise.SECRET,
    "시크릿": Promise.SECRET,
}
_SPLIT = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z\u00df-\u024f]+|\d+")


@lru_cache(maxsize=4096)
def promise_of(name: str) -> Promise | None:
    """What a name promises: `dbPassword`, `X-Api-Key`, `GITHUB_TOKEN_PROD`.

    None for names that only contain such a word (`keyboard`), tell something
    about a secret (`token_ttl`, `secretName`) or mean something public.
    """
    foreign = next((promise for word, promise in _FOREIGN.items() if word in name), None)
    if foreign:
        return foreign
    words = [
        word.lower() for word in _SPLIT.findall(name.replace("p/w", "pw").replace("P/W", "pw"))
    ]
    while len(words) > 1 and (words[-1] in WHERE or words[-1].isdigit()):
        words.pop()
    if words[-2:] == ["secret", "id"] or (
        name.isupper() and words[1:] and words[-1] == "key" and words[-2] not in NOT_KEYS
    ):
        return Promise.KEY
    if not words or words[-1] in ABOUT or not NEVER.isdisjoint(words):
        return None
    if words[0] in ACTS:
        return Promise.MENTION if _strong(words) is Promise.PASSWORD else None
    return _strong(words) or _key(words) or _weak(words)


def _strong(words: list[str]) -> Promise | None:
    if any(word in PASSWORDS or _ends_in_password(word) for word in words):
        return Promise.PASSWORD
    if words[-1] in PINS or words[-2:] == ["pin", "code"]:
        return Promise.PIN
    if not SECRETS.isdisjoint(words) or any(word.endswith("secret") for word in words):
        return Promise.SECRET
    if any(word in TOKENS or word.endswith("token") for word in words) or words[-1] == "pat":
        return Promise.WEAK if words[-1] == "tokens" else Promise.TOKEN
    return None


def _ends_in_password(word: str) -> bool:
    return (
        word.endswith(PASSWORD_TAILS) or word.startswith(("password", "passwd"))
    ) and word not in NOT_PASS


def _key(words: list[str]) -> Promise | None:
    if any(word in KEYS or word.endswith("apikey") for word in words):
        return Promise.KEY
    for before, word in pairwise(words):
        if word in {"key", "keys"}:
            if before in NOT_KEYS:
                return None
            if before in OPENING:
                return Promise.KEY
    return None


def _weak(words: list[str]) -> Promise | None:
    for before, word in zip(["", *words], words, strict=False):
        if word in WEAK and before not in NOT_KEYS:
            return Promise.WEAK
    return None
