"""A button outlives the access of who kept it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.flows.declare import Declaration, declare
from app.incident.values import RefusalError, Severity
from app.listeners import wording
from app.listeners.ask import Ask
from app.store import incidents


def ask(muster, user, channel=""):
    return Ask(muster=muster, workspace="T1", user=user, channel=channel, key="press:1")


@pytest.fixture
def private(muster):
    asked = Declaration(
        workspace="T1", by="U1", key="d1", title="x", severity=Severity.SEV2, private=True
    )
    return declare(muster, asked).incident


def test_a_button_of_a_private_incident_is_for_who_may_see_it(muster, private):
    assert ask(muster, "U1").about(private.id) == private
    with pytest.raises(RefusalError, match="not known here"):
        ask(muster, "U2").about(private.id)
    with muster.database.write() as session:
        incidents.set_member(session, private.id, "U2", present=True)
    assert ask(muster, "U2").about(private.id) == private
    with muster.database.write() as session:
        incidents.set_member(session, private.id, "U2", present=False)
    with pytest.raises(RefusalError, match="not known here"):
        ask(muster, "U2").about(private.id)


def test_a_form_of_wording_says_nothing_more_to_who_has_left(muster, private):
    shown = []

    class Views:
        def call(self, method, **given):
            shown.append((method, str(given["view"])))

    acked = []
    body = {
        "view": {"id": "V1", "private_metadata": f'{{"incident": {private.id}, "version": 1}}'},
        "actions": [{"action_ts": "1", "value": "summary"}],
        "user": {"id": "U2"},
        "team": {"id": "T1"},
    }
    wording._accepted(replace(muster, clients={"T1": Views()}))(lambda: acked.append(1), body)
    assert acked == [1]
    assert [method for method, _ in shown] == ["views.update"]
    assert "not known here" in shown[0][1]


def test_a_button_of_any_other_incident_is_for_everybody(muster):
    asked = Declaration(workspace="T1", by="U1", key="d1", title="x", severity=Severity.SEV2)
    incident = declare(muster, asked).incident
    assert ask(muster, "U2").about(incident.id) == incident
