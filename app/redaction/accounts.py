"""Numbers that identify a customer: accounts, orders, tenants, payment objects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, personal
from app.redaction.values import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Who or what a number belongs to when it identifies a customer.
_OWNERS = (
    r"customers?|accounts?|acct|a/c|orders?|invoices?|tenants?|subscribers?|subscriptions?|members?(?:hip)?|merchants?|"
    r"policy|polic(?:y|ies)|bookings?|reservations?|patients?|users?|org(?:anization|anisation)?s?|workspaces?|contracts?|loyalty|"
    r"purchases?|payments?|transactions?|txn|charges?|refunds?|cust|kunden?|bestell(?:ung|nummer)|konto|sort ?code|routing"
)
_NUMBER_WORDS = (
    r"(?:[ _-]?(?:ids?|identifiers?|numbers?|num|nos?\.?|nr\.?|uuid|ref(?:erence)?s?|code|key))?"
)
_NAMED = re.compile(
    rf"(?<![A-Za-z])(?P<owner>{_OWNERS}){_NUMBER_WORDS}(?![A-Za-z])[\"'`*]{{0,3}}\s?(?:is|was|are|[:=#(]|→|->)?\s{{0,2}}[\"'`*(#]{{0,3}}"
    r"(?P<value>[A-Za-z0-9][A-Za-z0-9_-]{2,63})(?![A-Za-z0-9_-]|\.[A-Za-z0-9])",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"[`\"']?(?:,? (?:and|or|&) |, |/)#?[`\"']?(?P<value>[A-Za-z0-9][A-Za-z0-9_-]{2,63})(?![A-Za-z0-9_-]|\.[A-Za-z0-9])"
)
#: Prefixes that payment providers and multi-tenant systems give such identifiers.
_PREFIXED = re.compile(
    r"(?<![A-Za-z0-9_-])(?:(?:acct|cus|sub|pi|ch|py|pm|card|ba|src|seti|in|ii|re|po|txn|cs_live|cs_test|sub_sched|cust|usr|user|mer|mrch|ord|order|inv|org|tnt|tenant|customer)"
    r"_(?=[A-Za-z0-9]{0,40}\d)[A-Za-z0-9]{6,40}|(?:tenant|customer|cust|client|acct|account|org)-(?=[A-Za-z0-9-]{0,40}\d)[A-Za-z0-9][A-Za-z0-9-]{1,40})(?![A-Za-z0-9_-])"
)
_DIGITS = re.compile(r"\d{4,20}")
_CODE = re.compile(
    r"(?=[A-Za-z_-]{0,12}\d)(?=[\w-]{5,})(?:[A-Z]{1,6}[-_]?\d[\dA-Z_-]{2,40}|\d{2,}[-_]?[A-Za-z0-9_-]{2,40})"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
#: Slack's own ids of people, teams and channels identify no customer.
_SLACK_ID = re.compile(r"[UWTCGDBS][A-Z0-9]{7,12}")
_SLACK_OWNERS = re.compile(r"user|member|org|workspace|team", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_HINT = re.compile(rf"(?:{_OWNERS})")


def find_prefixed_accounts(text: str) -> Iterator[Hit]:
    """Yield a hit for every identifier whose prefix says what it identifies."""
    if "_" in text or "-" in text:
        for match in _PREFIXED.finditer(text):
            yield personal(Kind.ACCOUNT, "account-prefixed", *match.span())


def find_accounts(text: str, lower: str) -> Iterator[Hit]:
    """Yield a hit for every customer's number that its context names."""
    if not _HINT.search(lower):
        return
    for match in _NAMED.finditer(text):
        if not _identifies(match["value"], match[0], match["owner"]):
            continue
        yield personal(Kind.ACCOUNT, "account-named", *match.span("value"))
        following = _MORE.match(text, match.end())
        while following and _identifies(following["value"], "#", match["owner"]):
            yield personal(Kind.ACCOUNT, "account-named", *following.span("value"))
            following = _MORE.match(text, following.end())


def _identifies(value: str, phrase: str, owner: str) -> bool:
    """A number with enough digits, a UUID or a code; a count of customers is none."""
    if _UUID.fullmatch(value):
        return True
    if _SLACK_ID.fullmatch(value) and _SLACK_OWNERS.match(owner):
        return False
    if _DIGITS.fullmatch(value):
        counted = owner.lower().endswith("s") and not re.search(
            r"id|num|no\b|#|:|=", phrase, re.IGNORECASE
        )
        return not counted and not (
            _YEAR.fullmatch(value) and not re.search(r"[#:=]|id|num", phrase, re.IGNORECASE)
        )
    return _CODE.fullmatch(value) is not None
