"""Publishing: what speaks against it, what is recorded, who gets it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.flows import lookup, postmortem, publishing, steps
from app.flows.declare import Declaration, declare
from app.flows.publishing import Publication, Readers
from app.flows.reviewing import keep_review
from app.incident.commands import Close, Note, Resolve
from app.incident.kinds import Kind
from app.incident.values import IncidentType, Phase, RefusalError, Severity
from app.postmortem.review import review
from app.store import outbox, timeline

INTERNAL = Publication(readers=Readers.INTERNAL)


def declared(muster, **more):
    asked = Declaration(
        workspace="T1",
        by="U1",
        key="d1",
        title="search is slow",
        severity=Severity.SEV3,
        **{"impact": "12 % of searches took over 5 s", **more},
    )
    return declare(muster, asked).incident


@pytest.fixture
def open_one(muster):
    return declared(muster)


def over(muster, incident):
    note = Note(by="U1", key="n1", kind=Kind.MITIGATION_WORKED, text="paused the merge")
    steps.step(muster, incident.id, note)
    done = Resolve(by="U1", key="r1", verification="p99 under 300 ms")
    return steps.step(muster, incident.id, done).incident


@pytest.fixture
def drafted(muster, open_one):
    incident = over(muster, open_one)
    return postmortem.write_draft(muster, incident.id, "U1", "draft:1")


def reviewed(muster, drafted, text):
    keep_review(muster, drafted.incident, "U1", "review:1", review(text), version=1)
    return postmortem.version_of(muster, drafted.incident, 1)


def entries(muster, incident, kind):
    with muster.database.read() as session:
        return timeline.entries(session, incident.id, kinds=[kind])


def test_a_version_that_nobody_reviewed_needs_a_reason_that_is_recorded(muster, drafted):
    with pytest.raises(RefusalError, match="it is not reviewed") as refused:
        publishing.publish(muster, drafted, INTERNAL, "U1", "p1")
    assert refused.value.field == "reason"
    because = replace(INTERNAL, reason="the customer waits for it")
    publishing.publish(muster, drafted, because, "U1", "p1")
    (entry,) = entries(muster, drafted.incident, Kind.POSTMORTEM_PUBLISHED)
    assert entry.text == (
        "published the postmortem, version 1, for internal readers, although it is not reviewed: "
        "the customer waits for it"
    )
    assert postmortem.version_of(muster, drafted.incident, 1).version.published_at


def test_a_version_that_its_review_finds_ready_is_published_without_one(muster, drafted, good):
    ready = reviewed(muster, drafted, good)
    assert publishing.objections(ready) == ()
    publishing.publish(muster, ready, INTERNAL, "U1", "p1")
    (entry,) = entries(muster, drafted.incident, Kind.POSTMORTEM_PUBLISHED)
    assert entry.data["reason"] == ""
    close = Close(by="U1", key="c1", reason="")
    assert steps.step(muster, drafted.incident.id, close).incident.phase is Phase.CLOSED


def test_a_review_that_asks_for_a_revision_is_an_objection_in_words(muster, drafted):
    weak = reviewed(muster, drafted, "# Outage\n\nThe site was down.\n")
    (objection,) = publishing.objections(weak)
    assert objection.startswith("its review says: fails the rubric")


def test_an_open_incident_and_an_interim_draft_are_not_published(muster, open_one):
    interim = postmortem.write_draft(muster, open_one.id, "U1", "draft:1")
    with pytest.raises(RefusalError, match="`/incident resolve` it first"):
        publishing.publish(muster, interim, INTERNAL, "U1", "p1")
    over(muster, open_one)
    interim = postmortem.version_of(muster, lookup.by_id(muster, open_one.id), 1)
    with pytest.raises(RefusalError, match="drafted while the incident was open"):
        publishing.publish(muster, interim, INTERNAL, "U1", "p1")


@pytest.mark.parametrize(
    "wanted", [Publication(readers=Readers.WIDE), replace(INTERNAL, share_to="C9")]
)
def test_a_private_incident_is_published_in_its_channel_only(muster, wanted):
    incident = over(muster, declared(muster, type=IncidentType.SECURITY))
    drafted = postmortem.write_draft(muster, incident.id, "U1", "draft:1")
    with pytest.raises(RefusalError, match="is private"):
        publishing.publish(muster, drafted, replace(wanted, reason="x"), "U1", "p1")
    with pytest.raises(RefusalError, match="is private"):
        publishing.for_readers(muster, drafted, Readers.WIDE)


def test_another_channel_gets_it_only_when_a_person_chose_it(muster, drafted):
    because = replace(INTERNAL, reason="x")
    publishing.publish(muster, drafted, because, "U1", "p1")
    publishing.publish(muster, drafted, because, "U1", "p1")
    assert owed(muster) == [("publish.canvas", "")]
    publishing.publish(muster, drafted, replace(because, share_to="C9"), "U1", "p2")
    assert owed(muster)[1:] == [("publish.canvas", ""), ("publish.upload", "C9")]


def owed(muster):
    with muster.database.read() as session:
        rows = session.query(outbox.OutboxRow).order_by(outbox.OutboxRow.id).all()
    return [
        (row.effect, row.payload.get("channel", ""))
        for row in rows
        if row.effect.startswith("publish.")
    ]
