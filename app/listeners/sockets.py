"""Socket Mode: the same listeners, and hanging up between two answers."""

from __future__ import annotations

import threading

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest


class Sockets(SocketModeHandler):
    """Bolt's handler, which knows whether it is answering.

    Slack does not send commands and presses again: a connection that is closed under a
    listener leaves its person without an answer.
    """

    def __init__(self, app: App, app_token: str) -> None:
        super().__init__(app, app_token)
        self._idle = threading.Condition()
        self._answering = 0

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        """Answer one envelope."""
        with self._idle:
            self._answering += 1
        try:
            super().handle(client, req)
        finally:
            with self._idle:
                self._answering -= 1
                self._idle.notify_all()

    def hang_up(self, within: float) -> None:
        """Close once nothing is being answered, or after `within` seconds."""
        with self._idle:
            self._idle.wait_for(lambda: not self._answering, within)
        self.client.close()
