"""A message as Slack shows it now: that it was posted, and that it was edited."""

from __future__ import annotations

from typing import Any

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.slack.evidence.copies import without_copies
from app.slack.evidence.digest import digest
from app.slack.evidence.entries import NO_TS, OWN, Told, about
from app.slack.evidence.reading import Own, Place
from app.slack.evidence.subtypes import PLAIN, SUBTYPES, Rule
from app.slack.evidence.times import moment, ts_of
from app.slack.text.message import message_text
from app.slack.text.payload import Json, mapping, string

#: Recorded even when it was Muster: they decide what can be recorded at all.
_RECORDED_OF_OWN = frozenset(
    {
        Kind.MEMBER_JOINED,
        Kind.MEMBER_LEFT,
        Kind.CHANNEL_RENAMED,
        Kind.CHANNEL_ARCHIVED,
        Kind.CHANNEL_UNARCHIVED,
        Kind.CHANNEL_CONVERTED,
    }
)
#: Toggles that a message tells: what is switched, and whether it is on from then.
_TOGGLES = {
    Kind.MEMBER_JOINED: ("member", True),
    Kind.MEMBER_LEFT: ("member", False),
    Kind.CHANNEL_ARCHIVED: ("archive", True),
    Kind.CHANNEL_UNARCHIVED: ("archive", False),
}
#: Facts that messages about the channel carry.
_FACTS = ("topic", "purpose", "name", "old_name", "inviter")
_SENTENCES = {
    Kind.MEMBER_JOINED: "joined the channel",
    Kind.MEMBER_LEFT: "left the channel",
    Kind.CHANNEL_TOPIC: "set the channel topic: {topic}",
    Kind.CHANNEL_PURPOSE: "set the channel purpose: {purpose}",
    Kind.CHANNEL_RENAMED: "renamed the channel from {old_name} to {name}",
    Kind.CHANNEL_ARCHIVED: "archived the channel",
    Kind.CHANNEL_UNARCHIVED: "unarchived the channel",
}


def rule_of(message: Json) -> Rule:
    """What a message's subtype becomes; unknown ones are plain messages."""
    subtype = message.get("subtype")
    return SUBTYPES.get(subtype, PLAIN) if isinstance(subtype, str) else PLAIN


def kind_of(message: Json) -> Kind:
    """What the posting of a message is recorded as."""
    kind = next(iter(rule_of(message).kinds), Kind.MESSAGE_POSTED)
    changes = (Kind.MESSAGE_EDITED, Kind.MESSAGE_DELETED)
    return Kind.MESSAGE_POSTED if kind in changes else kind


def is_own(message: Json, own: Own) -> bool:
    """Whether Muster wrote it."""
    return (
        (own.bot_user_id != "" and message.get("user") == own.bot_user_id)
        or (own.bot_id != "" and message.get("bot_id") == own.bot_id)
        or (own.app_id != "" and message.get("app_id") == own.app_id)
    )


def author_of(message: Json) -> str:
    """Whose message it is: a person or app user, a bot, or a legacy bot's name."""
    for name in ("user", "bot_id", "username"):
        if found := string(message.get(name)):
            return found
    inside = mapping(message.get("comment")) or mapping(message.get("message"))
    return string(inside.get("user"))


def posted(message: Json, place: Place) -> Told:
    """The entries of a message as it stands, or why there are none.

    One that was edited gives two: its posting, whose first text nobody saw, and the edit.
    """
    if is_own(message, place.own) and kind_of(message) not in _RECORDED_OF_OWN:
        return OWN
    if not ts_of(message.get("ts")):
        return NO_TS
    data = content(message, place)
    if edit := edited(message, place, data):
        return (first(message, place, {**data, "original_unseen": True}), edit)
    return (first(message, place, data),)


def first(message: Json, place: Place, data: dict[str, Any]) -> Entry:
    """The entry of a message's posting; `data` is its `content`."""
    kind = kind_of(message)
    author = author_of(message)
    return about(
        message,
        place,
        kind,
        revision=(kind.partition(":")[2],),
        at=None,
        actor=author,
        text=message_text(message) or _said_for(message, kind),
        data=data | _facts(message, kind, author),
    )


def edited(message: Json, place: Place, data: dict[str, Any]) -> Entry | None:
    """The entry of a message's last edit, None when it was never edited.

    `data` is its `content`.
    """
    edit = mapping(message.get("edited"))
    at = ts_of(edit.get("ts"))
    if not at:
        return None
    return about(
        message,
        place,
        Kind.MESSAGE_EDITED,
        revision=("edited", at),
        at=moment(at),
        actor=string(edit.get("user")) or author_of(message),
        text=message_text(message),
        data=data,
    )


def content(message: Json, place: Place, payload: Json | None = None) -> dict[str, Any]:
    """What an entry keeps of a message besides its text; `payload` is what brought it."""
    raw = without_copies(payload or message, place.channel)
    data: dict[str, Any] = {"raw": raw, "digest": digest(message)}
    subtype = message.get("subtype")
    # Events say file_share where history says nothing.
    if isinstance(subtype, str) and subtype != "file_share":
        data["subtype"] = subtype
    if subtype == "thread_broadcast":
        data["broadcast"] = True
    if message.get("bot_id"):
        data["bot"] = _bot(message)
    return data


def _facts(message: Json, kind: Kind, author: str) -> dict[str, Any]:
    if kind is Kind.MESSAGE_POSTED:
        return {}
    facts = {name: message[name] for name in _FACTS if isinstance(message.get(name), str)}
    if kind not in _TOGGLES:
        return facts
    what, on = _TOGGLES[kind]
    toggle = f"{what}:{author}" if what == "member" else what
    return {**facts, "toggle": toggle, "on": on, "observed": "message"}


def _said_for(message: Json, kind: Kind) -> str:
    """The text of a message that has none, where its subtype says what happened."""
    if message.get("subtype") == "message_locked":
        return "locked a thread"
    if kind is Kind.MESSAGE_POSTED:
        # A subtype of a newer Slack, around the message that it is about.
        return message_text(mapping(message.get("message")))
    sentence = _SENTENCES.get(kind, "")
    return sentence.format(**{name: string(message.get(name)) for name in _FACTS})


def _bot(message: Json) -> dict[str, str]:
    profile = mapping(message.get("bot_profile"))
    found = {
        "id": string(message.get("bot_id")),
        "name": string(message.get("username")) or string(profile.get("name")),
        "app_id": string(message.get("app_id")) or string(profile.get("app_id")),
    }
    return {name: value for name, value in found.items() if value}
