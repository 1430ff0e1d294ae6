"""A step that is being done, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.sandbox.scenario.finding import Finder, Place
from app.sandbox.scenario.model import Step
from app.sandbox.state.channels import Channel
from app.sandbox.state.people import Person

if TYPE_CHECKING:
    from app.sandbox.core import Slack

#: What a step leaves behind for later ones.
Made = Channel | Place | None


@dataclass(frozen=True, slots=True)
class Doing:
    """A step that is being done."""

    slack: Slack
    finder: Finder
    step: Step
    who: Person
    folder: Path
    #: The time that what is said bears, microseconds; None: now.
    when: int | None
