"""What reading one delivery costs, step by step: `python -m tests.benchmarks.evidence_speed`.

The recorder asks `is_recordable` and `channel_of` for every event of the workspace, and
`from_event` for every event of an incident's channel, all on one core. Exits with 1 when
a step costs more than its limit.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from app.slack.evidence import channel_of, digest, from_event, from_history, is_recordable
from app.slack.text import message_text
from tests.unit.slack.payloads import EVENT_TS, OWN, TS, arrived, body, changed, edit, message
from tests.unit.slack.schemas import real_messages

ROUNDS = 7
MIN_CALLS = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is measured."""

    name: str
    call: Callable[[Any], object]
    inputs: list[Any]
    #: Microseconds a call; None: for information.
    limit: float | None = None


def typical() -> dict[str, Any]:
    """A message of three sentences with a mention, a link, an emoji, code and a list."""
    line = {
        "type": "rich_text_section",
        "elements": [
            {"type": "user", "user_id": "U2"},
            {"type": "text", "text": " error rate is at 12 % since the deploy, see "},
            {"type": "link", "url": "https://grafana.test/d/abc?from=now-1h", "text": "the graph"},
            {"type": "text", "text": " "},
            {"type": "emoji", "name": "fire", "unicode": "1f525"},
        ],
    }
    items = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": f"step {number}"}]}
        for number in range(3)
    ]
    steps = {"type": "rich_text_list", "style": "ordered", "indent": 0, "elements": items}
    said = (
        "<@U2> error rate is at 12 % since the deploy, see "
        "<https://grafana.test/d/abc?from=now-1h|the graph> :fire:\n1. step 0\n2. step 1\n3. step 2"
    )
    block = {"type": "rich_text", "block_id": "aB3", "elements": [line, steps]}
    return message(said, blocks=[block])


def steps() -> list[Step]:
    """Everything that is measured."""
    real = real_messages()
    deliveries = [arrived(one, one["_channel"]) for one in real]
    one = arrived(typical())
    edits = changed({**typical(), **edit()}, typical())
    reaction = body(
        {
            "type": "reaction_added",
            "user": "U1",
            "reaction": "eyes",
            "item": {"type": "message", "channel": "C1", "ts": TS},
            "event_ts": EVENT_TS,
        }
    )
    return [
        Step("parse the body (orjson), typical", orjson.loads, [orjson.dumps(one)]),
        Step("is_recordable, real", is_recordable, deliveries, limit=20),
        Step("channel_of, real", channel_of, deliveries, limit=20),
        Step("message_text, typical", message_text, [one["event"]]),
        Step("digest, typical", digest, [one["event"]]),
        Step("from_event, typical message", _from_event, [one], limit=150),
        Step("from_event, 347 real messages", _from_event, deliveries, limit=150),
        Step("from_history, 347 real messages", _from_history, real, limit=150),
        Step("from_event, edit with the text before", _from_event, [edits]),
        Step("from_event, reaction", _from_event, [reaction]),
        Step("from_event, 40,000 characters", _from_event, [arrived(message("障害 down " * 4444))]),
    ]


def _from_event(delivery: dict[str, Any]) -> object:
    return from_event(delivery, OWN)


def _from_history(found: dict[str, Any]) -> object:
    return from_history(found, "C1", OWN)


def cost(step: Step) -> float:
    """Microseconds a call: the median of several rounds."""
    repeats = max(1, MIN_CALLS // len(step.inputs))
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for _ in range(repeats):
            for value in step.inputs:
                step.call(value)
        rounds.append((time.perf_counter() - started) / (repeats * len(step.inputs)))
    return statistics.median(rounds) * 1e6


def report(measured: Iterable[tuple[Step, float]]) -> bool:
    """Print the table; whether every limit is kept."""
    kept = True
    sys.stdout.write(f"{'step':<42}{'µs':>9}{'a second':>12}{'limit':>8}\n")
    for step, micros in measured:
        limit = "" if step.limit is None else f"{step.limit:.0f}"
        kept &= step.limit is None or micros <= step.limit
        sys.stdout.write(f"{step.name:<42}{micros:>9.2f}{1e6 / micros:>12,.0f}{limit:>8}\n")
    return kept


if __name__ == "__main__":
    sys.exit(0 if report((step, cost(step)) for step in steps()) else 1)
