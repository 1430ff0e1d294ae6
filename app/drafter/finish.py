"""What both authors' documents go through: the judge, the closing sections, redaction."""

from __future__ import annotations

from functools import lru_cache

from app.drafter import say
from app.drafter.attempts import Attempt, nature_of
from app.drafter.brief import Brief
from app.drafter.story import Story
from app.drafter.words.signals import Signal
from app.incident.kinds import Kind
from app.postmortem.closing import close, distribution, exposed
from app.postmortem.document import Document, reworded
from app.postmortem.inventory import take_inventory
from app.postmortem.judge import Evidence, judge
from app.postmortem.parts import Outcome
from app.postmortem.statement import Statement
from app.redaction import redact


def finished(
    document: Document, brief: Brief, story: Story, tried: list[Attempt], evidence: Evidence
) -> Document:
    """The document as it is kept: judged, with gaps, critical findings and verdict, redacted."""
    critical = (*exposed(brief.items), *_still_active(document, brief, story, tried))
    document = document.model_copy(
        update={
            "critical": critical,
            "inventory": take_inventory(brief.incident, brief.items, brief.names, brief.policy),
        }
    )
    document = judge(document, evidence)
    document = document.model_copy(update={"distribution": distribution(document, brief.policy)})
    document = close(document, brief.incident, brief.items, evidence)
    return reworded(document, lru_cache(maxsize=None)(_redacted))


def _redacted(text: str) -> str:
    """The text as the internal version shows it; sections quote the same sentences again."""
    return redact(text).text if len(text) > _TOO_SHORT else text


#: No secret and no identifier of a person is this short.
_TOO_SHORT = 5


def _still_active(
    document: Document, brief: Brief, story: Story, tried: list[Attempt]
) -> tuple[Statement, ...]:
    """Risks that the log shows to be open: escalated, not softened."""
    if brief.is_open:
        return ()
    resolved = any(item.entry.kind == Kind.INCIDENT_RESOLVED for item in brief.items)
    found = []
    if story.recovery is None and story.last_trouble is not None and not resolved:
        last = story.last_trouble
        text = f"The risk may still be active; the last word on it is trouble: {say.shorten_quote(last, 140)}"
        found.append(Statement(text=text, entries=(last.id,), candidate=True))
    held = [one for one in tried if one.outcome is Outcome.WORKED]
    lasting = any(
        Signal.PERMANENT in one.tells
        for note in story.told
        for one in note.said
        if not one.is_hedged
    )
    if held and not lasting and nature_of(held[-1]).startswith("temporary"):
        text = f"The risk may still be active; what held is temporary by nature: {say.tidy(held[-1].said[0].text, 140)}"
        found.append(Statement(text=text, entries=(held[-1].note.id,), candidate=True))
    unknown = any(one.is_tk for one in document.chain.mechanism)
    if unknown and story.last_trouble is not None:
        last = story.symptom or story.last_trouble
        text = f"The cause is not in the record, so this can happen again; it was first seen as: {say.shorten_quote(last, 140)}"
        found.append(Statement(text=text, entries=(last.id,), candidate=True))
    return tuple(found)
