"""The two ways to the app: its Socket Mode connections, and signed HTTP requests."""

from __future__ import annotations

from app.sandbox.deliver import signing
from app.sandbox.deliver.posting import Poster, Reply
from app.sandbox.deliver.sockets import Sockets


class Line:
    """The sandbox's end of both."""

    def __init__(self, signing_secret: str, ack_timeout: float) -> None:
        self._secret = signing_secret
        self._timeout = ack_timeout
        self._poster: Poster | None = None
        self.sockets = Sockets()

    async def post(
        self, url: str, body: bytes, content_type: str, extra: dict[str, str] | None = None
    ) -> Reply:
        """Sends a signed request and gives its answer, or why there is none."""
        if self._poster is None:
            self._poster = Poster()
        headers = signing.headers(self._secret, body, content_type) | (extra or {})
        return await self._poster.post(url, body, headers, self._timeout)

    async def close(self) -> None:
        """Lets go of HTTP connections."""
        if self._poster:
            await self._poster.close()


def outcome_of(reply: Reply) -> str:
    """How the ledger calls the end of a request."""
    if not reply.reason:
        return "acked"
    if reply.status:
        return f"http_{reply.status}"
    return "timeout" if reply.reason == "http_timeout" else reply.reason
