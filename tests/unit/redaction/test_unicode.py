"""Disguises: what a person reads as a secret is one, whatever characters it is made of."""

import pytest

from app.redaction import find, redact
from tests.unit.redaction.fakes import Fakes

TOKEN = Fakes(7).make("slack-bot")
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


@pytest.mark.parametrize(
    "joiner", ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060", "\u202e", "\ufe0f"]
)
def test_an_invisible_character_inside_a_token_does_not_save_it(joiner: str) -> None:
    text = f"token {TOKEN[:9]}{joiner}{TOKEN[9:]} leaked"
    assert redact(text).text == "token [redacted: slack token] leaked"


def test_an_invisible_character_between_all_letters_does_not_save_it() -> None:
    assert redact("\u200b".join(TOKEN)).text == "[redacted: slack token]"


def test_full_width_letters_and_digits_are_read_as_what_they_show() -> None:
    assert redact(TOKEN.translate(FULL_WIDTH)).text == "[redacted: slack token]"
    assert (
        redact("カード ４１１１ １１１１ １１１１ １１１１").text
        == "カード [redacted: card number]"
    )


def test_digits_of_other_scripts_are_digits() -> None:
    number = "4111111111111111".translate({ord("0") + n: 0x0660 + n for n in range(10)})
    assert redact(f"card {number}").text == "card [redacted: card number]"


def test_typographic_quotes_and_dashes_are_read_as_plain_ones() -> None:
    assert redact("password = “hunter2x”").text == "password = “[redacted: password]”"
    assert redact("call +1 415–555–0100").text == "call [redacted: phone number]"


def test_entities_as_slack_writes_them_are_read_as_characters() -> None:
    text = "GET /x?user=a&amp;password=hunter2x&amp;page=2"
    assert redact(text).text == "GET /x?user=a&amp;password=[redacted: password]&amp;page=2"
    assert redact("password=h&amp;nter2x").text == "password=[redacted: password]"
    assert redact("token: &lt;your-token&gt;").findings == ()


def test_offsets_are_those_of_the_text_as_it_stands() -> None:
    text = "é\u200b&amp; password=hun\u200bter2x, é"
    (finding,) = find(text)
    assert text[finding.start : finding.end] == "hun\u200bter2x"


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "\udfff x", "a\x00b", "\ue000", "İ password=hunter2x", "ﬃ"]
)
def test_odd_characters_break_nothing(text: str) -> None:
    once = redact(text).text
    assert redact(once).text == once


def test_characters_around_a_secret_are_kept_one_for_one() -> None:
    assert (
        redact("İ\x00 password=hunter2x \ud800").text
        == "İ\x00 password=[redacted: password] \ud800"
    )


def test_a_secret_with_a_nul_in_its_line_is_found() -> None:
    assert TOKEN not in redact(f"\x00{TOKEN}\x00").text
