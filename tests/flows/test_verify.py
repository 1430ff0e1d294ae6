"""`muster verify`: whoever changes the log without its key is found, and where."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from app.flows.redact import redact
from app.flows.verify import all_incidents, verify
from app.incident.commands import RedactEntry
from app.main.cli import cli
from tests.flows.evidence import declared, deliver, edit, message

#: All but its place of an entry, once more.
_FIELDS = (
    "workspace_id, incident_id, entry_class, kind, version, occurred_at, recorded_at, actor,"
    " text, channel, source_url, message_ts, thread, data, salt, commitment, link"
)
COPIED = (
    f"INSERT INTO entries (id, source_key, {_FIELDS}, link_no)"
    f" SELECT id + 1000, 'other', {_FIELDS},"
)
#: What somebody with access to the database might do, and what is said of it.
TAMPERINGS = {
    "a word": ("UPDATE entries SET text = 'other' WHERE link_no = 4", "what it says"),
    "data": ("UPDATE entries SET data = '[]' WHERE link_no = 4", "what it says"),
    "raw": ("UPDATE entries SET raw = '{}' WHERE link_no = 4", "what it says"),
    "author": ("UPDATE entries SET actor = 'U9' WHERE link_no = 4", "author"),
    "time": ("UPDATE entries SET occurred_at = recorded_at WHERE link_no = 4", "its time"),
    "removed": ("DELETE FROM entries WHERE link_no = 4", "1 removed"),
    "cut off": ("DELETE FROM entries WHERE link_no > 4", "cut off"),
    "hidden": ("UPDATE entries SET redacted_by = 1 WHERE link_no = 4", "is redacted"),
    "added": (f"{COPIED} link_no + 6 FROM entries WHERE link_no = 4", "goes on"),
    "added between": (f"{COPIED} link_no FROM entries WHERE link_no = 4", "another's place"),
    "head back": ("UPDATE chains SET length = length - 1", "head"),
    "head gone": ("DELETE FROM chains", "head"),
    "head's redactions": ("UPDATE chains SET redactions = redactions + 1", "count of redactions"),
    "ids": ("UPDATE entries SET id = id + 1000 WHERE link_no = 4", "another's place"),
}
#: Where it is found, if not at place 4.
PLACES = {"ids": 5, "added": 9, "added between": 5, "head's redactions": 9}
#: SQLite keeps what is put into a column, whatever its type.
NONSENSE = {
    "UPDATE entries SET occurred_at = 'never' WHERE link_no = 4": "E4: it holds",
    "UPDATE entries SET salt = 'salt' WHERE link_no = 4": "it holds",
    "UPDATE entries SET link = 'link' WHERE link_no = 4": "it holds",
    "UPDATE chains SET link = 'link'": "head",
    "UPDATE chains SET mac = 'mac'": "head",
    "UPDATE chains SET length = -1": "head",
}


@pytest.fixture
def log(muster):
    """An incident with six messages at places 3 to 8, one of them edited."""
    incident = declared(muster)
    for number in range(5):
        deliver(muster, message(f"message {number}", f"177305760{number}.000100"))
    before = message("message 4", "1773057604.000100")
    deliver(muster, edit("message four", before, "1773057610.000000"))
    return incident


def says(muster):
    (found,) = verify(muster, all_incidents(muster))
    return found


def tamper(muster, *statements):
    with muster.database.write() as session:
        for statement in statements:
            session.execute(text(statement))


@pytest.mark.usefixtures("log")
def test_a_log_that_nobody_touched_is_whole(muster):
    assert says(muster).verified.broken is None
    assert "8 entries, as they were recorded" in says(muster).says


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("how", TAMPERINGS)
def test_what_was_done_to_a_log_is_said_with_its_place(muster, how):
    statement, words = TAMPERINGS[how]
    tamper(muster, statement)
    broken = says(muster).verified.broken
    assert words in broken.says
    if how not in {"head back", "head gone", "cut off"}:
        assert broken.place == PLACES.get(how, 4)


# PostgreSQL refuses to store it.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(("statement", "words"), NONSENSE.items())
def test_what_no_column_of_its_type_can_hold_is_found_too(muster, statement, words):
    tamper(muster, statement)
    assert words in says(muster).says


@pytest.mark.usefixtures("log")
def test_entries_that_changed_places_are_found(muster):
    tamper(
        muster,
        "UPDATE entries SET link_no = 99 WHERE link_no = 4",
        "UPDATE entries SET link_no = 4 WHERE link_no = 5",
        "UPDATE entries SET link_no = 5 WHERE link_no = 99",
    )
    assert says(muster).verified.broken.place == 4


@pytest.mark.usefixtures("log")
def test_another_key_is_found(muster):
    muster.database.log_key = b"stolen"
    assert says(muster).verified.broken.place == 1


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE entries SET text = 'put back' WHERE redacted_by IS NOT NULL", "what it says"),
        ("UPDATE entries SET redacted_by = NULL WHERE redacted_by IS NOT NULL", "is redacted"),
        ("UPDATE entries SET data = '{}' WHERE kind = 'entry:redacted'", "what it says"),
        ("UPDATE entries SET data = 'no JSON' WHERE kind = 'entry:redacted'", "what it says"),
        ("DELETE FROM entries WHERE redacted_by IS NOT NULL", "removed"),
    ],
)
def test_a_redacted_log_is_whole_and_what_is_done_to_it_is_found(muster, log, statement, words):
    with muster.database.read() as session:
        entry = session.execute(text("SELECT id FROM entries WHERE link_no = 5")).scalar()
    redact(muster, log.id, RedactEntry(by="U1", key="command:r", entry=entry))
    assert says(muster).verified.broken is None
    tamper(muster, statement)
    assert words in says(muster).verified.broken.says


@pytest.mark.usefixtures("log")
def test_the_command_says_it_and_exits_with_1_when_something_is_broken(muster, database_url):
    environment = {"DATABASE_URL": database_url, "MUSTER_LOG_KEY": "a key for tests"}
    run = partial(CliRunner().invoke, cli, ["verify", "INC-1"], env=environment)
    whole = run()
    assert (whole.exit_code, whole.output) == (0, "INC-1: 8 entries, as they were recorded.\n")
    tamper(muster, "UPDATE entries SET text = 'other' WHERE link_no = 4")
    broken = run()
    assert broken.exit_code == 1
    assert "BROKEN at place 4, E4 (2026-03-09 12:00:01 UTC): what it says" in broken.output
