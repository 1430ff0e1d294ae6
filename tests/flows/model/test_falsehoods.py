"""A lying model through the real path: of a thousand planted falsehoods none is left unmarked."""

from __future__ import annotations

import random

from support.falsehoods import PLANTS
from support.model_service import proposal, says, sentence

from app.config import shipped
from app.postmortem.document import walk
from app.postmortem.render import Format, render
from app.postmortem.statement import Origin

#: True of the incident in conftest, by the entry that says so; a model writes placeholders.
TRUE = (
    ("The error rate was at 47% after the deploy of build 812", 3),
    ("The pool had 500 of 500 connections in use", 4),
    ("⟦person-1⟧ rolled back to build 811", 6),
    ("About half of the carts were affected", 7),
    ("The alert checkout-5xx fired", 2),
    ("An alert on the pool is what PR #428 adds", 8),
    ("Customers wrote that they could not pay", 5),
)
LISTS = [
    "summary",
    "trigger",
    "mechanism",
    "effect",
    "missed_defences",
    "residual",
    "well",
    "wrong",
    "lucky",
    "lessons",
]
A_SECTION = 8


def _someone_else(_chance):
    return "and so said ⟦person-2⟧"


def _never_given(chance):
    return f"as ⟦person-{chance.randrange(3, 99)}⟧ saw"


def _never_hidden(chance):
    return f"with ⟦secret-{chance.randrange(2, 99)}⟧"


#: Minutes from each of TRUE's entries to entry 7.
TRUE_SPANS = {9, 15, 16, 20, 27, 30}


def _other_span(chance):
    """A length of time that is not the one between the entries that are cited for it."""
    return f"{chance.choice([n for n in range(1, 59) if n not in TRUE_SPANS])} min later"


EVERY = (*PLANTS, _someone_else, _never_given, _never_hidden, _other_span)
#: Entries where the second person neither wrote nor is named.
ONLY_FIRST = {2, 3, 5, 6}


def lie(chance, number):
    """A true sentence with a falsehood in it, or a true one on an entry that is not."""
    text, entry = chance.choice(TRUE)
    inferred = chance.random() < 0.3
    plant = EVERY[number % (len(EVERY) + 1)] if number % (len(EVERY) + 1) < len(EVERY) else None
    if plant is None:
        return sentence(text, entry, chance.randrange(50, 10_000), inferred=inferred)
    if plant is _someone_else:
        text, entry = next(one for one in TRUE if one[1] in ONLY_FIRST)
    more = (7,) if plant is _other_span else ()
    return sentence(f"{text} {plant(chance)}", entry, *more, inferred=inferred)


def a_proposal(chance, numbers):
    """Lies in every place of a proposal."""
    lies = iter([lie(chance, number) for number in numbers])
    sections = {name: [next(lies) for _ in range(A_SECTION)] for name in LISTS}
    impact = [{"name": "Users", "value": next(lies)} for _ in range(A_SECTION)]
    actions = [
        {"what": next(lies), "action_class": "detect", "factor": 0} for _ in range(A_SECTION)
    ]
    factors = [
        {"what": next(lies), "layer": "detection", "whys": [next(lies)]} for _ in range(A_SECTION)
    ]
    return proposal(**sections, impact=impact, actions=actions, factors=factors)


IN_ONE = A_SECTION * (len(LISTS) + 4)


def test_of_a_thousand_planted_falsehoods_none_reaches_a_document_unmarked(ask):
    chance = random.Random(20260520)
    planted = withheld = 0
    survivors = []
    while planted < 1000:
        said = a_proposal(chance, range(planted, planted + IN_ONE))
        planted += IN_ONE
        document, _ = ask(says(said))
        by_model = [one for _, one in walk(document) if one.origin is Origin.MODEL]
        survivors += [one.text for one in by_model if not one.is_tk]
        withheld += sum(one.is_tk for one in by_model)
        assert document.judgement.withheld == document.wording.withheld
        shown = render(document, Format.MARKDOWN, [shipped("templates")])
        # A true sentence on a wrong source may stand there by the log's own word.
        lies = {one.withheld for one in by_model if one.withheld} - {text for text, _ in TRUE}
        assert not [one for one in lies if one in shown]
    assert survivors == []
    assert withheld == planted


def test_the_true_sentences_that_were_used_all_stand(ask):
    document, _ = ask(says(proposal(lessons=[sentence(text, entry) for text, entry in TRUE])))
    by_model = [one for _, one in walk(document) if one.origin is Origin.MODEL]
    assert [one.tk for one in by_model] == [""] * len(TRUE)
