"""Every table. Names and shapes change only with a migration that old code can live with."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, Table, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.store.types import JsonText, UtcTime

#: SQLite numbers rows only in a column of type INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """Declarative base; times are UTC, JSON is text."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigId,
        datetime: UtcTime,
        str: Text,
        dict[str, Any]: JsonText,
    }


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows that a condition holds for, on both databases."""
    return Index(
        name, *columns, unique=unique, sqlite_where=sql(where), postgresql_where=sql(where)
    )


class WorkspaceRow(Base):
    """A Slack workspace, and who Muster is in it."""

    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    bot_user_id: Mapped[str] = mapped_column(default="")
    bot_id: Mapped[str] = mapped_column(default="")
    last_number: Mapped[int] = mapped_column(default=0)
    #: Until when Slack could reach a Muster that could record, real time.
    heard_at: Mapped[datetime | None]
    #: Since when Slack refuses every call, real time, and its code; None: it takes them.
    refused_at: Mapped[datetime | None]
    refused: Mapped[str] = mapped_column(default="")


class IncidentRow(Base):
    """The snapshot: the fold of the incident's state entries, and what is searched by."""

    __tablename__ = "incidents"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    title: Mapped[str]
    severity: Mapped[str]
    phase: Mapped[str]
    type: Mapped[str]
    private: Mapped[bool]
    channel: Mapped[str] = mapped_column(default="")
    version: Mapped[int]
    declared_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    state: Mapped[dict[str, Any]]

    __table_args__ = (
        Index("incidents_number", "workspace_id", "number", unique=True),
        Index("incidents_phase", "workspace_id", "phase"),
    )


class ChannelRow(Base):
    """A Slack channel that is recorded, and how far the record reaches."""

    __tablename__ = "channels"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    name: Mapped[str] = mapped_column(default="")
    bound_at: Mapped[datetime]
    #: Slack ts up to which history has been read without a gap; empty: never.
    read_to: Mapped[str] = mapped_column(default="")
    #: When history was last read or asked for, real time.
    swept_at: Mapped[datetime | None]
    #: The earliest Slack ts that belongs to the incident; empty: all of the channel.
    since: Mapped[str] = mapped_column(default="")
    #: The id that the log knows it by: its first one, if Slack gave it another; empty: its own.
    known_as: Mapped[str] = mapped_column(default="")
    #: Since when Muster is no longer in the channel; None while it is.
    lost_at: Mapped[datetime | None]

    __table_args__ = (Index("channels_incident", "incident_id"),)


class EntryRow(Base):
    """One entry of the log. Rows are only ever added; redaction empties text, data and raw."""

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str]
    #: An incident's, as `chains` sees to: who adds an entry has locked that row. Asked of every
    #: entry again, a foreign key would be a tenth of what a recording costs PostgreSQL.
    incident_id: Mapped[int]
    entry_class: Mapped[str]
    seq: Mapped[int | None]
    kind: Mapped[str]
    version: Mapped[int]
    occurred_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor: Mapped[str]
    text: Mapped[str]
    channel: Mapped[str]
    source_url: Mapped[str]
    source_key: Mapped[str]
    message_ts: Mapped[str]
    thread: Mapped[str]
    data: Mapped[dict[str, Any]]
    #: Position in the incident's running hash, from 1.
    link_no: Mapped[int]
    #: Random bytes that keep the commitment from being guessed; others after redaction.
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    #: Hash of salt, text, data and raw as they were first.
    commitment: Mapped[bytes] = mapped_column(LargeBinary)
    #: Keyed hash over the link before, the row's fixed columns and the commitment.
    link: Mapped[bytes] = mapped_column(LargeBinary)
    #: Id of the entry that says that this one was redacted; None: it was not.
    redacted_by: Mapped[int | None]
    #: Slack's payload as it came. Last and apart: reading the timeline never touches it.
    raw: Mapped[Any | None] = mapped_column(JsonText)

    __table_args__ = (
        Index("entries_source", "workspace_id", "source_key", unique=True),
        # With the kind in them, pages are counted and cut without looking at rows.
        Index("entries_order", "incident_id", "occurred_at", "id", "kind"),
        Index("entries_message", "incident_id", "message_ts", "kind"),
        partial("entries_thread", "incident_id", "thread", where="thread <> ''"),
        partial("entries_redacted", "incident_id", where="redacted_by IS NOT NULL"),
        partial(
            "entries_members",
            "incident_id",
            "actor",
            "occurred_at",
            "id",
            where="kind IN ('member:joined', 'member:left')",
        ),
        partial("entries_seq", "incident_id", "seq", unique=True, where="seq IS NOT NULL"),
    )


class ChainRow(Base):
    """The head of an incident's running hash: how many entries, and the last link."""

    __tablename__ = "chains"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    length: Mapped[int] = mapped_column(default=0)
    link: Mapped[bytes] = mapped_column(LargeBinary)
    #: Keyed hash over length and link: an earlier head cannot be put back.
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    #: How often something in the incident was redacted; the recorder asks.
    redactions: Mapped[int] = mapped_column(default=0)


class LadderRow(Base):
    """The generation of a ladder; a higher one makes all its earlier steps void."""

    __tablename__ = "ladders"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    anchor: Mapped[str]
    generation: Mapped[int]


class TimerRow(Base):
    """One step of a ladder that lies ahead, or has fired."""

    __tablename__ = "timers"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str]
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    ladder: Mapped[str]
    step: Mapped[str]
    generation: Mapped[int]
    due_at: Mapped[datetime]
    #: Rank of the severity: 1 is told first when many are due at once.
    urgency: Mapped[int]
    fired_at: Mapped[datetime | None]

    __table_args__ = (
        Index("timers_step", "incident_id", "ladder", "generation", "step", unique=True),
        partial("timers_due", "due_at", where="fired_at IS NULL"),
    )


class ReminderRow(Base):
    """A reminder that stands in Slack, until what it asks for is there."""

    __tablename__ = "reminders"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    ladder: Mapped[str]
    generation: Mapped[int]
    #: The entry that it says, and the message.
    entry_id: Mapped[int]
    channel: Mapped[str]
    ts: Mapped[str]
    #: The entry that answered it; it is being edited to say so.
    closed_by: Mapped[int | None]

    __table_args__ = (Index("reminders_incident", "incident_id"),)


class OutboxRow(Base):
    """One effect that is owed to Slack (or to a drafter), and how it went."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str]
    incident_id: Mapped[int | None]
    #: Effects of one lane go out one after the other; lanes run side by side.
    lane: Mapped[str]
    effect: Mapped[str]
    #: Ids and what cannot be read back from the log; never rendered text.
    payload: Mapped[dict[str, Any]]
    #: pending, sending, done, failed.
    state: Mapped[str] = mapped_column(default="pending")
    urgency: Mapped[int]
    #: Opaque id that a posted message bears as metadata.
    token: Mapped[str]
    #: A newer row with the same word replaces this one while it is pending.
    replaces: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    #: The last attempt ended without an answer: it may have happened.
    doubtful: Mapped[bool] = mapped_column(default=False)
    #: Real time from here on: leases and rate limits do not scale.
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    owner: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
    error: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("outbox_token", "token", unique=True),
        partial("outbox_undone", "lane", "incident_id", "id", where="state <> 'done'"),
        Index("outbox_incident", "incident_id", "state"),
    )


class LimitRow(Base):
    """Until when Slack asked not to be called, by method and, for posts, by channel."""

    __tablename__ = "limits"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    method: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True, default="")
    until: Mapped[datetime]


class PersonRow(Base):
    """What Slack last said about a person or bot."""

    __tablename__ = "people"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    tz: Mapped[str] = mapped_column(default="UTC")
    is_bot: Mapped[bool] = mapped_column(default=False)
    deleted: Mapped[bool] = mapped_column(default=False)


class MemberRow(Base):
    """Who is in an incident's channel: who may see a private incident."""

    __tablename__ = "members"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)


class PostmortemRow(Base):
    """One version of an incident's postmortem."""

    __tablename__ = "postmortems"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str]
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    version: Mapped[int]
    author: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    document: Mapped[dict[str, Any]]
    review: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
    published_at: Mapped[datetime | None]

    __table_args__ = (Index("postmortems_version", "incident_id", "version", unique=True),)


class ActionRow(Base):
    """One action item of the register."""

    __tablename__ = "actions"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str]
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    number: Mapped[int]
    status: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")
    #: Who is asked to take it or, once it is done, to verify it; empty: nobody is.
    asked: Mapped[str] = mapped_column(default="")
    #: An ISO day; empty: not agreed.
    due: Mapped[str] = mapped_column(default="")
    item: Mapped[dict[str, Any]]

    __table_args__ = (
        Index("actions_number", "incident_id", "number", unique=True),
        Index("actions_owner", "workspace_id", "owner", "status"),
        Index("actions_asked", "workspace_id", "asked", "status"),
    )


class DigestRow(Base):
    """When an owner of open action items is owed the next weekly digest."""

    __tablename__ = "digests"

    workspace_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]

    __table_args__ = (Index("digests_due", "next_at"),)


class ParkedRow(Base):
    """Evidence that could not be recorded: kept where a person sees it, never dropped."""

    __tablename__ = "parked"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str]
    channel: Mapped[str]
    source_key: Mapped[str]
    at: Mapped[datetime]
    error: Mapped[str]
    #: The entry as JSON in ASCII, whatever was in it.
    entry: Mapped[str]

    __table_args__ = (Index("parked_source", "workspace_id", "source_key", unique=True),)


class KeyRow(Base):
    """What an installation keeps: a secret, or the mark of the policy last planned by."""

    __tablename__ = "keys"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


#: Tables for the statements that every message pays for: without the ORM they cost half.
ENTRIES: Table = Base.metadata.tables["entries"]
CHAINS: Table = Base.metadata.tables["chains"]
CHANNELS: Table = Base.metadata.tables["channels"]
