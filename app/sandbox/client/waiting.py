"""Waiting until a person sees something: long polls, so that no test sleeps."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from app.sandbox.acts import views
from app.sandbox.acts.views import view_object
from app.sandbox.client.bodies import WaitBody
from app.sandbox.client.channels import channel_of, shown_channel
from app.sandbox.client.people import person_of
from app.sandbox.errors import SlackError
from app.sandbox.matching import matches
from app.sandbox.net.messages import Request
from app.sandbox.net.routing import body_of
from app.sandbox.state.people import Person
from app.sandbox.wire import Json, ts_micros, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_DEPTH = 200
_THINGS = {"message", "ephemeral", "view", "home"}


async def wait(slack: Slack, request: Request, person: str) -> Json:
    """Waits for `message`, `ephemeral`, `view`, `home` or `channel`, for `within` seconds."""
    who, body = person_of(slack, person), WaitBody.model_validate(body_of(request))
    wanted = body.model_dump(exclude={"within"}, exclude_none=True)
    if not isinstance(body.channel, dict) and not wanted.keys() & _THINGS:
        raise SlackError("nothing_to_wait_for")
    found = await slack.feeds.until(lambda: probe(slack, who, wanted), body.within)
    return {"found": found}


def probe(slack: Slack, who: Person, wanted: Json) -> Json | None:
    """What `wanted` describes, if it is there.

    Exactly one of: `message` or `ephemeral` (patterns over the message, with `channel` and
    optionally `after`, a ts), `view` or `home` (patterns over the view), `channel` as an
    object (patterns over the channel). Patterns: see `matching.matches`.
    """
    if "message" in wanted:
        return _message(slack, who, wanted)
    if "ephemeral" in wanted:
        return _ephemeral(slack, who, wanted)
    if "view" in wanted:
        stack = views.stack(slack, who.id)
        top = view_object(slack, stack[-1]) if stack else None
        return top if top and matches(wanted["view"], top) else None
    if "home" in wanted:
        view = slack.world.homes.get(who.id)
        shown = view_object(slack, view) if view else None
        return shown if shown and matches(wanted["home"], shown) else None
    return _channel(slack, who, wanted.get("channel", {}))


def _message(slack: Slack, who: Person, wanted: Json) -> Json | None:
    names = (
        [wanted["channel"]]
        if wanted.get("channel")
        else [channel.id for channel in slack.world.channels.values() if who.id in channel.members]
    )
    after = ts_micros(wanted.get("after", "")) or 0
    for name in names:
        channel = slack.world.channel(str(name))
        if channel is None or not channel.visible_to(who.id):
            continue
        stamps = sorted(islice(reversed(channel.log.by_ts), _DEPTH), reverse=True)
        for ts in stamps:
            document = channel.log.by_ts[ts].fields()
            if ts > after and matches(wanted["message"], document):
                return document | {"channel": channel.id}
    return None


def _ephemeral(slack: Slack, who: Person, wanted: Json) -> Json | None:
    channel = wanted.get("channel")
    where = channel_of(slack, who, str(channel)).id if channel else ""
    after = ts_micros(wanted.get("after", "")) or 0
    for shown in reversed(slack.ephemerals.of(who.id, where)):
        if shown.ts > after and matches(wanted["ephemeral"], shown.document):
            return shown.document | {"channel": shown.channel, "ts": ts_text(shown.ts)}
    return None


def _channel(slack: Slack, who: Person, patterns: Json) -> Json | None:
    for channel in reversed(slack.world.channels.values()):
        if channel.visible_to(who.id):
            shown = shown_channel(slack, who, channel)
            if matches(patterns, shown):
                return shown
    return None
