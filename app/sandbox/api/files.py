"""files.* and canvases."""

from __future__ import annotations

from app.sandbox.acts import files
from app.sandbox.acts.posting import Content
from app.sandbox.api.call import Call
from app.sandbox.api.chat import may_post, thread_of
from app.sandbox.api.content import blocks_of
from app.sandbox.errors import SlackError, invalid_arguments
from app.sandbox.state.channels import Channel
from app.sandbox.state.files import File
from app.sandbox.text.mrkdwn import escaped
from app.sandbox.wire import Json

_MOST_CHANNELS = 100
_MOST_CANVAS = 1_048_576


def upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    length = call.number("length", 0)
    if length <= 0:
        raise invalid_arguments("must be more than 0 [json-pointer:/length]")
    file, ticket = files.expect(
        call.slack,
        call.person,
        call.text("filename"),
        length,
        alt_text=call.text("alt_txt"),
        snippet_type=call.text("snippet_type"),
    )
    return {"upload_url": f"{call.slack.origin}/upload/v1/{ticket}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: shares what was uploaded."""
    listed = call.decoded("files", "invalid_arguments")
    if not isinstance(listed, list) or not listed:
        raise invalid_arguments("missing required field: files")
    channels = _channels(call)
    done = [_uploaded(call, row) for row in listed]
    for channel in channels:
        thread = thread_of(call, channel)
        comment = call.text("initial_comment")
        blocks = None if comment else blocks_of(call.decoded("blocks", "invalid_blocks"))
        content = Content(text=escaped(comment), blocks=blocks, files=done)
        files.share(call.slack, channel, call.person, content, thread=thread)
    call.made(files=[file.id for file in done])
    return {"files": [files.shown(call.slack, file) for file in done]}


def info(call: Call) -> Json:
    """files.info."""
    file = _file(call, call.text("file"))
    return {
        "file": files.shown(call.slack, file),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def delete(call: Call) -> Json:
    """files.delete."""
    file = _file(call, call.text("file"))
    if file.user != call.person.id:
        raise SlackError("cant_delete_file")
    files.delete(call.slack, file)
    return {}


def create_canvas(call: Call) -> Json:
    """canvases.create."""
    channel = call.channel("channel_id") if call.has("channel_id") else None
    title = call.text("title") or "Untitled"
    canvas = files.make_canvas(call.slack, call.person, title, _markdown(call))
    if channel:
        files.tab_canvas(call.slack, channel, canvas)
    call.made(canvas_id=canvas.id)
    return {"canvas_id": canvas.id}


def create_channel_canvas(call: Call) -> Json:
    """conversations.canvases.create: a channel has one canvas."""
    channel = call.channel("channel_id")
    if channel.canvas:
        raise SlackError("channel_canvas_already_exists")
    canvas = files.make_canvas(
        call.slack, call.person, call.text("title") or channel.name, _markdown(call)
    )
    files.tab_canvas(call.slack, channel, canvas)
    call.made(canvas_id=canvas.id)
    return {"canvas_id": canvas.id}


def edit_canvas(call: Call) -> Json:
    """canvases.edit."""
    canvas = _canvas(call)
    changes = call.decoded("changes", "invalid_arguments")
    if not isinstance(changes, list) or not changes:
        raise invalid_arguments("missing required field: changes")
    for change in changes:
        _apply(call, canvas, change)
    return {}


def lookup_sections(call: Call) -> Json:
    """canvases.sections.lookup: headings that contain a text."""
    canvas = _canvas(call)
    criteria = call.decoded("criteria", "invalid_arguments")
    if not isinstance(criteria, dict):
        raise invalid_arguments("missing required field: criteria")
    wanted = str(criteria.get("contains_text", ""))
    return {
        "sections": [
            {"id": f"temp:C:{canvas.id}{number}"}
            for number, line in enumerate(canvas.content.decode().splitlines())
            if wanted in line and (line.startswith("#") or "section_types" not in criteria)
        ]
    }


def set_canvas_access(call: Call) -> Json:
    """canvases.access.set."""
    _canvas(call)
    if call.text("access_level") not in {"read", "write", "owner"}:
        raise SlackError("invalid_parameters")
    return {}


def _channels(call: Call) -> list[Channel]:
    named = call.text("channel_id") or call.text("channels")
    wanted = [name.strip() for name in named.split(",") if name.strip()]
    if len(wanted) > _MOST_CHANNELS:
        raise SlackError("channels_limit_exceeded")
    found = []
    for name in wanted:
        channel = call.slack.world.channels.get(name)
        if channel is None or not channel.visible_to(call.person.id):
            raise SlackError("channel_not_found")
        may_post(call, channel)
        found.append(channel)
    return found


def _uploaded(call: Call, row: object) -> File:
    if not isinstance(row, dict) or not row.get("id"):
        raise invalid_arguments("missing required field: id [json-pointer:/files]")
    file = call.slack.world.files.get(str(row["id"]))
    if file is None or file.user != call.person.id or not file.content:
        raise SlackError("file_not_found")
    if row.get("title"):
        file.title = str(row["title"])
    return file


def _file(call: Call, wanted: str) -> File:
    file = call.slack.world.files.get(wanted)
    if file is None or not files.visible(call.slack, file, call.person):
        raise SlackError("file_not_found")
    if file.deleted:
        raise SlackError("file_deleted")
    return file


def _canvas(call: Call) -> File:
    canvas = call.slack.world.files.get(call.text("canvas_id"))
    if canvas is None or not canvas.is_canvas:
        raise SlackError("canvas_not_found")
    return canvas


def _markdown(call: Call) -> str:
    return _content(call.decoded("document_content", "invalid_arguments"), "canvas_creation_failed")


def _content(document: object, error: str) -> str:
    if document is None:
        return ""
    if not isinstance(document, dict) or document.get("type") != "markdown":
        raise SlackError(error, details={"detail": "expected content of the type markdown"})
    markdown = str(document.get("markdown", ""))
    if len(markdown) > _MOST_CANVAS:
        raise SlackError(error, details={"detail": "the content is too large"})
    return markdown


def _apply(call: Call, canvas: File, change: object) -> None:
    if not isinstance(change, dict):
        raise invalid_arguments("must provide an object [json-pointer:/changes]")
    operation = change.get("operation")
    text = _content(change.get("document_content"), "canvas_editing_failed")
    if operation == "rename":
        title = _content(change.get("title_content"), "canvas_editing_failed")
        canvas.title = canvas.name = title
    elif operation not in files.CANVAS_OPERATIONS:
        raise SlackError("canvas_editing_failed", details={"detail": f"no operation {operation}"})
    else:
        section = str(change.get("section_id", ""))
        if not files.edit_canvas(canvas, operation, section, text):
            raise SlackError("canvas_editing_failed", details={"detail": f"no section {section}"})
    files.touch_canvas(call.slack, canvas)
