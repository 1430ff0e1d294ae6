"""Making a finding: the registry gives what the check leaves out."""

from collections.abc import Sequence

from app.postmortem.review.document.blocks import Place
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.result import Finding, Severity
from app.postmortem.review.rules import RULES

#: Stands where only people know what belongs there.
TK = "TK — author to confirm"
#: Further lines are counted, not listed, past this many.
_MOST_LINES = 50
_TWO = 2


def finding(
    rule: str,
    place: Place | int,
    rewrite: str,
    *,
    why: str = "",
    severity: Severity | None = None,
    lines: Sequence[int] = (),
    statement: str = "",
) -> Finding:
    """Return a finding at a place, or at a line where there is nothing to quote."""
    known = RULES[rule]
    if isinstance(place, int):
        place = Place(place, 0, "")
    every = sorted({place.line, *lines})
    return Finding(
        rule=rule,
        severity=severity or known.severity,
        line=place.line,
        column=place.column + 1,
        quote=place.quote,
        why=why or known.why,
        rewrite=rewrite,
        lines=tuple(every[:_MOST_LINES]),
        count=max(1, len(lines)),
        statement="" if statement == place.quote else statement,
    )


def grouped(
    rule: str,
    found: Sequence[tuple[Sentence, int, int]],
    rewrite: str,
    *,
    why: str = "",
    severity: Severity | None = None,
) -> Finding:
    """Return one finding for all occurrences, quoting the first."""
    sentence, start, end = found[0]
    return finding(
        rule,
        sentence.place(start, end),
        rewrite,
        why=why,
        severity=severity,
        lines=[s.block.line_at(s.start + at) for s, at, _ in found],
        statement=sentence.raw(),
    )


def share(part: int, whole: int, noun: str) -> str:
    """Return a count for a sentence, with its verb: "3 of 7 rows have", "The one action has"."""
    if whole == 1:
        return f"The one {noun} has"
    if part == whole:
        return f"{'Both' if whole == _TWO else f'All {whole}'} {noun}s have"
    return f"{part} of {whole} {noun}s {'has' if part == 1 else 'have'}"


def listed(lines: Sequence[int], most: int = 8) -> str:
    """Return lines for a sentence: "lines 3, 5 and 9"."""
    unique = sorted(set(lines))
    shown = [str(n) for n in unique[:most]]
    if len(unique) == 1:
        return f"line {shown[0]}"
    more = f" and {len(unique) - most} more" if len(unique) > most else ""
    return f"lines {', '.join(shown)}{more}"
