"""Scheduled messages, sent when the sandbox's clock reaches their time."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from app.sandbox.acts.posting import post
from app.sandbox.api.call import Call, Caller
from app.sandbox.api.content import content_of
from app.sandbox.ledger import Call as Entry
from app.sandbox.state.world import Scheduled
from app.sandbox.wire import MICROS, ts_micros

if TYPE_CHECKING:
    from app.sandbox.core import Slack


def plan(slack: Slack, later: Scheduled) -> None:
    """Sends a message at its time."""
    wait = slack.clock.real_seconds_until(later.post_at)
    asyncio.get_running_loop().call_later(wait, _send, slack, later)


def plan_all(slack: Slack) -> None:
    """Plans what a file remembers."""
    for later in list(slack.world.scheduled.values()):
        plan(slack, later)


def _send(slack: Slack, later: Scheduled) -> None:
    channel = slack.world.channels[later.channel]
    if slack.world.scheduled.get(later.id) is not later or channel.is_archived:
        return
    slack.world.drop_scheduled(later)
    bot = slack.bot
    entry = Entry(0, time.time(), slack.clock.now(), "chat.scheduleMessage", bot.id, b"{}")
    call = Call(slack, "chat.scheduleMessage", Caller("bot", bot, None), later.arguments, entry)
    thread = ts_micros(call.text("thread_ts")) if call.has("thread_ts") else 0
    parent = channel.log.by_ts.get(thread or 0)
    post(
        slack,
        channel,
        bot,
        content_of(call),
        thread=parent.ts if parent else 0,
        broadcast=call.flag("reply_broadcast") and parent is not None,
        # A timer may ring a moment early, and the clock may be fast.
        when=max(slack.clock.micros(), later.post_at * MICROS),
    )
