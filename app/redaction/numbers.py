"""Payment cards, bank accounts and national numbers: what a check digit proves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum import iban, luhn
from stdnum.us import ssn

from app.redaction.hits import Hit, personal
from app.redaction.national import find_national_ids, find_tax_codes
from app.redaction.values import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_CARD = re.compile(r"(?<![\w.,$-])\d(?:[ -]?\d){11,18}(?![\w-]|[.,]\d)")
#: First digits and lengths by network, ISO/IEC 7812 and the networks' own lists.
_NETWORKS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d{2}|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11,13}"
    r"|6(?:011|4[4-9]\d|5\d{2})\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17}|(?:5[0678]|6[0-9])\d{10,17}|220[0-4]\d{12}|(?:1800|2131)\d{11}"
)
#: Networks that group as printed; anything else with separators is not a card.
_GROUPS = re.compile(r"\d{4}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,3})?|\d{4}[ -]\d{6}[ -]\d{4,5}|\d{12,19}")
_CARD_WORDS = re.compile(
    r"card(?!inal)|visa|master|amex|maestro|discover|diners|jcb|payment|paid|pan\b|cc\b|credit|debit|charge"
)
#: In front of a bare run of digits these say that it is an identifier of ours.
_ID_WORDS = re.compile(
    r"(?:id|ids|ts|offset|trace|span|seq|snowflake|nonce|timestamp|time|request|event|message|job|build|run|uid|hash|key)[\"']?\s?[:=#]?\s?[\"']?$"
)
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])"
)
_SSN = re.compile(r"(?<![\w-])\d{3}([- ])\d{2}\1\d{4}(?![\w-])")
_NEAR = 40
_SHORTEST_IBAN = 15
#: Lengths that a run of digits without a word for a card may have.
_UNGROUPED = range(14, 17)
#: Fewer in a row, separators aside, prove nothing.
_SIX_DIGITS = re.compile(
    r"(?<![\d-])(?!(?:19|20)\d{2}-\d{2}-\d{2})\d(?:[ -]?\d){5}|\d{2,3}\.\d{2,4}\.\d{2,4}[-.]\d"
)


def find_numbers(text: str, lower: str) -> Iterator[Hit]:
    """Yield a hit for every card, IBAN and national number whose check holds."""
    if _SIX_DIGITS.search(text):
        yield from _cards(text, lower)
        yield from _ibans(text)
        yield from _social_security(text)
        yield from find_national_ids(text, lower)
    yield from find_tax_codes(text)


def _cards(text: str, lower: str) -> Iterator[Hit]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if not _GROUPS.fullmatch(match[0]) or len(set(digits)) == 1 or not luhn.is_valid(digits):
            continue
        before = lower[max(0, match.start() - _NEAR) : match.start()]
        if _CARD_WORDS.search(before) or _is_sure(match[0], digits, before):
            yield personal(Kind.CARD, "card", *match.span())


def _is_sure(value: str, digits: str, before: str) -> bool:
    """Without a word for a card: printed in groups, or 15 to 16 digits that no id explains."""
    if not _NETWORKS.fullmatch(digits):
        return False
    if value != digits:
        return True
    return len(digits) in _UNGROUPED and _ID_WORDS.search(before) is None


def _ibans(text: str) -> Iterator[Hit]:
    for match in _IBAN.finditer(text):
        end = _valid_end(match[0])
        if end:
            yield personal(Kind.IBAN, "iban", match.start(), match.start() + end)


def _valid_end(value: str) -> int:
    """The length of the IBAN at the start of `value`; words may follow its last group."""
    while len(value) >= _SHORTEST_IBAN:
        if iban.is_valid(value, check_country=False):
            return len(value)
        shorter = re.sub(r"[ -][^ -]*$", "", value)
        if shorter == value:
            return 0
        value = shorter
    return 0


def _social_security(text: str) -> Iterator[Hit]:
    for match in _SSN.finditer(text):
        if ssn.is_valid(match[0].replace(" ", "-")):
            yield personal(Kind.NATIONAL_ID, "us-ssn", *match.span())
