"""The deterministic author: writes from the log alone, needs no key, and never invents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from app.drafter import actions, chain, factors, header, hypotheses, impact, learned, say, summary
from app.drafter.attempts import Attempt, attempts, mitigations
from app.drafter.brief import Brief
from app.drafter.finish import finished
from app.drafter.reading import read_notes
from app.drafter.story import Story, story_of
from app.drafter.timeline import timeline
from app.drafter.words.signals import Signal
from app.incident.values import IncidentType, Severity
from app.postmortem.document import Document, Form
from app.postmortem.judge import Evidence, evidence
from app.postmortem.statement import Statement, ask

#: What another author adds to the outline, before it is judged.
Lay = Callable[[Document, Evidence], Document]
#: What a very small incident is: this few entries, over this soon, and nothing sensitive.
_FEW_ENTRIES = 8
_SHORT = timedelta(hours=1)
_SENSITIVE = frozenset({IncidentType.SECURITY, IncidentType.DATA_INTEGRITY})


def draft(brief: Brief, lay: Lay | None = None) -> Document:
    """The postmortem of an incident, as far as its log yields one.

    While the incident is open the document is interim and draws no conclusions. What
    `lay` adds (a model's wording) is judged like everything else.
    """
    story = story_of(read_notes(brief.items, brief.names))
    tried = attempts(story)
    document = outline(brief, story, tried)
    if not document.is_interim:
        document = concluded(document, brief, story, tried)
    known = evidence(brief.incident, brief.items, brief.names)
    if lay is not None:
        document = lay(document, known)
    return finished(document, brief, story, tried, known)


def outline(brief: Brief, story: Story, tried: Sequence[Attempt]) -> Document:
    """What may be said at any time: header, summary, impact, timeline, what was tried."""
    incident = brief.incident
    rows = timeline(story, tried, imported=brief.is_imported)
    return Document(
        ref=incident.ref,
        title=incident.title,
        form=form_of(brief, story),
        private=incident.private,
        near_miss=incident.near_miss,
        drafted_at=brief.now,
        header=header.header(brief, story),
        summary=summary.summary(brief, story, tried),
        impact=impact.impact(brief, story),
        timeline=rows,
        timeline_note=_how_chosen(story, len(rows)),
        mitigations=mitigations(tried),
        hypotheses=hypotheses.hypotheses(story),
        actions=actions.actions(brief, story, ()),
        similar=tuple(brief.similar),
    )


def concluded(document: Document, brief: Brief, story: Story, tried: Sequence[Attempt]) -> Document:
    """The conclusions, once the incident is over."""
    found = factors.factors(story, tried)
    return document.model_copy(
        update={
            "chain": chain.chain(story),
            "factors": found,
            "missed_defences": learned.missed_defences(story),
            "residual": residual(story),
            "category": chain.category(story, tried),
            "well": learned.well(story, tried),
            "wrong": learned.wrong(story, tried),
            "lucky": learned.lucky(story, tried),
            "lessons": learned.lessons(story),
            "actions": actions.actions(brief, story, found),
        }
    )


def form_of(brief: Brief, story: Story) -> Form:
    """Interim while open; light for very small incidents; else full."""
    incident = brief.incident
    if brief.is_open:
        return Form.INTERIM
    told = story.timed
    short = bool(told) and told[-1].at - told[0].at <= _SHORT
    minor = incident.severity is Severity.SEV4 or brief.is_imported
    plain = not incident.private and incident.type not in _SENSITIVE
    small = len(story.told) <= _FEW_ENTRIES and short
    return Form.LIGHT if small and minor and plain else Form.FULL


def residual(story: Story) -> tuple[Statement, ...]:
    """What came up after the recovery, and what was left for later."""
    found = []
    if story.recovery is not None:
        later = [
            one
            for note in story.after(story.recovery)
            if not note.is_closing
            for one in note.said
            if one.tells & {Signal.REPORT, Signal.SYMPTOM, Signal.HARMLESS} and not one.is_hedged
        ]
        found += list(say.quotes(later, 220, 4))
    question = "what does the mitigation not fix, and could the same cause show elsewhere?"
    return (*found, ask(question))


def _how_chosen(story: Story, rows: int) -> str:
    total = len(story.told)
    if rows >= total or total <= rows + sum(1 for _ in story.notes) - total:
        return "Every entry of the record is told."
    return (
        f"{rows} rows from {total} entries: alerts, reports, hypotheses, attempts and their outcome,"
        " recovery, communication, decisions, and what people marked. The log has the rest."
    )
