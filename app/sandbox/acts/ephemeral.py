"""Messages that one person sees; no history keeps them, and the app cannot read them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.sandbox.acts.posting import Content
from app.sandbox.state.channels import Channel
from app.sandbox.state.people import bot_profile
from app.sandbox.text.mrkdwn import rich_text
from app.sandbox.wire import Json, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack

#: How many each person's window remembers.
_KEPT = 200


@dataclass(slots=True)
class Ephemeral:
    """A message that only `user` sees."""

    user: str
    channel: str
    ts: int
    thread: int
    document: Json


class Ephemerals:
    """What each person was shown, newest last."""

    def __init__(self) -> None:
        self._by_user: dict[str, deque[Ephemeral]] = {}

    def add(self, shown: Ephemeral) -> None:
        """Remembers one."""
        self._by_user.setdefault(shown.user, deque(maxlen=_KEPT)).append(shown)

    def remove(self, shown: Ephemeral) -> None:
        """Forgets one."""
        self._by_user[shown.user].remove(shown)

    def of(self, user: str, channel: str = "") -> list[Ephemeral]:
        """What a person was shown, in one channel or anywhere."""
        kept = self._by_user.get(user, ())
        return [each for each in kept if channel in {"", each.channel}]

    def find(self, user: str, channel: str, ts: int) -> Ephemeral | None:
        """One by its place and time."""
        return next((each for each in self.of(user, channel) if each.ts == ts), None)


def whisper(
    slack: Slack, channel: Channel, user: str, content: Content, thread: int = 0
) -> Ephemeral:
    """Shows the app's message to one person."""
    ts = channel.log.next_ts(slack.clock.micros())
    shown = Ephemeral(user, channel.id, ts, thread, _document(slack, content, ts, thread))
    slack.ephemerals.add(shown)
    slack.feeds.publish([user], "ephemeral", lambda: ephemeral_fields(shown))
    return shown


def rewrite(slack: Slack, shown: Ephemeral, content: Content) -> None:
    """Puts another message in the place of one that is shown."""
    shown.document = _document(slack, content, shown.ts, shown.thread)
    slack.feeds.publish([shown.user], "ephemeral", lambda: ephemeral_fields(shown))


def withdraw(slack: Slack, shown: Ephemeral) -> None:
    """Takes a shown message away."""
    slack.ephemerals.remove(shown)
    slack.feeds.publish(
        [shown.user],
        "ephemeral_deleted",
        lambda: {"channel": shown.channel, "ts": ts_text(shown.ts)},
    )


def ephemeral_fields(shown: Ephemeral) -> Json:
    """As people's windows are told of it."""
    return {
        "channel": shown.channel,
        "ts": ts_text(shown.ts),
        "thread_ts": ts_text(shown.thread) if shown.thread else "",
        "message": shown.document,
    }


def _document(slack: Slack, content: Content, ts: int, thread: int) -> Json:
    bot = slack.bot
    document: Json = {
        "type": "message",
        "subtype": "bot_message" if content.username else "",
        "ts": ts_text(ts),
        "text": content.text,
        "user": bot.id,
        "bot_id": bot.bot_id,
        "app_id": bot.app_id,
        "team": slack.team,
        "is_ephemeral": True,
        "username": content.username,
        "bot_profile": bot_profile(bot, slack.team, slack.origin),
        "thread_ts": ts_text(thread) if thread else "",
        "attachments": content.attachments,
    }
    blocks = content.blocks
    if blocks is None and content.text:
        blocks = [rich_text(content.text)]
    document["blocks"] = blocks
    return {name: value for name, value in document.items() if value}
