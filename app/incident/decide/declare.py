"""Declaring, and what Slack answers while the channel is set up."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.incident.cadence import first_update_due
from app.incident.commands import (
    AnnouncementPosted,
    CardPosted,
    ChannelMoved,
    ChannelOpened,
    Declare,
    StepFailed,
    StepRepaired,
)
from app.incident.decide.draft import MAX_TITLE, Setting, draft, required, span, within
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.policy import SeverityPolicy
from app.incident.values import RefusalError, State


def declare(command: Declare, setting: Setting) -> list[Entry]:
    """A new incident.

    Raises:
        RefusalError: on an empty or over-long title, an interval beyond the policy, or a
            start in the future.
    """
    title = required(" ".join(command.title.split()), "The title", MAX_TITLE, "title")
    rules = setting.rules(command.severity)
    interval = allowed_interval(command.interval, rules)
    private = command.private or setting.policy.types[command.type].private
    if command.started_at and command.started_at > setting.now:
        raise RefusalError("The start lies in the future. Give the time at which it began, in UTC.")
    owes = command.state is not State.POST_INCIDENT
    due = first_update_due(setting.now, interval) if owes else None
    return [
        draft(
            command,
            setting.now,
            Kind.INCIDENT_DECLARED,
            f"declared {command.severity}: {title}",
            incident=command.incident,
            workspace=command.workspace,
            number=command.number,
            title=title,
            severity=command.severity.value,
            type=command.type.value,
            state=command.state.value,
            impact=within(command.impact, "The impact", field="impact"),
            near_miss=command.near_miss,
            private=private,
            interval=int(interval.total_seconds()),
            next_update_at=due.isoformat() if due else None,
            started_at=_iso(command.started_at),
            detected_at=setting.now.isoformat(),
            origin_channel=command.origin_channel,
            origin_message=command.origin_message,
            here=command.here,
            # A private incident is announced nowhere (design, decision 13).
            announce_channel="" if private else command.announce_channel,
        )
    ]


def allowed_interval(asked: timedelta | None, rules: SeverityPolicy) -> timedelta:
    """The update interval: what was asked where the policy lets people choose.

    Raises:
        RefusalError: when it is shorter than a minute or longer than the policy allows.
    """
    if asked is None:
        return rules.update_every
    longest = rules.longest_update_every
    if not timedelta(minutes=1) <= asked <= longest:
        raise RefusalError(
            f"An update every {span(asked)} is not possible: "
            f"this severity allows 1 min to {span(longest)}.",
            "interval",
        )
    return asked


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def channel_opened(incident: Incident, command: ChannelOpened, setting: Setting) -> list[Entry]:
    """The channel exists; a second answer for it changes nothing."""
    if incident.channel:
        return []
    text = f"opened #{command.name}"
    return [
        draft(
            command,
            setting.now,
            Kind.CHANNEL_OPENED,
            text,
            channel=command.channel,
            name=command.name,
        )
    ]


def channel_moved(incident: Incident, command: ChannelMoved, setting: Setting) -> list[Entry]:
    """A channel of the incident has another id; what was said in it stays where it is."""
    if command.old not in {incident.channel, incident.announce_channel}:
        return []
    whose = "The channel" if command.old == incident.channel else "The announcement channel"
    text = f"{whose} got another id from Slack: {command.new}, before {command.old}"
    data = {"old": command.old, "new": command.new}
    return [draft(command, setting.now, Kind.CHANNEL_MOVED, text, **data)]


def card_posted(incident: Incident, command: CardPosted, setting: Setting) -> list[Entry]:
    """The card is out."""
    if incident.card_ts:
        return []
    return [
        draft(
            command,
            setting.now,
            Kind.CARD_POSTED,
            "posted the incident card",
            channel=command.channel,
            ts=command.ts,
        )
    ]


def announcement_posted(
    incident: Incident, command: AnnouncementPosted, setting: Setting
) -> list[Entry]:
    """The announcement is out."""
    if incident.announce_ts:
        return []
    return [
        draft(
            command,
            setting.now,
            Kind.ANNOUNCEMENT_POSTED,
            "announced the incident",
            channel=command.channel,
            ts=command.ts,
        )
    ]


def step_failed(incident: Incident, command: StepFailed, setting: Setting) -> list[Entry]:
    """A step that needs a person; said once until it is repaired."""
    if incident.failed_steps.get(command.step) == command.error:
        return []
    return [
        draft(
            command,
            setting.now,
            Kind.STEP_FAILED,
            f"could not {command.step}: {command.error}. {command.remedy}",
            step=command.step,
            error=command.error,
            remedy=command.remedy,
        )
    ]


def step_repaired(incident: Incident, command: StepRepaired, setting: Setting) -> list[Entry]:
    """A failed step is done after all."""
    if command.step not in incident.failed_steps:
        return []
    text = f"could {command.step} after all"
    return [draft(command, setting.now, Kind.STEP_REPAIRED, text, step=command.step)]
