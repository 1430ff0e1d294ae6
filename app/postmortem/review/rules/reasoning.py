"""Rules about reasoning: causes, and the actions that answer them."""

from app.postmortem.review.result import Area
from app.postmortem.review.rules.rule import (
    COOK,
    CRITICAL,
    DEKKER,
    HOUSE,
    INFO,
    MAJOR,
    MINOR,
    PAGERDUTY,
    SRE,
    Rule,
)

REASONING = (
    Rule(
        "causes.missing",
        MAJOR,
        Area.CAUSES,
        "No cause given",
        "Nothing says why it happened or why it was possible, so it can happen again tomorrow.",
        SRE,
    ),
    Rule(
        "causes.unknown",
        MAJOR,
        Area.CAUSES,
        "The cause is left unknown",
        "The cause is said to be unknown: the risk is still there, and the reader cannot tell what was"
        " ruled out and who goes on looking.",
        HOUSE,
    ),
    Rule(
        "causes.few",
        MAJOR,
        Area.CAUSES,
        "Fewer than three contributing factors, or one layer only",
        "Most incidents are a chain of small failures. One cause, or one layer, means the question why"
        " it was possible was asked too seldom.",
        COOK,
    ),
    Rule(
        "causes.human_error",
        CRITICAL,
        Area.CAUSES,
        "A cause that ends at human error",
        "Human error is where the inquiry begins. The system property that let it cause harm is"
        " missing.",
        DEKKER,
    ),
    Rule(
        "causes.restart",
        MAJOR,
        Area.CAUSES,
        "The only fix is a restart or a deletion, the cause unknown",
        "It made the symptom go away and left the cause where it was: mitigated, not fixed.",
        HOUSE,
    ),
    Rule(
        "actions.missing",
        CRITICAL,
        Area.ACTIONS,
        "No action items",
        "Nothing will change because of this incident.",
        SRE,
    ),
    Rule(
        "actions.weak",
        MAJOR,
        Area.ACTIONS,
        "An action that is none",
        "It is no action:",
        HOUSE,
    ),
    Rule(
        "actions.owner",
        MAJOR,
        Area.ACTIONS,
        "Actions without one owner",
        "No single person answers for it; such items decay.",
        PAGERDUTY,
    ),
    Rule(
        "actions.date",
        MAJOR,
        Area.ACTIONS,
        "Actions without a date",
        "Without a date it competes with everything and loses.",
        PAGERDUTY,
    ),
    Rule(
        "actions.coarse",
        MINOR,
        Area.ACTIONS,
        "Dates too coarse to be due",
        "A quarter or a soon is never overdue until it is over.",
        HOUSE,
    ),
    Rule(
        "actions.class",
        MINOR,
        Area.ACTIONS,
        "Actions without a class",
        "Whether it prevents, detects, mitigates or teaches is not said; gaps in a whole class stay"
        " unseen.",
        SRE,
    ),
    Rule(
        "actions.proof",
        MINOR,
        Area.ACTIONS,
        "Actions without a verification signal",
        "Nothing observable tells that it is done and works.",
        HOUSE,
    ),
    Rule(
        "actions.factor",
        INFO,
        Area.ACTIONS,
        "Actions that answer no factor",
        "It shares no subject with any factor named: either a factor is missing or the item belongs"
        " elsewhere.",
        HOUSE,
    ),
)
