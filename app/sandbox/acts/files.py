"""Uploading, sharing and deleting files; canvases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox import ids
from app.sandbox.acts.posting import Content, post
from app.sandbox.acts.telling import tell_app, tell_people
from app.sandbox.state.channels import Channel
from app.sandbox.state.files import File, file_object, shares_object
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.wire import Json, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack

CANVAS_OPERATIONS = frozenset(
    {"insert_at_start", "insert_at_end", "insert_after", "insert_before", "replace", "delete"}
)


def expect(
    slack: Slack,
    owner: Person,
    name: str,
    size: int,
    *,
    alt_text: str = "",
    snippet_type: str = "",
) -> tuple[File, str]:
    """A file that is about to be uploaded, and the ticket to upload it with."""
    file = File(
        ids.new_id("F"),
        name,
        name,
        owner.id,
        int(slack.clock.now()),
        size,
        alt_text=alt_text,
        snippet_type=snippet_type,
    )
    ticket = ids.secret(48)
    slack.uploads[ticket] = file
    return file, ticket


def receive(slack: Slack, ticket: str, content: bytes) -> File | None:
    """Takes what is uploaded with a ticket; None when the ticket is unknown."""
    file = slack.uploads.pop(ticket, None)
    if file is None:
        return None
    keep(slack, file, content)
    return file


def keep(slack: Slack, file: File, content: bytes) -> None:
    """Keeps a file and its content."""
    file.content, file.size = content, len(content)
    slack.world.files[file.id] = file
    slack.world.store.put_content(file.id, content)
    slack.world.touch_file(file)


def share(
    slack: Slack,
    channel: Channel,
    person: Person,
    content: Content,
    *,
    thread: int = 0,
    when: int | None = None,
) -> Message:
    """Posts a message with files."""
    for file in content.files:
        file.shares.setdefault(channel.id, [])
    message = post(slack, channel, person, content, thread=thread, when=when)
    for file in content.files:
        file.shares[channel.id].append(ts_text(message.ts))
        slack.world.touch_file(file)
        event: Json = {
            "type": "file_shared",
            "file_id": file.id,
            "user_id": person.id,
            "file": {"id": file.id},
            "channel_id": channel.id,
            "event_ts": ts_text(message.ts),
        }
        tell_app(slack, channel, event)
    return message


def delete(slack: Slack, file: File) -> None:
    """Takes a file's content away; messages that share it remain."""
    file.deleted, file.content = True, b""
    slack.world.store.put_content(file.id, b"")
    slack.world.touch_file(file)


def visible(slack: Slack, file: File, person: Person) -> bool:
    """Whether someone may see a file: its owner, and who is where it was shared."""
    channels = (slack.world.channels.get(channel) for channel in file.shares)
    return file.user == person.id or any(c and c.visible_to(person.id) for c in channels)


def shown(slack: Slack, file: File) -> Json:
    """A file as files.info shows it."""
    world = slack.world
    public = world.public_channels()
    names = {channel: world.channels[channel].name for channel in file.shares}
    return file_object(file, slack.team, slack.origin, public) | shares_object(
        file, public, names, slack.team
    )


def make_canvas(slack: Slack, owner: Person, title: str, markdown: str) -> File:
    """A canvas with some text."""
    canvas = File(
        ids.new_id("F"), title, title, owner.id, int(slack.clock.now()), 0, is_canvas=True
    )
    keep(slack, canvas, markdown.encode())
    return canvas


def tab_canvas(slack: Slack, channel: Channel, canvas: File) -> None:
    """Makes a canvas the channel's own."""
    channel.canvas = canvas.id
    canvas.shares.setdefault(channel.id, [])
    slack.world.touch(channel)
    slack.world.touch_file(canvas)
    tell_people(slack, channel, "channel_changed")


def edit_canvas(canvas: File, operation: str, section: str, text: str) -> bool:
    """Changes a canvas's text, which is kept line by line; False when no such section."""
    lines = canvas.content.decode().splitlines()
    where = _line(canvas, section, len(lines)) if section else None
    if section and where is None:
        return False
    new = text.splitlines()
    if where is None:
        lines = {"insert_at_start": new + lines, "insert_at_end": lines + new}.get(operation, new)
    else:
        start = where + (operation == "insert_after")
        end = where + (operation in {"replace", "delete", "insert_after"})
        lines[start:end] = new
    canvas.content = "\n".join(lines).encode()
    return True


def touch_canvas(slack: Slack, canvas: File) -> None:
    """Keeps a canvas and shows it."""
    keep(slack, canvas, canvas.content)
    for channel in canvas.shares:
        tell_people(slack, slack.world.channels[channel], "canvas_changed", canvas=canvas.id)


def _line(canvas: File, section: str, lines: int) -> int | None:
    number = section.removeprefix(f"temp:C:{canvas.id}")
    return int(number) if number.isdecimal() and int(number) < lines else None
