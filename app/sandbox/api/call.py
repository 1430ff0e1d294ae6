"""One call of a method: who calls, with what arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.sandbox.errors import SlackError, invalid_arguments
from app.sandbox.ledger import Call as Entry
from app.sandbox.state.channels import Channel, Kind
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.wire import Json, loads, packed, ts_micros

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_TRUE = frozenset({"true", "1", "t", "yes"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token it is."""

    #: `bot`, `user` or `app`.
    kind: str
    person: Person
    #: What the token may do; None: everything, as a person may.
    scopes: frozenset[str] | None

    def may(self, any_of: tuple[str, ...]) -> bool:
        """Whether the token has one of these scopes."""
        return not any_of or self.scopes is None or not self.scopes.isdisjoint(any_of)

    def need(self, any_of: tuple[str, ...]) -> None:
        """Refuses when the token has none of these scopes.

        Raises:
            SlackError: missing_scope, with what is needed and what is there.
        """
        if not self.may(any_of):
            provided = ",".join(sorted(self.scopes or ()))
            raise SlackError(
                "missing_scope", details={"needed": ",".join(any_of), "provided": provided}
            )


@dataclass(slots=True)
class Call:
    """A call that has passed the door: its token is good, its required arguments are there."""

    slack: Slack
    method: str
    caller: Caller
    arguments: Json
    #: Its entry in the ledger.
    entry: Entry

    @property
    def person(self) -> Person:
        """Who calls."""
        return self.caller.person

    def has(self, name: str) -> bool:
        """Whether an argument was given and is not empty."""
        return self.arguments.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """An argument as text."""
        value = self.arguments.get(name)
        return default if value is None else value if isinstance(value, str) else _plain(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """An argument that is true or false."""
        value = self.arguments.get(name)
        return default if value in (None, "") else str(value).lower() in _TRUE

    def number(self, name: str, default: int) -> int:
        """An argument that is a whole number.

        Raises:
            SlackError: invalid_arguments.
        """
        value = self.arguments.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError as error:
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]") from error

    def decoded(self, name: str, error: str) -> object:
        """An argument that is JSON, encoded in a form or as it is in a JSON body.

        Raises:
            SlackError: `error`, when it is not JSON.
        """
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            decoded: object = loads(value)
        except ValueError as problem:
            raise SlackError(error) from problem
        return decoded

    def page(self, default: int, most: int, error: str = "invalid_limit") -> int:
        """The `limit` argument, as far as the sandbox lets pages grow.

        Raises:
            SlackError: `error`, when it is no number between 1 and `most`.
        """
        value = self.arguments.get("limit")
        asked = default
        if value not in (None, "", 0, "0"):
            if not str(value).isdecimal() or int(str(value)) > most:
                raise SlackError(error)
            asked = int(str(value))
        cap = self.slack.faults.page_cap
        return min(asked, cap) if cap else asked

    def channel(
        self, name: str = "channel", scopes: Mapping[Kind, tuple[str, ...]] | None = None
    ) -> Channel:
        """The conversation that an argument means.

        Raises:
            SlackError: channel_not_found, also when the caller may not know of it;
                missing_scope, when the token may not do this to such a conversation.
        """
        channel = self.slack.world.channels.get(self.text(name))
        if channel is None or not channel.visible_to(self.person.id):
            raise SlackError("channel_not_found")
        if scopes:
            self.caller.need(scopes[channel.kind])
        return channel

    def message(self, channel: Channel, name: str, error: str = "message_not_found") -> Message:
        """The message that a timestamp means.

        Raises:
            SlackError: `error`.
        """
        ts = ts_micros(self.text(name))
        message = channel.log.by_ts.get(ts) if ts is not None else None
        if message is None:
            raise SlackError(error)
        return message

    def user(self, name: str = "user", error: str = "user_not_found") -> Person:
        """The person that an argument means.

        Raises:
            SlackError: `error`.
        """
        person = self.slack.world.people.get(self.text(name))
        if person is None:
            raise SlackError(error)
        return person

    def member_of(self, channel: Channel) -> None:
        """Refuses when the caller is not in a channel.

        Raises:
            SlackError: not_in_channel.
        """
        if self.person.id not in channel.members:
            raise SlackError("not_in_channel")

    def made(self, **things: object) -> None:
        """Notes in the ledger what the call made."""
        self.entry.result = packed(things)

    def warn(self, warning: str) -> None:
        """Notes in the ledger what Slack lets pass in silence."""
        self.entry.warnings += (warning,)


def open_only(channel: Channel) -> None:
    """Refuses what cannot be done to an archived channel.

    Raises:
        SlackError: is_archived.
    """
    if channel.is_archived:
        raise SlackError("is_archived")


def no_dm(channel: Channel) -> None:
    """Refuses what cannot be done to a direct message.

    Raises:
        SlackError: method_not_supported_for_channel_type.
    """
    if channel.is_dm:
        raise SlackError("method_not_supported_for_channel_type")


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
