"""Drafts to copy: what is known stands in them, what is not reads TK."""

from __future__ import annotations

from datetime import UTC, datetime

from app.postmortem.document import Document
from app.postmortem.handon import agenda, distribution_checklist, pattern_note, texts, tickets
from app.postmortem.parts import ActionClass, ActionItem, Factor, Gap, Layer, Priority, Similar
from app.postmortem.statement import Statement


def said(text: str) -> Statement:
    return Statement(text=text, entries=(2,))


def document(**more: object) -> Document:
    made = Document(
        ref="INC-1", title="search is slow", drafted_at=datetime(2026, 3, 9, tzinfo=UTC)
    )
    return made.model_copy(update=more)


def test_a_ticket_has_its_acceptance_criteria_and_the_factor_it_serves():
    item = ActionItem(
        what=said("Alert when an index merge holds the disk for 5 min"),
        owner="Aiko",
        due="2026-03-31",
        action_class=ActionClass.DETECT,
        priority=Priority.P1,
        signal="the alert fires in a drill",
        factor=1,
    )
    factor = Factor(what=said("no alert on disk time"), layer=Layer.DETECTION)
    (ticket,) = tickets(document(actions=(item,), factors=(factor,)))
    for line in (
        "Title: Alert when an index merge holds the disk for 5 min",
        "Factor it serves: no alert on disk time",
        "Owner: Aiko",
        "Due: 2026-03-31",
        "- the alert fires in a drill",
        "- Somebody other than the owner has seen it.",
    ):
        assert line in ticket.splitlines()


def test_what_a_ticket_lacks_reads_tk_and_nobody_is_made_its_owner():
    (ticket,) = tickets(document(actions=(ActionItem(what=said("Limit the merge")),)))
    assert "Owner: TK — to be assigned in the review meeting" in ticket
    assert "- TK — the alert that fires" in ticket


def test_the_agenda_begins_with_what_may_still_be_active_and_asks_for_actions_that_lack():
    gap = Gap(what="who was affected", changes="the impact", critical=True)
    text = agenda(document(critical=(said("a token was posted"),), gaps=(gap,)))
    assert text.index("a token was posted") < text.index("1. Read")
    assert "   - who was affected" in text
    assert "None is proposed" in text


def test_a_private_incident_has_no_wide_readers_on_its_checklist():
    assert "Wide" not in distribution_checklist(document(private=True)).title()
    assert "The wide version was read once" in distribution_checklist(document())


def test_a_pattern_note_is_written_only_where_similar_incidents_recur():
    assert pattern_note(document()) == ""
    earlier = Similar(ref="INC-0", title="x", because="shares merge", open_actions=("limit it",))
    note = pattern_note(document(similar=(earlier,)))
    assert "Seen in: INC-1, INC-0" in note
    assert "Still open from before: INC-0: limit it" in note
    assert [name for name, _ in texts(document(similar=(earlier,)))] == [
        "Agenda",
        "Distribution",
        "Pattern",
    ]
