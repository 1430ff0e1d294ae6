"""Gaps: what the author must supply, and what would change with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.postmortem.document import Document, walk
from app.postmortem.inventory import ALERTS, DEPLOYS, MESSAGES, NOTES, UPDATES, Inventory
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


#: A shorter quiet is a coffee, however short the incident.
_LONG_QUIET = timedelta(hours=1)


def to_confirm(inventory: Inventory) -> tuple[Gap, ...]:
    """What must be filled, or confirmed by a person, before anything is written.

    Nobody's words, words that are known to be missing, or most of the time without any.
    """
    noted = any(source.kind == NOTES for source in inventory.sources)
    nobody = _MISSING[MESSAGES][0]
    critical = [gap for gap in _thin(inventory) if gap.critical]
    found = [gap for gap in critical if not (noted and gap.what == nobody)]
    return (*found, *_mostly_quiet(inventory))


def _mostly_quiet(inventory: Inventory) -> Iterator[Gap]:
    moments = [at for one in inventory.sources for at in (one.first, one.last) if at]
    whole = max(moments) - min(moments) if moments else timedelta(0)
    for quiet in inventory.quiet:
        length = quiet.end - quiet.start
        if length >= max(_LONG_QUIET, whole / 2):
            times = f"{quiet.start:%Y-%m-%d %H:%M} to {quiet.end:%Y-%m-%d %H:%M} UTC"
            yield Gap(
                what=f"nothing recorded from {times}, most of the time",
                changes="the timeline; ask for what was said elsewhere",
                critical=True,
            )
