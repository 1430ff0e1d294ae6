"""Whether the actions answer the causes: do they speak of the same things?"""

import re
from collections.abc import Iterator

from app.postmortem.review.checks.build import finding, listed, share
from app.postmortem.review.document.actions import Action
from app.postmortem.review.document.blocks import Kind
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding
from app.postmortem.review.rewrite import short
from app.postmortem.review.words.common import IN_ACTIONS

_STEM = re.compile(r"[a-z][a-z0-9]{3,}")
_STEM_LENGTH = 6


def unrelated(document: Document) -> Iterator[Finding]:
    """Find actions that share no subject with anything the document tells as a cause."""
    told = _stems(" ".join(_told(document)))
    if not told or not document.english:
        return
    lost = [a for a in document.actions if not a.factored and _apart(a, told)]
    if lost:
        yield finding(
            "actions.factor",
            lost[0].place(),
            f"{short(lost[0].source, 120)} Serves: TK (which contributing factor).",
            why=f"{share(len(lost), len(document.actions), 'action')} no subject in common with any cause told"
            f" ({listed([a.line for a in lost])}): a factor is missing, or the item belongs elsewhere.",
            lines=[a.line for a in lost],
        )


def _apart(action: Action, told: frozenset[str]) -> bool:
    """Whether an action, without the other cells of its row, shares no word with the causes."""
    own = _stems(action.words if action.block.kind is Kind.ROW else action.text)
    return bool(own) and not own & told


def _told(document: Document) -> Iterator[str]:
    for factor in document.factors:
        yield factor.text
    told: list[Sentence] = [
        *document.causal,
        *document.said(
            Topic.WRONG, Topic.FACTORS, Topic.SUMMARY, Topic.DETECTION, Topic.IMPACT, Topic.TIMELINE
        ),
        *document.said(Topic.RESOLUTION, Topic.LUCKY, Topic.OTHER),
        *document.intro,
    ]
    for sentence in told:
        yield sentence.text


def _stems(text: str) -> frozenset[str]:
    words = _STEM.findall(text.lower())
    return frozenset(word[:_STEM_LENGTH] for word in words if word not in IN_ACTIONS)
