"""Gaps: what the author must supply, and what would change with it."""

from __future__ import annotations

from collections.abc import Iterator

from app.postmortem.document import Document, walk
from app.postmortem.inventory import ALERTS, DEPLOYS, MESSAGES, UPDATES, Inventory
from app.postmortem.parts import Gap

#: What an answer changes, by section.
_CHANGES = {
    "header": "the header and every duration that follows from it",
    "summary": "what a reader outside the team takes away",
    "impact": "how large this was, and what it is worth to prevent it",
    "timeline": "a row of the timeline",
    "chain": "the causal chain",
    "factors": "which layers the actions must reach",
    "missed_defences": "which defence to mend",
    "mitigations": "whether that step is worth keeping in a runbook",
    "residual": "whether the risk is still there",
    "category": "the statistics over incidents",
    "hypotheses": "what need not be looked at again",
    "well": "what to keep doing",
    "wrong": "what to change",
    "lucky": "which luck to replace by a defence",
    "actions": "whether anything will be different next time",
    "lessons": "what outlasts the incident",
}
#: Without these nobody can tell how bad it was or when it was over.
_CRITICAL = {"header.Began", "header.Resolved", "impact.Not in the log"}

_MISSING = {
    MESSAGES: ("no messages of responders", "the whole timeline; ask for the channel's export"),
    ALERTS: ("no alert entries", "when it could first have been known, and the alert ids"),
    DEPLOYS: ("no deployment log", "which change preceded it, with its commit"),
    UPDATES: ("no status updates", "what was said to whom, and when"),
}


def gaps(document: Document) -> tuple[Gap, ...]:
    """Every open question of the document, then what the inventory lacks."""
    found = [*_asked(document), *_set_aside(document), *_thin(document.inventory)]
    kept: dict[str, Gap] = {}
    for gap in found:
        kept.setdefault(gap.what, gap)
    return tuple(kept.values())


def _asked(document: Document) -> Iterator[Gap]:
    named = _names(document)
    for path, statement in walk(document):
        if statement.tk:
            section = path.partition(".")[0]
            name = named.get(path, "")
            yield Gap(
                what=f"{name}: {statement.tk}" if name else statement.tk,
                changes=_CHANGES.get(section, "the document"),
                critical=f"{section}.{name}" in _CRITICAL,
            )


def _set_aside(document: Document) -> Iterator[Gap]:
    for one in document.aside:
        yield Gap(
            what=f"a place for what {one.by} wrote: “{one.text}”",
            changes=f"the sentence that it stood for is not in this draft: “{one.instead_of}”",
        )


def _names(document: Document) -> dict[str, str]:
    named = {}
    for section in ("header", "impact"):
        for number, line in enumerate(getattr(document, section)):
            named[f"{section}.{number}.value"] = line.name
    return named


def _thin(inventory: Inventory) -> Iterator[Gap]:
    for kind in inventory.missing:
        what, changes = _MISSING[kind]
        yield Gap(what=what, changes=changes, critical=kind == MESSAGES)
    for quiet in inventory.quiet:
        times = f"{quiet.start:%Y-%m-%d %H:%M} to {quiet.end:%Y-%m-%d %H:%M} UTC"
        yield Gap(what=f"nothing recorded from {times}", changes="rows of the timeline in between")
    if inventory.untimed:
        refs = ", ".join(f"E{one}" for one in inventory.untimed)
        yield Gap(what=f"no time for {refs}", changes="where these rows stand in the timeline")
    if inventory.unrecorded:
        refs = ", ".join(f"E{one}" for one in inventory.unrecorded)
        yield Gap(
            what=f"the record says that it missed something ({refs})",
            changes="the timeline, if it was of the incident",
            critical=True,
        )
