"""The workspace in memory and in its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.config import SandboxConfig
from app.sandbox.manifest import default_manifest, parse_manifest
from app.sandbox.state.messages import Message, MessageLog
from app.sandbox.state.seed import open_world
from app.sandbox.state.store import Store
from app.sandbox.state.world import World, message_key
from app.sandbox.wire import dumps

APP = parse_manifest(default_manifest())


def message(ts: int, thread: int = 0, *, broadcast: bool = False) -> Message:
    author = f"U{ts % 3}"
    return Message(ts, dumps({"ts": ts}), author, thread=thread, broadcast=broadcast)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.booleans()), min_size=1, max_size=30),
    st.data(),
)
def test_a_log_knows_what_shows_in_its_channel_and_in_each_thread(
    rows: list[tuple[int, bool, bool]], data: st.DataObject
) -> None:
    log, kept = MessageLog(), {}
    for back, broadcast, out_of_order in rows:
        parents = [m for m in kept.values() if not m.thread]
        thread = parents[back % len(parents)].ts if back and parents else 0
        ts = log.next_ts(log.last + 2) - (1 if out_of_order and log.last > 2 else 0)
        if ts in kept:
            continue
        each = message(ts, thread, broadcast=broadcast and bool(thread))
        log.add(each)
        kept[ts] = each
    for ts in data.draw(st.lists(st.sampled_from(sorted(kept)), unique=True)):
        if ts not in log.threads:
            log.remove(kept.pop(ts))
    shown = sorted(ts for ts, m in kept.items() if not m.thread or m.broadcast)
    assert [m.ts for m in log.newest_first(0, 10**18)] == shown[::-1]
    assert [m.ts for m in log.oldest_first(0)] == shown
    for ts, parent in kept.items():
        replies = sorted(r.ts for r in kept.values() if r.thread == ts)
        assert [m.ts for m in log.thread_after(ts, 0, 10**18)] == replies
        fields = log.thread_fields(parent)
        assert fields["reply_count"] == len(replies)
        assert fields["reply_users_count"] == len({kept[r].author for r in replies})


def test_timestamps_only_grow() -> None:
    log = MessageLog()
    assert [log.next_ts(5), log.next_ts(5), log.next_ts(3), log.next_ts(9)] == [5, 6, 7, 9]


def open_file(path: Path) -> World:
    world = World(Store(path))
    open_world(world, SandboxConfig(), APP, 1_700_000_000)
    return world


def test_a_workspace_comes_back_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    world = open_file(path)
    general = world.channels["C0GENERAL00"]
    for each in (message(10), message(20, 10), message(30)):
        general.log.add(each)
        world.touch_message(general, each)
    general.log.next_ts(99)
    general.last_read["U0AIKO00000"] = 30
    world.touch(general)
    world.rename_channel(world.channels["C0RANDOM000"], "chatter")
    world.store.close()

    again = open_file(path)
    found = again.channels["C0GENERAL00"]
    assert [m.ts for m in found.log.newest_first(0, 10**18)] == [30, 10]
    assert [m.ts for m in found.log.thread_after(10, 0, 10**18)] == [20]
    assert found.log.next_ts(0) == 100
    assert found.last_read == {"U0AIKO00000": 30}
    assert again.channel("#chatter") is again.channels["C0RANDOM000"]
    assert again.channel("random") is None
    assert again.people.keys() == world.people.keys()
    assert again.bot == world.bot
    assert again.groups.keys() == world.groups.keys()
    again.store.close()


def test_what_was_taken_away_stays_away(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    world = open_file(path)
    general = world.channels["C0GENERAL00"]
    general.log.add(message(10))
    world.touch_message(general, general.log.by_ts[10])
    world.store.write(world.store.collect())
    world.store.gone("message", message_key(general, 10))
    world.store.close()
    again = open_file(path)
    assert again.channels["C0GENERAL00"].log.by_ts == {}
    again.store.close()


def test_changes_of_one_thing_between_two_writes_are_one_row(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.db")
    for number in range(100):
        store.changed("thing", "a", lambda number=number: {"number": number})
    batch = store.collect()
    assert list(batch.values()) == [b'{"number":99}']
    assert not store.waiting
    store.write(batch)
    assert list(store.rows("thing")) == [("a", {"number": 99})]
    store.close()


@pytest.mark.parametrize("kind", ["person", "channel"])
def test_memory_keeps_nothing(kind: str) -> None:
    store = Store(None)
    store.changed(kind, "a", dict)
    assert not store.waiting
    assert list(store.rows(kind)) == []
