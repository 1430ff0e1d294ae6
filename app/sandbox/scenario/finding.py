"""What a step means: which channel, which message, which button."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from app.sandbox.acts import views
from app.sandbox.acts.channels import open_dm
from app.sandbox.acts.ephemeral import Ephemeral
from app.sandbox.interact.actions import (
    Surface,
    elements,
    ephemeral_surface,
    message_surface,
    view_surface,
)
from app.sandbox.matching import matches
from app.sandbox.scenario.model import Step, Target
from app.sandbox.state.channels import Channel
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_T = TypeVar("_T")
#: How far back a message is looked for.
_DEPTH = 2000

#: A message and where it is.
Place = tuple[Channel, Message]


class StepError(Exception):
    """A step could not be done; the message says why, for a person."""


class Finder:
    """Finds what steps refer to, and remembers what they name."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        #: What steps have named: a channel, or a message and where it is.
        self.named: dict[str, Channel | Place] = {}
        #: Channels of before: a pattern means one that this play brought about, so that a
        #: scenario can be played twice.
        self._before = frozenset(slack.world.channels)

    def person(self, name: str) -> Person:
        """The person a step is about.

        Raises:
            StepError: when there is none.
        """
        person = self._slack.world.person(name)
        if person is None or person.id == self._slack.world.bot:
            raise StepError(f"there is no person {name!r}")
        return person

    async def channel(self, step: Step, who: Person) -> Channel:
        """The channel a step happens in, once it is there.

        Raises:
            StepError: when it does not appear.
        """
        if not step.where:
            raise StepError(f"{step.act} needs a channel: `in: '#name'`")
        return await self._until(
            lambda: self._channel(step.where, who), step.within, f"a channel {step.where}"
        )

    async def message(self, step: Step, who: Person, target: Target | None) -> Place:
        """The message a step means, once it is there.

        Raises:
            StepError: when it does not appear.
        """
        if target is None:
            raise StepError(f"{step.act} needs a message: `message: $name`, or patterns")
        if isinstance(target, str):
            place = self._named(target)
            if isinstance(place, Channel):
                raise StepError(f"{target} is a channel, not a message")
            return place
        return await self._until(
            lambda: self._matching(step, who, target), step.within, f"a message like {target}"
        )

    async def surface(self, step: Step, who: Person, label: str) -> tuple[Surface, str, str]:
        """Where something is pressed, with its action id and block id.

        It is looked for in the topmost modal, then in the newest message that has it.

        Raises:
            StepError: when it does not appear.
        """
        return await self._until(
            lambda: self._surface(step, who, label),
            step.within,
            f"anything to press like {label!r}",
        )

    def is_new(self, channel: str) -> bool:
        """Whether a channel came since the play began."""
        return channel not in self._before

    def _channel(self, name: str, who: Person) -> Channel | None:
        if name.startswith("$"):
            found = self._named(name)
            return found if isinstance(found, Channel) else found[0]
        if name.startswith("@"):
            other = self.person(name) if name[1:] != self._slack.bot.name else self._slack.bot
            return open_dm(self._slack, [who.id, other.id])[0]
        world = self._slack.world
        exact = world.channel(name)
        if exact is not None:
            return exact if exact.visible_to(who.id) else None
        pattern = name.removeprefix("#")
        newest_first = reversed(world.channels.values())
        return next(
            (
                c
                for c in newest_first
                if self.is_new(c.id) and fnmatchcase(c.name, pattern) and c.visible_to(who.id)
            ),
            None,
        )

    def _named(self, reference: str) -> Channel | Place:
        found = self.named.get(reference.removeprefix("$"))
        if found is None:
            raise StepError(f"{reference} is not there: the step that names it did not succeed")
        return found

    def _matching(self, step: Step, who: Person, patterns: Json) -> Place | None:
        for channel, message in self._recent(step, who):
            if matches(patterns, message.fields()):
                return channel, message
        return None

    def _recent(self, step: Step, who: Person) -> Iterator[Place]:
        """Messages that a person may see, newest first, in the step's channel or in any."""
        if step.where:
            channel = self._channel(step.where, who)
            channels = [channel] if channel else []
        else:
            channels = [c for c in self._slack.world.channels.values() if who.id in c.members]
        recent = [
            (ts, channel)
            for channel in channels
            for ts in islice(reversed(channel.log.by_ts), _DEPTH)
        ]
        recent.sort(key=lambda pair: pair[0], reverse=True)
        for ts, channel in recent:
            yield channel, channel.log.by_ts[ts]

    def _surface(self, step: Step, who: Person, label: str) -> tuple[Surface, str, str] | None:
        for surface in self._surfaces(step, who):
            for block, element in elements(surface.blocks):
                text = element.get("text")
                shown = text.get("text") if isinstance(text, dict) else None
                if label in {element["action_id"], shown}:
                    return surface, element["action_id"], block["block_id"]
        return None

    def _surfaces(self, step: Step, who: Person) -> Iterator[Surface]:
        if step.message is not None:
            place = (
                self._named(step.message)
                if isinstance(step.message, str)
                else self._matching(step, who, step.message)
            )
            if place and not isinstance(place, Channel):
                yield message_surface(who, *place)
            return
        stack = views.stack(self._slack, who.id)
        if stack:
            yield view_surface(who, stack[-1])
        yield from self._message_surfaces(step, who)
        home = self._slack.world.homes.get(who.id)
        if home:
            yield view_surface(who, home)

    def _message_surfaces(self, step: Step, who: Person) -> Iterator[Surface]:
        channel = self._channel(step.where, who) if step.where else None
        whispers: list[Ephemeral] = self._slack.ephemerals.of(who.id, channel.id if channel else "")
        for shown in reversed(whispers):
            yield ephemeral_surface(who, self._slack.world.channels[shown.channel], shown)
        for place in self._recent(step, who):
            yield message_surface(who, *place)

    async def _until(self, probe: Callable[[], _T | None], within: float, what: str) -> _T:
        found = await self._slack.feeds.until(probe, within)
        if found is None:
            raise StepError(f"{what} did not appear within {within:g} s")
        return found
