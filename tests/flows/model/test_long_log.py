"""A log that does not fit: older parts are noted from, the newest entries are sent whole."""

from __future__ import annotations

import pytest
from support import briefs
from support.model_service import CUT_OFF, honest, proposal, says, sentence

from app.drafter.model import budget
from app.drafter.model.lines import lines_of

OLD, NEW = 40, 10


@pytest.fixture
def long(policy, monkeypatch):
    """Fifty entries (ids 2 to 51) of which ten fit into the newest part, thirty into one."""
    monkeypatch.setattr(budget, "CONTEXT_TOKENS", 3600)
    monkeypatch.setattr(budget, "NEWEST_TOKENS", 1250)
    rows = [
        (f"{8 + number // 60:02d}:{number % 60:02d}", "Ines Moreau", f"step {number}: {'x ' * 110}")
        for number in range(OLD + NEW)
    ]
    return briefs.told(policy, *rows)


def test_older_parts_are_noted_from_and_the_newest_are_sent_whole(ask, service, long):
    document, told = ask(honest, of=long)
    *older, last = service.asked
    seen = [row["id"] for asked in service.asked for row in asked.entries]
    assert seen == list(range(1, OLD + NEW + 2))
    assert last.entries[-1]["id"] == OLD + NEW + 1
    assert len(last.entries) >= NEW - 1
    assert [note["entries"] for note in last.notes][:2] == [[2], [3]]
    assert told == [(number, len(older) + 1) for number in range(1, len(older) + 2)]
    assert document.author.name == "claude-sonnet-5-5"
    assert document.author.tokens == 2400 * len(service.asked)


def test_the_last_answer_may_cite_what_only_a_note_told_of(ask, long):
    def last(asked):
        if "notes" in asked.question and "At most" in asked.question:
            return honest(asked)
        return says(proposal(lessons=[sentence("Step 1 came first", 3)]))

    document, _ = ask(last, of=long)
    assert (document.lessons[0].text, document.lessons[0].is_tk) == ("Step 1 came first", False)


def test_a_part_that_fails_ends_it_and_the_log_has_the_word(ask, service, long):
    document, _ = ask(honest, CUT_OFF, of=long)
    assert document.author.name == "deterministic"
    assert "cut off" in document.author.note
    assert len(service.asked) == 2


def test_money_that_runs_out_half_way_ends_it_too(ask, service, long, with_policy):
    dear = says({"notes": []}, usage={"input_tokens": 900_000, "output_tokens": 10})
    document, _ = ask(dear, of=with_policy(long, max_cost_usd=1.9))
    assert len(service.asked) == 1
    assert "postmortem.max_cost_usd" in document.author.note
    assert document.author.cost_usd == pytest.approx(1.8, abs=0.01)


def test_a_huge_entry_is_cut_in_its_middle_and_says_so(ask, service, policy):
    text = f"start {'y' * 50_000} end of it"
    ask(honest, of=briefs.told(policy, ("14:00", "Ines Moreau", text)))
    [asked] = service.asked
    shown = asked.entries[-1]["text"]
    assert shown.startswith("start")
    assert shown.endswith("end of it")
    assert "characters left out" in shown


def test_ten_thousand_messages_fit_the_default_policy(policy):
    rows = [
        (
            "14:00",
            "Ines Moreau",
            "the error rate of the pool is at 47% again, looking at the logs of it now",
        )
    ] * 10_000
    lines = lines_of(briefs.told(policy, *rows))
    parts = budget.parted(lines.entries)
    price = policy.postmortem.models["claude-sonnet-5-5"]
    older = sum(
        budget.most_for("".join(part), budget.NOTES_TOKENS, price, kept=False)
        for part in parts.older
    )
    last = budget.most_for("".join(parts.newest), budget.ANSWER_TOKENS, price, kept=True)
    assert parts.count > 3
    assert older + last < policy.postmortem.max_cost_usd
