"""What was sent, what is there, what time it is; and setting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts.importing import import_messages
from app.sandbox.client.people import clock_fields
from app.sandbox.clock import Clock
from app.sandbox.control.bodies import ClockBody, MessagesBody, QueryBody, UrlBody
from app.sandbox.errors import SlackError
from app.sandbox.ledger import Query
from app.sandbox.net.messages import Request
from app.sandbox.net.routing import body_of
from app.sandbox.state.channels import Channel
from app.sandbox.wire import Json, raw

if TYPE_CHECKING:
    from app.sandbox.core import Slack


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


async def request_url(slack: Slack, request: Request) -> Json:
    """Sets where the app takes HTTP requests."""
    body = UrlBody.model_validate(body_of(request))
    if body.url and body.verify:
        problem = await slack.outbound.verify(body.url)
        if problem:
            raise SlackError("url_verification_failed", [f"{body.url}: {problem}"])
    slack.request_url = body.url
    return {"request_url": body.url}


async def clock(slack: Slack, request: Request) -> Json:
    """Sets the clock."""
    slack.clock = Clock.parse(ClockBody.model_validate(body_of(request)).clock)
    return {"clock": clock_fields(slack) | {"describe": slack.clock.describe()}}


async def import_all(slack: Slack, request: Request) -> Json:
    """Puts messages from elsewhere into a channel."""
    body = MessagesBody.model_validate(body_of(request))
    channel = _channel(slack, body.channel)
    return {"messages": import_messages(slack, channel, body.messages, tell=body.tell)}


async def export_all(slack: Slack, request: Request) -> Json:
    """Everything that is in `?channel=`, replies too, oldest first."""
    channel = _channel(slack, request.query.get("channel", ""))
    stamps = sorted(channel.log.by_ts)
    return {"messages": [raw(channel.log.by_ts[ts].with_metadata()) for ts in stamps]}


def _channel(slack: Slack, name: str) -> Channel:
    channel = slack.world.channel(name)
    if channel is None:
        raise SlackError("channel_not_found")
    return channel
