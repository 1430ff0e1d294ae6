"""A postmortem's versions in Slack: listed, shown, compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.incident.incident import Incident
from app.slack.blocks import kit
from app.slack.text import escape, to_mrkdwn

#: Blocks of text in one answer; what is longer is exported.
_MOST = 45
_SHOWN = 2800


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What is said of a version that is stored."""

    version: int
    author: str
    #: A person's id, or a word for a program.
    by: str
    at: datetime
    #: Of its newest review; empty: not reviewed.
    verdict: str = ""
    published_at: datetime | None = None


def versions(incident: Incident, listed: Sequence[Listed]) -> kit.Message:
    """Every version, newest first."""
    lines = [f"*Versions of the postmortem of {incident.ref}*"]
    lines += [_line(one) for one in listed[:_MOST]]
    text = "\n".join(lines)
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [kit.section(text)])


def _line(one: Listed) -> str:
    review = f" · review: {one.verdict}" if one.verdict else ""
    published = f" · published {kit.date_of(one.published_at)}" if one.published_at else ""
    by = kit.spoken(f"<@{one.by}>") if one.by[:1] in {"U", "W"} else one.by
    made = f"*v{one.version}* · {kit.date_of(one.at)} · {by} ({escape(one.author)})"
    return made + review + published


def page(title: str, markdown: str) -> kit.Message:
    """A whole document, in as many blocks as it takes."""
    text = to_mrkdwn(markdown)
    parts = _parts(text.split("\n"))
    blocks = [kit.section(part) for part in parts[:_MOST]]
    if len(parts) > _MOST:
        blocks.append(kit.context("It goes on: `muster export` writes all of it."))
    return kit.Message(title, blocks)


def _parts(lines: Sequence[str]) -> list[str]:
    """Lines joined up to what a block holds; a line that is longer is cut in pieces."""
    parts = [""]
    for line in lines:
        for piece in [line[at : at + _SHOWN] for at in range(0, len(line), _SHOWN)] or [""]:
            if len(parts[-1]) + len(piece) + 1 > _SHOWN:
                parts.append("")
            parts[-1] += f"{piece}\n"
    return [part.strip("\n") for part in parts if part.strip()]


def to_copy(title: str, texts: Sequence[tuple[str, str]]) -> kit.Message:
    """Texts by name, each as it would be pasted elsewhere; nothing is sent for anybody."""
    blocks = [kit.section(f"*{title}*\nDrafts to copy. Nothing is filed, posted or sent.")]
    for name, text in texts:
        blocks.append(kit.section(f"*{name}*"))
        blocks += [kit.section(f"```{part}```") for part in _code(text)]
    shown = blocks[:_MOST]
    if len(blocks) > _MOST:
        rest = "There is more than a message holds: see the document, and `/postmortem actions`."
        shown.append(kit.context(rest))
    return kit.Message(title, shown)


def _code(text: str) -> list[str]:
    return _parts([escape(line).replace("```", "'''") for line in text.split("\n")])


def difference(incident: Incident, names: tuple[str, str], diff: str) -> kit.Message:
    """What changed between two versions, line by line."""
    head = f"*{incident.ref}: from {names[0]} to {names[1]}*"
    if not diff:
        text = f"{head}\nNothing differs."
        return kit.Message(text, [kit.section(text)])
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++", "@@"))]
    parts = _code("\n".join(lines))
    blocks = [kit.section(f"```{part}```") for part in parts[:_MOST]]
    if len(parts) > _MOST:
        blocks.append(kit.context("It goes on: export both versions and compare them."))
    return kit.Message(head, [kit.section(head), *blocks])
