"""The reading view: edits, deletions, reactions and marks folded onto their message."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as some

from app.incident.entry import Entry, upcast
from app.incident.kinds import EntryClass, Kind
from app.incident.reading import read, ts_time

MARKS = {"wrench": "mitigation", "mag": "hypothesis"}
TS = "1700000000.000100"
AT = ts_time(TS)


def entry(number, kind, text="", seconds=0, actor="U1", **data):
    return Entry(
        id=number,
        kind=kind,
        occurred_at=AT + timedelta(seconds=seconds),
        actor=actor,
        text=text,
        channel="C1",
        message_ts=TS,
        data=data,
    )


POSTED = entry(1, Kind.MESSAGE_POSTED, "it is DNS")
EDITED = entry(2, Kind.MESSAGE_EDITED, "it is not DNS", 10)
AGAIN = entry(3, Kind.MESSAGE_EDITED, "it was DNS", 20)
DELETED = entry(4, Kind.MESSAGE_DELETED, "", 30, actor="U2")


def test_the_latest_text_is_shown_with_that_and_when_it_changed():
    (item,) = read([POSTED, EDITED, AGAIN], MARKS)
    assert item.text == "it was DNS"
    assert item.edited_at == AT + timedelta(seconds=20)
    assert [one.text for one in item.history] == ["it is DNS", "it is not DNS", "it was DNS"]


def test_the_order_of_arrival_does_not_matter():
    views = {
        read(list(order), MARKS)[0].text for order in permutations([POSTED, EDITED, AGAIN, DELETED])
    }
    assert views == {""}


def test_a_deletion_leaves_a_tombstone():
    (item,) = read([POSTED, DELETED, entry(5, Kind.MESSAGE_EDITED, "late", 40)], MARKS)
    assert item.text == ""
    assert item.deleted_at == AT + timedelta(seconds=30)


def test_an_edit_without_its_original_stands_where_the_message_stood():
    (item,) = read([EDITED], MARKS)
    assert item.at == AT
    assert item.text == "it is not DNS"


def test_a_deletion_alone_shows_nothing():
    assert read([DELETED], MARKS) == []


def reaction(number, emoji, seconds, actor="U1", *, on=True):
    kind = Kind.REACTION_ADDED if on else Kind.REACTION_REMOVED
    return entry(number, kind, "", seconds, actor, reaction=emoji)


def test_an_emoji_marks_and_its_removal_unmarks():
    marked = [POSTED, reaction(5, "wrench", 1, "U2")]
    (item,) = read(marked, MARKS)
    assert item.words == {"mitigation": "U2"}
    (item,) = read([*marked, reaction(6, "wrench", 2, "U2", on=False)], MARKS)
    assert item.words == {}
    assert item.reactions == {}


def test_a_mark_stands_while_anybody_holds_it():
    people = [reaction(5, "mag", 1, "U1"), reaction(6, "mag", 2, "U2")]
    (item,) = read([POSTED, *people, reaction(7, "mag", 3, "U1", on=False)], MARKS)
    assert item.words == {"hypothesis": "U2"}
    assert item.reactions == {"mag": ("U2",)}


def test_a_mark_by_hand_can_be_taken_away():
    on = entry(5, Kind.MARK_ADDED, "", 5, "U3", word="decision")
    (item,) = read([POSTED, on], MARKS)
    assert item.words == {"decision": "U3"}
    (item,) = read([POSTED, on, entry(6, Kind.MARK_REMOVED, "", 6, word="decision")], MARKS)
    assert item.words == {}


def test_a_note_counts_as_what_it_is():
    (item,) = read(
        [Entry(id=1, kind=Kind.DECISION_NOTED, occurred_at=AT, actor="U1", text="go")], {}
    )
    assert item.words == {"decision": "U1"}
    assert not item.is_message


def test_a_carrier_gives_its_entry_a_source():
    update = Entry(id=9, kind=Kind.UPDATE_POSTED, occurred_at=AT, actor="U1", text="known")
    linked = Entry(
        id=10,
        kind=Kind.SOURCE_LINKED,
        occurred_at=AT,
        actor="muster",
        data={"entry": 9, "url": "https://x/p1"},
    )
    (item,) = read([update, linked], {})
    assert item.entry.source_url == "https://x/p1"


def test_what_was_redacted_is_named_so():
    redaction = Entry(id=9, kind=Kind.ENTRY_REDACTED, occurred_at=AT, actor="U7", data={"entry": 1})
    message, said = read([entry(1, Kind.MESSAGE_POSTED, redacted=9), redaction], {})
    assert message.redacted_by == "U7"
    assert said.entry.kind == Kind.ENTRY_REDACTED


@given(some.integers(0, 4_000_000_000), some.integers(0, 999_999))
def test_a_slack_ts_is_exact_to_the_microsecond(seconds, micros):
    moment = ts_time(f"{seconds}.{micros:06d}")
    assert (int(moment.timestamp()), moment.microsecond) == (seconds, micros)


def test_a_kind_of_a_newer_version_is_kept():
    newer = Entry(id=1, kind="comet:seen", occurred_at=AT, actor="U1", text="a comet", version=9)
    assert upcast(newer) is newer
    assert newer.entry_class is EntryClass.EVIDENCE
    assert read([newer], {})[0].text == "a comet"
    assert newer.ref == "E1"
