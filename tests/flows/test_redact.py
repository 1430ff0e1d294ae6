"""Redacting: afterwards the words are nowhere at rest, and the log is whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from app.flows import steps
from app.flows.lookup import items_of
from app.flows.postmortem import newest, write_draft
from app.flows.redact import redact
from app.flows.verify import all_incidents, verify
from app.incident.commands import MakeCheckpoint, Note, RedactEntry, SetImpact
from app.incident.evolve import fold
from app.incident.kinds import Kind
from app.incident.values import RefusalError
from app.store import incidents, timeline
from app.store.search import Scope, matching, parse
from tests.flows.evidence import declared, deliver, edit, message

SECRET = "hunter2correcthorse"
TS = "1773057600.000100"
FIRST = message(f"the password is {SECRET}", TS)
QUOTED = f"Log in with the password is {SECRET} and look"


@pytest.fixture
def leaked(muster):
    """An incident in which a password was pasted, edited, and quoted by what was made of it."""
    incident = declared(muster)
    deliver(muster, message("checkout returns 502", "1773057599.000100", user="U3"))
    deliver(muster, FIRST)
    deliver(muster, edit(f"the password is {SECRET}!", FIRST, "1773057610.000000"))
    deliver(muster, {**edit("never mind", FIRST, "1773057620.000000")})
    said = [Note(by="U1", key="n", kind=Kind.HYPOTHESIS_NOTED, text=QUOTED)]
    for command in (*said, SetImpact(by="U1", key="i", impact=f"The password is {SECRET}")):
        steps.step(muster, incident.id, command)
    deliver(
        muster,
        {
            "type": "reaction_added",
            "user": "U1",
            "reaction": "pushpin",
            "item": {"type": "message", "channel": "C1", "ts": TS},
            "event_ts": "1773057625.000100",
        },
    )
    steps.make_checkpoint(muster, incident.id, MakeCheckpoint(by="U1", key="c"))
    write_draft(muster, incident.id, "U1", "draft:1")
    quoting = {"it": json.dumps({"quote": f"password is {SECRET}"})}
    with muster.database.write() as session:
        session.execute(text("UPDATE postmortems SET review = :it"), quoting)
        session.execute(text("UPDATE outbox SET result = :it WHERE effect = 'post'"), quoting)
    return incident


def entry_of(muster, incident, ts=TS):
    with muster.database.read() as session:
        return timeline.about_message(session, incident.id, ts)[0]


def at_rest(muster) -> bytes:
    """Everything that the database holds, as bytes."""
    if muster.database.is_sqlite:
        path = Path(muster.database.engine.url.database)
        return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    with muster.database.read() as session:
        tables = session.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ).scalars()
        rows = [str(session.execute(text(f'SELECT * FROM "{one}"')).all()) for one in tables]
    return "\n".join(rows).encode()


def redacted(muster, incident, by="U1", **more):
    entry = entry_of(muster, incident)
    return redact(muster, incident.id, RedactEntry(by=by, key="command:r", entry=entry.id, **more))


def test_the_words_are_nowhere_any_more_and_that_they_went_stays(muster, leaked):
    assert SECRET.encode() in at_rest(muster)
    done = redacted(muster, leaked, reason=f"a password, {SECRET}")
    assert SECRET.encode() not in at_rest(muster)
    item = next(one for one in items_of(muster, leaked) if one.entry.message_ts == TS)
    assert (item.text, item.redacted_by, item.actor) == ("", "U1", "U2")
    with muster.database.read() as session:
        (said,) = timeline.entries(session, leaked.id, kinds=[Kind.ENTRY_REDACTED])
        incident = incidents.get(session, leaked.id)
        assert incident == fold(timeline.state_entries(session, leaked.id))
    assert said.text == f"redacted {done.entry.ref}: a password, [redacted]"
    assert incident.title == leaked.title
    assert "[redacted]" in incident.impact
    assert done.quoting
    assert done.in_document
    assert "[redacted]" in newest(muster, leaked).document.model_dump_json()
    (checked,) = verify(muster, all_incidents(muster))
    assert checked.verified.broken is None


def test_the_words_cannot_be_found_and_do_not_come_back(muster, leaked):
    redacted(muster, leaked)
    deliver(muster, edit(f"again {SECRET}", FIRST, "1773057700.000000"))
    deliver(muster, FIRST)
    assert SECRET.encode() not in at_rest(muster)
    with muster.database.read() as session:
        scope = Scope(workspace="T1")
        assert matching(session, parse(SECRET), scope) == []
        assert matching(session, parse("checkout"), scope)
    (checked,) = verify(muster, all_incidents(muster))
    assert checked.verified.broken is None


def test_what_people_wrote_in_a_state_entry_goes_and_the_incident_still_folds(muster, leaked):
    with muster.database.read() as session:
        (impact,) = timeline.entries(session, leaked.id, kinds=[Kind.IMPACT_SET])
    redact(muster, leaked.id, RedactEntry(by="U1", key="command:r", entry=impact.id))
    with muster.database.read() as session:
        incident = incidents.get(session, leaked.id)
        assert incident == fold(timeline.state_entries(session, leaked.id))
    assert incident.impact == "[redacted]"
    (checked,) = verify(muster, all_incidents(muster))
    assert checked.verified.broken is None


def test_who_may_not_redact_and_what_holds_no_words_is_refused(muster, leaked):
    with pytest.raises(RefusalError, match="commander"):
        redacted(muster, leaked, by="U9")
    assert SECRET.encode() in at_rest(muster)
    redacted(muster, leaked)
    with pytest.raises(RefusalError, match="already"):
        redact(
            muster,
            leaked.id,
            RedactEntry(by="U1", key="command:2", entry=entry_of(muster, leaked).id),
        )
    with pytest.raises(RefusalError, match="no entry"):
        redact(muster, leaked.id, RedactEntry(by="U1", key="command:3", entry=10**9))


def test_pressing_twice_is_one_redaction(muster, leaked):
    redacted(muster, leaked)
    redacted(muster, leaked)
    with muster.database.read() as session:
        assert len(timeline.entries(session, leaked.id, kinds=[Kind.ENTRY_REDACTED])) == 1


def test_what_is_made_afterwards_is_made_without_the_words(muster, leaked):
    redacted(muster, leaked)
    drafted = write_draft(muster, leaked.id, "U1", "draft:2")
    made = steps.make_checkpoint(muster, leaked.id, MakeCheckpoint(by="U1", key="c2"))
    assert SECRET not in drafted.document.model_dump_json()
    assert SECRET not in str(made.entries[0].data)
    assert SECRET.encode() not in at_rest(muster)


def test_an_incident_that_bears_the_beginning_of_a_message_as_its_title_loses_it(muster):
    words = f"Somebody left  the key {SECRET} in the settings and it is in every region now"
    title = f"{' '.join(words.split())[:60].rstrip()}…"
    incident = declared(muster, title=title, private=True)
    deliver(muster, message(words, TS))
    redacted(muster, incident)
    assert SECRET.encode() not in at_rest(muster)
    with muster.database.read() as session:
        (first,) = timeline.entries(session, incident.id, kinds=[Kind.INCIDENT_DECLARED])
    assert first.text == "declared SEV2: [redacted]"
