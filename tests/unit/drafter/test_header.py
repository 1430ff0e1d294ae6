"""The header: what it derives follows, and severity is told at its worst."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.drafter import draft
from app.drafter.say import length
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.reading import read
from app.postmortem.claims.index import index
from app.postmortem.judge.derived import follows
from app.postmortem.judge.evidence import Cited, Evidence
from app.postmortem.statement import Derived, Rule

BEGAN = datetime(2026, 5, 4, 9, 0, 17, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59.4, "59 s"), (59.6, "1 min"), (89, "1 min"), (91, "2 min"), (3599, "1 h")],
)
def test_a_length_is_rounded_to_what_it_writes(seconds, words):
    assert length(timedelta(seconds=seconds)) == words


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=30)))
def test_every_length_that_an_author_writes_follows_by_the_judges_rule(span):
    entries = {
        number: Cited(id=number, at=at, changed_at=at, actor="", text="")
        for number, at in ((1, BEGAN), (2, BEGAN + span))
    }
    derived = Derived(value=length(span), rule=Rule.SPAN, entries=(1, 2))
    assert follows(derived, Evidence(entries=entries, fields=index("")))


def change(number, minutes, severity):
    return Entry(
        kind=Kind.SEVERITY_CHANGED,
        occurred_at=BEGAN + timedelta(minutes=minutes),
        actor="U1",
        text=f"changed severity to {severity}",
        data={"severity": severity},
        seq=number,
        id=100 + number,
    )


@pytest.mark.parametrize(
    ("changes", "says", "sources"),
    [
        ((), "SEV3", (1,)),
        (("SEV2",), "SEV2", (101,)),
        (
            ("SEV1", "SEV4"),
            "SEV1 at its worst, from 2026-05-04 09:01 UTC; SEV4 at the end",
            (101, 102),
        ),
    ],
)
def test_the_severity_is_told_at_its_worst_and_at_the_end(told, changes, says, sources):
    brief = told(("09:00", "Aiko", "checkout returns 502"), ("09:30", "Ben", "it works again"))
    entries = [item.entry for item in brief.items]
    entries += [change(number, number, severity) for number, severity in enumerate(changes, 1)]
    declared = replace(brief.incident, declared_by="U1")
    document = draft(replace(brief, incident=declared, items=read(entries, brief.policy.marks)))
    line = next(line for line in document.header if line.name == "Severity")
    assert (line.value.text, line.value.entries) == (says, sources)


def test_when_it_was_detected_is_what_a_person_corrected(told):
    brief = told(("09:00", "Aiko", "checkout returns 502"), ("09:30", "Ben", "it works again"))
    corrected = Entry(
        kind=Kind.TIME_SET,
        occurred_at=BEGAN + timedelta(minutes=40),
        actor="U1",
        text="corrected when it was detected: 2026-05-04 08:50 UTC",
        data={"which": "detected", "at": "2026-05-04T08:50:00+00:00"},
        seq=2,
        id=102,
    )
    entries = [*(item.entry for item in brief.items), corrected]
    document = draft(replace(brief, items=read(entries, brief.policy.marks)))
    lines = {line.name: line.value for line in document.header}
    assert "08:50 UTC" in lines["Detected"].text
    assert lines["Detected"].entries == (102,)
    assert not {"Detection to response", "Detection to recovery"} & set(lines)
