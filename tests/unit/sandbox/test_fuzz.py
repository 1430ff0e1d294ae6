"""Whatever is sent to the Web API or the client API, it is answered; nothing falls over."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.sandbox.api import pipeline
from app.sandbox.api.spec import SPECS
from app.sandbox.client.routes import CLIENT
from app.sandbox.config import SandboxConfig
from app.sandbox.control.routes import CONTROL
from app.sandbox.core import Slack
from app.sandbox.net.messages import Request
from app.sandbox.wire import dumps, loads

#: Values that mean something somewhere, and values that mean nothing anywhere.
KNOWN = st.sampled_from(
    [
        "C0GENERAL00", "C0RANDOM000", "U0AIKO00000", "U0BOT000001", "1.000001", "true", "link",
        "0", "10", "tada", "F0X", "modal", "[]", "{}", "null", '[{"type":"divider"}]', "a" * 300,
    ]
)  # fmt: skip
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | KNOWN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "blocks", "elements", "id", "title", "value", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def asked(path: str, body: Any, method: str = "POST") -> Request:
    headers = {
        b"content-type": b"application/json; charset=utf-8",
        b"authorization": b"Bearer xoxb-sandbox-bot",
    }
    return Request(method, path, b"", headers, dumps(body), "127.0.0.1")


def arguments_of(method: str) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """A method with its required arguments and some of its others."""
    spec = SPECS[method]
    required = dict.fromkeys(spec.required, JSON | KNOWN)
    others = {name: JSON | KNOWN for name in spec.arguments if name not in required}
    return st.tuples(st.just(method), st.fixed_dictionaries(required, optional=others))


@settings(max_examples=400)
@given(call=st.sampled_from(sorted(SPECS)).flatmap(arguments_of))
def test_every_method_answers_whatever_it_is_asked(call: tuple[str, dict[str, Any]]) -> None:
    method, arguments = call

    async def ask() -> None:
        slack = Slack(SandboxConfig())
        response = await pipeline.serve(slack, asked(f"/api/{method}", arguments))
        assert response is not None
        answer = loads(response.body)
        assert isinstance(answer["ok"], bool)
        assert answer["ok"] or "error" in answer or "not_in_channel" in answer
        assert slack.ledger.calls[-1].method == method

    asyncio.run(ask())


CLIENT_PATHS = [
    ("POST", "/client/Aiko/channels"), ("POST", "/client/Aiko/dms"),
    ("PATCH", "/client/Aiko/channels/general"), ("POST", "/client/Aiko/channels/general/invite"),
    ("POST", "/client/Aiko/channels/general/read"),
    ("POST", "/client/Aiko/channels/general/commands"),
    ("POST", "/client/Aiko/channels/general/messages"),
    ("POST", "/client/Aiko/actions"), ("POST", "/client/Aiko/options"),
    ("POST", "/client/Aiko/shortcuts"), ("POST", "/client/Aiko/home"),
    ("POST", "/client/Aiko/views/top/submit"), ("POST", "/client/scenario/play"),
    ("POST", "/control/faults"), ("POST", "/control/latency"), ("POST", "/control/limits"),
    ("POST", "/control/page_cap"), ("POST", "/control/clock"), ("POST", "/control/ledger"),
    ("POST", "/control/messages"), ("POST", "/control/sockets/disconnect"),
    ("POST", "/control/retries/scale"),
]  # fmt: skip
FIELDS = [
    "name", "private", "users", "topic", "archived", "ts", "text", "blocks", "thread_ts",
    "files", "channel", "view", "action_id", "chosen", "choose", "state", "values", "callback_id",
    "tab", "title", "steps", "speed", "kind", "times", "where", "ms", "methods", "enabled",
    "per_minute", "items", "clock", "of", "count", "messages", "tell", "how", "after", "scale",
]  # fmt: skip


@settings(max_examples=300)
@given(
    route=st.sampled_from(CLIENT_PATHS),
    body=st.dictionaries(st.sampled_from(FIELDS), JSON | KNOWN, max_size=5) | JSON,
)
def test_the_client_and_control_apis_answer_whatever_they_are_asked(
    route: tuple[str, str], body: Any
) -> None:
    async def call() -> None:
        slack = Slack(SandboxConfig())
        method, path = route
        routes = CONTROL if path.startswith("/control") else CLIENT
        response = await routes.answer(slack, asked(path, body, method))
        assert response.status in {200, 400, 404}
        answer = loads(response.body)
        assert answer["ok"] or answer["error"]
        if slack.play:
            await slack.play.stop()

    asyncio.run(call())
