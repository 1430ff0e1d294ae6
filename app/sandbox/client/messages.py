"""What a person reads and says."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from app.sandbox.acts import changing, files, marks, unfurling
from app.sandbox.acts.ephemeral import ephemeral_fields
from app.sandbox.acts.posting import Content, post
from app.sandbox.api.content import attachments_of, blocks_of, metadata_of
from app.sandbox.client.bodies import EditBody, SayBody
from app.sandbox.client.channels import channel_of
from app.sandbox.client.people import person_of
from app.sandbox.errors import SlackError
from app.sandbox.net.messages import Request
from app.sandbox.net.routing import body_of
from app.sandbox.state.channels import Channel
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.text.mrkdwn import escaped
from app.sandbox.text.typed import message_text
from app.sandbox.wire import Json, raw, ts_micros, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_PAGE, _MOST = 50, 500
_END = 10**18


def message_of(channel: Channel, ts: object) -> Message:
    """The message with a timestamp.

    Raises:
        SlackError: message_not_found.
    """
    message = channel.log.by_ts.get(ts_micros(ts) or 0)
    if message is None:
        raise SlackError("message_not_found")
    return message


async def read(slack: Slack, request: Request, person: str, channel: str) -> Json:
    """A page of a channel, oldest first: `before`, `after` or `around` a ts, and `limit`."""
    found = channel_of(slack, person_of(slack, person), channel)
    query = request.query
    limit = min(int(query.get("limit", _PAGE)), _MOST)
    if "around" in query:
        centre = ts_micros(query["around"]) or 0
        older = list(islice(found.log.newest_first(0, centre), limit // 2 + 1))
        newer = list(islice(found.log.oldest_first(centre + 1), limit // 2))
        page = [*reversed(older), *newer]
    elif "after" in query:
        page = list(islice(found.log.oldest_first((ts_micros(query["after"]) or 0) + 1), limit))
    else:
        before = ts_micros(query["before"]) if query.get("before") else None
        latest = _END if before is None else before - 1
        page = list(islice(found.log.newest_first(0, latest), limit))[::-1]
    main = found.log.main
    return {
        "messages": [raw(message.with_metadata()) for message in page],
        "has_older": bool(page) and page[0].ts > main[0],
        "has_newer": bool(page) and page[-1].ts < main[-1],
    }


async def read_one(slack: Slack, _request: Request, person: str, channel: str, ts: str) -> Json:
    """One message, with its address."""
    found = channel_of(slack, person_of(slack, person), channel)
    message = message_of(found, ts)
    address = marks.permalink(slack, found, message)
    return {"message": raw(message.with_metadata()), "permalink": address}


async def read_thread(slack: Slack, _request: Request, person: str, channel: str, ts: str) -> Json:
    """A message and all its replies, oldest first."""
    found = channel_of(slack, person_of(slack, person), channel)
    parent = message_of(found, ts)
    parent = found.log.by_ts[parent.thread] if parent.thread else parent
    thread = [parent, *found.log.thread_after(parent.ts, 0, _END)]
    return {"messages": [raw(message.with_metadata()) for message in thread]}


async def read_pins(slack: Slack, _request: Request, person: str, channel: str) -> Json:
    """What is pinned, the newest pin first."""
    found = channel_of(slack, person_of(slack, person), channel)
    pins = reversed(found.pins.values())
    return {"items": [marks.pin_item(slack, found, found.log.by_ts[pin.ts], pin) for pin in pins]}


async def read_ephemeral(slack: Slack, _request: Request, person: str, channel: str) -> Json:
    """What only this person was shown in a channel, oldest first."""
    who = person_of(slack, person)
    found = channel_of(slack, who, channel)
    return {
        "messages": [ephemeral_fields(shown) for shown in slack.ephemerals.of(who.id, found.id)]
    }


async def say(slack: Slack, request: Request, person: str, channel: str) -> Json:
    """Says `text` (as typed), or `blocks`; in a thread with `thread_ts`; with `files`."""
    who, body = person_of(slack, person), SayBody.model_validate(body_of(request))
    found = channel_of(slack, who, channel)
    message = say_in(slack, who, found, body)
    return {"channel": found.id, "ts": ts_text(message.ts), "message": raw(message.doc)}


def say_in(
    slack: Slack, who: Person, channel: Channel, body: SayBody, when: int | None = None
) -> Message:
    """Says what `body` describes, see `say`.

    Raises:
        SlackError: not_in_channel, is_archived, thread_not_found, no_text, ...
    """
    if channel.is_archived:
        raise SlackError("is_archived")
    if who.id not in channel.members and not who.is_bot:
        raise SlackError("not_in_channel")
    content = said(slack, who, body)
    thread = message_of(channel, body.thread_ts).ts if body.thread_ts else 0
    thread = channel.log.by_ts[thread].thread or thread if thread else 0
    if content.files:
        return files.share(slack, channel, who, content, thread=thread, when=when)
    message = post(
        slack,
        channel,
        who,
        content,
        thread=thread,
        broadcast=bool(body.broadcast) and bool(thread),
        when=when,
    )
    unfurling.consider(slack, channel, message)
    return message


def said(slack: Slack, who: Person, body: SayBody) -> Content:
    """The content that a person's, or another bot's, words make.

    Raises:
        SlackError: no_text, invalid_blocks or file_not_found.
    """
    text = body.text or ""
    content = Content(
        # Text that comes with blocks is not typed: it is as some client encoded it.
        text=escaped(text) if body.blocks else message_text(slack.world, text),
        blocks=blocks_of(body.blocks),
        attachments=attachments_of(body.attachments),
        metadata=metadata_of(body.metadata),
        username=who.real_name if who.is_bot else "",
        lists=True,
    )
    for wanted in body.files or []:
        file = slack.world.files.get(wanted)
        if file is None or file.user != who.id:
            raise SlackError("file_not_found")
        content.files.append(file)
    if not (content.text.strip() or content.blocks or content.attachments or content.files):
        raise SlackError("no_text")
    return content


async def edit(slack: Slack, request: Request, person: str, channel: str, ts: str) -> Json:
    """Changes one's own message: `text`, or `blocks`."""
    who, body = person_of(slack, person), EditBody.model_validate(body_of(request))
    found = channel_of(slack, who, channel)
    message = own_message(found, who, ts)
    changes: Json = {"text": message_text(slack.world, body.text)}
    if body.blocks:
        changes["blocks"] = blocks_of(body.blocks)
    changing.edit(slack, found, message, who, changes=changes)
    return {"message": raw(message.doc)}


async def delete(slack: Slack, _request: Request, person: str, channel: str, ts: str) -> Json:
    """Takes one's own message away."""
    who = person_of(slack, person)
    found = channel_of(slack, who, channel)
    changing.delete(slack, found, own_message(found, who, ts))
    return {}


def own_message(channel: Channel, who: Person, ts: object) -> Message:
    """A message that this person wrote.

    Raises:
        SlackError: message_not_found or not_your_message.
    """
    message = message_of(channel, ts)
    if message.author not in {who.id, who.bot_id or "-"}:
        raise SlackError("not_your_message")
    return message
