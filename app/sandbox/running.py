"""Starting a sandbox in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TypeVar

import uvloop

from app.sandbox.config import SandboxConfig
from app.sandbox.handle.sandbox import Sandbox
from app.sandbox.runtime import Runtime

_T = TypeVar("_T")


@contextmanager
def running(config: SandboxConfig | None = None) -> Iterator[Sandbox]:
    """A sandbox for the length of a `with` block.

    Raises:
        OSError: when the address cannot be had.
        ManifestError: when the manifest cannot be used.
    """
    config = config or SandboxConfig()
    runtime = Runtime(config)
    loop = uvloop.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="sandbox", daemon=True)
    thread.start()
    try:
        _on(loop, runtime.open())
        yield Sandbox(
            runtime.slack.origin,
            bot_token=config.bot_token,
            app_token=config.app_token,
            signing_secret=config.signing_secret,
        )
    finally:
        _on(loop, runtime.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _on(loop: asyncio.AbstractEventLoop, coroutine: Coroutine[None, None, _T]) -> _T:
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
