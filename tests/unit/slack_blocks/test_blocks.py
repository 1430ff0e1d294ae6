"""Cards, modals and messages: what they say, and that Slack takes them at their largest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from unit.slack_blocks.documents import largest_review, smallest_review

from app.incident.actions.commands import (
    CreateAction,
    DropAction,
    FinishAction,
    OfferAction,
    TakeAction,
)
from app.incident.commands import (
    AcceptHandoff,
    ChangePhase,
    ChannelOpened,
    MakeCheckpoint,
    Note,
    OfferHandoff,
    PauseCadence,
    PostUpdate,
    ReleaseRole,
    Resolve,
    SetImpact,
    SetScope,
    Snooze,
    StepFailed,
    TakeRole,
)
from app.incident.decide.draft import MAX_TEXT, MAX_TITLE
from app.incident.kinds import NOTE_KINDS, Kind
from app.incident.reading import read
from app.incident.values import SCOPE_FIELDS, Phase, Role, Severity, State
from app.packets.catchup import catch_up
from app.packets.checkpoint import checkpoint
from app.postmortem.review.render import as_json, from_json
from app.sandbox.validate.blocks import check_blocks
from app.sandbox.validate.views import check_view
from app.slack.blocks import action_forms, actions, home, kit, messages, modals, nudges, packets
from app.slack.blocks import card as cards
from app.slack.blocks import review as reviews
from app.slack.blocks.scene import Scene

LONG = "an & < > *bold* `code` ~x~ _y_ " * 90


def fits(message):
    assert check_blocks(message.blocks, "message") == []
    assert 0 < len(message.text) <= kit.FALLBACK_TEXT
    return message


def shown(message):
    return str(message.blocks)


@pytest.fixture
def full(story):
    """An incident with every field at its longest."""
    story.declare(title="<&>" * (MAX_TITLE // 3), impact=LONG[:MAX_TEXT], near_miss=True)
    story.do(ChannelOpened, channel="C1", name="inc-42")
    for number, role in enumerate(Role):
        story.do(TakeRole, by=f"U{number}", role=role)
    story.do(OfferHandoff, by="U0", role=Role.COMMANDER, to="U9", packet=packet_of(story))
    for name in SCOPE_FIELDS:
        story.do(SetScope, field=name, value=LONG[:MAX_TEXT])
    for word, kind in NOTE_KINDS.items():
        for number in range(12):
            story.do(Note, kind=kind, text=f"{word} {number} {LONG}"[:MAX_TEXT])
    for number in range(6):
        story.do(StepFailed, step=f"step {number}", error=LONG[:300], remedy="Reinstall")
    return story


def packet_of(story):
    return checkpoint(story.incident, read(story.entries, {}), story.now).as_data()


def scene(story, entry):
    holds = {"update"}
    return Scene(incident=story.incident, entry=entry, policy=story.policy, holds=holds)


def test_a_card_shows_everything_a_responder_asks_for(story):
    story.declare(severity=Severity.SEV2)
    story.do(TakeRole, role=Role.COMMANDER)
    text = shown(fits(cards.card(story.incident)))
    for words in ("INC-42 · checkout returns 502", "SEV2", "active", "<@U1>", "_not stated yet_"):
        assert words in text
    for label in ("Take commander", "Post update", "Change severity", "Checkpoint", "Resolve"):
        assert label in text
    assert "Next update" in text


def test_a_card_fits_at_its_largest_in_every_phase(full):
    fits(cards.card(full.incident))
    full.do(ChangePhase, phase=Phase.MITIGATED)
    fits(cards.card(full.incident))
    full.do(Resolve, verification=LONG[:MAX_TEXT])
    assert "Reopen" in shown(fits(cards.card(full.incident)))


def test_a_held_role_asks_before_it_is_taken_over(story):
    story.declare()
    story.do(TakeRole, role=Role.SCRIBE)
    buttons = {
        element["action_id"]: element
        for block in cards.card(story.incident).blocks
        for element in block.get("elements", [])
        if element["type"] == "button"
    }
    assert "confirm" in buttons["take:scribe"]
    assert "confirm" not in buttons["take:commander"]
    assert buttons["take:scribe"]["value"] == "7:U1"


def test_a_degraded_incident_asks_for_scope_before_action(story):
    story.declare(state=State.DEGRADED)
    assert "scope it before acting" in shown(cards.card(story.incident))
    story.do(SetScope, field="regions", value="EU")
    assert "scope it before acting" not in shown(cards.card(story.incident))


def test_a_card_says_who_owes_the_next_update_and_why_it_is_late(story):
    story.declare(severity=Severity.SEV2)
    assert "owed by nobody yet" in shown(cards.card(story.incident))
    story.do(Snooze, for_=timedelta(minutes=30), reason="x")
    assert "(snoozed)" in shown(cards.card(story.incident))
    story.do(PauseCadence, for_=timedelta(hours=2), reason="x")
    assert "(paused until then)" in shown(cards.card(story.incident))
    story.do(Resolve, verification="x")
    assert "No update is owed: INC-42 is resolved" in shown(cards.card(story.incident))


def test_a_record_of_something_past_owes_nothing(story):
    story.declare(state=State.POST_INCIDENT, private=True)
    text = shown(cards.card(story.incident))
    assert "straight to the record" in text
    assert "Private" in text


@given(title=some.text(min_size=1, max_size=MAX_TITLE))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_topic_never_exceeds_slacks_limit(story, title):
    if not story.entries:
        story.declare()
    assert len(cards.topic(replace(story.incident, title=title))) <= cards.TOPIC


@pytest.mark.parametrize("severity", list(Severity))
def test_the_declare_form_fits_and_asks_for_the_interval_where_the_policy_does(policy, severity):
    view = modals.declare(policy, metadata={"channel": "C1"}, severity=severity, title=LONG)
    assert check_view(view, "modal") == []
    has = "interval" in {block["block_id"] for block in view["blocks"]}
    assert has == policy.severities[severity].confirm_update_every


def test_a_redrawn_declare_form_keeps_its_metadata(policy):
    view = modals.declare(policy, metadata={"channel": "C1"})
    chosen = {"severity": {"severity": {"selected_option": {"value": "SEV1"}}}}
    drawn = modals.redrawn(policy, {**view, "state": {"values": chosen}})
    assert modals.metadata_of(drawn) == {"channel": "C1"}
    assert "interval" not in {block["block_id"] for block in drawn["blocks"]}


def test_every_other_form_fits(full):
    incident, policy = full.incident, full.policy
    for view in (
        modals.update(incident, LONG, LONG),
        modals.severity(incident, policy),
        modals.resolve(incident),
        modals.accept(incident, Role.COMMANDER, 3),
        modals.snooze(incident, timedelta(minutes=10)),
        modals.mark(incident, "1.1"),
        modals.review(incident, "C1"),
    ):
        assert check_view(view, "modal") == []
        assert modals.metadata_of(view)["incident"] == 7


def test_an_update_form_of_a_short_interval_still_offers_a_time(story):
    story.declare(severity=Severity.SEV3, interval=timedelta(minutes=10))
    view = modals.update(story.incident)
    assert "10m" in str(view["blocks"])


def impact_field(incident):
    view = modals.update(incident)
    assert check_view(view, "modal") == []
    (field,) = [one for one in view["blocks"] if one.get("block_id") == "impact"]
    return field["element"].get("initial_value", ""), field["hint"]["text"]


def posted(story, impact=""):
    fields = {"known": "restarted", "unknown": "", "mitigation": "", "impact": impact}
    entry = story.do(PostUpdate, **fields, next_in=timedelta(minutes=30))[0]
    return entry, lambda: shown(messages.update(scene(story, entry)))


def test_no_update_says_an_impact_by_default_but_which_was_stated_when(story):
    story.declare()
    assert impact_field(story.incident) == ("", "Nobody has stated it yet.")
    story.at(minutes=5).do(SetImpact, impact="0% of launches succeed")
    initial, hint = impact_field(story.incident)
    assert initial == ""
    assert hint == (
        "Stated 09 Mar 12:05 UTC. Empty: it is shown with that time. “0% of launches succeed”"
    )
    entry, message = posted(story)
    assert "0%" not in entry.text
    assert "*Impact, as stated <!date^" in message()
    story.at(minutes=10).do(SetImpact, impact="half of launches succeed")
    # Sent late: what stood then is not what stands now, and nothing is put in its mouth.
    assert "launches" not in message()
    _, message = posted(story, impact="a third of launches fail")
    assert "*Impact*\\na third of launches fail" in message()


def test_an_impact_of_another_phase_is_in_no_update_and_dated_everywhere_else(story):
    story.declare(impact="0% of launches succeed")
    assert "*Impact*" in shown(cards.card(story.incident))
    story.do(ChangePhase, phase=Phase.MITIGATED)
    assert "the phase has changed since" in impact_field(story.incident)[1]
    _, message = posted(story)
    assert "0%" not in message()
    for blocks in (cards.card(story.incident), messages.announcement(story.incident)):
        assert "*Impact, as stated <!date^" in shown(blocks)
    packet = packet_of(story)["impact"]
    assert packet == "0% of launches succeed (stated 09 Mar 12:00 UTC, before it was mitigated)"
    # Said again it holds again.
    assert story.do(SetImpact, impact="0% of launches succeed")
    assert "*Impact*" in shown(cards.card(story.incident))


def test_what_was_filled_in_is_read_by_field():
    values = {
        "a": {"known": {"type": "plain_text_input", "value": None}},
        "b": {"severity": {"selected_option": {"value": "SEV1"}}},
        "c": {"flags": {"selected_options": [{"value": "private"}]}},
        "d": {"type": {"selected_option": None}},
    }
    assert modals.values_of({"state": {"values": values}}) == {
        "known": "",
        "severity": "SEV1",
        "flags": ["private"],
        "type": "",
    }


def of_actions(story):
    """What is said of action items, at their most and longest."""
    words = {"text": LONG[:500], "signal": LONG[:500], "factor": LONG[:500]}
    link = "https://tickets.example/" + "x" * 470
    for _ in range(30):
        created = story.do(CreateAction, **words, ticket=link, due=date(2026, 3, 10))[0]
    offered = story.do(OfferAction, number=1, to="U9")[0]
    reminded = replace(created, data={"to": "", "numbers": list(range(1, 31))})
    done = story.do(FinishAction, number=2, evidence=LONG[:1500])[0]
    said = {"action_created": created, "action_offered": offered, "action_due": reminded}
    asked = {"to": "U9", "numbers": [2]}
    unverified = replace(created, kind=Kind.ACTION_UNVERIFIED, data=asked)
    return {**said, "action_changed": done, "action_unverified": unverified}


def test_what_is_asked_of_who_verifies_fits_at_its_largest(full):
    asked = of_actions(full)["action_unverified"]
    found = [(full.incident, one) for one in full.incident.actions]
    for number in {one.number for _, one in found} - {2}:
        full.do(FinishAction, number=number, evidence=LONG[:1500])
    everything = replace(asked, data={"to": "U9", "numbers": [one.number for _, one in found]})
    message = messages.TEMPLATES["action_unverified"](scene(full, everything))
    fits(message)
    assert "30 action items" in message.text
    assert "Verify" in shown(message)
    assert f"And {30 - actions.MOST_DONE} more" in shown(message)
    done = [(full.incident, one) for one in full.incident.actions]
    message = actions.digest(found, full.now, "U9", done[15:])
    fits(message)
    assert "30 open, 15 to verify" in message.text
    assert "open" not in actions.digest([], full.now, "U9", done[:1]).text


def test_a_done_action_that_nobody_owns_has_a_button_to_verify_it(full):
    of_actions(full)
    done = full.incident.action(2)
    assert [one["text"]["text"] for one in actions.buttons(full.incident, done)] == ["Verify"]
    assert actions.buttons(full.incident, done, done.done_by) == []


def test_every_template_fits_at_its_largest(full):
    full.do(SetImpact, impact=LONG[: MAX_TEXT - 1])
    update = full.do(
        PostUpdate,
        known=LONG[:MAX_TEXT],
        unknown=LONG[:MAX_TEXT],
        impact=LONG[:MAX_TEXT],
        mitigation=LONG[:MAX_TEXT],
        next_in=timedelta(minutes=30),
    )[0]
    made = full.do(MakeCheckpoint, packet=packet_of(full))[0]
    offered = next(one for one in full.entries if one.kind == Kind.HANDOFF_OFFERED)
    accepted = full.do(
        AcceptHandoff, by="U9", role=Role.COMMANDER, offer=None, restatement="x" * 500
    )[0]
    now = full.now.isoformat()
    late = {"ladder": "update", "due_at": now, "owed_at": now, "late": 300, "count": 2, "to": ""}
    timer = replace(full.entries[0], data={**late, "tried": made.data["packet"]["tried"]})
    failed = next(one for one in full.entries if one.kind == Kind.STEP_FAILED)
    missed = {"kind": Kind.MITIGATION_STALLED, "ladder": "update", "since": now}
    away = {"due": [missed] * 12, "escalated": True, "to": "S0ONCALL"}
    put_off = {"until": now, "reason": "&" * 500}
    special = {
        **of_actions(full),
        "review": replace(full.entries[0], data={"review": as_json(largest_review())}),
        "update": update,
        "checkpoint": made,
        "offered": offered,
        "accepted": accepted,
        "note": next(one for one in full.entries if one.kind == Kind.DECISION_NOTED),
        "step_failed": failed,
        "caught_up": replace(full.entries[0], data=away),
        "snoozed": replace(full.entries[0], data=put_off),
    }
    for name, template in messages.TEMPLATES.items():
        fits(template(scene(full, special.get(name, timer))))
    for answer in (update, failed, replace(full.entries[0], data=put_off)):
        fits(nudges.closed(full.incident, "update", timer, answer))


def test_nobodys_words_ping_the_channel_or_break_out_of_the_message(story):
    story.declare(impact="<!channel> <!here> @everyone")
    note = story.do(Note, kind=Kind.HYPOTHESIS_NOTED, text="<!channel> ask <@U5>")[0]
    for message in (
        cards.card(story.incident),
        messages.announcement(story.incident),
        messages.note(scene(story, note)),
    ):
        assert "<!channel>" not in shown(message) + message.text
        assert "<!here>" not in shown(message) + message.text
    assert "<@U5>" in shown(messages.note(scene(story, note)))


def test_a_reminder_names_who_owes_the_update(story):
    story.declare()
    late = {"due_at": story.now.isoformat(), "late": 0, "ladder": "update"}
    timer = replace(story.entries[0], data=late)
    assert "Take communications" in shown(nudges.due(scene(story, timer)))
    story.do(TakeRole, role=Role.COMMUNICATIONS)
    assert "<@U1>, it is yours" in shown(nudges.due(scene(story, timer)))
    assert "Take communications" not in shown(nudges.due(scene(story, timer)))
    story.do(ReleaseRole, role=Role.COMMUNICATIONS)


def test_an_answered_reminder_says_whether_it_was_done_or_made_void(story):
    story.declare(severity=Severity.SEV2)
    asked = replace(story.entries[0], data={"owed_at": story.now.isoformat(), "due_at": None})
    paused = story.do(PauseCadence, for_=timedelta(hours=1), reason="vendor")[0]
    said = {
        name: shown(nudges.closed(story.incident, name, asked, paused))
        for name in ("update", "quiet")
    }
    assert "*Void*: <@U1> paused updates for 1 h: vendor" in said["update"]
    assert "*Done*: <@U1>" in said["quiet"]
    again = replace(paused, actor="muster")
    assert "Asked again below" in shown(nudges.closed(story.incident, "quiet", asked, again))


def test_lists_fit_however_long_the_incident_is(full):
    items = read(full.entries, {})
    fits(packets.timeline(full.incident, items[-30:], page=1, pages=9))
    fits(packets.catch_up(full.incident, catch_up(full.incident, items, full.now)))
    fits(packets.listing([full.incident] * 50, everything=True))
    assert "No incident is open" in shown(fits(packets.listing([], everything=False)))


def test_a_line_of_the_timeline_says_what_became_of_a_message(story):
    story.declare()
    (item, *_) = read(story.entries, {})
    assert "E101" in packets.moment_line(item)
    assert "_deleted " in packets.moment_line(replace(item, deleted_at=story.now))
    assert "redacted by <@U7>" in packets.moment_line(replace(item, redacted_by="U7"))
    assert "(edited " in packets.moment_line(replace(item, edited_at=story.now))


def test_a_review_comes_in_parts_that_slack_takes_and_says_what_is_left_out():
    pages = reviews.pages(largest_review(), entry=7)
    for page in pages:
        fits(page)
    assert len(pages) == 4
    assert "`muster review` on the exported file shows all" in shown(pages[-1])
    (page,) = reviews.pages(smallest_review())
    assert "None." in shown(fits(page))
    assert "share_review" not in shown(page)


def test_a_review_that_is_stored_reads_as_it_was_made():
    stored = as_json(largest_review())
    assert as_json(from_json(stored)) == stored


def test_the_forms_and_lists_of_action_items_fit_at_their_largest(full):
    of_actions(full)
    incident, action = full.incident, full.incident.action(1)
    start = action_forms.Start(text=LONG[:500], signal=LONG[:500], factor=LONG[:500])
    views = [
        action_forms.create(
            incident, start, channel="C1", url="https://hooks.example/" + "x" * 200
        ),
        *(form(incident, action) for form in (action_forms.edit, action_forms.hand)),
    ]
    full.do(FinishAction, number=1, evidence=LONG[:1500])
    action = full.incident.action(1)
    views += [action_forms.done(incident, action), action_forms.verify(incident, action)]
    assert [check_view(view, "modal") for view in views] == [[]] * len(views)
    found = [(full.incident, one) for one in full.incident.actions]
    for one in (incident, None):
        message = actions.listing(found, full.now, "U1", which="all", incident=one)
        more = actions.proposals(incident, 3, [(index, LONG[:600]) for index in range(20)])
        fits(replace(message, blocks=[*message.blocks, *more]))
        assert "And 15 more" in shown(message)
        last = actions.listing(found, full.now, "U1", which="all", incident=one, page=2)
        assert "A30" in shown(fits(last))


def test_an_action_offers_what_can_be_done_next_and_by_whom(full):
    of_actions(full)

    def labels(person):
        row = actions.buttons(full.incident, full.incident.action(1), person)
        return [one["text"]["text"] for one in row]

    assert labels("") == ["Take it", "Edit", "Hand to somebody", "Drop"]
    assert labels("U9")[:2] == ["Accept", "Decline"]
    full.do(TakeAction, by="U9", number=1)
    assert labels("U9") == ["Start", "Done", "Edit", "Hand to somebody", "Drop"]
    full.do(FinishAction, by="U8", number=1, evidence="paged")
    assert (labels("U9"), labels("U8"), labels("U7")) == ([], [], ["Verify"])
    full.do(CreateAction, text="Pin the edge image by digest", signal="a moved tag fails the build")
    number = full.incident.actions[-1].number
    full.do(DropAction, number=number, reason="the edge goes away")
    dropped = full.incident.action(number)
    assert [one["text"]["text"] for one in actions.buttons(full.incident, dropped)] == [
        "Pick up again"
    ]
    assert "the edge goes away" in actions.line(full.incident, dropped, full.now)


def test_home_fits_at_its_largest_and_says_so_when_there_is_nothing(full):
    of_actions(full)
    everything = {
        "owed": [(full.incident, full.now)] * 30,
        "mine": [full.incident] * 30,
        "asked": [(full.incident, one) for one in full.incident.actions],
        "actions": [
            (full.incident, replace(one, number=one.number + 50)) for one in full.incident.actions
        ],
        "open": [full.incident] * 60,
        "unwritten": [(full.incident, full.now)] * 30,
    }
    common = {"person": "U1", "now": full.now}
    view = home.home(home.Shown(**common, **everything))
    assert check_view(view, "home") == []
    empty = home.home(home.Shown(**common, **dict.fromkeys(everything, ())))
    assert check_view(empty, "home") == []
    assert "No incident is open" in str(empty)


def test_a_message_of_several_lines_is_told_on_one():
    told = "• cull pods\n1. restart\n```\nkubectl get pods - all\n```"
    assert kit.one_line(told, 100) == "cull pods restart kubectl get pods - all"
    assert kit.one_line(told, 10) == "cull pods…"
