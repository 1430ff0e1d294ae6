"""Rules about agreement: of the document with itself, with its links, and with the log."""

from app.postmortem.review.result import Area
from app.postmortem.review.rules.rule import HOUSE, MAJOR, MINOR, Rule

AGREEMENT = (
    Rule(
        "links.broken",
        MINOR,
        Area.CONSISTENCY,
        "Links that cannot be opened",
        "The source cannot be opened as it stands.",
        HOUSE,
    ),
    Rule(
        "consistency.duration",
        MAJOR,
        Area.CONSISTENCY,
        "Durations that disagree",
        "Two parts of the document give different lengths for the same thing.",
        HOUSE,
    ),
    Rule(
        "consistency.date",
        MAJOR,
        Area.CONSISTENCY,
        "Dates that disagree",
        "Two parts of the document give different dates.",
        HOUSE,
    ),
    Rule(
        "consistency.start",
        MAJOR,
        Area.CONSISTENCY,
        "A log line from before the stated start",
        "The log shows the failure earlier than the document says it began: the impact may have been"
        " longer than stated.",
        HOUSE,
    ),
    Rule(
        "consistency.total",
        MAJOR,
        Area.CONSISTENCY,
        "Figures that do not add up",
        "The figures contradict each other.",
        HOUSE,
    ),
    Rule(
        "evidence.time",
        MAJOR,
        Area.EVIDENCE,
        "A time that the log gives differently",
        "The log has this at another time.",
        HOUSE,
    ),
    Rule(
        "evidence.duration",
        MAJOR,
        Area.EVIDENCE,
        "A duration that the log gives differently",
        "The log's own times give another length.",
        HOUSE,
    ),
    Rule(
        "evidence.actor",
        MAJOR,
        Area.EVIDENCE,
        "An actor whom the log does not have there",
        "The log names somebody else.",
        HOUSE,
    ),
    Rule(
        "evidence.link",
        MAJOR,
        Area.EVIDENCE,
        "A link that is not in the log",
        "The document cites what the log does not have; it may be right, nobody can tell from the log.",
        HOUSE,
    ),
    Rule(
        "evidence.omitted",
        MAJOR,
        Area.EVIDENCE,
        "Significant entries that the document leaves out",
        "The log has moments that a reader needs and does not find.",
        HOUSE,
    ),
)
