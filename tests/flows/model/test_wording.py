"""Accepting a model's wording: by sentence, by section, in a new version, kept by a redraft."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.model_service import honest, proposal, says, sentence

from app.flows import postmortem, wording
from app.flows.declare import Declaration, declare
from app.flows.wording import Acceptance
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.values import RefusalError, Severity, State
from app.postmortem.edits import unaccepted
from app.store import people, timeline

SAID = ("Error rate is at 47% since the deploy of build 812", "Rolled back to build 811")


@pytest.fixture
def with_model(muster, model):
    return replace(muster, model=model)


@pytest.fixture
def incident(with_model):
    """An incident after the fact with two messages; the ids of their entries."""
    asked = Declaration(
        workspace="T1",
        by="U1",
        key="d1",
        title="checkout 502",
        severity=Severity.SEV2,
        state=State.POST_INCIDENT,
    )
    declared = declare(with_model, asked).incident
    entries = [
        Entry(
            kind=Kind.MESSAGE_POSTED,
            occurred_at=with_model.now(),
            actor="U1",
            text=text,
            source_key=f"m{number}",
            channel="C1",
            message_ts=f"{number}.1",
        )
        for number, text in enumerate(SAID)
    ]
    with with_model.database.write() as session:
        people.remember(session, "T1", [people.Person(id="U1", name="Ines Moreau")])
        stored = timeline.append(
            session, entries, workspace="T1", incident_id=declared.id, now=with_model.now()
        )
    return declared, [entry.id for entry in stored]


@pytest.fixture
def drafted(with_model, incident, service):
    """Version 1, of which a model worded three sentences."""
    declared, (first, second) = incident
    service.will(
        says(
            proposal(
                summary=[sentence(SAID[0], first), sentence(SAID[1], second)],
                lessons=[sentence(SAID[1], second)],
            )
        )
    )
    return postmortem.write_draft(with_model, declared.id, "U1", "draft:1")


def accepts(muster, drafted, where, version=1, key="a1"):
    asked = Acceptance(by="U1", key=key, version=version, where=where)
    return wording.accept(muster, drafted.incident.id, asked)


def test_a_sentence_is_accepted_by_name_in_a_new_version(with_model, drafted):
    assert [one.path for one in unaccepted(drafted.document)] == [
        "summary.0",
        "summary.1",
        "lessons.0",
    ]
    after = accepts(with_model, drafted, "summary.1")
    assert after.version.version == 2
    assert after.document.summary[1].accepted_by == "Ines Moreau"
    assert [one.path for one in unaccepted(after.document)] == ["summary.0", "lessons.0"]
    assert postmortem.newest(with_model, drafted.incident).version == after.version


def test_a_section_is_accepted_at_once_and_the_log_says_by_whom(with_model, drafted):
    accepts(with_model, drafted, "summary")
    with with_model.database.read() as session:
        [entry] = timeline.entries(session, drafted.incident.id, kinds=[Kind.POSTMORTEM_EDITED])
    assert (entry.actor, entry.text) == (
        "U1",
        "edited the postmortem, version 2: 2 accepted",
    )


def test_the_same_press_twice_is_one_version(with_model, drafted):
    once = accepts(with_model, drafted, "summary")
    assert accepts(with_model, drafted, "summary").version == once.version


def test_nobody_accepts_what_they_have_not_seen(with_model, drafted):
    accepts(with_model, drafted, "summary.0")
    with pytest.raises(RefusalError, match="Another version"):
        accepts(with_model, drafted, "lessons", key="a2")
    with pytest.raises(RefusalError, match="accepted already"):
        accepts(with_model, drafted, "summary.0", version=2, key="a3")


def test_a_redraft_keeps_what_was_accepted_word_for_word(with_model, drafted):
    accepts(with_model, drafted, "summary.1")
    again = postmortem.write_draft(with_model, drafted.incident.id, "U1", "draft:2")
    accepted = [one.text for one in again.document.summary if one.accepted_by]
    assert accepted == [SAID[1]]


def test_other_words_of_a_redraft_are_not_taken_for_accepted(
    with_model, drafted, incident, service
):
    _, (_first, second) = incident
    accepts(with_model, drafted, "summary.1")
    service.will(says(proposal(summary=[sentence(f"{SAID[1]} then", second)])))
    again = postmortem.write_draft(with_model, drafted.incident.id, "U1", "draft:2")
    assert not [one for one in again.document.summary if one.accepted_by]
    assert (
        "1 accepted sentences of earlier versions stand in it no more" in again.document.author.note
    )


def test_without_a_key_the_log_alone_drafts(muster, incident, service):
    declared, _ = incident
    service.will(honest)
    alone = postmortem.write_draft(muster, declared.id, "U1", "draft:1")
    assert (alone.document.author.name, service.asked) == ("deterministic", [])
    assert alone.authorship == ""


class CrashError(Exception):
    """Stands for the end of the process."""


def test_a_draft_that_a_crash_cut_short_is_written_once(with_model, incident, service):
    declared, (first, _) = incident
    service.will(says(proposal(summary=[sentence(SAID[0], first)])))

    def crash(_part, _parts):
        raise CrashError

    with pytest.raises(CrashError):
        postmortem.write_draft(with_model, declared.id, "U1", "draft:1", crash)
    assert postmortem.newest(with_model, declared) is None
    once = postmortem.write_draft(with_model, declared.id, "U1", "draft:1")
    again = postmortem.write_draft(with_model, declared.id, "U1", "draft:1")
    assert (once.version.version, again.version.version) == (1, 1)
    assert len(service.asked) == 1
