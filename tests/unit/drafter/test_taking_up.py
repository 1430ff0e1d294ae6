"""Who took it up: what somebody said or did, by a stated rule, and never a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.drafter import draft
from app.drafter.words.taken_up import takes_up
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.reading import read

BEGAN = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
ALERT = ("09:00", "", "Alert fired: checkout returns 502 for 40% of requests")


@pytest.mark.parametrize(
    "said",
    [
        "ack",
        "Ack, thanks",
        "I'm on it",
        "on it!",
        "looking",
        "looking into it now",
        "OK, taking a look",
        "investigating",
        "We're looking at the proxy logs",
        "let me check the proxy",
        "Ben acknowledged the page",
        "Acknowledged by Ben Okafor through the app",
        "The platform team is investigating",
        "On-call starts debugging the proxy",
        "Mia investigates the proxy",
        "Investigation started",
        "I'll take command",
        "Priya picked up the ticket",
        "Priya joins the call to help",
    ],
)
def test_words_that_take_an_incident_up(said):
    assert takes_up(said.lower())


@pytest.mark.parametrize(
    "said",
    [
        "checkout returns 502",
        "I see it too",
        "who is looking into this?",
        "can somebody take a look?",
        "nobody is investigating yet",
        "somebody should look into the proxy",
        "please acknowledge",
        "the page was not acknowledged",
        "we need to investigate the proxy",
        "looking good now",
        "looks like DNS",
        "Restarted the proxy",
        "The blog post goes live",
        "background jobs are stuck",
        "tack the branch on",
    ],
)
def test_words_that_do_not(said):
    assert not takes_up(said.lower())


def lines(brief):
    return {line.name: line.value for line in draft(brief).header}


def test_the_first_to_write_after_the_alert_has_not_acknowledged_it(told):
    found = lines(
        told(
            ALERT,
            ("09:01", "Aiko", "The announcement went live at nine"),
            ("09:04", "Ben", "I'm on it, opening the proxy dashboard"),
            ("09:30", "Ben", "it works again"),
        )
    )
    assert found["Acknowledged"].text.startswith("2026-05-04 09:04 UTC by Ben: I'm on it")
    assert "until somebody took it up" in found["Detection to response"].text
    assert "First step" not in found


def test_where_nobody_says_so_the_author_is_asked_and_the_first_step_stands_beside(told):
    found = lines(
        told(
            ALERT,
            ("09:01", "Aiko", "The announcement went live at nine"),
            ("09:07", "Ben", "Restarted the proxy"),
            ("09:30", "Ben", "it works again"),
        )
    )
    assert found["Acknowledged"].is_tk
    assert found["First step"].text == "2026-05-04 09:07 UTC: Restarted the proxy"
    assert "until the first step in the record" in found["Detection to response"].text


def state(number, minutes, kind, text, by, **data):
    at = BEGAN + timedelta(minutes=minutes)
    return Entry(
        kind=kind, occurred_at=at, actor=by, text=text, data=data, seq=number, id=100 + number
    )


def with_entries(brief, *more):
    entries = [*(item.entry for item in brief.items), *more]
    entries.sort(key=lambda entry: (entry.occurred_at, entry.id))
    return replace(brief, items=read(entries, brief.policy.marks))


@pytest.mark.parametrize(("by", "to", "takes"), [("Ben", "Ben", True), ("Aiko", "Ben", False)])
def test_taking_the_command_is_taking_it_up_and_being_given_it_is_not(told, by, to, takes):
    brief = told(ALERT, ("09:30", "Ben", "it works again"))
    role = state(2, 3, Kind.ROLE_ASSIGNED, "took commander", by, role="commander", to=to)
    found = lines(with_entries(brief, role))["Acknowledged"]
    assert found.is_tk is not takes
    assert not takes or found.text == "2026-05-04 09:03 UTC by Ben: Took commander"


def test_an_update_is_told_in_sentences(told):
    brief = told(ALERT, ("09:30", "Ben", "it works again"))
    text = "posted an update\nKnown: checkout fails\nImpact: 40% of carts\nNext update in: 30 min"
    document = draft(with_entries(brief, state(2, 5, Kind.UPDATE_POSTED, text, "Ben")))
    row = next(row for row in document.timeline if row.event.entries == (102,))
    assert row.event.text == (
        "Posted an update. Known: checkout fails. Impact: 40% of carts. Next update in: 30 min"
    )


def test_what_another_entry_of_the_moment_says_is_no_second_row(told):
    brief = told(ALERT, ("09:30", "Ben", "it works again"))
    accepted = state(2, 5, Kind.HANDOFF_ACCEPTED, "accepted commander: carts fail", "Ben")
    quiet = state(
        3, 5, Kind.ROLE_ASSIGNED, "is commander", "Ben", role="commander", to="Ben", quiet=True
    )
    rows = draft(with_entries(brief, accepted, quiet)).timeline
    cited = {entry for row in rows for entry in row.event.entries}
    assert 102 in cited
    assert 103 not in cited


def test_a_report_after_the_end_is_told_with_the_end(told):
    found = lines(
        told(
            ALERT,
            ("09:20", "Ben", "Rolled back the proxy, it works again"),
            ("11:05", "Aiko", "A customer reports that their cart had failed, too"),
        )
    )
    assert "reported once more 2026-05-04 11:05 UTC" in found["Resolved"].text
    assert "no trouble comes after it" not in found["Resolved"].text


def test_what_was_decided_against_was_not_tried(told):
    document = draft(
        told(
            ALERT,
            ("09:10", "Ben", "Delete the routing table. We decided not to do that on live users."),
            ("09:30", "Ben", "Restarted the proxy, it works again"),
        )
    )
    assert [one.what.text for one in document.mitigations] == [
        "Restarted the proxy, it works again"
    ]
    row = next(row for row in document.timeline if "routing table" in row.event.text)
    assert row.moment.value == "decision"


def test_a_careful_all_clear_is_no_hypothesis(told):
    document = draft(
        told(
            ALERT,
            ("09:20", "Ben", "Restarted the proxy"),
            ("09:25", "Ben", "CPU usage seems to be stable"),
        )
    )
    row = next(row for row in document.timeline if "seems to be" in row.event.text)
    assert row.moment.value != "hypothesis"


def test_a_takeaway_that_points_back_comes_with_what_it_points_at(told):
    document = draft(
        told(
            ALERT,
            (
                "09:20",
                "Ben",
                "The cache was cleared twice. In hindsight, it only hid the slow query.",
            ),
            ("09:30", "Ben", "it works again"),
        )
    )
    assert document.lessons[0].text == ("The cache was cleared twice. It only hid the slow query.")


def test_a_detection_set_by_hand_moves_what_counts_from_it_and_loses_no_attempt(told):
    brief = told(
        ("09:00", "", "Announcement goes live"),
        ("09:05", "Aiko", "launches are timing out"),
        ("09:10", "Ben", "Restarted the proxy"),
        ("09:20", "Aiko", "checkout is down"),
        ("09:40", "Ben", "Rolled back the proxy, it works again"),
    )
    set_at = (BEGAN + timedelta(minutes=20)).isoformat()
    text = "corrected when it was detected: 2026-05-04 09:20 UTC"
    fixed = state(2, 50, Kind.TIME_SET, text, "Ben", which="detected", at=set_at)
    document = draft(with_entries(brief, fixed))
    found = {line.name: line.value for line in document.header}
    assert found["Detected"].text == "2026-05-04 09:20 UTC, set by Ben"
    assert "09:20 to 09:40 UTC" in found["Detection to recovery"].text
    assert len(document.mitigations) == 2
