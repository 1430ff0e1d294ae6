"""Another policy than before: what lies ahead of every incident is planned anew."""

from __future__ import annotations

import hashlib
import logging

from sqlalchemy.orm import Session

from app.flows import acting
from app.flows.muster import Muster
from app.store import incidents, timers
from app.store.tables import KeyRow

log = logging.getLogger(__name__)

#: The row that says by which policy timers were planned last.
_MARK = "policy"


def replan(muster: Muster) -> int:
    """Plan anew if the policy has changed since it was last done; returns how many incidents.

    Each is a transaction of its own. A step that was said is not said again, and one that
    the new policy puts in the past is due now.
    """
    mark = hashlib.sha256(muster.policy.model_dump_json().encode()).digest()
    with muster.database.read() as session:
        known = session.get(KeyRow, _MARK)
        if known is not None and known.value == mark:
            return 0
        several = sorted({*timers.planned(session), *incidents.open_ids(session)})
    for incident_id in several:
        with muster.database.write() as session:
            _plan(muster, session, incident_id)
    with muster.database.write() as session:
        session.merge(KeyRow(name=_MARK, value=mark))
    if known is not None:
        log.info("the policy has changed: %s incidents are planned anew", len(several))
    return len(several)


def _plan(muster: Muster, session: Session, incident_id: int) -> None:
    incident = incidents.lock(session, incident_id)
    if incident is not None:
        timers.forget_ahead(session, incident_id)
        # What came due while nobody ran is not due only now: it is caught up on.
        acting.settle(muster, session, incident, earliest=incident.declared_at)
