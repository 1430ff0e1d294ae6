"""What goes wrong on demand."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.sandbox.matching import matches, same_name
from app.sandbox.wire import Json


class Rule(BaseModel):
    """What befalls which calls or events, and how often."""

    model_config = ConfigDict(extra="forbid")

    id: int = 0
    #: A method or an event type; `*` stands for anything.
    name: str = "*"
    #: How often it strikes; None: until it is cleared.
    times: int | None = Field(default=1, ge=1)
    #: How many matching ones pass before it strikes.
    after: int = Field(default=0, ge=0)
    #: Patterns over the arguments or the event.
    where: Json = Field(default_factory=dict)
    #: How often it has struck.
    struck: int = 0

    def strikes(self, name: str, subject: Json) -> bool:
        """Whether it befalls this one; counts it if so."""
        if self.times is not None and self.struck >= self.times:
            return False
        if not same_name(self.name, name) or not matches(self.where, subject):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.struck += 1
        return True


class CallFault(Rule):
    """What befalls a call of the Web API.

    `error`: answered `ok: false` with `error`, without effect. `status`: answered with an
    HTTP status, without effect. `status_after`: takes effect, and the status says it failed.
    `ratelimit`: 429 with `retry_after`. `drop_before`: the connection is dropped and nothing
    happens. `drop_after`: takes effect, and the connection is dropped without an answer.
    `delay`: takes `seconds` longer.
    """

    kind: Literal[
        "error", "status", "status_after", "ratelimit", "drop_before", "drop_after", "delay"
    ]
    error: str = "internal_error"
    status: int = Field(default=503, ge=400, le=599)
    retry_after: int = Field(default=1, ge=0)
    seconds: float = Field(default=0.0, ge=0)


class EventFault(Rule):
    """What befalls an event on its way to the app.

    `duplicate`: sent `copies` times, with event ids of their own when `new_id` is set.
    `delay`: sent `seconds` later, so that others overtake it. `reorder`: held until `count`
    are there, then sent in reverse order. `lose`: never sent.
    """

    kind: Literal["duplicate", "delay", "reorder", "lose"]
    seconds: float = Field(default=0.0, ge=0)
    copies: int = Field(default=2, ge=2)
    new_id: bool = False
    count: int = Field(default=2, ge=2)


@dataclass(slots=True)
class Faults:
    """All that may go wrong, and what is down."""

    #: Milliseconds that every call takes at least, and those of single methods.
    latency_ms: float = 0.0
    latency_by_method: dict[str, float] = field(default_factory=dict)
    calls: list[CallFault] = field(default_factory=list)
    events: list[EventFault] = field(default_factory=list)
    #: Whether the Web API drops every connection.
    api_down: bool = False
    #: Whether nothing reaches the app.
    delivery_down: bool = False
    #: At most so many items on a page, whatever limit was asked for; 0: as asked.
    page_cap: int = 0
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def add(self, rule: Json) -> CallFault | EventFault:
        """Adds a rule; `of` says whether it is about `calls` (default) or `events`.

        Raises:
            pydantic.ValidationError: when the rule has an option that does not exist.
        """
        fields = {**rule, "id": next(self._ids)}
        if fields.pop("of", "calls") == "events":
            self.events.append(EventFault.model_validate(fields))
            return self.events[-1]
        self.calls.append(CallFault.model_validate(fields))
        return self.calls[-1]

    def clear(self) -> None:
        """Makes everything well again."""
        self.calls.clear()
        self.events.clear()
        self.latency_ms = 0.0
        self.latency_by_method.clear()
        self.api_down = self.delivery_down = False
        self.page_cap = 0

    def latency(self, method: str) -> float:
        """Real seconds that a call of `method` takes at least."""
        return self.latency_by_method.get(method, self.latency_ms) / 1000

    def for_call(self, method: str, arguments: Json) -> list[CallFault]:
        """What befalls this call."""
        return [fault for fault in self.calls if fault.strikes(method, arguments)]

    def for_event(self, type_: str, event: Json) -> EventFault | None:
        """What befalls this event: the first rule that strikes."""
        return next((fault for fault in self.events if fault.strikes(type_, event)), None)

    def shown(self) -> Json:
        """As the control endpoint shows it."""
        return {
            "latency_ms": self.latency_ms,
            "latency_by_method": self.latency_by_method,
            "calls": [rule.model_dump() for rule in self.calls],
            "events": [rule.model_dump() for rule in self.events],
            "api_down": self.api_down,
            "delivery_down": self.delivery_down,
            "page_cap": self.page_cap,
        }
