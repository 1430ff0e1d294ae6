"""What a redaction leaves to be done when it is committed."""

from __future__ import annotations

from app.flows.muster import Muster
from app.relay.effect import Result
from app.store.outbox import Job


def scour(muster: Muster, job: Job) -> Result:
    """Leave nothing readable of what was overwritten; on a large PostgreSQL it takes a while."""
    del job
    muster.database.scour()
    return {}
