"""Finding names: of people, systems and products, as far as a text shows that they are names.

A capital inside a sentence, a capital inside a word, a known given name, or an unknown
word that does something at the start of a sentence. What looks like none of these cannot
be told from a common word.
"""

from __future__ import annotations

import re

from app.postmortem.claims.claim import Claim, Sort
from app.postmortem.claims.words import GENERIC, HOUSE
from app.postmortem.review.words.given_names import GIVEN_NAMES
from app.postmortem.review.words.people import DEED

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-](?=[^\W_]))*")
_INITIAL = re.compile(r"(?:^|[.!?:;…]\s|\n|[—–•|]\s)[\s\"'“‘(\[*]*$")
_STARTS = re.compile(r"(?:^|[.!?]\s)[\s\"'“‘(]*$")
#: `Thomas` ends like a plural and is none.
_SHORT_NAME = 6
_DEED = re.compile(rf"['’]?s?\s+(?:\w+ly\s+)?{DEED}\b", re.IGNORECASE)


def names(rest: str, text: str) -> list[Claim]:
    """Names in `rest`, which is `text` with its other claims blanked out."""
    found = []
    for match in _WORD.finditer(rest):
        word = match[0]
        bare = re.sub(r"['’]s?$", "", word)
        if bare.lower() in HOUSE or not _is_name(bare, text, match):
            continue
        end = match.start() + len(bare)
        found.append(Claim(Sort.NAME, bare, match.start(), end, bare.lower()))
    return found


def _is_name(word: str, text: str, match: re.Match[str]) -> bool:
    lower = word.lower()
    if lower in GIVEN_NAMES or any(char.isupper() for char in word[1:]):
        return len(word) > 1
    initial = _INITIAL.search(text[max(0, match.start() - 8) : match.start()])
    if not initial and match.start() > 0:
        return word[0].isupper() and len(word) > 1
    if word[0].islower() and not _STARTS.search(text[max(0, match.start() - 3) : match.start()]):
        return False
    if lower in GENERIC or lower.endswith(("ing", "ly", "ed", "tion", "ment", "ity", "ness")):
        return False
    return bool(_DEED.match(text, match.end())) and not _is_plural(lower)


def _is_plural(word: str) -> bool:
    """`launches began`: several things, hence no person, unless the evidence says otherwise."""
    return len(word) > _SHORT_NAME and word.endswith("s") and not word.endswith("ss")
