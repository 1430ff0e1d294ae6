"""Tickets that are good for a short while: trigger ids and response URLs. In real time."""

from __future__ import annotations

import time
from dataclasses import dataclass

from app.sandbox import ids
from app.sandbox.errors import SlackError

TRIGGER_SECONDS = 3.0
URL_SECONDS = 30 * 60.0
URL_USES = 5
#: How long a used or expired one is remembered, so that it can be called so.
_MEMORY_SECONDS = 60 * 60.0


@dataclass(slots=True)
class Trigger:
    """The right to open one view for one person."""

    id: str
    user: str
    #: The modal that the person was in; empty when in none.
    view: str
    issued: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """The right to answer one interaction a few times."""

    token: str
    #: `commands` or `actions`.
    kind: str
    user: str
    channel: str
    #: The message that the interaction came from, as a ts; empty for commands.
    message: str
    #: Whether that message was ephemeral.
    ephemeral: bool
    issued: float
    uses: int = 0
    #: The thread that the message is in.
    thread: str = ""


class Triggers:
    """All trigger ids."""

    def __init__(self, lifetime: float = TRIGGER_SECONDS) -> None:
        self._lifetime = lifetime
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, view: str = "") -> str:
        """A trigger id for something that `user` just did."""
        _forget(self._issued)
        number = time.time_ns()
        trigger = Trigger(f"{number // 1000}.{number % 10**9}.{ids.secret(32)}", user, view, _now())
        self._issued[trigger.id] = trigger
        return trigger.id

    def exchange(self, trigger_id: str) -> Trigger:
        """Takes a trigger id in.

        Raises:
            SlackError: invalid_trigger_id, expired_trigger_id (too late) or
                exchanged_trigger_id (the second time).
        """
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if _now() - trigger.issued > self._lifetime:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger


class ResponseUrls:
    """All response URLs."""

    def __init__(self) -> None:
        self._issued: dict[str, ResponseUrl] = {}

    def issue(
        self,
        kind: str,
        user: str,
        channel: str,
        message: str = "",
        *,
        ephemeral: bool = False,
        thread: str = "",
    ) -> str:
        """The path of a new response URL."""
        _forget(self._issued)
        token = ids.secret(48)
        self._issued[token] = ResponseUrl(
            token, kind, user, channel, message, ephemeral, _now(), thread=thread
        )
        return f"/{kind}/{token}"

    def use(self, token: str) -> ResponseUrl:
        """Takes one use.

        Raises:
            SlackError: expired_url (30 minutes, or unknown) or used_url (5 times).
        """
        url = self._issued.get(token)
        if url is None or _now() - url.issued > URL_SECONDS:
            raise SlackError("expired_url")
        if url.uses >= URL_USES:
            raise SlackError("used_url")
        url.uses += 1
        return url


def _now() -> float:
    return time.monotonic()


def _forget(issued: dict[str, Trigger] | dict[str, ResponseUrl]) -> None:
    """Drops the oldest ones; they were issued in the order of the dictionary."""
    while issued:
        oldest = next(iter(issued))
        if _now() - issued[oldest].issued < _MEMORY_SECONDS:
            return
        del issued[oldest]
