"""Sentences of the log as a document shows them."""

from __future__ import annotations

import pytest

from app.drafter.say import tidy


@pytest.mark.parametrize(
    ("logged", "shown"),
    [
        ("rolled back to build 811", "Rolled back to build 811"),
        ("don't restart it:", "Don't restart it"),
        ("done.", "Done."),
        ("eth0 flaps on node 7", "eth0 flaps on node 7"),
        ("app.yaml was applied twice", "app.yaml was applied twice"),
        ("iPhone users cannot pay", "iPhone users cannot pay"),
        ("kube-proxy/main restarts", "kube-proxy/main restarts"),
        ("ölstand niedrig", "ölstand niedrig"),
    ],
)
def test_only_a_plain_word_begins_with_a_capital(logged: str, shown: str) -> None:
    assert tidy(logged) == shown
