"""Steps that make, join, describe and close channels."""

from __future__ import annotations

from app.sandbox.acts import channels, membership
from app.sandbox.scenario.finding import StepError
from app.sandbox.scenario.stage import Doing, Made
from app.sandbox.text.typed import message_text
from app.sandbox.validate.names import channel_name


async def create(doing: Doing) -> Made:
    """Makes a channel."""
    name = channel_name(doing.slack.world, doing.step.create or "")
    return channels.create(doing.slack, name, doing.who, private=doing.step.private)


async def join(doing: Doing) -> Made:
    """Joins a channel."""
    channel = await doing.finder.channel(doing.step, doing.who)
    membership.join(doing.slack, channel, doing.who)
    return channel


async def leave(doing: Doing) -> Made:
    """Leaves a channel."""
    channel = await doing.finder.channel(doing.step, doing.who)
    if not membership.leave(doing.slack, channel, doing.who):
        raise StepError(f"{doing.who.real_name} is not in #{channel.name}")
    return channel


async def invite(doing: Doing) -> Made:
    """Brings others into a channel."""
    channel = await doing.finder.channel(doing.step, doing.who)
    for name in doing.step.invite or []:
        invited = doing.slack.world.person(name)
        if invited is None:
            raise StepError(f"there is no person {name!r}")
        membership.join(doing.slack, channel, invited, doing.who)
    return channel


async def topic(doing: Doing) -> Made:
    """Sets a channel's topic."""
    channel = await doing.finder.channel(doing.step, doing.who)
    topic = message_text(doing.slack.world, doing.step.topic or "")
    channels.set_topic(doing.slack, channel, topic, doing.who)
    return channel


async def archive(doing: Doing) -> Made:
    """Archives a channel, or opens it again."""
    channel = await doing.finder.channel(doing.step, doing.who)
    act = channels.archive if doing.step.archive else channels.unarchive
    act(doing.slack, channel, doing.who)
    return channel
