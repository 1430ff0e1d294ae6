"""Another workspace than the default one, from a file."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from app.sandbox.config import ChannelSeed, GroupSeed, PersonSeed


class Seeds(BaseModel):
    """Who and what is there on the first day; what is not said is as by default."""

    model_config = ConfigDict(extra="forbid")

    people: tuple[PersonSeed, ...] | None = None
    channels: tuple[ChannelSeed, ...] | None = None
    groups: tuple[GroupSeed, ...] | None = None
    integrations: tuple[str, ...] | None = None
    team_name: str | None = None
    team_domain: str | None = None

    def options(self) -> dict[str, Any]:
        """What `SandboxConfig` is to be told."""
        return {name: getattr(self, name) for name in self.model_fields_set}
