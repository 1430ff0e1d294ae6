"""Ending a Socket Mode client without waiting for it."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

from slack_sdk.socket_mode.builtin import SocketModeClient


def hang_up(client: SocketModeClient) -> None:
    """Close it; it waits for its next ping, and nobody has to wait with it.

    A ping interval short enough to wait for would be too short for a busy machine: a client that
    hears nothing for four of them takes its connection for lost.
    """

    def close() -> None:
        # Where the connection is replaced at this moment, the second to close finds no socket.
        with suppress(AttributeError):
            client.close()

    Thread(target=close, daemon=True).start()
