"""Facts, endings, notes and permissions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.incident.commands import (
    Cancel,
    ChangePhase,
    Close,
    LinkSource,
    Mark,
    MarkDuplicate,
    Note,
    Recorded,
    RedactEntry,
    Reopen,
    Resolve,
    SetImpact,
    SetScope,
    SetTime,
    SetTitle,
    TakeRole,
)
from app.incident.decide import decide
from app.incident.evolve import evolve, fold
from app.incident.kinds import Kind
from app.incident.values import Phase, RefusalError, Role


@pytest.fixture
def told(story):
    story.declare()
    return story


def test_a_title_can_be_corrected_also_after_the_end(told):
    told.do(Resolve, verification="error rate is zero")
    told.do(SetTitle, title="checkout fails in EU")
    assert told.incident.title == "checkout fails in EU"
    assert told.do(SetTitle, title="checkout fails in EU") == []


def test_what_nobody_stated_of_the_scope_stays_unknown(told):
    told.do(SetScope, field="regions", value="EU")
    assert told.incident.full_scope["regions"] == "EU"
    assert told.incident.full_scope["data loss"] == "unknown"


def test_a_field_of_the_scope_can_be_named_by_one_of_its_words(told):
    told.do(SetScope, field="Users", value="5 %")
    assert told.incident.scope == {"users or tenants": "5 %"}
    assert told.do(SetScope, field="users or tenants", value="5 %") == []


def test_an_unknown_field_of_the_scope_names_the_nearest(told):
    with pytest.raises(RefusalError, match="`regions`"):
        told.do(SetScope, field="region", value="EU")
    with pytest.raises(RefusalError, match="empty"):
        told.do(SetScope, field="regions", value="")


def test_impact_is_kept_with_what_it_was_before(told):
    told.do(SetImpact, impact="all")
    entry = told.do(SetImpact, impact="half")[0]
    assert entry.data == {"impact": "half", "before": "all"}
    assert told.do(SetImpact, impact="half") == []


def test_times_can_be_corrected_but_not_into_the_future_or_out_of_order(told):
    told.at(hours=1)
    told.do(SetTime, which="started", at=told.start - timedelta(minutes=12))
    told.do(SetTime, which="detected", at=told.start)
    assert told.incident.started_at == told.start - timedelta(minutes=12)
    with pytest.raises(RefusalError, match="future"):
        told.do(SetTime, which="started", at=told.now + timedelta(minutes=1))
    with pytest.raises(RefusalError, match="before it started"):
        told.do(SetTime, which="mitigated", at=told.start - timedelta(minutes=13))


def test_moving_on_from_active_notes_when_it_was_mitigated(told):
    told.at(minutes=20).do(ChangePhase, phase=Phase.MITIGATED)
    told.at(minutes=30).do(ChangePhase, phase=Phase.MONITORING)
    assert told.incident.mitigated_at == told.start + timedelta(minutes=20)
    told.do(ChangePhase, phase=Phase.ACTIVE)
    assert told.incident.mitigated_at is None


def test_a_phase_is_refused_when_it_is_there_or_an_ending(told):
    with pytest.raises(RefusalError, match="already"):
        told.do(ChangePhase, phase=Phase.ACTIVE)
    with pytest.raises(RefusalError, match="resolve"):
        told.do(ChangePhase, phase=Phase.RESOLVED)


def test_resolving_needs_how_recovery_was_verified(told):
    with pytest.raises(RefusalError) as refused:
        told.do(Resolve, verification="  ")
    assert refused.value.field == "verification"
    told.do(Resolve, verification="p99 back to 200 ms for 15 min")
    assert told.incident.verification == "p99 back to 200 ms for 15 min"
    with pytest.raises(RefusalError, match="reopen"):
        told.do(Resolve, verification="again")


def test_an_open_incident_cannot_be_reopened(told):
    with pytest.raises(RefusalError, match="is open"):
        told.do(Reopen)


def test_canceling_is_for_who_declared_or_commands_and_says_so_later(told):
    with pytest.raises(RefusalError, match=r"commander or declarer"):
        told.do(Cancel, by="U9")
    told.do(TakeRole, by="U9", role=Role.COMMANDER)
    told.do(Cancel, by="U9", reason="a drill")
    with pytest.raises(RefusalError, match="canceled"):
        told.do(Resolve, verification="x")
    told.do(Reopen)
    assert told.incident.is_open
    assert not told.incident.canceled


def test_a_duplicate_names_another_incident(told):
    with pytest.raises(RefusalError, match="itself"):
        told.do(MarkDuplicate, of=42)
    told.do(MarkDuplicate, of=7)
    assert told.incident.duplicate_of == 7
    with pytest.raises(RefusalError, match="duplicate of INC-7"):
        told.do(Close)


def test_closing_needs_a_published_postmortem_or_a_reason(told):
    with pytest.raises(RefusalError, match="resolve"):
        told.do(Close)
    told.do(Resolve, verification="error rate is zero")
    with pytest.raises(RefusalError, match="No postmortem"):
        told.do(Close)
    told.do(Recorded, kind=Kind.POSTMORTEM_PUBLISHED, text="published")
    told.do(Close)
    assert told.incident.phase is Phase.CLOSED


def test_a_note_is_one_of_the_kinds_and_says_something(told):
    assert told.do(Note, kind=Kind.HYPOTHESIS_NOTED, text="DNS")[0].text == "DNS"
    with pytest.raises(RefusalError):
        told.do(Note, kind=Kind.HYPOTHESIS_NOTED, text=" ")
    with pytest.raises(RefusalError, match="one of"):
        told.do(Note, kind=Kind.MESSAGE_POSTED, text="x")


def test_a_mark_is_about_a_message(told):
    entry = told.do(Mark, word="decision", message_ts="1.5")[0]
    assert (entry.kind, entry.message_ts) == (Kind.MARK_ADDED, "1.5")
    assert told.do(Mark, word="decision", message_ts="1.5", on=False)[0].kind == Kind.MARK_REMOVED
    with pytest.raises(RefusalError):
        told.do(Mark, word="gossip", message_ts="1.5")


def test_redaction_is_for_who_the_policy_names(told):
    told.do(TakeRole, by="U2", role=Role.SCRIBE)
    with pytest.raises(RefusalError, match="redact"):
        told.do(RedactEntry, by="U9", entry=3)
    assert told.do(RedactEntry, by="U2", entry=3)[0].data == {"entry": 3, "left": {}}


def test_a_carrier_is_linked_to_its_entry(told):
    entry = told.do(LinkSource, by="muster", entry=101, url="https://x/p1", message_ts="1.1")[0]
    assert entry.data == {"entry": 101, "url": "https://x/p1"}


def test_the_fold_of_the_log_is_the_incident(told):
    told.do(TakeRole, role=Role.COMMANDER)
    told.do(SetImpact, impact="all")
    told.do(Resolve, verification="error rate is zero")
    assert fold(told.entries) == told.incident


def test_a_log_starts_with_its_declaration(told):
    with pytest.raises(ValueError, match="starts with"):
        evolve(None, told.do(SetImpact, impact="x")[0])
    with pytest.raises(ValueError, match="no entries"):
        fold([])


def test_only_declaring_needs_no_incident(told):
    command = SetImpact(by="U1", key="k", impact="x")
    with pytest.raises(ValueError, match="needs an incident"):
        decide(None, command, told.now, told.policy)
