"""Declaring, on real databases: one commit, one effect, however often it is asked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.flows import steps
from app.flows.answers import channel_opened
from app.flows.declare import Declaration, channel_name, declare
from app.incident.commands import TakeRole
from app.incident.evolve import fold
from app.incident.values import RefusalError, Role, Severity
from app.store import incidents, outbox, timeline
from app.store.tables import EntryRow, OutboxRow, TimerRow


def asked(**fields):
    given = {
        "workspace": "T1",
        "by": "U1",
        "key": "command:1",
        "title": "checkout returns 502",
        "severity": Severity.SEV2,
        "origin_channel": "CGEN",
        **fields,
    }
    return Declaration(**given)


def rows(muster, table):
    with muster.database.read() as session:
        return list(session.scalars(select(table).order_by(table.id)))


def test_an_incident_its_entry_its_timers_and_its_channel_are_one_commit(muster):
    declared = declare(muster, asked())
    assert declared.incident.ref == "INC-1"
    assert [row.kind for row in rows(muster, EntryRow)] == ["incident:declared"]
    assert [row.effect for row in rows(muster, OutboxRow)] == ["channel.open"]
    assert {row.ladder for row in rows(muster, TimerRow)} >= {"update", "commander", "impact"}


def test_declaring_twice_with_one_key_is_one_incident(muster):
    first, second = declare(muster, asked()), declare(muster, asked())
    assert second.repeated
    assert second.incident == first.incident
    assert len(rows(muster, OutboxRow)) == 1


def test_the_same_title_again_within_two_minutes_is_refused_and_later_is_not(muster, hands):
    declare(muster, asked())
    with pytest.raises(RefusalError, match="INC-1"):
        declare(muster, asked(key="command:2", title="Checkout  returns 502"))
    assert declare(muster, asked(key="command:3", by="U2")).incident.number == 2
    hands.move(minutes=3)
    assert declare(muster, asked(key="command:4")).incident.number == 3


def test_a_refused_declaration_leaves_nothing_behind(muster):
    with pytest.raises(RefusalError):
        declare(muster, asked(title=" "))
    assert rows(muster, EntryRow) == rows(muster, OutboxRow) == []
    assert declare(muster, asked()).incident.number == 1


def test_workspaces_count_by_themselves(muster):
    declare(muster, asked())
    assert declare(muster, asked(workspace="T2", key="command:9")).incident.number == 1


@pytest.mark.parametrize(
    ("title", "private", "name"),
    [
        ("checkout returns 502", False, "inc-1-checkout-returns-502"),
        ("Über-Störung: „Kasse“", False, "inc-1-uber-storung-kasse"),
        ("決済が失敗する", False, "inc-1"),
        ("x" * 120, False, "inc-1-" + "x" * 74),
        ("stolen key", True, "inc-1"),
        ("AKIAQ3EGRLZX5TNSJ7WB stolen", False, "inc-1-redacted-aws-access-key-stolen"),
    ],
)
def test_a_channels_name_is_made_of_what_slack_allows(muster, title, private, name):
    incident = declare(muster, asked(title=title, private=private)).incident
    assert channel_name(incident) == name
    assert len(channel_name(incident, suffix=2)) <= 80


def opened(muster):
    incident = declare(muster, asked()).incident
    with muster.database.write() as session:
        job = outbox.claim(session, "me", muster.real(), 1, {"channel.open": ""})[0]
        channel_opened(muster, session, job, {"channel": "C1", "name": "inc-1"})
        outbox.finish(session, job, "me", muster.real())
    return incident


def test_an_opened_channel_is_bound_and_everything_else_is_owed_side_by_side(muster):
    incident = opened(muster)
    waiting = [row for row in rows(muster, OutboxRow) if row.state == "pending"]
    effects = {row.effect: row.lane for row in waiting}
    assert {"invite", "card.post", "channel.topic", "announcement.post"} <= set(effects)
    assert len(set(effects.values())) == len(effects)
    with muster.database.read() as session:
        assert incidents.by_channel(session, "T1", "C1").id == incident.id


def test_a_channel_that_is_an_open_incident_is_not_taken_for_another(muster):
    opened(muster)
    with pytest.raises(RefusalError, match="INC-1 already"):
        declare(muster, asked(key="command:2", title="other", origin_channel="C1", here=True))


def test_the_snapshot_is_the_fold_of_the_log(muster):
    incident = opened(muster)
    kept = steps.step(muster, incident.id, TakeRole(by="U1", key="press:1", role=Role.COMMANDER))
    with muster.database.read() as session:
        stored = incidents.get(session, incident.id)
        assert stored == fold(timeline.state_entries(session, incident.id)) == kept.incident


def test_the_same_press_twice_is_one_entry(muster):
    incident = opened(muster)
    command = TakeRole(by="U1", key="press:1", role=Role.COMMANDER)
    assert steps.step(muster, incident.id, command).changed
    again = steps.step(muster, incident.id, command)
    assert again.repeated
    assert not again.changed
