"""backfill, find, redact: the record itself."""

from __future__ import annotations

from app.flows import record
from app.listeners import words
from app.listeners.ask import Answer, Ask, say


def backfill(ask: Ask) -> Answer:
    """`[INC-42]`: read the channel's history again."""
    number, _ = words.split_ref(ask.text)
    incident = ask.incident(number)
    record.read_again(ask.muster, incident, ask.response_url)
    return say(
        f"Reading <#{incident.channel}> from its beginning. What is missing joins the timeline; "
        "you are told here when that is done."
    )
