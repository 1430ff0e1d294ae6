"""Small parts: the clock, names, patterns, faults, limits, tickets, the manifest."""

from __future__ import annotations

import time
from typing import Any

import pytest
from freezegun import freeze_time
from pydantic import ValidationError

from app.sandbox.clock import Clock
from app.sandbox.config import SandboxConfig
from app.sandbox.errors import SlackError
from app.sandbox.faults import Faults
from app.sandbox.limits import Limits
from app.sandbox.manifest import ManifestError, default_manifest, parse_manifest
from app.sandbox.matching import matches, same_name
from app.sandbox.state.seed import open_world
from app.sandbox.state.store import Store
from app.sandbox.state.world import World
from app.sandbox.triggers import ResponseUrls, Triggers
from app.sandbox.validate.names import channel_name
from app.sandbox.wire import dumps, loads, ts_micros, ts_text


class TestClock:
    def test_two_clocks_with_the_same_numbers_agree(self) -> None:
        first = Clock.parse("2018-02-20T13:00Z,1800")
        second = Clock.parse(first.describe())
        assert second == first
        with freeze_time("2026-01-01 00:00:10"):
            scaled = Clock.parse("2018-02-20T13:00Z,1800,1767225600")
            assert scaled.now() == pytest.approx(1519131600 + 10 * 1800)
            assert scaled.real_seconds_until(scaled.now() + 3600) == pytest.approx(2)
            assert scaled.real_seconds_until(scaled.now() - 1) == 0

    def test_no_text_is_real_time(self) -> None:
        with freeze_time("2026-01-01"):
            assert Clock.parse("").now() == time.time()
            assert Clock().describe() == ""

    @pytest.mark.parametrize("text", ["yesterday,2", "2018-02-20T13:00Z,0", "2018-02-20T13:00Z,x"])
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r".+"):
            Clock.parse(text)


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("1512085950.000216", 1512085950000216),
        ("1512085950", 1512085950000000),
        ("1512085950.5", 1512085950500000),
        ("0", 0),
        ("", None),
        ("now", None),
        ("-1", None),
    ],
)
def test_timestamps_are_read_to_the_microsecond(text: str, micros: int | None) -> None:
    assert ts_micros(text) == micros
    if micros and text.endswith("216"):
        assert ts_text(micros) == text


def test_a_lone_surrogate_does_not_stop_a_message() -> None:
    assert loads(dumps({"text": "a\ud800b", "list": ["\udfff"]})) == {
        "text": "a\ufffdb",
        "list": ["\ufffd"],
    }


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("Big", "invalid_name_specials"),
        ("two words", "invalid_name_specials"),
        ("a.b", "invalid_name_specials"),
        ("--_", "invalid_name_punctuation"),
        ("general", "name_taken"),
    ],
)
def test_a_channel_name_that_slack_would_not_take_is_refused(name: str, error: str) -> None:
    world = World(Store(None))
    open_world(world, SandboxConfig(), parse_manifest(default_manifest()), 0)
    with pytest.raises(SlackError) as raised:
        channel_name(world, name)
    assert raised.value.error == error
    assert channel_name(world, "inc-42_checkout") == "inc-42_checkout"


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        ({"a": 1}, True),
        ({"a": "1"}, True),
        ({"b.c": "deep"}, True),
        ({"list.1": "y"}, True),
        ({"b.c": {"contains": "ee"}}, True),
        ({"b.c": {"matches": "^d.+p$"}}, True),
        ({"b.c": {"in": ["deep", "x"]}}, True),
        ({"none": {"exists": False}, "a": {"exists": True}}, True),
        ({"b.c": {"contains": "xx"}}, False),
        ({"none": "x"}, False),
        ({"b": {"c": "deep"}}, True),
        ({"a": 1, "b.c": "no"}, False),
    ],
)
def test_patterns_say_what_must_be_there(where: dict[str, Any], *, holds: bool) -> None:
    value = {"a": 1, "b": {"c": "deep"}, "list": ["x", "y"]}
    assert matches(where, value) is holds


def test_names_may_have_stars() -> None:
    assert same_name("chat.*", "chat.update")
    assert same_name("*", "anything")
    assert not same_name("chat.*", "views.open")


class TestFaults:
    def test_a_fault_strikes_as_often_as_it_was_told_and_only_what_it_means(self) -> None:
        faults = Faults()
        faults.add({"kind": "error", "name": "chat.*", "times": 2, "after": 1})
        struck = [len(faults.for_call("chat.update", {})) for _ in range(5)]
        assert struck == [0, 1, 1, 0, 0]
        faults.add({"kind": "error", "name": "chat.update", "where": {"channel": "C1"}})
        assert faults.for_call("chat.update", {"channel": "C2"}) == []
        assert len(faults.for_call("chat.update", {"channel": "C1"})) == 1

    @pytest.mark.parametrize(
        "rule",
        [
            {"kind": "explode"},
            {"kind": "error", "colour": "red"},
            {"of": "events", "kind": "drop_after"},
        ],
    )
    def test_a_fault_that_does_not_exist_is_refused(self, rule: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            Faults().add(rule)


class TestLimits:
    def test_a_channel_takes_one_message_a_second(self) -> None:
        limits = Limits(enabled=True)
        with freeze_time("2026-01-01", tick=False) as clock:
            assert limits.retry_after("t", "chat.postMessage", "t5", "C1") == 0
            assert limits.retry_after("t", "chat.postMessage", "t5", "C1") == 1
            assert limits.retry_after("t", "chat.postMessage", "t5", "C2") == 0
            clock.tick(1.01)
            assert limits.retry_after("t", "chat.postMessage", "t5", "C1") == 0

    def test_a_tier_is_so_many_calls_a_minute_of_one_method(self) -> None:
        limits = Limits(enabled=True)
        with freeze_time("2026-01-01", tick=False) as clock:
            taken = [limits.retry_after("t", "conversations.create", "t2") for _ in range(21)]
            assert taken[:20] == [0] * 20
            assert taken[20] == 3
            assert limits.retry_after("t", "conversations.archive", "t2") == 0
            clock.tick(1)
            # The method stays closed until its Retry-After has passed.
            assert limits.retry_after("t", "conversations.create", "t2") == 2
            clock.tick(2.01)
            assert limits.retry_after("t", "conversations.create", "t2") == 0

    def test_nothing_is_limited_when_it_is_off(self) -> None:
        assert [Limits().retry_after("t", "chat.postMessage", None, "C") for _ in range(99)] == (
            [0] * 99
        )


class TestTriggers:
    def test_a_trigger_is_good_once_and_for_three_seconds(self) -> None:
        triggers = Triggers()
        with freeze_time("2026-01-01", tick=False) as clock:
            once, late = triggers.issue("U1"), triggers.issue("U1", "V1")
            assert triggers.exchange(once).user == "U1"
            assert _refused(lambda: triggers.exchange(once)) == "exchanged_trigger_id"
            clock.tick(3.01)
            assert _refused(lambda: triggers.exchange(late)) == "expired_trigger_id"
        assert _refused(lambda: triggers.exchange("nonsense")) == "invalid_trigger_id"

    def test_a_response_url_is_good_five_times_in_half_an_hour(self) -> None:
        urls = ResponseUrls()
        with freeze_time("2026-01-01", tick=False) as clock:
            token = urls.issue("commands", "U1", "C1").rpartition("/")[2]
            other = urls.issue("actions", "U1", "C1").rpartition("/")[2]
            assert [urls.use(token).uses for _ in range(5)] == [1, 2, 3, 4, 5]
            assert _refused(lambda: urls.use(token)) == "used_url"
            clock.tick(1800.1)
            assert _refused(lambda: urls.use(other)) == "expired_url"


def _refused(act: Any) -> str:
    with pytest.raises(SlackError) as raised:
        act()
    return raised.value.error


@pytest.mark.parametrize(
    ("part", "value", "says"),
    [
        ("display_information", {}, "display_information.name"),
        ("features", {"slash_commands": [{"command": "hello"}]}, "such as /hello"),
        ("features", {"shortcuts": [{"type": "sideways"}]}, "global or message"),
        ("settings", [], "settings: expected an object"),
    ],
)
def test_a_manifest_that_cannot_be_used_says_what_was_expected(
    part: str, value: Any, says: str
) -> None:
    manifest = default_manifest() | {part: value or ([1] if value == [] else {})}
    with pytest.raises(ManifestError, match=says):
        parse_manifest(manifest)
