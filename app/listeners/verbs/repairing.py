"""repair."""

from __future__ import annotations

from collections import Counter

from app.flows.repair import Repaired, repair
from app.flows.setup import WORDS
from app.listeners import words
from app.listeners.ask import Answer, Ask, say


def mend(ask: Ask) -> Answer:
    """Run what failed or is missing, and say what that is."""
    number, _ = words.split_ref(ask.text)
    incident = ask.incident(number)
    return say(_told(incident.ref, repair(ask.muster, incident.id)))


def _told(ref: str, repaired: Repaired) -> str:
    if not repaired.again and not repaired.missing:
        return f"Nothing of {ref} is missing or has failed."
    steps = [*repaired.again, *repaired.missing]
    lines = [WORDS[name] for name in dict.fromkeys(steps) if name in WORDS]
    others = Counter(name for name in steps if name not in WORDS)
    lines += [f"{count} x `{name}`" for name, count in others.items()]
    listed = "\n".join(f"• {line}" for line in lines)
    return f"Repairing {ref}. Muster now tries to:\n{listed}\nWhat fails again is said here."
