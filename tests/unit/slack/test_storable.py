"""What a database refuses is escaped so that it can be seen and taken back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.slack.text import original, storable


def test_nul_and_lone_surrogates_can_be_seen() -> None:
    assert storable("a\0b") == "a␛0000b"
    assert storable("a\ud83db") == "a␛D83Db"
    assert storable("␛0000") == "␛241B0000"


def test_ordinary_text_is_left_alone() -> None:
    for text in ("plain", "日本語 👩‍💻 \\u0000", "line\nline\ttab"):
        assert storable(text) == text


@given(st.text(st.characters()))
def test_every_text_can_be_stored_and_taken_back(text: str) -> None:
    kept = storable(text)
    assert "\0" not in kept
    kept.encode("utf-8")
    assert original(kept) == text
