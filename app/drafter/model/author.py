"""From a log to a proposal: one request, or one for each part of a long log and a last one."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from anthropic import Anthropic

from app.drafter.brief import Brief
from app.drafter.deterministic import draft
from app.drafter.model import prompt
from app.drafter.model.budget import MOST_NOTES, NOTES_TOKENS, Bill, Parts, most_for, parted
from app.drafter.model.client import Request, Shape, ask, opened, parsed
from app.drafter.model.lay import Proposed, laid_over
from app.drafter.model.lines import Lines, lines_of
from app.drafter.model.model import Model, ModelError, Tell
from app.drafter.model.shapes import Notes, Proposal, Sentence
from app.incident.policy import ModelPrice
from app.postmortem.document import Author, Document


def drafted(brief: Brief, model: Model, tell: Tell) -> Document:
    """The postmortem with a model's wording in it; without, where the model gives none.

    A draft is always delivered. Why no model had part in it stands in its provenance.
    """
    price = brief.policy.postmortem.models.get(model.name)
    bill = Bill(price or ModelPrice(input=0, output=0))
    as_of = brief.policy.postmortem.prices_as_of.isoformat()
    try:
        proposed = _proposed(brief, model, bill, tell)
    except ModelError as error:
        note = f"{model.name} was not used: {error}. This draft is from the log alone"
        return _signed(draft(brief), "deterministic", note, bill, as_of)
    document = draft(brief, partial(laid_over, proposed))
    return _signed(document, model.name, document.author.note, bill, as_of)


def _signed(document: Document, name: str, note: str, bill: Bill, as_of: str) -> Document:
    author = Author(
        name=name,
        note=note,
        tokens=bill.tokens,
        cost_usd=round(bill.cost_usd, 4),
        priced=as_of if bill.tokens else "",
    )
    return document.model_copy(update={"author": author})


def _proposed(brief: Brief, model: Model, bill: Bill, tell: Tell) -> Proposed:
    """Ask the model.

    Raises:
        ModelError: when it may not be asked, or gives nothing to use.
    """
    _may_ask(brief, model)
    lines = lines_of(brief)
    parts = parted(lines.entries)
    most = brief.policy.postmortem.max_cost_usd
    with opened(model) as api:
        asking = _Asking(api, model, bill, most, time.monotonic(), tell)
        asking.must_afford(_requests(brief, lines, parts))
        return Proposed(_asked(brief, lines, parts, asking), lines.vault)


def _may_ask(brief: Brief, model: Model) -> None:
    policy = brief.policy.postmortem
    if brief.incident.private and not policy.private_incidents_to_model:
        raise ModelError(
            "the incident is private, and the policy sends no private incident to a model "
            "(postmortem.private_incidents_to_model)"
        )
    if not policy.max_cost_usd:
        raise ModelError("the policy allows no cost (postmortem.max_cost_usd)")
    if model.name not in policy.models:
        raise ModelError(
            "the policy has no price for it, so nothing would bound the cost: add it to "
            "postmortem.models"
        )


def _requests(brief: Brief, lines: Lines, parts: Parts) -> list[Request]:
    """Every request that will be sent, the last one with as many notes as it may get."""
    room = "x" * (MOST_NOTES * _NOTE_BYTES if parts.older else 0)
    older = [_part(lines, part, len(parts.older)) for part in parts.older]
    return [*older, _whole(brief, lines, parts.newest, [room] if room else [])]


#: About what a note takes.
_NOTE_BYTES = 300


def _log(lines: Lines, entries: Sequence[str]) -> str:
    return "\n".join(["<log>", lines.incident, *entries, "</log>"])


def _part(lines: Lines, entries: Sequence[str], parts: int) -> Request:
    most = max(10, MOST_NOTES // max(parts, 1))
    question = prompt.PART.format(most=most)
    return Request(prompt.SYSTEM, _log(lines, entries), question, NOTES_TOKENS, kept=False)


def _whole(brief: Brief, lines: Lines, entries: Sequence[str], notes: Sequence[str]) -> Request:
    data = _log(lines, entries)
    question = prompt.INTERIM if brief.is_open else prompt.WHOLE
    if notes:
        data = "\n".join(["<notes>", *notes, "</notes>", data])
        question = f"{prompt.REDUCED} {question}"
    return Request(prompt.SYSTEM, data, question)


def _asked(brief: Brief, lines: Lines, parts: Parts, asking: _Asking) -> Proposal:
    noted: list[str] = []
    for number, part in enumerate(parts.older, start=1):
        request = _part(lines, part, len(parts.older))
        found = asking.one(request, Notes, number, parts.count)
        most = max(10, MOST_NOTES // len(parts.older))
        noted += [_note(one) for one in found.notes[:most]]
    request = _whole(brief, lines, parts.newest, noted)
    return asking.one(request, Proposal, parts.count, parts.count)


def _note(sentence: Sentence) -> str:
    found = json.dumps({"entries": sentence.entries, "text": sentence.text}, ensure_ascii=False)
    return found.replace("<", "\\u003c").replace(">", "\\u003e")


@dataclass(frozen=True, slots=True)
class _Asking:
    """One draft's requests, within its money and its time."""

    api: Anthropic
    model: Model
    bill: Bill
    most_usd: float
    began: float
    tell: Tell

    def must_afford(self, requests: Sequence[Request]) -> None:
        """Refuse before anything is sent, when all of it may cost more than is allowed.

        Raises:
            ModelError: with both amounts.
        """
        price = self.bill.price
        most = self.bill.cost_usd + sum(
            most_for(one.text, one.most_tokens, price, kept=one.kept) for one in requests
        )
        if most > self.most_usd:
            raise ModelError(
                f"it may cost up to {most:.2f} USD, and the policy allows {self.most_usd:.2f} "
                "(postmortem.max_cost_usd)"
            )

    def one(self, request: Request, shape: type[Shape], number: int, count: int) -> Shape:
        """Ask one thing.

        Raises:
            ModelError: when money or time is up, or the answer is of no use.
        """
        if time.monotonic() - self.began > self.model.patience:
            raise ModelError(f"it took longer than {self.model.patience:.0f} s in all")
        self.must_afford([request])
        self.tell(number, count)
        answered = ask(self.api, self.model.name, request, shape)
        self.bill.add(answered.usage)
        return parsed(answered, shape)
