"""Telling people that recording fails, with no database at hand, and that it works again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from app.flows import failing
from app.flows.muster import Muster
from app.relay.posts import EVENT_TYPE
from app.slack.blocks import kit, record
from app.slack.client import Slack
from app.slack.errors import SlackError
from app.store.channels import Recorded
from app.store.recorder import RecordingError

log = logging.getLogger(__name__)

#: A hiccup that is over by then is nobody's news: Slack sends again what was refused.
PATIENCE = timedelta(seconds=5)
#: How often it is tried whether recording works again.
ASK_AGAIN = timedelta(seconds=5)
#: Another process may have said the same so long ago.
SAID_WITHIN = timedelta(minutes=10)
#: How often it is looked whether recording fails, and read where to speak, seconds.
LOOK_SECONDS = 1.0
REMEMBER_SECONDS = 5.0
FAILS, WORKS = "recording-fails", "recording-works"


@dataclass(frozen=True, slots=True)
class Failure:
    """Recording fails, and people know."""

    since: datetime
    channels: tuple[Recorded, ...]


class Alarm:
    """Looks every second; what it must know to speak, it knows before the database goes."""

    def __init__(self, muster: Muster) -> None:
        self._muster = muster
        #: Channels of open incidents when the database last answered.
        self._channels: tuple[Recorded, ...] = ()
        #: Since when reading fails or hangs, real time: nobody may be writing meanwhile.
        self._unread_since: datetime | None = None
        self._told: Failure | None = None
        self._ended_at: datetime | None = None

    def remember(self) -> None:
        """Read where to speak, as long as that can be read; it may hang, and `look` must not."""
        asked_at = self._muster.real()
        self._unread_since = self._unread_since or asked_at
        try:
            self._channels = tuple(failing.open_channels(self._muster))
        except SQLAlchemyError as error:
            log.warning("the database cannot be read: %s", error)
        else:
            self._unread_since = None

    def look(self) -> None:
        """Say that recording fails, once, and once that it works again."""
        now = self._muster.real()
        if self._told:
            if self._ended_at is None or now - self._ended_at >= ASK_AGAIN:
                self._ended_at = now
                self._end(self._told)
            return
        since = self._muster.recorder.failing_since or self._unread_since
        if since and now - since > PATIENCE:
            self._told, self._ended_at = Failure(since, self._channels), now
            self._say(self._told, FAILS, record.failing(self._muster.clock.when(since)))

    def _end(self, told: Failure) -> None:
        """Record that recording failed: when that is durable, it fails no longer."""
        try:
            until = failing.note_end(self._muster, told.channels, told.since)
        except (RecordingError, SQLAlchemyError, TimeoutError) as error:
            log.warning("recording still fails: %s", error)
            return
        self._told = None
        self._say(told, WORKS, record.working(self._muster.clock.when(told.since), until))

    def _say(self, told: Failure, what: str, message: kit.Message) -> None:
        for one in told.channels:
            try:
                self._post(one, what, message)
            except SlackError as error:
                log.warning("nobody in %s was told that %s: %s", one.channel, what, error)

    def _post(self, one: Recorded, what: str, message: kit.Message) -> None:
        slack = self._muster.clients[one.workspace]
        if what in self._said(slack, one.channel):
            return
        slack.call(
            "chat.postMessage",
            channel=one.channel,
            text=message.text,
            blocks=message.blocks,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"id": what}},
        )

    def _said(self, slack: Slack, channel: str) -> list[str]:
        """What was said last of this, by any process: theirs is the same database."""
        oldest = f"{(self._muster.now() - SAID_WITHIN).timestamp():.6f}"
        answer = slack.call(
            "conversations.history",
            channel=channel,
            oldest=oldest,
            include_all_metadata=True,
            limit=100,
        )
        said = [word for word in map(_word, answer.get("messages") or []) if word]
        return said[:1]


def alarmed(muster: Muster) -> dict[Callable[[], None], float]:
    """The jobs of an alarm, and how often each is done, seconds."""
    alarm = Alarm(muster)
    return {alarm.look: LOOK_SECONDS, alarm.remember: REMEMBER_SECONDS}


def _word(message: dict[str, object]) -> str:
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    word = payload.get("id") if isinstance(payload, dict) else None
    return word if word in {FAILS, WORKS} and isinstance(word, str) else ""
