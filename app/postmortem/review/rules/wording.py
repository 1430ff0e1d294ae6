"""Rules about wording: blame, hindsight, passive, and what must not be published."""

from app.postmortem.review.result import Area
from app.postmortem.review.rules.rule import (
    CRITICAL,
    DEKKER,
    ETSY,
    HOUSE,
    INFO,
    MAJOR,
    MINOR,
    SRE,
    Rule,
)

WORDING = (
    Rule(
        "blameless.person",
        CRITICAL,
        Area.VOICE,
        "A fault, ignorance or carelessness put with a person",
        "It puts the fault with a person. Their action was reasonable with what they knew; what the"
        " system allowed is what can be changed.",
        ETSY,
    ),
    Rule(
        "blameless.role",
        MAJOR,
        Area.VOICE,
        "Single people followed step by step under a number",
        "Numbered people are individuals in all but name: colleagues can tell who it was, and every"
        " step of theirs is on record.",
        SRE,
    ),
    Rule(
        "blameless.diligence",
        MAJOR,
        Area.VOICE,
        "Words that judge character or diligence",
        "It judges diligence or character. A judgement ends the inquiry where it should begin.",
        DEKKER,
    ),
    Rule(
        "hindsight.phrase",
        MINOR,
        Area.VOICE,
        "Words of hindsight",
        "It judges with knowledge that nobody had at the time.",
        DEKKER,
    ),
    Rule(
        "hindsight.counterfactual",
        MINOR,
        Area.VOICE,
        "Counterfactuals: what should, could or would have been",
        "It tells what did not happen. That explains nothing about what did, and why it made sense"
        " then.",
        DEKKER,
    ),
    Rule(
        "hindsight.leak",
        MAJOR,
        Area.TIMELINE,
        "Later knowledge in a timeline row",
        "The row tells what was learned later. A timeline records what was observed, in the order it"
        " was observed.",
        HOUSE,
    ),
    Rule(
        "voice.passive",
        MINOR,
        Area.VOICE,
        "Deeds told without anybody who did them, throughout",
        "Nearly every deed is in the passive with nobody doing it. Blameless writing names the action"
        " and a role, and then asks why the system allowed it.",
        ETSY,
    ),
    Rule(
        "redaction.secret",
        CRITICAL,
        Area.REDACTION,
        "A secret in the text",
        "Whoever reads the document has it. Take it out, and rotate it: it has been exposed.",
        HOUSE,
    ),
    Rule(
        "redaction.customer",
        CRITICAL,
        Area.REDACTION,
        "Customer identifiers and personal data",
        "It identifies a customer or a private person.",
        HOUSE,
    ),
    Rule(
        "redaction.email",
        MINOR,
        Area.REDACTION,
        "E-mail addresses",
        "An address identifies people and draws mail; a role or a team name serves the reader as well.",
        HOUSE,
    ),
    Rule(
        "redaction.names",
        MINOR,
        Area.REDACTION,
        "People tied to deeds by name",
        "Names beside deeds draw blame once the document leaves the team; the internal version may"
        " keep them.",
        SRE,
    ),
    Rule(
        "redaction.vendor",
        INFO,
        Area.REDACTION,
        "Vendors named",
        "Whether a supplier may be named in public is for the team to confirm before publishing.",
        HOUSE,
    ),
)
