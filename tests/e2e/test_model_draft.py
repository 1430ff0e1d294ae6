"""A postmortem with a model in it, as people see it come in Slack."""

from __future__ import annotations

import threading

import pytest
from support.model_service import KEY, OVERLOADED, honest, model_service
from support.world import world


@pytest.fixture
def service():
    with model_service() as running:
        running.will(honest)
        yield running


@pytest.fixture
def here(tmp_path, service):
    keys = {"anthropic_api_key": KEY, "anthropic_base_url": service.url}
    with world(f"sqlite:///{tmp_path / 'muster.db'}", "socket", **keys) as found:
        yield found


@pytest.fixture
def over(here):
    """INC-1, declared and resolved by Aiko; its channel."""
    aiko = here.person("Aiko")
    aiko.command("#general", "/incident declare SEV2 checkout returns 502")
    channel = aiko.wait_for_channel(name="inc-1-checkout-returns-502", is_member=True)["id"]
    here.slack.ledger.wait_for("bookmarks.add")
    before = here.slack.ledger.mark()
    aiko.say(channel, "Rolled back to build 811, error rate is back to 0%")
    # A draft of a record in which nobody said a word is first asked about.
    here.slack.ledger.wait_for_delivery("message", since=before, outcome="acked")
    aiko.command(channel, "/incident resolve the error rate is at zero")
    aiko.wait_for_message(channel=channel, text={"contains": "resolved"})
    return channel


def drafted(here, channel):
    """What is said beside the file, once it is there; the first imports the model's client."""
    said = here.person("Aiko").wait_for_message(
        channel=channel, text={"contains": "Postmortem of INC-1"}, within=120
    )
    return said["text"]


def test_progress_is_shown_and_the_draft_says_who_worded_it_and_what_it_cost(here, over, service):
    seen = threading.Event()

    def slowly(asked):
        assert seen.wait(60)
        return honest(asked)

    service.will(slowly)
    aiko = here.person("Aiko")
    aiko.command(over, "/postmortem draft")
    aiko.wait_for_message(channel=over, text={"contains": "part 1 of 1"})
    seen.set()
    text = drafted(here, over)
    assert "claude-sonnet-5-5 worded" in text
    assert "tokens, $0.01" in text
    [asked] = service.asked
    assert "Aiko" not in asked.text
    aiko.wait_for_message(channel=over, text={"contains": "is drafted, version 1"})


def test_an_overloaded_service_still_gives_a_draft_that_says_why(here, over, service):
    service.will(OVERLOADED)
    here.person("Aiko").command(over, "/postmortem draft")
    text = drafted(here, over)
    assert "claude-sonnet-5-5 was not used: the service is overloaded" in text


def test_a_person_accepts_a_models_wording_and_it_carries_their_name(here, over):
    aiko = here.person("Aiko")
    aiko.command(over, "/postmortem draft")
    drafted(here, over)
    aiko.command(over, "/postmortem wording")
    view = aiko.wait_for_modal(callback_id="wording")
    assert "a model worded these" in str(view["blocks"])
    aiko.press_in_view("accept_section")
    view = aiko.wait_for_modal(blocks__0__text__text={"contains": "Version 2"})
    assert "*Summary*" not in str(view["blocks"])
