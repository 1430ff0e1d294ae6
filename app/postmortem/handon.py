"""Drafts to copy: tickets, the meeting's agenda, a checklist, a pattern note. Nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence

from app.postmortem.document import Document
from app.postmortem.edits import text_of
from app.postmortem.parts import ActionItem

_TITLE = 90


def tickets(document: Document) -> tuple[str, ...]:
    """One text for each action: title, why, what, and when it counts as done."""
    return tuple(_ticket(document, item) for item in _to_do(document))


def _to_do(document: Document) -> list[ActionItem]:
    return [item for item in document.actions if not item.what.is_tk and not item.is_dropped]


def _ticket(document: Document, item: ActionItem) -> str:
    text = item.what.text
    title = text if len(text) <= _TITLE else f"{text[:_TITLE].rsplit(' ', 1)[0]} …"
    factor = ""
    if 0 < item.factor <= len(document.factors):
        factor = f"\nFactor it serves: {text_of(document.factors[item.factor - 1].what)}"
    kind = (
        item.action_class.value if item.action_class else "TK — prevent, detect, mitigate or learn"
    )
    return "\n".join(
        [
            f"Title: {title}",
            f"From: {document.ref} {document.title}{factor}",
            f"What: {text}",
            f"Class: {kind}",
            f"Priority: {item.priority.value if item.priority else 'TK'}",
            f"Owner: {item.owner or 'TK — to be assigned in the review meeting'}",
            f"Due: {item.due or 'TK — a day'}",
            "Acceptance criteria:",
            f"- {item.signal or 'TK — the alert that fires, the test that fails without it, the figure that changes'}",
            "- Somebody other than the owner has seen it.",
        ]
    )


def agenda(document: Document) -> str:
    """The review meeting: what must be decided, in an order that leaves time for it."""
    open_questions = [gap for gap in document.gaps if gap.critical][:5] or list(document.gaps[:5])
    actions = _to_do(document)
    unassigned = [item for item in actions if not item.owner or not item.due]
    nothing = "   - None is proposed: which change prevents, detects or softens this next time?"
    risks = [text_of(one) for one in document.critical]
    lines = [
        f"Review of {document.ref} {document.title}",
        "",
        *(["First: what may still be active", *[f"   - {one}" for one in risks]] if risks else []),
        "1. Read the summary and the timeline (10 min)",
        "2. Fill the gaps that only the people in the room can fill (10 min)",
        *[f"   - {gap.what}" for gap in open_questions],
        "3. Factors: for each, why was it possible? (20 min)",
        *[f"   - {text_of(factor.what)}" for factor in document.factors],
        "4. Actions: owner, day, class and signal for each (15 min)",
        *([f"   - {item.what.text}" for item in unassigned] if actions else [nothing]),
        "5. Where we got lucky, and which luck to replace (5 min)",
    ]
    return "\n".join(lines)


def distribution_checklist(document: Document) -> str:
    """What to do by hand once it is accepted."""
    steps = [
        "The review's verdict is ready to publish, or the reason to override it is recorded.",
        *[f"Settled: {text_of(one)}" for one in document.critical],
        "Every action has an owner who pressed the button, and a day.",
        "The internal version is where postmortems live: TK — address",
    ]
    if not document.private:
        steps.append(
            "The wide version was read once for names, customers and vendors: TK — by whom"
        )
        steps.append("Support and the account owners know what they may say: TK — by whom")
    steps += list(document.distribution)
    if not document.private and not any(
        one.startswith("Quarterly") for one in document.distribution
    ):
        steps.append("Quarterly review: TK — which one it rolls into")
    return "\n".join(f"[ ] {step}" for step in steps)


def pattern_note(document: Document) -> str:
    """A note for the team's library when similar incidents recur; empty when none do."""
    if not document.similar:
        return ""
    mechanism = [one for one in document.chain.mechanism if not one.is_tk]
    still_open = [f"{one.ref}: {action}" for one in document.similar for action in one.open_actions]
    return "\n".join(
        [
            f"Pattern: {document.title}",
            f"Seen in: {', '.join([document.ref, *(one.ref for one in document.similar)])}",
            "What they share: "
            + "; ".join(f"{one.ref} ({one.because})" for one in document.similar),
            "Mechanism: " + (mechanism[0].text if mechanism else "TK — author to confirm"),
            "Still open from before: " + ("; ".join(still_open) or "nothing"),
            "What would end the pattern: TK — author to confirm",
        ]
    )


def texts(document: Document) -> Sequence[tuple[str, str]]:
    """Every draft by name, for a person to copy."""
    found = [
        ("Tickets", "\n\n---\n\n".join(tickets(document))),
        ("Agenda", agenda(document)),
        ("Distribution", distribution_checklist(document)),
        ("Pattern", pattern_note(document)),
    ]
    return [(name, text) for name, text in found if text]
