"""Channels that are no incident's: nothing of them is kept, and they cost next to nothing."""

from __future__ import annotations

from contextlib import contextmanager

from sqlalchemy import event, func, select

from app.store import timeline
from app.store.tables import Base
from tests.flows.evidence import declared, deliver, edit, message


@contextmanager
def statements(database):
    """What is sent to the database meanwhile."""
    sent = []

    def note(connection, cursor, statement, *rest):
        del connection, cursor, rest
        if statement != "BEGIN":
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def rows(database):
    with database.read() as session:
        tables = Base.metadata.tables.values()
        return {one.name: session.scalar(select(func.count()).select_from(one)) for one in tables}


def test_a_message_elsewhere_is_one_look_at_an_index_and_leaves_nothing(muster):
    declared(muster)
    before = rows(muster.database)
    with statements(muster.database) as sent:
        for number in range(20):
            said = message("lunch?", f"17730576{number:02}.000100", channel=f"COTHER{number}")
            assert deliver(muster, said) == 0
    assert len(sent) <= 20
    assert {one.split()[0] for one in sent} == {"SELECT"}
    assert all("FROM channels" in one for one in sent)
    assert rows(muster.database) == before


def test_of_a_channel_that_became_an_incident_what_was_long_before_stays_out(muster):
    incident = declared(muster, "CGEN", here=True)
    old, new = "1773000000.000100", "1773057600.000100"
    before = message("months of small talk", old, channel="CGEN")
    assert deliver(muster, edit("edited just now", before, "1773057610.000000")) == 0
    assert deliver(muster, message("it begins", new, channel="CGEN")) == 1
    with muster.database.read() as session:
        assert timeline.about_message(session, incident.id, old) == []
