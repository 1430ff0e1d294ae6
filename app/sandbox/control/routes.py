"""Every path under /control; see docs/sandbox.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from app.sandbox.client.people import clock_fields
from app.sandbox.clock import Clock
from app.sandbox.deliver.sockets import WARNING_SECONDS
from app.sandbox.errors import SlackError
from app.sandbox.ledger import Query
from app.sandbox.net.messages import Request
from app.sandbox.net.routing import Routes, body_of
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack


class QueryBody(BaseModel):
    """Which entries of the ledger; with `within`, waits for `count` of them."""

    model_config = ConfigDict(extra="forbid")

    of: str = Field(default="calls", pattern="^(calls|deliveries)$")
    name: str = "*"
    since: int = 0
    where: Json = Field(default_factory=dict)
    text: str = ""
    count: int = 1
    #: Real seconds.
    within: float = 0.0


class DownBody(BaseModel):
    """What is down, and for how many real seconds; None: until it is up again."""

    model_config = ConfigDict(extra="forbid")

    #: `api` drops every connection of the Web API, `delivery` lets nothing reach the app,
    #: `refuse` closes the port itself (this endpoint too, so it needs `seconds`).
    what: str = Field(pattern="^(api|delivery|refuse)$")
    seconds: float | None = None


async def status(slack: Slack, _request: Request) -> Json:
    """Whether the sandbox is there, and how the app is."""
    outbound = slack.outbound
    return {
        "sandbox": True,
        "origin": slack.origin,
        "clock": clock_fields(slack) | {"describe": slack.clock.describe()},
        "connections": len(outbound.sockets.connections),
        "request_url": slack.request_url,
        "waiting": outbound.events.waiting,
        "ledger": slack.ledger.last,
        "faults": slack.faults.shown(),
        "rate_limits": slack.limits.enabled,
    }


async def ledger(slack: Slack, request: Request) -> Json:
    """Entries of the ledger."""
    body = QueryBody.model_validate(body_of(request))
    query = Query(body.of, body.name, body.since, body.where, body.text)
    if body.within:
        found = await slack.ledger.wait(query, body.count, body.within)
    else:
        found = slack.ledger.select(query)
    return {"entries": [entry.shown() for entry in found], "last": slack.ledger.last}


async def clear_ledger(slack: Slack, _request: Request) -> Json:
    """Forgets the ledger."""
    slack.ledger.clear()
    return {"last": slack.ledger.last}


async def add_fault(slack: Slack, request: Request) -> Json:
    """Adds a fault, see `faults.CallFault` and `faults.EventFault`."""
    return {"fault": slack.faults.add(body_of(request)).model_dump()}


async def show_faults(slack: Slack, _request: Request) -> Json:
    """All faults."""
    return {"faults": slack.faults.shown()}


async def clear_faults(slack: Slack, _request: Request) -> Json:
    """Makes everything well again."""
    slack.faults.clear()
    slack.outbound.events.release()
    return {}


async def latency(slack: Slack, request: Request) -> Json:
    """Sets what calls take at least: `ms`, and `methods` by name."""
    body = body_of(request)
    slack.faults.latency_ms = float(body.get("ms", slack.faults.latency_ms))
    slack.faults.latency_by_method.update(
        {str(name): float(ms) for name, ms in body.get("methods", {}).items()}
    )
    return {"faults": slack.faults.shown()}


async def limits(slack: Slack, request: Request) -> Json:
    """Rate limits: `enabled`, `posts_a_second`, `post_burst`, `per_minute` by method."""
    body = body_of(request)
    slack.limits.enabled = bool(body.get("enabled", slack.limits.enabled))
    slack.limits.posts_a_second = float(body.get("posts_a_second", slack.limits.posts_a_second))
    slack.limits.post_burst = float(body.get("post_burst", slack.limits.post_burst))
    slack.limits.per_minute.update(
        {str(name): float(rate) for name, rate in body.get("per_minute", {}).items()}
    )
    slack.limits.reset()
    return {"enabled": slack.limits.enabled}


async def down(slack: Slack, request: Request) -> Json:
    """Takes something down, see `DownBody`."""
    body = DownBody.model_validate(body_of(request))
    if body.what == "refuse" and body.seconds is None:
        raise SlackError("seconds_needed", ["a closed port cannot be told to open again"])
    slack.outages.begin(body.what, body.seconds)
    return {}


async def up(slack: Slack, _request: Request) -> Json:
    """Takes everything up again."""
    await slack.outages.end()
    return {}


async def page_cap(slack: Slack, request: Request) -> Json:
    """Lets no page have more than `items`, whatever limit was asked for; 0: as asked."""
    slack.faults.page_cap = int(body_of(request).get("items", 0))
    return {}


async def disconnect(slack: Slack, request: Request) -> Json:
    """Ends Socket Mode connections.

    `how`: `cut` (without a word), `close` (with refresh_requested) or `refresh` (a warning,
    and the end `after` so many real seconds).
    """
    body = body_of(request)
    how = body.get("how", "cut")
    connections = list(slack.outbound.sockets.connections)
    for connection in connections:
        if how == "cut":
            connection.abort()
        elif how == "close":
            connection.goodbye("refresh_requested")
            slack.outbound.sockets.retire(connection)
        elif how == "refresh":
            after = float(body.get("after", WARNING_SECONDS))
            slack.outbound.sockets.refresh(connection, after=after)
        else:
            raise SlackError("invalid_how", ["how: expected cut, close or refresh"])
    return {"connections": len(connections)}


async def advance_retries(slack: Slack, _request: Request) -> Json:
    """Sends now whatever waits for its next attempt."""
    return {"sent": slack.outbound.events.advance()}


async def retry_scale(slack: Slack, request: Request) -> Json:
    """Multiplies the delays of retries by `scale` from now on."""
    slack.outbound.events.retry_scale = float(body_of(request).get("scale", 1.0))
    return {}


async def request_url(slack: Slack, request: Request) -> Json:
    """Sets where the app takes HTTP requests: `url`; unless `verify` is false it must prove it."""
    body = body_of(request)
    url = str(body.get("url", ""))
    if url and body.get("verify", True):
        problem = await slack.outbound.verify(url)
        if problem:
            raise SlackError("url_verification_failed", [f"{url}: {problem}"])
    slack.request_url = url
    return {"request_url": url}


async def clock(slack: Slack, request: Request) -> Json:
    """Sets the clock: `clock` as `origin,speed[,anchor]`; empty: real time."""
    slack.clock = Clock.parse(str(body_of(request).get("clock", "")))
    return {"clock": clock_fields(slack) | {"describe": slack.clock.describe()}}


CONTROL = Routes()
for _method, _path, _handler in (
    ("GET", "/control/status", status),
    ("POST", "/control/ledger", ledger),
    ("DELETE", "/control/ledger", clear_ledger),
    ("GET", "/control/faults", show_faults),
    ("POST", "/control/faults", add_fault),
    ("DELETE", "/control/faults", clear_faults),
    ("POST", "/control/latency", latency),
    ("POST", "/control/limits", limits),
    ("POST", "/control/down", down),
    ("POST", "/control/up", up),
    ("POST", "/control/page_cap", page_cap),
    ("POST", "/control/sockets/disconnect", disconnect),
    ("POST", "/control/retries/advance", advance_retries),
    ("POST", "/control/retries/scale", retry_scale),
    ("POST", "/control/request_url", request_url),
    ("POST", "/control/clock", clock),
):
    CONTROL.add(_method, _path, _handler)
