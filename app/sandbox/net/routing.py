"""Paths and the functions that answer them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from pydantic import ValidationError

from app.sandbox.errors import SlackError
from app.sandbox.net.messages import Request, Response, as_json
from app.sandbox.wire import Json, loads

if TYPE_CHECKING:
    from app.sandbox.core import Slack

#: Answers a request; the groups of its path come as named arguments.
Handler = Callable[..., Awaitable[Json | Response]]
_STATUS = {"channel_not_found": 404, "message_not_found": 404, "person_not_found": 404}


class Routes:
    """A list of paths; the first that fits answers."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = []

    def add(self, method: str, path: str, handler: Handler) -> None:
        """Adds a path; `{name}` stands for one part of it."""
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
        self._routes.append((method, pattern, handler))

    async def answer(self, slack: Slack, request: Request) -> Response:
        """Answers a request, or says that there is no such path."""
        for method, pattern, handler in self._routes:
            match = pattern.fullmatch(request.path)
            if match and method == request.method:
                return await _answered(slack, request, handler, match.groupdict())
        return refusal("not_found", f"There is no {request.method} {request.path}.", 404)


async def _answered(
    slack: Slack, request: Request, handler: Handler, parts: dict[str, str]
) -> Response:
    try:
        answer = await handler(slack, request, **parts)
    except SlackError as error:
        detail = "; ".join(error.messages) or error.error.replace("_", " ")
        return refusal(error.error, detail, _STATUS.get(error.error, 400))
    except (ValidationError, ValueError) as error:
        return refusal("invalid_request", str(error), 400)
    return answer if isinstance(answer, Response) else as_json({"ok": True} | answer)


def refusal(error: str, message: str, status: int) -> Response:
    """A request that is not answered, and why."""
    return as_json({"ok": False, "error": error, "message": message}, status)


def body_of(request: Request) -> Json:
    """The JSON object that a request carries; nothing is an empty one.

    Raises:
        SlackError: json_not_object.
    """
    body = loads(request.body) if request.body else {}
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body
