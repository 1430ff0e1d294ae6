"""The Web API facade: one call, its answer, or one kind of error."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.request import Request, urlopen

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from app.slack.errors import ALREADY_DONE, CALL_FAILURES, from_exception
from app.slack.text.masked import masked

#: A call that has not answered by then is given up; leases last longer (15 s).
TIMEOUT_SECONDS = 8


@dataclass(frozen=True, slots=True)
class Identity:
    """Who Muster is in a workspace (auth.test)."""

    workspace: str
    workspace_name: str
    #: With a slash at its end: what permalinks start with.
    url: str
    user_id: str
    bot_id: str
    #: The OAuth scopes of the token, as Slack's answer names them.
    scopes: frozenset[str] = frozenset()
    #: Seconds that this machine's clock is ahead of Slack's; None: Slack did not say.
    clock_skew: float | None = None


#: Entered around each call with its method and arguments; may refuse the call by raising.
Gate = Callable[[str, Mapping[str, object]], AbstractContextManager[object]]


def _open_gate(method: str, arguments: Mapping[str, object]) -> AbstractContextManager[object]:
    del method, arguments
    return nullcontext()


class Slack:
    """Slack's Web API for one workspace."""

    def __init__(self, token: str, base_url: str) -> None:
        self._gate: Gate = _open_gate
        # No retry handlers: slack_sdk's default would send a post twice when the
        # connection drops after Slack took it. The relay retries, and looks first.
        self._web = WebClient(
            token=token, base_url=base_url, timeout=TIMEOUT_SECONDS, retry_handlers=[]
        )

    def behind(self, gate: Gate) -> Slack:
        """The same Slack, whose every call passes through `gate`."""
        gated = copy(self)
        gated._gate = gate  # noqa: SLF001 - of our own kind
        return gated

    @property
    def web(self) -> WebClient:
        """The SDK's client, for Bolt."""
        return self._web

    def call(self, method: str, **arguments: object) -> dict[str, Any]:
        """Call `method`; answers that mean "done already" are answers.

        Raises:
            SlackError: when Slack refuses, or no answer came.
        """
        response = self._call(method, arguments)
        return response.data if isinstance(response.data, dict) else {}

    def _call(self, method: str, arguments: dict[str, object]) -> SlackResponse:
        given = masked({name: value for name, value in arguments.items() if value is not None})
        with self._gate(method, given):
            try:
                # The SDK's own method knows how each one wants its arguments encoded.
                answer: SlackResponse = getattr(self._web, method.replace(".", "_"))(**given)
            except CALL_FAILURES as error:
                mapped = from_exception(method, error, channel=str(given.get("channel", "")))
                response = getattr(error, "response", None)
                if mapped.code in ALREADY_DONE and isinstance(response, SlackResponse):
                    return response
                raise mapped from error
            return answer

    def pages(self, method: str, items: str, **arguments: object) -> Iterator[list[dict[str, Any]]]:
        """Each page of a method that pages by cursor.

        Raises:
            SlackError: as `call`.
        """
        cursor = ""
        while True:
            answer = self.call(method, **arguments, cursor=cursor or None)
            yield answer.get(items) or []
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def identity(self) -> Identity:
        """Who we are.

        Raises:
            SlackError: as `call`; `invalid_auth` when the token is wrong.
        """
        response = self._call("auth.test", {})
        headers = {name.lower(): str(value) for name, value in response.headers.items()}
        scopes = headers.get("x-oauth-scopes", "")
        return Identity(
            workspace=response["team_id"],
            workspace_name=response["team"],
            url=response["url"].rstrip("/") + "/",
            user_id=response["user_id"],
            bot_id=response.get("bot_id") or "",
            scopes=frozenset(part.strip() for part in scopes.split(",") if part.strip()),
            clock_skew=_skew(headers.get("date", "")),
        )

    def upload(self, name: str, content: bytes) -> str:
        """Upload a file's bytes; returns its id, to be completed into a channel.

        Raises:
            SlackError: as `call`.
        """
        asked = self.call("files.getUploadURLExternal", filename=name, length=len(content))
        request = Request(asked["upload_url"], data=content, method="POST")
        with self._gate("files.upload", {"filename": name}):
            try:
                with urlopen(request, timeout=TIMEOUT_SECONDS, context=self._web.ssl) as answer:
                    answer.read()
            except CALL_FAILURES as error:
                raise from_exception("files.upload", error) from error
        return str(asked["file_id"])

    def download(self, address: str, most: int) -> bytes:
        """The bytes of a file that Muster may read, up to `most` and one more.

        Raises:
            SlackError: as `call`.
        """
        headers = {"Authorization": f"Bearer {self._web.token}"}
        request = Request(address, headers=headers)
        try:
            with urlopen(request, timeout=TIMEOUT_SECONDS, context=self._web.ssl) as answer:
                return bytes(answer.read(most + 1))
        except CALL_FAILURES as error:
            raise from_exception("files.download", error) from error


def _skew(date: str) -> float | None:
    """Seconds between our clock and the Date header of an answer just received."""
    try:
        return time.time() - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return None
