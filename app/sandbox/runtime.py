"""A sandbox that runs: it listens, keeps its file up to date, and ends cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import sqlite3

from app.sandbox.acts.later import plan_all
from app.sandbox.config import SandboxConfig
from app.sandbox.core import Slack
from app.sandbox.net.application import Application
from app.sandbox.net.listener import Listener
from app.sandbox.state.store import LINGER, Batch
from app.sandbox.state.world import move_in

_LOG = logging.getLogger("app.sandbox")
#: Between two attempts to write a file that cannot be written.
_RETRY_SECONDS = 1.0


class Runtime:
    """One running sandbox, on the event loop it was opened on."""

    def __init__(self, config: SandboxConfig) -> None:
        self.slack = Slack(config)
        self._listener = Listener(Application(self.slack), config.host, config.port)
        self.slack.outages.listener = self._listener
        self._saving: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    async def open(self) -> None:
        """Begins to listen.

        Raises:
            OSError: when the address cannot be had.
        """
        await self._listener.open()
        host = reachable(self._listener.host)
        self.slack.origin = f"http://{host}:{self._listener.port}"
        move_in(self.slack.world, self.slack.origin)
        plan_all(self.slack)
        if self.slack.world.store.keeps:
            self._saving = asyncio.get_running_loop().create_task(self._save())

    async def close(self) -> None:
        """Ends everything and writes what is left to write."""
        if self.slack.play:
            await self.slack.play.stop()
        await self.slack.outbound.close()
        await self._listener.close()
        if self._saving:
            # Not cancelled: what a thread is writing must be written before the file closes.
            self._closing.set()
            await self._saving
        self.slack.world.store.close()

    async def _save(self) -> None:
        store = self.slack.world.store
        batch: Batch = {}
        wait = LINGER
        while not self._closing.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), wait)
            batch |= store.collect()
            try:
                if batch:
                    await asyncio.to_thread(store.write, batch)
            except sqlite3.Error as error:
                _LOG.error("the workspace's file cannot be written, trying again: %s", error)
                wait = _RETRY_SECONDS
            else:
                batch, wait = {}, LINGER


def reachable(host: str) -> str:
    """The host to put into addresses: one that listens everywhere is reached by loopback."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        return "127.0.0.1"
    return f"[{host}]" if isinstance(address, ipaddress.IPv6Address) else host
