"""Group commit: who waits together is committed together, and each is told of its own."""

from __future__ import annotations

import pytest

from app.store import timeline
from app.store.recorder import Recorder, RecordingError
from app.store.recording import parking
from tests.flows.evidence import bound, posted_texts, posting


@pytest.fixture
def incident(muster):
    return bound(muster)


def test_who_waits_together_is_committed_together(muster, incident, hands):
    recorder = Recorder(muster.database, hands)
    promises = [recorder.submit("T1", "CINC", [posting(muster, n, str(n))]) for n in range(100)]
    recorder.start()
    assert [promise.result(60) for promise in promises] == [1] * 100
    assert (recorder.tally.commits, recorder.tally.entries) == (1, 100)
    recorder.stop()
    assert sorted(map(int, posted_texts(muster, incident))) == list(range(100))


@pytest.mark.usefixtures("incident")
def test_a_lone_recording_after_many_does_not_wait_for_company(muster):
    promises = [muster.recorder.submit("T1", "CINC", [posting(muster, n)]) for n in range(50)]
    assert [promise.result(60) for promise in promises] == [1] * 50
    for number in range(100, 104):
        assert muster.recorder.submit("T1", "CINC", [posting(muster, number)]).result(60) == 1


def test_what_the_database_refuses_is_parked_and_the_others_are_recorded(muster, incident):
    poison = posting(muster, 7, "\ud800")
    promises = [
        muster.recorder.submit("T1", "CINC", [poison if n == 7 else posting(muster, n, str(n))])
        for n in range(20)
    ]
    assert [promise.result(60) for promise in promises] == [int(n != 7) for n in range(20)]
    with muster.database.read() as session:
        assert [row.source_key for row in parking.parked(session)] == [poison.source_key]
    assert sorted(map(int, posted_texts(muster, incident))) == [n for n in range(20) if n != 7]


def test_a_row_that_is_refused_among_several_statements_undoes_them_all(muster, incident, hands):
    entry = posting(muster, 1)
    for _ in range(2):
        with muster.database.write() as session:
            if timeline.by_key(session, "T1", entry.source_key) is None:
                timeline.append(
                    session, [entry], workspace="T1", incident_id=incident.id, now=hands.now()
                )
    bad = [posting(muster, 2), entry]
    with (
        pytest.raises(Exception, match=r"(?i)unique") as caught,
        muster.database.write() as session,
    ):
        timeline.append(session, bad, workspace="T1", incident_id=incident.id, now=hands.now())
    assert parking.is_refusal(caught.value)
    assert posted_texts(muster, incident) == ["down"]


@pytest.mark.usefixtures("incident")
def test_nothing_is_told_to_be_recorded_while_the_database_takes_nothing(muster):
    muster.recorder.submit("T1", "CINC", [posting(muster, 1)]).result(60)
    with muster.database.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("ALTER TABLE entries RENAME TO entries_away")
    with pytest.raises(RecordingError):
        muster.recorder.submit("T1", "CINC", [posting(muster, 2)]).result(60)
    assert muster.recorder.failing_since
    with muster.database.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("ALTER TABLE entries_away RENAME TO entries")
    assert muster.recorder.submit("T1", "CINC", [posting(muster, 2)]).result(60) == 1
    assert muster.recorder.failing_since is None


@pytest.mark.usefixtures("incident")
def test_an_error_of_the_database_goes_to_the_logs_without_what_people_said(muster):
    with muster.database.write() as session:
        session.connection().exec_driver_sql("ALTER TABLE entry_words RENAME TO words_away")
    said = posting(muster, 1, "the password is hunter2")
    with pytest.raises(RecordingError, match="entry_words") as caught:
        muster.recorder.submit("T1", "CINC", [said]).result(60)
    assert "hunter2" not in str(caught.value)
