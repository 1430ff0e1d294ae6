"""Telephone numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import phonenumbers

from app.redaction.hits import Hit, personal
from app.redaction.values import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = re.compile(
    r"(?<![a-z])(?:phones?|tel(?:ephone|efon|éfono|efono)?|mobile|cell(?:phone)?|call(?:ed|ing)?"
    r"|answer(?:ed|ing)?|desk|office|fax|whatsapp|sms|dial(?:ed|-in)?|hotline|ring|handy"
    r"|contact(?: number)?|text(?: me)?|pager|landline|reach (?:me|him|her|them|us)"
    r"|numéro|電話|电话|전화)(?![a-z])"
)
#: Behind a number, as signatures have it.
_LABEL = re.compile(r"[ \-\\,(]{1,3}(?:office|fax|mobile|cell|desk|work|home|direct)\b")
_EXTENSION = r"(?: ?(?:x|ext\.?|#) ?\d{1,6})?"
_INTERNATIONAL = re.compile(rf"(?<![\w+])\+ ?\(?\d[\d().\- /]{{6,22}}\d{_EXTENSION}(?!\w)")
_NATIONAL = re.compile(
    r"(?<![\w.+/=#:-])(?:\(\d{1,5}\)[ .-]?|\d)[\d().\- /]{4,18}\d"
    rf"{_EXTENSION}(?![\w]|[.:,]\d|/\d)"
)
_NORTH_AMERICA = re.compile(
    r"(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}(?P<sep>[.-]))[2-9]\d{2}(?(sep)(?P=sep)|[ .-])\d{4}"
    + _EXTENSION
)
#: Countries whose own writing begins with 0, tried in this order.
_REGIONS = (
    "GB",
    "DE",
    "FR",
    "JP",
    "IT",
    "AU",
    "NL",
    "BE",
    "CH",
    "AT",
    "ES",
    "SE",
    "IN",
    "KR",
    "BR",
    "ZA",
)
_LENGTHS = range(7, 16)
_NATIONAL_LENGTHS = range(9, 12)
#: A plus and as many digits are a number wherever they stand.
_SURE_LENGTH = 10
#: 555 5555 and 111 2222 are no numbers.
_DISTINCT = 3
_NEAR = 36
_DATE = re.compile(
    r"(?:(?:19|20)\d{2}[-/. ](?:0?[1-9]|1[0-2])[-/. ](?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?:19|20)\d{2})(?:\D.*)?"
)
_NOT_PHONE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|\d+\.\d+|\d{1,3}(?:,\d{3})+")


def find_phones(text: str, lower: str) -> Iterator[Hit]:
    """Yield a hit for every telephone number.

    International ones by their plus, North American ones by their writing, others
    by a leading zero and a country's plan, or by a word for a telephone.
    """
    done = 0
    if "+" in text:
        for match in _INTERNATIONAL.finditer(text):
            if _is_international(match[0], lower, match.start()):
                done = match.end()
                yield personal(Kind.PHONE, "phone-international", *match.span())
    for match in _NATIONAL.finditer(text):
        if match.start() >= done and (rule := _national_rule(match[0], lower, match.start())):
            yield personal(Kind.PHONE, rule, *match.span())


def _is_international(value: str, lower: str, start: int) -> bool:
    number = _parsed(value, None)
    if not number or not phonenumbers.is_possible_number(number):
        return False
    if sum(map(str.isdigit, value)) >= _SURE_LENGTH or phonenumbers.is_valid_number(number):
        return True
    return _spoken_of(lower, start)


def _national_rule(value: str, lower: str, start: int) -> str:
    """The rule by which these digits are a telephone number, or nothing."""
    digits = re.sub(r"[x#e].*|\D", "", value)
    if len(digits) not in _LENGTHS or len(set(digits)) < _DISTINCT:
        return ""
    if _DATE.fullmatch(value) or _NOT_PHONE.fullmatch(value):
        return ""
    if _NORTH_AMERICA.fullmatch(value) and _is_valid(value, "US"):
        return "phone-north-america"
    if _spoken_of(lower, start) or _LABEL.match(lower, start + len(value)):
        return "phone-in-context"
    grouped = (
        value[0] in "0(" and re.search(r"\d[ -]+\(?\d", value) and not re.search("[./]", value)
    )
    if grouped and len(digits) in _NATIONAL_LENGTHS and any(_is_valid(value, r) for r in _REGIONS):
        return "phone-national"
    return ""


def _parsed(value: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return None


def _is_valid(value: str, region: str) -> bool:
    number = _parsed(value, region)
    return number is not None and phonenumbers.is_valid_number(number)


def _spoken_of(lower: str, start: int) -> bool:
    return _WORDS.search(lower, max(0, start - _NEAR), start) is not None
