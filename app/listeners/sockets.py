"""Socket Mode: the same listeners, and hanging up between two answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest


class Sockets:
    """A connection that knows whether it is answering.

    Slack does not send commands and presses again: a connection that is closed under a
    listener leaves its person without an answer.
    """

    def __init__(self, app: App, app_token: str, on_again: Callable[[], None]) -> None:
        self._handler = SocketModeHandler(app, app_token)
        self._handler.client.message_listeners.append(self._greeted)
        #: Called after each connection but the first.
        self._on_again = on_again
        self._was_connected = False
        self._handler.client.socket_mode_request_listeners = [self._answer]
        self._idle = threading.Condition()
        self._answering = 0

    def connect(self) -> None:
        """Connect.

        Raises:
            SlackApiError: when Slack does not take the token.
        """
        self._handler.client.connect()

    def is_connected(self) -> bool:
        """Whether Slack can reach us."""
        return bool(self._handler.client.is_connected())

    def _greeted(self, client: object, message: dict[str, Any], raw: str | None) -> None:
        del client, raw
        # Each connection begins with it, also those that replace one before Slack ends it.
        if message.get("type") != "hello":
            return
        if self._was_connected:
            self._on_again()
        self._was_connected = True

    def _answer(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        del client
        with self._idle:
            self._answering += 1
        try:
            self._handler.handle(self._handler.client, request)
        finally:
            with self._idle:
                self._answering -= 1
                self._idle.notify_all()

    def hang_up(self, within: float) -> None:
        """Close once nothing is being answered, or after `within` seconds."""
        with self._idle:
            self._idle.wait_for(lambda: not self._answering, within)
        # When Slack replaces the connection at this moment, slack_sdk closes it in another
        # thread, too, and the second of the two finds no socket.
        with suppress(AttributeError):
            self._handler.client.close()
