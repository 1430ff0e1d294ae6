"""What a person does to messages: reactions, pins; bookmarks; unfurls on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts import changing, marks
from app.sandbox.api.content import attachments_of
from app.sandbox.client.bodies import UnfurlBody
from app.sandbox.client.channels import channel_of
from app.sandbox.client.messages import message_of
from app.sandbox.client.people import person_of
from app.sandbox.errors import SlackError
from app.sandbox.net.messages import Request
from app.sandbox.net.routing import body_of
from app.sandbox.wire import Json, raw

if TYPE_CHECKING:
    from app.sandbox.core import Slack


async def react(
    slack: Slack, _request: Request, person: str, channel: str, ts: str, name: str
) -> Json:
    """Puts an emoji on a message."""
    who = person_of(slack, person)
    found = channel_of(slack, who, channel)
    if not marks.react(slack, found, message_of(found, ts), who, name):
        raise SlackError("already_reacted")
    return {}


async def unreact(
    slack: Slack, _request: Request, person: str, channel: str, ts: str, name: str
) -> Json:
    """Takes one's emoji off a message."""
    who = person_of(slack, person)
    found = channel_of(slack, who, channel)
    if not marks.unreact(slack, found, message_of(found, ts), who, name):
        raise SlackError("no_reaction")
    return {}


async def pin(slack: Slack, _request: Request, person: str, channel: str, ts: str) -> Json:
    """Pins a message."""
    who = person_of(slack, person)
    found = channel_of(slack, who, channel)
    if not marks.pin(slack, found, message_of(found, ts), who):
        raise SlackError("already_pinned")
    return {}


async def unpin(slack: Slack, _request: Request, person: str, channel: str, ts: str) -> Json:
    """Takes a pin off."""
    who = person_of(slack, person)
    found = channel_of(slack, who, channel)
    if not marks.unpin(slack, found, message_of(found, ts), who):
        raise SlackError("no_pin")
    return {}


async def unfurl(slack: Slack, request: Request, person: str, channel: str, ts: str) -> Json:
    """Shows what a message's links lead to: `attachments`; a change that is no edit."""
    who = person_of(slack, person)
    found = channel_of(slack, who, channel)
    message = message_of(found, ts)
    attachments = attachments_of(UnfurlBody.model_validate(body_of(request)).attachments)
    changing.unfurl(slack, found, message, attachments)
    return {"message": raw(message.doc)}
