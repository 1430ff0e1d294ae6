"""Performing one claimed effect, and settling how it went."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from app.flows import answers, refused
from app.flows.aloud import Where
from app.flows.muster import Muster
from app.relay.effect import Performs, Result
from app.relay.hold import POST, Hold, LetGoError
from app.relay.registry import EFFECTS
from app.slack.errors import INSTALLATION, SlackError
from app.store import limits, outbox
from app.store.lanes import channel_of
from app.store.outbox import Job
from app.store.recording.parking import is_passing
from app.store.refusals import GIVE_UP

log = logging.getLogger(__name__)

#: After an attempt without an answer: long enough for Slack to show what it did.
SETTLE = timedelta(seconds=2)
#: An effect that a defect of ours stops is tried so often: it may be another's doing.
DEFECT_TRIES = 5
#: How often a transaction is tried that lost against another, such as in a deadlock.
SETTLE_TRIES = 3
_LONGEST_WAIT = 60.0

DEFECT_REMEDY = "It is in Muster's log: please report it"
#: Where something was to be said, in words.
_PLACES: dict[str, str] = {
    Where.CHANNEL: "in the channel",
    Where.ANNOUNCE: "in the announcement channel",
    Where.THREAD: "in the channel",
    Where.OWNER: "to who owes the update",
    Where.PERSON: "to who it is about",
    Where.FALLBACK: "to the fallback of escalations",
    Where.DECLARER: "to who declared it",
}

#: The database is away: nothing can be settled, and the lease ends by itself.
_AWAY = (OperationalError, InterfaceError, PoolTimeoutError)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an effect is given up: for the outbox, and for a person."""

    error: str
    says: str
    remedy: str


def perform(muster: Muster, owner: str, hold: Hold) -> None:
    """Perform one claimed effect and settle it; nothing that goes wrong leaves here."""
    try:
        _attempt(muster, owner, hold)
    except _AWAY as error:
        log.warning("outbox row %s waits for the database: %s", hold.job.id, error)
    except Exception as error:  # noqa: BLE001 - the relay's edge: a poison row must not end it
        _defect(muster, owner, hold.job, error)


def _attempt(muster: Muster, owner: str, hold: Hold) -> None:
    job = hold.job
    performs = EFFECTS[job.effect]
    try:
        result = _result(performs, hold.muster, job)
    except SlackError as error:
        _settle_error(muster, owner, job, error)
    except LetGoError:
        _let_go(muster, owner, hold)
    else:
        _settle_surely(muster, owner, job, result)


def _result(performs: Performs, muster: Muster, job: Job) -> Result:
    if job.doubtful and performs.once:
        return {"unknown": True}
    if job.doubtful and performs.look:
        found = performs.look(muster, job)
        if found is not None:
            return found
    return performs.do(muster, job)


def _settle_surely(muster: Muster, owner: str, job: Job, result: Result) -> None:
    """Settle again what lost against another transaction; to wait for the lease would be long."""
    for _ in range(SETTLE_TRIES - 1):
        try:
            _settle(muster, owner, job, result)
        except OperationalError as error:
            if not is_passing(error):
                raise
        else:
            return
    _settle(muster, owner, job, result)


def _settle(muster: Muster, owner: str, job: Job, result: Result) -> None:
    performs = EFFECTS[job.effect]
    with muster.database.write() as session:
        if not outbox.finish(session, job, owner, muster.real(), result):
            # The lease went to another process; what it finds is what counts.
            return
        pace(muster, session, job, result)
        if job.incident_id:
            answers.step_done(muster, session, job, step_of(job))
        if not result.get("void") and not result.get("unknown"):
            performs.then(muster, session, job, result)


def pace(muster: Muster, session: Session, job: Job, result: Result) -> None:
    """Slack takes one message a second in a channel, and a short burst: two, then one a second."""
    if EFFECTS[job.effect].method == POST and "ts" in result:
        for name in _limited(job, str(result["channel"])):
            limits.space_out(session, job.workspace, POST, name, muster.real())


def _limited(job: Job, channel: str) -> list[str]:
    """The names that a channel's limit is kept under: its own, and the one its lane bears.

    Messages to a person share a lane that is named before their conversation is known.
    Sorted: two processes lock the rows in one order.
    """
    return sorted({channel, channel_of(job.lane) or channel})


def _settle_error(muster: Muster, owner: str, job: Job, error: SlackError) -> None:
    now = muster.real()
    log.info("%s of outbox row %s: %s", job.effect, job.id, error)
    doubtful = job.doubtful or error.ambiguous
    if error.retry_after is not None:
        until = now + timedelta(seconds=error.retry_after)
        names = _limited(job, error.channel) if error.method == POST else [""]
        with muster.database.write() as session:
            # Slack did not even look at it: no attempt to count.
            outbox.again(
                session, job, owner, until, str(error), doubtful=job.doubtful, counted=False
            )
            for name in names:
                limits.limit_method(session, job.workspace, error.method, until, name)
    elif error.transient and now - job.created_at < GIVE_UP:
        with muster.database.write() as session:
            when = now + backoff(job, ambiguous=error.ambiguous)
            outbox.again(session, job, owner, when, str(error), doubtful=doubtful)
    elif error.code in INSTALLATION and now - job.created_at < GIVE_UP:
        with muster.database.write() as session:
            outbox.again(session, job, owner, now, str(error), doubtful=job.doubtful, counted=False)
        refused.note(muster, job.workspace, error.code)
    else:
        _give_up(muster, owner, job, Cause(str(error), error.says, error.remedy))


def backoff(job: Job, *, ambiguous: bool) -> timedelta:
    """How long to wait before the next attempt: 1 s doubling to 60 s; after doubt at least 2 s."""
    wait = timedelta(seconds=min(2.0 ** (job.attempts - 1), _LONGEST_WAIT))
    return max(wait, SETTLE) if ambiguous else wait


def _let_go(muster: Muster, owner: str, hold: Hold) -> None:
    """Give an effect to whoever comes next; once a call went out it must look first."""
    job, doubtful = hold.job, hold.job.doubtful or hold.calls > 0
    with muster.database.write() as session:
        outbox.again(
            session, job, owner, muster.real(), "", doubtful=doubtful, counted=hold.calls > 0
        )


def _defect(muster: Muster, owner: str, job: Job, error: Exception) -> None:
    """Push a row that breaks us forward and report it; in the end it is dead."""
    log.error("%s of outbox row %s broke", job.effect, job.id, exc_info=error)
    name = type(error).__name__
    cause = Cause(f"{name}: {error}"[:500], f"Muster itself broke at it ({name})", DEFECT_REMEDY)
    try:
        if job.attempts >= DEFECT_TRIES:
            _give_up(muster, owner, job, cause)
            return
        when = muster.real() + backoff(job, ambiguous=True)
        with muster.database.write() as session:
            outbox.again(session, job, owner, when, cause.error, doubtful=True)
    except Exception as worse:
        log.exception("outbox row %s could not be put off", job.id, exc_info=worse)


def _give_up(muster: Muster, owner: str, job: Job, cause: Cause) -> None:
    """A dead letter; people are told, unless it was such a note or need not have arrived."""
    note = job.payload.get("template") == "step_failed"
    tell = job.incident_id and not note and not EFFECTS[job.effect].once
    try:
        with muster.database.write() as session:
            dead = outbox.fail(session, job, owner, muster.real(), cause.error)
            if dead and tell:
                step, says, remedy = step_of(job), cause.says, cause.remedy
                answers.step_failed(muster, session, job, step=step, says=says, remedy=remedy)
    except _AWAY:
        raise
    except Exception as worse:
        log.exception("nobody can be told of outbox row %s", job.id, exc_info=worse)
        with muster.database.write() as session:
            outbox.fail(session, job, owner, muster.real(), cause.error)


def step_of(job: Job) -> str:
    """What could not be done, in words that follow "could not"."""
    place = _PLACES.get(str(job.payload.get("where", "")), "")
    return EFFECTS[job.effect].step.format(place=place)
