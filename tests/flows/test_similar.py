"""Earlier incidents that resemble one: listed with what is open, and never a private one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.flows import actions, postmortem
from app.flows.declare import Declaration, declare
from app.incident.actions.commands import CreateAction
from app.incident.values import IncidentType, Severity, State
from app.store import incidents


@pytest.fixture
def declared(muster, hands):
    """Declares an incident after the fact; each a day after the one before."""

    def make(title, **fields):
        hands.move(days=1)
        asked = Declaration(
            workspace="T1",
            by="U1",
            key=f"d:{title}",
            title=title,
            severity=Severity.SEV2,
            state=State.POST_INCIDENT,
        )
        return declare(muster, replace(asked, **fields)).incident

    return make


def similar_of(muster, incident):
    return postmortem.brief_of(muster, incident).similar


def test_similar_ones_are_listed_with_their_open_actions(muster, declared):
    earlier = declared("checkout pool exhausted in payments")
    declared("mail delivery late in Frankfurt", type=IncidentType.DATA_INTEGRITY)
    command = CreateAction(
        by="U1",
        key="a1",
        text="Alert on the payments pool above 80%",
        signal="the alert fires in a drill",
    )
    actions.act(muster, earlier.id, command)
    [found] = similar_of(muster, declared("payments pool exhausted again"))
    assert (found.ref, found.title) == (earlier.ref, earlier.title)
    [open_one] = found.open_actions
    assert "INC-1/A1 Alert on the payments pool above 80%" in open_one


def test_a_private_one_is_listed_for_nobody(muster, declared):
    secret = declared("payments pool key stolen", type=IncidentType.SECURITY)
    with muster.database.read() as session:
        assert incidents.get(session, secret.id).private
    assert similar_of(muster, declared("payments pool key exhausted")) == ()
    again = declared("payments pool key stolen again", type=IncidentType.SECURITY)
    assert secret.ref not in {one.ref for one in similar_of(muster, again)}


def test_what_an_earlier_document_says_of_causes_counts(muster, declared):
    earlier = declared("search slow")
    document = {"chain": {"mechanism": [{"text": "the reindex starved the replica of memory"}]}}
    with muster.database.write() as session:
        postmortem.postmortems.add(
            session, "T1", earlier.id, author="log", by="U1", document=document, now=muster.now()
        )
    [found] = similar_of(muster, declared("replica starved by a reindex"))
    assert found.ref == earlier.ref
