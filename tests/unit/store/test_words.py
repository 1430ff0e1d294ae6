"""The words that entries are found by."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from app.store.words import normal, words_of


def test_sparing_texts_without_accents_two_passes_changes_no_character():
    for code in range(0x80, sys.maxunicode + 1):
        if not 0xD800 <= code <= 0xDFFF:
            sign = chr(code)
            folded = unicodedata.normalize("NFKC", sign).casefold()
            bare = [
                one
                for one in unicodedata.normalize("NFD", folded)
                if not "\u0300" <= one <= "\u036f"
            ]
            assert normal(sign) == unicodedata.normalize("NFC", "".join(bare)), hex(code)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rolled back, 502s gone", {"rolled", "back", "502s", "gone"}),
        ("Café ÀLÉA", {"cafe", "alea"}),
        ("障害です", {"障害", "害で", "です", "す"}),
        ("害", {"害"}),
        ("ｶﾞ", {"ガ"}),
        ("👍 :tada:", {"tada"}),
    ],
)
def test_a_text_is_found_by_its_words_and_by_pairs_of_unspaced_characters(text, words):
    assert words_of(text) == words
