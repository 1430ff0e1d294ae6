"""Redacting: the words go everywhere at rest; that they went, and by whom, stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy.orm import Session

from app.flows import acting
from app.flows.inbox import own
from app.flows.muster import Muster
from app.incident.commands import RedactEntry
from app.incident.entry import Entry
from app.incident.evolve import fold
from app.incident.incident import Incident
from app.incident.kinds import EntryClass, Kind
from app.incident.values import RefusalError
from app.redaction.quotes import Quoted, blanked, texts_under, without
from app.slack.evidence import Place
from app.store import chain, channels, erasing, incidents, outbox, timeline
from app.store.erasing import Held, Left
from app.store.outbox import Effect

#: Fields of an entry's data that hold what people wrote.
PROSE = frozenset(
    {
        "evidence",
        "factor",
        "impact",
        "known",
        "mitigation",
        "note",
        "reason",
        "restatement",
        "signal",
        "text",
        "title",
        "unknown",
        "value",
        "verification",
    }
)
_NOT_RECORDED = "That message is in no record that you can see: there is nothing to redact."
#: About the log itself; there is nothing in them that anybody wrote.
_BARE = (Kind.ENTRY_REDACTED, Kind.SOURCE_LINKED)


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was redacted, and where Slack still shows it."""

    entry: Entry
    #: Entries in which Muster had quoted it, with the messages that carry them.
    quoting: Sequence[Held]
    #: A postmortem had quoted it, or its review.
    in_document: bool = False


def redact(muster: Muster, incident_id: int, command: RedactEntry) -> Redacted:
    """Take an entry's words out of the log and of everything made from it.

    Raises:
        RefusalError: when there is no such entry, it holds no words any more, or the
            policy does not let this person.
    """
    with muster.database.write() as session:
        incident = incidents.lock(session, incident_id)
        entry = _entry(session, incident, command.entry)
        if incident is None or timeline.by_key(session, incident.workspace, f"{command.key}#0"):
            return Redacted(entry, ())
        _refuse_again(entry)
        done = _redact(muster, session, incident, entry, command)
        # Owed as well: a crash right after the commit must not leave the words in a file.
        outbox.queue(session, [scouring(incident)], muster.real())
    if muster.database.is_sqlite:
        muster.database.scour()
    return done


def scouring(incident: Incident) -> Effect:
    """The effect of leaving nothing readable of what was overwritten."""
    name = "record.scour"
    return Effect(name=name, lane=name, workspace=incident.workspace, replaces=name)


def _entry(session: Session, incident: Incident | None, entry_id: int) -> Entry:
    found = timeline.by_ids(session, incident.id, [entry_id]) if incident else []
    if not found:
        raise RefusalError(
            f"E{entry_id} is no entry of this incident. `/incident timeline` shows them; or use "
            "the message shortcut “Redact from the record”."
        )
    if found[0].kind in _BARE:
        raise RefusalError(f"E{entry_id} holds nobody's words: there is nothing to redact.")
    return found[0]


def _refuse_again(entry: Entry) -> None:
    if "redacted" in entry.data:
        raise RefusalError(f"{entry.ref} is redacted already (E{entry.data['redacted']}).")


def _redact(
    muster: Muster, session: Session, incident: Incident, entry: Entry, command: RedactEntry
) -> Redacted:
    # Before the id: along the log ids ascend.
    chain.lock_head(session, incident.id)
    (redaction,) = timeline.new_ids(session.connection(), 1)
    rows = erasing.same_words(session, incident.id, entry)
    quoted = Quoted(_texts(rows), frozenset(row.id for row in rows))
    emptied = [erasing.left(row, "", _emptied(entry, row, redaction)) for row in rows]
    quoting = _without_quotes(session, incident, quoted)
    changed = [*emptied, *quoting]
    command = replace(
        command,
        id=redaction,
        reason=without(command.reason, quoted),
        left={str(one.row.link_no): one.commitment.hex() for one in changed},
    )
    acting.act(muster, session, incident.id, command)
    erasing.overwrite(session, changed, redaction)
    erasing.count(session, incident.id)
    documents = erasing.elsewhere(session, incident.id, partial(without, quoted=quoted))
    if entry.message_ts:
        places = {entry.channel, incident.channel}
        erasing.unpark(session, incident.workspace, places, entry.message_ts)
    # The snapshot is the fold of what is left, and the register follows it.
    acting.settle(muster, session, fold(timeline.state_entries(session, incident.id)))
    return Redacted(entry, [one.row for one in quoting], documents)


def _texts(rows: Sequence[Held]) -> tuple[str, ...]:
    texts = [row.text for row in rows]
    texts += [text for row in rows for text in texts_under(row.data, PROSE)]
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def _emptied(entry: Entry, row: Held, redaction: int) -> dict[str, object]:
    """What is left of the data: of evidence nothing, of state what the fold needs."""
    if entry.entry_class is EntryClass.EVIDENCE:
        return {"redacted": redaction}
    return {**blanked(row.data, PROSE), "redacted": redaction}


def _without_quotes(session: Session, incident: Incident, quoted: Quoted) -> list[Left]:
    found = []
    for row in erasing.said_by_muster(session, incident.id):
        if row.id in quoted.entries or row.kind in _BARE:
            continue
        text, data = without(row.text, quoted), without(row.data, quoted)
        if text != row.text or data != row.data:
            found.append(erasing.left(row, text, data))
    return found


def incident_with(
    muster: Muster, workspace: str, person: str, channel: str, message_ts: str
) -> Incident:
    """The incident whose record holds a message, also one that was brought from elsewhere.

    Raises:
        RefusalError: when none does that the person may see.
    """
    with muster.database.read() as session:
        here = incidents.by_channel(session, workspace, channel)
        known_as = channels.in_log(session, workspace, channel)
        key = Place(own(muster.identities[workspace]), known_as).key(message_ts, "posted")
        elsewhere = timeline.incident_with(session, workspace, key)
        found = incidents.get(session, elsewhere) if elsewhere else here
        if found and (found == here or incidents.visible(session, found, person)):
            return found
    raise RefusalError(_NOT_RECORDED)


def entry_about(muster: Muster, incident: Incident, channel: str, message_ts: str) -> int:
    """The entry that a message was recorded as.

    Raises:
        RefusalError: when it was not recorded.
    """
    with muster.database.read() as session:
        about = timeline.about_message(session, incident.id, message_ts)
        known_as = channels.in_log(session, incident.workspace, channel)
    told = [one for one in about if one.channel == known_as and one.kind not in _BARE]
    if not told:
        raise RefusalError(_NOT_RECORDED)
    return told[0].id
