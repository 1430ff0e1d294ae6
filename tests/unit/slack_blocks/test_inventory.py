"""The inventory as its author sees it, at its largest and its smallest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.postmortem.closing.gaps import to_confirm
from app.postmortem.inventory import (
    ALERTS,
    DEPLOYS,
    MESSAGES,
    NOTES,
    Inventory,
    Person,
    Quiet,
    Source,
)
from app.sandbox.validate.blocks import check_blocks
from app.slack.blocks.inventory import gaps_first, writing

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
LONG = "a & <b> *c* " * 20


def source(kind, hours=4):
    return Source(kind=kind, count=12, first=NOON, last=NOON + timedelta(hours=hours))


def quiet(start, hours):
    begins = NOON + timedelta(hours=start)
    return Quiet(start=begins, end=begins + timedelta(hours=hours), before=1, after=2)


def confirms(**fields):
    return [gap.what for gap in to_confirm(Inventory(**fields))]


def test_a_record_with_peoples_words_needs_no_confirmation():
    assert confirms(sources=(source(MESSAGES),), missing=(ALERTS, DEPLOYS)) == []
    assert confirms(sources=(source(NOTES),), missing=(MESSAGES,)) == []


def test_nobodys_words_and_words_known_to_be_missing_do():
    assert confirms(sources=(source(ALERTS),), missing=(MESSAGES,)) == ["no messages of responders"]
    assert confirms(sources=(source(MESSAGES),), unrecorded=(7,)) == [
        "the record says that it missed something (E7)"
    ]


def test_a_quiet_that_is_most_of_the_time_does_and_a_short_one_does_not():
    assert confirms(sources=(source(MESSAGES, 4),), quiet=(quiet(1, 1.5),)) == []
    assert confirms(sources=(source(MESSAGES, 0.5),), quiet=(quiet(0, 0.4),)) == []
    [gap] = confirms(sources=(source(MESSAGES, 4),), quiet=(quiet(1, 2.5),))
    assert gap == "nothing recorded from 2026-03-09 13:00 to 2026-03-09 15:30 UTC, most of the time"


def test_it_fits_and_names_sources_hours_quiet_people_and_who_was_told(story):
    story.declare()
    inventory = Inventory(
        sources=(source(MESSAGES), source(ALERTS)),
        missing=(DEPLOYS,),
        quiet=(quiet(1, 3),) * 5,
        people=tuple(Person(name="An & <b>", roles=("commander",)) for _ in range(40)),
        informed=(LONG * 3, "announcement channel, by 3 status updates"),
        unrecorded=tuple(range(200)),
    )
    message = gaps_first(story.incident, inventory, to_confirm(inventory))
    assert check_blocks(message.blocks, "message") == []
    shown = str(message.blocks)
    for words in ("12 messages", "None of: deploys", "Quiet from", "28 more", "Draft anyway"):
        assert words in shown
    assert check_blocks(writing(story.incident, Inventory()).blocks, "message") == []
