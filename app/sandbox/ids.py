"""Ids that look like Slack's."""

from __future__ import annotations

import itertools
import secrets
import string

_ALPHABET = string.ascii_uppercase + string.digits
_RUN = "".join(secrets.choice(_ALPHABET) for _ in range(4))
_COUNTER = itertools.count(secrets.randbelow(1 << 20))


def new_id(prefix: str) -> str:
    """An id of eleven characters, such as `C0A1B2C3D4E`."""
    return prefix + "0" + "".join(secrets.choice(_ALPHABET) for _ in range(9))


def serial_id(prefix: str) -> str:
    """A cheap id for what is made thousands of times a second; unique in this process."""
    return f"{prefix}0{_RUN}{next(_COUNTER):07X}"


def short_id() -> str:
    """A block id such as Slack gives to blocks that come without one."""
    return f"{next(_COUNTER) & 0xFFFFFF:05x}"


def secret(length: int = 24) -> str:
    """Letters and digits that nobody can guess."""
    return secrets.token_hex(length // 2)
