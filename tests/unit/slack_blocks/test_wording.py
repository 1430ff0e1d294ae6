"""The modal of a model's wording at its smallest and its largest."""

from __future__ import annotations

from app.postmortem.document import Document
from app.postmortem.statement import Origin, Statement
from app.sandbox.validate.views import check_view
from app.slack.blocks import modals
from app.slack.blocks.wording import wording

LONG = "an & < > *bold* `code` " * 20


def document(count):
    said = [
        Statement(text=f"{number} {LONG}", entries=(1, 2), origin=Origin.MODEL, candidate=True)
        for number in range(count)
    ]
    sections = {"summary": said[:4], "well": said[4:], "lessons": said[:1]}
    return Document.model_validate(
        {"ref": "INC-1", "title": "x", "drafted_at": "2026-04-01T00:00:00Z", **sections}
    )


def test_many_sentences_fit_and_the_rest_is_counted(story):
    story.declare()
    view = wording(story.incident, 3, document(90), "Another version is out since.")
    assert check_view(view, "modal") == []
    assert modals.metadata_of(view) == {"incident": 7, "version": 3}
    assert "51 more come" in str(view["blocks"])
    assert "_inferred_" in str(view["blocks"])


def test_nothing_to_accept_is_said(story):
    story.declare()
    view = wording(story.incident, 3, document(0))
    assert check_view(view, "modal") == []
    assert "no sentence of a model waits" in str(view["blocks"])
