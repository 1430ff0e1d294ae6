"""A real Chromium for the tests of the page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Playwright, sync_playwright

#: Programs that may be on the PATH, and where systems put them.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/usr/bin/chromium",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_HOW = (
    "The tests of the page need Chromium and there is none. "
    "`.venv/bin/playwright install --with-deps chromium` installs one; so does your system's "
    "package `chromium`. CHROMIUM names one that lies elsewhere."
)
#: It must be fast and quiet: no sandbox of its own (CI runs as root), nothing in the background.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)


class NoChromiumError(RuntimeError):
    """There is no Chromium here; the message says how to get one."""


def find_chromium(kind: BrowserType) -> str:
    """The program to start: named by CHROMIUM, Playwright's own, or the system's.

    Raises:
        NoChromiumError: when there is none.
    """
    named = os.environ.get("CHROMIUM", "")
    known = [named] if named else [kind.executable_path, *_PLACES]
    found = [path for path in known if path and Path(path).is_file()]
    on_path = [path for name in _NAMES if (path := shutil.which(name)) and not named]
    for path in (*found, *on_path):
        return path
    raise NoChromiumError(_HOW)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        yield browser
        browser.close()


def _launch(playwright: Playwright) -> Browser:
    kind = playwright.chromium
    return kind.launch(executable_path=find_chromium(kind), args=list(_FLAGS))
