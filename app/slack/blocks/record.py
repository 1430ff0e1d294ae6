"""What is said about the record itself."""

from __future__ import annotations

from app.slack.blocks import kit


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


def _said(text: str) -> kit.Message:
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [kit.section(text)])
