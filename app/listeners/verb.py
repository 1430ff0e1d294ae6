"""What a verb is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.listeners.ask import Answer, Ask


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, what follows it, and what it does in a few words."""

    run: Callable[[Ask], Answer]
    usage: str
    does: str
