"""The weekly digest: who owns or is to verify action items hears of them once a week."""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.flows.muster import Muster
from app.incident.actions.reminders import next_digest
from app.incident.incident import Incident
from app.store import actions, digests, outbox, people
from app.store.digests import Digest
from app.store.lanes import channel_lane, direct
from app.store.outbox import Effect

log = logging.getLogger(__name__)

#: How many due digests one tick looks at: the rest are next.
TICK_LIMIT = 200
#: When one that could not be made is tried again.
LATER = timedelta(hours=1)


def expect(muster: Muster, session: Session, incident: Incident) -> None:
    """Whoever owns an open action, or is to verify a done one, is owed a digest from now on."""
    owners = {action.owner for action in incident.actions if action.is_open}
    asked = {action.verifier for action in incident.actions}
    for user in sorted((owners | asked) - {""}):
        digests.expect(session, _next(muster, session, incident.workspace, user))


def _next(muster: Muster, session: Session, workspace: str, user: str) -> Digest:
    zone = people.zone(session, workspace, user)
    return Digest(workspace, user, next_digest(muster.policy, zone, muster.now()))


def tick(muster: Muster) -> int:
    """Owe the digests that are due; returns how many. After a downtime it is one each."""
    with muster.database.read() as session:
        due = digests.due(session, muster.now(), TICK_LIMIT)
    return sum(_tried(muster, digest) for digest in due)


def _tried(muster: Muster, digest: Digest) -> bool:
    """A bad one never stops the others' digests, and is not tried first at every tick."""
    try:
        return _owe(muster, digest)
    except (SQLAlchemyError, LookupError, ValueError) as error:
        log.exception("the digest of %s cannot be made", digest.user, exc_info=error)
        with muster.database.write() as session:
            digests.claim(session, digest, muster.now() + LATER)
        return False


def _owe(muster: Muster, digest: Digest) -> bool:
    """One digest in a transaction of its own; False when there is none to send."""
    workspace, user = digest.workspace, digest.user
    with muster.database.write() as session:
        owned = actions.listed(session, workspace, user, owner=user)
        if not owned and not actions.to_verify(session, workspace, user):
            digests.forget(session, digest)
            return False
        following = _next(muster, session, workspace, user)
        if not digests.claim(session, digest, following.next_at):
            return False
        lane = channel_lane(direct(user))
        payload = {"user": user, "since": muster.now().isoformat()}
        owed = Effect(name="digest.post", lane=lane, workspace=workspace, payload=payload)
        outbox.queue(session, [owed], muster.real())
        return True
