"""Reading entries: whose they are, and whether their time is their own."""

from __future__ import annotations

from collections.abc import Mapping

from app.incident.entry import Entry


def time_known(entry: Entry) -> bool:
    """Whether the entry's time is its own, and not that of the entry before it."""
    return not entry.data.get("time_unknown")


def actor_name(actor: str, names: Mapping[str, str]) -> str:
    """How a person, bot or program is called; empty for notes that nobody signed."""
    name = names.get(actor) or actor
    return "" if name.startswith("(") and name.endswith(")") else name
