"""The version for readers outside the team: people become their roles, vendors generic words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.postmortem.document import Document, reworded
from app.redaction import Kind, Person, redact, wide

_OUTSIDERS = wide()


class PrivateError(Exception):
    """A private incident has no version for others."""


def wide_version(
    document: Document, confirmed: Iterable[str] = (), colleagues: Iterable[str] = ()
) -> Document:
    """The document as others may read it; `confirmed` are vendors that may be named.

    `colleagues` are full names of people who may be mentioned without a part in it.

    Raises:
        PrivateError: when the incident is private.
    """
    if document.private:
        raise PrivateError(f"{document.ref} is private: there is no version of it for others.")
    audience = wide(tuple(_people(document, colleagues)), confirmed)
    return reworded(document, lambda text: redact(text, audience).text)


def vendors_in(document: Document) -> tuple[str, ...]:
    """The vendors that a document names, as it first spells them, in order."""
    found: dict[str, str] = {}

    def seen(text: str) -> str:
        for one in redact(text, _OUTSIDERS).findings:
            if one.kind is Kind.VENDOR:
                name = text[one.start : one.end]
                if "/" not in name and "." not in name:
                    found.setdefault(name.lower(), name)
        return text

    reworded(document, seen)
    return tuple(found.values())


def _people(document: Document, colleagues: Iterable[str]) -> Iterator[Person]:
    """Everybody whom the document names, by the role that they held."""
    named: dict[str, str] = {}
    text = document.model_dump_json()
    others = [name for name in colleagues if " " in name and name in text]
    for person in document.inventory.people:
        named[person.name] = f"the {person.roles[0]}" if person.roles else "a responder"
    for line in document.header:
        if line.name == "Responders" and not line.value.tk:
            for name in line.value.text.split(", "):
                named.setdefault(name, "a responder")
    for item in document.actions:
        if item.owner:
            named.setdefault(item.owner, "an owner")
    for name in others:
        named.setdefault(name, "a colleague")
    for name, role in named.items():
        yield Person(name=name, role=role)
