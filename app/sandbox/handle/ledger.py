"""Reading a sandbox's ledger: what was sent, what must come, what no one expected."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from app.sandbox.handle.wire import Wire, path_of
from app.sandbox.matching import same_name
from app.sandbox.wire import Json

#: Methods that only read, and so may be called at any time.
READING = (
    "api.test",
    "apps.connections.open",
    "auth.test",
    "*.info",
    "*.list",
    "bots.*",
    "chat.getPermalink",
    "conversations.history",
    "conversations.members",
    "conversations.replies",
    "reactions.get",
    "users.*",
)
_PATIENCE = 60.0


class UnexpectedCallsError(AssertionError):
    """The app sent what no test expected, or did not send what one did."""


class LedgerReader:
    """The ledger of a sandbox."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._expected: set[int] = set()
        self._start = 0

    def mark(self) -> int:
        """The number of the newest entry, for `since`."""
        last: int = self._ask({"count": 0, "since": sys.maxsize})["last"]
        return last

    def calls(
        self, method: str = "*", since: int = 0, text: str = "", **where: object
    ) -> list[Json]:
        """Calls of a method, oldest first.

        Args:
            method: `*` stands for anything.
            since: only after this number, see `mark`.
            text: must occur in the arguments.
            where: patterns over the entry, `__` for a dot: `arguments__channel="C…"`.
        """
        return self._select("calls", method, since, text, where)

    def deliveries(self, type_: str = "*", since: int = 0, **where: object) -> list[Json]:
        """Attempts to hand events and interactions to the app, oldest first."""
        return self._select("deliveries", type_, since, "", where)

    def wait_for(
        self,
        method: str = "*",
        *,
        since: int = 0,
        text: str = "",
        count: int = 1,
        within: float = _PATIENCE,
        **where: object,
    ) -> list[Json]:
        """Waits for `count` calls, and remembers that they were expected.

        Raises:
            UnexpectedCallsError: when they do not come within so many real seconds.
        """
        found = self._wait("calls", (method, since, text, where), count, within)
        self._expected.update(entry["seq"] for entry in found)
        return found

    def wait_for_delivery(
        self,
        type_: str = "*",
        *,
        since: int = 0,
        count: int = 1,
        within: float = _PATIENCE,
        **where: object,
    ) -> list[Json]:
        """Waits for `count` deliveries, such as `outcome="acked"`.

        Raises:
            UnexpectedCallsError: when they do not come within so many real seconds.
        """
        return self._wait("deliveries", (type_, since, "", where), count, within)

    def forget(self) -> None:
        """What was sent until now is nobody's business any more."""
        self._start = self.mark()
        self._expected.clear()

    def expect_nothing_else(self, allow: Sequence[str] = READING) -> None:
        """Fails on calls since `forget` that no `wait_for` has seen, and on odd ones.

        Args:
            allow: methods that may be called at any time; by default those that only read.

        Raises:
            UnexpectedCallsError: with the calls.
        """
        calls = self.calls(since=self._start)
        surprising = [
            call
            for call in calls
            if call["seq"] not in self._expected
            and not any(same_name(pattern, call["method"]) for pattern in allow)
        ]
        odd = [call for call in calls if call["warnings"] or call["error"] == "unknown_method"]
        if surprising or odd:
            lines = [_line(call) for call in (*surprising, *odd)]
            raise UnexpectedCallsError("nobody expected:\n" + "\n".join(lines))

    def _wait(
        self, of: str, wanted: tuple[str, int, str, Json], count: int, within: float
    ) -> list[Json]:
        found = self._select(of, *wanted, count=count, within=within)
        if len(found) < count:
            name, since, _, where = wanted
            seen = self._select(of, "*", since, "", {})
            raise UnexpectedCallsError(
                f"{len(found)} of {count} {of} {name} {where} within {within:g} s; there were:\n"
                + "\n".join(map(_line, seen))
            )
        return found

    def _select(
        self, of: str, name: str, since: int, text: str, where: Json, **more: object
    ) -> list[Json]:
        dotted = {path.replace("__", "."): value for path, value in where.items()}
        body: Json = {
            "of": of,
            "name": name,
            "since": since,
            "text": text,
            "where": dotted,
            **more,
        }
        entries: list[Json] = self._ask(body)["entries"]
        return entries

    def _ask(self, body: Json) -> Json:
        seconds = float(body.get("within", 0)) + 30
        return self._wire.ask("POST", path_of("control", "ledger"), body, seconds=seconds)


def _line(entry: Json) -> str:
    if "method" in entry:
        more = f" warnings={entry['warnings']}" if entry["warnings"] else ""
        arguments = str(entry["arguments"])[:400]
        return f"  {entry['seq']} {entry['method']} {entry['error'] or 'ok'}{more} {arguments}"
    return (
        f"  {entry['seq']} {entry['type']} attempt {entry['attempt']} by "
        f"{entry['transport'] or 'nothing'}: {entry['outcome']}"
    )
