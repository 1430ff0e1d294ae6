"""Vendors become what they do for us until the team confirms the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, personal
from app.redaction.values import Kind
from app.redaction.wordlist import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Names that are words or parts of words: they count as they are spelled.
_AS_SPELLED = frozenset(
    [
        "Dyn",
        "Sentry",
        "Stripe",
        "Okta",
        "Intercom",
        "Snowflake",
        "Postmark",
        "Akamai",
        "Azure",
        "Mollie",
        "Splunk",
        "Imperva",
        "Brevo",
        "Aiven",
    ]
)
_DOMAIN_END = re.compile(r"\.(?:io|com|net|app)$")
_REST = r"[^\s<>|\"'`)\]]{0,1000}"


@dataclass(frozen=True, slots=True)
class Vendors:
    """Vendors ready to be looked up."""

    #: None where nobody is to be hidden.
    pattern: re.Pattern[str] | None
    #: A vendor's name, or the name in its hosts, to the words that stand for it.
    roles: dict[str, str]
    #: One of these occurs in every text that names a vendor.
    hints: tuple[str, ...]
    #: One of these occurs in every text that links to one.
    hosts: tuple[str, ...]


def vendors_of(vendors: tuple[tuple[str, str], ...]) -> Vendors:
    """Prepare vendors, given as names and the words that stand for them."""
    if not vendors:
        return Vendors(None, {}, (), ())
    names = {name.lower(): role for name, role in vendors}
    hosts = {_in_hosts(name): role for name, role in names.items()}
    spelled = _alternatives(_spelled(name) for name, _ in vendors)
    # A link shows the name as well: a host that carries it goes as a whole.
    pattern = re.compile(
        rf"https?://(?:[\w-]{{1,60}}\.){{0,5}}(?P<host>{_alternatives(map(re.escape, hosts))})"
        rf"[\w.-]{{0,60}}(?:[/?:#]{_REST})?"
        rf"|(?<![\w.@/-])(?P<name>{spelled})(?![\w@]|[.-]\w)",
        re.IGNORECASE,
    )
    return Vendors(pattern, {**hosts, **names}, tuple(names), tuple(hosts))


def find_vendors(text: str, lower: str, vendors: Vendors) -> Iterator[Hit]:
    """Yield a hit for every vendor that is named, with the words that stand for it."""
    linked = "://" in lower and mentions(lower, vendors.hosts)
    if not vendors.pattern or not (linked or mentions(lower, vendors.hints)):
        return
    for match in vendors.pattern.finditer(text):
        role = vendors.roles[match[match.lastgroup or 0].lower()]
        instead = role if match["name"] else f"[link of {role}]"
        yield replace(personal(Kind.VENDOR, "vendor", *match.span()), instead=instead)


def _spelled(name: str) -> str:
    return f"(?-i:{re.escape(name)})" if name in _AS_SPELLED else re.escape(name)


def _in_hosts(name: str) -> str:
    """How a vendor's hosts spell its name: `fly.io` has fly, `New Relic` newrelic."""
    return re.sub(r"[ .]", "", _DOMAIN_END.sub("", name.lower()))


def _alternatives(patterns: Iterator[str]) -> str:
    return "|".join(sorted(patterns, key=len, reverse=True))
