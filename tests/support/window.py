"""A person's window on the local Slack: what tests do and look at there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

#: Milliseconds that anything on the page may take.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


class Window:
    """One page in a browser context of its own, as one person."""

    def __init__(self, context: BrowserContext, url: str, artifacts: Path) -> None:
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.url = url
        #: What a browser's console would show in red.
        self.troubles: list[str] = []
        self._artifacts = artifacts
        self._steps = 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(f"{message.type}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")

    def open(self, path: str) -> Window:
        """Goes to an address of the sandbox and waits until the page lives."""
        self.page.goto(f"{self.url}{path}")
        self.page.locator(".rail-me, .who").first.wait_for()
        return self

    def picture(self, step: str) -> None:
        """Keeps a screenshot of a step."""
        self._steps += 1
        self.page.screenshot(path=self._artifacts / f"{self._steps:02d}-{step}.png")

    def composer(self) -> Locator:
        """Where one writes in the conversation that is open."""
        return self.page.locator(".main .editor-text")

    def say(self, text: str) -> None:
        """Types into the conversation and sends it."""
        self.composer().fill(text)
        self.composer().press("Enter")

    def reply(self, text: str) -> None:
        """Types into the thread that is open and sends it."""
        box = self.page.locator(".pane-thread .composer-wrap .editor-text")
        box.fill(text)
        box.press("Enter")

    def goto_channel(self, name: str | re.Pattern[str]) -> None:
        """Opens a channel from the list."""
        self.page.locator(".sidebar-item", has_text=name).first.click()
        expect(self.page.locator(".main .channel-name")).to_contain_text(name)

    def message(self, text: str | re.Pattern[str]) -> Locator:
        """The newest message in the conversation that says something."""
        return self.page.locator(".main .message", has_text=text).last

    def act(self, message: Locator, name: str) -> None:
        """Presses a button of the bar over a message."""
        message.hover()
        message.locator(".message-bar").get_by_role("button", name=name, exact=True).click()

    def choose_from_menu(self, message: Locator, item: str | re.Pattern[str]) -> None:
        """Opens a message's menu and chooses from it."""
        self.act(message, "More actions")
        self.page.get_by_role("menuitem", name=item).click()

    def press(self, name: str, inside: Locator | None = None) -> None:
        """Presses a button."""
        (inside or self.page).get_by_role("button", name=name, exact=True).first.click()

    def modal(self, title: str) -> Locator:
        """An open modal."""
        found = self.page.locator(".modal", has=self.page.get_by_role("heading", name=title))
        expect(found).to_be_visible()
        return found

    def choose(self, field: str, option: str | re.Pattern[str]) -> None:
        """Chooses from a select by its label."""
        self.page.get_by_role("combobox", name=field).click()
        self.page.get_by_role("option", name=option).first.click()

    def store(self) -> dict[str, Any]:
        """The page's own state, to look at what no eye sees."""
        found: dict[str, Any] = self.page.evaluate(
            "async (base) => JSON.parse(JSON.stringify("
            "(await import(`${base}/js/core/store.js`)).state, (key, value) => "
            "['popover', 'dialogs'].includes(key) ? undefined : value))",
            self.base(),
        )
        return found

    def base(self) -> str:
        """Where the page's files lie."""
        href = self.page.locator("link[rel=stylesheet]").get_attribute("href") or ""
        return href.removesuffix("/style.css")
