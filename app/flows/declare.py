"""Declaring an incident: from the words to a stored incident whose channel is owed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.flows import acting, leaks, setup
from app.flows.muster import Muster
from app.incident.commands import Declare
from app.incident.decide import decide
from app.incident.entry import Entry
from app.incident.evolve import evolve
from app.incident.incident import REF_PREFIX, Incident
from app.incident.values import IncidentType, RefusalError, Severity, State
from app.redaction import TEAM, redact
from app.store import incidents, outbox, timeline
from app.store.outbox import Effect

#: Slack's limit for a channel name.
CHANNEL_NAME = 80
#: The same person declaring the same title again within this time meant the first one.
SAME_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a person asked for, wherever they typed or clicked it."""

    workspace: str
    by: str
    #: Unique to the press or the command.
    key: str
    title: str
    severity: Severity
    type: IncidentType = IncidentType.AVAILABILITY
    state: State = State.ACTIVE
    impact: str = ""
    near_miss: bool = False
    private: bool = False
    interval: timedelta | None = None
    started_at: datetime | None = None
    #: The conversation to answer in, and the address to answer at.
    origin_channel: str = ""
    response_url: str = ""
    #: Slack ts of the message it was declared from, and its thread's parent.
    origin_message: str = ""
    origin_thread: str = ""
    #: Declare in the origin channel instead of opening one.
    here: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """The incident, and whether this declaration had been kept before."""

    incident: Incident
    repeated: bool


def declare(muster: Muster, asked: Declaration) -> Declared:
    """Store the incident and owe its channel; declaring twice is one incident.

    Raises:
        RefusalError: from the decision, or when the same person has just declared the
            same title.
    """
    with muster.database.write() as session:
        session.info["what"] = "Declare"
        # Of two processes that are asked the same, the second must see what the first kept.
        incidents.lock_workspace(session, asked.workspace)
        known = timeline.by_key(session, asked.workspace, f"{asked.key}#0")
        if known:
            found = incidents.get(session, int(known.data["incident"]))
            if found:
                return Declared(found, repeated=True)
        _refuse_same(muster, session, asked)
        if asked.here:
            _refuse_taken(session, asked)
        incident = _store(muster, session, asked)
        outbox.queue(session, [_first_effect(incident, asked)], muster.real())
        return Declared(incident, repeated=False)


def _refuse_same(muster: Muster, session: Session, asked: Declaration) -> None:
    title = " ".join(asked.title.split()).casefold()
    for incident in incidents.listed(session, asked.workspace, open_only=True, limit=10):
        recent = muster.now() - incident.declared_at < SAME_WITHIN
        if recent and incident.declared_by == asked.by and incident.title.casefold() == title:
            where = f"<#{incident.channel}>" if incident.channel else "its channel is being opened"
            raise RefusalError(
                f"You declared {incident.ref} with this title just now: {where}. "
                "If it is another one, give it another title."
            )


def _refuse_taken(session: Session, asked: Declaration) -> None:
    if asked.origin_channel.startswith("D"):
        raise RefusalError(
            "A direct message cannot be an incident's channel. Declare without `here`: "
            "a channel is opened for it."
        )
    taken = incidents.by_channel(session, asked.workspace, asked.origin_channel)
    if taken and taken.is_open:
        raise RefusalError(
            f"This channel is {taken.ref} already. Declare from another conversation, or "
            f"`/incident reopen` and `/incident set title …` if it changed."
        )


def _store(muster: Muster, session: Session, asked: Declaration) -> Incident:
    number = incidents.next_number(session, asked.workspace)
    incident_id = incidents.reserve(session, asked.workspace, number, muster.now())
    command = Declare(
        by=asked.by,
        key=asked.key,
        incident=incident_id,
        workspace=asked.workspace,
        number=number,
        title=asked.title,
        severity=asked.severity,
        type=asked.type,
        state=asked.state,
        impact=asked.impact,
        near_miss=asked.near_miss,
        private=asked.private,
        interval=asked.interval,
        started_at=asked.started_at,
        origin_channel=asked.origin_channel,
        origin_message=asked.origin_message,
        here=asked.here,
        announce_channel=muster.announce_channel,
    )
    drafts: list[Entry] = decide(None, command, muster.now(), muster.policy)
    first = replace(drafts[0], seq=1)
    incident = evolve(None, first)
    stored = timeline.append(
        session,
        [first],
        workspace=asked.workspace,
        incident_id=incident_id,
        now=muster.now(),
    )
    acting.settle(muster, session, incident)
    outbox.queue(session, leaks.warnings(incident, stored), muster.real())
    return incident


def _first_effect(incident: Incident, asked: Declaration) -> Effect:
    answer = {"channel": asked.origin_channel, "user": asked.by, "url": asked.response_url}
    payload = {
        "here": asked.origin_channel if asked.here else "",
        "answer": answer,
        "origin": {"message": asked.origin_message, "thread": asked.origin_thread},
    }
    return setup.opening(incident, payload)


def channel_name(incident: Incident, suffix: int = 1) -> str:
    """`inc-42-checkout-returns-502`: letters, digits and dashes, at most 80 of them.

    A private incident's channel bears no title: names of private channels leak into
    exports, audit logs and other apps. A secret in the title is in no name either.
    """
    head = f"{REF_PREFIX.lower()}-{incident.number}"
    tail = f"-{suffix}" if suffix > 1 else ""
    if incident.private:
        return f"{head}{tail}"
    shown = redact(incident.title, TEAM).text
    folded = unicodedata.normalize("NFKD", shown.lower())
    ascii_only = folded.encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    room = CHANNEL_NAME - len(head) - len(tail) - 1
    slug = slug[:room].rstrip("-")
    return f"{head}-{slug}{tail}" if slug else f"{head}{tail}"
