"""The running hash that makes the log tamper-evident.

Each entry of an incident gets a link: a keyed hash over the link before it, its place,
its fixed columns and a salted commitment to its text and data. Whoever changes, removes,
reorders or cuts off entries without the key breaks a link, and `verify` says which.
Redaction empties text, data and salt; the commitment stays, so the chain stays whole,
and the redaction itself is an entry of the chain.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.store.tables import ChainRow

SALT_BYTES = 16
_FIRST = bytes(32)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: The columns a link covers besides the commitment, in this order.
COVERED = (
    "workspace_id",
    "incident_id",
    "entry_class",
    "seq",
    "kind",
    "version",
    "occurred_at",
    "recorded_at",
    "actor",
    "channel",
    "source_url",
    "source_key",
    "message_ts",
    "thread",
)


def commit_to(salt: bytes, text: str, data: str) -> bytes:
    """The commitment to an entry's text and data; says nothing about them without the salt."""
    body = f"{len(text)}:{text}{data}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(body, key=salt, digest_size=32).digest()


def link_of(key: bytes, before: bytes, number: int, row: Mapping[str, Any]) -> bytes:
    """The link of `row` (by column name) at place `number`, after the link `before`."""
    fields = [_plain(row[name]) for name in COVERED]
    meta = "\x1f".join(f"{len(field)}:{field}" for field in fields)
    body = before + number.to_bytes(8, "big") + row["commitment"] + meta.encode("utf-8", "replace")
    return hashlib.blake2b(body, key=key[:64], digest_size=32).digest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        delta = value - _EPOCH
        return str((delta.days * 86400 + delta.seconds) * 1_000_000 + delta.microseconds)
    return "" if value is None else str(value)


def lock_head(session: Session, incident_id: int) -> tuple[int, bytes]:
    """Length and last link of the incident's chain, locked until the transaction ends.

    The lock also puts all writers of one incident's log in a row, so that what they read
    of it before they write stays true.
    """
    head = select(ChainRow.length, ChainRow.link).where(ChainRow.incident_id == incident_id)
    found = session.execute(head.with_for_update()).one_or_none()
    if found is None:
        session.execute(insert(ChainRow).values(incident_id=incident_id, length=0, link=_FIRST))
        return 0, _FIRST
    return found.length, found.link


def seal(session: Session, incident_id: int, rows: Sequence[dict[str, Any]]) -> None:
    """Add place, salt, commitment and link to new rows and move the incident's head.

    `rows` are column values by name, with `data` as JSON text. One head update a call,
    however many rows.
    """
    length, link = lock_head(session, incident_id)
    key: bytes = session.info["log_key"]
    salts = os.urandom(SALT_BYTES * len(rows))
    for index, row in enumerate(rows):
        length += 1
        salt = salts[index * SALT_BYTES : (index + 1) * SALT_BYTES]
        row["salt"] = salt
        row["commitment"] = commit_to(salt, row["text"], row["data"])
        row["link_no"] = length
        row["link"] = link = link_of(key, link, length, row)
    head = update(ChainRow).where(ChainRow.incident_id == incident_id)
    session.execute(head.values(length=length, link=link))
