"""What a section is about, whatever its heading says."""

import re
import unicodedata
from enum import StrEnum

from app.postmortem.review.words.topics import DETAIL, FILLERS, STRONG, WEAK


class Topic(StrEnum):
    """The sections a reviewer looks for; a block may serve several."""

    META = "header"
    SUMMARY = "summary"
    IMPACT = "impact"
    AVOIDED = "impact avoided"
    TIMELINE = "timeline"
    FACTORS = "factors"
    #: How a thing worked or broke, told at length: it explains, and lists no factors.
    DETAILS = "details"
    DETECTION = "detection"
    RESOLUTION = "resolution"
    WELL = "went well"
    WRONG = "went wrong"
    LUCKY = "lucky"
    ACTIONS = "actions"
    LESSONS = "lessons"
    DISTRIBUTION = "distribution"
    REFERENCES = "references"
    OTHER = "other"


_STRONG = tuple((Topic(name), re.compile(words, re.IGNORECASE)) for name, words in STRONG)
_WEAK = tuple((Topic(name), re.compile(words, re.IGNORECASE)) for name, words in WEAK)
_DETAIL = re.compile(DETAIL, re.IGNORECASE)
_FILLERS = re.compile(FILLERS, re.IGNORECASE)
#: Where these are named, nothing else in the heading counts.
_ALONE = frozenset({Topic.WELL, Topic.WRONG, Topic.LUCKY, Topic.AVOIDED})
_MAX_HEADING = 120
_MAX_WORDS = 12


def normal(heading: str) -> str:
    """Return the words of a heading: no numbers, dates, brackets, markup or pictures."""
    text = unicodedata.normalize("NFKC", heading[:_MAX_HEADING])
    text = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text)
    text = re.sub(r"[\d_*#`~|:：.。,/&+\-–—]+", " ", text)
    kept = "".join(c for c in text if c in " '’?" or unicodedata.category(c)[0] in "LM")
    return " ".join(kept.replace("’", "'").lower().split())


def topics_of(heading: str) -> frozenset[Topic]:
    """Return what a heading announces; empty when it announces nothing we know."""
    words = normal(heading)
    if not words or len(words.split()) > _MAX_WORDS:
        return frozenset()
    strong = [topic for topic, pattern in _STRONG if pattern.search(words)]
    alone = [topic for topic in strong if topic in _ALONE]
    if alone:
        return frozenset(alone[:1])
    if strong:
        return frozenset(strong)
    return frozenset([topic for topic, pattern in _WEAK if pattern.search(words)][:1])


def is_whole(heading: str) -> bool:
    """Whether the heading is a section's name and little else ("Impact", not "Impact of the fire").

    A label at the start of a line ("Impact: none") and a document's title are held to this.
    """
    rest = normal(heading)
    for _, pattern in (*_STRONG, *_WEAK):
        rest = pattern.sub(" ", rest)
    return not _FILLERS.sub(" ", rest).split()


def is_detail(heading: str) -> bool:
    """Whether a heading only divides the section above it ("Process", "Short-term")."""
    return bool(_DETAIL.fullmatch(normal(heading)))
