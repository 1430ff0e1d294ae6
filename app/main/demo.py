"""`muster demo`: the local Slack, Muster on SQLite, and a real incident told by scripted people."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.config import Clock, Settings
from app.flows.lookup import items_of, named
from app.flows.postmortem import newest, rendered
from app.main.build import build
from app.main.serve import Serving, interruption, serving
from app.main.story import Story, load_story
from app.packets.catchup import key_moments
from app.postmortem.render.page import Format
from app.sandbox import Clock as SlackClock
from app.sandbox import Sandbox, SandboxConfig, Scenario, read_scenario, running
from app.slack.manifest import manifest
from app.store import dead_letters

#: Scripted seconds for each real one: the 41 hours of the incident in about 90 seconds,
#: of which the quiet ones pass faster. Slack takes one message a second in a channel,
#: whatever the clock says, so more speed would only make a queue.
SPEED = 540.0
QUIET_SPEED = 20000.0
#: While more than so many effects wait for Slack, people wait too.
MOST_OWED = 4
WAITING_SPEED = 20.0
#: How much of a step is printed.
LINE = 100
#: Where the page is, if nobody else is there.
PORT = 3030


@dataclass(frozen=True, slots=True)
class Told:
    """How the demo went."""

    failed: list[dict[str, Any]]
    steps: int


def demo(folder: Path, console: Console, speed: float = SPEED) -> int:
    """Play the incident, then stay up until Ctrl-C; the exit status.

    `folder` is made anew: the database, the scenario and the draft lie there.
    """
    story = load_story()
    _fresh(folder)
    scenario = _written(story, folder)
    clock = Clock.parse(f"{story.origin.isoformat()},{speed:g}")
    with ExitStack() as stack:
        slack = stack.enter_context(running(_slack(clock, scenario)))
        settings = _settings(folder, slack)
        console.print(f"[bold]{story.title}[/]", highlight=False)
        console.print(f"A local Slack is at [link]{slack.url}[/link]: look in while it plays.\n")
        with serving(build(settings, clock)) as muster:
            # Only now: starting took time that the script does not know of.
            clock.run_at(speed, story.origin)
            slack.control.clock(clock.describe())
            with _paced(slack, muster, clock, _Speeds(story, speed)):
                told = _play(slack, scenario, console)
            drafted = _draft(slack, muster, folder)
        for failed in told.failed:
            console.print(f"[red]failed[/] {failed['what']}: {failed['why']}", highlight=False)
        # From here on people act: time is real.
        slack.control.clock("")
        stack.enter_context(serving(build(settings)))
        wait = interruption()
        _tell(console, slack, drafted)
        wait()
    return 1 if told.failed else 0


def _fresh(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)


def _written(story: Story, folder: Path) -> Scenario:
    path = folder / "scenario.jsonl"
    path.write_text(story.as_jsonl(), encoding="utf-8")
    return read_scenario(path)


def _slack(clock: Clock, scenario: Scenario) -> SandboxConfig:
    app = manifest(incident_command="incident", postmortem_command="postmortem")
    return SandboxConfig(
        manifest=app,
        port=_free(PORT),
        clock=SlackClock.parse(clock.describe()),
        team_name="Acme",
        team_domain="acme",
        rate_limits=True,
        # It can be played again, from the page.
        scenarios=(scenario,),
    )


def _free(port: int) -> int:
    """The port, or 0 (any) when somebody has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port


def _settings(folder: Path, slack: Sandbox) -> Settings:
    return Settings(
        database_url=f"sqlite:///{folder / 'muster.db'}",
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        muster_announce_channel="#incidents",
        anthropic_api_key="",
        port=0,
    )


@dataclass(frozen=True, slots=True)
class _Speeds:
    """How fast the clock runs when."""

    story: Story
    ordinary: float

    def at(self, now: datetime, owed: int) -> float:
        """Faster while nobody says anything; slower while Slack has yet to take what is owed.

        Slack takes one message a second in a channel, and a busy machine is slow: people
        wait for Muster then, as they would, instead of running hours ahead of it.
        """
        if owed > MOST_OWED:
            return min(WAITING_SPEED, self.ordinary)
        quiet = any(begins <= now < ends for begins, ends in self.story.quiet)
        return max(QUIET_SPEED, self.ordinary) if quiet else self.ordinary


@contextmanager
def _paced(slack: Sandbox, running: Serving, clock: Clock, speeds: _Speeds) -> Iterator[None]:
    """Let both clocks run as fast as the story and Muster allow."""
    over = threading.Event()

    def pace() -> None:
        while not over.wait(0.05):
            wanted = speeds.at(clock.now(), _owed(running))
            if clock.speed != wanted:
                clock.run_at(wanted)
                slack.control.clock(clock.describe())

    thread = threading.Thread(target=pace, name="pace", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _owed(running: Serving) -> int:
    with running.built.muster.database.read() as session:
        counted = dead_letters.count_by_state(session)
    return counted.get("pending", 0) + counted.get("sending", 0)


def _play(slack: Sandbox, scenario: Scenario, console: Console) -> Told:
    with _bar(console) as bar:
        task = bar.add_task("playing", total=len(scenario.steps))

        def over(step: dict[str, Any]) -> None:
            at = datetime.fromtimestamp(step["at"] or step["now"], UTC)
            mark = "[red]x[/]" if step["state"] == "failed" else "[green]·[/]"
            bar.console.print(
                f"{mark} [dim]{at:%d %b %H:%M}[/] {_short(step['what'])}", highlight=False
            )
            bar.update(task, completed=step["over"])

        failed = slack.play(scenario, on_progress=over)
    return Told(failed, len(scenario.steps))


def _short(what: str) -> str:
    return what if len(what) <= LINE else what[: LINE - 1] + "…"


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )


def _draft(slack: Sandbox, running_muster: Serving, folder: Path) -> str:
    """Wait until the draft is in the channel, write it beside the database, and count it."""
    slack.person("Farid").wait_for_message(files={"exists": True}, within=60)
    muster = running_muster.built.muster
    incident = named(muster, "INC-1")
    drafted = newest(muster, incident)
    if drafted is None:
        raise LookupError("the draft is in the channel and not in the database")
    path = folder / f"{incident.ref}.md"
    path.write_text(rendered(muster, drafted, Format.MARKDOWN), encoding="utf-8")
    items = items_of(muster, incident)
    moments = len(key_moments(items))
    return (
        f"The draft: [bold]{path}[/]\n{len(items)} entries, {moments} key moments; {drafted.counts}"
    )


def _tell(console: Console, slack: Sandbox, drafted: str) -> None:
    console.print(f"\n{drafted}", highlight=False)
    console.print(
        f"Open [bold link={slack.url}]{slack.url}[/] and be any of six people: "
        "/incident declare in any channel.\nCtrl-C ends it.",
        highlight=False,
    )
