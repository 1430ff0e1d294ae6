"""The document against the incident's log: times, durations, actors, links, and what is left out."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta

from app.postmortem.review.checks.build import TK, finding, listed
from app.postmortem.review.checks.lengths import fits, spoken
from app.postmortem.review.checks.log_matches import (
    addresses,
    matches,
    own_links,
    time_of,
    told_words,
    utc,
)
from app.postmortem.review.document.blocks import Place
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.durations import Measure
from app.postmortem.review.document.people import Person, names
from app.postmortem.review.document.row import Row
from app.postmortem.review.document.sentences import Sentence, sentences_of
from app.postmortem.review.evidence import Evidence, LogEntry
from app.postmortem.review.result import Finding
from app.postmortem.review.rewrite import short

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'|`]{4,500}")
#: Rows give minutes: a row may be a minute off on either side.
_CLOSE = timedelta(seconds=90)
_MOST = 10


def times(document: Document, evidence: Evidence) -> Iterator[Finding]:
    """Find rows whose entry has another time."""
    for match in matches(document, evidence):
        logged = utc(match.entry.at)
        if abs(match.at - logged) <= _CLOSE:
            continue
        row = match.row
        yield finding(
            "evidence.time",
            row.block.place(0, len(row.block.text)),
            f"{logged:%Y-%m-%d %H:%M} UTC {short(match.entry.text, 100)} [{match.entry.id}]",
            why=f"The log has this at {logged:%Y-%m-%d %H:%M:%S} UTC ({match.entry.id}); the row says"
            f" {match.at:%Y-%m-%d %H:%M}.",
        )


def lengths(document: Document, evidence: Evidence) -> Iterator[Finding]:
    """Find stated lengths that the log's own moments do not give."""
    for said in document.stated:
        known = _known(said.measure, evidence)
        if known and not any(fits(said.duration, seconds) for seconds in known):
            words = said.sentence.text[said.duration.start : said.duration.end].strip()
            yield finding(
                "evidence.duration",
                said.sentence.place(said.duration.start, said.duration.end),
                f'{spoken(known[0])} in place of "{words}".',
                why=f'It says "{words}"; as {said.measure} the log gives {" or ".join(spoken(s) for s in known)}.',
                statement=said.sentence.raw(),
            )


def _known(measure: Measure, evidence: Evidence) -> list[float]:
    if measure is Measure.DETECT:
        pairs = [(evidence.started, evidence.detected)]
    else:
        ends = (
            [evidence.resolved]
            if measure is Measure.RESOLVE
            else [evidence.mitigated, evidence.resolved]
        )
        pairs = [(start, end) for end in ends for start in (evidence.started, evidence.detected)]
    return sorted({(b - a).total_seconds() for a, b in pairs if a and b})


def actors(document: Document, evidence: Evidence) -> Iterator[Finding]:
    """Find people whom a row names and its entry does not have, one finding for each person."""
    found: dict[str, list[tuple[Sentence, Person, LogEntry]]] = {}
    for match in matches(document, evidence):
        named = [(s, p) for s in sentences_of(match.row.block) for p in names(s, document.known)]
        logged = told_words(f"{match.entry.actor} {match.entry.text}")
        if match.entry.actor and not any(told_words(p.text) & logged for _, p in named):
            for sentence, person in named[:1]:
                found.setdefault(person.text.strip(), []).append((sentence, person, match.entry))
    for who, hits in found.items():
        sentence, person, entry = hits[0]
        yield finding(
            "evidence.actor",
            sentence.place(person.start, person.end),
            f"{entry.actor} in place of {who} (or a role), as {entry.id} has it: {TK}.",
            why=f"{who} stands in {listed([s.line for s, _, _ in hits])}; the log's entries"
            f" ({', '.join(e.id for _, _, e in hits[:_MOST])}) do not name {who}.",
            lines=[s.line for s, _, _ in hits],
            statement=sentence.raw(),
        )


def links(document: Document, evidence: Evidence) -> Iterator[Finding]:
    """Find links to the log's own hosts that no entry has."""
    entries = [entry.link for entry in evidence.entries if entry.link]
    known = {link.rstrip("/.,") for link in entries}
    known |= {a for e in evidence.entries for a in addresses(e.text)}
    hosts = {_host(link) for link in entries}
    found = []
    for number, line in enumerate(document.lines, 1):
        for match in _ADDRESS.finditer(line):
            address = match[0].rstrip("/.,")
            if _host(address) in hosts and address not in known:
                found.append(Place(number, match.start(), address))
    if found:
        yield finding(
            "evidence.link",
            found[0],
            f"{TK} (the entry that is meant).",
            why=f"{len(found)} link{'s' * (len(found) > 1)} to where the log's entries are"
            f" ({listed([p.line for p in found])}) {'is' if len(found) == 1 else 'are'} not in the log.",
            lines=[p.line for p in found],
        )


def _host(link: str) -> str:
    return link.split("/")[2].lower() if link.count("/") > 1 else ""


def omitted(document: Document, evidence: Evidence) -> Iterator[Finding]:
    """Find significant entries that neither a row nor a link nor a sentence tells."""
    told = {id(m.entry) for m in matches(document, evidence)}
    cited = own_links(evidence.entries).keys() & set(addresses("\n".join(document.lines)))
    rows = [(row, told_words(row.text)) for row in document.rows]
    absent = [
        entry
        for entry in evidence.entries
        if entry.significant and id(entry) not in told and not _present(entry, cited, rows)
    ]
    if not absent:
        return
    lines = [f"{utc(e.at):%H:%M} UTC {short(e.text, 70)} [{e.id}]" for e in absent[:_MOST]]
    more = f"; and {len(absent) - _MOST} more" if len(absent) > _MOST else ""
    place = document.rows[-1].line if document.rows else 1
    yield finding(
        "evidence.omitted",
        place,
        "Add to the timeline: " + "; ".join(lines) + more + ".",
        why=f"{len(absent)} significant entr{'y is' if len(absent) == 1 else 'ies are'} not told: "
        + ", ".join(f"{e.id} ({e.kind})" for e in absent[:_MOST])
        + more
        + ".",
    )


def _present(
    entry: LogEntry, cited: AbstractSet[str], rows: Sequence[tuple[Row, frozenset[str]]]
) -> bool:
    if entry.link in cited:
        return True
    said = told_words(f"{entry.actor} {entry.text}")
    for row, told in rows:
        at = time_of(row, utc(entry.at))
        if at and abs(at - utc(entry.at)) <= _CLOSE and said & told:
            return True
    return False
