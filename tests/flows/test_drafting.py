"""Drafts of incidents that were run here: what people declared and marked is enough to write from."""

from __future__ import annotations

from datetime import date

import pytest

from app.config import shipped
from app.flows import editing, postmortem, steps
from app.flows.declare import Declaration, declare
from app.flows.lookup import named
from app.flows.reviewing import evidence_of
from app.incident.actions.action import ActionClass, Priority
from app.incident.actions.commands import CreateAction
from app.incident.commands import Note, Resolve
from app.incident.kinds import Kind
from app.incident.values import Severity
from app.postmortem.document import Form, walk
from app.postmortem.edits import Edit, about, text_of
from app.postmortem.parts import Outcome
from app.postmortem.render.page import Format, render
from app.postmortem.review import Severity as Grave
from app.postmortem.review import Verdict, review

NOTES = (
    (Kind.HYPOTHESIS_NOTED, "the index merge holds the disk"),
    (Kind.MITIGATION_NOTED, "paused the index merge"),
    (Kind.MITIGATION_WORKED, "p99 is 200 ms again"),
)


@pytest.fixture
def drafted(muster, hands):
    """A function: declare, note, resolve, draft."""

    def run(notes=NOTES, *, end=True, **more):
        fields = {"severity": Severity.SEV2, "impact": "12 % of searches took over 5 s", **more}
        asked = Declaration(workspace="T1", by="U1", key="d", title="search is slow", **fields)
        incident = declare(muster, asked).incident
        for number, (kind, text) in enumerate(notes):
            hands.move(minutes=7)
            note = Note(by="U1", key=f"n{number}", kind=kind, text=text)
            steps.step(muster, incident.id, note)
        hands.move(minutes=12)
        if end:
            done = Resolve(by="U1", key="r", verification="p99 under 300 ms for 15 min")
            steps.step(muster, incident.id, done)
        return postmortem.write_draft(muster, incident.id, "U1", "draft").document

    return run


def lines(document):
    return {line.name: line.value.text or f"TK {line.value.tk}" for line in document.header}


def test_the_summary_of_an_incident_that_was_run_here_asks_nothing(drafted):
    document = drafted()
    assert [one.tk for one in document.summary] == [""] * 4
    (step,) = document.mitigations
    assert (step.what.text, step.outcome) == ("Paused the index merge", Outcome.WORKED)
    header = lines(document)
    assert header["Began"].startswith("2026-03-09 12:00 UTC (at the latest, as it was declared")
    assert header["Duration of impact"].startswith("21 min, from the first sign of trouble")


def test_where_nobody_said_that_it_worked_the_resolution_is_the_end(drafted):
    document = drafted(NOTES[:2])
    assert lines(document)["Duration of impact"].startswith("26 min")
    assert "26 min after the first sign of trouble" in document.summary[-1].text


def test_a_near_miss_tells_what_was_avoided_and_has_no_impact(drafted):
    document = drafted(near_miss=True, impact="")
    assert "Duration of impact" not in lines(document)
    assert lines(document)["Time at risk"].startswith("21 min")
    assert "had it not been caught" in document.summary[1].tk
    text = render(document, Format.MARKDOWN, (shipped("templates"),))
    assert "## Customer impact avoided" in text


def test_while_it_is_open_the_draft_is_interim_and_concludes_nothing(drafted):
    document = drafted(NOTES[:2], end=False)
    assert document.form is Form.INTERIM
    assert document.summary[-1].tk.startswith("the incident is still active")
    assert document.factors == ()


@pytest.mark.parametrize("severity", [Severity.SEV2, Severity.SEV4])
def test_our_own_review_finds_nothing_that_fails(drafted, severity):
    text = render(drafted(severity=severity), Format.MARKDOWN, (shipped("templates"),))
    found = [one for one in review(text).findings if one.severity is Grave.CRITICAL]
    assert found == []


def test_an_author_who_answers_every_question_has_a_document_that_is_ready(muster, drafted):
    drafted(impact="12 % of 40,000 searches took over 5 s between 12:00 and 12:21 UTC")
    incident = named(muster, "INC-1")
    action = CreateAction(
        by="U1",
        key="a1",
        text="Limit the index merge to 40 % of disk time in merge.yaml",
        signal="the alert merge-disk stays silent in the next merge",
        action_class=ActionClass.PREVENT,
        priority=Priority.P1,
        due=date(2026, 4, 1),
        owner="U1",
        factor="The merge job had no limit on disk time",
    )
    steps.step(muster, incident.id, action)
    last = postmortem.write_draft(muster, incident.id, "U1", "draft:2").document
    answers = [
        Edit(
            path=path,
            before=text_of(one),
            about=about(last, path),
            after=f"The merge job had no limit on disk time ({path})",
            by="U1",
        )
        for path, one in walk(last)
        if one.is_tk
    ]
    editing.edit(muster, incident, answers, "U1", "form")
    found = postmortem.newest(muster, incident)
    text = render(found.document, Format.MARKDOWN, (shipped("templates"),))
    assert "TK" not in text
    assert review(text, evidence=evidence_of(muster, incident)).verdict is Verdict.READY
