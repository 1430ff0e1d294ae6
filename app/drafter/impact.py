"""Customer impact: what the log says of it, what follows from its times, and what it lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.drafter import say
from app.drafter.brief import Brief
from app.drafter.said import Said
from app.drafter.story import Down, Story
from app.drafter.words.compiling import compiled
from app.drafter.words.signals import Signal
from app.incident.kinds import Kind
from app.postmortem.parts import Line
from app.postmortem.review.document.durations import durations
from app.postmortem.review.document.figures import figures
from app.postmortem.review.words.quantities import OUTAGE, PARTIAL
from app.postmortem.statement import Statement, ask

_USERS = compiled(
    r"\b(?:users|customers?|clients|tenants|communit(?:y|ies)|visitors|participants|instructors?|authors?|people|subscribers|(?:an?|one|each|every|another|the) user)\b(?! (?:pods?|limit|servers?|sessions?|images?))|\busers? (?:report|experienc|encounter|could|can)"
)
_RATES = compiled(
    r"\b(?:requests?|launch(?:es)?|success rate|error rates?|jobs?|builds?|logins?|queries|orders|payments|transactions|deliver\w+|evaluation|traffic|pods|spawns?|errors?)\b"
)
_DATA = compiled(
    r"\b(?:data|versions?|records?|database|events|messages|crates?|packages?|backups?|files|logs|metrics)\b"
)
_HARM = compiled(
    r"\b(?:lost|losing|loss|delet(?:es|ed)|corrupt\w*|affected|missing|exposed|leak(?:ed|age)|stolen|no other|intact|safe)\b"
)
#: Taking away what is bad is a remedy, no loss.
_CLEANS = compiled(
    r"\b(?:delet|remov|yank|purg|drop)\w* (?:the |all |any )?(?:affected|bad|corrupt\w*|broken|stale|faulty|duplicate\w*)\b"
)
_LENGTH = compiled(
    rf"{OUTAGE}|{PARTIAL}|\bcapacity\b|\bdisruption\b|\bfor (?:several|many|a few) (?:hours|minutes|days)\b|\blasted\b"
)
#: Only sentences with a unit of time are read for lengths of it.
_TIMED = compiled(r"(?:hour|min|day|sec|\d ?h|\d ?d|hr)")
_SHARE = re.compile(r"\d\s?%|\bzero\b", re.IGNORECASE)
_MONEY = re.compile(r"[$€£]\s?\d|\brevenue\b|\brefund\w*|\bcredits?\b", re.IGNORECASE)
_BUDGET = re.compile(r"\berror budget\b|\bSLO\b|\bSLA\b")
_CODE = re.compile(r"`[^`]*`")
_QUOTE = 240
#: How many sentences a line shows, and how far a stated length may be from the computed one.
_MOST = 3
_MOST_SPANS = 8
_ALLOWANCE = 0.15


def impact(brief: Brief, story: Story) -> tuple[Line, ...]:
    """The lines of the impact section; the last one asks for all that the log lacks."""
    lines = [Line(name=name, value=value) for name, value in _told(brief, story)]
    lines += [Line(name=name, value=value) for name, value in _lengths(story)]
    lacking = [asks for name, asks in _WANTED.items() if not any(one.name == name for one in lines)]
    if not any(_MONEY.search(one.value.text) for one in lines):
        lacking.append("revenue, or why it is not material")
    if not any(_BUDGET.search(one.value.text) for one in lines):
        lacking.append("share of the error budget")
    asks = _AVOIDED if brief.incident.near_miss else "; ".join(lacking)
    lines.append(Line(name="Not in the log", value=ask(asks)))
    return tuple(lines)


#: Of a near miss nothing was counted: what was avoided is told with the same concreteness.
_AVOIDED = (
    "what would have happened had it not been caught: to how many users, for how long, and what it"
    " would have cost"
)
_WANTED = {
    "Users": "users affected, and how they were counted",
    "Requests and rates": "requests failed, with the time window",
    "Reports and support": "support load",
    "Communication": "what was posted outside, and when",
}


#: An update states an impact, too, where it says one.
_STATES = frozenset({Kind.INCIDENT_DECLARED, Kind.IMPACT_SET, Kind.UPDATE_POSTED})


def stated(brief: Brief) -> Statement | None:
    """The impact as it stands, by the first entry that states it so."""
    impact = brief.incident.impact
    told = (one.entry for one in brief.items if one.entry.kind in _STATES)
    by = next((entry for entry in told if entry.data.get("impact") == impact), None)
    return Statement(text=say.tidy(impact), entries=(by.id,)) if impact and by else None


def _told(brief: Brief, story: Story) -> Iterator[tuple[str, Statement]]:
    if impact := stated(brief):
        yield "Stated", impact
    seen: list[Said] = []
    for name, holds in _LINES:
        found = [one for one in story.plain if holds(one) and one not in seen]
        found = sorted(found, key=_unmarked)[: _MOST * 3]
        for statement in say.quotes(found, _QUOTE, _MOST):
            yield name, statement
        seen += found[:_MOST]


def _unmarked(said: Said) -> int:
    """Sentences with figures come first."""
    return 0 if figures(said.text) else 1


def _users(said: Said) -> bool:
    wanted = said.tells & {Signal.SYMPTOM, Signal.DOWN, Signal.HARMLESS}
    if not wanted or Signal.DEED in said.tells or not _USERS.search(_CODE.sub(" ", said.small)):
        return False
    return not said.says_up or Signal.HARMLESS in said.tells


def _rates(said: Said) -> bool:
    if not said.tells & {Signal.DOWN, Signal.SYMPTOM} or not _RATES.search(said.small):
        return False
    return not said.says_up and (Signal.DOWN in said.tells or bool(_SHARE.search(said.text)))


def _data(said: Said) -> bool:
    if _CLEANS.search(said.small):
        return False
    return bool(_DATA.search(said.small)) and bool(
        _HARM.search(said.small) or Signal.HARMLESS in said.tells
    )


_LINES: tuple[tuple[str, Callable[[Said], bool]], ...] = (
    ("Users", _users),
    ("Requests and rates", _rates),
    ("Data", _data),
    ("Reports and support", lambda said: Signal.REPORT in said.tells),
    ("Communication", lambda said: Signal.TOLD in said.tells and Signal.CHANGE not in said.tells),
)


def stated_lengths(story: Story) -> list[Said]:
    """Sentences that state how long something was down or degraded."""
    return [
        one
        for one in story.plain
        if _TIMED.search(one.small) and _LENGTH.search(one.small) and durations(one.text)
    ]


def _lengths(story: Story) -> Iterator[tuple[str, Statement]]:
    stated = stated_lengths(story)
    for statement in say.quotes(stated, _QUOTE, _MOST):
        yield "Length, as stated", statement
    known = [down for down in story.downs if down.end and down.start.known and down.end.known]
    if known:
        yield "Length, by the entries", computed(known)
    others = [down for down in story.downs if down not in known]
    for down in others[:_MOST]:
        yield "Length, open", _open(down)
    if stated and known and _differ(stated, known):
        ids = tuple(dict.fromkeys([one.note for one in stated]))
        question = (
            "the stated length and the entries' own times differ: which one counts, and how was it"
            " measured?"
        )
        yield "Which length holds", ask(question, ids)


def computed(downs: list[Down]) -> Statement:
    """The stretches of failure that the entries tell of, and their sum."""
    pairs = [(down.start, down.end) for down in downs if down.end]
    total = say.summed(pairs)
    longest = sorted(pairs, key=lambda pair: pair[0].at - pair[1].at)[:_MOST_SPANS]
    shown = [pair for pair in pairs if pair in longest]
    more = ", and shorter stretches" if len(shown) < len(pairs) else ""
    spans = ", ".join(say.stretch(start, end) for start, end in shown) + more
    text = f"{total.value} failing, from entries that say it failed to entries that say it worked: {spans}"
    ids = tuple(dict.fromkeys(note.id for pair in pairs for note in pair))
    return Statement(text=text, entries=ids, derived=(total,))


def _open(down: Down) -> Statement:
    start = say.shorten_quote(down.start, 120)
    if down.end is None:
        text = f"Failing from {say.moment(down.start.at)} ({start}); no later entry says that it worked"
        return Statement(text=text, entries=(down.start.id,), candidate=True)
    text = f"Failing from a time that was not recorded ({start}) until {say.moment(down.end.at)}"
    return Statement(text=text, entries=(down.start.id, down.end.id), candidate=True)


def _differ(stated: list[Said], known: list[Down]) -> bool:
    pairs = [(down.start, down.end) for down in known if down.end]
    total = durations(say.summed(pairs).value)[0].seconds
    lengths = [one.seconds for said in stated for one in durations(said.text)]
    return all(abs(one - total) > _ALLOWANCE * max(one, total) for one in lengths)
