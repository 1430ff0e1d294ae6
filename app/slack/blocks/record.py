"""What is said about the record itself."""

from __future__ import annotations

from collections.abc import Sequence

from app.incident.entry import Entry
from app.slack.blocks import kit

#: Messages that quoted a redacted one and are linked in the answer.
_MOST_LINKS = 8


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


def redacted(entry: Entry, quoting: Sequence[tuple[str, str]]) -> kit.Message:
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
    return _said("\n".join(lines))


def _said(text: str) -> kit.Message:
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [kit.section(text)])
