"""chat.*: saying, changing, deleting."""

from __future__ import annotations

from app.sandbox.acts import changing, unfurling
from app.sandbox.acts.channels import open_dm
from app.sandbox.acts.ephemeral import whisper
from app.sandbox.acts.marks import permalink
from app.sandbox.acts.posting import Content, post
from app.sandbox.api.call import Call, open_only
from app.sandbox.api.content import content_of
from app.sandbox.errors import SlackError
from app.sandbox.state.channels import Channel, Kind
from app.sandbox.state.messages import Message
from app.sandbox.text.mrkdwn import escaped
from app.sandbox.validate.check import LIMITS
from app.sandbox.wire import Json, raw, ts_micros, ts_text

_LONGEST_UPDATE = LIMITS["surface"]["chat_update_text_error_above"]
_CUSTOMIZE = ("chat:write.customize",)


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    channel = target(call)
    may_post(call, channel)
    content = content_of(call)
    _customize(call, content)
    thread = thread_of(call, channel)
    broadcast = call.flag("reply_broadcast") and bool(thread)
    message = post(call.slack, channel, call.person, content, thread=thread, broadcast=broadcast)
    ts = ts_text(message.ts)
    call.made(channel=channel.id, ts=ts)
    if call.flag("unfurl_links", default=not call.person.is_bot):
        unfurling.consider(call.slack, channel, message)
    return {"channel": channel.id, "ts": ts, "message": raw(message.with_metadata())}


def me_message(call: Call) -> Json:
    """chat.meMessage."""
    channel = target(call)
    may_post(call, channel)
    content = Content(text=escaped(call.text("text")), subtype="me_message")
    message = post(call.slack, channel, call.person, content)
    return {"channel": channel.id, "ts": ts_text(message.ts)}


def update(call: Call) -> Json:
    """chat.update."""
    channel = call.channel()
    message = call.message(channel, "ts")
    if message.author not in {call.person.id, call.person.bot_id or "-"}:
        raise SlackError("cant_update_message")
    if len(call.text("text")) > _LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    open_only(channel)
    content = content_of(call, "msg_too_long")
    metadata = content.metadata
    if metadata is None and call.arguments.get("metadata") in ({}, "{}"):
        metadata = {}
    changing.edit(
        call.slack,
        channel,
        message,
        call.person,
        changes=_changes(call, content),
        metadata=metadata,
    )
    if call.flag("reply_broadcast") and message.thread and not message.broadcast:
        changing.broadcast(call.slack, channel, message)
    document = message.fields()
    return {
        "channel": channel.id,
        "ts": ts_text(message.ts),
        "text": document["text"],
        "message": raw(message.with_metadata()),
    }


def delete(call: Call) -> Json:
    """chat.delete."""
    channel = call.channel()
    message = call.message(channel, "ts")
    if message.author not in {call.person.id, call.person.bot_id or "-"}:
        raise SlackError("cant_delete_message")
    changing.delete(call.slack, channel, message)
    return {"channel": channel.id, "ts": ts_text(message.ts)}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral."""
    channel = target(call)
    may_post(call, channel)
    user = call.user(error="user_not_in_channel")
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    content = content_of(call, "msg_too_long")
    _customize(call, content)
    shown = whisper(call.slack, channel, user.id, content, thread_of(call, channel))
    call.made(message_ts=ts_text(shown.ts))
    return {"message_ts": ts_text(shown.ts)}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    return {"channel": channel.id, "permalink": permalink(call.slack, channel, message)}


def target(call: Call) -> Channel:
    """Where a message goes: a conversation by id or name, or a person.

    Raises:
        SlackError: channel_not_found.
    """
    world = call.slack.world
    name = call.text("channel")
    if name in world.people and name != call.person.id:
        return open_dm(call.slack, [call.person.id, name])[0]
    channel = world.channel(name)
    if channel is None or not channel.visible_to(call.person.id):
        raise SlackError("channel_not_found")
    return channel


def may_post(call: Call, channel: Channel) -> None:
    """Refuses to post where the caller may not.

    Raises:
        SlackError: is_archived, not_in_channel or messages_tab_disabled.
    """
    open_only(channel)
    inside = call.person.id in channel.members
    public = channel.kind is Kind.CHANNEL and call.caller.may(("chat:write.public",))
    if not inside and not (public and call.person.is_bot):
        raise SlackError("not_in_channel")
    if channel.kind is Kind.IM and call.person.is_bot and not call.slack.app.messages_tab:
        raise SlackError("messages_tab_disabled")


def thread_of(call: Call, channel: Channel) -> int:
    """The parent that `thread_ts` means; 0 when there is none.

    Raises:
        SlackError: invalid_thread_ts, thread_not_found or cannot_reply_to_message.
    """
    if not call.has("thread_ts"):
        return 0
    ts = ts_micros(call.text("thread_ts"))
    if ts is None:
        raise SlackError("invalid_thread_ts")
    parent: Message | None = channel.log.by_ts.get(ts)
    if parent is None:
        raise SlackError("thread_not_found")
    if parent.notice:
        raise SlackError("cannot_reply_to_message")
    if parent.thread:
        call.warn("thread_ts_is_a_reply")
        return parent.thread
    return parent.ts


def _changes(call: Call, content: Content) -> Json:
    """What chat.update changes: only what it was given."""
    changes: Json = {}
    if call.has("text") or content.blocks is None:
        changes["text"] = content.text
    if content.blocks is not None or "blocks" in call.arguments:
        changes["blocks"] = content.blocks or None
    if "attachments" in call.arguments:
        changes["attachments"] = content.attachments or None
    return changes


def _customize(call: Call, content: Content) -> None:
    if not (call.has("username") or call.has("icon_emoji") or call.has("icon_url")):
        return
    if not call.caller.may(_CUSTOMIZE):
        call.warn("chat:write.customize is missing: username and icon are ignored")
        return
    content.username = call.text("username") or call.person.real_name
    if call.has("icon_emoji"):
        content.icons = {"emoji": call.text("icon_emoji")}
    elif call.has("icon_url"):
        content.icons = {"image_48": call.text("icon_url")}
