"""`muster serve` in processes of their own, which tests kill and start again.

They are forked from a server that has everything imported, so that one is up in a moment.
SIGUSR1 makes a process read its orders anew: a plan of fault points, and the clock.
"""

from __future__ import annotations

import itertools
import json
import logging
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType

from support.forks import FORKS

from app import fault_points
from app.config import Clock, Settings
from app.main import serve as serving
from app.main.build import build
from app.relay import hold, loop, perform
from app.slack import client
from app.store import outbox

#: Real seconds that a process may take to start on a busy machine.
PATIENCE = 90.0


@dataclass(frozen=True)
class Orders:
    """What a process is told at its start and whenever it is poked."""

    #: As MUSTER_CLOCK takes it.
    clock: str = ""
    #: As MUSTER_FAULT_POINT takes it.
    plan: str = ""

    def write(self, path: Path) -> None:
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps([self.clock, self.plan]), encoding="utf-8")
        temporary.replace(path)

    @classmethod
    def read(cls, path: Path) -> Orders:
        return cls(*json.loads(path.read_text(encoding="utf-8")))


def quicken() -> None:
    """Shorter leases and ticks, in the proportions of the real ones: a test waits for them."""
    from datetime import timedelta  # noqa: PLC0415 - of this function alone

    from app import scheduler  # noqa: PLC0415 - patched here alone

    outbox.LEASE = loop.LEASE = timedelta(seconds=3)
    loop.RENEW = timedelta(seconds=1)
    client.TIMEOUT_SECONDS = hold.TIMEOUT_SECONDS = 1
    perform.SETTLE = timedelta(seconds=0.4)
    loop.POLL_SECONDS = 0.1
    scheduler.TICK_SECONDS = 0.2
    serving.LEAVING_SECONDS = 0.0


def run(settings: Settings, orders: str, ready: str, log: str, *, quick: bool) -> None:
    """The process: `muster serve`, that heeds its orders."""
    file = Path(log).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115 - lives as long
    os.dup2(file.fileno(), sys.stderr.fileno())
    os.dup2(file.fileno(), sys.stdout.fileno())
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, force=True)
    logging.getLogger("slack_sdk.web").setLevel(logging.CRITICAL)
    if quick:
        quicken()
    clock = Clock.parse(Orders.read(Path(orders)).clock)
    built = build(settings, clock)

    def heed(_number: int = 0, _frame: FrameType | None = None) -> None:
        told = Orders.read(Path(orders))
        clock._pace = Clock.parse(told.clock)._pace
        fault_points.arm(told.plan)
        Path(f"{ready}.heeded").write_text(json.dumps([told.clock, told.plan]), encoding="utf-8")

    signal.signal(signal.SIGUSR1, heed)
    serving.serve(built, lambda _running: Path(ready).touch())


@dataclass
class Member:
    """One process of a fleet."""

    process: BaseProcess
    ready: Path
    orders: Path

    @property
    def alive(self) -> bool:
        return self.process.is_alive()

    def poke(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.process.pid or 0, signal.SIGUSR1)

    def wait_until_heeded(self, wanted: str) -> None:
        heeded = Path(f"{self.ready}.heeded")
        until = time.monotonic() + PATIENCE
        for turn in itertools.count(1):
            if heeded.exists() and heeded.read_text(encoding="utf-8") == wanted:
                return
            if not self.alive or time.monotonic() > until:
                return
            if turn % 200 == 0:
                # A signal that comes while another thread is chosen for it may be slept through.
                self.poke()
            time.sleep(0.005)

    def wait_until_ready(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self.ready.exists() and self.alive and time.monotonic() < until:
            time.sleep(0.01)
        if not self.ready.exists():
            sys.stderr.write(f"a process did not come up; alive: {self.alive}\n")


@dataclass
class Fleet:
    """Processes that share one database and one Slack."""

    settings: Settings
    folder: Path
    size: int = 1
    quick: bool = True
    orders: Orders = field(default_factory=Orders)
    members: list[Member] = field(default_factory=list)
    started: int = 0
    killed: int = 0

    def start(self) -> None:
        """Start what is missing; a process that died comes back without its plan."""
        self.members = [member for member in self.members if member.alive]
        new = [self._spawn() for _ in range(self.size - len(self.members))]
        self.members += new
        for member in new:
            member.wait_until_ready()

    def _spawn(self) -> Member:
        self.started += 1
        ready = self.folder / f"ready-{self.started}"
        orders = self.folder / f"orders-{self.started}"
        Orders(clock=self.orders.clock).write(orders)
        log = self.folder / "log.txt"
        process = FORKS.Process(
            target=run,
            args=(self.settings, str(orders), str(ready), str(log)),
            kwargs={"quick": self.quick},
            daemon=True,
        )
        process.start()
        return Member(process, ready, orders)

    def tell(self, **changes: str) -> None:
        """Give orders to everyone who lives, and wait until they are heeded."""
        self.orders = Orders(**{"clock": self.orders.clock, "plan": "", **changes})
        wanted = json.dumps([self.orders.clock, self.orders.plan])
        living = [member for member in self.members if member.alive]
        for member in living:
            self.orders.write(member.orders)
            member.poke()
        for member in living:
            member.wait_until_heeded(wanted)

    def reap(self) -> int:
        """Start again what died; returns how many had."""
        dead = sum(not member.alive for member in self.members)
        if dead:
            self.killed += dead
            self.start()
        return dead

    def kill(self, index: int) -> None:
        """SIGKILL one process."""
        self.members[index].process.kill()
        self.members[index].process.join()

    def stop(self) -> None:
        """End every process."""
        for member in self.members:
            member.process.kill()
        for member in self.members:
            member.process.join()
            member.process.close()
