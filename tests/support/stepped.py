"""A whole Muster whose time stands still until a test moves it: nothing sleeps, nothing is missed.

The database, the local Slack and the sockets between them are real; the tick and the relay
are stepped by hand. Whatever is said in any conversation and expected by no test fails it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from slack_bolt.adapter.socket_mode import SocketModeHandler
from sqlalchemy import select
from support.sockets import hang_up
from support.world import patient, settings_for

from app.flows import timers
from app.flows.lookup import named
from app.flows.muster import Muster
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.listeners import bolt
from app.main.build import build
from app.relay import Relay
from app.relay.registry import EFFECTS
from app.sandbox import Person, Sandbox, running
from app.sandbox.wire import Json
from app.store import incidents, timeline
from app.store import timers as rows
from app.store.tables import OutboxRow

#: What is said to somebody: a message, or the edit of one.
SPOKEN = ("chat.postMessage", "chat.update")
#: The most that the outbox may hold back for rate limits, in seconds.
PATIENCE = 120


class UnexpectedMessageError(AssertionError):
    """Something was said that no test expected, or not said that one did."""


@dataclass
class Hands:
    """A clock that a test moves."""

    at: datetime
    #: Real time that passed beside it: what rate limits made the relay wait.
    waited: timedelta = field(default_factory=timedelta)
    speed: float = 1.0

    def now(self) -> datetime:
        return self.at

    def real(self) -> datetime:
        return self.at + self.waited

    def when(self, real: datetime) -> datetime:
        return real - self.waited


@dataclass
class Stepped:
    """Muster and its Slack, both standing still."""

    slack: Sandbox
    muster: Muster
    relays: list[Relay]
    hands: Hands
    start: datetime
    _seen: int = 0
    _held: bool = False
    _heard: list[Json] = field(default_factory=list)

    def person(self, name: str) -> Person:
        return self.slack.person(name)

    def incident(self, ref: str = "INC-1") -> Incident:
        return named(self.muster, ref)

    def incidents(self) -> Sequence[Incident]:
        """Every incident, newest first."""
        with self.muster.database.read() as session:
            return incidents.listed(session, self.slack_team, open_only=False)

    def command(self, who: str, channel: str, line: str) -> None:
        """Type a command, and let Muster do all that follows from it."""
        told = self.person(who).command(channel, line)
        assert told.ok, told
        self.deliver()

    def declare(self, severity: str, *, lead: str = "", private: bool = False) -> str:
        """The channel of an incident of Aiko's; what setting it up says is nobody's business."""
        title = "checkout returns 502"
        if private:
            aiko = self.person("Aiko")
            aiko.command("#general", "/incident declare")
            aiko.wait_for_modal(callback_id="declare")
            assert aiko.submit({"Title": title, "Severity": severity, "Also": ["private"]}).ok
            self.deliver()
        else:
            self.command("Aiko", "#general", f"/incident declare {severity} {title}")
        channel = self.incident().channel
        self.command("Aiko", channel, "/incident set impact all checkouts")
        if lead:
            self.command("Aiko", channel, f"/incident assign @{lead} commander")
        self.forget()
        return channel

    def update(self, who: str, channel: str, next_in: str = "30m") -> None:
        """Post a status update by its form."""
        self.form(who, channel, "update", {"What is known": "502", "Next update in": next_in})

    def form(self, who: str, channel: str, verb: str, values: Json) -> None:
        """Open a verb's form, fill it in and submit it."""
        person = self.person(who)
        assert person.command(channel, f"/incident {verb}").ok
        person.wait_for_modal(callback_id=verb)
        told = person.submit(values)
        assert told.ok, told
        self.deliver()

    @property
    def slack_team(self) -> str:
        return next(iter(self.muster.identities))

    def dm(self, who: str) -> str:
        """The direct conversation of Muster and somebody."""
        (identity,) = self.muster.identities.values()
        return self.person(who).open_dm(identity.user_id)

    # Time.

    def at(self, **since_start: float) -> None:
        """Run until this long after the start; each step comes at its own moment."""
        self.run_until(self.start + timedelta(**since_start))

    def run_until(self, moment: datetime) -> None:
        """Move on; nothing said before may be left unexpected."""
        self.nothing_else()
        while (due := self._next_due()) and due <= moment:
            self._stand_at(max(due, self.hands.at))
            assert timers.tick(self.muster), f"what is due at {due} stays due"
            self.deliver()
        self._stand_at(moment)

    def away_until(self, **since_start: float) -> None:
        """Time passes while Muster is down; then it comes up again."""
        self.nothing_else()
        self._stand_at(self.start + timedelta(**since_start))
        self.tick()

    def set_back(self, **since_start: float) -> None:
        """The clock is set back, as a wrong one is when it is corrected; real time goes on."""
        real = self.hands.real()
        self.stand_at(**since_start)
        self.hands.waited = real - self.hands.at

    def stand_at(self, **since_start: float) -> None:
        """The clock stands this long after the start, and nothing has ticked."""
        self._stand_at(self.start + timedelta(**since_start))

    def tick(self) -> None:
        """Everything that is due now, and its delivery."""
        while timers.tick(self.muster):
            self.deliver()

    def _next_due(self) -> datetime | None:
        with self.muster.database.read() as session:
            return rows.next_due(session)

    def _stand_at(self, moment: datetime) -> None:
        self.hands.at = moment
        self.slack.control.clock(f"{self.hands.real().isoformat()},0.000001")

    # Delivery.

    def hold_back(self) -> None:
        """From now on nothing leaves the outbox."""
        self._held = True

    def let_go(self) -> None:
        """What was held back leaves now."""
        self._held = False
        self.deliver()

    def deliver(self) -> None:
        """Perform the outbox to its end; where limits hold it back, let real time pass."""
        if self._held:
            return
        for _ in range(PATIENCE):
            while any(relay.step() for relay in self.relays):
                pass
            if not self._waiting():
                return
            self.hands.waited += timedelta(seconds=1)
        raise UnexpectedMessageError(f"the outbox does not empty: {self._waiting()}")

    def _waiting(self) -> list[str]:
        waiting = OutboxRow.state.in_(("pending", "sending")), OutboxRow.effect.in_(EFFECTS)
        with self.muster.database.read() as session:
            return list(session.scalars(select(OutboxRow.effect).where(*waiting)))

    # What is said.

    def hears(self, where: str, *words: str) -> Json:
        """The next thing said in a conversation, which has these words; its arguments and ts."""
        self._listen()
        channel = self._conversation(where)
        for call in self._heard:
            if call["arguments"]["channel"] == channel:
                text = _text(call)
                missing = [word for word in words if word not in text]
                if missing:
                    raise UnexpectedMessageError(f"{missing} not in:\n{_line(call)}")
                self._heard.remove(call)
                return {**call["arguments"], "ts": _ts(call), "shown": text}
        raise UnexpectedMessageError(f"nothing was said in {where}; there was:\n{self._lines()}")

    def _conversation(self, where: str) -> str:
        if where.startswith("@"):
            return self.dm(where.removeprefix("@"))
        return str(self.person("Aiko").channel(where)["id"]) if where.startswith("#") else where

    def hears_of(self, where: str, *words: str) -> Json:
        """Something said in a conversation with these words, wherever it stands among the rest."""
        self._listen()
        channel = self._conversation(where)
        for call in self._heard:
            fits = all(word in _text(call) for word in words)
            if call["arguments"]["channel"] == channel and fits:
                self._heard.remove(call)
                return {**call["arguments"], "ts": _ts(call), "shown": _text(call)}
        raise UnexpectedMessageError(f"{words} not said in {where}; there was:\n{self._lines()}")

    def recorded(self, kind: str, text: str = "", ref: str = "INC-1") -> None:
        """Wait until an event of Slack's is in the log."""
        incident = self.incident(ref)

        def there() -> bool:
            with self.muster.database.read() as session:
                found = timeline.entries(session, incident.id, kinds=[Kind(kind)])
            return any(text in entry.text for entry in found)

        wait_for(there)

    def forget(self) -> None:
        """What was said until now is nobody's business."""
        self._listen()
        self._heard.clear()

    def kinds(self, ref: str = "INC-1") -> list[str]:
        """The kinds of an incident's entries, in order."""
        with self.muster.database.read() as session:
            return [str(one.kind) for one in timeline.entries(session, self.incident(ref).id)]

    def entry(self, kind: str, ref: str = "INC-1") -> Entry:
        """The newest entry of a kind."""
        with self.muster.database.read() as session:
            found = timeline.entries(session, self.incident(ref).id, kinds=[Kind(kind)])
        return found[-1]

    def nothing_else(self) -> None:
        """Fail when something was said that no `hears` has asked for."""
        self._listen()
        if self._heard:
            raise UnexpectedMessageError(f"nobody expected:\n{self._lines()}")

    def _listen(self) -> None:
        last = self.slack.ledger.mark()
        for method in SPOKEN:
            self._heard += [
                call
                for call in self.slack.ledger.calls(method, since=self._seen)
                if call["ok"] and not self._is_card(call)
            ]
        self._heard.sort(key=lambda call: int(call["seq"]))
        self._seen = last

    def _is_card(self, call: Json) -> bool:
        """Card and announcement are edited in place, silently."""
        shown = {ts for one in self.incidents() for ts in (one.card_ts, one.announce_ts)}
        return call["method"] == "chat.update" and call["arguments"]["ts"] in shown

    def _lines(self) -> str:
        return "\n".join(map(_line, self._heard)) or "  (nothing)"


def wait_for(there: Callable[[], bool], within: float = 30.0) -> None:
    """Wait until something that others do is done."""
    end = time.monotonic() + within
    while not there():
        if time.monotonic() > end:
            raise AssertionError(f"{there} did not come about within {within:g} s")
        time.sleep(0.01)


def _ts(call: Json) -> str:
    return str(call["arguments"].get("ts") or call["result"].get("ts"))


def _text(call: Json) -> str:
    return f"{call['arguments'].get('text')} {call['arguments'].get('blocks')}"


def _line(call: Json) -> str:
    said = call["arguments"]
    thread = f" in thread {said['thread_ts']}" if said.get("thread_ts") else ""
    return f"  {call['method']} {said['channel']}{thread}: {said.get('text')}"


@contextmanager
def stepped(
    database_url: str, start: datetime, policy: Path | None = None, processes: int = 1
) -> Iterator[Stepped]:
    """Start both; at the end nothing may be left that no test expected.

    `processes`: as many relays share the outbox.
    """
    hands = Hands(start.astimezone(UTC))
    with running(patient()) as slack:
        more = {"muster_policy": str(policy)} if policy else {}
        settings = settings_for(slack, database_url, "socket", **more)
        built = build(settings, hands)  # type: ignore[arg-type]
        muster = built.muster
        muster.recorder.start()
        handler = SocketModeHandler(bolt.build(muster, "", built.workspace), slack.app_token)
        handler.client.connect()
        relays = [Relay(muster) for _ in range(processes)]
        here = Stepped(slack, muster, relays, hands, hands.at)
        here._stand_at(hands.at)
        try:
            yield here
            here.nothing_else()
        finally:
            hang_up(handler.client)
            muster.recorder.stop()
            muster.database.dispose()
