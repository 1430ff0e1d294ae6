"""Who types a secret to Muster is told alone, once, and everybody else reads a mark."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.flows import steps
from app.flows.declare import Declaration, channel_name, declare
from app.incident.commands import Note, PostUpdate
from app.incident.kinds import Kind
from app.incident.values import Severity
from app.store.tables import OutboxRow

SECRET = "xoxb-2444333222111-2444333222112-AbCdEfGhIjKlMnOpQrStUvWx"


@pytest.fixture
def incident(muster):
    told = Declaration(workspace="T1", by="U1", key="d1", title="x", severity=Severity.SEV2)
    return declare(muster, told).incident


def warned(muster):
    with muster.database.read() as session:
        found = session.scalars(select(OutboxRow).where(OutboxRow.effect == "post"))
        return [row.payload for row in found if row.payload["template"] == "secret_typed"]


def update(muster, incident, known, key="k1"):
    command = PostUpdate(
        by="U2",
        key=key,
        known=known,
        unknown="",
        impact="",
        mitigation="",
        next_in=timedelta(minutes=20),
    )
    return steps.step(muster, incident.id, command)


def test_an_update_with_a_secret_warns_who_typed_it_and_nobody_else(muster, incident):
    kept = update(muster, incident, f"the bot's {SECRET} was refused")
    (payload,) = warned(muster)
    assert (payload["where"], payload["entry"]) == ("actor", kept.entries[0].id)
    assert SECRET in kept.entries[0].text


def test_the_same_press_again_warns_no_second_time(muster, incident):
    update(muster, incident, SECRET)
    update(muster, incident, SECRET)
    assert len(warned(muster)) == 1


def test_words_about_secrets_warn_nobody(muster, incident):
    update(muster, incident, "the API token expired at 12:30 UTC and the password was rotated")
    note = Note(
        by="U2", key="n1", kind=Kind.HYPOTHESIS_NOTED, text="10.0.0.3 refuses ana@example.org"
    )
    steps.step(muster, incident.id, note)
    assert warned(muster) == []


def test_a_secret_in_a_declaration_warns_who_declared(muster):
    told = Declaration(
        workspace="T1", by="U1", key="d2", title=f"{SECRET} leaked", severity=Severity.SEV2
    )
    incident = declare(muster, told).incident
    assert [payload["where"] for payload in warned(muster)] == ["actor"]
    assert "xoxb" not in channel_name(incident)
