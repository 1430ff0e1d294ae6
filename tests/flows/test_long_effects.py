"""Effects that take longer than a lease stay with the process that performs them."""

from __future__ import annotations

import threading

import pytest

from app.relay import Relay, loop
from app.relay.effect import Performs
from app.relay.registry import EFFECTS
from app.store import outbox
from app.store.outbox import LEASE, Effect
from app.store.tables import OutboxRow

PATIENCE = 60


@pytest.fixture
def long_one(monkeypatch):
    """The draft effect, which here lasts until it is told to end."""
    begun, end = threading.Event(), threading.Event()

    def do(_muster, _job):
        begun.set()
        assert end.wait(PATIENCE)
        return {"version": 1}

    monkeypatch.setitem(EFFECTS, "draft", Performs(do=do, long=True, step="write"))
    yield begun, end
    end.set()


def owe(muster, *lanes):
    owed = [Effect(name="draft", lane=lane, workspace="T1") for lane in lanes]
    with muster.database.write() as session:
        return outbox.queue(session, owed, muster.real())


def lease_of(muster, job_id):
    with muster.database.read() as session:
        return session.get(OutboxRow, job_id).lease_until


def wait_for(condition):
    pause = threading.Event()
    for _ in range(PATIENCE * 100):
        if condition():
            return
        pause.wait(0.01)
    pytest.fail("it never came")


def test_the_lease_is_renewed_while_a_long_effect_runs(muster, hands, long_one):
    begun, end = long_one
    [owed] = owe(muster, "draft:1")
    relay, other = Relay(muster), Relay(muster)
    relay.start()
    try:
        assert begun.wait(PATIENCE)
        hands.move(seconds=60)
        wait_for(lambda: lease_of(muster, owed) == muster.real() + LEASE)
        assert other.claim() == []
        end.set()
        wait_for(lambda: _state(muster, owed) == "done")
    finally:
        end.set()
        relay.stop()


def test_a_process_that_died_renews_nothing_and_another_goes_on(muster, hands, long_one):
    _, end = long_one
    end.set()
    [owed] = owe(muster, "draft:1")
    assert [job.id for job in Relay(muster).claim()] == [owed]
    hands.move(seconds=16)
    other = Relay(muster)
    assert other.step() == 1
    with muster.database.read() as session:
        assert session.get(OutboxRow, owed).state == "done"


def test_two_long_effects_leave_the_pool_to_everything_else(muster, long_one):
    begun, end = long_one
    owe(muster, *(f"draft:{number}" for number in range(loop.LONG_WORKERS)))
    relay = Relay(muster)
    relay.start()
    try:
        assert begun.wait(PATIENCE)
        wait_for(lambda: len(relay._long) == loop.LONG_WORKERS)
        [later] = owe(muster, "draft:later")
        assert relay.claim() == []
        end.set()
        wait_for(lambda: _state(muster, later) == "done")
    finally:
        end.set()
        relay.stop()


def _state(muster, job_id):
    with muster.database.read() as session:
        return session.get(OutboxRow, job_id).state
