"""`muster doctor` asks the model the cheapest question and says what to mend."""

from __future__ import annotations

import pytest
from support.model_service import DROPPED, KEY, UNKNOWN_MODEL, Answer

from app.config import Settings
from app.main.doctor import examine

KNOWN = {"type": "model", "id": "claude-sonnet-5-5", "lifecycle": "active"}


@pytest.fixture
def checked(service, tmp_path):
    """The doctor's word on the model, under a policy file with these lines."""

    def check(script=None, key=KEY, policy=""):
        service.will(script or Answer(body=KNOWN))
        file = tmp_path / "policy.yaml"
        file.write_text(policy)
        settings = Settings(
            database_url=f"sqlite:///{tmp_path / 'muster.db'}",
            slack_bot_token="",
            anthropic_api_key=key,
            anthropic_base_url=service.url,
            muster_policy=str(file),
        )
        found = next(one for one in examine(settings) if one.name == "model")
        return found.ok, found.says

    return check


def test_a_model_that_answers_is_said_with_what_a_draft_may_cost(checked, service):
    assert checked() == (True, "claude-sonnet-5-5 answers; a draft costs at most $2.00")
    assert [asked.path for asked in service.asked] == ["/v1/models/claude-sonnet-5-5"]


def test_without_a_key_nothing_is_asked(checked, service):
    ok, says = checked(key="")
    assert (ok, "no ANTHROPIC_API_KEY" in says, service.asked) == (None, True, [])


@pytest.mark.parametrize(
    ("script", "key", "words"),
    [
        (None, "sk-ant-wrong", "ANTHROPIC_API_KEY was refused (401)"),
        (UNKNOWN_MODEL, KEY, "set MUSTER_MODEL"),
        (DROPPED, KEY, "could not be reached"),
        (Answer(body=KNOWN | {"lifecycle": "retired"}), KEY, "is retired: set MUSTER_MODEL"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_mend(checked, script, key, words):
    ok, says = checked(script, key)
    assert ok is False
    assert words in says


def test_a_model_that_the_policy_will_not_ask_is_noted(checked):
    ok, says = checked(policy="postmortem: {max_cost_usd: 0}")
    assert (ok, "asks no model" in says) == (None, True)
    ok, says = checked(Answer(body=KNOWN | {"lifecycle": "deprecated"}))
    assert (ok, "is deprecated" in says) == (None, True)
