"""What an app says back to a command, or through a response URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts import changing
from app.sandbox.acts.ephemeral import rewrite, whisper, withdraw
from app.sandbox.acts.posting import Content, post
from app.sandbox.api.content import attachments_of, blocks_of, metadata_of
from app.sandbox.errors import SlackError
from app.sandbox.net.messages import Request, Response, as_json
from app.sandbox.state.channels import Channel
from app.sandbox.text.mrkdwn import escaped
from app.sandbox.triggers import ResponseUrl
from app.sandbox.wire import Json, dumps, loads, ts_micros, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_GONE = frozenset({"used_url", "expired_url"})


def say_back(slack: Slack, channel: Channel, user: str, answer: Json | str | None) -> None:
    """Shows what the app answered to a command: to the person alone unless it says otherwise.

    Raises:
        SlackError: when the answer is no valid message.
    """
    if isinstance(answer, str):
        answer = {"text": answer}
    if not answer or not any(answer.get(name) for name in ("text", "blocks", "attachments")):
        return
    content = _content(answer)
    if answer.get("response_type") == "in_channel":
        post(slack, channel, slack.bot, content)
    else:
        whisper(slack, channel, user, content)


def respond(slack: Slack, request: Request) -> Response:
    """Takes one use of a response URL."""
    token = request.path.rpartition("/")[2]
    entry = slack.ledger.call("response_url", slack.world.bot, _body(request))
    try:
        url = slack.response_urls.use(token)
        _apply(slack, url, _object(request))
    except SlackError as error:
        entry.error = error.error
        entry.status = 404 if error.error in _GONE else 400
        slack.ledger.finish(entry)
        return as_json(error.answer(), entry.status)
    entry.ok = True
    slack.ledger.finish(entry)
    return as_json({"ok": True})


def _body(request: Request) -> bytes:
    try:
        return dumps(loads(request.body))
    except ValueError:
        return dumps({"body": request.body.decode("utf-8", "replace")})


def _object(request: Request) -> Json:
    try:
        body = loads(request.body)
    except ValueError as error:
        raise SlackError("invalid_payload") from error
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    return body


def _content(answer: Json) -> Content:
    content = Content(
        text=escaped(str(answer.get("text") or "")),
        blocks=blocks_of(answer.get("blocks")),
        attachments=attachments_of(answer.get("attachments")),
        metadata=metadata_of(answer.get("metadata")),
    )
    if not content.text and not content.blocks and not content.attachments:
        raise SlackError("no_text")
    return content


def _apply(slack: Slack, url: ResponseUrl, answer: Json) -> None:
    channel = slack.world.channels[url.channel]
    if answer.get("delete_original"):
        _delete_original(slack, channel, url)
        return
    content = _content(answer)
    if answer.get("replace_original") and url.message:
        _replace_original(slack, channel, url, content)
        return
    thread = ts_micros(answer.get("thread_ts") or "") or 0
    if thread not in channel.log.by_ts:
        thread = 0
    if answer.get("response_type") == "in_channel":
        message = post(slack, channel, slack.bot, content, thread=thread)
        made, ephemeral = message.ts, False
    else:
        made, ephemeral = whisper(slack, channel, url.user, content, thread).ts, True
    if not url.message:
        url.message, url.ephemeral = ts_text(made), ephemeral


def _replace_original(slack: Slack, channel: Channel, url: ResponseUrl, content: Content) -> None:
    ts = ts_micros(url.message) or 0
    if url.ephemeral:
        shown = slack.ephemerals.find(url.user, channel.id, ts)
        if shown:
            rewrite(slack, shown, content)
        return
    message = channel.log.by_ts.get(ts)
    if message is None or message.author not in {slack.bot.id, slack.bot.bot_id}:
        raise SlackError("message_not_found")
    changes: Json = {"text": content.text, "attachments": content.attachments or None}
    if content.blocks is not None:
        changes["blocks"] = content.blocks
    changing.edit(slack, channel, message, slack.bot, changes=changes, metadata=content.metadata)


def _delete_original(slack: Slack, channel: Channel, url: ResponseUrl) -> None:
    ts = ts_micros(url.message) or 0
    if url.ephemeral:
        shown = slack.ephemerals.find(url.user, channel.id, ts)
        if shown:
            withdraw(slack, shown)
        return
    message = channel.log.by_ts.get(ts)
    if message is None or message.author not in {slack.bot.id, slack.bot.bot_id}:
        raise SlackError("message_not_found")
    changing.delete(slack, channel, message)
