"""The register of action items: who may do what, and when owners are reminded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.incident.actions.action import ActionClass, ActionStatus, Priority, flags
from app.incident.actions.commands import (
    CreateAction,
    DeclineAction,
    DropAction,
    EditAction,
    FinishAction,
    OfferAction,
    PickUpAction,
    StartAction,
    TakeAction,
    VerifyAction,
)
from app.incident.actions.reminders import standing
from app.incident.cadence import LadderName
from app.incident.commands import Cancel, Close, MarkDuplicate, Reopen, Resolve, TakeRole, TimerDue
from app.incident.kinds import Kind
from app.incident.values import RefusalError, Role

WHAT = {
    "text": "Add an alert on the 502 rate of the edge above 1 % for 5 min",
    "signal": "a provoked 502 rate of 2 % pages within 5 min",
    "action_class": ActionClass.DETECT,
    "priority": Priority.P1,
    "due": date(2026, 3, 20),
    "factor": "nobody was paged for 40 minutes",
    "ticket": "https://tickets.example/OPS-7",
}


@pytest.fixture
def register(story):
    """A public incident with A1, created by U1, owned by nobody."""
    story.declare()
    story.do(CreateAction, **WHAT)
    return story


def first(story):
    return story.incident.action(1)


def test_a_created_action_is_all_that_was_said_and_nobodys(register):
    action = first(register)
    assert {name: getattr(action, name) for name in WHAT} == WHAT
    assert (action.owner, action.status) == ("", ActionStatus.OPEN)
    assert register.incident.ref_of(action) == "INC-42/A1"
    assert flags(action, register.now) == ("no owner",)


def test_who_creates_an_action_may_own_it_at_once(story):
    story.declare()
    story.do(CreateAction, **WHAT, owner="U1", zone="Asia/Tokyo")
    assert (first(story).owner, first(story).zone) == ("U1", "Asia/Tokyo")


def test_an_action_for_somebody_else_is_an_offer_until_they_press(story):
    story.declare()
    entries = story.do(CreateAction, **WHAT, owner="U2")
    assert [entry.kind for entry in entries] == [Kind.ACTION_CREATED, Kind.ACTION_OFFERED]
    assert (first(story).owner, first(story).offered_to) == ("", "U2")
    story.do(TakeAction, by="U2", number=1)
    assert (first(story).owner, first(story).offered_to) == ("U2", "")


def test_a_declined_offer_leaves_the_owner_as_it_was(register):
    register.do(TakeAction, by="U2", number=1)
    register.do(OfferAction, by="U2", number=1, to="U3")
    assert first(register).owner == "U2"
    with pytest.raises(RefusalError, match="not to you"):
        register.do(DeclineAction, by="U4", number=1)
    register.do(DeclineAction, by="U3", number=1)
    assert (first(register).owner, first(register).offered_to) == ("U2", "")
    with pytest.raises(RefusalError, match="offered to nobody"):
        register.do(DeclineAction, by="U3", number=1)


def test_only_owner_creator_and_commander_hand_an_owned_action_over(register):
    register.do(TakeAction, by="U2", number=1)
    register.do(TakeRole, by="U5", role=Role.COMMANDER)
    with pytest.raises(RefusalError, match="<@U2> owns INC-42/A1"):
        register.do(OfferAction, by="U4", number=1, to="U3")
    with pytest.raises(RefusalError, match="hand it over to you"):
        register.do(TakeAction, by="U4", number=1)
    for by in ("U1", "U2", "U5"):
        register.do(OfferAction, by=by, number=1, to="U3")
    register.do(TakeAction, by="U3", number=1)
    assert first(register).owner == "U3"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("text", "  ", "The action is empty"),
        ("text", "x" * 501, "Shorten it by 1"),
        ("due", date(2026, 3, 8), "has passed"),
        ("due", date(2036, 3, 8), "years away"),
        ("ticket", "ftp://tickets.example/1", "https://"),
        ("ticket", "javascript:alert(1)", "https://"),
        ("ticket", "https://", "https://"),
        ("ticket", "https://a.example/x|y", "https://"),
        ("ticket", "https://a.example/<!channel>", "https://"),
        ("ticket", "https://[a.example/", "https://"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(register, field, value, words):
    for command, number in ((CreateAction, {}), (EditAction, {"number": 1})):
        with pytest.raises(RefusalError, match=words) as refused:
            register.do(command, **{**WHAT, field: value}, **number)
        assert refused.value.field == field


def test_an_edit_says_what_changed_and_nothing_when_nothing_did(register):
    assert register.do(EditAction, number=1, **WHAT) == []
    (entry,) = register.do(EditAction, number=1, **{**WHAT, "due": date(2026, 4, 1), "ticket": ""})
    assert entry.text == "changed A1: due 2026-04-01, ticket none"
    assert (first(register).due, first(register).ticket) == (date(2026, 4, 1), "")


def test_a_day_that_has_passed_may_stay_when_something_else_is_edited(register):
    register.at(days=30)
    register.do(EditAction, number=1, **{**WHAT, "factor": ""})
    assert "overdue" in flags(first(register), register.now)


def test_starting_what_is_nobodys_is_taking_it(register):
    register.do(StartAction, by="U2", number=1, zone="Europe/Berlin")
    action = first(register)
    assert (action.owner, action.status) == ("U2", ActionStatus.IN_PROGRESS)
    with pytest.raises(RefusalError, match="<@U2> owns"):
        register.do(StartAction, by="U3", number=1)
    with pytest.raises(RefusalError, match="in progress already"):
        register.do(StartAction, by="U2", number=1)


def test_done_asks_for_evidence_and_verified_for_somebody_else(register):
    register.do(TakeAction, by="U2", number=1)
    with pytest.raises(RefusalError, match="evidence is empty"):
        register.do(FinishAction, by="U3", number=1, evidence=" ")
    with pytest.raises(RefusalError, match="not done yet"):
        register.do(VerifyAction, by="U4", number=1, seen="it pages")
    register.do(FinishAction, by="U3", number=1, evidence="https://ci.example/9")
    for by in ("U2", "U3"):
        with pytest.raises(RefusalError, match="somebody else verifies it"):
            register.do(VerifyAction, by=by, number=1, seen="it pages")
    register.do(VerifyAction, by="U4", number=1, seen="it paged in 3 min")
    action = first(register)
    assert (action.status, action.verified_by) == (ActionStatus.VERIFIED, "U4")
    with pytest.raises(RefusalError, match="verified already"):
        register.do(VerifyAction, by="U5", number=1, seen="again")
    with pytest.raises(RefusalError, match="stays as it was"):
        register.do(EditAction, number=1, **WHAT)
    with pytest.raises(RefusalError, match="verified already"):
        register.do(TakeAction, by="U5", number=1)


def test_what_does_not_work_is_in_progress_again(register):
    register.do(TakeAction, by="U2", number=1)
    register.do(FinishAction, by="U2", number=1, evidence="merged and provoked")
    register.at(days=30)
    register.do(VerifyAction, by="U4", number=1, seen="no page came", works=False)
    assert first(register).status is ActionStatus.IN_PROGRESS
    (step,) = register.ladders[LadderName.ACTIONS].steps
    assert step.due_at > register.now
    assert first(register).verification == "no page came"


def test_what_is_dropped_keeps_its_reason_and_nobody_is_reminded_of_it(register):
    register.do(TakeAction, by="U2", number=1)
    register.do(OfferAction, by="U2", number=1, to="U3")
    with pytest.raises(RefusalError, match="reason is empty"):
        register.do(DropAction, by="U2", number=1, reason=" ")
    with pytest.raises(RefusalError, match="owns INC-42/A1"):
        register.do(DropAction, by="U9", number=1, reason="not needed")
    (entry,) = register.do(DropAction, by="U2", number=1, reason="the edge goes away in May")
    assert entry.text == "dropped A1: the edge goes away in May"
    action = first(register)
    assert (action.status, action.dropped_by, action.offered_to) == (ActionStatus.DROPPED, "U2", "")
    assert not register.ladders.get(LadderName.ACTIONS)
    register.at(days=400)
    assert flags(action, register.now) == ()
    for command, fields, words in (
        (EditAction, WHAT, "Pick up again"),
        (StartAction, {}, "dropped already"),
        (DropAction, {"reason": "twice"}, "dropped already"),
        (VerifyAction, {"seen": "nothing"}, "is dropped"),
    ):
        with pytest.raises(RefusalError, match=words):
            register.do(command, by="U2", number=1, **fields)


def test_what_was_dropped_is_picked_up_again_by_whoever_owned_it(register):
    with pytest.raises(RefusalError, match="not dropped"):
        register.do(PickUpAction, by="U4", number=1)
    register.do(TakeAction, by="U2", number=1)
    register.do(DropAction, by="U1", number=1, reason="the edge goes away")
    register.do(PickUpAction, by="U4", number=1)
    action = first(register)
    assert (action.status, action.owner, action.reason) == (ActionStatus.OPEN, "U2", "")
    assert register.ladders[LadderName.ACTIONS].steps


def test_what_nobody_owns_anybody_may_drop(register):
    register.do(DropAction, by="U9", number=1, reason="the same as A2")
    assert first(register).status is ActionStatus.DROPPED


def test_an_unknown_number_is_refused_with_where_to_look(register):
    with pytest.raises(RefusalError, match="/postmortem actions INC-42"):
        register.do(TakeAction, number=9)


@pytest.mark.parametrize(
    ("command", "fields", "words"),
    [(Cancel, {}, "by mistake"), (MarkDuplicate, {"of": 7}, "the same as INC-7")],
)
def test_nothing_follows_from_a_mistake_or_a_duplicate(register, command, fields, words):
    register.do(command, **fields)
    assert LadderName.ACTIONS not in register.ladders
    with pytest.raises(RefusalError, match=words):
        register.do(CreateAction, **WHAT)


def remind(story):
    """What the clock says at the moment that the plan names; moves the story there."""
    (step,) = story.ladders[LadderName.ACTIONS].steps
    story.now = step.due_at
    return story.do(TimerDue, by="muster", ladder=LadderName.ACTIONS, step=step.name)


def moments(story, count):
    found = []
    for _ in range(count):
        (entry,) = remind(story)
        found.append((entry.kind.partition(":")[2], f"{story.now:%m-%d %H:%M}"))
    return found


def test_reminders_come_before_on_and_after_the_day_with_growing_gaps(register):
    assert moments(register, 6) == [
        ("due", "03-19 09:00"),
        ("due", "03-20 09:00"),
        ("overdue", "03-21 09:00"),
        ("overdue", "03-23 09:00"),
        ("overdue", "03-27 09:00"),
        ("overdue", "04-03 09:00"),
    ]


def test_the_hour_is_the_owners_and_summer_time_is_kept(register):
    register.do(TakeAction, by="U2", number=1, zone="Europe/Berlin")
    register.do(EditAction, number=1, **{**WHAT, "due": date(2026, 3, 30)})
    # Clocks go forward on 29 March: nine o'clock is 8:00 UTC the day before, and then 7:00.
    assert moments(register, 2) == [("due", "03-29 07:00"), ("due", "03-30 07:00")]


def test_one_reminder_names_all_that_is_due_of_one_owner(register):
    register.do(CreateAction, **WHAT, owner="U1")
    register.do(CreateAction, **WHAT, owner="U1")
    entries = remind(register)
    assert [(entry.data["to"], entry.data["numbers"]) for entry in entries] == [
        ("", [1]),
        ("U1", [2, 3]),
    ]


def test_reminders_go_on_after_the_end_and_find_somebody_when_the_channel_is_closed(register):
    register.do(TakeRole, by="U5", role=Role.COMMANDER)
    register.do(Resolve, verification="p99 is back")
    (entry,) = remind(register)
    assert entry.data["to"] == ""
    register.do(Close, reason="written")
    (entry,) = remind(register)
    assert entry.data["to"] == "U5"


def test_what_is_done_is_not_reminded_of_as_due(register):
    register.do(FinishAction, number=1, evidence="the alert fired in staging")
    (step,) = register.ladders[LadderName.ACTIONS].steps
    assert step.due_at < datetime(2026, 3, 19, 9, 0, tzinfo=UTC)
    (entry,) = remind(register)
    assert entry.kind == Kind.ACTION_UNVERIFIED


def test_an_action_made_late_on_its_day_is_not_reminded_of_what_has_passed(story):
    story.declare()
    story.do(CreateAction, **{**WHAT, "due": story.now.date()})
    (entry,) = remind(story)
    assert entry.kind == Kind.ACTION_OVERDUE


def test_after_a_long_silence_there_is_one_reminder_and_the_next_lies_ahead(register):
    (step,) = register.ladders[LadderName.ACTIONS].steps
    register.at(days=200)
    command = {"ladder": LadderName.ACTIONS, "step": step.name}
    assert len(register.do(TimerDue, by="muster", **command)) == 1
    (step,) = register.ladders[LadderName.ACTIONS].steps
    assert register.now < step.due_at <= register.now + timedelta(days=7)


def test_a_canceled_incident_that_is_reopened_reminds_again(register):
    register.do(Cancel)
    register.do(Reopen)
    assert LadderName.ACTIONS in register.ladders


def test_overdue_is_the_owners_day_not_that_of_the_server(register):
    register.do(TakeAction, by="U2", number=1, zone="Pacific/Auckland")
    late = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
    assert first(register).is_overdue(late)
    assert not first(register).is_overdue(late - timedelta(hours=2))


def test_an_offer_to_oneself_or_to_the_owner_is_no_offer(register):
    with pytest.raises(RefusalError, match="press Take it"):
        register.do(OfferAction, number=1, to="U1")
    register.do(TakeAction, by="U2", number=1)
    with pytest.raises(RefusalError, match="owns INC-42/A1 already"):
        register.do(OfferAction, number=1, to="U2")
    with pytest.raises(RefusalError, match="yours already"):
        register.do(TakeAction, by="U2", number=1)


def test_an_offer_is_void_once_it_is_answered_or_the_action_is_done(register):
    (offer,) = register.do(OfferAction, number=1, to="U2")
    assert [one.number for one in standing(register.incident, offer)] == [1]
    register.do(TakeAction, by="U3", number=1)
    assert standing(register.incident, offer) == ()
    (again,) = register.do(OfferAction, by="U3", number=1, to="U2")
    register.do(FinishAction, number=1, evidence="paged in staging")
    assert standing(register.incident, again) == ()


def test_a_reminder_is_void_once_the_action_is_somebody_elses_or_done(register):
    register.do(CreateAction, **WHAT)
    register.do(TakeAction, by="U2", number=1)
    register.do(TakeAction, by="U2", number=2)
    (reminder,) = remind(register)
    assert [one.number for one in standing(register.incident, reminder)] == [1, 2]
    register.do(OfferAction, by="U2", number=1, to="U3")
    register.do(TakeAction, by="U3", number=1)
    assert [one.number for one in standing(register.incident, reminder)] == [2]
    register.do(FinishAction, number=2, evidence="paged in staging")
    assert standing(register.incident, reminder) == ()


def done(story, by="U2"):
    """A1 as U2's, who says that it is done; the story's clock is at noon."""
    story.do(TakeAction, by="U2", number=1)
    story.do(FinishAction, by=by, number=1, evidence="the alert fired in staging")


def test_what_is_done_and_not_verified_is_asked_about_once_and_not_of_who_did_it(register):
    done(register)
    finished = register.now
    (entry,) = remind(register)
    assert (entry.kind, entry.data["to"], entry.data["numbers"]) == (
        Kind.ACTION_UNVERIFIED,
        "U1",
        [1],
    )
    wait = register.now - finished
    assert timedelta(days=5) <= wait < timedelta(days=6)
    assert register.now.hour == 9
    assert first(register).verifier == "U1"
    assert LadderName.ACTIONS not in register.ladders


def test_who_did_it_or_owns_it_is_not_asked_but_the_commander_is_or_the_channel(register):
    done(register, by="U1")
    (entry,) = remind(register)
    assert entry.data["to"] == ""
    register.do(VerifyAction, by="U3", number=1, seen="nothing fired", works=False)
    register.do(TakeRole, by="U5", role=Role.COMMANDER)
    register.do(FinishAction, by="U1", number=1, evidence="now it fires")
    (entry,) = remind(register)
    assert entry.data["to"] == "U5"


def test_what_is_verified_or_begun_again_is_not_asked_about(register):
    done(register)
    register.do(VerifyAction, by="U3", number=1, seen="nothing fired", works=False)
    (step,) = register.ladders[LadderName.ACTIONS].steps
    assert step.due_at.date() == WHAT["due"] - timedelta(days=1)
    register.do(FinishAction, by="U2", number=1, evidence="now it fires")
    (entry,) = remind(register)
    assert len(standing(register.incident, entry)) == 1
    register.do(VerifyAction, by="U3", number=1, seen="it paged me")
    assert standing(register.incident, entry) == ()
    assert (first(register).verifier, LadderName.ACTIONS in register.ladders) == ("", False)
