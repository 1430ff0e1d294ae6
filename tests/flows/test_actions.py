"""The register of action items on real databases: rows, log and reminders are one."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from app.flows import actions as flow
from app.flows import digests, steps
from app.flows.answers import channel_opened
from app.flows.declare import Declaration, declare
from app.flows.rebuild import rebuild
from app.flows.timers import tick
from app.incident.actions.action import ActionClass, Priority
from app.incident.actions.commands import (
    CreateAction,
    EditAction,
    FinishAction,
    OfferAction,
    TakeAction,
    VerifyAction,
)
from app.incident.commands import Cancel, Reopen
from app.incident.entry import Entry
from app.incident.evolve import fold
from app.incident.kinds import Kind
from app.incident.values import IncidentType, RefusalError, Severity
from app.postmortem.actions.export import as_csv, as_json
from app.relay.scene import reached
from app.store import actions, incidents, outbox, people, timeline
from app.store.digests import due
from app.store.people import Person
from app.store.tables import ActionRow, IncidentRow, OutboxRow

WHAT = {
    "text": "Add an alert on the 502 rate of the edge above 1 % for 5 min",
    "signal": "a provoked 502 rate of 2 % pages within 5 min",
    "action_class": ActionClass.DETECT,
    "priority": Priority.P1,
    "due": date(2026, 3, 20),
}


def declared(muster, number=1, **fields):
    given = {"title": f"checkout returns 50{number}", "severity": Severity.SEV2, **fields}
    incident = declare(muster, Declaration(workspace="T1", by="U1", key=f"d{number}", **given))
    with muster.database.write() as session:
        job = outbox.claim(session, "me", muster.real(), 1, {"channel.open": ""})[0]
        channel_opened(muster, session, job, {"channel": f"C{number}", "name": f"inc-{number}"})
        outbox.finish(session, job, "me", muster.real())
    return incident.incident


@pytest.fixture
def incident(muster):
    return declared(muster)


def do(muster, incident, command, by="U1", **fields):
    do.keys = getattr(do, "keys", 0) + 1
    return flow.act(muster, incident.id, command(by=by, key=f"press:{do.keys}", **fields))


def rows(muster):
    with muster.database.read() as session:
        query = select(ActionRow).order_by(ActionRow.incident_id, ActionRow.number)
        return [(row.number, row.status, row.owner, row.due) for row in session.scalars(query)]


def posts(muster, template):
    with muster.database.read() as session:
        found = session.scalars(select(OutboxRow).where(OutboxRow.effect == "post"))
        return [row for row in found if row.payload["template"] == template]


def test_entries_snapshot_and_register_are_one_commit(muster, incident):
    do(muster, incident, CreateAction, **WHAT, owner="U2")
    kept = do(muster, incident, TakeAction, by="U2", number=1)
    assert rows(muster) == [(1, "open", "U2", "2026-03-20")]
    with muster.database.read() as session:
        assert incidents.get(session, incident.id) == kept.incident
        assert fold(timeline.state_entries(session, incident.id)) == kept.incident
    assert len(posts(muster, "action_created")) == 1
    (offer,) = posts(muster, "action_offered")
    assert offer.lane == "post:person-U2"


def test_the_register_is_rebuilt_from_the_log(muster, incident):
    do(muster, incident, CreateAction, **WHAT)
    do(muster, incident, CreateAction, **WHAT, owner="U1")
    before = rows(muster)
    with muster.database.write() as session:
        session.execute(update(ActionRow).values(owner="U9", number=ActionRow.number + 5))
        (state,) = session.scalars(select(IncidentRow.state))
        session.execute(update(IncidentRow).values(state={**state, "actions": []}))
    (rebuilt,) = rebuild(muster)
    assert rebuilt.differed == ("actions",)
    assert rows(muster) == before


def test_a_vague_action_is_refused_when_it_is_entered_and_when_it_is_edited(muster, incident):
    do(muster, incident, CreateAction, **WHAT)
    vague = {**WHAT, "text": "improve monitoring"}
    for command, more in ((CreateAction, {}), (EditAction, {"number": 1})):
        with pytest.raises(RefusalError, match="Write instead"):
            do(muster, incident, command, **vague, **more)
    assert len(rows(muster)) == 1


def test_the_same_press_twice_is_one_action(muster, incident):
    command = CreateAction(by="U1", key="form:1", **WHAT)
    assert flow.act(muster, incident.id, command).changed
    assert flow.act(muster, incident.id, command).repeated
    assert len(rows(muster)) == 1


def test_nobody_outside_a_private_incident_is_asked_to_take_its_actions(muster):
    sealed = declared(muster, type=IncidentType.SECURITY)
    with pytest.raises(RefusalError, match="private and <@U2> is not in its channel"):
        do(muster, sealed, CreateAction, **WHAT, owner="U2")
    do(muster, sealed, CreateAction, **WHAT)
    # Who types in the channel may take it before Slack has told who is in it.
    do(muster, sealed, CreateAction, by="U3", **WHAT, owner="U3")
    with pytest.raises(RefusalError, match="Invite them there first"):
        do(muster, sealed, OfferAction, number=1, to="U2")
    with muster.database.write() as session:
        incidents.set_member(session, sealed.id, "U2", present=True)
    assert do(muster, sealed, OfferAction, number=1, to="U2").changed


def test_what_is_listed_is_what_a_person_may_know_of_soonest_first(muster, incident):
    sealed = declared(muster, 2, type=IncidentType.SECURITY)
    do(muster, incident, CreateAction, **{**WHAT, "due": None})
    do(muster, incident, CreateAction, **WHAT, owner="U1")
    do(muster, sealed, CreateAction, **{**WHAT, "due": date(2026, 3, 12)})
    with muster.database.read() as session:

        def refs(person, **more):
            return [one.ref for one in actions.listed(session, "T1", person, **more)]

        assert refs("U1") == ["INC-2/A1", "INC-1/A2", "INC-1/A1"]
        assert refs("U5") == ["INC-1/A2", "INC-1/A1"]
        assert refs("U1", owner="U1") == ["INC-1/A2"]


def test_an_export_names_people_and_leaves_private_incidents_out_unless_named(muster, incident):
    with muster.database.write() as session:
        people.remember(session, "T1", [Person(id="U1", name="Aiko Tanaka")])
    sealed = declared(muster, 2, type=IncidentType.SECURITY)
    do(muster, incident, CreateAction, **{**WHAT, "text": "=cmd|' /C calc'!A1"}, owner="U1")
    do(muster, sealed, CreateAction, **WHAT)
    found = flow.exported(muster, None)
    assert ([one["ref"] for one in found.rows], found.sealed) == (["INC-1/A1"], 1)
    assert [one["ref"] for one in flow.exported(muster, sealed).rows] == ["INC-2/A1"]
    (line,) = list(csv.DictReader(io.StringIO(as_csv(found.rows))))
    assert line["action"] == "'=cmd|' /C calc'!A1"
    assert (line["owner"], line["owner_id"], line["flags"]) == (
        "Aiko Tanaka",
        "U1",
        "no factor named",
    )
    assert json.loads(as_json(found.rows)) == found.rows


def test_what_is_done_is_no_longer_open(muster, incident):
    do(muster, incident, CreateAction, **WHAT)
    do(muster, incident, FinishAction, number=1, evidence="the alert fired in staging")
    with muster.database.read() as session:
        assert actions.listed(session, "T1", "U1") == []
        assert len(actions.listed(session, "T1", "U1", open_only=False)) == 1


def test_an_owner_is_reminded_in_their_own_morning_once_whoever_ticks(muster, hands, incident):
    with muster.database.write() as session:
        people.remember(session, "T1", [Person(id="U2", name="Ben", tz="Asia/Tokyo")])
    do(muster, incident, CreateAction, **WHAT)
    do(muster, incident, TakeAction, by="U2", number=1)
    steps_due = []
    # 9:00 in Tokyo is midnight UTC: the day before, the day, and the day after.
    for day in (9.5, 10.5, 11.5):
        hands.moved *= 0
        hands.move(days=day)
        tick(muster), tick(muster)
        steps_due.append(len(posts(muster, "action_due")))
    assert steps_due == [1, 2, 3]
    assert {row.lane for row in posts(muster, "action_due")} == {"post:person-U2"}
    with muster.database.read() as session:
        kinds = [Kind.ACTION_DUE, Kind.ACTION_OVERDUE]
        found = [one.kind for one in timeline.entries(session, incident.id, kinds=kinds)]
    assert found == [Kind.ACTION_DUE, Kind.ACTION_DUE, Kind.ACTION_OVERDUE]


def test_in_an_archived_channel_owners_are_still_reminded_and_nobodys_reach_who_declared(
    muster, hands, incident
):
    do(muster, incident, CreateAction, **WHAT)
    do(muster, incident, CreateAction, **WHAT)
    do(muster, incident, TakeAction, by="U2", number=1)
    archived = Entry(
        kind=Kind.CHANNEL_ARCHIVED,
        occurred_at=hands.now(),
        actor="U1",
        source_key="T1:C1:archived",
        channel="C1",
    )
    assert muster.recorder.submit("T1", "C1", [archived]).result(60) == 1
    hands.move(days=10, hours=21, minutes=1)
    tick(muster)
    lanes = {row.lane for row in posts(muster, "action_due")}
    assert lanes == {"post:person-U1", "post:person-U2"}


def test_after_a_downtime_an_owner_hears_once_and_themselves(muster, hands, incident):
    do(muster, incident, CreateAction, **WHAT, owner="U1")
    steps_before = len(posts(muster, "action_due"))
    hands.move(days=60)
    for _ in range(3):
        tick(muster)
        hands.move(seconds=5)
    assert len(posts(muster, "action_due")) - steps_before == 1


def test_a_zone_that_nobody_knows_is_utc(muster, incident):
    with muster.database.write() as session:
        people.remember(session, "T1", [Person(id="U1", name="Aiko", tz="Mars/Olympus")])
    kept = do(muster, incident, CreateAction, **WHAT, owner="U1")
    assert kept.incident.action(1).zone == "UTC"


def digests_owed(muster):
    with muster.database.read() as session:
        found = session.scalars(select(OutboxRow).where(OutboxRow.effect == "digest.post"))
        return [row.payload["user"] for row in found]


def test_owners_hear_once_a_week_in_their_own_morning_whoever_ticks(muster, hands, incident):
    with muster.database.write() as session:
        people.remember(session, "T1", [Person(id="U2", name="Ben", tz="Asia/Tokyo")])
    do(muster, incident, CreateAction, **WHAT, owner="U1")
    do(muster, incident, CreateAction, **WHAT)
    do(muster, incident, TakeAction, by="U2", number=2)
    # It is Monday noon: the next are on Monday 16 March, 0:00 UTC in Tokyo and 9:00 UTC.
    hands.move(days=6, hours=11, minutes=59)
    assert digests.tick(muster) == 0
    hands.move(minutes=2)
    assert (digests.tick(muster), digests.tick(muster)) == (1, 0)
    hands.move(hours=9)
    digests.tick(muster)
    assert digests_owed(muster) == ["U2", "U1"]
    hands.move(days=30)
    digests.tick(muster), digests.tick(muster)
    assert sorted(digests_owed(muster)) == ["U1", "U1", "U2", "U2"]


def test_a_digest_that_cannot_be_made_does_not_stop_the_others(
    muster, hands, incident, monkeypatch
):
    do(muster, incident, CreateAction, **WHAT, owner="U1")
    do(muster, incident, CreateAction, by="U2", **WHAT, owner="U2")
    listed = actions.listed

    def poisoned(session, workspace, person, **more):
        if person == "U1":
            raise ValueError("poison")
        return listed(session, workspace, person, **more)

    monkeypatch.setattr(digests.actions, "listed", poisoned)
    hands.move(days=8)
    assert (digests.tick(muster), digests.tick(muster)) == (1, 0)
    monkeypatch.undo()
    hands.move(hours=1, seconds=1)
    assert digests.tick(muster) == 1


def test_two_processes_owe_one_digest(muster, hands, incident):
    do(muster, incident, CreateAction, **WHAT, owner="U1")
    hands.move(days=8)
    with muster.database.read() as session:
        (both,) = due(session, muster.now(), 10)
    assert [digests._owe(muster, both), digests._owe(muster, both)] == [True, False]
    assert digests_owed(muster) == ["U1"]


def test_who_owns_nothing_open_hears_nothing_and_hears_again_when_they_do(muster, hands, incident):
    do(muster, incident, CreateAction, **WHAT, owner="U1")
    steps.step(muster, incident.id, Cancel(by="U1", key="c1"))
    hands.move(days=8)
    assert digests.tick(muster) == 0
    steps.step(muster, incident.id, Reopen(by="U1", key="c2"))
    do(muster, incident, CreateAction, **WHAT, owner="U1")
    hands.move(days=8)
    assert digests.tick(muster) == 1


def test_what_is_done_is_asked_about_once_and_then_weekly_until_it_is_verified(
    muster, hands, incident
):
    do(muster, incident, CreateAction, **WHAT)
    do(muster, incident, TakeAction, by="U2", number=1)
    do(muster, incident, FinishAction, by="U2", number=1, evidence="the alert fired in staging")
    hands.move(days=5, hours=21, minutes=1)
    for _ in range(3):
        tick(muster)
        hands.move(hours=1)
    assert [row.lane for row in posts(muster, "action_unverified")] == ["post:person-U1"]
    hands.move(days=7)
    tick(muster), digests.tick(muster)
    assert len(posts(muster, "action_unverified")) == 1
    # U2 has nothing open any more.
    assert digests_owed(muster) == ["U1"]
    with muster.database.read() as session:
        assert len(actions.to_verify(session, "T1", "U1")) == 1
    assert [one.differed for one in rebuild(muster)] == [()]
    do(muster, incident, VerifyAction, by="U1", number=1, seen="it paged me")
    hands.move(days=7)
    tick(muster), digests.tick(muster)
    assert digests_owed(muster) == ["U1"]


def test_an_action_whose_entry_was_emptied_still_folds(muster, incident):
    do(muster, incident, CreateAction, **WHAT)
    with muster.database.read() as session:
        entries = timeline.state_entries(session, incident.id)
    emptied = [
        replace(one, text="", data={}) if one.kind == Kind.ACTION_CREATED else one
        for one in entries
    ]
    assert fold(emptied).action(1).text == "(redacted)"


def test_reminders_do_not_hold_back_what_the_channel_is_told(muster, hands, incident):
    do(muster, incident, CreateAction, **WHAT, owner="U1")
    hands.move(days=10, hours=21)
    tick(muster)
    with muster.database.read() as session:
        found = incidents.get(session, incident.id)
    assert found.action(1).reminded_at == hands.now()


def test_who_has_left_a_private_channel_hears_nothing_of_it_any_more(muster):
    sealed = declared(muster, type=IncidentType.SECURITY)
    with muster.database.write() as session:
        incidents.set_member(session, sealed.id, "U2", present=True)
    assert reached(muster, sealed, "U2") == "U2"
    with muster.database.write() as session:
        incidents.set_member(session, sealed.id, "U2", present=False)
    assert reached(muster, sealed, "U2") == ""
