"""Every subtype of Slack's message event: what it is recorded as, or why it is not.

docs/recorded.md shows these tables, and a test holds the two together. A subtype that is
in no table (of a newer Slack) is recorded as a message with its text.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.incident.kinds import Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """What one sort of event becomes."""

    #: The kinds of entry it may become; none: it is not recorded.
    kinds: tuple[Kind, ...]
    #: Why it is not recorded, or what there is to know about how it is.
    note: str = ""


def _as(kind: Kind, *others: Kind, note: str = "") -> Rule:
    return Rule((kind, *others), note)


def _not(reason: str) -> Rule:
    return Rule((), reason)


_JOINED = (
    "Told by this message, not by member_joined_channel: history holds the message too, so "
    "that events and backfill give one and the same entry, and it names who invited"
)
_LEFT = "Told by this message, not by member_left_channel: history holds the message too"
_ARCHIVED = "Told by this message, not by the event of that name: history holds the message too"
_RENAMED = "Told by this message, not by channel_rename: it names the old name and who renamed"
_PINNED = "pin_added and pin_removed tell it, and history shows what is pinned now"

#: What a message without a subtype becomes, and one whose subtype is not listed.
PLAIN = _as(Kind.MESSAGE_POSTED, note="People, apps and alerts")

SUBTYPES: dict[str, Rule] = {
    "assistant_app_thread": _as(Kind.MESSAGE_POSTED, note="With the thread's title"),
    "bot_add": _as(Kind.CHANNEL_NOTICE, note="An app was added to the channel"),
    "bot_message": _as(Kind.MESSAGE_POSTED, note="Alerts among them"),
    "bot_remove": _as(Kind.CHANNEL_NOTICE, note="An app was removed from the channel"),
    "channel_archive": _as(Kind.CHANNEL_ARCHIVED, note=_ARCHIVED),
    "channel_canvas_updated": _as(Kind.MESSAGE_POSTED, note="Slackbot's message"),
    "channel_convert_to_private": _as(Kind.CHANNEL_CONVERTED),
    "channel_convert_to_public": _as(Kind.CHANNEL_CONVERTED),
    "channel_join": _as(Kind.MEMBER_JOINED, note=_JOINED),
    "channel_leave": _as(Kind.MEMBER_LEFT, note=_LEFT),
    "channel_name": _as(Kind.CHANNEL_RENAMED, note=_RENAMED),
    "channel_posting_permission": _as(Kind.CHANNEL_NOTICE),
    "channel_posting_permissions": _as(Kind.CHANNEL_NOTICE, note="The same, as the SDK names it"),
    "channel_purpose": _as(Kind.CHANNEL_PURPOSE),
    "channel_topic": _as(Kind.CHANNEL_TOPIC),
    "channel_unarchive": _as(Kind.CHANNEL_UNARCHIVED, note=_ARCHIVED),
    "document_mention": _as(Kind.CHANNEL_NOTICE, note="Muster was mentioned in a canvas"),
    "ekm_access_denied": _as(
        Kind.MESSAGE_POSTED,
        note="With what Slack says in its place; never an edit of what was recorded before",
    ),
    "file_comment": _as(Kind.MESSAGE_POSTED, note="With the comment"),
    "file_mention": _as(Kind.MESSAGE_POSTED),
    "file_share": _as(Kind.MESSAGE_POSTED, note="Name, type, size and link of each file"),
    "group_archive": _as(Kind.CHANNEL_ARCHIVED, note=_ARCHIVED),
    "group_join": _as(Kind.MEMBER_JOINED, note=_JOINED),
    "group_leave": _as(Kind.MEMBER_LEFT, note=_LEFT),
    "group_name": _as(Kind.CHANNEL_RENAMED, note=_RENAMED),
    "group_purpose": _as(Kind.CHANNEL_PURPOSE),
    "group_topic": _as(Kind.CHANNEL_TOPIC),
    "group_unarchive": _as(Kind.CHANNEL_UNARCHIVED, note=_ARCHIVED),
    "huddle_thread": _as(Kind.MESSAGE_POSTED, note="Its end, and who took part, is an edit"),
    "me_message": _as(Kind.MESSAGE_POSTED),
    "message_changed": _as(
        Kind.MESSAGE_EDITED,
        Kind.MESSAGE_DELETED,
        Kind.MESSAGE_POSTED,
        note="An edit; with a tombstone, the deletion of a thread's parent. The text before "
        "it is recorded as well, unless it is already. Link previews, counts of replies "
        "and pins change no words: nothing is recorded",
    ),
    "message_deleted": _as(
        Kind.MESSAGE_DELETED, note="Without the text, which must not be stored a second time"
    ),
    "message_locked": _as(Kind.CHANNEL_NOTICE, note="A thread was locked"),
    "message_replied": _not(
        "The reply comes as a message of its own; this one only counts it. Slack may send it "
        "without the subtype: a hidden message around a message is taken for it"
    ),
    "pinned_item": _not(_PINNED),
    "reminder_add": _as(Kind.CHANNEL_NOTICE),
    "reply_broadcast": _as(Kind.MESSAGE_POSTED, note="No longer sent by Slack"),
    "sh_room_created": _as(Kind.MESSAGE_POSTED, note="A call"),
    "tabbed_canvas_updated": _as(Kind.MESSAGE_POSTED, note="Slackbot's message"),
    "thread_broadcast": _as(
        Kind.MESSAGE_POSTED, note="Once, though channel and thread both hold it"
    ),
    "tombstone": _as(Kind.MESSAGE_DELETED, note="In history: a deleted parent with replies"),
    "unpinned_item": _not(_PINNED),
}
