"""What Slack never told, read from its history: the record ends up as the channel stands."""

from __future__ import annotations

import time

import pytest
from support.world import patient, settings_for, world

from app.flows.lookup import items_of
from app.incident.kinds import Kind
from app.main.build import build
from app.main.serve import serving
from app.sandbox import running
from app.store import channels, incidents, timeline

WITHIN = 60.0


@pytest.fixture
def transport():
    """History is read in the same way whichever way events come."""
    return "http"


def declared(slack, how="declare SEV2 checkout returns 502"):
    aiko = slack.person("Aiko")
    assert aiko.command("#general", f"/incident {how}").ok
    channel = aiko.wait_for_channel(name="inc-1-checkout-returns-502", is_member=True)["id"]
    slack.ledger.wait_for("bookmarks.add")
    # The channel is read once when it is bound: what a test breaks is for its own reading.
    slack.ledger.wait_for("conversations.history")
    return channel


def log_of(muster, number=1):
    with muster.database.read() as session:
        incident = incidents.numbered(session, number)[0]
        return timeline.entries(session, incident.id)


def messages_of(muster, number=1):
    """Ts of each message to its text, reactions and whether it is deleted."""
    with muster.database.read() as session:
        incident = incidents.numbered(session, number)[0]
    return {
        item.entry.message_ts: (item.text, dict(item.reactions), item.deleted_at is not None)
        for item in items_of(muster, incident)
        if item.is_message
    }


def eventually(check):
    until = time.monotonic() + WITHIN
    while not (found := check()):
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.05)
    return found


def read_again(here, channel):
    """What Aiko is told after she asked for it."""
    aiko = here.person("Aiko")
    before = len(aiko.ephemeral(channel))
    aiko.command(channel, "/incident backfill")

    def last():
        told = [one["text"] for one in aiko.ephemeral(channel)[before:]]
        return next((text for text in told if "Reading" not in text), "")

    return eventually(last)


def unheard(here):
    """From now on no event arrives."""
    here.slack.control.event_fault("lose", times=None)


def test_what_no_event_told_is_found_once(here):
    channel, muster = declared(here.slack), here.muster.built.muster
    aiko, ben = here.person("Aiko"), here.person("Ben")
    ben.join(channel)
    old = {name: aiko.say(channel, name) for name in ("edited", "deleted", "parent", "reacted")}
    reply = ben.reply(channel, old["parent"], "a reply that goes")
    aiko.react(channel, old["reacted"], "eyes")
    ben.react(channel, old["edited"], "wrench")
    eventually(lambda: len(messages_of(muster)) == 5)

    unheard(here)
    aiko.edit(channel, old["edited"], "other words")
    aiko.delete(channel, old["deleted"])
    ben.delete(channel, reply)
    late = ben.reply(channel, old["parent"], "a late reply")
    new = ben.say(channel, "a new message")
    aiko.unreact(channel, old["reacted"], "eyes")
    ben.react(channel, old["reacted"], "boom")
    ben.pin(channel, new)

    assert "8 entries were missing" in read_again(here, channel)
    found = messages_of(muster)
    assert [found[ts][0] for ts in (old["edited"], late, new)] == [
        "other words",
        "a late reply",
        "a new message",
    ]
    assert found[old["deleted"]][2]
    assert found[reply][2]
    assert list(found[old["reacted"]][1]) == ["boom"]
    assert list(found[old["edited"]][1]) == ["wrench"]
    pinned = [entry.message_ts for entry in log_of(muster) if entry.kind == Kind.PIN_ADDED]
    assert pinned == [new]

    before = len(log_of(muster))
    assert "Nothing was missing" in read_again(here, channel)
    assert len(log_of(muster)) == before


def test_pages_limits_and_failures_lose_nothing(here):
    channel, muster = declared(here.slack), here.muster.built.muster
    aiko = here.person("Aiko")
    control = here.slack.control
    unheard(here)
    control.page_cap(3)
    parents = [aiko.say(channel, f"message {number}") for number in range(8)]
    replies = [aiko.reply(channel, parents[0], f"reply {number}") for number in range(7)]
    replies.append(aiko.reply(channel, parents[5], "one more"))
    control.fault("ratelimit", "conversations.history", retry_after=1, after=1)
    control.fault("ratelimit", "conversations.replies", retry_after=1, after=1)
    control.fault("error", "conversations.history", error="internal_error", after=2)
    read_again(here, channel)
    assert set(messages_of(muster)) == {*parents, *replies}
    aiko.delete(channel, parents[3])
    aiko.delete(channel, replies[2])
    read_again(here, channel)
    gone = {ts for ts, (_, _, deleted) in messages_of(muster).items() if deleted}
    assert gone == {parents[3], replies[2]}


def test_a_parent_that_went_with_all_of_its_replies_takes_them_along(here):
    channel, muster = declared(here.slack), here.muster.built.muster
    aiko = here.person("Aiko")
    parent = aiko.say(channel, "parent")
    replies = [aiko.reply(channel, parent, "one"), aiko.reply(channel, parent, "two")]
    eventually(lambda: len(messages_of(muster)) == 3)
    unheard(here)
    for ts in (parent, *replies):
        aiko.delete(channel, ts)
    read_again(here, channel)
    assert all(deleted for _, _, deleted in messages_of(muster).values())


def test_replies_go_with_a_parent_whose_own_deletion_was_told(here):
    channel, muster = declared(here.slack), here.muster.built.muster
    aiko = here.person("Aiko")
    parent = aiko.say(channel, "parent")
    reply = aiko.reply(channel, parent, "one")
    eventually(lambda: len(messages_of(muster)) == 2)
    aiko.delete(channel, parent)
    eventually(lambda: messages_of(muster)[parent][2])
    unheard(here)
    aiko.delete(channel, reply)
    read_again(here, channel)
    assert messages_of(muster)[reply][2]


def test_an_incident_declared_here_begins_with_what_was_said_before(here):
    aiko, ben = here.person("Aiko"), here.person("Ben")
    first = ben.say("#general", "checkout is slow")
    reply = aiko.reply("#general", first, "since the deploy")
    assert aiko.command("#general", "/incident declare here SEV2 checkout returns 502").ok
    muster = here.muster.built.muster
    eventually(lambda: set(messages_of(muster)) >= {first, reply})
    with muster.database.read() as session:
        (bound,) = channels.of_incident(session, 1)
    assert bound.since < first
    assert next(one for one in log_of(muster) if one.message_ts == first).source_url


def test_the_message_an_incident_is_declared_from_comes_along_with_its_thread(here):
    aiko, ben = here.person("Aiko"), here.person("Ben")
    other = ben.say("#general", "lunch?")
    first = ben.say("#general", "checkout returns 502")
    reply = ben.reply("#general", first, "for everyone in the EU")
    aiko.shortcut("declare_from_message", "#general", first)
    aiko.wait_for_modal(callback_id="declare")
    aiko.submit({"severity": "SEV2"})
    muster = here.muster.built.muster
    eventually(lambda: muster_has(muster) and set(messages_of(muster)) >= {first, reply})
    assert other not in messages_of(muster)
    general = next(one for one in aiko.channels() if one["name"] == "general")["id"]
    brought = next(one for one in log_of(muster) if one.message_ts == reply)
    assert brought.channel == general
    assert f"/archives/{general}/p" in brought.source_url
    with muster.database.read() as session:
        assert channels.get(session, brought.source_key.split(":")[0], general) is None
    aiko.shortcut("redact_message", "#general", reply)
    aiko.wait_for_modal(callback_id="redact")
    aiko.submit({"reason": "somebody's name"})
    eventually(lambda: messages_of(muster)[reply][0] == "")
    told = aiko.shortcut("redact_message", "#general", other)
    aiko.wait_for_ephemeral(channel="#general", text={"contains": "in no record"})
    assert told


def muster_has(muster):
    with muster.database.read() as session:
        return incidents.numbered(session, 1)


def test_while_muster_is_down_nothing_is_lost_and_the_time_is_named(tmp_path):
    url = f"sqlite:///{tmp_path / 'muster.db'}"
    with running(patient()) as slack:
        with serving(build(settings_for(slack, url, "socket"))) as first:
            channel = declared(slack)
            slack.person("Aiko").say(channel, "before")
            eventually(lambda: len(messages_of(first.built.muster)) == 1)
        said = slack.person("Aiko").say(channel, "while nobody listened")
        with serving(build(settings_for(slack, url, "socket"))) as second:
            muster = second.built.muster
            eventually(lambda: said in messages_of(muster))
            (gap,) = [entry for entry in log_of(muster) if entry.kind == Kind.GAP_FOUND]
    assert gap.data["why"] == "deaf"
    assert gap.data["from"] < gap.data["to"]
    assert "not listening" in gap.text


def test_a_channel_that_cannot_be_read_is_a_gap_and_whoever_asked_is_told(here):
    channel, muster = declared(here.slack), here.muster.built.muster
    # Muster reads by itself too, when it is bound and when it joins: all of them fail.
    here.slack.control.fault("error", "conversations.history", error="missing_scope", times=None)
    for _ in range(2):
        assert "`missing_scope`" in read_again(here, channel)
    here.slack.control.clear_faults()
    (gap,) = [entry for entry in log_of(muster) if entry.kind == Kind.GAP_FOUND]
    assert gap.data["why"] == "missing_scope"
    assert "Nothing was missing" in read_again(here, channel)


def test_each_new_connection_is_followed_by_a_reading(tmp_path):
    with world(f"sqlite:///{tmp_path / 'muster.db'}", "socket") as here:
        channel, muster = declared(here.slack), here.muster.built.muster
        here.slack.control.event_fault("lose", times=1)
        said = here.person("Aiko").say(channel, "lost on the way")
        here.slack.control.disconnect("refresh")
        eventually(lambda: said in messages_of(muster))
