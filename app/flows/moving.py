"""Slack gave a channel another id: everything that is still to happen, happens there."""

from __future__ import annotations

from app.flows import acting
from app.flows.backfill import owed
from app.flows.muster import Muster
from app.incident.commands import ChannelMoved
from app.incident.entry import MUSTER
from app.store import channels, incidents, outbox, reminders


def move(muster: Muster, workspace: str, old: str, new: str) -> None:
    """Follow a channel to its new id; of one that no incident names, nothing is kept.

    Entries and their links stay as they were. History is read, for what was said under the
    new id before we knew of it.
    """
    with muster.database.write() as session:
        outbox.move(session, workspace, old, new)
        moved = channels.move(session, workspace, old, new)
        for incident_id in incidents.naming(session, workspace, old):
            reminders.move(session, incident_id, old, new)
            key = f"moved:{incident_id}:{old}:{new}"
            acting.act(
                muster, session, incident_id, ChannelMoved(by=MUSTER, key=key, old=old, new=new)
            )
        if moved:
            outbox.queue(session, [owed(moved, "moved")], muster.real())
