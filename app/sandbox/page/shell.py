"""The first picture of the page: frame, names of channels, and what the modules begin with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, Template

from app.sandbox.net.messages import Response
from app.sandbox.page.assets import assets
from app.sandbox.page.boot import as_script, boot
from app.sandbox.state.channels import Channel
from app.sandbox.state.people import Person
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack

HTML = b"text/html; charset=utf-8"
NOSNIFF = (b"x-content-type-options", b"nosniff")
ALWAYS_NEW = (b"cache-control", b"no-store")
#: Scripts and styles only from here; images and videos from anywhere, as in Slack.
_POLICY = (
    "default-src 'none'; script-src 'self' '{import_map}'; style-src 'self'; font-src 'self'; "
    "img-src * data: blob:; media-src * blob:; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


async def page(slack: Slack, person: Person, channel: Channel | None, around: str = "") -> Response:
    """The page of a person, open on a channel, around a message if one is named."""
    files = assets()
    known = await boot(slack, person, channel, around)
    drawn = _template().render(
        files=files,
        boot=as_script(known),
        team=slack.config.team_name,
        banner=known["workspace"]["banner"],
        channel=channel,
        sidebar=_sidebar(known),
    )
    policy = _POLICY.format(import_map=files.import_map_hash).encode()
    headers = [
        (b"content-security-policy", policy),
        (b"referrer-policy", b"same-origin"),
        NOSNIFF,
        ALWAYS_NEW,
    ]
    return Response(drawn.encode(), content_type=HTML, headers=headers)


def _sidebar(known: Json) -> list[Json]:
    """The channels that are listed, in the order that the modules keep."""
    listed = ("channel", "group")
    mine = [each for each in known["channels"] if each["is_member"] and each["kind"] in listed]
    return sorted(mine, key=lambda each: str(each["name"]))


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("app.sandbox.page", "static"), autoescape=True)
    return environment.get_template("shell.html")
