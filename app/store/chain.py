"""The running hash that makes the log tamper-evident.

Each entry of an incident gets a link: a keyed hash over the link before it, its place,
its fixed columns and a salted commitment to its text and data. Whoever changes, removes,
reorders or cuts off entries without the key breaks a link, and `verify` says which. The
head (how many entries, the last link) bears a keyed hash of its own, so that the newest
entries cannot be cut off together with the head.

Redaction puts other text, data and salt in a row; the first commitment stays, so the chain
stays whole. The entry that says so is part of the chain and holds the commitments to what
is left, so that this cannot be changed unseen either.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.store.tables import CHAINS

SALT_BYTES = 16
#: The link before the first one.
FIRST = bytes(32)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
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


_covered = itemgetter(*COVERED)


@dataclass(frozen=True, slots=True)
class Head:
    """Where an incident's chain stands."""

    incident_id: int
    length: int
    link: bytes
    #: How often something in the incident was redacted.
    redactions: int = 0
    #: Where it was found by its channel: the earliest Slack ts that belongs to the incident.
    since: str = ""
    #: The id that the log knows that channel by; empty: its own.
    known_as: str = ""


def commit_to(salt: bytes, text: str, data: str, raw: str | None) -> bytes:
    """The commitment to what an entry says; tells nothing about it without the salt.

    `data` and `raw` are JSON text as stored.
    """
    lengths = f"{len(text)}:{len(data)}:{'' if raw is None else len(raw)}:"
    said = hashlib.blake2b(lengths.encode(), key=salt, digest_size=32)
    for part in (text, data, raw or ""):
        said.update(_bytes(part))
    return said.digest()


def link_of(key: bytes, before: bytes, number: int, row: Mapping[str, Any]) -> bytes:
    """The link of `row` (by column name) at place `number`, after the link `before`."""
    fields = orjson.dumps(_covered(row), default=_micros, option=orjson.OPT_PASSTHROUGH_DATETIME)
    body = before + number.to_bytes(8, "big") + row["commitment"] + fields
    return hashlib.blake2b(body, key=key[:64], digest_size=32).digest()


def mac_of(key: bytes, head: Head) -> bytes:
    """The keyed hash over a head."""
    body = b"head" + head.incident_id.to_bytes(8, "big") + head.length.to_bytes(8, "big")
    return hashlib.blake2b(body + head.link, key=key[:64], digest_size=32).digest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _micros(moment: object) -> int:
    """Microseconds since 1970: how a link covers a time, whatever a database makes of it."""
    if not isinstance(moment, datetime):
        raise TypeError(f"{moment!r} cannot be part of a link")
    return (moment - _EPOCH) // _MICROSECOND


def lock_head(session: Session, incident_id: int) -> Head:
    """The head of the incident's chain, locked until the transaction ends.

    The lock also puts all writers of one incident's log in a row, so that what they read
    of it before they write stays true.
    """
    columns = (CHAINS.c.length, CHAINS.c.link, CHAINS.c.redactions)
    query = select(*columns).where(CHAINS.c.incident_id == incident_id)
    found = session.connection().execute(query.with_for_update()).one_or_none()
    if found is None:
        first = {"length": 0, "link": FIRST, "mac": b"", "redactions": 0}
        session.connection().execute(insert(CHAINS).values(incident_id=incident_id, **first))
        return Head(incident_id, 0, FIRST)
    return Head(incident_id, found.length, found.link, found.redactions)


def seal(session: Session, head: Head, rows: Sequence[dict[str, Any]]) -> None:
    """Add place, salt, commitment and link to new rows and move the incident's head.

    `rows` are column values by name, with `data` and `raw` as JSON text. One head update
    a call, however many rows.
    """
    key: bytes = session.info["log_key"]
    salts = os.urandom(SALT_BYTES * len(rows))
    link = head.link
    for number, row in enumerate(rows):
        salt = salts[number * SALT_BYTES : (number + 1) * SALT_BYTES]
        row["salt"] = salt
        row["commitment"] = commit_to(salt, row["text"], row["data"], row["raw"])
        row["link_no"] = place = head.length + number + 1
        row["link"] = link = link_of(key, link, place, row)
    moved = Head(head.incident_id, head.length + len(rows), link)
    connection = session.connection()
    statement = _MOVE_SQLITE if connection.dialect.name == "sqlite" else _MOVE_POSTGRES
    values = (moved.length, moved.link, mac_of(key, moved), moved.incident_id)
    connection.exec_driver_sql(statement, values)


_MOVE_SQLITE = "UPDATE chains SET length = ?, link = ?, mac = ? WHERE incident_id = ?"
_MOVE_POSTGRES = "UPDATE chains SET length = %b, link = %b, mac = %b WHERE incident_id = %b"
