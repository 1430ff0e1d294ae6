"""A reminder that was answered: its message says so, and its buttons are gone."""

from __future__ import annotations

from app.flows.muster import Muster
from app.incident.kinds import Kind
from app.relay.effect import VOID, Result
from app.relay.scene import incident_of
from app.slack.blocks import messages, nudges
from app.slack.errors import SlackError
from app.store import reminders, timeline
from app.store.outbox import Job

#: What Slack says of a message that is not there any more, or may not be edited.
GONE = frozenset({"message_not_found", "cant_update_message", "is_archived", "channel_not_found"})


def close(muster: Muster, job: Job) -> Result:
    """Edit the reminder in place; where the message is gone there is nothing to mend."""
    incident = incident_of(muster, job)
    with muster.database.read() as session:
        found = reminders.closing(session, int(job.payload["reminder"]))
        if found is None:
            return VOID
        standing, answer = found
        both = timeline.by_ids(session, incident.id, [standing.entry_id, answer])
    entries = {entry.id: entry for entry in both}
    asked, answered = entries[standing.entry_id], entries[answer]
    if asked.kind == Kind.HANDOFF_OFFERED:
        message = messages.offer_closed(incident, asked, answered)
    else:
        message = nudges.closed(incident, standing.ladder, asked, answered)
    slack = muster.clients[job.workspace]
    try:
        slack.call(
            "chat.update",
            channel=standing.channel,
            ts=standing.ts,
            text=message.text,
            blocks=message.blocks,
        )
    except SlackError as error:
        if error.code not in GONE:
            raise
    return {}
