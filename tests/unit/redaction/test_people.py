"""People: every spelling of a known name becomes a role, and nothing else does."""

import pytest

from app.redaction import Audience, Person, hide, redact

ALICE = Person("Alice Marie Smith-Jones", "the incident commander", ("asmith", "U012ABCDEF"))
JOSE = Person("José Núñez", "the database engineer")
WILL = Person("Will Young", "the scribe")
TARO = Person("山田 太郎", "the on-call engineer")
AL = Person("Al Ng", "the network engineer")
READERS = Audience(people=(ALICE, JOSE, WILL, TARO, AL))


def _wide(text: str) -> str:
    return redact(text, READERS).text


@pytest.mark.parametrize(
    "spelling",
    [
        "Alice Marie Smith-Jones",
        "Alice Smith-Jones",
        "alice smith-jones",
        "ALICE SMITH-JONES",
        "Smith-Jones, Alice",
        "A. Smith-Jones",
        "Alice S.",
        "Alice",
        "alice",
        "Smith-Jones",
        "Smith Jones",
        "@alice",
        "@Alice Smith-Jones",
        "@asmith",
        "asmith",
        "alice.smith-jones",
        "alice_smith_jones",
        "<@U012ABCDEF>",
        "<@U012ABCDEF|alice>",
        "U012ABCDEF",
    ],
)
def test_every_spelling_becomes_the_role(spelling: str) -> None:
    assert _wide(f"then {spelling} rolled back") == "then the incident commander rolled back"


@pytest.mark.parametrize(
    "spelling", ["José", "Jose", "jose nunez", "Jose\u0301 Nu\u0301n\u0303ez", "NÚÑEZ"]
)
def test_accents_are_optional_composed_or_not(spelling: str) -> None:
    assert _wide(f"so {spelling} failed over") == "so the database engineer failed over"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("it was Alice's fix", "it was the incident commander's fix"),
        ("Alice’s laptop", "The incident commander’s laptop"),
        ("ask the Alice team", "ask the incident commander team"),
        ("our Alice", "our incident commander"),
        (
            "Alice paged. José joined.",
            "The incident commander paged. The database engineer joined.",
        ),
        ("| Alice | 14:05 |", "| The incident commander | 14:05 |"),
        ("- Alice: ack", "- The incident commander: ack"),
    ],
)
def test_the_role_fits_into_its_sentence(text: str, read: str) -> None:
    assert _wide(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("山田 太郎さんが対応中", "the on-call engineerさんが対応中"),
        ("山田さん、お願いします", "the on-call engineerさん、お願いします"),
        ("担当は山田太郎です", "担当はthe on-call engineerです"),
    ],
)
def test_names_in_scripts_without_spaces_are_found_inside_their_sentence(
    text: str, read: str
) -> None:
    assert _wide(text).lower() == read.lower()


def test_a_name_that_is_a_word_counts_with_its_capital_only() -> None:
    assert (
        _wide("so Will will look, and a young will fades")
        == "so the scribe will look, and a young will fades"
    )


def test_a_short_name_counts_as_it_is_written() -> None:
    assert _wide("so Al asked al dente") == "so the network engineer asked al dente"


@pytest.mark.parametrize(
    "text", ["malice", "Alices", "Joseph", "williamson", "algorithm", "U012ABCDEFG", "alice2"]
)
def test_a_name_inside_another_word_is_that_word(text: str) -> None:
    assert _wide(text) == text


def test_a_first_name_that_two_people_bear_stands_for_none_of_them() -> None:
    readers = Audience(people=(Person("Ann Lee", "the lead"), Person("Ann Wu", "the scribe")))
    assert (
        redact("then Ann, Ann Lee and Wu", readers).text
        == "then a responder, the lead and the scribe"
    )


def test_a_first_name_of_two_people_with_one_role_is_that_role() -> None:
    readers = Audience(people=(Person("Ann Lee", "a responder"), Person("Ann Wu", "a responder")))
    assert redact("then Ann acked", readers).text == "then a responder acked"


def test_a_title_is_no_name() -> None:
    readers = Audience(people=(Person("Dr. Ann Lee", "the lead"), Person("Dr.", "nobody")))
    assert redact("Ask Dr Who and Ann", readers).text == "Ask Dr Who and the lead"


def test_people_without_any_name_change_nothing() -> None:
    assert redact("Ann acked", Audience(people=(Person("", "x", ("@",)),))).text == "Ann acked"


def test_nobody_known_means_nobody_replaced() -> None:
    assert redact("Alice acked").text == "Alice acked"


def test_an_address_goes_as_an_address_before_its_name_goes_as_a_name() -> None:
    assert _wide("alice@example.com wrote") == "[redacted: email] wrote"


def test_the_vault_knows_one_person_in_all_spellings() -> None:
    hidden = hide(["Alice acked", "<@U012ABCDEF> and Alice Smith-Jones"], (ALICE,))
    assert hidden.texts == ("⟦person-1⟧ acked", "⟦person-1b⟧ and ⟦person-1c⟧")
