"""What goes wrong on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.control.bodies import (
    DisconnectBody,
    DownBody,
    LatencyBody,
    LimitsBody,
    PageCapBody,
    ScaleBody,
)
from app.sandbox.errors import SlackError
from app.sandbox.net.messages import Request
from app.sandbox.net.routing import body_of
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack


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
    """Sets what calls take at least."""
    body = LatencyBody.model_validate(body_of(request))
    if body.ms is not None:
        slack.faults.latency_ms = body.ms
    slack.faults.latency_by_method.update(body.methods)
    return {"faults": slack.faults.shown()}


async def limits(slack: Slack, request: Request) -> Json:
    """Turns rate limits on or off, or makes others of them; nobody has called yet."""
    body = LimitsBody.model_validate(body_of(request))
    for name, value in body.model_dump(exclude={"per_minute"}, exclude_none=True).items():
        setattr(slack.limits, name, value)
    slack.limits.per_minute.update(body.per_minute)
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
    """Shortens pages."""
    slack.faults.page_cap = PageCapBody.model_validate(body_of(request)).items
    return {}


async def disconnect(slack: Slack, request: Request) -> Json:
    """Ends Socket Mode connections, see `DisconnectBody`."""
    body = DisconnectBody.model_validate(body_of(request))
    sockets = slack.outbound.sockets
    connections = list(sockets.connections)
    for connection in connections:
        if body.how == "cut":
            connection.abort()
        elif body.how == "close":
            connection.goodbye("refresh_requested")
            sockets.retire(connection)
        else:
            sockets.refresh(connection, after=body.after)
    return {"connections": len(connections)}


async def advance_retries(slack: Slack, _request: Request) -> Json:
    """Sends now whatever waits for its next attempt."""
    return {"sent": slack.outbound.events.advance()}


async def retry_scale(slack: Slack, request: Request) -> Json:
    """Multiplies the delays of retries from now on."""
    slack.outbound.events.retry_scale = ScaleBody.model_validate(body_of(request)).scale
    return {}
