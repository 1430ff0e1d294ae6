"""Who took part: authors, role holders, and people whom a scribe's lines name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from app.drafter.note import Note, Sort
from app.drafter.story import Story
from app.postmortem.claims.words import GENERIC
from app.postmortem.review.words.given_names import GIVEN_NAMES
from app.redaction import VENDORS

_NAME = r"([A-Za-z][\w-]{1,30})"
#: What only people do.
_DEED = (
    r"(?:notic(?:es|ed)|finds?|found|ask(?:s|ed)|joins?|joined|pings?|pinged|propos(?:es|ed)|contact(?:s|ed)|suggest(?:s|ed)|decid(?:es|ed)|address(?:es|ed)|analy[sz](?:es|ed)|reviews|reviewed|opens|opened|got back|gets back|confirms|confirmed"
    r"|acknowledg(?:es|ed)|investigat(?:es|ed)|deletes|deleted|deploys|deployed|merges|merged|restarts|restarted|removes|removed|adds|added|wrote|writes|says|said|thinks|realises|realizes|brings|brought|hands|handed|started investigating|starts investigating|declared|declares|attempted|monitors|assesses|notes|noted|signs? off|shares|shared|requests|requested|encourages|observes|observed)"
)
_SUBJECT = re.compile(
    rf"(?:^|[.;,]\s|\band\s|\bby\s|\bpings\s){_NAME}(?:(?:,)? and {_NAME})?\s+(?:\(\w[^)]*\)\s+)?{_DEED}\b"
)
_SUPPLIERS = frozenset(name.lower() for name, _ in VENDORS) | {
    "github",
    "freshdesk",
    "travis",
    "monitoring",
}


def named_in_lines(story: Story) -> list[str]:
    """People who are the subject of deeds in unsigned lines, most active first.

    A word is taken for a name when it is a known given name, or does what people do in
    two places and is no common noun.
    """
    counted = Counter(_subjects(story))
    return [
        name for name, count in counted.most_common() if name.lower() in GIVEN_NAMES or count > 1
    ]


def _subjects(story: Story) -> Iterator[str]:
    for note in story.told:
        if note.sort is not Sort.LINE:
            continue
        for one in note.said:
            for match in _SUBJECT.finditer(one.text):
                for name in match.groups():
                    if name and name.lower() not in GENERIC | _SUPPLIERS:
                        yield name


def first_naming(story: Story, name: str) -> Note:
    """The first note that somebody wrote or is named in."""
    word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    return next(
        note
        for note in story.told
        if note.who == name or any(word.search(one.text) for one in note.said)
    )
