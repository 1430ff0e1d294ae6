"""The weekly digest: each owner of open action items hears of them once a week."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.flows.muster import Muster
from app.incident.actions.reminders import next_digest
from app.incident.incident import Incident
from app.store import actions, digests, outbox, people
from app.store.digests import Digest
from app.store.outbox import Effect, channel_lane

#: How many due digests one tick looks at: the rest are next.
TICK_LIMIT = 200


def expect(muster: Muster, session: Session, incident: Incident) -> None:
    """Whoever owns an open action of the incident is owed a digest from now on."""
    owners = {action.owner for action in incident.actions if action.is_open and action.owner}
    for user in sorted(owners):
        digests.expect(session, _next(muster, session, incident.workspace, user))


def _next(muster: Muster, session: Session, workspace: str, user: str) -> Digest:
    zone = people.zone(session, workspace, user)
    return Digest(workspace, user, next_digest(muster.policy, zone, muster.now()))


def tick(muster: Muster) -> int:
    """Owe the digests that are due; returns how many. After a downtime it is one each."""
    with muster.database.read() as session:
        due = digests.due(session, muster.now(), TICK_LIMIT)
    return sum(_owe(muster, digest) for digest in due)


def _owe(muster: Muster, digest: Digest) -> bool:
    """One digest in a transaction of its own; False when there is none to send."""
    workspace, user = digest.workspace, digest.user
    with muster.database.write() as session:
        if not actions.listed(session, workspace, user, owner=user):
            digests.forget(session, digest)
            return False
        following = _next(muster, session, workspace, user)
        if not digests.claim(session, digest, following.next_at):
            return False
        lane = channel_lane(f"person-{user}")
        payload = {"user": user, "since": muster.now().isoformat()}
        owed = Effect(name="digest.post", lane=lane, workspace=workspace, payload=payload)
        outbox.queue(session, [owed], muster.real())
        return True
