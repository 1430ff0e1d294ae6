"""Secrets in what is shown to people: masked where Muster hands it to Slack.

Every call passes here, so no template has to think of it. What people read is masked
(messages, blocks, views, topics, comments beside files); ids, values and what stands in a
form to be edited are not, as they come back.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.redaction import TEAM, redact

#: Arguments of the Web API that people read as they are.
_READ = frozenset({"text", "topic", "purpose", "initial_comment"})
#: Arguments that hold texts to be read among other things.
_BUILT = frozenset({"blocks", "view"})
#: The longest texts that Slack takes in one place or another (block_kit_limits, chat.postMessage).
_LONGEST = (24, 75, 100, 150, 250, 2000, 3000, 12_000, 40_000)
_SHOWN = frozenset({"mrkdwn", "plain_text", "markdown", "text", "raw_text"})


def masked(arguments: Mapping[str, object]) -> dict[str, object]:
    """The arguments of a call, with a mark such as `[redacted: slack token]` for each secret."""
    return {name: _argument(name, value) for name, value in arguments.items()}


def mask(text: str) -> str:
    """A text that people read, without its secrets; all else stays.

    A mark may be longer than what it stands for: what fitted its place still fits.
    """
    shown = redact(text, TEAM).text
    room = next((most for most in _LONGEST if most >= len(text)), len(text))
    return shown if len(shown) <= room else f"{shown[: room - 1]}…"


def _argument(name: str, value: object) -> object:
    if name in _READ and isinstance(value, str):
        return mask(value)
    return _shown(value) if name in _BUILT else value


def _shown(part: object) -> object:
    """A part of a block or a view: objects of text masked, everything else as it was."""
    if isinstance(part, list):
        return [_shown(one) for one in part]
    if not isinstance(part, dict):
        return part
    text = part.get("text")
    if part.get("type") in _SHOWN and isinstance(text, str):
        return {**part, "text": mask(text)}
    return {name: _shown(value) for name, value in part.items()}
