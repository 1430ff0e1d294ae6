"""Before a postmortem is written: what there is, and the gaps that somebody confirms."""

from __future__ import annotations

import pytest
from support.world import world


@pytest.fixture
def here(tmp_path):
    with world(f"sqlite:///{tmp_path / 'muster.db'}", "socket") as found:
        yield found


@pytest.fixture
def silent(here):
    """INC-1, declared by Aiko; nobody has said a word in its channel."""
    aiko = here.person("Aiko")
    aiko.command("#general", "/incident declare SEV2 checkout returns 502")
    channel = aiko.wait_for_channel(name="inc-1-checkout-returns-502", is_member=True)["id"]
    here.slack.ledger.wait_for("bookmarks.add")
    return channel


def told(here, channel, words):
    return here.person("Aiko").wait_for_ephemeral(channel=channel, text={"contains": words})


def test_critical_gaps_are_confirmed_before_anything_is_written(here, silent):
    aiko = here.person("Aiko")
    aiko.command(silent, "/postmortem draft")
    gaps = told(here, silent, "a critical gap")
    assert "no messages of responders" in str(gaps["blocks"])
    assert here.slack.ledger.calls("files.getUploadURLExternal") == []
    aiko.press(silent, gaps["ts"], "draft_anyway")
    aiko.wait_for_message(channel=silent, text={"contains": "Postmortem of INC-1"})
    aiko.command(silent, "/incident timeline")
    listed = told(here, silent, "Timeline of")
    assert "who asked confirmed the critical gaps" in str(listed["blocks"])


def test_once_somebody_has_spoken_the_draft_begins_and_says_what_it_rests_on(here, silent):
    aiko = here.person("Aiko")
    before = here.slack.ledger.mark()
    aiko.say(silent, "rolled back, error rate is back to 0%")
    here.slack.ledger.wait_for_delivery("message", since=before, outcome="acked")
    aiko.command(silent, "/postmortem draft")
    writing = told(here, silent, "Writing the postmortem of INC-1")
    assert "1 messages" in str(writing["blocks"])
    assert "None of: alerts, deploys" in str(writing["blocks"])
    aiko.wait_for_message(channel=silent, text={"contains": "Postmortem of INC-1"})
