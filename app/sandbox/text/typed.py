"""What a person types, as Slack's own client would send it on."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.sandbox.state.world import World
from app.sandbox.text.mrkdwn import escaped

#: `@name` or `#name` that stands by itself, outside of code and of links.
_NAME = re.compile(r"`[^`]*`|<[^<>]*>|(?<![\w@#/&.])([@#])([\w.-]*\w)")
_BROADCASTS = frozenset({"here", "channel", "everyone"})
_BULLET = re.compile(r"^([ \t]*)- (?=\S)", re.MULTILINE)


def message_text(world: World, text: str) -> str:
    """A typed message as it is stored: names become mentions, addresses links."""
    named = _NAME.sub(lambda match: _mention(world, match, _bare), text)
    return escaped(_BULLET.sub(r"\1• ", named))


def command_text(world: World, text: str) -> str:
    """A typed command's text when its manifest asks for `should_escape`."""
    return escaped(_NAME.sub(lambda match: _mention(world, match, _labelled), text))


def _mention(world: World, match: re.Match[str], form: Callable[[str, str], str]) -> str:
    sign, name = match[1], match[2]
    if sign == "@":
        return _person(world, name, form) or match[0]
    if sign == "#":
        channel = world.channel(name)
        return f"<{form('#' + channel.id, channel.name)}>" if channel else match[0]
    return match[0]


def _person(world: World, name: str, form: Callable[[str, str], str]) -> str:
    if name in _BROADCASTS:
        return f"<!{name}>"
    person = world.person(name)
    if person:
        return f"<{form('@' + person.id, person.name)}>"
    group = next((g for g in world.groups.values() if g.handle == name), None)
    return f"<!subteam^{group.id}|@{group.handle}>" if group else ""


def _bare(target: str, label: str) -> str:
    return f"{target}|{label}" if target.startswith("#") else target


def _labelled(target: str, label: str) -> str:
    return f"{target}|{label}"
