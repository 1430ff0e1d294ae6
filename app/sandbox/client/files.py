"""Files, as a person uploads, lists and opens them; avatars."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.sandbox.acts import files
from app.sandbox.client.people import person_of
from app.sandbox.errors import SlackError
from app.sandbox.net.messages import Request, Response
from app.sandbox.net.multipart import parts_of
from app.sandbox.state.files import File
from app.sandbox.state.people import Person
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" '
    'rx="9" fill="#{color}"/><text x="24" y="31" font-family="sans-serif" font-size="19" '
    'font-weight="600" fill="#fff" text-anchor="middle">{letters}</text></svg>'
)
#: Kinds that a browser may show; anything else is downloaded, so that no script runs here.
_SHOWN = ("text/plain", "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf")


async def upload(slack: Slack, request: Request, person: str) -> Json:
    """Uploads files (multipart, or a body with `?name=`); say something with their ids next."""
    who = person_of(slack, person)
    if request.header("content-type").startswith("multipart/"):
        sent = [(part.filename, part.content) for part in parts_of(request) if part.filename]
    else:
        sent = [(request.query.get("name", "file"), request.body)]
    made = [store(slack, who, name, content) for name, content in sent if content]
    if not made:
        raise SlackError("no_file")
    return {"files": [files.shown(slack, file) for file in made]}


def store(slack: Slack, who: Person, name: str, content: bytes) -> File:
    """Keeps a file that someone uploads."""
    file, ticket = files.expect(slack, who, name, len(content))
    files.receive(slack, ticket, content)
    return file


async def show(slack: Slack, _request: Request, person: str, file: str) -> Json:
    """A file's description."""
    return {"file": files.shown(slack, _visible(slack, person_of(slack, person), file))}


async def content(slack: Slack, _request: Request, person: str, file: str) -> Response:
    """A file's content."""
    return served(_visible(slack, person_of(slack, person), file))


def served(file: File) -> Response:
    """A file as a browser gets it."""
    shown = file.mimetype if not file.is_canvas else "text/plain"
    content_type = f"{shown}; charset=utf-8" if shown.startswith("text/") else shown
    response = Response(file.content, content_type=content_type.encode())
    name = "".join(c if c.isalnum() or c in "-_. " else "_" for c in file.name)
    way = "inline" if shown in _SHOWN else "attachment"
    ascii_name = name.encode("ascii", "replace").decode().replace("?", "_")
    response.headers += [
        (b"content-disposition", f'{way}; filename="{ascii_name}"'.encode()),
        (b"x-content-type-options", b"nosniff"),
    ]
    return response


def avatar(slack: Slack, user: str) -> Response:
    """Initials on a colour."""
    person = slack.world.people.get(user)
    name = person.real_name if person else slack.config.team_name
    letters = "".join(part[0] for part in name.split()[:2]).upper()
    drawn = _SVG.format(color=person.color if person else "4a154b", letters=escape(letters))
    return Response(drawn.encode(), content_type=b"image/svg+xml")


def _visible(slack: Slack, who: Person, wanted: str) -> File:
    file = slack.world.files.get(wanted)
    if file is None or file.deleted or not files.visible(slack, file, who):
        raise SlackError("file_not_found")
    return file
