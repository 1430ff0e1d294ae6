"""Who will read a text, and what each reader must not see."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.redaction.people import Names, names_of
from app.redaction.rules.vendors import VENDORS
from app.redaction.values import Kind, Person
from app.redaction.vendors import Vendors, vendors_of

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Audience:
    """The readers of a text.

    Secrets and customer identifiers are replaced for every audience. Names and
    vendors are replaced when `people` and `vendors` name them, so the internal
    audience has neither. Make one and use it for many texts: it compiles its names
    once.
    """

    #: People who become their roles.
    people: tuple[Person, ...] = ()
    #: A vendor's name and the words that stand for it.
    vendors: tuple[tuple[str, str], ...] = ()
    #: Kinds that this audience may read as they are; never `Kind.CREDENTIAL`.
    keep: frozenset[Kind] = frozenset()

    def __post_init__(self) -> None:
        if Kind.CREDENTIAL in self.keep:
            raise ValueError("A secret cannot be kept for any audience: drop it from keep.")

    @cached_property
    def names(self) -> Names:
        """The people, ready to be looked up."""
        return names_of(self.people)

    @cached_property
    def generic(self) -> Vendors:
        """The vendors, ready to be looked up."""
        return vendors_of(self.vendors)


#: Our own people: names and vendors are kept.
INTERNAL = Audience()
#: Who works on the incident, in Slack: addresses and customers' data are their matter.
TEAM = Audience(keep=frozenset(Kind) - {Kind.CREDENTIAL})
#: Operators who read logs: private addresses are what they look for.
OPERATORS = Audience(keep=frozenset({Kind.PRIVATE_IP}))


def wide(
    people: Iterable[Person] = (),
    confirmed: Iterable[str] = (),
    vendors: tuple[tuple[str, str], ...] = VENDORS,
) -> Audience:
    """Readers outside the team: people become roles, vendors generic words.

    `confirmed` are the vendors' names that the team agreed to publish, in any case.
    """
    public = {name.lower() for name in confirmed}
    hidden = tuple((name, words) for name, words in vendors if name.lower() not in public)
    return Audience(people=tuple(people), vendors=hidden)
