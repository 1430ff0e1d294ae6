"""How long redaction takes: ordinary messages, a whole incident, a megabyte in one line.

Run it with `python -m tests.benchmarks.redaction_speed`. Each figure is the
best of several rounds, and is set against an empty pass over the same texts: a
function that returns its argument.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from app.redaction import Audience, Person, hide, redact, redact_value, wide

SLACK = Path(__file__).parents[1] / "data" / "slack-messages" / "messages.jsonl"
ROUNDS = 5
#: A message of 200 characters with nothing in it, in microseconds.
LIMIT = 100.0
MESSAGES = {
    "prose": (
        "We are rolling back the checkout deploy now, error rate is falling on the dashboard. Next update "
        "in thirty minutes, please keep the thread for findings and tell the support team what we know so far."
    ),
    "numbers": (
        "deploy finished at 12:34 UTC, checkout error rate 0.2 %, p99 340 ms after hub-989cc9bd-5qdcb was "
        "replaced, sha 4b6f1e2, closing INC-42 unless the next 15 minutes look bad. See the runbook, step seven."
    ),
    "link": (
        "see <https://grafana.example.com/d/abc123/checkout?orgId=1&amp;from=now-1h|dashboard> and the runbook at "
        "https://wiki.example.com/runbooks/checkout#rollback, both say rollback first and then page the DBA."
    ),
    "words for secrets": (
        "the token expired again, the password reset flow is fine but the auth service keeps rejecting keys; we "
        "rotate the secret tomorrow and check that nothing else depends on it, please do not paste it in here."
    ),
    "five findings": (
        "DB_PASSWORD=hunter2x and mail to bob@example.com about customer 48213, the address is 203.0.113.9 and "
        "the phone +1 415 555 0100; some prose to fill the line up to two hundred characters for the benchmark."
    ),
}
PEOPLE = tuple(Person(f"Person{n} Family{n}", "a responder", (f"U0{n:08}",)) for n in range(20))


def best(work: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest of several rounds: others share the machine."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def per_text(texts: Sequence[str], function: Callable[[str], object], times: int = 1) -> float:
    """Microseconds a text."""

    def work() -> None:
        for _ in range(times):
            for text in texts:
                function(text)

    return best(work) / len(texts) / times * 1e6


def row(name: str, size: float, taken: float, empty: float) -> str:
    return f"{name:<26} {size:>9.0f} chars {taken:>10.1f} us   x {taken / empty:>8.0f} of an empty pass"


def messages(audience: Audience) -> list[str]:
    rows = []
    for name, text in MESSAGES.items():
        taken = per_text([text], lambda t: redact(t, audience), 2_000)
        rows.append(row(name, len(text), taken, per_text([text], str, 20_000)))
        if name == "prose" and taken > LIMIT:
            sys.exit(f"A message with nothing in it took {taken:.0f} us; the limit is {LIMIT:.0f}.")
    return rows


def real_messages() -> list[str]:
    payloads = [json.loads(line) for line in SLACK.read_text(encoding="utf-8").splitlines()]
    texts = [payload.get("text") or "" for payload in payloads]
    mean = sum(map(len, texts)) / len(texts)
    empty = per_text(texts, str, 20)
    whole = best(lambda: [redact_value(payload) for payload in payloads]) / len(payloads) * 1e6
    raw = sum(len(json.dumps(payload)) for payload in payloads) / len(payloads)
    return [
        row("real Slack texts", mean, per_text(texts, redact), empty),
        row("the same as payloads", raw, whole, empty),
    ]


def incident() -> list[str]:
    texts = [text.replace("42", str(n)) for n in range(2_000) for text in MESSAGES.values()]
    taken = best(lambda: hide(texts, PEOPLE))
    return [f"{len(texts)} messages hidden for a model, 20 people known: {taken:.2f} s"]


def megabyte() -> list[str]:
    rows = []
    for name, unit in {
        "prose": MESSAGES["prose"],
        "one letter": "a",
        "key=": "password=x ",
        "digits": "1 ",
    }.items():
        text = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
        rows.append(f"a line of 1 MB, {name:<12} {best(lambda t=text: redact(t)):.2f} s")
    return rows


def main() -> None:
    rows = ["internal audience", *messages(Audience())]
    rows += ["wide audience, 20 people and all vendors", *messages(wide(PEOPLE))]
    rows += [*real_messages(), *incident(), *megabyte()]
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
