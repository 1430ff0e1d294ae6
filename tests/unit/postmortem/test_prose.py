from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.postmortem.prose import bare, has_code, named, sentences, shorten


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("It is v0.6. Then e.g. this, i.e. that.", ["It is v0.6.", "Then e.g. this, i.e. that."]),
        ("- first\n- second", ["first", "second"]),
        (
            "Wrapped at the\nend of a line that goes on.",
            ["Wrapped at the end of a line that goes on."],
        ),
        ("A title\nAnd a new line", ["A title", "And a new line"]),
        ("binder. ingress pods are deleted", ["binder.", "ingress pods are deleted"]),
        ("Before\n```\nTraceback\n```\nafter", ["Before", "after"]),
        ("never closed ```\nTraceback", ["never closed"]),
        ("**The culler shouldn't exit**", ["The culler shouldn't exit"]),
        ("_really_ high and *bold* and ~gone~", ["really high and bold and gone"]),
        ("`kube_ctl --a_b` stays", ["`kube_ctl --a_b` stays"]),
        ("oh :cry: no", ["oh  no"]),
        ("at 14:05:30 it was", ["at 14:05:30 it was"]),
        ("[PR 2207][fix] with the fix", ["PR 2207 with the fix"]),
        ("[PR](https://x.org/1) merged", ["[PR](https://x.org/1) merged"]),
        ("![graph](https://x.org/a.png)\ndown", ["down"]),
        ("up<br/>and <b>running</b>", ["up and  running"]),
        ("> quoted\n1. item", ["quoted", "item"]),
        ("再起動した。直った。", ["再起動した。", "直った。"]),
        ("...\n---\n", []),
        ("", []),
    ],
)
def test_sentences_come_whole_and_without_markup(text: str, found: list[str]) -> None:
    cleaned = [" ".join(one.split()) for one in sentences(text)]
    assert cleaned == [" ".join(one.split()) for one in found]


def test_text_without_stops_comes_in_pieces() -> None:
    pieces = sentences("word " * 400)
    assert len(pieces) > 1
    assert all(len(piece) <= 600 for piece in pieces)
    assert sentences("x" * 1500) == ["x" * 600, "x" * 600, "x" * 300]


@given(st.text(max_size=400))
def test_no_sentence_has_a_line_end_or_says_nothing(text: str) -> None:
    for one in sentences(text):
        assert "\n" not in one
        assert any(char.isalnum() for char in one)


def test_mentions_are_named() -> None:
    names = {"U1": "Ines", "C1": "inc-1"}
    text = "<@U1> and <@U9|bo> in <#C1> and <#C2|ops>, <!subteam^S1|@oncall>, <@U8>"
    assert named(text, names) == "Ines and bo in #inc-1 and #ops, oncall, U8"
    assert named("a < b", names) == "a < b"


def test_code_is_noticed() -> None:
    assert has_code("see ```x```")
    assert not has_code("see `x`")
    assert bare("a\r\n**b**") == "a\r\nb"


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("short", 10, "short"),
        ("a longer sentence here", 15, "a longer …"),
        ("run `kubectl delete pod` now", 18, "run …"),
        ("see [the graph](https://example.org/a b) now", 30, "see …"),
        ("x" * 30, 10, "x" * 10 + " …"),
    ],
)
def test_a_cut_leaves_no_markup_open(text: str, most: int, shown: str) -> None:
    assert shorten(text, most) == shown
