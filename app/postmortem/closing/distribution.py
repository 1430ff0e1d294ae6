"""Where the document should live and who should read it: a proposal, nothing is sent."""

from __future__ import annotations

from app.incident.policy import Policy
from app.postmortem.document import Document


def distribution(document: Document, policy: Policy) -> tuple[str, ...]:
    """The plan, for a person to carry out."""
    if document.private:
        return (
            "This incident is private: only the people in its channel read this, and there is no wide version.",
            "Tracking: the incident's register, visible to the same people.",
        )
    if document.is_interim:
        return ("Responders and the incident channel only: this is an interim draft.",)
    quarterly = policy.postmortem.quarterly_review
    rolls_into = (f"Quarterly review: {quarterly}",) if quarterly else ()
    return (
        "Internal version (names kept): the responders and the owning team, in the postmortem library.",
        "Wide version (people as roles, vendors generic): engineering and support, after the review.",
        "Tracking: the incident's register reminds owners before and after the day.",
        *rolls_into,
    )
