"""The real incident, played from the page while one looks on, and its draft."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from support.world import world

from app.main.story import load_story
from app.sandbox import SandboxConfig, read_scenario
from app.slack.manifest import manifest

#: What lies between is left out: the test of the demo plays all of it.
MIDDLE = ("2018-02-20T15:10", "2018-02-22T06:40")


@pytest.fixture
def story():
    """The beginning and the end of the demo's incident."""
    whole = load_story()
    kept, now = [], ""
    for step in whole.steps:
        now = step.get("at", now)
        if step.get("join") or not MIDDLE[0] <= now < MIDDLE[1]:
            kept.append(step)
    return replace(whole, steps=kept)


@pytest.fixture
def here(tmp_path, story):
    """A local Slack that was handed the incident."""
    path = tmp_path / "scenario.jsonl"
    path.write_text(story.as_jsonl())
    app = manifest(incident_command="incident", postmortem_command="postmortem")
    config = SandboxConfig(manifest=app, scenarios=(read_scenario(path),))
    with world(f"sqlite:///{tmp_path / 'muster.db'}", "socket", config) as found:
        yield found


@pytest.mark.timeout(600)
def test_the_real_incident_plays_on_the_page_and_its_draft_is_read(here, visit, story):
    farid = visit("Farid")
    page, steps = farid.page, len(story.steps)
    page.get_by_role("button", name="Play", exact=True).click()
    pane = page.locator(".pane", has_text="Scripted people act")
    pane.get_by_label("Speed").select_option("max")
    farid.picture("chosen")
    farid.press("Play", pane)
    expect(pane.get_by_role("button", name="Pause")).to_be_visible()
    farid.press("Pause", pane)
    expect(pane).to_contain_text("Paused")
    farid.picture("paused")
    farid.press("Go on", pane)
    expect(pane).to_contain_text(f"{steps} of {steps} steps", timeout=240_000)
    expect(pane.locator(".play-failed")).to_have_count(0)
    farid.picture("played")
    here.person("Farid").wait_for_message(files={"exists": True})
    farid.goto_channel(re.compile("inc-1-jupyterlab"))
    draft = page.locator(".main .file-open", has_text="INC-1-postmortem-v1.md")
    draft.click()
    document = page.locator(".pane", has_text="INC-1-postmortem-v1.md")
    for heading in ("Summary", "Customer impact", "Timeline"):
        expect(document.get_by_role("heading", name=re.compile(heading)).first).to_be_attached()
    expect(document).to_contain_text("TK — author to confirm")
    farid.picture("draft")
    document.get_by_role("heading", name=re.compile("Timeline")).first.scroll_into_view_if_needed()
    farid.picture("draft-timeline")
