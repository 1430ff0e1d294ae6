from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.postmortem.document import Document, Form, restated, reworded, walk
from app.postmortem.statement import Origin, Statement, ask


def test_a_statement_without_source_and_without_tk_cannot_be_made() -> None:
    with pytest.raises(ValidationError, match="cites the entries"):
        Statement(text="The hub fell over")
    with pytest.raises(ValidationError, match="says what is to be confirmed"):
        Statement(text=" ", entries=(1,))


def test_a_persons_words_need_no_entry() -> None:
    assert Statement(text="We lost 12 orders", origin=Origin.PERSON).entries == ()


def test_a_question_is_tk_and_says_where_to_look() -> None:
    question = ask("who noticed?", (3,))
    assert question.is_tk
    assert question.entries == (3,)


@pytest.fixture
def document() -> Document:
    said = {"text": "one", "entries": [1]}
    return Document.model_validate(
        {
            "ref": "INC-1",
            "title": "one thing",
            "drafted_at": "2026-01-01T00:00:00Z",
            "header": [{"name": "one", "value": said}],
            "summary": [said, {"tk": "why one?"}],
            "timeline": [{"at": None, "actor": "one", "event": said}],
            "chain": {"trigger": [said]},
            "factors": [{"what": said, "layer": "detection", "whys": [said]}],
            "mitigations": [
                {"at": None, "what": said, "outcome": "worked", "evidence": {"tk": "one?"}}
            ],
            "hypotheses": [{"at": None, "what": said, "ruled_out": said}],
            "actions": [{"what": said}],
        }
    )


def test_every_statement_is_walked_with_its_path(document: Document) -> None:
    assert [path for path, _ in walk(document)] == [
        "header.0.value",
        "summary.0",
        "summary.1",
        "timeline.0.event",
        "chain.trigger.0",
        "factors.0.what",
        "factors.0.whys.0",
        "mitigations.0.what",
        "mitigations.0.evidence",
        "hypotheses.0.what",
        "hypotheses.0.ruled_out",
        "actions.0.what",
    ]


def test_statements_are_replaced_where_they_stand(document: Document) -> None:
    changed = restated(document, lambda path, one: ask(path) if path == "factors.0.whys.0" else one)
    assert changed.factors[0].whys[0].tk == "factors.0.whys.0"
    assert changed.summary == document.summary


def test_a_document_that_nothing_changes_is_the_same_object(document: Document) -> None:
    assert restated(document, lambda _path, one: one) is document


def test_every_text_is_reworded_and_no_enum(document: Document) -> None:
    changed = reworded(document, lambda text: text.replace("one", "two"))
    assert changed.title == "two thing"
    assert changed.header[0].name == "two"
    assert changed.timeline[0].actor == "two"
    assert changed.mitigations[0].evidence.tk == "two?"
    assert changed.form is Form.FULL
    assert changed.factors[0].layer is document.factors[0].layer


def test_a_document_survives_json(document: Document) -> None:
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_what_a_newer_shape_adds_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra"):
        Statement.model_validate({"text": "x", "entries": [1], "confidence": 0.9})
