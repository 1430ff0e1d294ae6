"""People's words over generated text, and through a redraft."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.postmortem.document import Document
from app.postmortem.edits import Edit, removable, resolved, text_of, with_edits, without
from app.postmortem.parts import ActionItem, Factor, Layer, Line, Row
from app.postmortem.statement import Origin, Statement, ask

AT = datetime(2026, 3, 9, 14, tzinfo=UTC)
WHY = "why was this possible?"


def said(text: str, *entries: int) -> Statement:
    return Statement(text=text, entries=entries or (2,))


def factor(text: str, layer: Layer = Layer.TRIGGER) -> Factor:
    return Factor(what=said(text), layer=layer, whys=(ask(WHY),))


def draft(**sections: object) -> Document:
    made = Document(
        ref="INC-1",
        title="x",
        drafted_at=AT,
        impact=(Line(name="Users", value=ask("how many?")),),
        timeline=(Row(at=AT, event=said("the pool is full")), Row(at=AT, event=said("noise"))),
        factors=(factor("no limit on the pool"), factor("no alert", Layer.DETECTION)),
        lucky=(ask("what could have been worse?"),),
        well=(said("rolled back in 9 min"),),
        actions=(
            ActionItem(what=said("limit the pool"), factor=1),
            ActionItem(what=said("alert on it"), factor=2),
        ),
    )
    return made.model_copy(update=sections)


def by(path: str, before: str = "", after: str = "", **more: object) -> Edit:
    return Edit(path=path, before=before, after=after, by="Aiko", entry=90, **more)


def test_an_answer_takes_the_place_of_its_question_and_names_who_wrote_it():
    done = with_edits(draft(), [by("lucky.0", "what could have been worse?", "it was night")])
    (lucky,) = done.document.lucky
    assert lucky.text == "it was night"
    assert (lucky.origin, lucky.accepted_by, lucky.entries) == (Origin.PERSON, "Aiko", (90,))


def test_an_edit_follows_its_sentence_when_a_redraft_moves_it():
    edit = by("well.0", "rolled back in 9 min", "rolled back by the runbook in 9 min")
    redraft = draft(well=(said("alert came first"), said("rolled back in 9 min.")))
    texts = [one.text for one in with_edits(redraft, [edit]).document.well]
    assert texts == ["alert came first", "rolled back by the runbook in 9 min"]


@pytest.mark.parametrize("now", ["rolled back in 12 min", "restarted everything by hand"])
def test_an_edit_whose_sentence_is_gone_or_has_another_figure_is_set_aside_in_sight(now):
    edit = by("well.0", "rolled back in 9 min", "rolled back by the runbook")
    done = with_edits(draft(well=(said(now),)), [edit])
    assert [one.text for one in done.document.well] == [now]
    assert [(one.text, one.by) for one in done.document.aside] == [
        ("rolled back by the runbook", "Aiko")
    ]
    placed = with_edits(done.document, [by("well.+", after="rolled back by the runbook")])
    assert placed.document.aside == ()


def test_an_answer_goes_with_its_own_factor_when_several_are_asked_the_same():
    edit = by("factors.1.whys.0", WHY, "nobody owns the dashboard", about="no alert")
    turned = draft(factors=(factor("no alert", Layer.DETECTION), factor("no limit on the pool")))
    done = with_edits(turned, [edit]).document
    assert text_of(done.factors[0].whys[0]) == "nobody owns the dashboard"
    assert text_of(done.factors[1].whys[0]) == WHY


def test_an_edit_of_an_edit_is_kept_over_the_generated_sentence():
    first = by("well.0", "rolled back in 9 min", "rolled back fast")
    second = by("well.0", "rolled back fast", "rolled back by the book")
    (kept,) = resolved([second], [first])
    assert kept.before == "rolled back in 9 min"
    assert with_edits(draft(), [first, kept]).document.well[0].text == "rolled back by the book"


def test_the_same_words_in_two_places_stay_apart():
    edits = [
        by("factors.0.whys.0", WHY, "unknown", about="no limit on the pool"),
        by("factors.1.whys.0", WHY, "unknown", about="no alert"),
        by("lucky.0", "what could have been worse?", "unknown"),
    ]
    (kept,) = resolved([by("lucky.0", "unknown", "it was night")], edits)
    assert kept.before == "what could have been worse?"


def test_new_sentences_come_last_and_once():
    edits = [
        by("lucky.+", after="only one customer"),
        by("lucky.+", after="only one customer"),
        by("factors.+", after="no canary", layer=Layer.CONTROL),
        by("impact.+", after="12 % of carts"),
    ]
    done = with_edits(draft(), edits).document
    assert [text_of(one) for one in done.lucky][1:] == ["only one customer"]
    assert (done.factors[-1].layer, done.factors[-1].what.text) == (Layer.CONTROL, "no canary")
    assert done.impact[-1].value.text == "12 % of carts"


def test_what_is_taken_away_takes_its_item_along_and_numbers_follow():
    edits = [
        by("timeline.1.event", "noise", removed=True),
        by("factors.0.what", "no limit on the pool", removed=True),
    ]
    done = with_edits(draft(), edits).document
    assert [row.event.text for row in done.timeline] == ["the pool is full"]
    assert [one.what.text for one in done.factors] == ["no alert"]
    assert [one.factor for one in done.actions] == [0, 1]


def test_a_why_can_be_taken_away_and_its_factor_stays():
    done = without(draft(), ["factors.0.whys.0"])
    assert [len(one.whys) for one in done.factors] == [0, 1]


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("lucky.0", True),
        ("timeline.3.event", True),
        ("factors.1.whys.0", True),
        ("chain.trigger.0", True),
        ("mitigations.0.evidence", False),
        ("header.0.value", False),
    ],
)
def test_only_what_leaves_a_whole_document_can_be_taken_away(path, may):
    assert removable(path) is may


def test_accepting_keeps_the_words_and_names_who_did():
    done = with_edits(draft(), [by("well.0", "rolled back in 9 min")]).document
    assert (done.well[0].text, done.well[0].accepted_by) == ("rolled back in 9 min", "Aiko")
