"""HTTP requests to the app."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp

#: Requests under way at once.
_CONCURRENCY = 64
_MOST_REDIRECTS = 2


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, or why nothing did."""

    #: HTTP status; 0 when there was no answer.
    status: int
    body: bytes
    #: As `x-slack-retry-reason` calls it; empty when the status is 2xx.
    reason: str
    #: Whether the app asked not to be sent this again.
    no_retry: bool = False
    content_type: str = ""


class Poster:
    """Sends requests, some at once, in the order they were given."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(_CONCURRENCY)

    async def post(self, url: str, body: bytes, headers: dict[str, str], within: float) -> Reply:
        """Sends one request and waits for its answer for `within` real seconds."""
        async with self._slots:
            try:
                return await self._post(url, body, headers, within)
            except TimeoutError:
                return Reply(0, b"", "http_timeout")
            except aiohttp.TooManyRedirects:
                return Reply(0, b"", "too_many_redirects")
            except aiohttp.ClientSSLError:
                return Reply(0, b"", "ssl_error")
            except (aiohttp.ClientError, OSError):
                return Reply(0, b"", "connection_failed")

    async def close(self) -> None:
        """Lets go of all connections."""
        if self._session:
            await self._session.close()

    async def _post(self, url: str, body: bytes, headers: dict[str, str], within: float) -> Reply:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_CONCURRENCY, force_close=False)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar()
            )
        async with self._session.post(
            url,
            data=body,
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=within),
            max_redirects=_MOST_REDIRECTS,
        ) as response:
            content = await response.read()
            return Reply(
                response.status,
                content,
                "" if response.ok else "http_error",
                response.headers.get("x-slack-no-retry") == "1",
                response.content_type,
            )
