"""A sandbox, as whoever started it or connected to it holds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from app.sandbox.handle.control import Control
from app.sandbox.handle.ledger import LedgerReader
from app.sandbox.handle.person import Person
from app.sandbox.handle.wire import Wire, path_of
from app.sandbox.scenario.model import Scenario
from app.sandbox.wire import Json

_PATIENCE = 20.0


class Sandbox:
    """A Slack on this machine."""

    def __init__(
        self, url: str, *, bot_token: str = "", app_token: str = "", signing_secret: str = ""
    ) -> None:
        self.url = url.rstrip("/")
        #: For `WebClient(base_url=...)`.
        self.api_url = f"{self.url}/api/"
        self.bot_token = bot_token
        self.app_token = app_token
        self.signing_secret = signing_secret
        self._wire = Wire(self.url)
        self.control = Control(self._wire)
        self.ledger = LedgerReader(self._wire)

    def person(self, name: str) -> Person:
        """Someone by first name, handle, full name or id.

        Raises:
            SandboxError: person_not_found.
        """
        return Person(self._wire, name)

    def play(
        self,
        scenario: Scenario,
        *,
        speed: float | Literal["max"] | None = None,
        on_progress: Callable[[Json], None] | None = None,
    ) -> list[Json]:
        """Plays a scenario to its end and gives the steps that failed.

        Args:
            scenario: what to play, see `read_scenario`.
            speed: None: by the sandbox's clock; a number: scripted seconds a real second;
                `max`: each step as soon as the one before is done.
            on_progress: called with each step that is over: `state`, `what`, `why`, `over`,
                `total`, `now`, `at`, `line`.

        Raises:
            SandboxError: already_playing.
        """
        body = {
            "title": scenario.title,
            "folder": str(scenario.folder.absolute()),
            "steps": scenario.rows(),
            "speed": speed,
        }
        self._wire.ask("POST", path_of("client", "scenario", "play"), body)
        return self.follow(on_progress)

    def follow(self, on_progress: Callable[[Json], None] | None = None) -> list[Json]:
        """Follows the scenario that plays to its end and gives the steps that failed."""
        seen: list[Json] = []
        state = ""
        while state not in {"finished", "stopped"}:
            body = {"since": len(seen), "within": _PATIENCE}
            path = path_of("client", "scenario", "follow")
            answer = self._wire.ask("POST", path, body, seconds=_PATIENCE + 30)
            state = answer["play"]["state"]
            seen += answer["steps"]
            if on_progress:
                for step in answer["steps"]:
                    on_progress(step)
        return [step for step in seen if step["state"] == "failed"]

    def pause(self) -> None:
        """Pauses the scenario that plays."""
        self._wire.ask("POST", path_of("client", "scenario", "pause"), {})

    def resume(self) -> None:
        """Lets the scenario go on."""
        self._wire.ask("POST", path_of("client", "scenario", "resume"), {})

    def stop(self) -> None:
        """Stops the scenario that plays."""
        self._wire.ask("POST", path_of("client", "scenario", "stop"), {})
