"""Reading what an effect needs to be rendered, at the moment it is sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.flows.muster import Muster
from app.incident.actions.reminders import ABOUT_ACTIONS, standing
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.slack.blocks.scene import Scene
from app.store import incidents, outbox, timeline, timers
from app.store.outbox import Job

#: What waited longer than this, real time, waited for more than its turn.
HELD_UP = timedelta(minutes=2)


def incident_of(muster: Muster, job: Job) -> Incident:
    """The incident as it stands now."""
    with muster.database.read() as session:
        found = incidents.get(session, job.incident_id or 0)
    if found is None:
        raise LookupError(f"outbox row {job.id} names no incident that is stored")
    return found


def scene_of(muster: Muster, job: Job) -> Scene:
    """What a template may look at."""
    with muster.database.read() as session:
        incident = incidents.get(session, job.incident_id or 0)
        found = timeline.by_ids(session, job.incident_id or 0, [job.payload["entry"]])
        ladders: dict[str, int] = job.payload["ladders"]
        holds = {
            name
            for name, generation in ladders.items()
            if timers.generation(session, job.incident_id or 0, name) == generation
        }
    if incident is None or not found:
        raise LookupError(f"outbox row {job.id} names no entry that is stored")
    return Scene(incident=incident, entry=found[0], policy=muster.policy, holds=holds)


def reached(muster: Muster, incident: Incident, person: str) -> str:
    """The person, when a message about the incident may reach them outside its channel.

    Who has left a private channel hears nothing of it any more: then nobody, empty.
    """
    with muster.database.read() as session:
        return person if person and incidents.visible(session, incident, person) else ""


def is_void(muster: Muster, job: Job, scene: Scene) -> bool:
    """Whether what was to be said holds no more.

    A reminder's ladder has started anew since (an update was posted, the severity changed,
    it was resolved), or an action item was settled. A catch-up is void when all of its are.
    A word before the time is void after it, and what was held up is said once: by the last
    step of its ladder that waits behind it.
    """
    heads_up = scene.entry.kind == Kind.UPDATE_HEADS_UP
    if heads_up and datetime.fromisoformat(scene.entry.data["owed_at"]) <= muster.now():
        return True
    if muster.real() - job.created_at > HELD_UP and _is_said_again(muster, job):
        return True
    if scene.entry.kind in ABOUT_ACTIONS and not standing(scene.incident, scene.entry):
        return True
    return bool(job.payload["ladders"]) and not scene.holds


def _is_said_again(muster: Muster, job: Job) -> bool:
    """Whether later steps of all its ladders wait in the same lane."""
    ladders: dict[str, int] = job.payload["ladders"]
    with muster.database.read() as session:
        later = outbox.behind(session, job)
    said = {pair for payload in later for pair in payload.get("ladders", {}).items()}
    return bool(ladders) and ladders.items() <= said


def reminder_ts(muster: Muster, incident: Incident) -> str:
    """Slack ts of the newest reminder in the channel: later nudges go under it."""
    with muster.database.read() as session:
        due = timeline.entries(session, incident.id, kinds=[Kind.UPDATE_DUE])
        links = timeline.entries(session, incident.id, kinds=[Kind.SOURCE_LINKED])
    last = due[-1].id if due else 0
    return next((_ts(one) for one in reversed(links) if one.data["entry"] == last), "")


def _ts(entry: Entry) -> str:
    return entry.message_ts
