"""`muster serve`: everything that runs, started and stopped in order."""

from __future__ import annotations

import gc
import logging
import signal
import socket as network
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import uvicorn
from filelock import FileLock, Timeout
from slack_bolt import App
from sqlalchemy.exc import SQLAlchemyError

from app import fault_points
from app.flows import listening, replanning
from app.listeners import bolt
from app.listeners.sockets import Sockets
from app.main.build import Built, StartError
from app.relay import Relay, refusal
from app.relay.alarm import alarmed
from app.relay.people import sync_effect
from app.scheduler import Scheduler
from app.slack.errors import CALL_FAILURES, from_exception
from app.store import outbox
from app.store.database import Database
from app.store.living import Living
from app.web.health import Health
from app.web.server import Parts, serve_all

log = logging.getLogger(__name__)

#: A graceful stop finishes or hands back within 10 s: these after we said that we leave.
STOP_SECONDS = 8.0
#: How long we say that we are not ready before we stop taking requests, seconds: whoever
#: sends them here must have time to ask.
LEAVING_SECONDS = 2.0
#: How long a signal may lie before it is heeded, seconds.
LOOK_SECONDS = 0.5
#: Of the stop so many seconds are left to who is being answered at that moment.
ANSWER_SECONDS = 3.0


@dataclass(slots=True)
class Serving:
    """A running Muster."""

    built: Built
    app: App
    #: None: events come over HTTP.
    sockets: Sockets | None
    relay: Relay
    scheduler: Scheduler
    living: Living
    health: Health
    server: uvicorn.Server
    port: int


@contextmanager
def one_process(database: Database) -> Iterator[None]:
    """Hold the SQLite file for this process, however DATABASE_URL spells it.

    Raises:
        StartError: when another `muster serve` has it.
    """
    path = _file_of(database)
    if not path:
        yield
        return
    lock = FileLock(str(Path(path).resolve()) + ".serve-lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StartError(
            f"Another `muster serve` uses {path}. SQLite takes one process: stop the other, or "
            "move to PostgreSQL (DATABASE_URL=postgresql://…), which takes any number."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _file_of(database: Database) -> str:
    """The file that SQLite has opened; empty: it is in memory, or this is PostgreSQL."""
    if not database.is_sqlite:
        return ""
    with database.engine.connect() as connection:
        file = "SELECT file FROM pragma_database_list WHERE name = 'main'"
        return str(connection.exec_driver_sql(file).scalar_one())


@contextmanager
def serving(built: Built) -> Iterator[Serving]:
    """Start everything; stop it gracefully at the end."""
    settings, muster = built.settings, built.muster
    with one_process(muster.database):
        app = bolt.build(muster, settings.slack_signing_secret, built.workspace)
        token, again = settings.slack_app_token, partial(listening.reconnected, muster)
        sockets = Sockets(app, token, again) if token else None
        connected = sockets.is_connected if sockets else lambda: True
        relay, recorder = Relay(muster), muster.recorder
        url = settings.muster_heartbeat_url
        living = Living(muster.database)
        asking: Callable[[], None] = partial(refusal.ask, muster)
        showing: Callable[[], None] = partial(_show_life, living)
        jobs = {
            **alarmed(muster),
            asking: refusal.ASK_SECONDS,
            showing: listening.HEARD_SECONDS,
        }
        scheduler = Scheduler(muster, connected, jobs, url)
        beats = {
            "relay": lambda: relay.beat,
            "tick": lambda: scheduler.beat,
            "recorder": lambda: time.monotonic() - recorder.busy_seconds,
        }
        health = Health(muster, beats)
        parts = Parts(muster, app, settings.slack_signing_secret, health)
        door = _listen(settings.host, settings.port)
        config = uvicorn.Config(
            serve_all(parts),
            log_level="warning",
            access_log=False,
            # Nothing asks for the sender's address: what counts is Slack's signature.
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
        server, port = uvicorn.Server(config), door.getsockname()[1]
        running = Serving(built, app, sockets, relay, scheduler, living, health, server, port)
        with _started(running, door):
            yield running


def _listen(host: str, port: int) -> network.socket:
    family = network.AF_INET6 if ":" in host else network.AF_INET
    door = network.socket(family, network.SOCK_STREAM)
    door.setsockopt(network.SOL_SOCKET, network.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        # From here on a request waits instead of being refused while the server starts.
        door.listen(2048)
    except OSError as error:
        door.close()
        raise StartError(
            f"HOST={host} PORT={port} cannot be used: {error.strerror}. Choose another PORT."
        ) from error
    return door


@contextmanager
def _started(running: Serving, door: network.socket) -> Iterator[None]:
    """Recorder first, sockets last; at the end the other way round."""
    muster = running.built.muster
    web = threading.Thread(
        target=running.server.run, kwargs={"sockets": [door]}, name="web", daemon=True
    )
    muster.recorder.start()
    listening.started(muster, alone=running.living.begin())
    refusal.ask(muster)
    replanning.replan(muster)
    with muster.database.write() as session:
        outbox.queue(session, [sync_effect(running.built.workspace)], muster.real())
    web.start()
    # What a downtime left in the outbox may be said by the catch-up: that is queued first.
    running.scheduler.tick()
    running.relay.start()
    running.scheduler.start()
    hang_up: Callable[[], None] = lambda: None  # noqa: E731 - until there is a socket
    try:
        hang_up = _socket_mode(running)
        yield
    finally:
        until = time.monotonic() + STOP_SECONDS
        running.health.stopping = True
        running.scheduler.listen()
        running.relay.drain()
        hang_up()
        running.server.should_exit = True
        web.join(STOP_SECONDS / 2)
        running.scheduler.stop(_left(until))
        if not running.relay.stop(_left(until)):
            log.warning("what is still under way is left to its lease")
        muster.recorder.stop(_left(until))
        running.living.end()
        muster.database.dispose()


def _show_life(living: Living) -> None:
    try:
        living.hold()
    except SQLAlchemyError as error:
        log.warning("other processes cannot know that this one lives: %s", error)


def _left(until: float) -> float:
    """Seconds of the graceful stop that are left; a last second for each part."""
    return max(until - time.monotonic(), 1.0)


def _socket_mode(running: Serving) -> Callable[[], None]:
    """Connect when there is an app token; returns what disconnects."""
    sockets = running.sockets
    if sockets is None:
        return lambda: None
    try:
        sockets.connect()
    except CALL_FAILURES as error:
        says = from_exception("apps.connections.open", error).says
        raise StartError(
            f"Slack does not take SLACK_APP_TOKEN ({says} to apps.connections.open). It starts "
            "with xapp- and needs the scope connections:write (Basic Information, App-Level Tokens)."
        ) from error
    return partial(sockets.hang_up, ANSWER_SECONDS)


def interruption() -> Callable[[], None]:
    """Heed SIGINT and SIGTERM from now on; returns what waits for one of them."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def wait() -> None:
        # Not for ever: a signal that the system hands to another thread does not wake this
        # one, which alone runs the handlers.
        while not stop.wait(LOOK_SECONDS):
            pass

    return wait


def serve(built: Built, ready: Callable[[Serving], None]) -> None:
    """Serve until SIGINT or SIGTERM, and a little longer: not ready, but still answering."""
    _arm(built.settings.muster_fault_point)
    wait = interruption()
    with serving(built) as running:
        ready(running)
        # What is there now stays to the end. Looking through it for garbage would stop
        # everybody for a tenth of a second, again and again.
        gc.collect()
        gc.freeze()
        wait()
        running.health.stopping = True
        running.relay.drain()
        time.sleep(LEAVING_SECONDS)


def _arm(plan: str) -> None:
    try:
        fault_points.arm(plan)
    except ValueError as error:
        raise StartError(f"MUSTER_FAULT_POINT: {error}. Only tests set it.") from error
    if plan:
        log.warning("MUSTER_FAULT_POINT is set: this process may kill itself (%s)", plan)
