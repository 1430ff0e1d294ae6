"""Settings and the clock; nothing else reads the environment or the time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """The environment cannot be used; the message names the variable and what it should be."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Time that runs `speed` times as fast as real time, from a chosen moment."""

    #: The scaled time at `anchor`, UTC.
    origin: datetime
    #: Scaled seconds for each real second.
    speed: float
    #: The real moment, in seconds since the epoch, at which the clock stood at `origin`.
    anchor: float


class Clock:
    """The one clock: real time, or time that runs faster from a chosen origin.

    The scaled clock serves the demo, drills and end-to-end tests. Signatures, trigger
    ids, leases and rate limits use `real()`.
    """

    def __init__(self, pace: Pace | None = None) -> None:
        #: None: real time. Replaced as a whole, so that no reader sees half of a change.
        self._pace = pace

    @classmethod
    def parse(cls, text: str) -> Self:
        """A clock from `origin,speed` or `origin,speed,anchor`; empty: real time.

        Without an anchor the clock starts at `origin` now; processes that must agree on
        the time share one (real seconds since the epoch).

        Raises:
            ValueError: when the text is anything else.
        """
        if not text:
            return cls()
        origin_text, speed_text, anchor_text = ([*text.split(","), "", ""])[:3]
        origin = datetime.fromisoformat(origin_text.strip())
        if origin.tzinfo is None:
            origin = origin.replace(tzinfo=UTC)
        speed = float(speed_text or 1)
        if speed <= 0:
            raise ValueError("the speed must be above 0")
        return cls(Pace(origin.astimezone(UTC), speed, float(anchor_text or time.time())))

    @property
    def speed(self) -> float:
        """Scaled seconds for each real second."""
        return self._pace.speed if self._pace else 1.0

    def now(self) -> datetime:
        """The time that incidents happen in, UTC."""
        return self.when(self.real())

    def real(self) -> datetime:
        """The time that leases, rate limits and signatures use, UTC."""
        return datetime.now(UTC)

    def when(self, real: datetime) -> datetime:
        """The time that incidents happen in at a real moment; the same in every process."""
        pace = self._pace
        if pace is None:
            return real
        return pace.origin + timedelta(seconds=(real.timestamp() - pace.anchor) * pace.speed)

    def run_at(self, speed: float, origin: datetime | None = None) -> None:
        """Go on at another speed, from `origin` or from where it stands (the demo's nights)."""
        self._pace = Pace(origin or self.now(), speed, time.time())

    def describe(self) -> str:
        """As `MUSTER_CLOCK` takes it, so that another process can share it."""
        pace = self._pace
        if pace is None:
            return ""
        return f"{pace.origin.isoformat()},{pace.speed:g},{pace.anchor!r}"


class Settings(BaseSettings):
    """Everything that the environment decides; read once, at start."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: str = "sqlite:///muster.db"
    slack_bot_token: str = ""
    slack_signing_secret: str = ""
    #: Set: Socket Mode.
    slack_app_token: str = ""
    slack_api_url: str = "https://slack.com/api/"
    anthropic_api_key: str = ""
    #: Empty: the service's own address.
    anthropic_base_url: str = ""
    muster_model: str = "claude-sonnet-5-5"
    #: Path of a policy file laid over the default.
    muster_policy: str = ""
    #: Id or name of the channel that incidents are announced in.
    muster_announce_channel: str = ""
    #: `origin,speed[,anchor]`; empty: real time.
    muster_clock: str = ""
    #: Names of the slash commands, without the slash.
    muster_incident_command: str = "incident"
    muster_postmortem_command: str = "postmortem"
    #: Key of the log's running hash; empty: one kept in the database.
    muster_log_key: str = ""
    #: Asked for while ticks succeed (GET, twice a minute): something outside notices when
    #: that stops.
    muster_heartbeat_url: str = ""
    #: Where templates are looked for before those that ship.
    muster_templates: str = ""
    #: Tests only: where this process kills itself, see `app.fault_points`.
    muster_fault_point: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_slash(cls, value: str) -> str:
        return value.rstrip("/") + "/"

    @field_validator("muster_heartbeat_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("expected an address that starts with https:// or http://")
        return value

    @field_validator("muster_clock")
    @classmethod
    def _is_a_clock(cls, value: str) -> str:
        try:
            Clock.parse(value)
        except ValueError as error:
            raise ValueError(
                f"expected origin,speed such as 2026-03-09T14:00Z,60 ({error})"
            ) from error
        return value

    @classmethod
    def load(cls) -> Self:
        """The settings of this process.

        Raises:
            SettingsError: when a variable has a value that cannot be used.
        """
        try:
            return cls()
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            name = ".".join(str(part) for part in first["loc"]).upper()
            message = first["msg"].removeprefix("Value error, ")
            raise SettingsError(f"{name}: {message}") from error


def shipped(name: str) -> Path:
    """A folder that ships with Muster (`migrations`, `templates`).

    In a checkout it lies at the top of the repository; once installed, in the package.
    """
    package = Path(str(resources.files("app")))
    installed = package / "shipped" / name
    return installed if installed.is_dir() else package.parent / name


def shipped_text(package: str, name: str) -> str:
    """A data file of a package, such as the default policy."""
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")
