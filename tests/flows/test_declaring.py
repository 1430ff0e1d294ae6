"""Declaring, on real databases: one commit, one effect, however often it is asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.flows import steps
from app.flows.answers import channel_opened
from app.flows.declare import Declaration, channel_name, declare
from app.incident.commands import TakeRole
from app.incident.evolve import fold
from app.incident.kinds import Kind
from app.incident.values import IncidentType, RefusalError, Role, Severity
from app.store import incidents, outbox, timeline
from app.store.database import Database, open_engine
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


def test_a_direct_message_is_no_channel_for_an_incident(muster):
    with pytest.raises(RefusalError, match="Declare without `here`"):
        declare(muster, asked(origin_channel="D1", here=True))
    assert rows(muster, OutboxRow) == []


def test_two_processes_that_are_asked_the_same_at_once_keep_one(muster, database_url):
    database = Database(open_engine(database_url), log_key=b"a key for tests")
    other = replace(muster, database=database)
    with ThreadPoolExecutor(2) as pool:
        for number in range(8):
            same = asked(key=f"command:{number}", title=f"checkout {number}")
            both = list(pool.map(declare, (muster, other), (same, same)))
            assert both[0].incident == both[1].incident
            assert sorted(one.repeated for one in both) == [False, True]
    database.dispose()


TITLES = (":fire: :fire:", "🔥🔥🔥", "決済が失敗する", "הקופה נפלה", "?!", "ل" * 120)


def test_whatever_the_title_is_the_incident_gets_a_channel_a_card_and_a_topic(desk):
    for title in TITLES:
        incident = desk.declare(title)
        desk.run()
        now = desk.now(incident)
        assert now.card_ts, title
        assert now.failed_steps == {}
        assert desk.slack.person("Aiko").channel(now.channel)["topic"]["value"], title


def test_a_title_that_is_too_long_is_refused_with_the_bound(muster):
    with pytest.raises(RefusalError, match="120"):
        declare(muster, asked(title="x" * 300))


def test_a_private_incident_that_is_declared_here_in_public_gets_a_channel_of_its_own(desk):
    incident = desk.declare("stolen key", type=IncidentType.SECURITY, here=True)
    desk.run()
    now = desk.now(incident)
    assert now.channel != "C0GENERAL00"
    assert desk.slack.person("Aiko").channel(now.channel)["is_private"]
    assert desk.posts("C0GENERAL00") == desk.posts("C0INCIDENTS") == []


def test_names_that_strangers_have_are_passed_over_and_in_the_end_somebody_is_told(desk):
    ben = desk.slack.person("Ben")
    ben.create_channel("inc-1-checkout-502")
    for suffix in range(2, 6):
        ben.create_channel(f"inc-1-checkout-502-{suffix}")
    first = desk.declare()
    desk.run()
    channel = desk.now(first).channel
    assert desk.slack.person("Aiko").channel(channel)["name"] == "inc-1-checkout-502-6"
    desk.slack.control.fault("error", "conversations.create", error="name_taken", times=None)
    second = desk.declare("another")
    desk.run()
    assert "name_taken" in desk.now(second).failed_steps["open the channel"]
    (told,) = [row for row in desk.rows("post") if row.incident_id == second.id]
    assert (told.payload["where"], told.state) == ("declarer", "done")


@pytest.mark.parametrize(
    ("method", "error", "step", "remedy"),
    [
        ("conversations.create", "restricted_action", "open the channel", "Ask a workspace admin"),
        ("conversations.create", "missing_scope", "open the channel", "Reinstall the app"),
        ("bookmarks.add", "missing_scope", "add the bookmark", "Reinstall the app"),
        ("conversations.invite", "user_is_restricted", "invite people", "invite them by hand"),
    ],
)
def test_who_declared_it_is_told_what_cannot_be_done_and_what_to_do(
    desk, method, error, step, remedy
):
    desk.slack.control.fault("error", method, error=error, times=None)
    incident = desk.declare()
    desk.run()
    assert step in desk.now(incident).failed_steps
    with desk.muster.database.read() as session:
        (failed,) = timeline.entries(session, incident.id, kinds=[Kind.STEP_FAILED])
    assert remedy in failed.data["remedy"]
    assert "done" in [row.state for row in desk.rows("post")]


def test_an_announcement_channel_that_is_archived_or_gone_stops_nothing_else(desk):
    carla = desk.slack.person("Carla")
    archived = carla.create_channel("old-news")
    carla.change_channel(archived, archived=True)
    for number, channel in enumerate((archived, "C0NOWHERE00")):
        desk.muster = replace(desk.muster, announce_channel=channel)
        incident = desk.declare(f"checkout {number}")
        desk.run()
        now = desk.now(incident)
        assert list(now.failed_steps) == ["announce it"]
        assert any("announce it" in one["text"] for one in desk.posts(now.channel))


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
