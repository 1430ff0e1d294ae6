"""What the detectors hand to the scan: a stretch of the skeleton and its rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.redaction.values import Kind

if TYPE_CHECKING:
    from app.redaction.rules import Described, Token

#: The labels of what is not a secret, one a kind.
PERSONAL_LABELS = {
    Kind.CARD: "card number",
    Kind.IBAN: "iban",
    Kind.NATIONAL_ID: "national id",
    Kind.EMAIL: "email",
    Kind.PHONE: "phone number",
    Kind.ACCOUNT: "account number",
    Kind.IP: "ip address",
    Kind.PRIVATE_IP: "private ip address",
    Kind.PERSON: "person",
    Kind.VENDOR: "vendor",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of the skeleton that must not leave."""

    start: int
    end: int
    kind: Kind
    rule: str
    label: str
    #: The part that the issuer makes public, such as "xoxb-"; safe to show.
    public: str = ""
    #: What a person reads instead, where it is not a mark (roles, vendors).
    instead: str = ""
    #: Whom or what all spellings mean, where the spelling does not tell.
    identity: str = ""


def secret(rule: Token | Described, start: int, end: int, public: str = "") -> Hit:
    """A hit of a rule for secrets."""
    return Hit(start, end, Kind.CREDENTIAL, rule.id, rule.label, public)


def personal(kind: Kind, rule: str, start: int, end: int) -> Hit:
    """A hit that names a person, a customer, a machine or a vendor."""
    return Hit(start, end, kind, rule, PERSONAL_LABELS[kind])
