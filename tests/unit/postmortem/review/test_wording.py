"""Blame, hindsight, evasive passive: what is found, what is spared, what is proposed."""

from collections.abc import Callable

import pytest

from app.postmortem.review import Finding, Severity, review

Change = Callable[..., dict[str, Finding]]
#: A sentence of the good document to put others in place of.
SEEN = "No order was lost."


def test_the_good_document_has_no_findings(good: str) -> None:
    result = review(good, name="2026-03-04-checkout.md")
    assert [f.rule for f in result.findings] == []
    assert result.verdict == "ready to publish"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana forgot to add the keyword to the migration.",
        "The engineer ran the script and he was not aware of the lock.",
        "@ana looked over it without being thorough, and merged it.",
        "Maria Lopez should have checked the migration first.",
        "Ben mistakenly started the migration on the primary.",
    ],
)
def test_a_fault_put_with_somebody_who_can_be_known_is_critical(
    changed: Change, sentence: str
) -> None:
    found = changed((SEEN, sentence))["blameless.person"]
    assert found.severity is Severity.CRITICAL
    assert found.statement in ("", sentence)
    assert sentence.startswith(found.quote) or found.quote in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The on-call engineer failed to follow the runbook.",
        "One of our developers accidentally deleted the table.",
        "A team member ran the cleanup on the primary by mistake.",
        "The developer creating the pull request misjudged its impact.",
    ],
)
def test_a_fault_put_with_a_role_is_major(changed: Change, sentence: str) -> None:
    assert changed((SEEN, sentence))["blameless.person"].severity is Severity.MAJOR


@pytest.mark.parametrize(
    "sentence",
    [
        "The job failed to start and the queue was not aware of it.",
        "The engineer noticed that the job failed to start.",
        "Users failed to log in.",
        "A customer found that he had not received the mail he should have received.",
        "The Prometheus operator failed to reconcile.",
        "The attacker forgot to remove his tools.",
        "The lazy loading of images hid the error.",
        "The error message of the tool returns user error codes.",
        "Human error is a symptom, not a cause.",
        "The change prevents operator error.",
        "There was nothing obviously wrong in the logs.",
    ],
)
def test_systems_outsiders_and_guests_are_not_blamed(changed: Change, sentence: str) -> None:
    rules = changed((SEEN, sentence)).keys()
    assert not {r for r in rules if r.startswith(("blameless", "causes.human", "hindsight"))}


def test_a_sixth_blaming_sentence_is_counted_with_the_fifth(changed: Change) -> None:
    many = " ".join(f"Ana forgot to check step {n}." for n in range(7))
    text = changed((SEEN, many))
    assert text["blameless.person"].count >= 1


def test_the_rewrite_keeps_the_deed_and_drops_the_fault(changed: Change) -> None:
    sentence = "The engineer was deleting clusters (he ran `destroy`) and he was not aware of it."
    rewrite = changed((SEEN, sentence))["blameless.person"].rewrite
    assert "they ran `destroy`" in rewrite
    assert "aware" not in rewrite
    assert "TK" in rewrite


def test_a_name_in_the_rewrite_becomes_a_role(changed: Change) -> None:
    rewrite = changed((SEEN, "Ana accidentally deleted the table."))["blameless.person"].rewrite
    assert rewrite.startswith("TK (role) deleted the table.")


def test_what_somebody_did_not_do_is_asked_of_the_system(changed: Change) -> None:
    rewrite = changed((SEEN, "The engineer failed to run the linter."))["blameless.person"].rewrite
    assert rewrite.startswith('What did not happen: "run the linter".')


@pytest.mark.parametrize("word", ["careless", "negligence", "lack of attention", "stupid"])
def test_words_that_judge_diligence_are_found(changed: Change, word: str) -> None:
    found = changed((SEEN, f"The change shows {word} in the process."))
    assert word in found["blameless.diligence"].rewrite


def test_numbered_employees_are_found_and_numbered_engineers_on_a_shift_are_not(
    changed: Change,
) -> None:
    employees = "The first employee answers. The second employee asks. The first employee rests."
    assert "blameless.role" in changed((SEEN, employees))
    engineers = "The first engineer leaves. The second engineer joins. The first engineer rests."
    assert "blameless.role" not in changed((SEEN, engineers))


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        ("Human error in not knowing that logs live elsewhere.", "Nothing at the point of change"),
        ("Operator mistake.", "was possible because"),
        ("Menschliches Versagen bei der Migration.", "was possible because"),
        ("ヒューマンエラー", "was possible because"),
    ],
)
def test_a_cause_that_ends_at_human_error_is_critical(
    changed: Change, factor: str, words: str
) -> None:
    found = changed(("**Rollout**: migrations run", f"{factor} Migrations run"))
    assert found["causes.human_error"].severity is Severity.CRITICAL
    assert words in found["causes.human_error"].rewrite


def test_an_oversight_is_human_error_in_milder_words(changed: Change) -> None:
    found = changed((SEEN, "Due to an oversight in the migration, checkout failed."))
    assert found["causes.human_error"].severity is Severity.MAJOR


def test_human_error_and_the_role_that_erred_are_one_finding(changed: Change) -> None:
    found = changed((SEEN, "Human error: the engineer misconfigured the pool."))
    assert "causes.human_error" in found
    assert "blameless.person" not in found


def test_hindsight_weighs_more_in_the_timeline(changed: Change) -> None:
    found = changed((SEEN, "In hindsight, the build took a lock."))
    assert found["hindsight.phrase"].severity is Severity.MINOR
    assert "In hindsight" not in found["hindsight.phrase"].rewrite
    row = "Cancels the index build"
    late = changed((row, "Obviously the lock: cancels the index build"))
    assert late["hindsight.phrase"].severity is Severity.MAJOR


@pytest.mark.parametrize(
    "sentence",
    [
        "We should have noticed the lock.",
        "The outage could have been avoided by a linter.",
        "If we had used the canary, checkout would have stayed up.",
        "A rule would have caught this earlier.",
        "It wouldn't have happened with a canary.",
    ],
)
def test_counterfactuals_are_found(changed: Change, sentence: str) -> None:
    found = changed((SEEN, sentence))["hindsight.counterfactual"]
    assert sentence.rstrip(".") in found.rewrite


@pytest.mark.parametrize(
    "sentence",
    [
        "Each repository should have a linter.",
        "Users should have received one mail; they received two.",
        "That would not have prevented anybody from downloading.",
        "No item in the backlog could have prevented it.",
    ],
)
def test_obligations_and_things_without_effect_are_no_counterfactuals(
    changed: Change, sentence: str
) -> None:
    assert "hindsight.counterfactual" not in changed((SEEN, sentence))


def test_where_we_got_lucky_may_say_what_would_have_been(changed: Change) -> None:
    lucky = ("would hit three times the traffic", "would have been noticed by nobody")
    assert "hindsight.counterfactual" not in changed(lucky)


def test_a_row_that_knows_the_end_is_found(changed: Change) -> None:
    row = "Suspects the payment provider, shares its status page"
    found = changed((row, "Suspects the payment provider, which was later found to be fine"))
    assert "later found" in found["hindsight.leak"].quote


def test_a_document_in_which_nobody_does_anything_is_evasive() -> None:
    deeds = ["deployed", "noticed", "reported", "restarted", "checked", "fixed", "merged", "closed"]
    text = "# X\n\n" + " ".join(f"The change was {deed} at noon." for deed in deeds)
    rules = {f.rule: f for f in review(text).findings}
    assert "8 of 8 sentences" in rules["voice.passive"].why
    active = text + " We looked. We waited. The team decided. The engineer asked."
    assert "voice.passive" not in {f.rule for f in review(active).findings}


def test_wording_is_left_alone_in_other_languages() -> None:
    text = "# Ausfall\n\n" + "Der Dienst war nicht erreichbar und niemand wusste davon. " * 12
    result = review(text)
    assert "not in English" in result.notes[0]
    assert not [f for f in result.findings if f.rule.startswith("blameless")]
