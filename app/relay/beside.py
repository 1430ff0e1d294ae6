"""Effects that take minutes, such as drafting: beside the pool, so that they starve nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future


def beside(work: Callable[[], None], name: str) -> Future[None]:
    """Run `work` on a thread of its own, which does not hold the process up at its end.

    A pool's threads are waited for; what a long effect has not finished by then comes
    back by its lease.
    """
    future: Future[None] = Future()
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - handed to whoever asks the future
            future.set_exception(error)
        else:
            future.set_result(None)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future
