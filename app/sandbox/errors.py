"""What the sandbox refuses, and how Slack says so."""

from __future__ import annotations

from collections.abc import Sequence

from app.sandbox.validate.check import Problem
from app.sandbox.wire import Json


class SlackError(Exception):
    """A call that is answered `ok: false`."""

    def __init__(
        self, error: str, messages: Sequence[str] = (), details: Json | None = None
    ) -> None:
        super().__init__(error)
        #: Slack's error code.
        self.error = error
        #: What `response_metadata.messages` says.
        self.messages = tuple(messages)
        #: More fields of the answer, such as `needed` and `provided`.
        self.details = details or {}

    def answer(self) -> Json:
        """The body of the answer."""
        body: Json = {"ok": False, "error": self.error, **self.details}
        if self.messages:
            body["response_metadata"] = {"messages": list(self.messages)}
        return body


def invalid(error: str, problems: Sequence[Problem]) -> SlackError:
    """A refusal that says what is wrong where, as chat.postMessage and views.open do."""
    said = [f"{problem.message} [json-pointer:{problem.pointer}]" for problem in problems]
    details: Json = {"errors": said} if error == "invalid_blocks" else {}
    return SlackError(error, [f"[ERROR] {line}" for line in said], details)


def invalid_arguments(*messages: str) -> SlackError:
    """A call with arguments that are missing or wrong."""
    return SlackError("invalid_arguments", [f"[ERROR] {message}" for message in messages])
