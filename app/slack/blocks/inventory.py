"""What there is to write a postmortem from, as its author sees it before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.incident.incident import Incident
from app.postmortem.inventory import Inventory
from app.postmortem.parts import Gap
from app.slack.blocks import kit
from app.slack.text import escape

#: More people than this are counted.
_MOST_PEOPLE = 12


def writing(incident: Incident, inventory: Inventory) -> kit.Message:
    """It is being written, from this."""
    text = f"Writing the postmortem of {incident.ref} from its log. It comes as a file here."
    return kit.Message(text, [kit.section(text), kit.section(_covered(inventory))])


def gaps_first(incident: Incident, inventory: Inventory, gaps: Sequence[Gap]) -> kit.Message:
    """What is missing that only a person can fill or confirm; nothing is written yet."""
    what = "a critical gap" if len(gaps) == 1 else f"{len(gaps)} critical gaps"
    text = f"The record of {incident.ref} has {what}. Fill what you can, or draft anyway."
    listed = "\n".join(
        f"• *{escape(gap.what)}*: it would change {escape(gap.changes)}" for gap in gaps
    )
    anyway = kit.button("Draft anyway", "draft_anyway", str(incident.id))
    blocks = [
        kit.section(text),
        kit.section(listed),
        kit.section(_covered(inventory)),
        kit.actions("gaps", anyway),
        kit.context("Who drafts anyway confirms the gaps; the log says who did."),
    ]
    return kit.Message(text, blocks)


def _covered(inventory: Inventory) -> str:
    return "\n".join(_lines(inventory)) or "• Nothing is recorded yet"


def _lines(inventory: Inventory) -> Iterator[str]:
    for source in inventory.sources:
        hours = ""
        if source.first and source.last:
            hours = f", {kit.date_of(source.first)} to {kit.date_of(source.last)}"
        yield f"• {source.count} {source.kind}{hours}"
    if inventory.missing:
        yield f"• None of: {', '.join(inventory.missing)}"
    for quiet in inventory.quiet:
        yield f"• Quiet from {kit.date_of(quiet.start)} to {kit.date_of(quiet.end)}"
    if inventory.people:
        named = [_person(one.name, one.roles) for one in inventory.people[:_MOST_PEOPLE]]
        more = len(inventory.people) - len(named)
        yield f"• Who: {', '.join(named)}" + (f" and {more} more" if more else "")
    for informed in inventory.informed:
        yield f"• Kept informed: {escape(informed)}"


def _person(name: str, roles: Sequence[str]) -> str:
    return escape(f"{name} ({', '.join(roles)})" if roles else name)
