"""Modals and App Homes that are open."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.sandbox.wire import Json


@dataclass(slots=True)
class View:
    """One modal or one person's App Home."""

    id: str
    user: str
    #: `modal` or `home`.
    kind: str
    #: The view as the app sent it, with block ids filled in.
    content: Json
    hash: str
    #: The lowest modal of the stack.
    root: str
    #: The modal beneath; empty for the lowest.
    previous: str = ""
    #: What the person has entered: block id to action id to value.
    state: Json = field(default_factory=dict)


#: How many modals may lie on each other.
STACK_LIMIT = 3
