"""Finding: every word, in any script, over what the asker may see."""

from __future__ import annotations

from random import Random

import pytest

from app.flows.find import SHOWN, find
from app.incident.values import RefusalError
from tests.flows.evidence import declared, deliver, edit, message, posted_texts


@pytest.fixture
def two(muster):
    """A public incident and a private one, with something said in each."""
    public = declared(muster, "C1")
    private = declared(muster, "C2", private=True, by="U7")
    deliver(muster, message("The cache is cold after the deploy", "1773057600.000100"))
    deliver(muster, message("決済サーバーが応答しません", "1773057601.000100"))
    deliver(muster, message("Crème brûlée — naïve CACHE warmer", "1773057602.000100"))
    mixed = "🔥 ฐานข้อมูลล่ม 👩🏽‍💻 الخادِمُ مُعَطَّل ❤️ שָׁלוֹם"
    deliver(muster, message(mixed, "1773057602.500100"))
    deliver(muster, message("The cache key leaked", "1773057603.000100", channel="C2"))
    return public, private


def found(muster, typed, person="U9", incident=None):
    return [hit.item.text for hit in find(muster, "T1", person, typed, incident).hits]


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("cold cache", ["The cache is cold after the deploy"]),
        ('"cache is cold"', ["The cache is cold after the deploy"]),
        ('"cold cache"', []),
        ("“cold cache”", []),
        ("“cache is cold”", ["The cache is cold after the deploy"]),
        ("サーバー", ["決済サーバーが応答しません"]),
        ("応答", ["決済サーバーが応答しません"]),
        ("creme BRULEE", ["Crème brûlée — naïve CACHE warmer"]),
        ("nothing-like-it", []),
        ("🔥", ["🔥 ฐานข้อมูลล่ม 👩🏽‍💻 الخادِمُ مُعَطَّل ❤️ שָׁלוֹם"]),
        ("👩🏽‍💻 ❤", ["🔥 ฐานข้อมูลล่ม 👩🏽‍💻 الخادِمُ مُعَطَّل ❤️ שָׁלוֹם"]),
        ("💻🔥", []),
        ("ข้อมูล", ["🔥 ฐานข้อมูลล่ม 👩🏽‍💻 الخادِمُ مُعَطَّل ❤️ שָׁלוֹם"]),
        ("معطل שלום", ["🔥 ฐานข้อมูลล่ม 👩🏽‍💻 الخادِمُ مُعَطَّل ❤️ שָׁלוֹם"]),
    ],
)
def test_all_words_must_occur_whatever_their_case_accent_or_script(muster, two, typed, texts):
    assert two
    assert found(muster, typed) == texts


def test_what_was_said_in_a_private_incident_is_found_by_its_people_only(muster, two):
    _, private = two
    assert found(muster, "leaked") == []
    assert found(muster, "leaked", person="U7") == ["The cache key leaked"]
    assert found(muster, "cache", person="U7", incident=private) == ["The cache key leaked"]


def test_a_message_is_found_once_by_its_latest_words_or_as_an_earlier_wording(muster, two):
    assert two
    before = message("The cache is cold after the deploy", "1773057600.000100")
    deliver(muster, edit("The cache is warm", before, "1773057700.000000"))
    (warm,) = find(muster, "T1", "U9", "warm cache", None).hits[:1]
    assert warm.text == warm.item.text == "The cache is warm"
    (cold,) = find(muster, "T1", "U9", "cold", None).hits
    assert (cold.text, cold.item.text) == (before["text"], "The cache is warm")


def test_a_deleted_message_is_not_found(muster, two):
    assert two
    deliver(
        muster,
        {
            "type": "message",
            "subtype": "message_deleted",
            "channel": "C1",
            "deleted_ts": "1773057600.000100",
            "ts": "1773057800.000000",
            "event_ts": "1773057800.000000",
        },
    )
    assert found(muster, "cold") == []


def test_too_many_are_said_to_be_more(muster, two):
    assert two
    for number in range(SHOWN + 1):
        deliver(muster, message(f"disk full {number}", f"177305790{number:02}.000100"))
    hits = find(muster, "T1", "U9", "disk", None)
    assert (len(hits.hits), hits.more) == (SHOWN, True)
    assert not find(muster, "T1", "U9", '"disk full 3"', None).more


def test_nothing_to_look_for_is_refused_with_examples(muster):
    with pytest.raises(RefusalError, match="Say what to look for"):
        find(muster, "T1", "U9", "  …!", None)


def test_a_message_with_more_words_than_an_index_takes_is_recorded_all_the_same(muster):
    incident = declared(muster)
    # Nearly each pair of signs is another word.
    signs = Random(1).choices(range(0x4E00, 0x9FFF), k=190_000)
    said = "".join(map(chr, signs))
    assert deliver(muster, message(said, "1773057600.000100")) == 1
    assert posted_texts(muster, incident) == [said]
