"""What is said about the record itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.reading import Item
from app.slack.blocks import kit, packets

#: Messages that quoted a redacted one and are linked in the answer.
_MOST_LINKS = 8
#: Characters of a result that are shown, and how many of them stand before what was found.
_SNIPPET = 160
_BEFORE = 50
_LINES_A_BLOCK = 6


@dataclass(frozen=True, slots=True)
class Found:
    """One result of a search."""

    incident: Incident
    item: Item
    #: The words that fit; those before an edit when the latest do not.
    text: str


def backfilled(found: int) -> kit.Message:
    """To who asked for a backfill: what it found."""
    if found:
        many = f"{found} entries were" if found > 1 else "One entry was"
        text = f"The channel's history is read. {many} missing and joined the timeline."
    else:
        text = "The channel's history is read. Nothing was missing from the timeline."
    return _said(text)


def unreadable(code: str, remedy: str) -> kit.Message:
    """To who asked for a backfill: why there is none."""
    return _said(
        f"The channel's history cannot be read: Slack answered `{code}`. {remedy}, then try again."
    )


def redacted(entry: Entry, quoting: Sequence[tuple[str, str]], *, in_document: bool) -> kit.Message:
    """To who redacted it: what is gone, and what Slack still shows.

    `quoting` are entries in which Muster had quoted it, with their links.
    """
    lines = [f"{entry.ref} is redacted: its words are gone from Muster's record."]
    if entry.source_url:
        lines.append(
            f"<{entry.source_url}|The message in Slack> is still there. Only its author or a "
            "workspace admin can delete it."
        )
    links = [f"<{url}|{ref}>" if url else ref for ref, url in quoting[:_MOST_LINKS]]
    if links:
        more = len(quoting) - len(links)
        tail = f" and {more} more" if more else ""
        lines.append(
            f"Muster had quoted it in {', '.join(links)}{tail}. The record of these is mended; "
            "their messages in Slack must be deleted by an admin."
        )
    if in_document:
        lines.append(
            "A postmortem had quoted it: its versions are mended. What was published or posted as "
            "a file before still shows it; publish it again, and delete the old one."
        )
    return _said("\n".join(lines))


def found(typed: str, results: Sequence[Found], words: Sequence[str], *, more: bool) -> kit.Message:
    """What was found, newest first; `words` are looked for in the texts to show them."""
    if not results:
        text = (
            "Nothing holds all of these words. Words are found by their beginning; try fewer, or "
            "without quotes. What only Slack knows is not in the record: `/incident backfill`."
        )
        return _said(text)
    lines = [_result(one, words) for one in results]
    starts = range(0, len(lines), _LINES_A_BLOCK)
    blocks = [kit.section("\n".join(lines[at : at + _LINES_A_BLOCK])) for at in starts]
    if more:
        hint = (
            f"There is more than these {len(lines)}. Add a word, put words that stand together in "
            'quotes, or name the incident: `/incident find INC-7 "cache is cold"`.'
        )
        blocks.append(kit.context(hint))
    return kit.Message(kit.cut(f"Found for {typed}", kit.FALLBACK_TEXT), blocks)


def _result(one: Found, words: Sequence[str]) -> str:
    item, url = one.item, one.item.entry.source_url
    who = kit.person(item.actor) if item.actor.startswith(("U", "W")) else item.actor
    when = kit.date_of(item.at)
    source = f" <{url}|source>" if url else ""
    earlier = one.text != item.text
    note = "_(earlier wording)_" if earlier else packets.edited(item)
    shown = kit.spoken(_snippet(one.text, words))
    parts = (f"*{one.incident.ref}* {when} {who}:", shown, note)
    return " ".join(part for part in parts if part) + f"{source} `{item.entry.ref}`"


def _snippet(text: str, words: Sequence[str]) -> str:
    plain = " ".join(text.split())
    folded = plain.casefold()
    places = [place for word in words if (place := folded.find(word)) >= 0]
    start = max(min(places, default=0) - _BEFORE, 0)
    if start:
        # Not within a word, where there are words.
        start = max(plain.rfind(" ", 0, start + 1) + 1, start - _BEFORE)
    shown = kit.cut(plain[start:], _SNIPPET)
    return f"…{shown}" if start else shown


def failing(since: datetime) -> kit.Message:
    """To people in an open incident: what they write is not recorded now."""
    return _said(
        f":warning: Muster cannot record since {kit.time_of(since)}: its database takes nothing. "
        "Write on: what is said here stays in Slack, and is recorded when it works again. Commands "
        "and buttons fail until then."
    )


def working(since: datetime, until: datetime) -> kit.Message:
    """To the same people: it is over."""
    return _said(
        f":white_check_mark: Muster records again. It could not from {kit.time_of(since)} to "
        f"{kit.time_of(until)}; what was said meanwhile is read from Slack's history now."
    )


def _said(text: str) -> kit.Message:
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [kit.section(text)])
