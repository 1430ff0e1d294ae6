"""What requests to the control endpoint carry."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.sandbox.deliver.sockets import WARNING_SECONDS
from app.sandbox.wire import Json


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class QueryBody(_Body):
    """Which entries of the ledger; with `within`, waits for `count` of them."""

    of: Literal["calls", "deliveries"] = "calls"
    name: str = "*"
    since: int = 0
    where: Json = Field(default_factory=dict)
    text: str = ""
    count: int = 1
    #: Real seconds.
    within: float = Field(default=0.0, ge=0)


class DownBody(_Body):
    """What is down, and for how many real seconds; None: until it is up again.

    `api` drops every connection of the Web API, `delivery` lets nothing reach the app,
    `refuse` closes the port itself (this endpoint too, so it needs `seconds`).
    """

    what: Literal["api", "delivery", "refuse"]
    seconds: float | None = Field(default=None, ge=0)


class LatencyBody(_Body):
    """What calls take at least, milliseconds: all of them, and single methods."""

    ms: float | None = Field(default=None, ge=0)
    methods: dict[str, float] = Field(default_factory=dict)


class LimitsBody(_Body):
    """Slack's rate limits, or others."""

    enabled: bool | None = None
    posts_a_second: float | None = Field(default=None, gt=0)
    post_burst: float | None = Field(default=None, ge=1)
    #: Calls a minute, by method.
    per_minute: dict[str, float] = Field(default_factory=dict)


class PageCapBody(_Body):
    """At most so many items on a page, whatever limit was asked for; 0: as asked."""

    items: int = Field(default=0, ge=0)


class DisconnectBody(_Body):
    """How Socket Mode connections end.

    `cut`: without a word. `close`: with refresh_requested. `refresh`: a warning, and the end
    `after` so many real seconds.
    """

    how: Literal["cut", "close", "refresh"] = "cut"
    after: float = Field(default=WARNING_SECONDS, ge=0)


class ScaleBody(_Body):
    """A factor on the delays of retries."""

    scale: float = Field(default=1.0, ge=0)


class UrlBody(_Body):
    """Where the app takes HTTP requests; unless `verify` is false it must prove it."""

    url: str = ""
    verify: bool = True


class ClockBody(_Body):
    """`origin,speed[,anchor]`; empty: real time."""

    clock: str = ""


class MessagesBody(_Body):
    """Messages as conversations.history gives them, to be put into a channel."""

    channel: str
    messages: list[dict[str, Any]]
    #: Whether the app is told of each, as if it were said now.
    tell: bool = False
