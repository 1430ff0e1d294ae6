"""What is wrong with one statement, as far as a pure check can see."""

from __future__ import annotations

import re

from app.postmortem.claims import Sort, claims
from app.postmortem.claims.index import Index
from app.postmortem.claims.supported import holds
from app.postmortem.judge.derived import follows, keys_of
from app.postmortem.judge.evidence import Evidence
from app.postmortem.statement import Origin, Statement
from app.redaction.marks import PLACEHOLDER

_WORD = re.compile(r"[^\W\d_]{4,}")
#: Words that any two sentences share.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "about above after again against also although always another because been before began behind being below"
        " between both cannot could does doing done down during each either else even every first following found from"
        " further gave given going gone have having here however into itself just keep kept last later least less like"
        " made make making many might more most much must near need never next none noted nothing only onto other over"
        " part rather said same says seen several shall should show shown shows since some soon still such taken than"
        " that their them then there these they thing this those though three through took toward under until upon used"
        " using very well went were what when where whether which while whose will with within without would your",
    )
)
_STEM = 5
#: Shorter sentences may share no content word with their source and still be true.
_FEW = 3

NO_SOURCE = "it cites no entry of this incident"
GONE = "an entry that it cites was deleted or redacted"
NOT_DERIVED = "a computed value does not follow by its rule"
MADE_UP = "a placeholder in it stands for nothing"
UNRELATED = "its sources speak of something else"


def faults(statement: Statement, evidence: Evidence) -> tuple[str, ...]:
    """Why a statement does not stand; empty when it does.

    A person's own words are theirs: only what they cite must exist.
    """
    if statement.is_tk:
        return ()
    cited = [evidence.entries.get(one) for one in statement.entries]
    if any(one is None for one in cited):
        return (NO_SOURCE,)
    if any(one is not None and one.gone for one in cited):
        return (GONE,)
    if statement.origin is Origin.PERSON or statement.accepted_by:
        return ()
    if not all(follows(one, evidence) for one in statement.derived):
        return (NOT_DERIVED,)
    return _against(statement, evidence)


def _against(statement: Statement, evidence: Evidence) -> tuple[str, ...]:
    said = evidence.of(statement.entries)
    if any(one[0] not in said.text for one in PLACEHOLDER.finditer(statement.text)):
        return (MADE_UP,)
    derived = keys_of(statement.derived)
    claimed = [claim for claim in claims(statement.text) if claim.key not in derived]
    vouched = statement.candidate or (statement.derived and statement.origin is Origin.LOG)
    if not claimed and vouched:
        return ()
    missing = [claim.sort for claim in claimed if not holds(claim, said)]
    found = [f"a {sort} in it stands in none of its sources" for sort in Sort if sort in missing]
    if not found and not vouched:
        found += [UNRELATED] if not speaks_of(statement.text, said) else []
    return tuple(found)


def speaks_of(text: str, said: Index) -> bool:
    """Whether a text is a stretch of the evidence, or shares a content word with it."""
    if " ".join(text.lower().split()) in said.text:
        return True
    own = _stems(_WORD.findall(text.lower()))
    return len(own) < _FEW or bool(own & _stems(said.words))


def _stems(words: list[str] | frozenset[str]) -> set[str]:
    return {word[:_STEM] for word in words if len(word) >= _STEM - 1 and word not in _COMMON}
