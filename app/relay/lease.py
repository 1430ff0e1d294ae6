"""Effects that take longer than a lease: theirs is renewed while they run."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from app.flows.muster import Muster
from app.store import outbox
from app.store.outbox import Job

log = logging.getLogger(__name__)

#: Several renewals fit into one lease: a slow database may miss one.
RENEW_SECONDS = 4.0
#: Nothing takes this long; what does is stuck, and its lease runs out.
LONGEST_SECONDS = 1800.0


@contextmanager
def renewed(muster: Muster, owner: str, job: Job) -> Iterator[None]:
    """Keep a claimed effect ours while the body runs; a process that dies renews nothing."""
    over = threading.Event()
    thread = threading.Thread(
        target=_renew, args=(muster, owner, job, over), name=f"lease-{job.id}", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew(muster: Muster, owner: str, job: Job, over: threading.Event) -> None:
    latest = time.monotonic() + LONGEST_SECONDS
    while not over.wait(RENEW_SECONDS) and time.monotonic() < latest:
        try:
            with muster.database.write() as session:
                if not outbox.renew(session, job, owner, muster.real()):
                    return
        except SQLAlchemyError as error:
            log.warning("the lease of outbox row %s could not be renewed: %s", job.id, error)


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
