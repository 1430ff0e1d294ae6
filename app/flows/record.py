"""What people ask of the record itself."""

from __future__ import annotations

from app.flows.backfill import owed
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.store import channels, outbox


def read_again(muster: Muster, incident: Incident, url: str) -> None:
    """Owe reading all of an incident's channel; who asked is answered at `url` at the end.

    Raises:
        RefusalError: when it has no channel.
    """
    with muster.database.write() as session:
        bound = channels.of_incident(session, incident.id)
        if not bound:
            raise RefusalError(f"{incident.ref} has no channel yet. Try again in a moment.")
        outbox.queue(session, [owed(one, "asked", url) for one in bound], muster.real())
