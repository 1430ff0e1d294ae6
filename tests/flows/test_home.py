"""App Home: what one person owes, and never what they may not see."""

from __future__ import annotations

from datetime import date

from app.flows import actions as of_actions
from app.flows import steps
from app.flows.declare import Declaration, declare
from app.flows.home import home_of
from app.flows.postmortem import write_draft
from app.incident.actions.action import ActionClass, Priority
from app.incident.actions.commands import CreateAction
from app.incident.commands import Resolve, TakeRole
from app.incident.values import IncidentType, Role, Severity
from app.store import incidents

WHAT = {
    "text": "Add an alert on the 502 rate of the edge above 1 % for 5 min",
    "signal": "a provoked 502 rate of 2 % pages within 5 min",
    "action_class": ActionClass.DETECT,
    "priority": Priority.P1,
    "due": date(2026, 3, 20),
}


def declared(muster, number, severity=Severity.SEV2, **fields):
    given = {"title": f"checkout returns 50{number}", "severity": severity, **fields}
    return declare(muster, Declaration(workspace="T1", by="U1", key=f"d{number}", **given)).incident


def take(muster, incident, by, role):
    key = f"take:{incident.id}:{by}:{role}"
    steps.step(muster, incident.id, TakeRole(by=by, key=key, role=role))


def test_home_shows_roles_updates_and_actions_of_the_person_alone(muster):
    first, second = declared(muster, 1), declared(muster, 2, Severity.SEV1)
    take(muster, first, "U2", Role.COMMANDER)
    take(muster, second, "U2", Role.COMMANDER)
    take(muster, second, "U3", Role.COMMUNICATIONS)
    of_actions.act(muster, first.id, CreateAction(by="U2", key="a1", **WHAT, owner="U2"))
    of_actions.act(muster, first.id, CreateAction(by="U2", key="a2", **WHAT))
    of_actions.act(muster, first.id, CreateAction(by="U2", key="a3", **WHAT, owner="U3"))
    assert [one.ref for one in home_of(muster, "T1", "U3").asked] == ["INC-1/A3"]
    seen = home_of(muster, "T1", "U2")
    assert seen.asked == []
    assert [one.ref for one in seen.mine] == ["INC-2", "INC-1"]
    assert [one.ref for one, _ in seen.owed] == ["INC-1"]
    assert [one.ref for one in seen.actions] == ["INC-1/A1"]
    assert [one.ref for one in home_of(muster, "T1", "U9").open] == ["INC-2", "INC-1"]
    assert [one.ref for one, _ in home_of(muster, "T1", "U3").owed] == ["INC-2"]


def test_a_private_incident_is_on_the_home_of_its_members_only(muster):
    sealed = declared(muster, 1, type=IncidentType.SECURITY)
    assert home_of(muster, "T1", "U2").open == []
    with muster.database.write() as session:
        incidents.set_member(session, sealed.id, "U2", present=True)
    assert [one.ref for one in home_of(muster, "T1", "U2").open] == ["INC-1"]
    steps.step(muster, sealed.id, Resolve(by="U1", key="r", verification="the key is revoked"))
    assert home_of(muster, "T1", "U3").unwritten == []
    assert len(home_of(muster, "T1", "U2").unwritten) == 1


def test_a_postmortem_is_to_be_written_until_it_is(muster):
    incident = declared(muster, 1)
    steps.step(muster, incident.id, Resolve(by="U1", key="r", verification="p99 is back"))
    assert [one.ref for one, _ in home_of(muster, "T1", "U1").unwritten] == ["INC-1"]
    write_draft(muster, incident.id, "U1", "draft:1")
    assert home_of(muster, "T1", "U1").unwritten == []
    assert home_of(muster, "T1", "U1").open == []
