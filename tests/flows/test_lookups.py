"""Looking a few entries up goes by their own index, however long the incident's log is."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from app.config import shipped
from app.store import schema, standing, timeline
from app.store.database import Database, open_engine
from app.store.standing import Stretch

TS, LATER = "1773057600.000100", "1773057700.000100"
LOOKUPS = {
    "one message": (lambda s: timeline.about_message(s, 1, TS), "entries_message"),
    "some messages": (
        lambda s: timeline.about_messages(s, 1, [TS, LATER], ["message:posted"]),
        "entries_message",
    ),
    "by id": (lambda s: timeline.by_ids(s, 1, [7]), "PRIMARY KEY"),
    "who came last": (
        lambda s: timeline.last_of(s, 1, "U1", ("member:joined", "member:left")),
        "entries_members",
    ),
    "a stretch": (
        lambda s: standing.standing(s, Stretch(1, "C1", since=TS, before=LATER), 99),
        "entries_message",
    ),
    "a thread": (
        lambda s: standing.standing(s, Stretch(1, "C1", thread=TS), 99),
        "entries_thread",
    ),
}


@pytest.fixture
def sqlite(sqlite_url):
    opened = Database(open_engine(sqlite_url), log_key=b"a key for tests")
    schema.upgrade(opened, shipped("migrations"))
    yield opened
    opened.dispose()


@pytest.mark.parametrize("what", LOOKUPS)
def test_no_lookup_walks_the_whole_incident(sqlite, what):
    look, index = LOOKUPS[what]
    sent = []

    def note(connection, cursor, statement, parameters, *rest):
        del connection, cursor, rest
        sent.append((statement, parameters))

    event.listen(sqlite.engine, "before_cursor_execute", note)
    with sqlite.read() as session:
        look(session)
    statement, parameters = next(one for one in sent if one[0].startswith("SELECT"))
    with sqlite.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = [row[3] for row in plan if "entries" in row[3]]
    assert index in steps[0]
