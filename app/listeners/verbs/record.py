"""backfill, find, redact: the record itself."""

from __future__ import annotations

import re
from typing import Any

from app.flows import record
from app.flows.find import find as find_words
from app.flows.redact import entry_about
from app.flows.redact import redact as redact_entry
from app.incident.commands import RedactEntry
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.listeners import words
from app.listeners.ask import Answer, Ask, say, show
from app.slack.blocks import record as blocks

_ENTRY = re.compile(r"e(\d{1,18})", re.IGNORECASE)


def backfill(ask: Ask) -> Answer:
    """`[INC-42]`: read the channel's history again."""
    number, _ = words.split_ref(ask.text)
    incident = ask.incident(number)
    record.read_again(ask.muster, incident, ask.response_url)
    return say(
        f"Reading <#{incident.channel}> from its beginning. What is missing joins the timeline; "
        "you are told here when that is done."
    )


def find(ask: Ask) -> Answer:
    """`<words> [INC-42]`: what was said, and where."""
    number, typed = words.split_ref(ask.text)
    incident = ask.incident(number) if number is not None else None
    hits = find_words(ask.muster, ask.workspace, ask.user, typed, incident)
    results = [blocks.Found(hit.incident, hit.item, hit.text) for hit in hits.hits]
    words_of = (*hits.query.exact, *hits.query.prefixes)
    return show(blocks.found(typed, results, words_of, more=hits.more))


def redact(ask: Ask) -> Answer:
    """`[INC-42] E123 [why]`: take an entry's words out of the record."""
    number, rest = words.split_ref(ask.text)
    word, _, reason = rest.partition(" ")
    named = _ENTRY.fullmatch(word)
    if not named:
        raise RefusalError(
            "Name the entry, for example `/incident redact E123 a password`. "
            "`/incident timeline` shows their numbers; on a message, the shortcut "
            "“Redact from the record” needs none. Do not repeat what is to go."
        )
    return redacted(ask, ask.incident(number), int(named[1]), reason.strip())


def redact_message(ask: Ask, metadata: dict[str, Any], values: dict[str, Any]) -> Answer:
    """The form of the message shortcut."""
    incident = ask.about(int(metadata["incident"]))
    entry = entry_about(ask.muster, incident, ask.channel, str(metadata["ts"]))
    return redacted(ask, incident, entry, str(values.get("reason") or "").strip())


def redacted(ask: Ask, incident: Incident, entry: int, reason: str) -> Answer:
    """Redact, and say where Slack still shows it.

    Raises:
        RefusalError: when there is no such entry, or the policy does not let this person.
    """
    command = RedactEntry(
        by=ask.user, key=ask.key, source_url=ask.source_url, entry=entry, reason=reason
    )
    done = redact_entry(ask.muster, incident.id, command)
    quoting = [(f"E{row.id}", row.source_url) for row in done.quoting]
    return show(blocks.redacted(done.entry, quoting, in_document=done.in_document))
