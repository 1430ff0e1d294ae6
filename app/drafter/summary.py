"""The summary: three or four lines that somebody outside the team understands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.drafter import say
from app.drafter.attempts import Attempt
from app.drafter.brief import Brief
from app.drafter.causes import effects
from app.drafter.header import set_by_hand
from app.drafter.impact import stated
from app.drafter.note import Note
from app.drafter.story import Story
from app.postmortem.parts import Outcome
from app.postmortem.statement import Statement, ask

_QUOTE = 200
_MOST_CITED = 24


def summary(brief: Brief, story: Story, tried: Sequence[Attempt]) -> tuple[Statement, ...]:
    """What happened, to whom, what was done, and how it stands."""
    return (
        _what_happened(brief, story),
        _effect(brief, story),
        _what_was_done(story, tried),
        _stands(brief, story),
    )


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}, {say.clock(at)}"


def _what_happened(brief: Brief, story: Story) -> Statement:
    first, sign = story.began, story.symptom or story.detected
    if first is None or sign is None:
        return ask("what happened, in one sentence?")
    if (entry := set_by_hand(brief, "started")) is not None:
        at = datetime.fromisoformat(entry.data["at"])
        text = f"It began on {_day(at)}."
        return _first_sign(story, text, entry.id, sign, same_day=sign.at.date() == at.date())
    text = _stop(f"On {_day(first.at)}: {say.shorten_quote(first, _QUOTE)}")
    if first is sign:
        return Statement(text=text, entries=(first.id,))
    same_day = sign.at.date() == first.at.date()
    return _first_sign(story, text, first.id, sign, same_day=same_day)


def _first_sign(story: Story, begins: str, source: int, sign: Note, *, same_day: bool) -> Statement:
    if sign is story.declared:
        return Statement(text=begins, entries=(source,))
    when = say.clock(sign.at) if same_day else _day(sign.at)
    text = f"{begins} The first sign of trouble came at {when}: {say.shorten_quote(sign, _QUOTE, say.TROUBLE)}"
    return Statement(text=_stop(text), entries=(source, sign.id))


def _stop(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", "”")) else f"{text}."


def _effect(brief: Brief, story: Story) -> Statement:
    if impact := stated(brief):
        return impact.model_copy(update={"text": _stop(f"Effect: {impact.text}")})
    down = effects(story)
    if brief.incident.near_miss:
        return ask("what would have happened, to whom and how many, had it not been caught?")
    if not down:
        return ask("who was affected, how many, and how were they counted?")
    return Statement(
        text=_stop(f"Effect: {say.tidy(down[0].text, _QUOTE)}"), entries=(down[0].note,)
    )


def _what_was_done(story: Story, tried: Sequence[Attempt]) -> Statement:
    if not tried:
        return ask("what was done about it?")
    end = story.recovery
    held = [
        one
        for one in tried
        if one.outcome is Outcome.WORKED and (end is None or one.note.at <= end.at)
    ]
    last = next((one for one in held if end is not None and one.note.id == end.id), None)
    last = last or (held[-1] if held else None)
    count = say.counted([one.note for one in tried])
    noun = "attempt to end it stands" if len(tried) == 1 else "attempts to end it stand"
    if last is None:
        text = f"{count.value} {noun} in the record, which does not say what held"
        cited = count.entries[:_MOST_CITED]
        return Statement(text=_stop(text), entries=cited, derived=(count,), candidate=True)
    own = last.evidence is not None and last.evidence.note == last.note.id
    which = "what held" if own else "the last before it worked again"
    text = f"{count.value} {noun} in the record; {which}: {say.tidy(last.said[0].text, _QUOTE)}"
    return Statement(
        text=_stop(text), entries=_cited(count.entries, last.note.id), derived=(count,)
    )


def _cited(counted: Sequence[int], last: int) -> tuple[int, ...]:
    """The entries that were counted; of very many the first few, and always the one quoted."""
    listed = counted[:_MOST_CITED]
    return tuple(listed if last in listed else (*listed, last))


def _stands(brief: Brief, story: Story) -> Statement:
    if brief.is_open:
        return ask(
            f"the incident is still {brief.incident.phase.value}; how it ends is not known yet"
        )
    end, start = story.recovery, story.symptom or story.detected
    if end is None or start is None:
        return ask("how and when did it end?")
    if end.at <= start.at:
        text = f"It was over on {_day(end.at)}: {say.shorten_quote(end, _QUOTE)}"
        return Statement(text=_stop(text), entries=(end.id,))
    span = say.between(start, end)
    text = f"It was over on {_day(end.at)}, {span.value} after the first sign of trouble: {say.shorten_quote(end, _QUOTE, say.RELIEF)}"
    return Statement(text=_stop(text), entries=(start.id, end.id), derived=(span,))
