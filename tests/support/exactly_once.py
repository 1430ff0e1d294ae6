"""What must hold once everything is settled: the outbox and the log against what Slack has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from app.incident.incident import Incident
from app.relay.posts import EVENT_TYPE
from app.relay.registry import EFFECTS
from app.sandbox import Sandbox
from app.slack.blocks.card import card, topic
from app.slack.blocks.messages import announcement
from app.slack.client import Slack
from app.store import incidents
from app.store.database import Database
from app.store.tables import OutboxRow, TimerRow

#: Effects that end in a message which bears the row's token.
POSTING = {name for name, one in EFFECTS.items() if one.method == "chat.postMessage"}


def problems(slack: Sandbox, database: Database) -> list[str]:
    """Every step that Slack does not have exactly once; empty: all is well."""
    with database.read() as session:
        rows = list(session.scalars(select(OutboxRow)))
        timers = list(session.scalars(select(TimerRow)))
        found = [incidents.get(session, number) for number in incidents.all_ids(session)]
    known = [one for one in found if one]
    return [
        *_rows(rows),
        *_messages(slack, rows),
        *_channels(slack, known),
        *(problem for one in known for problem in _incident(slack, one)),
        *_timers(timers),
    ]


def _rows(rows: list[OutboxRow]) -> Iterator[str]:
    for row in rows:
        if row.state != "done":
            yield f"{row.effect} {row.id} is {row.state}: {row.error}"


def conversations(slack: Sandbox) -> dict[str, dict[str, Any]]:
    """Every conversation of the workspace, direct ones too, by id."""
    names = ("Aiko", "Ben", "Carla")
    return {one["id"]: one for name in names for one in slack.person(name).channels()}


def posted(slack: Sandbox) -> Counter[str]:
    """How often each token stands in Slack."""
    tokens: Counter[str] = Counter()
    for channel in conversations(slack):
        for message in slack.control.messages(channel):
            metadata = message.get("metadata") or {}
            if metadata.get("event_type") == EVENT_TYPE:
                tokens[metadata["event_payload"]["id"]] += 1
    return tokens


def _messages(slack: Sandbox, rows: list[OutboxRow]) -> Iterator[str]:
    tokens = posted(slack)
    for row in rows:
        if row.effect not in POSTING:
            continue
        seen = tokens.pop(row.token, 0)
        result = row.result or {}
        expected = 1 if "ts" in result else 0
        if row.state == "done" and seen != expected:
            what = row.payload.get("template", "")
            yield f"{row.effect} {what} {row.id} stands {seen} times, not {expected}"
    for token, count in tokens.items():
        yield f"{count} messages of token {token}, which no row has"


def _channels(slack: Sandbox, known: list[Incident]) -> Iterator[str]:
    theirs = {one.channel for one in known}
    for channel in conversations(slack).values():
        if str(channel.get("name", "")).startswith("inc-") and channel["id"] not in theirs:
            yield f"#{channel['name']} is a second channel"


def _incident(slack: Sandbox, incident: Incident) -> Iterator[str]:
    if not incident.channel or not incident.card_ts:
        yield f"{incident.ref} has no channel or no card"
        return
    aiko, channel, ref = slack.person("Aiko"), incident.channel, incident.ref
    pins = [pin["ts"] for pin in aiko.pins(channel)]
    if pins != [incident.card_ts]:
        yield f"{ref} has the pins {pins}"
    found = aiko.channel(channel)["topic"]["value"]
    if found != topic(incident):
        yield f"{ref} has the topic {found}"
    client = Slack(slack.bot_token, slack.api_url)
    links = client.call("bookmarks.list", channel_id=channel)["bookmarks"]
    if len(links) != 1:
        yield f"{ref} has {len(links)} bookmarks"
    lost = {incident.declared_by, *incident.roles.values()} - {"", *aiko.members(channel)}
    if lost:
        yield f"{ref} has not invited {sorted(lost)}"
    yield from _shown(slack, incident)


def _shown(slack: Sandbox, incident: Incident) -> Iterator[str]:
    """Card and announcement show the incident as it stands."""
    places = [(incident.channel, incident.card_ts, card(incident).text)]
    if incident.announce_channel:
        places.append(
            (incident.announce_channel, incident.announce_ts, announcement(incident).text)
        )
    for channel, ts, text in places:
        shown = [one["text"] for one in slack.control.messages(channel) if one["ts"] == ts]
        if shown != [text]:
            yield f"{incident.ref} shows {shown}, not {text}"


def _timers(timers: list[TimerRow]) -> Iterator[str]:
    fired = Counter(
        (one.incident_id, one.ladder, one.generation, one.step) for one in timers if one.fired_at
    )
    for timer, count in fired.items():
        if count > 1:
            yield f"timer {timer} fired {count} times"


def idle(database: Database) -> bool:
    """Whether nothing is owed any more."""
    with database.read() as session:
        waiting = select(OutboxRow.id).where(OutboxRow.state.in_(["pending", "sending"]))
        return session.scalars(waiting.limit(1)).one_or_none() is None
