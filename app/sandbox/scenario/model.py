"""The steps of a scenario."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

_DURATION = re.compile(r"\+(\d+(?:\.\d+)?)(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
#: What a step may do; exactly one of them, or only a wait.
ACTS = (
    "say", "edit", "delete", "react", "unreact", "pin", "unpin", "upload", "command", "press",
    "choose", "submit", "close", "shortcut", "home", "create", "join", "leave", "invite", "topic",
    "archive", "unarchive",
)  # fmt: skip
#: A reference to a message: `$name` of an earlier step, or patterns over the message.
Target = str | dict[str, Any]


class Wait(BaseModel):
    """What must be there first; exactly one of the patterns, see `matching.matches`."""

    model_config = ConfigDict(extra="forbid")

    message: dict[str, Any] | None = None
    ephemeral: dict[str, Any] | None = None
    modal: dict[str, Any] | None = None
    home: dict[str, Any] | None = None
    channel: dict[str, Any] | None = None
    #: Real seconds.
    within: float = Field(default=30.0, gt=0)

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        given = self.model_dump(exclude_none=True, exclude={"within"})
        if len(given) != 1:
            raise ValueError("wait: expected one of message, ephemeral, modal, home, channel")
        return self


class Step(BaseModel):
    """One thing that one person does."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    #: Where the step stands in its file.
    line: int = 0
    who: str
    #: Seconds since the epoch on the sandbox's clock; None: right after the step before.
    at: float | None = None
    #: `#name`, `#glob*` (the newest that fits), `@person`, an id, or `$name`.
    where: str = Field(default="", alias="in")
    #: What later steps call the message, channel or file that this one makes or finds.
    name: str = ""
    #: Names of steps that must be done first.
    after: list[str] = Field(default_factory=list)
    wait: Wait | None = None

    say: str | None = None
    edit: str | None = None
    delete: Target | None = None
    react: str | None = None
    unreact: str | None = None
    pin: Target | None = None
    unpin: Target | None = None
    upload: str | None = None
    command: str | None = None
    press: str | None = None
    choose: Any = None
    submit: dict[str, Any] | None = None
    close: bool | None = None
    shortcut: str | None = None
    home: bool | None = None
    create: str | None = None
    join: bool | None = None
    leave: bool | None = None
    invite: list[str] | None = None
    topic: str | None = None
    archive: bool | None = None
    unarchive: bool | None = None

    #: The message that an edit, a reaction, a shortcut or a press is about.
    message: Target | None = None
    #: The message that `say` and `upload` reply to.
    thread: Target | None = None
    broadcast: bool = False
    #: Of an upload: its text, or a file beside the scenario.
    content: str | None = None
    path: Path | None = None
    text: str = ""
    #: Of a choice: the element's action id.
    action: str = ""
    private: bool = False
    #: Whether the app is meant to refuse; then the step fails when it does not.
    refused: bool = False
    #: Real seconds to wait for what the step needs (a message, a modal, a channel).
    within: float = Field(default=30.0, gt=0)

    @field_validator("after", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        acts = [act for act in ACTS if getattr(self, act) is not None]
        if len(acts) > 1 or (not acts and self.wait is None):
            found = ", ".join(acts) or "none"
            raise ValueError(f"expected one act ({', '.join(ACTS)}) or a wait, found {found}")
        return self

    @property
    def act(self) -> str:
        """What it does; `wait` when it only waits."""
        return next((act for act in ACTS if getattr(self, act) is not None), "wait")

    def describe(self) -> str:
        """One line for a person who watches."""
        value = getattr(self, self.act) if self.act != "wait" else None
        said = value if isinstance(value, str) else ""
        where = f" in {self.where}" if self.where else ""
        first_line = said.partition("\n")[0]
        return f"{self.who}: {self.act}{where}{': ' if first_line else ''}{first_line}"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A script for the people of a workspace."""

    steps: tuple[Step, ...]
    title: str = ""
    #: Where paths in it begin.
    folder: Path = field(default_factory=Path)

    def rows(self) -> list[dict[str, Any]]:
        """As JSON, for another process."""
        return [
            step.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            for step in self.steps
        ]

    @property
    def start(self) -> float | None:
        """The time of its first timed step, seconds since the epoch."""
        return next((step.at for step in self.steps if step.at is not None), None)

    @property
    def end(self) -> float | None:
        """The time of its last timed step."""
        return next((step.at for step in reversed(self.steps) if step.at is not None), None)


class ScenarioError(ValueError):
    """A scenario cannot be used; the message says which line and why."""


def build(rows: Sequence[tuple[int, Any]], title: str = "", folder: Path | None = None) -> Scenario:
    """A scenario from its rows, each with the line it stands on.

    Raises:
        ScenarioError: naming the line and what was expected.
    """
    steps: list[Step] = []
    clock: float | None = None
    names: set[str] = set()
    for line, row in rows:
        if not isinstance(row, dict):
            raise ScenarioError(f"line {line}: expected an object, got {type(row).__name__}")
        step = _step(line, row, clock)
        unknown = [name for name in step.after if name not in names]
        if unknown:
            raise ScenarioError(f"line {line}: after: no earlier step is named {unknown[0]!r}")
        names.add(step.name)
        clock = step.at if step.at is not None else clock
        steps.append(step)
    return Scenario(tuple(steps), title, folder or Path())


def _step(line: int, row: dict[str, Any], clock: float | None) -> Step:
    try:
        at = _moment(row.get("at"), clock)
        return Step.model_validate({"line": line, **row, "at": at})
    except ValueError as error:
        problems = getattr(error, "errors", None)
        if problems is None:
            raise ScenarioError(f"line {line}: {error}") from error
        first = problems(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise ScenarioError(f"line {line}: {place + ': ' if place else ''}{message}") from error


def _moment(value: object, clock: float | None) -> float | None:
    """Seconds since the epoch from ISO 8601 (UTC), or from `+90s` after the step before."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    relative = _DURATION.fullmatch(str(value))
    if relative:
        if clock is None:
            raise ValueError(f"at: {value} needs an earlier step with a time")
        return clock + float(relative[1]) * _SECONDS[relative[2]]
    try:
        return _moment(datetime.fromisoformat(str(value)), clock)
    except ValueError as error:
        raise ValueError(
            f"at: expected a time such as 2018-02-20T13:17:00Z or +90s, got {value!r}"
        ) from error
