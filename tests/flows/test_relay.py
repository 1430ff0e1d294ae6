"""The relay against the local Slack: once, in order, and nothing that breaks stops the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.flows import steps
from app.flows.aloud import Saying, Where, said
from app.incident.commands import SetTitle, TakeRole
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.values import RefusalError, Role, Severity
from app.relay.effect import Performs
from app.relay.registry import EFFECTS
from app.slack.errors import SlackError
from app.store import limits, outbox, timeline
from app.store.lanes import channel_lane, direct
from app.store.outbox import LEASE, ROLLING, Effect
from app.store.tables import OutboxRow

ANNOUNCE = "C0INCIDENTS"
NAMES = dict.fromkeys(("a", "b", "c"), "chat.postMessage")


def queue(muster, *effects):
    with muster.database.write() as session:
        return outbox.queue(session, effects, muster.real())


def claimed(muster, limit=9, methods=NAMES, owner="me"):
    with muster.database.write() as session:
        jobs = outbox.claim(session, owner, muster.real(), limit, methods)
    return [job.effect for job in jobs], jobs


def owed(name, lane="post:C1", incident=1, **fields):
    return Effect(name=name, lane=lane, workspace="T1", incident_id=incident, **fields)


def kinds(desk, incident, kind):
    with desk.muster.database.read() as session:
        return list(timeline.entries(session, incident.id, kinds=[kind]))


# -- claiming ---------------------------------------------------------------------------


def test_an_incident_keeps_its_order_in_a_lane_and_lanes_run_side_by_side(muster):
    queue(muster, owed("a"), owed("b"), owed("c", lane="post:C2"))
    names, jobs = claimed(muster)
    assert names == ["a", "c"]
    assert claimed(muster)[0] == []
    with muster.database.write() as session:
        outbox.finish(session, jobs[0], "me", muster.real())
    assert claimed(muster)[0] == ["b"]


def test_between_incidents_the_most_urgent_has_the_lane_first(muster):
    queue(
        muster,
        owed("a", incident=3, urgency=3),
        owed("b", incident=1, urgency=1),
        owed("c", incident=2, urgency=2),
    )
    order = []
    while jobs := claimed(muster)[1]:
        order += [job.effect for job in jobs]
        with muster.database.write() as session:
            outbox.finish(session, jobs[0], "me", muster.real())
    assert order == ["b", "c", "a"]


def test_a_raised_severity_does_not_tie_the_lane_in_a_knot(muster):
    queue(muster, owed("a", urgency=3), owed("b", incident=2, urgency=2), owed("c", urgency=1))
    seen = []
    for _ in range(3):
        (job,) = claimed(muster)[1]
        seen.append(job.effect)
        with muster.database.write() as session:
            outbox.finish(session, job, "me", muster.real())
    assert seen == ["b", "a", "c"]


def test_an_effect_of_a_newer_version_is_kept_and_holds_its_lane_only_for_a_while(muster, hands):
    queue(muster, owed("from a newer version"), owed("b"))
    assert claimed(muster)[0] == []
    hands.move(seconds=ROLLING.total_seconds() + 1)
    assert claimed(muster)[0] == ["b"]
    assert claimed(muster, methods={"from a newer version": ""}, owner="newer")[0] == []
    hands.move(seconds=LEASE.total_seconds() + 1)
    assert claimed(muster, methods={"from a newer version": ""}, owner="newer")[0]


def test_what_is_tried_in_vain_steps_aside_for_the_rest_of_its_lane(muster, hands):
    queue(muster, owed("a"), owed("b"))
    for attempt in range(outbox.STEPS_ASIDE):
        names, (job,) = claimed(muster)
        assert names == ["a"], attempt
        with muster.database.write() as session:
            later = muster.real() + timedelta(seconds=60)
            outbox.again(session, job, "me", later, "no", doubtful=False)
        if attempt < outbox.STEPS_ASIDE - 1:
            assert claimed(muster)[0] == []
            hands.move(seconds=61)
    assert claimed(muster)[0] == ["b"]


def test_limits_of_a_thousand_channels_hold_each_its_own_lane_back(muster):
    queue(muster, *(owed("a", lane=f"post:C{number}", incident=number) for number in range(1000)))
    queue(muster, owed("a", lane="post:CFREE", incident=5000))
    with muster.database.write() as session:
        until = muster.real() + timedelta(seconds=5)
        for number in range(1000):
            limits.limit_method(session, "T1", "chat.postMessage", until, f"C{number}")
    _, jobs = claimed(muster)
    assert [job.lane for job in jobs] == ["post:CFREE"]
    with muster.database.read() as session:
        assert outbox.next_at(session, muster.real()) == until


def test_a_lease_is_lengthened_only_while_it_is_ours(muster, hands):
    queue(muster, owed("a"))
    _, (job,) = claimed(muster)
    hands.move(seconds=10)
    with muster.database.write() as session:
        assert outbox.renew(session, "me", [job.id], muster.real()) == [job.id]
    hands.move(seconds=10)
    assert claimed(muster, owner="other")[0] == []
    hands.move(seconds=6)
    _, (taken,) = claimed(muster, owner="other")
    assert taken.doubtful
    with muster.database.write() as session:
        assert outbox.renew(session, "me", [job.id], muster.real()) == []
        assert not outbox.finish(session, job, "me", muster.real())


# -- what breaks ------------------------------------------------------------------------


def breaking(error):
    def do(_muster, _job):
        raise error

    return do


@pytest.mark.parametrize(
    "error", [LookupError("gone"), KeyError("entry"), TypeError("x"), RefusalError("no")]
)
def test_a_row_that_breaks_us_is_tried_a_few_times_and_then_dead_and_said_once(
    desk, monkeypatch, error
):
    incident = desk.declare()
    monkeypatch.setitem(
        EFFECTS, "channel.topic", replace(EFFECTS["channel.topic"], do=breaking(error))
    )
    desk.run()
    (topic,) = desk.rows("channel.topic")
    assert (topic.state, topic.attempts) == ("failed", 5)
    assert type(error).__name__ in topic.error
    assert {row.state for row in desk.rows() if row is not topic and row.id != topic.id} == {"done"}
    (told,) = kinds(desk, incident, Kind.STEP_FAILED)
    assert told.data["step"] == "set the topic"
    channel = desk.now(incident).channel
    said = [one["text"] for one in desk.posts(channel) if "could not set the topic" in one["text"]]
    assert len(said) == 1


def test_what_follows_a_post_may_break_without_the_post_being_said_twice(desk, monkeypatch):
    incident = desk.declare()

    def then(_muster, _session, _job, _result):
        raise RefusalError("the incident does not take that")

    monkeypatch.setitem(EFFECTS, "card.post", replace(EFFECTS["card.post"], then=then))
    desk.run()
    assert desk.states("card.post") == ["failed"]
    cards = [one for one in desk.posts(desk.now(incident).channel) if "INC-1 SEV2" in one["text"]]
    assert len(cards) == 1


def test_a_row_of_an_incident_that_is_gone_dies_alone(desk):
    queue(desk.muster, owed("card.post", incident=999), owed("card.update", incident=999, lane="x"))
    desk.run()
    assert desk.states() == ["failed", "failed"]
    assert "LookupError" in desk.rows()[0].error


def test_a_note_that_cannot_be_said_begets_no_other(desk):
    incident = desk.declare()
    desk.run()
    before = len(desk.rows())
    for code in ("is_archived", "channel_not_found"):
        desk.slack.control.fault("error", "*", error=code, times=None)
        with desk.muster.database.write() as session:
            session.execute(
                update(OutboxRow).where(OutboxRow.effect == "channel.topic").values(state="pending")
            )
        desk.run()
        desk.slack.control.clear_faults()
    notes = [row for row in desk.rows("post") if row.payload["template"] == "step_failed"]
    # The topic and the card's edit, for each of both reasons.
    assert [row.state for row in notes] == ["failed"] * 4
    assert len(kinds(desk, incident, Kind.STEP_FAILED)) == 4
    assert len(desk.rows()) - before < 12


# -- once -------------------------------------------------------------------------------

OPENING = (
    "conversations.create",
    "conversations.invite",
    "conversations.setTopic",
    "chat.postMessage",
    "pins.add",
    "bookmarks.add",
)


@pytest.mark.parametrize("fault", ["drop_after", "status_after", "drop_before", "status"])
def test_each_step_of_opening_is_done_once_whatever_end_its_calls_have(desk, fault):
    incident = desk.declare()
    for method in OPENING:
        desk.slack.control.fault(fault, method, times=2)
    desk.run()
    complete(desk, incident)


def complete(desk, incident):
    """The incident's channel has everything, and each thing once."""
    aiko, now = desk.slack.person("Aiko"), desk.now(incident)
    assert {row.state for row in desk.rows()} == {"done"}
    names = [one["name"] for one in aiko.channels() if one["name"].startswith("inc-")]
    assert names == ["inc-1-checkout-502"]
    assert aiko.channel(now.channel)["topic"]["value"].startswith("INC-1 SEV2")
    assert [pin["ts"] for pin in aiko.pins(now.channel)] == [now.card_ts]
    assert aiko.id in aiko.members(now.channel)
    ids = [
        one["metadata"]["event_payload"]["id"]
        for one in [*desk.posts(now.channel), *desk.posts(ANNOUNCE)]
    ]
    assert len(ids) == len(set(ids)) == 2
    slack = desk.muster.clients[incident.workspace]
    assert len(slack.call("bookmarks.list", channel_id=now.channel)["bookmarks"]) == 1


def test_a_strangers_name_gets_a_suffix_and_ours_from_before_is_not_taken_for_it(desk):
    desk.slack.person("Ben").create_channel("inc-1-checkout-502")
    incident = desk.declare()
    desk.run()
    channel = desk.now(incident).channel
    assert desk.slack.person("Aiko").channel(channel)["name"] == "inc-1-checkout-502-2"


def test_an_effect_of_many_calls_does_not_begin_another_on_a_lost_lease(desk):
    incident = desk.declare()
    desk.run()
    hold = held(desk, incident)
    hold.lease_until = desk.muster.real() + timedelta(seconds=7)
    before = desk.slack.ledger.mark()
    perform_held(desk, hold)
    assert desk.slack.ledger.calls(since=before) == []
    assert (desk.rows()[-1].state, desk.rows()[-1].doubtful) == ("pending", False)


def test_a_graceful_stop_hands_back_what_was_not_begun(desk):
    incident = desk.declare()
    desk.run()
    hold = held(desk, incident)
    desk.relay.drain()
    perform_held(desk, hold)
    row = desk.rows()[-1]
    assert (row.state, row.attempts, row.doubtful, row.owner) == ("pending", 0, False, "")


def held(desk, incident):
    lane = f"topic:{incident.id}"
    queue(
        desk.muster,
        Effect(
            name="channel.topic", lane=lane, workspace=incident.workspace, incident_id=incident.id
        ),
    )
    (job,) = desk.relay.claim()
    return desk.relay._hold(job)


def perform_held(desk, hold):
    from app.relay.perform import perform  # noqa: PLC0415 - beside what it is about

    perform(desk.muster, desk.relay.owner, hold)


# -- newest edit, limits ----------------------------------------------------------------


def test_the_newest_edit_of_a_card_wins_and_none_is_lost_while_one_is_sent(desk, monkeypatch):
    incident = desk.declare()
    desk.run()
    edit = EFFECTS["card.update"]

    def do(muster, job):
        if not desk.rows("post"):
            # Somebody changes the title after this edit was rendered.
            found = edit.do(muster, job)
            retitle(desk, incident, "the second")
            retitle(desk, incident, "the third")
            return found
        return edit.do(muster, job)

    monkeypatch.setitem(EFFECTS, "card.update", replace(edit, do=do))
    retitle(desk, incident, "the first")
    desk.run()
    retitle(desk, incident, "the fourth")
    desk.run()
    now = desk.now(incident)
    (card,) = [m for m in desk.slack.control.messages(now.channel) if m["ts"] == now.card_ts]
    assert "the fourth" in card["text"]


def retitle(desk, incident, title):
    command = SetTitle(by="U1", key=f"title:{title}", title=title)
    steps.step(desk.muster, incident.id, command)


def test_a_limit_of_a_method_is_minded_by_every_call_also_inside_another_effect(desk):
    incident = desk.declare()
    desk.run()
    aiko = desk.slack.person("Aiko").id
    steps.step(desk.muster, incident.id, TakeRole(by=aiko, key="t", role=Role.COMMUNICATIONS))
    desk.run()
    with desk.muster.database.write() as session:
        until = desk.muster.real() + timedelta(seconds=30)
        limits.limit_method(session, incident.workspace, "conversations.open", until)
    before = desk.slack.ledger.mark()
    entry = kinds(desk, incident, Kind.ROLE_ASSIGNED)[0]
    payload = {"template": "heads_up", "where": "owner", "entry": entry.id}
    queue(desk.muster, post_of(desk.now(incident), payload))
    assert desk.relay.step() == 1
    assert desk.slack.ledger.calls("conversations.open", since=before) == []
    assert (desk.rows()[-1].state, desk.rows()[-1].attempts) == ("pending", 0)
    assert desk.rows()[-1].not_before >= until


def post_of(incident, payload):
    lane = channel_lane(direct(incident.roles[Role.COMMUNICATIONS]))
    return Effect(
        name="post",
        lane=lane,
        workspace=incident.workspace,
        incident_id=incident.id,
        payload={"ladders": {}, **payload},
    )


def test_what_many_incidents_tell_one_person_goes_out_at_the_pace_of_one_channel(desk, hands):
    incidents = [desk.declare(f"case {number}") for number in range(4)]
    desk.run()
    aiko = desk.slack.person("Aiko").id
    for incident in incidents:
        take = TakeRole(by=aiko, key=f"t{incident.id}", role=Role.COMMUNICATIONS)
        steps.step(desk.muster, incident.id, take)
    desk.run()
    before = desk.slack.ledger.mark()
    for incident in incidents:
        entry = kinds(desk, incident, Kind.ROLE_ASSIGNED)[0]
        payload = {"template": "said", "where": "owner", "entry": entry.id}
        queue(desk.muster, post_of(desk.now(incident), payload))
    # Slack takes two at once, then one a second; nothing is asked in vain meanwhile.
    assert [desk.relay.step() for _ in range(3)] == [1, 1, 0]
    hands.move(seconds=1)
    assert [desk.relay.step() for _ in range(2)] == [1, 0]
    hands.move(seconds=1)
    assert [desk.relay.step() for _ in range(2)] == [1, 0]
    for method in ("conversations.open", "chat.postMessage"):
        assert len(desk.slack.ledger.calls(method, since=before)) == 4


def test_a_429_of_a_post_holds_its_channel_and_a_429_of_an_edit_holds_all_edits(desk, hands):
    first, second = desk.declare(), desk.declare("search is slow")
    desk.run()
    desk.slack.control.fault("ratelimit", "chat.postMessage", retry_after=20)
    for incident in (first, second):
        aiko, key = desk.slack.person("Aiko").id, f"t{incident.id}"
        steps.step(desk.muster, incident.id, TakeRole(by=aiko, key=key, role=Role.SCRIBE))
    desk.relay.step()
    waiting = {row.lane: row.state for row in desk.rows("post")}
    assert sorted(waiting.values()) == ["done", "pending"]
    desk.run()
    desk.slack.control.fault("ratelimit", "chat.update", retry_after=20)
    before = desk.slack.ledger.mark()
    for incident in (first, second):
        retitle(desk, incident, f"new {incident.number}")
    desk.relay.step()
    asked = len(desk.slack.ledger.calls("chat.update", since=before))
    retitle(desk, first, "newer")
    assert desk.relay.step() == 1  # the topic; no edit, of whichever message
    assert len(desk.slack.ledger.calls("chat.update", since=before)) == asked
    hands.move(seconds=21)
    desk.run()
    assert desk.states("card.update") == ["done"] * len(desk.rows("card.update"))


def test_a_429_without_a_body_or_with_a_date_still_rests(desk):
    from app.slack.errors import from_response  # noqa: PLC0415 - beside what it is about

    assert from_response("x", 429, {}, "").retry_after == 30
    odd = {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}
    assert from_response("x", 429, odd, "").retry_after == 30
    assert from_response("x", 429, {"RETRY-AFTER": "7"}, "").retry_after == 7
    for header, rests in (("0", 1), ("-3", 1), ("nan", 1), ("inf", 86400), ("1e30", 86400)):
        assert from_response("x", 429, {"Retry-After": header}, "").retry_after == rests
    desk.slack.control.fault("status", "chat.postMessage", status=429)
    with pytest.raises(SlackError) as raised:
        desk.muster.clients["T0SANDBOX01"].call("chat.postMessage", channel=ANNOUNCE, text="x")
    assert raised.value.retry_after == 30
    assert raised.value.channel == ANNOUNCE


def test_every_effect_says_what_could_not_be_done():
    for name, performs in EFFECTS.items():
        assert isinstance(performs, Performs)
        assert performs.step, name


def test_severity_is_the_order_of_a_thousand_that_are_due_at_once(muster):
    severities = [Severity.SEV4, Severity.SEV1, Severity.SEV3, Severity.SEV2]
    for number, severity in enumerate(severities * 5):
        queue(muster, owed("a", lane=f"post:C{number}", incident=number, urgency=severity.rank))
    _, jobs = claimed(muster, limit=20)
    with muster.database.read() as session:
        ranks = [session.get_one(OutboxRow, job.id).urgency for job in jobs]
    assert ranks == sorted(ranks)


def test_a_role_given_before_there_is_a_channel_is_invited_when_there_is(desk):
    incident = desk.declare()
    ben = desk.slack.person("Ben").id
    steps.step(desk.muster, incident.id, TakeRole(by=ben, key="t", role=Role.COMMANDER))
    desk.run()
    assert set(desk.states()) == {"done"}
    assert ben in desk.slack.person("Aiko").members(desk.now(incident).channel)


def test_escalations_of_many_incidents_to_one_channel_share_its_lane(desk, noon):
    entry = Entry(
        kind=Kind.UPDATE_ESCALATED, occurred_at=noon, actor="muster", data={"to": "CFALLBACK"}
    )
    incident = desk.declare()
    desk.run()
    open_one = desk.now(incident)
    saying = Saying("escalated", Where.FALLBACK)
    assert said(open_one, entry, saying).lane == "post:CFALLBACK"
    sealed = said(replace(open_one, private=True), entry, saying)
    assert sealed.lane == f"post:{open_one.channel}"


def test_what_one_person_is_told_of_many_incidents_shares_a_lane(desk, noon):
    aiko = desk.slack.person("Aiko").id
    entry = Entry(kind=Kind.UPDATE_HEADS_UP, occurred_at=noon, actor="muster")
    lanes = set()
    for incident in (desk.declare(), desk.declare("search is slow")):
        owned = replace(incident, roles={Role.COMMUNICATIONS: aiko})
        lanes |= {
            said(owned, entry, Saying("heads_up", where)).lane
            for where in (Where.OWNER, Where.DECLARER)
        }
    assert lanes == {channel_lane(direct(aiko))}


def test_what_changes_while_the_card_is_being_posted_is_shown_on_it(desk, monkeypatch):
    incident = desk.declare()
    first = EFFECTS["card.post"]

    def do(muster, job):
        found = first.do(muster, job)
        retitle(desk, incident, "changed meanwhile")
        return found

    monkeypatch.setitem(EFFECTS, "card.post", replace(first, do=do))
    desk.run()
    now = desk.now(incident)
    (card,) = [m for m in desk.slack.control.messages(now.channel) if m["ts"] == now.card_ts]
    assert "changed meanwhile" in card["text"]


def test_the_card_is_edited_once_for_a_change_and_not_for_what_it_does_not_show(desk):
    incident = desk.declare()
    desk.run()
    before = len(desk.rows("card.update"))
    aiko = desk.slack.person("Aiko").id
    # The role's message is linked to its entry afterwards, which the card does not show.
    steps.step(desk.muster, incident.id, TakeRole(by=aiko, key="t", role=Role.COMMANDER))
    desk.run()
    assert kinds(desk, incident, Kind.SOURCE_LINKED)
    assert len(desk.rows("card.update")) == before + 1
