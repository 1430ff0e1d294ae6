"""What Slack answers, as commands: how a half-made incident goes on."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.flows import acting, aloud, origin, setup
from app.flows.aloud import Where, edited_card, effect
from app.flows.muster import Muster
from app.incident.cadence import QUESTIONS, LadderName
from app.incident.commands import (
    AnnouncementPosted,
    CardPosted,
    ChannelOpened,
    LinkSource,
    StepFailed,
    StepRepaired,
)
from app.incident.entry import MUSTER
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.slack.links import permalink
from app.store import incidents, outbox, reminders, timeline, timers
from app.store.outbox import Job
from app.store.reminders import Standing


def channel_opened(muster: Muster, session: Session, job: Job, result: dict[str, Any]) -> None:
    """The channel exists: bind it, and owe everything that only waited for it."""
    incident = _incident(session, job)
    channel, name = str(result["channel"]), str(result["name"])
    opened = ChannelOpened(by=MUSTER, key=f"opened:{incident.id}", channel=channel, name=name)
    since = origin.since(incident, job.payload)
    incidents.bind(session, incident, channel, name=name, now=muster.now(), since=since)
    kept = acting.act(muster, session, incident.id, opened)
    if kept.changed:
        outbox.queue(session, setup.on_opened(kept.incident, job.payload), muster.real())


def card_posted(muster: Muster, session: Session, job: Job, result: dict[str, Any]) -> None:
    """The card is out: pin it and bookmark it."""
    incident = _incident(session, job)
    ts = str(result["ts"])
    command = CardPosted(
        by=MUSTER,
        key=f"card:{incident.id}",
        source_url=link(muster, incident.workspace, incident.channel, ts),
        channel=incident.channel,
        ts=ts,
    )
    kept = acting.act(muster, session, incident.id, command)
    if kept.changed:
        _carry_declaration(muster, session, incident, ts)
        owed = setup.on_card(incident)
        if result.get("version") != incident.version:
            # It was rendered before something changed, which had nothing to edit yet.
            owed.append(edited_card(kept.incident))
        outbox.queue(session, owed, muster.real())


def _carry_declaration(muster: Muster, session: Session, incident: Incident, ts: str) -> None:
    """The card is what the declaration can be read on."""
    url = link(muster, incident.workspace, incident.channel, ts)
    for declared in timeline.entries(session, incident.id, kinds=[Kind.INCIDENT_DECLARED]):
        key = f"linked:{declared.id}:card"
        command = LinkSource(by=MUSTER, key=key, entry=declared.id, url=url, message_ts=ts)
        acting.act(muster, session, incident.id, command)


def announcement_posted(muster: Muster, session: Session, job: Job, result: dict[str, Any]) -> None:
    """The announcement is out; from now on it is edited in place."""
    incident = _incident(session, job)
    channel, ts = str(result["channel"]), str(result["ts"])
    command = AnnouncementPosted(
        by=MUSTER,
        key=f"announced:{incident.id}",
        source_url=link(muster, incident.workspace, channel, ts),
        channel=channel,
        ts=ts,
    )
    kept = acting.act(muster, session, incident.id, command)
    if kept.changed and result.get("version") != incident.version:
        # It was rendered before something changed that was not yet to be edited.
        lane = f"announcement:{incident.id}"
        edit = effect(kept.incident, "announcement.update", lane, replaces=True)
        outbox.queue(session, [edit], muster.real())


def posted(muster: Muster, session: Session, job: Job, result: dict[str, Any]) -> None:
    """A post carries its entry: link the entry to it (design, decision 3)."""
    entry_id, ts = int(job.payload["entry"]), str(result.get("ts") or "")
    if not ts or job.payload["where"] in {Where.PERSON, Where.ACTOR}:
        # A private word is nobody else's source.
        return
    incident = _incident(session, job)
    _stands(muster, session, incident, job, result)
    if job.payload["where"] == Where.OWNER and str(result["channel"]) != incident.channel:
        # A private nudge is nobody else's source.
        return
    url = link(
        muster, incident.workspace, str(result["channel"]), ts, str(result.get("thread", ""))
    )
    for carried in (entry_id, *_carried(session, incident, entry_id)):
        key = f"linked:{carried}:{job.payload['where']}"
        command = LinkSource(by=MUSTER, key=key, entry=carried, url=url, message_ts=ts)
        acting.act(muster, session, incident.id, command)


def _stands(
    muster: Muster, session: Session, incident: Incident, job: Job, result: dict[str, Any]
) -> None:
    """What asks for something stands in Slack: what answers it will edit it, and what has, does."""
    found = _stands_for(session, incident, job)
    if found is None:
        return
    name, generation = found
    standing = Standing(
        incident_id=incident.id,
        ladder=name,
        generation=generation,
        entry_id=int(job.payload["entry"]),
        channel=str(result["channel"]),
        ts=str(result["ts"]),
    )
    if name in QUESTIONS:
        earlier = reminders.supersede(session, standing)
        outbox.queue(session, [aloud.closing(incident, one) for one in earlier], muster.real())
    reminders.stand(session, standing)
    now = timers.generations(session, incident.id)
    if {**now, **aloud.offers_of(incident)}.get(name, 0) != generation:
        acting.close_reminders(
            muster, session, incident, now, timeline.last_act(session, incident.id)
        )


def _stands_for(session: Session, incident: Incident, job: Job) -> tuple[str, int] | None:
    """The ladder and generation, or the role and offer, that a message is of."""
    ladders: dict[str, int] = job.payload["ladders"]
    if ladders:
        # A catch-up speaks for several; its buttons are those of the update.
        name = LadderName.UPDATE if LadderName.UPDATE in ladders else min(ladders)
        return str(name), ladders[name]
    if job.payload["template"] != "offered":
        return None
    offer = timeline.by_ids(session, incident.id, [int(job.payload["entry"])])[0]
    return aloud.handoff(offer.data["role"]), offer.seq or 0


def reminder_closed(muster: Muster, session: Session, job: Job, result: dict[str, Any]) -> None:
    """The reminder says that it was answered."""
    del muster, result
    reminders.forget(session, int(job.payload["reminder"]))


def _carried(session: Session, incident: Incident, entry_id: int) -> list[int]:
    """Entries that the same message carries, such as the checkpoint of a handover."""
    found = timeline.by_ids(session, incident.id, [entry_id])
    return [int(entry.data["carries"]) for entry in found if entry.data.get("carries")]


def link(muster: Muster, workspace: str, channel: str, ts: str, thread: str = "") -> str:
    """The permalink of a message."""
    return permalink(muster.identities[workspace].url, channel, ts, thread)


def step_done(muster: Muster, session: Session, job: Job, step: str) -> None:
    """A step succeeded; if it had failed before, say so."""
    incident = _incident(session, job)
    if step in incident.failed_steps:
        key = f"repaired:{job.id}:{job.attempts}:{incident.version}"
        command = StepRepaired(by=MUSTER, key=key, step=step)
        acting.act(muster, session, incident.id, command)


def step_failed(
    muster: Muster, session: Session, job: Job, *, step: str, says: str, remedy: str
) -> None:
    """A step cannot succeed by itself: said once for each incident and cause, and on the card."""
    incident = _incident(session, job)
    command = StepFailed(
        by=MUSTER,
        key=f"failed:{job.id}:{job.attempts}:{incident.version}",
        step=step,
        error=says,
        remedy=remedy,
    )
    acting.act(muster, session, incident.id, command)


def _incident(session: Session, job: Job) -> Incident:
    incident = incidents.lock(session, job.incident_id or 0)
    if incident is None:
        raise LookupError(f"outbox row {job.id} names no incident that is stored")
    return incident
