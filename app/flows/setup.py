"""The steps that set an incident up in Slack: what each waits for, and which are missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from app.flows import origin
from app.flows.aloud import effect
from app.flows.course import Course
from app.incident.incident import Incident
from app.store.lanes import channel_lane
from app.store.outbox import Effect

#: What a person reads after "could not" or "trying to", by effect.
WORDS: dict[str, str] = {
    "channel.open": "open the channel",
    "invite": "invite people",
    "card.post": "post the card",
    "card.pin": "pin the card",
    "card.bookmark": "add the bookmark",
    "channel.topic": "set the topic",
    "announcement.post": "announce it",
}


def opening(incident: Incident, payload: dict[str, Any]) -> Effect:
    """The channel, which everything else waits for."""
    return effect(incident, "channel.open", f"open:{incident.id}", payload)


def on_opened(incident: Incident, payload: Mapping[str, Any]) -> list[Effect]:
    """What only waited for the channel."""
    # Invited first and alone in its lane: nothing else delays the declarer (at most two
    # calls, one after the other, from the command to being inside).
    return [
        _invite(incident),
        _card(incident),
        _topic(incident),
        effect(incident, "answer.opened", f"answer:{incident.id}", payload["answer"]),
        *_announcement(incident),
        Course(channel=incident.channel, why="bound").effect(
            incident.workspace, incident.id, first=True
        ),
        *origin.owed(incident, payload),
    ]


def on_card(incident: Incident) -> list[Effect]:
    """What only waited for the card."""
    return [
        effect(incident, "card.pin", f"pin:{incident.id}"),
        effect(incident, "card.bookmark", f"bookmark:{incident.id}"),
    ]


def missing(incident: Incident, seen: Collection[str], payload: dict[str, Any]) -> list[Effect]:
    """The steps that are neither done nor owed; whether Slack has them is looked up first.

    `seen` names the incident's effects that are done or on their way; `payload` is what
    its channel was opened with.
    """
    if not incident.channel:
        steps = [opening(incident, payload)]
    else:
        steps = [_invite(incident), _topic(incident)]
        steps += on_card(incident) if incident.card_ts else [_card(incident)]
        steps += [] if incident.announce_ts else _announcement(incident)
    return [replace(step, doubtful=True) for step in steps if step.name not in seen]


def _invite(incident: Incident) -> Effect:
    """Who declared it, and who was given a role before there was a channel."""
    users = dict.fromkeys([incident.declared_by, *incident.roles.values()])
    return effect(
        incident, "invite", f"invite:{incident.channel}", {"users": [one for one in users if one]}
    )


def _card(incident: Incident) -> Effect:
    return effect(incident, "card.post", channel_lane(incident.channel))


def _topic(incident: Incident) -> Effect:
    return effect(incident, "channel.topic", f"topic:{incident.id}")


def _announcement(incident: Incident) -> list[Effect]:
    if not incident.announce_channel:
        return []
    return [effect(incident, "announcement.post", channel_lane(incident.announce_channel))]
