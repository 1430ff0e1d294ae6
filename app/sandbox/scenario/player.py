"""Playing a scenario: each step at its time, each person one thing at a time."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from app.sandbox.scenario.doing import do
from app.sandbox.scenario.finding import Finder, StepError
from app.sandbox.scenario.model import Scenario, Step
from app.sandbox.scenario.stage import Doing
from app.sandbox.wire import MICROS, Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack

#: As fast as the app answers.
AT_ONCE = math.inf
#: How long to sleep at most before looking again: the clock may be set meanwhile.
LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """What just happened to a step."""

    #: `done` or `failed`.
    state: str
    line: int
    #: One line for a person who watches.
    what: str
    #: Why it failed; else empty.
    why: str
    #: How many steps are over, of how many.
    over: int
    total: int
    #: The time on the sandbox's clock, seconds since the epoch, and the step's own.
    now: float
    at: float | None
    number: int = 0

    def shown(self) -> Json:
        """As the client API tells it."""
        return asdict(self)


@dataclass(slots=True)
class Play:
    """One performance of a scenario."""

    slack: Slack
    scenario: Scenario
    #: How fast: None: by the sandbox's clock; a number: scripted seconds a real second,
    #: whatever the clock says; infinite: each step as soon as the one before is done.
    speed: float | None = None
    on_progress: Callable[[Progress], None] | None = None
    #: `waiting`, `playing`, `paused`, `finished` or `stopped`.
    state: str = "waiting"
    history: list[Progress] = field(default_factory=list)
    _task: asyncio.Task[None] | None = None
    _unpaused: asyncio.Event = field(default_factory=asyncio.Event)
    #: Real seconds at which a pace of its own began, pauses taken out.
    _began: float = 0.0
    _paused_at: float = 0.0

    def start(self) -> None:
        """Begins, unless it has begun."""
        if self.state == "waiting":
            self.state, self._began = "playing", time.monotonic()
            self._unpaused.set()
            self._task = asyncio.get_running_loop().create_task(self._run())
            self._tell()

    def pause(self) -> None:
        """Begins no further step until `resume`; what is under way is finished."""
        if self.state == "playing":
            self.state, self._paused_at = "paused", time.monotonic()
            self._unpaused.clear()
            self._tell()

    def resume(self) -> None:
        """Goes on; by the clock, what became due meanwhile follows at once."""
        if self.state == "paused":
            self.state = "playing"
            self._began += time.monotonic() - self._paused_at
            self._unpaused.set()
            self._tell()

    async def stop(self) -> None:
        """Ends it; steps under way are dropped."""
        if self._task and not self._task.done():
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @property
    def failures(self) -> list[Progress]:
        """The steps that failed."""
        return [each for each in self.history if each.state == "failed"]

    def shown(self) -> Json:
        """As the client API tells it."""
        return {
            "title": self.scenario.title,
            "state": self.state,
            "speed": None if self.speed == AT_ONCE else self.speed,
            "over": len(self.history),
            "total": len(self.scenario.steps),
            "failed": len(self.failures),
            "start": self.scenario.start,
            "end": self.scenario.end,
        }

    async def _run(self) -> None:
        finder = Finder(self.slack)
        tasks: list[asyncio.Task[None]] = []
        by_name: dict[str, asyncio.Task[None]] = {}
        by_person: dict[str, asyncio.Task[None]] = {}
        try:
            for step in self.scenario.steps:
                needed = self._needed(step, tasks, by_name, by_person)
                task = asyncio.get_running_loop().create_task(self._step(finder, step, needed))
                tasks.append(task)
                by_person[step.who] = task
                if step.name:
                    by_name[step.name] = task
            await asyncio.gather(*tasks)
            self.state = "finished"
        finally:
            for task in tasks:
                task.cancel()
            if self.state != "finished":
                self.state = "stopped"
            self._tell()

    def _needed(
        self,
        step: Step,
        tasks: list[asyncio.Task[None]],
        by_name: dict[str, asyncio.Task[None]],
        by_person: dict[str, asyncio.Task[None]],
    ) -> list[asyncio.Task[None]]:
        """What must be over first: a person does one thing at a time; without a time, in turn."""
        needed = [by_name[name] for name in (*step.after, *_references(step)) if name in by_name]
        if step.who in by_person:
            needed.append(by_person[step.who])
        if tasks and (step.at is None or self.speed == AT_ONCE):
            needed.append(tasks[-1])
        return needed

    async def _step(self, finder: Finder, step: Step, needed: list[asyncio.Task[None]]) -> None:
        await self._until(step)
        held = any(not task.done() for task in needed)
        if needed:
            await asyncio.wait(needed)
        await self._unpaused.wait()
        why = ""
        try:
            who = finder.person(step.who)
            when = self._stamp(step, held=held)
            doing = Doing(self.slack, finder, step, who, self.scenario.folder, when)
            made = await do(doing)
            if step.name and made is not None:
                finder.named[step.name] = made
        except StepError as error:
            why = str(error)
        self._over(step, why)

    async def _until(self, step: Step) -> None:
        """Waits for a step's time."""
        while step.at is not None and (left := self._left(step.at)) > 0:
            await asyncio.sleep(min(left, LOOK_SECONDS))
            await self._unpaused.wait()

    def _left(self, at: float) -> float:
        """Real seconds until a scripted moment."""
        if self.speed is None:
            return self.slack.clock.real_seconds_until(at)
        if self.speed == AT_ONCE:
            return 0.0
        due = self._began + (at - (self.scenario.start or at)) / self.speed
        return due - time.monotonic()

    def _stamp(self, step: Step, *, held: bool) -> int | None:
        """By the clock, what is said in time bears exactly its time."""
        if self.speed is not None or step.at is None or held:
            return None
        return int(step.at * MICROS)

    def _over(self, step: Step, why: str) -> None:
        progress = Progress(
            state="failed" if why else "done",
            line=step.line,
            what=step.describe(),
            why=why,
            over=len(self.history) + 1,
            total=len(self.scenario.steps),
            now=self.slack.clock.now(),
            at=step.at,
            number=len(self.history) + 1,
        )
        self.history.append(progress)
        self._tell(progress)
        if self.on_progress:
            self.on_progress(progress)

    def _tell(self, progress: Progress | None = None) -> None:
        self.slack.feeds.publish(
            None,
            "scenario",
            lambda: self.shown() | {"step": progress.shown() if progress else None},
        )


def _references(step: Step) -> list[str]:
    """Names that a step uses, `$name`."""
    used = (step.where, step.message, step.thread, step.delete, step.pin, step.unpin)
    return [name[1:] for name in used if isinstance(name, str) and name.startswith("$")]
