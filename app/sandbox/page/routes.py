"""Everything that a browser asks for, apart from the client API itself."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from app.sandbox.client.channels import channel_of
from app.sandbox.client.files import content
from app.sandbox.client.people import person_of
from app.sandbox.client.routes import CLIENT
from app.sandbox.errors import SlackError
from app.sandbox.net.messages import PLAIN, Request, Response
from app.sandbox.net.routing import Routes
from app.sandbox.page.assets import assets
from app.sandbox.page.shell import ALWAYS_NEW, HTML, NOSNIFF, page
from app.sandbox.state.channels import Channel
from app.sandbox.state.people import Person
from app.sandbox.wire import ts_micros, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")
#: Someone's HTML file: it may look as it likes, and do nothing.
_SEALED = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
#: The cookie in which the page remembers whom one was last.
_LAST_PERSON = "sandbox_person"
_API = "/page/client/"


async def answer(slack: Slack, request: Request) -> Response:
    """The page, one of its files, or an answer of the client API for it."""
    if request.path.startswith(_API):
        return await _call(slack, request)
    if request.path.startswith(f"{assets().base}/"):
        return _file(request.path.removeprefix(f"{assets().base}/"))
    return await PAGE.answer(slack, request)


async def _call(slack: Slack, request: Request) -> Response:
    """The client API, with every refusal as an answer like any other.

    A browser writes each answer of 400 and above to its console as an error; that a name is
    taken is none.
    """
    request.path = request.path.removeprefix("/page")
    response = await CLIENT.answer(slack, request)
    response.status = 200
    return response


def _file(name: str) -> Response:
    asset = assets().files.get(name)
    if asset is None:
        return Response(b"no such file", 404, PLAIN)
    return Response(asset.body, content_type=asset.content_type, headers=[_FOR_EVER])


async def icon(_slack: Slack, _request: Request) -> Response:
    """What browsers ask for without being told."""
    return _file("icon.svg")


async def start(slack: Slack, request: Request) -> Response:
    """The page of whoever one was last; files' permalinks too, the page opens the file."""
    return await _shown(slack, _last_person(slack, request), "")


async def file_page(slack: Slack, request: Request, **_parts: str) -> Response:
    """A file's permalink: the page opens the file."""
    return await start(slack, request)


async def person_page(slack: Slack, request: Request, person: str, channel: str = "") -> Response:
    """A person's page, open on a channel; `?ts=` is the message to scroll to."""
    return await _shown(slack, _human(slack, person), channel, request.query.get("ts", ""))


async def archive(slack: Slack, request: Request, channel: str, message: str = "") -> Response:
    """A permalink, for whoever one was last: `p1518000000000100`, replies with `?thread_ts=`."""
    digits = message.removeprefix("p")
    ts = ts_text(int(digits)) if digits.isdecimal() else ""
    around = request.query.get("thread_ts") or ts
    return await _shown(slack, _last_person(slack, request), channel, around)


async def sealed(slack: Slack, request: Request, person: str, file: str) -> Response:
    """An HTML file as it looks, with nothing in it that can act."""
    found = await content(slack, request, person, file)
    policy = (b"content-security-policy", _SEALED.encode())
    return Response(found.body, content_type=HTML, headers=[policy, NOSNIFF, ALWAYS_NEW])


async def _shown(slack: Slack, person: Person, wanted: str, around: str = "") -> Response:
    channel = _channel(slack, person, wanted)
    if channel is None or ts_micros(around) not in channel.log.by_ts:
        around = ""
    return await page(slack, person, channel, around)


def _channel(slack: Slack, person: Person, wanted: str) -> Channel | None:
    """The channel to open: the wanted one if it may be seen, else the general one."""
    if wanted:
        try:
            return channel_of(slack, person, wanted)
        except SlackError:
            pass
    mine = [each for each in slack.world.channels.values() if person.id in each.members]
    return next((each for each in mine if each.is_general), mine[0] if mine else None)


def _human(slack: Slack, name: str) -> Person:
    person = person_of(slack, name)
    if person.is_bot:
        raise SlackError("person_not_found")
    return person


def _last_person(slack: Slack, request: Request) -> Person:
    """Whom the browser remembers, or the first of the people."""
    cookies = SimpleCookie()
    try:
        cookies.load(request.header("cookie"))
        return _human(slack, cookies[_LAST_PERSON].value)
    except (CookieError, KeyError, SlackError):
        return next(each for each in slack.world.people.values() if not each.is_bot)


PAGE = Routes()
for _path, _handler in (
    ("/", start),
    ("/favicon.ico", icon),
    ("/as/{person}", person_page),
    ("/as/{person}/{channel}", person_page),
    ("/archives/{channel}", archive),
    ("/archives/{channel}/{message}", archive),
    ("/files/{user}/{file}/{name}", file_page),
    ("/page/html/{person}/{file}", sealed),
):
    PAGE.add("GET", _path, _handler)
