"""What a page knows before it asks: the answers of the client API that it would ask for first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.client.routes import CLIENT
from app.sandbox.net.messages import Request
from app.sandbox.state.channels import Channel
from app.sandbox.state.people import Person
from app.sandbox.wire import Json, dumps, loads

if TYPE_CHECKING:
    from app.sandbox.core import Slack

#: Messages that the first picture has; the page asks for more as one scrolls.
PAGE = 60


async def boot(slack: Slack, person: Person, channel: Channel | None, around: str = "") -> Json:
    """The state of a page that `person` opens on a channel, around a message if one is named."""
    me = f"/client/{person.id}"
    known: Json = {
        "me": person.id,
        "workspace": await _asked(slack, "/client/workspace"),
        "people": (await _asked(slack, "/client/people"))["people"],
        "channels": (await _asked(slack, f"{me}/channels"))["channels"],
        "scenario": await _asked(slack, "/client/scenario"),
        "views": (await _asked(slack, f"{me}/views"))["views"],
        "channel": None,
        "around": around,
    }
    if channel is None:
        return known
    here = f"{me}/channels/{channel.id}"
    where = f"limit={PAGE}&around={around}" if around else f"limit={PAGE}"
    return known | {
        "channel": channel.id,
        "log": await _asked(slack, f"{here}/messages", where),
        "members": (await _asked(slack, here))["members"],
        "ephemeral": (await _asked(slack, f"{here}/ephemeral"))["messages"],
    }


def as_script(known: Json) -> str:
    """JSON that may stand inside a script element: nothing in it can end the element."""
    text = dumps(known).decode()
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


async def _asked(slack: Slack, path: str, query: str = "") -> Json:
    request = Request("GET", path, query.encode(), {}, b"", "127.0.0.1")
    answer: Json = loads((await CLIENT.answer(slack, request)).body)
    return answer
