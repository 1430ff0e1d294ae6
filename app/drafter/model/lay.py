"""Laying a proposal over the log's own draft.

What a model says stands beside what the log says and never hides it: a sentence of the
log gives way only to one that stands, cites all its entries and is labelled as a
model's. What does not stand stays in, for the judge to mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.drafter.model.shapes import ActionShape, FactorShape, ImpactLine, Proposal, Sentence
from app.postmortem.actions.rubric import weakness_of
from app.postmortem.document import Document
from app.postmortem.judge import Evidence, faults
from app.postmortem.judge.derived import follows
from app.postmortem.parts import ActionItem, Chain, Factor, Line
from app.postmortem.prose import shorten
from app.postmortem.review.document.durations import durations
from app.postmortem.statement import Derived, Origin, Rule, Statement
from app.redaction import Vault

#: A sentence that cites half the log proves nothing: the judge sees the first of them only.
MOST_CITED = 8
LONGEST = 600
#: How many sentences of a section are taken; the rest is counted.
MOST = 8
_MOST_ACTIONS = 12
_MINUTE = 60
#: No entry has this number: what cites nothing cites it, and the judge says so.
_NOWHERE = (0,)
#: What may be proposed while the incident is open.
_OPEN_TOO = ("summary", "impact", "actions")
_LISTS = ("missed_defences", "residual", "well", "wrong", "lucky", "lessons")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as it came, and what is needed to lay it over a draft."""

    proposal: Proposal
    vault: Vault


def laid_over(proposed: Proposed, document: Document, known: Evidence) -> Document:
    """The document with what the model proposes; the judge has not looked at it yet."""
    proposal, left_out = _fitting(proposed.proposal, interim=document.is_interim)
    laying = _Laying(proposed.vault, known)
    found: dict[str, object] = {
        "summary": laying.together(document.summary, proposal.summary),
        "impact": laying.impact(document.impact, proposal.impact),
        "actions": laying.actions(document, proposal),
    }
    if not document.is_interim:
        found["chain"] = Chain(
            trigger=laying.together(document.chain.trigger, proposal.trigger),
            mechanism=laying.together(document.chain.mechanism, proposal.mechanism),
            impact=laying.together(document.chain.impact, proposal.effect),
        )
        found["factors"] = laying.factors(document.factors, proposal.factors)
        for name in _LISTS:
            found[name] = laying.together(getattr(document, name), getattr(proposal, name))
    if left_out:
        note = f"{left_out} further proposals found no place in it"
        found["author"] = document.author.model_copy(update={"note": note})
    return document.model_copy(update=found)


def _fitting(proposal: Proposal, *, interim: bool) -> tuple[Proposal, int]:
    """The proposal without what is too much, and how much that was."""
    kept: dict[str, object] = {}
    left_out = 0
    for name in type(proposal).model_fields:
        listed = getattr(proposal, name)
        most = _MOST_ACTIONS if name == "actions" else MOST
        if interim and name not in _OPEN_TOO:
            most = 0
        kept[name] = listed[:most]
        left_out += len(listed[most:])
    return proposal.model_copy(update=kept), left_out


@dataclass(frozen=True, slots=True)
class _Laying:
    """What turns a model's sentences into statements and tells which of them stand."""

    vault: Vault
    known: Evidence

    def stated(self, sentence: Sentence) -> Statement:
        """A model's sentence with names and values put back; an empty one proves nothing."""
        text = " ".join(self.vault.restore(sentence.text).split())
        cited = tuple(dict.fromkeys(sentence.entries))[:MOST_CITED]
        text = shorten(text, LONGEST) or "(an empty sentence)"
        return Statement(
            text=text,
            entries=cited or _NOWHERE,
            origin=Origin.MODEL,
            candidate=sentence.inferred,
            derived=self._span(text, cited),
        )

    def _span(self, text: str, cited: Sequence[int]) -> tuple[Derived, ...]:
        """A length of time that is the one from the first of the cited entries to the last.

        To the minute: "2 h" would be true of too much.
        """
        found = [self.known.entries[one] for one in cited if one in self.known.entries]
        timed = sorted((one.at, one.id) for one in found if one.at is not None)
        lengths = [one for one in durations(text) if one.unit <= _MINUTE]
        if not lengths or timed[:1] == timed[-1:]:
            return ()
        ends = (timed[0][1], timed[-1][1])
        values = [
            Derived(value=text[one.start : one.end], rule=Rule.SPAN, entries=ends)
            for one in lengths
        ]
        return tuple(one for one in values if follows(one, self.known))

    def stands(self, statement: Statement) -> bool:
        """Whether the judge will let it stand."""
        return not faults(statement, self.known)

    def together(
        self, own: Sequence[Statement], sentences: Sequence[Sentence]
    ) -> tuple[Statement, ...]:
        """The model's sentences, then those of the log that they do not stand for."""
        proposed = [self.stated(one) for one in sentences]
        standing = [one for one in proposed if self.stands(one)]
        return (*proposed, *(one for one in own if not _gives_way(one, standing)))

    def impact(self, own: Sequence[Line], lines: Sequence[ImpactLine]) -> tuple[Line, ...]:
        """The log's lines and the model's by name; questions come last."""
        proposed = [Line(name=one.name.value, value=self.stated(one.value)) for one in lines]
        standing = [one.value for one in proposed if self.stands(one.value)]
        said = [one for one in own if not one.value.is_tk and not _gives_way(one.value, standing)]
        return (*said, *proposed, *(one for one in own if one.value.is_tk))

    def factors(self, own: Sequence[Factor], shapes: Sequence[FactorShape]) -> tuple[Factor, ...]:
        """The log's factors keep their numbers, which actions name; the model's come after."""
        return (*own, *(self._factor(shape) for shape in shapes))

    def _factor(self, shape: FactorShape) -> Factor:
        whys = tuple(self.stated(why) for why in shape.whys)
        return Factor(what=self.stated(shape.what), layer=shape.layer, whys=whys)

    def actions(self, document: Document, proposal: Proposal) -> tuple[ActionItem, ...]:
        """The register's and the log's actions, then the model's; no owner and no date.

        What is agreed or has a ticket gives way to nothing.
        """
        before = len(document.factors)
        proposed = [self._action(one, before, len(proposal.factors)) for one in proposal.actions]
        standing = [one.what for one in proposed if self.stands(one.what)]
        own = [
            one
            for one in document.actions
            if one.number or one.ticket or not _gives_way(one.what, standing)
        ]
        return (*own, *proposed)

    def _action(self, shape: ActionShape, before: int, count: int) -> ActionItem:
        what = self.stated(shape.what)
        return ActionItem(
            what=what,
            action_class=shape.action_class,
            factor=before + shape.factor if 0 < shape.factor <= count else 0,
            weak=weakness_of(what.text),
        )


def _gives_way(own: Statement, standing: Sequence[Statement]) -> bool:
    """Whether a model's sentence rests on all that a sentence of the log rests on."""
    if own.is_tk:
        return bool(standing)
    return any(set(own.entries) <= set(other.entries) for other in standing)
