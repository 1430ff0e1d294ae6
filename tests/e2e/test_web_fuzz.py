"""Whatever is sent to Muster's own HTTP server, it is answered as its description says."""

from __future__ import annotations

import hmac
import json
import time
from urllib.parse import urlencode

import httpx2 as httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.stepped import wait_for
from support.world import ROOM, world

FAST = settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    database = tmp_path_factory.mktemp("fuzz") / "muster.db"
    with world(f"sqlite:///{database}", "http") as found:
        yield found


def test_every_endpoint_answers_as_its_description_says(here):
    import schemathesis  # noqa: PLC0415 - who collects this file need not wait for it

    described = f"http://127.0.0.1:{here.muster.port}/openapi.json"
    operations = [
        found.ok() for found in schemathesis.openapi.from_url(described).get_all_operations()
    ]
    assert {operation.path for operation in operations} >= {"/slack/events", "/healthz", "/metrics"}

    @given(case=st.one_of([operation.as_strategy() for operation in operations]))
    @FAST
    def answered(case):
        case.call_and_validate(timeout=ROOM)

    answered()


NAMES = st.sampled_from(
    [
        "type", "event", "challenge", "token", "team_id", "authorizations", "payload", "user",
        "channel", "ts", "text", "subtype", "message", "previous_message", "item", "reaction",
        "event_ts", "event_id", "command", "trigger_id", "view", "actions", "thread_ts", "blocks",
    ]
)  # fmt: skip
WORDS = st.sampled_from(
    [
        "event_callback", "url_verification", "message", "message_changed", "reaction_added",
        "block_actions", "view_submission", "C0GENERAL00", "U0AIKO00000", "T0SANDBOX01",
        "1700000000.000100", "app_mention", "channel_archive", "\0", "\ud83d",
    ]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=12,
)
EVENTS = st.fixed_dictionaries(
    {"type": st.just("event_callback"), "event": st.dictionaries(NAMES, JSON, max_size=8) | JSON},
    optional={"team_id": st.just("T0SANDBOX01") | JSON, "event_id": WORDS | JSON},
)


def signed(secret: str, body: bytes, kind: str) -> dict[str, str]:
    now = str(int(time.time()))
    told = hmac.new(secret.encode(), f"v0:{now}:".encode() + body, "sha256").hexdigest()
    return {
        "content-type": kind,
        "x-slack-request-timestamp": now,
        "x-slack-signature": f"v0={told}",
    }


def test_whatever_slack_signs_is_answered_and_muster_goes_on(here):
    url = f"http://127.0.0.1:{here.muster.port}"

    @given(body=EVENTS | JSON, form=st.booleans())
    @settings(FAST, max_examples=60)
    def answered(body, form):
        told, kind = json.dumps(body).encode(), "application/json"
        if form:
            told = urlencode({"payload": told}).encode()
            kind = "application/x-www-form-urlencoded"
        headers = signed(here.slack.signing_secret, told, kind)
        answer = httpx.post(f"{url}/slack/events", content=told, headers=headers, timeout=ROOM)
        # 500: an event in no shape of Slack's broke its listener, which Slack would send again.
        assert answer.status_code in {200, 400, 404, 500}, answer.text

    answered()
    wait_for(
        lambda: httpx.get(f"{url}/readyz", timeout=ROOM).json() == {"ok": True, "problems": []}
    )
    assert here.person("Aiko").command("#general", "/incident declare SEV3 after the storm").ok
    assert here.person("Aiko").wait_for_channel(name="inc-1-after-the-storm")
