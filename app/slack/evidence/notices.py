"""What happens to the channel itself, where no message tells it."""

from __future__ import annotations

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.slack.evidence.entries import NO_TS, Told
from app.slack.evidence.reading import Place
from app.slack.evidence.times import event_ts, moment
from app.slack.text.payload import Json, string
from app.slack.text.storable import storable

_SENTENCES = {
    "channel_deleted": "The channel was deleted",
    "group_deleted": "The channel was deleted",
    "channel_history_changed": "Slack changed the channel's history in bulk",
    "group_history_changed": "Slack changed the channel's history in bulk",
    "channel_shared": "The channel was shared with another organisation: {connected_team_id}",
    "channel_unshared": (
        "The channel is no longer shared with another organisation: {previously_connected_team_id}"
    ),
}


def noticed(event: Json, body: Json, place: Place) -> Told:
    """An event about the channel as a notice."""
    at, kind = event_ts(event, body), string(event.get("type"))
    if not at:
        return NO_TS
    facts = {name: string(value) for name, value in event.items()}
    entry = Entry(
        kind=Kind.CHANNEL_NOTICE,
        occurred_at=moment(at),
        actor=storable(string(event.get("actor_id")) or string(event.get("user"))),
        text=storable(_SENTENCES[kind].format_map(_Known(facts))),
        data={"raw": event, "event": kind},
        source_key=place.key(kind, at),
        source_url=place.link(""),
        channel=place.channel,
    )
    return (entry,)


class _Known(dict[str, str]):
    """Facts that a payload may lack."""

    def __missing__(self, key: str) -> str:
        return "not named"
