"""Section A: what meets the rubric, and what made it strong."""

from collections.abc import Iterator, Sequence

from app.postmortem.review.checks.build import listed
from app.postmortem.review.checks.causes import factor_count, layers
from app.postmortem.review.checks.completeness import has
from app.postmortem.review.checks.weak import weakness
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.figures import figures
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Area, Finding, Strength
from app.postmortem.review.rewrite import short

_ROWS, _FACTORS, _LAYERS, _ACTIONS = 5, 3, 2, 1
_SHORT = 150
_HALF = 0.5
_FEW_WORDS = 60


def strengths(document: Document, findings: Sequence[Finding]) -> tuple[Strength, ...]:
    """Return what is strong, in the order of the rubric."""
    found = {finding.rule for finding in findings}
    if "placeholders.template" in found:
        return ()
    parts = (
        _summary(document),
        _impact(document),
        _timeline(document, found),
        _causes(document, found),
        _voice(document, found),
        _actions(document),
        _learning(document),
        _agreeing(document, found),
    )
    return tuple(strength for part in parts for strength in part)


def _summary(document: Document) -> Iterator[Strength]:
    told = document.said(Topic.SUMMARY)
    words = sum(len(s.text.split()) for s in told)
    if told and words <= _SHORT and document.english:
        yield Strength(Area.COMPLETENESS, told[0].line, f"Summary in {words} words.")


def _impact(document: Document) -> Iterator[Strength]:
    told = [*document.said(Topic.IMPACT, Topic.AVOIDED, Topic.SUMMARY), *document.intro]
    counted = [(s, figures(s.text)) for s in told if figures(s.text)]
    if counted:
        sentence, _found = counted[0]
        yield Strength(
            Area.IMPACT, sentence.line, f'Impact has numbers: "{short(sentence.raw(), 140)}".'
        )
        return
    elsewhere = next((s for s in document.narrative if figures(s.text)), None)
    if elsewhere:
        yield Strength(
            Area.IMPACT,
            elsewhere.line,
            f'Figures are given, though not as impact: "{short(figures(elsewhere.text)[0], 80)}".',
        )


def _timeline(document: Document, found: set[str]) -> Iterator[Strength]:
    rows = [row for row in document.rows if row.timed]
    if len(rows) < _ROWS or "timeline.order" in found:
        return
    sourced = sum(row.sourced for row in rows)
    zone = "" if "timeline.zone" in found else ", with a time zone"
    links = f"; {sourced} with something to open" if sourced > _HALF * len(rows) else ""
    yield Strength(
        Area.TIMELINE, rows[0].line, f"Timeline of {len(rows)} timed rows in order{zone}{links}."
    )


def _causes(document: Document, found: set[str]) -> Iterator[Strength]:
    count, reached = factor_count(document), layers(document)
    ended = "causes.human_error" in found
    if count >= _FACTORS and len(reached) >= _LAYERS and document.factors and not ended:
        yield Strength(
            Area.CAUSES,
            document.factors[0].line,
            f"{count} factors across {len(reached)} layers ({', '.join(sorted(reached))}).",
        )


def _voice(document: Document, found: set[str]) -> Iterator[Strength]:
    blame = {"blameless.person", "blameless.role", "blameless.diligence", "causes.human_error"}
    words = sum(len(s.text.split()) for s in document.narrative)
    if document.english and not found & blame and words >= _FEW_WORDS:
        yield Strength(
            Area.VOICE,
            document.narrative[0].line,
            "Blameless: deeds are told without putting a fault with anybody.",
        )


def _actions(document: Document) -> Iterator[Strength]:
    strong = [a for a in document.actions if not a.asks and weakness(a) is None]
    if not strong:
        return
    linked = sum(a.linked for a in strong)
    done = sum(a.done for a in strong)
    more = f"; {linked} linked to a ticket or change" if linked else ""
    more += f"; {done} done already" if done else ""
    yield Strength(
        Area.ACTIONS,
        strong[0].line,
        f"{len(strong)} concrete action{'s' * (len(strong) > _ACTIONS)}"
        f" ({listed([a.line for a in strong])}){more}.",
    )


def _learning(document: Document) -> Iterator[Strength]:
    names = {
        Topic.WELL: "what went well",
        Topic.WRONG: "what went wrong",
        Topic.LUCKY: "where we got lucky",
        Topic.LESSONS: "lessons",
    }
    there = [name for topic, name in names.items() if has(document, topic)]
    if there:
        line = document.of(*names)[0].line
        yield Strength(
            Area.COMPLETENESS, line, f"The response is looked back on: {', '.join(there)}."
        )


def _agreeing(document: Document, found: set[str]) -> Iterator[Strength]:
    if document.stated and len(document.rows) > 1 and "consistency.duration" not in found:
        said = document.stated[0]
        words = said.sentence.text[said.duration.start : said.duration.end].strip()
        yield Strength(
            Area.CONSISTENCY,
            said.sentence.line,
            f'Stated lengths ("{words}") and the timeline agree.',
        )
