"""The modal in which people accept a model's wording."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from app.incident.incident import Incident
from app.postmortem.document import Document
from app.postmortem.edits import Placed, section_of, unaccepted
from app.postmortem.statement import Statement
from app.slack.blocks import kit
from app.slack.text import escape

#: How many sentences one modal shows; the next come when these are accepted.
MOST = 40
_NAMES = {
    "summary": "Summary",
    "impact": "Customer impact",
    "chain": "Causal chain",
    "factors": "Contributing factors",
    "missed_defences": "Missed defences",
    "residual": "Residual risk",
    "well": "What went well",
    "wrong": "What went wrong",
    "lucky": "Where we got lucky",
    "lessons": "Lessons",
    "actions": "Action items",
}


def wording(incident: Incident, version: int, document: Document, said: str = "") -> kit.Block:
    """What nobody has accepted yet, with its sources; `said` is shown first."""
    waiting = unaccepted(document)
    blocks = [kit.section(escape(said))] if said else []
    blocks.append(kit.section(_intro(version, len(waiting))))
    urls = {source.id: source.url for source in document.sources}
    for section, placed in groupby(waiting[:MOST], key=lambda one: section_of(one.path)):
        blocks += _section(section, list(placed), urls)
    if len(waiting) > MOST:
        blocks.append(kit.context(f"{len(waiting) - MOST} more come when these are accepted."))
    metadata = json.dumps({"incident": incident.id, "version": version})
    return kit.modal("wording", f"{incident.ref}: wording", blocks, metadata=metadata)


def _intro(version: int, count: int) -> str:
    if not count:
        return f"Version {version}: no sentence of a model waits to be accepted."
    return (
        f"Version {version}: a model worded these {count}. Every value in them stands in the entries "
        "they cite; whether a sentence turns its source's meaning round, only a person can see. "
        "Accept what you would defend; it becomes a new version with your name beside it."
    )


def _section(section: str, placed: Sequence[Placed], urls: dict[int, str]) -> Iterator[kit.Block]:
    button = kit.button("Accept all", "accept_section", section)
    yield kit.section(f"*{_NAMES.get(section, section)}*", button)
    for one in placed:
        accept = kit.button("Accept", "accept_sentence", one.path)
        yield kit.section(f"{escape(one.statement.text)} {_cites(one.statement, urls)}", accept)


def _cites(statement: Statement, urls: dict[int, str]) -> str:
    refs = (f"<{urls[one]}|E{one}>" if urls.get(one) else f"E{one}" for one in statement.entries)
    inferred = " · _inferred_" if statement.candidate else ""
    return f"({', '.join(refs)}){inferred}"
