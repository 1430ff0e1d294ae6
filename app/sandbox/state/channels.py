"""Channels, private channels and direct messages, and how Slack describes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.sandbox.state.messages import MessageLog
from app.sandbox.wire import Json, ts_text


class Kind(StrEnum):
    """As `channel_type` calls them."""

    CHANNEL = "channel"
    GROUP = "group"
    IM = "im"
    MPIM = "mpim"


@dataclass(slots=True)
class Note:
    """A topic or purpose."""

    value: str = ""
    creator: str = ""
    last_set: int = 0

    def row(self) -> Json:
        """As Slack shows it."""
        return {"value": self.value, "creator": self.creator, "last_set": self.last_set}


@dataclass(slots=True)
class Pin:
    """A pinned message."""

    ts: int
    #: Seconds since the epoch.
    created: int
    created_by: str


@dataclass(slots=True)
class Channel:
    """A conversation of any kind."""

    id: str
    name: str
    kind: Kind
    creator: str
    #: Seconds since the epoch.
    created: int
    is_general: bool = False
    is_archived: bool = False
    topic: Note = field(default_factory=Note)
    purpose: Note = field(default_factory=Note)
    #: User id to the moment (seconds) they joined, in that order.
    members: dict[str, int] = field(default_factory=dict)
    previous_names: list[str] = field(default_factory=list)
    #: User id to the newest message (microseconds) they have read.
    last_read: dict[str, int] = field(default_factory=dict)
    pins: dict[int, Pin] = field(default_factory=dict)
    bookmarks: list[Json] = field(default_factory=list)
    canvas: str = ""
    #: Milliseconds since the epoch.
    updated: int = 0
    log: MessageLog = field(default_factory=MessageLog)

    @property
    def is_dm(self) -> bool:
        """Whether this is a direct message, of two or of several."""
        return self.kind in {Kind.IM, Kind.MPIM}

    def visible_to(self, user: str) -> bool:
        """Whether `user` may know that it exists."""
        return self.kind is Kind.CHANNEL or user in self.members

    def other(self, user: str) -> str:
        """The other side of a direct message of two."""
        return next((member for member in self.members if member != user), user)

    def row(self) -> Json:
        """As it is kept in a file, without its messages."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind.value,
            "creator": self.creator,
            "created": self.created,
            "is_general": self.is_general,
            "is_archived": self.is_archived,
            "topic": self.topic.row(),
            "purpose": self.purpose.row(),
            "members": self.members,
            "previous_names": self.previous_names,
            "last_read": self.last_read,
            "pins": [[pin.ts, pin.created, pin.created_by] for pin in self.pins.values()],
            "bookmarks": self.bookmarks,
            "canvas": self.canvas,
            "updated": self.updated,
            "last_ts": self.log.last,
        }


def channel_from_row(row: Json) -> Channel:
    """The channel that `Channel.row` described."""
    fields = {**row}
    last_ts = fields.pop("last_ts")
    pins = [Pin(*pin) for pin in fields.pop("pins")]
    return Channel(
        **fields
        | {
            "kind": Kind(row["kind"]),
            "topic": Note(**row["topic"]),
            "purpose": Note(**row["purpose"]),
            "pins": {pin.ts: pin for pin in pins},
            "log": MessageLog(last=last_ts),
        }
    )


def channel_object(channel: Channel, viewer: str, team: str) -> Json:
    """The `channel` object as `viewer` sees it."""
    if channel.kind is Kind.IM:
        return _im_object(channel, viewer)
    shown: Json = {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind is Kind.CHANNEL,
        "is_group": channel.kind is Kind.GROUP,
        "is_im": False,
        "is_mpim": channel.kind is Kind.MPIM,
        "is_private": channel.kind is not Kind.CHANNEL,
        "created": channel.created,
        "creator": channel.creator,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "unlinked": 0,
        "name_normalized": channel.name,
        "is_shared": False,
        "is_org_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "context_team_id": team,
        "shared_team_ids": [team],
        "updated": channel.updated,
        "is_member": viewer in channel.members,
        "topic": channel.topic.row(),
        "purpose": channel.purpose.row(),
        "previous_names": channel.previous_names,
    }
    if viewer in channel.members:
        shown["last_read"] = read_mark(channel, viewer)
    if channel.canvas:
        shown["properties"] = {"canvas": {"file_id": channel.canvas, "is_empty": False}}
    return shown


def read_mark(channel: Channel, viewer: str) -> str:
    """How far `viewer` has read, as a timestamp."""
    mark = channel.last_read.get(viewer, 0)
    return ts_text(mark) if mark else "0000000000.000000"


def _im_object(channel: Channel, viewer: str) -> Json:
    return {
        "id": channel.id,
        "created": channel.created,
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "updated": channel.updated,
        "user": channel.other(viewer),
        "is_user_deleted": False,
        "is_open": True,
        "priority": 0,
        "last_read": read_mark(channel, viewer),
    }
