"""Fixtures in the browser: a real Chromium, the real Muster, and people's windows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from support.chromium import NoChromiumError, chromium, must_have_chromium
from support.window import Window
from support.world import World, world

_ARTIFACTS = Path(__file__).parents[2] / "artifacts" / "browser"
#: Opens a person's window: `visit("Ben", "C0GENERAL00", color_scheme="dark")`.
Visit = Callable[..., Window]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one file: while it lives, tests that run a loop of their own cannot."""
    with ExitStack() as stack:
        try:
            found = stack.enter_context(chromium())
        except NoChromiumError as error:
            if must_have_chromium():
                raise
            pytest.skip(str(error))
        yield found


@pytest.fixture
def here(tmp_path: Path) -> Iterator[World]:
    """A local Slack with Muster beside it."""
    with world(f"sqlite:///{tmp_path / 'muster.db'}", "socket") as found:
        yield found


@pytest.fixture
def artifacts(request: pytest.FixtureRequest) -> Path:
    """Where the pictures of a test are kept; what it kept before is gone."""
    name = re.sub(r"[^\w.-]+", "-", request.node.name)
    folder = _ARTIFACTS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def visit(browser: Browser, here: World, artifacts: Path) -> Iterator[Visit]:
    """Opens windows; a test in which any of them had something to complain of fails."""
    windows: list[tuple[BrowserContext, Window]] = []

    def open_window(person: str, channel: str = "", **options: Any) -> Window:
        options.setdefault("viewport", {"width": 1280, "height": 820})
        context = browser.new_context(**options)
        folder = artifacts / person.lower() if windows else artifacts
        window = Window(context, here.slack.url, folder)
        windows.append((context, window))
        path = f"/as/{person.lower()}" + (f"/{channel}" if channel else "")
        return window.open(path)

    yield open_window
    for context, window in windows:
        window.picture("end")
        context.close()
    assert [window.troubles for _, window in windows if window.troubles] == []
