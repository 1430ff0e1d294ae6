"""The words that entries are found by."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.words import _ACCENTS, normal, words_of


def test_sparing_texts_without_accents_two_passes_changes_no_character():
    for code in range(0x80, sys.maxunicode + 1):
        if not 0xD800 <= code <= 0xDFFF:
            sign = chr(code)
            folded = unicodedata.normalize("NFKC", sign).casefold()
            bare = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
            assert normal(sign) == unicodedata.normalize("NFC", bare), hex(code)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rolled back, 502s gone", {"rolled", "back", "502s", "gone"}),
        ("Café ÀLÉA", {"cafe", "alea"}),
        ("障害です", {"障害", "害で", "です", "す"}),
        ("害", {"害"}),
        ("ｶﾞ", {"ガ"}),
        ("👍 :tada:", {"👍", "tada"}),
        ("👩‍💻 ❤️", {"👩", "💻", "❤"}),
        ("שָׁלוֹם الخادِمُ مُعَطَّل", {"שלום", "الخادم", "معطل"}),
    ],
)
def test_a_text_is_found_by_its_words_and_by_pairs_of_unspaced_characters(text, words):
    assert words_of(text) == words


#: What Japanese chat is made of, and what changes under the marks that follow it.
_SIGNS = st.sampled_from("障害がガｶﾞﾊﾟ！？（）～…\u3000１ｗＡÉé\u0301\u3099\u309aß1a _-👍")
_TEXTS = st.text(_SIGNS | st.characters(codec="utf-8"), max_size=60)


@given(_TEXTS)
def test_writing_wide_signs_narrow_first_changes_no_text(text):
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    assert normal(text) == unicodedata.normalize("NFC", bare)


@given(_TEXTS)
def test_every_letter_and_digit_of_a_text_is_in_a_word_it_is_found_by(text):
    words = "".join(words_of(text))
    assert {sign for sign in normal(text) if sign.isalnum()} <= set(words)
