"""Health of a real process: what is stuck is named, and leaving is announced before it happens."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import text
from support.fleet import PATIENCE, Fleet
from support.ports import free_port
from support.world import patient, settings_for, world

from app import scheduler
from app.config import Settings
from app.flows.declare import Declaration, declare
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.values import Severity
from app.main import serve
from app.sandbox import running


def asked(here, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{here.muster.port}{path}") as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def wait_for(condition, within=60.0):
    until = time.monotonic() + within
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


@contextmanager
def blocked(database):
    """Nobody can read or write; nothing is mocked."""
    if database.is_sqlite:
        with database.write():
            yield
        return
    with database.engine.connect() as connection:
        connection.execute(text("LOCK TABLE outbox, timers, entries IN ACCESS EXCLUSIVE MODE"))
        yield
        connection.rollback()


def test_a_relay_a_tick_and_a_recorder_that_are_stuck_fail_healthz(database_url):
    with world(database_url, "http") as here:
        health, muster = here.muster.health, here.muster.built.muster
        assert asked(here, "/healthz")[0] == 200
        wait_for(lambda: asked(here, "/readyz")[0] == 200)
        workspace = here.muster.built.workspace
        asked_for = Declaration(
            workspace=workspace, by="U1", key="d", title="x", severity=Severity.SEV1
        )
        incident = declare(muster, asked_for).incident
        health.patience = 1.0
        entry = Entry(
            kind=Kind.MESSAGE_POSTED, occurred_at=muster.now(), actor="U1", source_key="k", text="x"
        )
        with blocked(muster.database):
            # From now on the tick has something to say, which it cannot keep.
            muster.clock.run_at(1.0, muster.now() + timedelta(minutes=31))
            muster.recorder.submit(workspace, "C1", [entry], incident.id)
            wait_for(lambda: len(health.alive()) == 3)
            status, said = asked(here, "/healthz")
            assert status == 503
            for name in ("relay", "tick", "recorder"):
                assert f"{name} is stuck" in said
        wait_for(lambda: asked(here, "/healthz")[0] == 200)


@pytest.mark.timeout(600)
def test_a_process_says_that_it_leaves_while_it_still_answers_and_is_gone_in_ten_seconds(tmp_path):
    # How fast a busy machine lets it go is not for a test to say; what it waits for itself is.
    assert serve.LEAVING_SECONDS + serve.STOP_SECONDS <= 10
    with running(patient()) as slack:
        port = free_port()
        settings = settings_for(slack, f"sqlite:///{tmp_path / 'muster.db'}", "http", port=port)
        fleet = Fleet(settings, tmp_path, quick=False)
        fleet.start()
        try:
            process = fleet.members[0].process
            assert answered(port) == 200
            process.terminate()
            wait_for(lambda: answered(port) == 503)
            wait_for(lambda: answered(port) == 0)
            process.join(PATIENCE)
            assert process.exitcode == 0
        finally:
            fleet.stop()


def answered(port):
    """What readyz says; 0: nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


class Outside(BaseHTTPRequestHandler):
    """Who is told that Muster lives, and does not answer before the test lets it."""

    def do_GET(self):
        self.server.heard.append(self.path)
        self.server.answers.wait(600)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words):
        pass


@pytest.fixture
def outside():
    server = HTTPServer(("127.0.0.1", 0), Outside)
    server.heard, server.answers = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.answers.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_heartbeat_goes_out_while_ticks_succeed_and_holds_no_tick_up(
    tmp_path, monkeypatch, outside
):
    monkeypatch.setattr(scheduler, "HEARTBEAT_SECONDS", 0.1)
    monkeypatch.setattr(scheduler, "TICK_SECONDS", 0.1)
    monkeypatch.setattr(scheduler, "PING_SECONDS", 600)
    url = f"http://127.0.0.1:{outside.server_port}/ping/secret"
    database = f"sqlite:///{tmp_path / 'muster.db'}"
    with world(database, "http", muster_heartbeat_url=url) as here:
        wait_for(lambda: outside.heard)
        for _ in range(4):
            beat = here.muster.scheduler.beat
            wait_for(lambda beat=beat: here.muster.scheduler.beat != beat)
        outside.answers.set()
        wait_for(lambda: len(outside.heard) >= 2)
    assert set(outside.heard) == {"/ping/secret"}


def test_a_heartbeat_address_must_be_one():
    with pytest.raises(ValueError, match="starts with https"):
        Settings(muster_heartbeat_url="file:///etc/passwd")
