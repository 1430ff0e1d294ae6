"""A real Chromium for the tests of the page.

`python -m support.chromium` (from tests/, as `make test` calls it) makes sure that there is one:
it installs Debian's where it may. Without one CI fails, and a laptop is told loudly what to run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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
    "The tests of the page need Chromium and there is none: on CI they fail, elsewhere they are "
    "skipped. `.venv/bin/playwright install --with-deps chromium` installs one; so does your "
    "system's package `chromium`. CHROMIUM names one that lies elsewhere."
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


def must_have_chromium() -> bool:
    """Whether tests fail without one (CI), rather than being skipped with a word on it."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


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


def ensure_chromium() -> str:
    """The Chromium that is here, or that the system's packages have just given.

    Raises:
        NoChromiumError: when there is none and none can be installed.
    """
    with sync_playwright() as playwright:
        try:
            return find_chromium(playwright.chromium)
        except NoChromiumError:
            if not _install():
                raise
            return find_chromium(playwright.chromium)


def _install() -> bool:
    """Debian's package, where packages can be installed without a question."""
    if os.environ.get("CHROMIUM") or not shutil.which("apt-get"):
        return False
    rights = _rights()
    if rights is None:
        return False
    sys.stderr.write("No Chromium here: installing the system's package `chromium` ...\n")
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    what = ["install", "-y", "--no-install-recommends", "chromium"]
    return all(
        subprocess.run([*apt, *words], check=False).returncode == 0 for words in (["update"], what)
    )


def _rights() -> list[str] | None:
    """What stands before a command that needs root; None: one may not."""
    if os.geteuid() == 0:
        return []
    asked = shutil.which("sudo") and subprocess.run(
        ["sudo", "-n", "true"], check=False, capture_output=True
    )
    return ["sudo", "-n"] if asked and asked.returncode == 0 else None


def main() -> int:
    """Says which Chromium the tests will use, or that there is none."""
    try:
        sys.stdout.write(f"Chromium for the tests of the page: {ensure_chromium()}\n")
    except NoChromiumError as error:
        sys.stderr.write(f"\n{'!' * 78}\n{error}\n{'!' * 78}\n\n")
        return 1 if must_have_chromium() else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
