"""The ladders: when Muster speaks up by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.incident.cadence import LadderName, plan
from app.incident.commands import (
    ChangePhase,
    ChangeSeverity,
    MakeCheckpoint,
    Note,
    PauseCadence,
    PostUpdate,
    Reopen,
    Resolve,
    ResumeCadence,
    SetImpact,
    SetInterval,
    Snooze,
    TakeRole,
    TimerDue,
)
from app.incident.gaps import growing
from app.incident.kinds import Kind
from app.incident.values import Phase, RefusalError, Role, Severity

UPDATE = {"known": "502 from the edge", "unknown": "", "impact": "", "mitigation": ""}


def update(story, minutes=None, **more):
    next_in = timedelta(minutes=minutes) if minutes else None
    return story.do(PostUpdate, **{**UPDATE, "next_in": next_in, **more})


def test_sev1_has_a_heads_up_a_reminder_a_nudge_and_an_escalation(story):
    story.declare()
    assert story.due("heads_up") == {"heads_up": 25}
    assert story.due("update") == {"due": 30, "overdue": 35, "escalate:1": 40}


def test_an_update_starts_the_ladder_anew(story):
    story.declare()
    story.at(minutes=20)
    before = story.ladders["update"].anchor
    update(story, 30)
    assert story.due("heads_up") == {"heads_up": 45}
    assert story.due("update") == {"due": 50, "overdue": 55, "escalate:1": 60}
    assert story.ladders["update"].anchor != before


def test_a_promise_shorter_than_the_heads_up_has_none(story):
    story.declare()
    update(story, 4)
    assert story.due("heads_up") == {}
    assert story.due("update") == {"due": 4, "overdue": 9, "escalate:1": 14}


def test_another_promise_of_the_same_moment_starts_the_ladder_anew(story):
    story.declare()
    before = story.ladders["update"].anchor
    story.at(minutes=26)
    update(story, 4)
    assert story.due("update")["due"] == 30
    assert story.ladders["update"].anchor != before


@pytest.mark.parametrize("minutes", [None, 31])
def test_an_update_without_a_next_time_or_with_one_too_late_is_refused(story, minutes):
    story.declare()
    with pytest.raises(RefusalError) as refused:
        update(story, minutes)
    assert refused.value.field == "next_in"


def test_an_update_to_the_channel_alone_keeps_the_announced_one_owed(story):
    story.declare()
    story.at(minutes=10)
    update(story, 30, announce=False)
    assert story.due("update")["due"] == 30


def test_an_update_says_the_impact(story):
    story.declare()
    update(story, 30, impact="5 % of checkouts")
    assert story.incident.impact == "5 % of checkouts"
    assert "impact" not in story.ladders


def test_a_higher_severity_shortens_the_wait_but_leaves_time_to_write(story):
    story.declare(severity=Severity.SEV3)
    story.at(minutes=10).do(ChangeSeverity, severity=Severity.SEV1)
    assert story.due("update")["due"] == 30
    story.do(ChangeSeverity, severity=Severity.SEV3)
    story.at(minutes=100).do(ChangeSeverity, severity=Severity.SEV1)
    assert story.due("update")["due"] == 105


def test_a_higher_severity_puts_off_nothing_that_was_promised_sooner(story):
    story.declare(severity=Severity.SEV2)
    update(story, 10)
    story.at(minutes=4).do(ChangeSeverity, severity=Severity.SEV1)
    assert story.due("update")["due"] == 10
    update(story, 10)
    story.at(minutes=15).do(ChangeSeverity, severity=Severity.SEV2)
    assert story.due("update")["due"] == 64


def test_a_lower_severity_counts_from_the_last_update(story):
    story.declare()
    story.at(minutes=20)
    update(story, 30)
    story.at(minutes=30).do(ChangeSeverity, severity=Severity.SEV2, reason="bounded")
    assert story.due("update")["due"] == 80


def test_the_same_severity_again_is_refused(story):
    story.declare()
    with pytest.raises(RefusalError):
        story.do(ChangeSeverity, severity=Severity.SEV1)


def test_the_interval_of_sev3_can_be_confirmed_anew(story):
    story.declare(severity=Severity.SEV3)
    story.do(SetInterval, interval=timedelta(hours=12))
    assert story.due("update")["due"] == 720
    with pytest.raises(RefusalError):
        story.do(SetInterval, interval=timedelta(hours=30))


def test_an_interval_shorter_than_the_heads_up_holds_at_once(story):
    story.declare(severity=Severity.SEV4)
    story.at(minutes=10).do(SetInterval, interval=timedelta(minutes=15))
    assert story.due("update")["due"] == 25


def test_gaps_between_escalations_double_up_to_the_longest():
    first, longest = timedelta(minutes=10), timedelta(minutes=40)
    waits = [growing(first, longest, count) / timedelta(minutes=1) for count in (1, 2, 3, 4, 5)]
    assert waits == [10, 30, 70, 110, 150]


def fire(story, ladder, step, **more):
    return story.do(TimerDue, by="muster", ladder=ladder, step=step, **more)


def test_an_escalation_plans_the_next_one(story):
    story.declare()
    entries = fire(story.at(minutes=40), "update", "escalate:1")
    assert [entry.kind for entry in entries] == [Kind.UPDATE_ESCALATED]
    assert story.due("update")["escalate:2"] == 60


def test_after_a_downtime_missed_escalations_are_said_once_and_the_next_lies_ahead(story):
    story.declare()
    story.at(hours=6)
    entries = fire(story, "update", "escalate:1")
    assert entries[0].data["count"] == 5
    assert story.due("update")["escalate:6"] > 360


def test_a_step_that_has_become_void_says_nothing(story):
    story.declare()
    story.at(minutes=29)
    update(story, 30)
    assert fire(story.at(minutes=30), "update", "due") == []


def test_a_heads_up_after_the_time_it_speaks_of_says_nothing(story):
    story.declare()
    assert fire(story.at(minutes=29), "heads_up", "heads_up")[0].kind == Kind.UPDATE_HEADS_UP
    assert fire(story.at(minutes=30), "heads_up", "heads_up") == []


def test_a_heads_up_starts_anew_when_somebody_else_owes_the_update(story):
    story.declare()
    before = story.ladders["heads_up"].anchor
    story.do(TakeRole, role=Role.COMMANDER)
    assert story.ladders["heads_up"].anchor != before


def test_a_snooze_has_no_heads_up_of_its_own(story):
    story.declare()
    story.at(minutes=30).do(Snooze, for_=timedelta(minutes=10), reason="on the phone")
    assert story.due("heads_up") == {}


def test_a_step_that_is_not_due_yet_says_nothing(story):
    story.declare()
    assert fire(story.at(minutes=29), "update", "due") == []


def test_each_update_step_writes_its_own_kind(story):
    story.declare()
    kinds = [
        fire(story.at(minutes=40), "update", step)[0].kind
        for step in ("due", "overdue", "escalate:1")
    ]
    assert kinds == [Kind.UPDATE_DUE, Kind.UPDATE_OVERDUE, Kind.UPDATE_ESCALATED]


def test_nobody_as_commander_is_said_with_growing_gaps_until_there_is_one(story):
    story.declare()
    assert story.due("commander") == {"again:1": 5}
    fire(story.at(minutes=5), "commander", "again:1")
    assert story.due("commander") == {"again:2": 15}
    story.do(TakeRole, role=Role.COMMANDER)
    assert "commander" not in story.ladders


def test_impact_is_asked_for_until_it_is_stated(story):
    story.declare()
    assert story.due("impact") == {"again:1": 10}
    assert fire(story.at(minutes=10), "impact", "again:1")[0].kind == Kind.IMPACT_MISSING
    story.do(SetImpact, impact="all checkouts fail")
    assert "impact" not in story.ladders


def test_a_stalled_mitigation_is_counted_from_the_last_one(story):
    story.declare()
    story.at(minutes=20).do(Note, kind=Kind.MITIGATION_NOTED, text="roll back")
    assert story.due("stalled") == {"again:1": 50}
    marked = plan(
        story.incident, story.policy, {LadderName.STALLED: story.start + timedelta(minutes=45)}
    )
    assert marked["stalled"].steps[0].due_at == story.start + timedelta(minutes=75)


def test_a_quiet_channel_is_counted_from_the_last_message(story):
    story.declare()
    heard = {LadderName.QUIET: story.start + timedelta(minutes=12)}
    steps = plan(story.incident, story.policy, heard)["quiet"].steps
    assert steps[0].due_at == story.start + timedelta(minutes=42)


def test_what_people_do_by_buttons_is_no_silence_nor_is_a_reminder(story):
    story.declare()
    story.at(minutes=10).do(SetImpact, impact="all checkouts")
    assert story.due("quiet") == {"again:1": 40}
    fire(story.at(minutes=30), "update", "due")
    assert story.due("quiet") == {"again:1": 60}
    fire(story.at(minutes=60), "quiet", "again:1")
    assert story.due("quiet") == {"again:2": 120}
    story.at(minutes=70).do(TakeRole, role=Role.SCRIBE)
    assert story.due("quiet") == {"again:1": 100}


def test_an_incident_that_is_left_alone_for_weeks_is_asked_again_and_again(story):
    story.declare()
    story.at(hours=1)
    for count in range(1, 101):
        fire(story, "quiet", f"again:{count}")
        story.at(minutes=story.due("quiet")[f"again:{count + 1}"])
    asked = story.due("quiet")["again:101"]
    fire(story, "quiet", "again:101")
    assert story.due("quiet")["again:102"] - asked == 240


def test_a_phase_that_changes_begins_the_wait_for_a_mitigation_anew(story):
    story.declare()
    story.at(minutes=5).do(ChangePhase, phase=Phase.MITIGATED)
    assert "stalled" not in story.ladders
    story.at(minutes=25).do(ChangePhase, phase=Phase.ACTIVE)
    assert story.due("stalled") == {"again:1": 55}


def test_a_pause_holds_every_question_back(story):
    story.declare(severity=Severity.SEV2)
    story.do(PauseCadence, for_=timedelta(hours=2), reason="vendor")
    held = {name: min(story.due(name).values()) for name in ("commander", "impact", "quiet")}
    assert held == {"commander": 120, "impact": 120, "quiet": 120}


def test_a_question_that_the_policy_turns_off_is_never_asked(story, policy):
    off = {"quiet_after", "stalled_after", "checkpoint_every", "commander_missing"}
    rules = policy.severities[Severity.SEV1].model_copy(update=dict.fromkeys(off, timedelta(0)))
    story.policy = policy.model_copy(
        update={"severities": {**policy.severities, Severity.SEV1: rules}}
    )
    story.declare()
    assert set(story.ladders) == {"update", "heads_up", "impact"}


def test_a_checkpoint_is_due_every_so_often(story):
    story.declare()
    assert story.due("checkpoint") == {"again:1": 240}
    story.at(minutes=100).do(MakeCheckpoint, packet={})
    assert story.due("checkpoint") == {"again:1": 340}


def test_an_internal_cadence_asks_more_often_than_the_announced_one(story, policy):
    rules = policy.severities[Severity.SEV1]
    quicker = rules.model_copy(update={"internal_update_every": timedelta(minutes=15)})
    story.policy = policy.model_copy(
        update={"severities": {**policy.severities, Severity.SEV1: quicker}}
    )
    story.declare()
    assert story.due("internal") == {"due": 15}
    assert fire(story.at(minutes=15), "internal", "due")[0].kind == Kind.UPDATE_DUE
    update(story, 30, announce=False)
    assert "internal" not in story.ladders


def test_an_internal_cadence_of_no_time_is_none(story, policy):
    rules = policy.severities[Severity.SEV1]
    never = rules.model_copy(update={"internal_update_every": timedelta(0)})
    severities = {**policy.severities, Severity.SEV1: never}
    story.policy = policy.model_copy(update={"severities": severities})
    story.declare()
    assert "internal" not in story.ladders


def test_a_snooze_moves_the_reminder_within_the_bound_of_the_severity(story):
    story.declare()
    story.at(minutes=30).do(Snooze, for_=timedelta(minutes=10), reason="on the phone")
    assert story.due("update")["due"] == 40
    with pytest.raises(RefusalError) as refused:
        story.do(Snooze, for_=timedelta(minutes=11), reason="still")
    assert refused.value.field == "length"


def test_a_snooze_needs_a_reason_and_something_owed(story):
    story.declare()
    with pytest.raises(RefusalError) as refused:
        story.do(Snooze, for_=timedelta(minutes=5), reason=" ")
    assert refused.value.field == "reason"
    story.do(Resolve, verification="error rate is zero")
    with pytest.raises(RefusalError):
        story.do(Snooze, for_=timedelta(minutes=5), reason="x")


def test_a_pause_is_for_severities_that_allow_it(story):
    story.declare()
    with pytest.raises(RefusalError, match="does not allow"):
        story.do(PauseCadence, for_=timedelta(hours=1), reason="night")
    story.do(ChangeSeverity, severity=Severity.SEV3)
    story.do(PauseCadence, for_=timedelta(hours=10), reason="night")
    assert story.due("update")["due"] == 600
    with pytest.raises(RefusalError):
        story.do(PauseCadence, for_=timedelta(hours=25), reason="weekend")


def test_a_pause_can_be_ended_early(story):
    story.declare(severity=Severity.SEV2)
    with pytest.raises(RefusalError):
        story.do(ResumeCadence)
    story.do(PauseCadence, for_=timedelta(hours=2), reason="vendor")
    story.at(minutes=30).do(ResumeCadence)
    assert story.due("update")["due"] == 90


def test_resolving_ends_every_ladder_but_the_postmortems(story):
    story.declare()
    story.at(minutes=40).do(Resolve, verification="error rate is zero")
    assert set(story.ladders) == {"postmortem"}
    assert story.due("postmortem") == {"again:1": 40 + 5 * 24 * 60}


def test_reopening_starts_the_cadence_again(story):
    story.declare()
    story.do(Resolve, verification="error rate is zero")
    story.at(minutes=60).do(Reopen, reason="it is back")
    assert story.due("update")["due"] == 90
    assert story.incident.resolved_at is None
