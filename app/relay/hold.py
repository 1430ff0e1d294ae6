"""A claimed effect in this process's hands: every call to Slack asks here first."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from app import fault_points
from app.flows.muster import Muster
from app.slack.client import TIMEOUT_SECONDS
from app.slack.errors import SlackError
from app.store import limits
from app.store.lanes import channel_lane
from app.store.outbox import Job

POST = "chat.postMessage"


class LetGoError(Exception):
    """No further call may go out for this effect: we are stopping, or its lease is lost."""


class Hold:
    """One claimed effect, and whether its next call may go out."""

    def __init__(self, muster: Muster, job: Job, method: str, stopping: threading.Event) -> None:
        self.job = job
        #: Until when the effect is ours; the relay lengthens it while it is under way.
        self.lease_until = job.lease_until
        #: Calls that went out.
        self.calls = 0
        self._database, self._real = muster.database, muster.real
        self._method, self._stopping = method, stopping
        #: Muster as the effect sees it: its calls pass through here.
        self.muster = replace(
            muster,
            clients={name: slack.behind(self._gate) for name, slack in muster.clients.items()},
        )

    @contextmanager
    def _gate(self, method: str, arguments: Mapping[str, object]) -> Iterator[None]:
        self._must_be_ours()
        self._must_not_rest(method, str(arguments.get("channel", "")))
        self.calls += 1
        with fault_points.around(f"call {method}"):
            yield

    def _must_be_ours(self) -> None:
        # A call may take its whole timeout: it must end before the lease does, or another
        # process would do the same beside us.
        latest = self.lease_until - timedelta(seconds=TIMEOUT_SECONDS)
        if self._stopping.is_set() or self._real() > latest:
            raise LetGoError

    def _must_not_rest(self, method: str, channel: str) -> None:
        """An effect of several calls minds the limits of each."""
        if method == self._method and (method != POST or self.job.lane == channel_lane(channel)):
            # Its claim has asked.
            return
        with self._database.read() as session:
            now, of = self._real(), channel if method == POST else ""
            until = limits.until(session, self.job.workspace, method, of, now)
        if until:
            raise resting(method, until - now, channel)


def resting(method: str, left: timedelta, channel: str) -> SlackError:
    """What a call would be answered while Slack wants the method to rest."""
    return SlackError(method, "ratelimited", retry_after=left.total_seconds(), channel=channel)
