"""Publishing a postmortem: what speaks against it, the decision, and what is owed for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.flows import acting
from app.flows.aloud import effect
from app.flows.muster import Muster
from app.flows.postmortem import Drafted
from app.incident.commands import Recorded
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import RefusalError, State
from app.postmortem.wide import PrivateError, wide_version
from app.store import outbox, people, postmortems


class Readers(StrEnum):
    """For whom a version is published."""

    #: Names are kept.
    INTERNAL = "internal"
    #: People become roles, vendors generic words unless confirmed.
    WIDE = "wide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What somebody decided to publish."""

    readers: Readers
    #: Vendors that may be named to wide readers.
    vendors: tuple[str, ...] = ()
    #: Why it is published against the review; empty: nothing speaks against it.
    reason: str = ""
    #: Another channel that the person chose; empty: the incident's own alone.
    share_to: str = ""


def objections(drafted: Drafted) -> tuple[str, ...]:
    """What speaks against publishing a version, to be overridden with a reason only."""
    return tuple(_objections(drafted))


def _objections(drafted: Drafted) -> Iterator[str]:
    review, waiting = drafted.version.review, drafted.document.wording.open
    if review is None:
        yield "it is not reviewed"
    elif review["verdict"] != "ready":
        counts = ", ".join(f"{n} {name}" for name, n in review["counts"].items() if n)
        yield f"its review says: {review['D']['verdict']} ({counts})"
    if waiting:
        yield f"{waiting} sentences of a model are not accepted"


def must_be_over(drafted: Drafted) -> None:
    """Only a finished document of a finished incident is published.

    Raises:
        RefusalError: when the incident is open, or the version was drafted while it was.
    """
    incident = drafted.incident
    if incident.is_open and incident.state is not State.POST_INCIDENT:
        raise RefusalError(f"{incident.ref} is {incident.phase}. `/incident resolve` it first.")
    if drafted.document.is_interim:
        raise RefusalError(
            f"Version {drafted.version.version} was drafted while the incident was open and draws "
            "no conclusions. Draft it again, then publish that."
        )


def publish(muster: Muster, drafted: Drafted, wanted: Publication, by: str, key: str) -> None:
    """Publish a version: into the log, and into the incident's channel.

    Another channel gets it because this person chose it, and for no other reason.

    Raises:
        RefusalError: when it may not be published so; its field names the form's field.
    """
    incident, number = drafted.incident, drafted.version.version
    against = objections(drafted)
    must_be_over(drafted)
    _must_be_allowed(incident, wanted)
    if against and not wanted.reason.strip():
        raise RefusalError(f"Say why all the same: {'; '.join(against)}.", "reason")
    data = {
        "version": number,
        "readers": wanted.readers.value,
        "vendors": list(wanted.vendors),
        "against": list(against),
        "reason": wanted.reason.strip() if against else "",
        "shared_to": wanted.share_to,
    }
    text = f"published the postmortem, version {number}, for {wanted.readers} readers"
    if against:
        text += f", although {'; '.join(against)}: {wanted.reason.strip()}"
    command = Recorded(by=by, key=key, kind=Kind.POSTMORTEM_PUBLISHED, text=text, data=data)
    with muster.database.write() as session:
        kept = acting.act(muster, session, incident.id, command)
        if kept.repeated:
            return
        postmortems.publish(session, incident.id, number, muster.now())
        payload = {**data, "entry": kept.entries[0].id}
        owed = [effect(incident, "publish.canvas", f"publish:{incident.id}", payload)]
        if wanted.share_to:
            there = {**payload, "channel": wanted.share_to}
            owed.append(effect(incident, "publish.upload", f"publish:{incident.id}", there))
        outbox.queue(session, owed, muster.real())


def _must_be_allowed(incident: Incident, wanted: Publication) -> None:
    if not incident.private:
        return
    if wanted.readers is Readers.WIDE or wanted.share_to:
        raise RefusalError(
            f"{incident.ref} is private: it is published to the people in its channel only.",
            "readers" if wanted.readers is Readers.WIDE else "share_to",
        )


def for_readers(
    muster: Muster, drafted: Drafted, readers: Readers, vendors: Iterable[str] = ()
) -> Drafted:
    """A version as these readers may have it.

    Raises:
        RefusalError: when there is no version of it for them.
    """
    if readers is Readers.INTERNAL:
        return drafted
    with muster.database.read() as session:
        colleagues = people.names(session, drafted.incident.workspace).values()
    try:
        return replace(drafted, document=wide_version(drafted.document, vendors, colleagues))
    except PrivateError as error:
        raise RefusalError(str(error)) from error
