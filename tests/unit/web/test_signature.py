"""Slack's signature: what slack_sdk takes and refuses, Muster does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from app.web.signature import Signatures

NOW = 1_773_057_600.25
SECRETS = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)
BODIES = st.text(st.characters(codec="utf-8")).map(str.encode)
#: At the edges of the five minutes, beside them, and what is no time at all.
TIMES = (
    st.sampled_from([-301, -300, -299, -1, 0, 1, 300, 301, 302])
    | st.integers(-400, 400)
    | st.integers()
).map(lambda away: str(int(NOW) + away))
ODD = st.sampled_from(["", "0", "-1", "1.5", "1e9", " ", "9" * 5000, "0x10", "nan"]) | st.text(
    st.characters(max_codepoint=255), max_size=12
)
#: What is sent in place of the signature that the SDK makes.
CHANGES = st.sampled_from(
    [
        lambda right: right,
        lambda right: right.upper(),
        lambda right: right.removeprefix("v0="),
        lambda right: right[:-1],
        lambda right: right + " ",
        lambda right: f"{right[:-1]}é",
        lambda right: right.replace("v0", "v1"),
        lambda _: "",
    ]
)


def sdk_takes(verifier: SignatureVerifier, body: bytes, timestamp: str, signature: str) -> bool:
    """What slack_sdk says; what it breaks at, it does not take."""
    try:
        return verifier.is_valid(body, timestamp, signature)
    except (TypeError, ValueError):
        return False


def verifier_at(now: float, secret: str) -> Any:
    clock: Any = SimpleNamespace(now=lambda: now)
    return SignatureVerifier(secret, clock)


@given(secret=SECRETS, body=BODIES, timestamp=TIMES, change=CHANGES)
def test_it_takes_what_the_sdk_takes_and_refuses_what_the_sdk_refuses(
    secret: str, body: bytes, timestamp: str, change: Any
) -> None:
    verifier = verifier_at(NOW, secret)
    signature = change(verifier.generate_signature(timestamp=timestamp, body=body))
    taken = Signatures(secret).is_valid(body, timestamp.encode(), signature.encode("latin-1"), NOW)
    assert taken == sdk_takes(verifier, body, timestamp, signature)


@given(secret=SECRETS, body=BODIES, timestamp=TIMES, other=BODIES)
def test_another_body_or_another_secret_is_refused(
    secret: str, body: bytes, timestamp: str, other: bytes
) -> None:
    verifier = verifier_at(NOW, secret)
    signature = verifier.generate_signature(timestamp=timestamp, body=body).encode()
    if other != body:
        assert not Signatures(secret).is_valid(other, timestamp.encode(), signature, NOW)
    assert not Signatures(f"{secret}x").is_valid(body, timestamp.encode(), signature, NOW)


@given(timestamp=ODD, signature=st.text(st.characters(max_codepoint=255)), body=st.binary())
def test_odd_headers_are_refused_and_break_nothing(
    timestamp: str, signature: str, body: bytes
) -> None:
    headers = timestamp.encode("latin-1"), signature.encode("latin-1")
    assert not Signatures("secret").is_valid(body, *headers, NOW)


@pytest.mark.parametrize("away", [-300, 300])
def test_five_minutes_early_or_late_are_taken_and_a_moment_more_is_not(away: int) -> None:
    timestamp = str(int(NOW) + away)
    signature = verifier_at(NOW, "secret").generate_signature(timestamp=timestamp, body="{}")
    headers = timestamp.encode(), signature.encode()
    assert Signatures("secret").is_valid(b"{}", *headers, float(int(NOW)))
    assert not Signatures("secret").is_valid(b"{}", *headers, int(NOW) - away / 1000)
