"""Asking a sandbox over HTTP, from ordinary blocking code."""

from __future__ import annotations

import http.client
from urllib.parse import quote, urlencode, urlsplit

from app.sandbox.wire import Json, dumps, loads

_SECONDS = 60.0


class SandboxError(Exception):
    """The sandbox refused something; the message says why."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(f"{error}: {message}")
        #: A code such as `channel_not_found`.
        self.error = error


class Wire:
    """The address of a sandbox."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._netloc = urlsplit(self.url).netloc

    def ask(
        self, method: str, path: str, body: Json | None = None, *, seconds: float = _SECONDS
    ) -> Json:
        """Asks for something and gives the answer.

        Raises:
            SandboxError: when the sandbox refuses; a person's refusal by the app does not.
            OSError: when it cannot be reached.
        """
        encoded = dumps(body) if body is not None else None
        return _decoded(*self.send(method, path, encoded, "application/json", seconds=seconds))

    def upload(self, path: str, content: bytes) -> Json:
        """Sends bytes and gives the answer.

        Raises:
            SandboxError: when the sandbox refuses.
            OSError: when it cannot be reached.
        """
        return _decoded(*self.send("POST", path, content, "application/octet-stream"))

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None,
        content_type: str,
        *,
        seconds: float = _SECONDS,
    ) -> tuple[int, bytes]:
        """Sends a request as it is; gives status and body."""
        connection = http.client.HTTPConnection(self._netloc, timeout=seconds)
        try:
            headers = {"Content-Type": content_type} if body is not None else {}
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


def _decoded(status: int, body: bytes) -> Json:
    answer: Json = loads(body)
    if status >= http.client.BAD_REQUEST:
        raise SandboxError(answer.get("error", ""), answer.get("message", ""))
    return answer


def path_of(*parts: str, **query: object) -> str:
    """A path of encoded parts, with a query of what is not None."""
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    given = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path
