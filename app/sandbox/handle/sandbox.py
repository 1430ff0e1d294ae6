"""A sandbox, as whoever started it or connected to it holds it."""

from __future__ import annotations

from app.sandbox.handle.control import Control
from app.sandbox.handle.ledger import LedgerReader
from app.sandbox.handle.person import Person
from app.sandbox.handle.wire import Wire


class Sandbox:
    """A Slack on this machine."""

    def __init__(
        self, url: str, *, bot_token: str = "", app_token: str = "", signing_secret: str = ""
    ) -> None:
        self.url = url.rstrip("/")
        #: For `WebClient(base_url=...)`.
        self.api_url = f"{self.url}/api/"
        self.bot_token = bot_token
        self.app_token = app_token
        self.signing_secret = signing_secret
        self._wire = Wire(self.url)
        self.control = Control(self._wire)
        self.ledger = LedgerReader(self._wire)

    def person(self, name: str) -> Person:
        """Someone by first name, handle, full name or id.

        Raises:
            SandboxError: person_not_found.
        """
        return Person(self._wire, name)
