"""PostgreSQL: how often a recording waits for the server, and what goes wrong on the way."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from app.flows import housekeeping
from app.flows.verify import verify
from app.incident.kinds import Kind
from app.store import timeline
from app.store.database import Database, open_engine
from app.store.recorder import Recorder, RecordingError
from app.store.recording import parking
from app.store.recording.batch import Evidence, Recording
from app.store.recording.commit import commit
from tests.flows.evidence import bound, posted_texts, posting

#: What a client sends that the server answers at once: the end of a round trip.
ANSWERED = ("Sync", "Query")


@pytest.fixture
def database_url(postgres_url):
    """These are PostgreSQL's alone."""
    return postgres_url


@pytest.fixture
def incident(muster):
    return bound(muster)


def batch(*entries, incident_id=None):
    return [Recording("T1", "CINC", Evidence([entry]), incident_id) for entry in entries]


@contextmanager
def counted(database, file):
    """How often the connections of this database wait for the server; libpq writes it down."""
    engine, trips = database.engine, []

    def begin(raw, _record, _proxy):
        raw.pgconn.trace(trace.fileno())

    def end(raw, _record):
        raw.pgconn.untrace()

    with file.open("w") as trace:
        event.listen(engine, "checkout", begin)
        event.listen(engine, "checkin", end)
        yield trips
        event.remove(engine, "checkout", begin)
        event.remove(engine, "checkin", end)
    sent = [line.split("\t") for line in file.read_text().splitlines()]
    trips += [one[3] for one in sent if one[1] == "F" and one[3] in ANSWERED]


def test_a_batch_waits_for_the_server_twice_however_much_it_holds(muster, incident, tmp_path):
    for count in (1, 40):
        told = [posting(muster, 100 * count + n, str(n)) for n in range(count)]
        with counted(muster.database, tmp_path / "trace") as trips:
            assert commit(muster.database, muster.clock, batch(*told)) == [1] * count
        assert len(trips) == 2, (tmp_path / "trace").read_text()
    named = batch(posting(muster, 9_000), incident_id=incident.id)
    with counted(muster.database, tmp_path / "trace") as trips:
        assert commit(muster.database, muster.clock, named) == [1]
    assert len(trips) == 2, (tmp_path / "trace").read_text()
    assert next(verify(muster, [incident])).verified.broken is None


@pytest.mark.parametrize("length", [10, 60_000])
def test_what_the_server_refuses_is_parked_however_late_the_refusal_comes(muster, incident, length):
    # Longer texts fill the connection: the server refuses one before all of it is sent.
    with muster.database.write() as session:
        session.connection().exec_driver_sql(
            "ALTER TABLE entries ADD CONSTRAINT nice CHECK (text NOT LIKE 'poison%%')"
        )
    recorder = Recorder(muster.database, muster.clock)
    many = [posting(muster, n, f"{'poison' if n == 3 else n} {'x' * length}") for n in range(40)]
    promises = [recorder.submit("T1", "CINC", [one]) for one in many]
    recorder.start()
    assert [promise.result(60) for promise in promises] == [int(n != 3) for n in range(40)]
    recorder.stop()
    with muster.database.read() as session:
        (parked,) = parking.parked(session)
    assert parked.source_key == many[3].source_key
    assert "nice" in parked.error
    assert sorted(posted_texts(muster, incident)) == sorted(
        one.text for one in many if one != many[3]
    )
    assert next(verify(muster, [incident])).verified.broken is None


def test_what_fails_only_at_the_commit_leaves_nothing_and_is_not_acknowledged(muster, incident):
    with muster.database.write() as session:
        connection = session.connection()
        connection.exec_driver_sql(
            "CREATE FUNCTION full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON entries DEFERRABLE"
            " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION full()"
        )
    told = [muster.recorder.submit("T1", "CINC", [posting(muster, n)]) for n in range(5)]
    for promise in told:
        with pytest.raises(RecordingError, match="no room"):
            promise.result(60)
    assert sorted(posted_texts(muster, incident)) == []
    with muster.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER late ON entries")
    assert muster.recorder.submit("T1", "CINC", [posting(muster, 1)]).result(60) == 1
    assert next(verify(muster, [incident])).verified.broken is None


@pytest.mark.usefixtures("incident")
def test_a_connection_that_was_cut_costs_nobody_a_recording(muster):
    assert muster.recorder.submit("T1", "CINC", [posting(muster, 1)]).result(60) == 1
    with muster.database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as one:
        one.exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        # This one is in use: the recorder gets the one that was cut.
        assert muster.recorder.submit("T1", "CINC", [posting(muster, 2)]).result(60) == 1
    assert muster.recorder.failing_since is None


def test_two_processes_that_record_one_channel_store_each_message_once(
    muster, incident, postgres_url
):
    other = Database(open_engine(postgres_url), log_key=muster.database.log_key)
    counts = [0, 0]

    def record(place, database):
        for start in range(0, 200, 10):
            told = [posting(muster, n, str(n)) for n in range(start, start + 20)]
            counts[place] += sum(commit(database, muster.clock, batch(*told)))

    both = [
        threading.Thread(target=record, args=(place, database))
        for place, database in enumerate((muster.database, other))
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(240)
    other.dispose()
    assert sum(counts) == 210
    assert sorted(posted_texts(muster, incident)) == sorted(map(str, range(210)))
    assert next(verify(muster, [incident])).verified.entries > 210
    assert next(verify(muster, [incident])).verified.broken is None


def test_a_first_text_that_comes_late_is_kept_with_an_id_of_its_own(muster, incident):
    edited = replace(posting(muster, 1, "up"), data={"original_unseen": True, "digest": "a"})
    first = replace(posting(muster, 1, "down"), data={"digest": "b"})
    assert commit(muster.database, muster.clock, batch(edited)) == [1]
    assert commit(muster.database, muster.clock, batch(first)) == [1]
    assert commit(muster.database, muster.clock, batch(first)) == [0]
    with muster.database.read() as session:
        kinds = {one.id: one.kind for one in timeline.entries(session, incident.id)}
    assert list(kinds.values())[-2:] == [Kind.MESSAGE_POSTED, Kind.MESSAGE_ORIGINAL]


@pytest.mark.usefixtures("incident")
def test_words_are_sorted_into_the_index_before_a_recording_has_to(muster):
    def unsorted():
        with muster.database.write() as session:
            query = "SELECT gin_clean_pending_list('entry_words_gin')"
            return session.connection().exec_driver_sql(query).scalar_one()

    commit(muster.database, muster.clock, batch(posting(muster, 1, "rolled back")))
    assert unsorted() > 0
    commit(muster.database, muster.clock, batch(posting(muster, 2, "rolled back")))
    housekeeping.order(muster)
    assert unsorted() == 0
