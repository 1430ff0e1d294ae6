"""Messages that change after they were posted: edits, silent updates, deletions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.slack.evidence.copies import without_copies
from app.slack.evidence.digest import digest
from app.slack.evidence.entries import NO_TS, OWN, Told, about
from app.slack.evidence.messages import (
    author_of,
    content,
    edited,
    first,
    is_own,
    posted,
    rule_of,
)
from app.slack.evidence.reading import Place
from app.slack.evidence.times import event_ts, moment, ts_of
from app.slack.text.files import deleted as file_deleted
from app.slack.text.message import message_text
from app.slack.text.payload import Json, mapping, mappings, string

NOT_AN_EDIT = "Its words did not change: previews, counts, pins"
STILL_WRITING = "A bot is still writing it; what it has written in the end is recorded"
WITHHELD = "Slack withholds its words; what was recorded stays"


def standing(message: Json, place: Place) -> Told:
    """What a message tells as it stands, in history or when it was just posted."""
    if message.get("subtype") == "tombstone":
        return _tombstone(message, place)
    rule = rule_of(message)
    return posted(message, place) if rule.kinds else rule.note


def changed(event: Json, body: Json, place: Place) -> Told:
    """What a `message_changed` tells."""
    message, at = mapping(event.get("message")), event_ts(event, body)
    if not ts_of(message.get("ts")) or not at:
        return NO_TS
    if message.get("subtype") == "tombstone":
        return _deletion(event, message, at, place)
    rule = rule_of(message)
    reason = rule.note if not rule.kinds else incomparable(message)
    if is_own(message, place.own):
        reason = OWN
    return reason or _compared(event, message, at, place)


def deleted(event: Json, body: Json, place: Place) -> Told:
    """What a `message_deleted` tells."""
    before, at = mapping(event.get("previous_message")), event_ts(event, body)
    ts = ts_of(event.get("deleted_ts")) or ts_of(before.get("ts"))
    if not ts or not at:
        return NO_TS
    return _deletion(event, {"ts": ts, "thread_ts": before.get("thread_ts")}, at, place)


def _tombstone(message: Json, place: Place) -> Told:
    """What history's tombstone tells: a parent was deleted, nobody knows when.

    Its time is the earliest possible; `time_is_earliest` says so, and whoever records it
    puts the moment in which it was found.
    """
    ts = ts_of(message.get("ts"))
    if not ts:
        return NO_TS
    data = {"raw": message, "time_is_earliest": True}
    return (_deleted(message, place, ts, "", data),)


def incomparable(message: Json) -> str:
    """Why a message's content says nothing about what it said before; empty if it may."""
    if message.get("subtype") == "ekm_access_denied":
        return WITHHELD
    return STILL_WRITING if message.get("streaming_state") == "in_progress" else ""


def silent_edit(message: Json, place: Place, at: datetime, after: str = "") -> Entry:
    """A change that backfill found by the digest, at the time it was found.

    `after` is the source key of the revision before, empty without one: two backfills
    that find the same change write the same key.
    """
    data = {**content(message, place), "change": "silent", "observed": "history"}
    revision = (data["digest"], f"after:{after or 'nothing'}")
    return _silent(message, place, at, revision, data)


def found_deletion(message: Json, place: Place, at: datetime) -> Entry:
    """A message that history shows no longer, at the time that was found.

    Of `message` only `ts` and `thread_ts` are looked at.
    """
    data = {"observed": "history"}
    return about(
        message,
        place,
        Kind.MESSAGE_DELETED,
        revision=("deleted",),
        at=at,
        actor="",
        text="",
        data=data,
    )


def _compared(event: Json, message: Json, at: str, place: Place) -> Told:
    """An edit if it is marked as a new one, a silent change if the content differs."""
    before, data = mapping(event.get("previous_message")), content(message, place, event)
    edit = edited(message, place, data)
    if edit and _edit_ts(message) != _edit_ts(before):
        return (*_earlier(before, place), edit)
    if before:
        same = data["digest"] == digest(before)
    else:
        # Nothing to compare with: people's changes are marked, those of bots are not.
        gone = any(map(file_deleted, mappings(message.get("files"))))
        same = not (message.get("bot_id") or gone)
    if same:
        return NOT_AN_EDIT
    data["change"] = "silent"
    if not before:
        # Whoever records it has the digest before, and drops what says the same.
        data["uncompared"] = True
    revision = (data["digest"], at)
    return (*_earlier(before, place), _silent(message, place, moment(at), revision, data))


def _silent(
    message: Json, place: Place, at: datetime, revision: tuple[str, ...], data: dict[str, Any]
) -> Entry:
    return about(
        message,
        place,
        Kind.MESSAGE_EDITED,
        revision=("edited", *revision),
        at=at,
        actor=author_of(message),
        text=message_text(message),
        data=data,
    )


def _earlier(before: Json, place: Place) -> tuple[Entry, ...]:
    """The revision before, which is exact where every change is marked: a person's.

    Recorded, it fills a gap; if it is recorded already, its key says so.
    """
    marked = not before.get("bot_id") and before.get("subtype") != "tombstone"
    if not marked or not ts_of(before.get("ts")) or incomparable(before):
        return ()
    data = content(before, place)
    return (edited(before, place, data) or first(before, place, data),)


def _edit_ts(message: Json) -> str:
    return ts_of(mapping(message.get("edited")).get("ts"))


def _deletion(event: Json, message: Json, at: str, place: Place) -> Told:
    """Without the text, which must not be stored a second time."""
    before = mapping(event.get("previous_message"))
    if is_own(before, place.own):
        return OWN
    data: dict[str, Any] = {"raw": without_copies(event, place.channel)}
    author = author_of(before)
    # A tombstone is Slackbot's; the deletion that made it named the author.
    if author and before.get("subtype") != "tombstone":
        data["author"] = author
    # Slack rarely says who deleted it: it may have been an administrator.
    return (_deleted(message, place, at, string(event.get("user")), data),)


def _deleted(message: Json, place: Place, at: str, actor: str, data: dict[str, Any]) -> Entry:
    return about(
        message,
        place,
        Kind.MESSAGE_DELETED,
        revision=("deleted",),
        at=moment(at),
        actor=actor,
        text="",
        data=data,
    )
