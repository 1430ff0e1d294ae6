"""The one value that a model's sentence may have by a rule: the time between its entries."""

from __future__ import annotations

import pytest
from support.model_service import proposal, says, sentence

from app.postmortem.statement import Origin


@pytest.fixture
def lesson(ask):
    """What becomes of one sentence."""

    def said(text, *entries):
        document, _ = ask(says(proposal(lessons=[sentence(text, *entries)])))
        return next(one for one in document.lessons if one.origin is Origin.MODEL)

    return said


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("The alert came 30 minutes before the error rate was back to 0%", (2, 7)),
        ("The rollback of build 811 came 18 min after the error rate was at 47%", (3, 6)),
        ("Within 3 min of the alert the error rate was known to be 47%", (3, 2)),
    ],
)
def test_it_stands_from_the_first_cited_entry_to_the_last(lesson, text, entries):
    found = lesson(text, *entries)
    assert (found.tk, len(found.derived)) == ("", 1)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("The alert came 31 minutes before the error rate was back to 0%", (2, 7)),
        ("The alert came 3 minutes before the error rate was at 47%", (2, 3, 7)),
        ("The alert came 30 minutes before anything", (2,)),
        ("The alert came 1 h before the error rate was back to 0%", (2, 7)),
        ("The alert came 30 minutes and the pool 4 minutes before it was over", (2, 7)),
        ("30 minutes of certificate rotation training", (2, 7)),
    ],
)
def test_no_other_length_of_time_does(lesson, text, entries):
    assert lesson(text, *entries).is_tk
