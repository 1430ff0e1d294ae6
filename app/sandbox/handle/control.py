"""Making a sandbox misbehave, and everything else that the control endpoint does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.sandbox.handle.wire import Wire, path_of
from app.sandbox.wire import Json


class Control:
    """The levers of a sandbox."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def status(self) -> Json:
        """Whether the app is connected, what waits, what time it is."""
        return self._wire.ask("GET", path_of("control", "status"))

    def fault(self, kind: str, name: str = "*", **options: object) -> Json:
        """Lets the next call of a method go wrong, see `faults.CallFault`.

        Args:
            kind: `error`, `status`, `status_after`, `ratelimit`, `drop_before`, `drop_after`
                or `delay`.
            name: the method.
            options: `times`, `after`, `where`, `error`, `status`, `retry_after`, `seconds`.
        """
        return self._fault({"kind": kind, "name": name, **options})

    def event_fault(self, kind: str, name: str = "*", **options: object) -> Json:
        """Lets the next event go wrong, see `faults.EventFault`.

        Args:
            kind: `duplicate`, `delay`, `reorder` or `lose`.
            name: the event's type, such as `message` or `message.message_changed`.
            options: `times`, `after`, `where`, `copies`, `new_id`, `seconds`, `count`.
        """
        return self._fault({"of": "events", "kind": kind, "name": name, **options})

    def clear_faults(self) -> None:
        """Makes everything well again."""
        self._wire.ask("DELETE", path_of("control", "faults"))

    def latency(self, ms: float = 0.0, **methods: float) -> None:
        """Sets what every call takes at least; of single methods by `chat_postMessage=150`."""
        named = {name.replace("_", "."): value for name, value in methods.items()}
        self._post({"ms": ms, "methods": named}, "latency")

    def limits(self, *, enabled: bool, **options: object) -> None:
        """Turns rate limits on or off: `posts_a_second`, `post_burst`, `per_minute`."""
        self._post({"enabled": enabled, **options}, "limits")

    @contextmanager
    def down(self, what: str = "api") -> Iterator[None]:
        """Takes `api` or `delivery` down for the length of a `with` block."""
        self._post({"what": what}, "down")
        try:
            yield
        finally:
            self._post({}, "up")

    def refuse(self, seconds: float) -> None:
        """Closes the port for so many real seconds: connections are refused."""
        self._post({"what": "refuse", "seconds": seconds}, "down")

    def page_cap(self, items: int) -> None:
        """Lets no page have more items than this; 0: as asked for."""
        self._post({"items": items}, "page_cap")

    def disconnect(self, how: str = "cut", after: float | None = None) -> int:
        """Ends Socket Mode connections (`cut`, `close`, `refresh`); answers how many."""
        body: Json = {"how": how} | ({} if after is None else {"after": after})
        ended: int = self._post(body, "sockets", "disconnect")["connections"]
        return ended

    def advance_retries(self) -> int:
        """Sends now what waits for its next attempt; answers how many."""
        sent: int = self._post({}, "retries", "advance")["sent"]
        return sent

    def retry_scale(self, scale: float) -> None:
        """Multiplies the delays of retries from now on."""
        self._post({"scale": scale}, "retries", "scale")

    def request_url(self, url: str, *, verify: bool = True) -> None:
        """Sets where the app takes HTTP requests; it must prove that it is there.

        Raises:
            SandboxError: url_verification_failed.
        """
        self._post({"url": url, "verify": verify}, "request_url")

    def clock(self, clock: str) -> None:
        """Sets the clock: `origin,speed[,anchor]`; empty: real time."""
        self._post({"clock": clock}, "clock")

    def import_messages(self, channel: str, messages: list[Json], *, tell: bool = False) -> int:
        """Puts messages, as conversations.history gives them, into a channel.

        Args:
            channel: where to.
            messages: each with a ts of its own; authors who are unknown join the workspace.
            tell: whether the app is told of each, as if it were said now.
        """
        body = {"channel": channel, "messages": messages, "tell": tell}
        count: int = self._post(body, "messages")["messages"]
        return count

    def messages(self, channel: str) -> list[Json]:
        """Everything that is in a channel, replies and metadata too, oldest first."""
        path = path_of("control", "messages", channel=channel)
        messages: list[Json] = self._wire.ask("GET", path)["messages"]
        return messages

    def _fault(self, rule: Json) -> Json:
        fault: Json = self._post(rule, "faults")["fault"]
        return fault

    def _post(self, body: Json, *parts: str) -> Json:
        return self._wire.ask("POST", path_of("control", *parts), body)
