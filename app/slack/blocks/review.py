"""A review in Slack: sections A to D for whoever asked, and a short form for the channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.incident.entry import Entry
from app.incident.incident import Incident
from app.postmortem.review import RULES, Finding, Origin, Review, Severity
from app.postmortem.review.checks.build import listed
from app.postmortem.review.render import from_json
from app.slack.blocks import kit
from app.slack.text import escape

#: Findings on a page: more would be cut by Slack's limit of blocks or by nobody's patience.
_ON_A_PAGE = 12
#: An answer can be given in five parts (a response_url's limit), one of them Muster's own.
_MOST_PAGES = 4
_QUOTE, _WHY = 300, 900
_LINE = 180
_ICONS = {
    Severity.CRITICAL: ":red_circle:",
    Severity.MAJOR: ":large_orange_circle:",
    Severity.MINOR: ":white_circle:",
    Severity.INFO: ":white_small_square:",
}


def pages(review: Review, entry: int = 0) -> list[kit.Message]:
    """The whole review, in as many messages as it takes, up to four.

    `entry` is where the incident's log keeps it: then it can be posted there; 0: nowhere.
    """
    body = list(_sections(review))
    parts = [body[at : at + _ON_A_PAGE] for at in range(0, len(body), _ON_A_PAGE)]
    shown, rest = parts[:_MOST_PAGES], sum(len(part) for part in parts[_MOST_PAGES:])
    head = kit.section(_head(review))
    messages = [kit.Message(_text(review), [head, *shown[0]])]
    messages += [kit.Message(f"{_text(review)} (continued)", part) for part in shown[1:]]
    if rest:
        small = f"{rest} more: `muster review` on the exported file shows all."
        messages[-1].blocks.append(kit.context(small))
    messages[-1].blocks.extend(_summary(review))
    if entry:
        post = kit.button("Post the summary here", "share_review", str(entry))
        messages[-1].blocks.append(kit.actions("share_review", post))
    return messages


def _text(review: Review) -> str:
    return kit.cut(f"Review of {review.name or 'the text'}: {review.verdict}", kit.FALLBACK_TEXT)


def _head(review: Review) -> str:
    title = f"*Review of {escape(review.name) or 'the pasted text'}: {review.verdict}*"
    counts = ", ".join(f"{n} {severity}" for severity, n in review.counts.items() if n)
    notes = "".join(f"\n{escape(note)}" for note in review.notes)
    return f"{title}\nScore {review.score} of 100 · {counts or 'no findings'}{notes}"


def _sections(review: Review) -> Iterator[kit.Block]:
    notes = [f"• line {one.line}: {escape(one.note)}" for one in review.strengths]
    yield kit.section("\n".join(["*A · What meets the rubric*", *(notes or ["Nothing yet."])]))
    yield kit.section(f"*B · Issues*{'' if review.issues else chr(10) + 'None.'}")
    yield from (kit.section(_finding(one)) for one in review.issues)
    yield kit.section(f"*C · Critical findings*{'' if review.critical else chr(10) + 'None.'}")
    yield from (kit.section(_finding(one)) for one in review.critical)


def _finding(finding: Finding) -> str:
    model = " (found by the model)" if finding.origin is Origin.MODEL else ""
    where = listed(finding.lines or (finding.line,))
    lines = [f"{_ICONS[finding.severity]} *{finding.severity}* · `{finding.rule}` · {where}{model}"]
    if finding.quote:
        lines.append(f"> {_words(finding.quote, _QUOTE)}")
    lines += [_words(finding.why, _WHY), f"*Instead:* {_words(finding.rewrite, _WHY)}"]
    return "\n".join(lines)


def _words(text: str, limit: int) -> str:
    """A text on one line; Markdown's bold marks are no words here."""
    return escape(kit.cut(" ".join(text.replace("**", "").split()), limit))


def _summary(review: Review) -> Iterator[kit.Block]:
    lines = [f"*D · Summary*\nVerdict: *{review.verdict}*."]
    lines += [f"{place}. {_looks(one)}" for place, one in enumerate(review.top, 1)]
    lines.append(f"Distribution: {escape(review.distribution)}")
    yield kit.section("\n".join(lines))


def _looks(finding: Finding) -> str:
    rule = RULES.get(finding.rule)
    return f"{escape(rule.looks if rule else finding.why)} (line {finding.line})"


def shared(incident: Incident, entry: Entry) -> kit.Message:
    """The review for everybody in the channel: the verdict, and each grave finding in a line."""
    review = from_json(entry.data["review"])
    by = f"Reviewed by {kit.person(entry.actor)} with Muster's rubric."
    grave = [*review.critical, *(f for f in review.issues if f.severity is Severity.MAJOR)]
    blocks = [
        kit.section(_head(review)),
        *_lines(grave),
        *_summary(review),
        kit.context(f"{by} `/postmortem review` shows every finding with a rewrite, to you alone."),
    ]
    return kit.Message(f"{incident.ref}: review of the postmortem: {review.verdict}", blocks)


def _lines(findings: Iterable[Finding]) -> Iterator[kit.Block]:
    lines = [
        f"{_ICONS[one.severity]} `{one.rule}` line {one.line}: {_words(one.why, _LINE)}"
        for one in findings
    ]
    for at in range(0, min(len(lines), _ON_A_PAGE * 2), _ON_A_PAGE):
        yield kit.section("\n".join(lines[at : at + _ON_A_PAGE]))
