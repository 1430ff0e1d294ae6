"""History, read: messages as conversations.history and conversations.replies return them."""

from __future__ import annotations

from app.slack.evidence.changes import incomparable, standing
from app.slack.evidence.reading import Own, Place, Reading, Shown
from app.slack.evidence.times import ts_of
from app.slack.text.payload import Json, items, mapping, mappings, string
from app.slack.text.storable import storable


def from_history(message: Json, channel: str, own: Own) -> Reading:
    """What a message of `channel` tells the log, and what it shows for backfill to compare.

    Any JSON object is taken; what cannot be read is a reason, never an exception.
    """
    place = Place(own, storable(channel))
    told = standing(message, place)
    if isinstance(told, str):
        shown = _shown(message, own, "")
        return Reading(team=own.team_id, channel=place.channel, reason=told, shown=shown)
    shown = _shown(message, own, told[0].data.get("digest", ""))
    return Reading(team=own.team_id, channel=place.channel, entries=told, shown=shown)


def _shown(message: Json, own: Own, digest: str) -> Shown:
    count = message.get("reply_count")
    return Shown(
        ts=ts_of(message.get("ts")),
        reactions=_reactions(message, own),
        reactions_cut=_cut(message),
        pinned=bool(items(message.get("pinned_to"))),
        latest_reply=ts_of(message.get("latest_reply")),
        reply_count=count if isinstance(count, int) else 0,
        edited_ts=ts_of(mapping(message.get("edited")).get("ts")),
        digest="" if incomparable(message) else digest,
        deleted=message.get("subtype") == "tombstone",
    )


def _reactions(message: Json, own: Own) -> frozenset[tuple[str, str]]:
    return frozenset(
        (storable(user), storable(string(one.get("name"))))
        for one in mappings(message.get("reactions"))
        for user in items(one.get("users"))
        if isinstance(user, str) and user != own.bot_user_id
    )


def _cut(message: Json) -> frozenset[str]:
    """Emoji that Slack counts more people for than it names."""
    return frozenset(
        storable(string(one.get("name")))
        for one in mappings(message.get("reactions"))
        if isinstance(one.get("count"), int) and one["count"] > len(items(one.get("users")))
    )
