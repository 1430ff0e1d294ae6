"""SQLite: what runs all the time finds its rows by an index, however long the log has become."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from app.flows import digests, listening, steps, timers
from app.incident.commands import SetImpact, TakeRole
from app.incident.values import Role
from app.relay.registry import EFFECTS
from app.store import dead_letters, outbox
from tests.flows.evidence import posting

#: Tables that grow with every message, effect or incident.
GROWING = "entries|outbox|timers|incidents|chains|ladders|reminders|actions|channels|members"
WHOLE = re.compile(rf"SCAN (?:{GROWING})\b(?! USING INDEX outbox_undone)")


@pytest.fixture
def database_url(sqlite_url):
    """PostgreSQL's plans hang on how many rows there are."""
    return sqlite_url


@contextmanager
def plans(database):
    """The plan of every statement that is sent, by its text."""
    found = {}

    def note(connection, _cursor, statement, parameters, _context, many):
        if re.match("SELECT|UPDATE|DELETE|WITH", statement):
            given = parameters[0] if many else parameters
            explained = f"EXPLAIN QUERY PLAN {statement}"
            rows = connection.connection.driver_connection.execute(explained, given)
            found[statement] = [row[3] for row in rows]

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_what_runs_all_the_time_reads_no_table_that_grows_from_end_to_end(desk, hands):
    incident, muster = desk.declare(), desk.muster
    desk.run()
    aiko = desk.slack.person("Aiko").id
    methods = {name: performs.method for name, performs in EFFECTS.items()}
    with plans(muster.database) as found:
        steps.step(muster, incident.id, TakeRole(by=aiko, key="t", role=Role.COMMANDER))
        steps.step(muster, incident.id, SetImpact(by=aiko, key="i", impact="checkout"))
        entry = replace(posting(muster, 1), channel=desk.now(incident).channel)
        muster.recorder.submit(incident.workspace, entry.channel, [entry]).result(60)
        hands.move(minutes=61)
        assert timers.tick(muster) > 0
        digests.tick(muster)
        listening.heard(muster, incident.workspace)
        while desk.relay.step():
            hands.move(seconds=1)
        with muster.database.write() as session:
            assert outbox.claim(session, "me", muster.real(), 24, methods) == []
            outbox.next_at(session, muster.real())
            dead_letters.count_by_state(session)
    assert any("outbox_undone" in step for plan in found.values() for step in plan)
    whole = {text: plan for text, plan in found.items() if any(map(WHOLE.match, plan))}
    assert whole == {}
