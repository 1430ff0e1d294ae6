"""Down times: of the Web API, of deliveries, of the port itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.sandbox.core import Slack
    from app.sandbox.net.listener import Listener


class Outages:
    """What is down, and when it is up again."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        #: Set once the sandbox listens.
        self.listener: Listener | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, what: str, seconds: float | None) -> None:
        """Takes `api`, `delivery` or, a moment after this request, the port (`refuse`) down."""
        if what == "api":
            self._slack.faults.api_down = True
        elif what == "delivery":
            self._slack.faults.delivery_down = True
        elif self.listener:
            asyncio.get_running_loop().call_later(0.02, self.listener.refuse)
        if seconds is not None:
            task = asyncio.get_running_loop().create_task(self._end_after(seconds))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Takes everything up again."""
        self._slack.faults.api_down = self._slack.faults.delivery_down = False
        if self.listener:
            await self.listener.open()

    async def _end_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.end()
