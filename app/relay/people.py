"""Learning who people are: names and time zones, for documents and for search."""

from __future__ import annotations

from typing import Any

from app.flows.muster import Muster
from app.relay.effect import Result
from app.store import people
from app.store.outbox import Effect, Job
from app.store.people import Person


def sync(muster: Muster, job: Job) -> Result:
    """Read the whole directory once; each page is stored as it comes."""
    slack = muster.clients[job.workspace]
    count = 0
    for page in slack.pages("users.list", "members", limit=200):
        known = [person_of(user) for user in page]
        with muster.database.write() as session:
            people.remember(session, job.workspace, known)
        count += len(known)
    return {"people": count}


def sync_effect(workspace: str) -> Effect:
    """The effect that reads the directory; one that waits already is enough."""
    lane = f"people:{workspace}"
    return Effect(name="people.sync", lane=lane, workspace=workspace, replaces=lane)


def person_of(user: dict[str, Any]) -> Person:
    """What Slack's user object says of a person."""
    profile = user.get("profile") or {}
    # The full name: a document is read by people who do not know the handles.
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"))
    return Person(
        id=str(user["id"]),
        name=next((str(name) for name in names if name), str(user.get("name") or user["id"])),
        tz=str(user.get("tz") or "UTC"),
        is_bot=bool(user.get("is_bot")),
        deleted=bool(user.get("deleted")),
    )
