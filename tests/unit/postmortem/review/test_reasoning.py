"""Causes and the actions that answer them."""

from collections.abc import Callable

import pytest

from app.postmortem.review import Finding, Severity, review

Change = Callable[..., dict[str, Finding]]
HEAD = "# Outage 2026-03-04\n\n## Summary\n\nThe shop was down for all users.\n\n"


def _rules(text: str) -> dict[str, Finding]:
    return {f.rule: f for f in reversed(review(text).findings)}


def _actions(*items: str) -> list[Finding]:
    text = HEAD + "## Action items\n\n" + "\n".join(f"- {item}" for item in items) + "\n"
    return [f for f in review(text).findings if f.rule == "actions.weak"]


def test_one_factor_is_too_few_and_the_absent_layers_are_asked_for() -> None:
    text = HEAD + "## Root cause\n\n- The connection pool was exhausted.\n"
    found = _rules(text)["causes.few"]
    assert "One factor is named" in found.why
    assert "detection" in found.rewrite
    assert "candidates to verify" in found.rewrite


def test_three_factors_in_one_layer_are_one_layer() -> None:
    factors = "- The pool was exhausted.\n- The disk ran full.\n- The cache overflowed memory.\n"
    assert "lie in one layer" in _rules(HEAD + "## Causes\n\n" + factors)["causes.few"].why


def test_a_chain_of_whys_counts_each_link() -> None:
    chain = (
        "## Five whys\n\n- The site was down because the pool was exhausted\n  - The limit was a default\n"
        "    - No alert watches the pool\n      - The runbook has no owner\n"
    )
    assert "causes.few" not in _rules(HEAD + chain)


def test_human_error_is_no_factor() -> None:
    factors = "- Human error\n- The alert was missing.\n- The deploy had no canary.\n"
    assert "2 factors are named" in _rules(HEAD + "## Causes\n\n" + factors)["causes.few"].why


def test_prose_is_counted_by_what_it_explains() -> None:
    prose = (
        "## Root cause\n\nThe deploy removed the index because the migration ran first. No alert watched"
        " the query time, so it went unnoticed. The runbook was outdated.\n"
    )
    assert "causes.few" not in _rules(HEAD + prose)


def test_causes_in_passing_are_not_a_section() -> None:
    text = HEAD + "It failed because a certificate expired.\n"
    found = _rules(text)["sections.factors"]
    assert "because a certificate expired" in found.quote


def test_no_cause_at_all_is_found() -> None:
    assert "causes.missing" in _rules(HEAD)


@pytest.mark.parametrize(
    "sentence",
    [
        "The root cause is still unknown.",
        "We do not know why it restarted.",
        "Die Ursache ist unbekannt.",
        "原因は調査中",
    ],
)
def test_a_cause_left_unknown_is_found(sentence: str) -> None:
    assert "causes.unknown" in _rules(HEAD + f"## Root cause\n\n{sentence}\n")


def test_a_cause_not_yet_known_back_then_is_no_unknown_cause() -> None:
    sentence = "At 10:00 the root cause was not yet clear; at 11:00 it was: a lock."
    assert "causes.unknown" not in _rules(HEAD + f"## Root cause\n\n{sentence}\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "We restarted the pods and everything recovered.",
        "Deleted the pods, then all went back to normal.",
        "The server was rebooted, which resolved it.",
    ],
)
def test_a_restart_without_a_cause_is_mitigated_not_fixed(sentence: str) -> None:
    found = _rules(HEAD + f"## Resolution\n\n{sentence}\n")["causes.restart"]
    assert "Until then the risk is still active" in found.rewrite


def test_a_restart_in_vain_or_with_a_cause_is_told_as_it_was() -> None:
    vain = HEAD + "## Resolution\n\nA restart did not resolve the issue.\n"
    assert "causes.restart" not in _rules(vain)
    known = (
        HEAD + "## Resolution\n\nIt failed because of a lock. We restarted it and it recovered.\n"
    )
    assert "causes.restart" not in _rules(known)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("Be more careful with migrations", "try harder"),
        ("Double-check before deploying", "try harder"),
        ("Improve monitoring", "no end"),
        ("More training for the team", "training"),
        ("Consider adding an alert", "leaves open"),
        ("Review the runbook", "not a change"),
        ("Communicate better", "no message"),
        ("Monitor better", "no end"),
        ("Better alerting", "no end"),
        ("Investigate monitoring for this scenario", "not a change"),
        ("注意する", "try harder"),
        ("Monitoring verbessern", "no end"),
    ],
)
def test_non_actions_are_refused_with_a_rewrite(item: str, words: str) -> None:
    (found,) = _actions(item, "Add an alert at 90% disk")
    assert found.quote == item
    assert words in found.why
    assert item in found.rewrite
    assert "TK" in found.rewrite


@pytest.mark.parametrize(
    "item",
    [
        "Add an alert on disk usage above 90%",
        "Reject plain indexes in the linter",
        "Improve the linter by adding a rule for indexes",
        "Improve `pool_size` handling",
        "Investigate the lock (https://tickets.internal/1)",
        "Review GitHub permissions: scope tokens to one repository",
        "Enhance the daily run with a synthetic check",
        "Increase memory limit to 2Gi",
        "**Implement priority classes**: part of our effort to improve resilience",
    ],
)
def test_concrete_actions_are_left_alone(item: str) -> None:
    assert _actions(item) == []


def test_where_every_action_is_weak_the_document_fails_by_it() -> None:
    found = _actions("Be more careful", "Improve monitoring")
    assert [f.severity for f in found] == [Severity.CRITICAL, Severity.MAJOR]
    assert "No other action" in found[0].why


def test_a_ninth_weak_action_is_counted_with_the_eighth() -> None:
    found = _actions(*(f"Improve thing {n}" for n in range(12)))
    assert len(found) == 8
    assert found[-1].count == 5


def test_intentions_in_prose_are_no_list_of_actions() -> None:
    text = HEAD + "## Lessons\n\nWe will add an index check to the linter.\n"
    found = _rules(text)["actions.missing"]
    assert found.severity is Severity.MAJOR
    assert "1 intention in prose" in found.why


def test_a_training_promised_in_prose_is_a_weak_action() -> None:
    text = HEAD + "## Resolution\n\nMore training will be conducted.\n"
    rules = _rules(text)
    assert rules["actions.weak"].severity is Severity.CRITICAL
    assert "actions.missing" not in rules


def test_a_fix_that_is_told_takes_the_edge_off_missing_actions() -> None:
    fixed = HEAD + "## Resolution\n\nThe bug was fixed in version 1.6.\n"
    assert _rules(fixed)["actions.missing"].severity is Severity.MAJOR
    restored = HEAD + "## Resolution\n\nThe cluster was recreated.\n"
    assert _rules(restored)["actions.missing"].severity is Severity.CRITICAL


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("| Ana Ruiz | 2026-03-18", "| TBD | 2026-03-18", "actions.owner"),
        ("| Ana Ruiz | 2026-03-18", "| Platform team | 2026-03-18", "actions.owner"),
        ("| 2026-03-18 |", "|  |", "actions.date"),
        ("| 2026-03-18 |", "| Q3 |", "actions.coarse"),
        ("| 2026-03-18 |", "| soon |", "actions.coarse"),
        ("| Prevent | 1 |", "| - | 1 |", "actions.class"),
        ("| A migration with a plain index fails CI |", "|  |", "actions.proof"),
    ],
)
def test_an_action_lacks_what_its_cell_lacks(
    changed: Change, old: str, new: str, rule: str
) -> None:
    found = changed((old, new))
    assert list(found) == [rule]
    assert found[rule].lines == (75,)


def test_a_team_that_owns_is_milder_than_nobody(changed: Change) -> None:
    pair = "| Ana Ruiz | 2026-03-18"
    assert changed((pair, "| DBA team | 2026-03-18"))["actions.owner"].severity is Severity.MINOR
    assert changed((pair, "|  | 2026-03-18"))["actions.owner"].severity is Severity.MAJOR


@pytest.mark.parametrize(
    "item",
    [
        "[x] Add an alert at 90%",
        "Add an alert at 90% (DONE)",
        "Added an alert at 90%",
        "An alert at 90% has been added",
        "Add an alert ✅",
    ],
)
def test_finished_actions_need_neither_owner_nor_date(item: str) -> None:
    text = HEAD + f"## Action items\n\n- {item}\n"
    assert not {"actions.owner", "actions.date"} & _rules(text).keys()


@pytest.mark.parametrize(
    "item",
    [
        "Add an alert. Owner: Ana Ruiz",
        "Add an alert (@ana-ruiz)",
        "Add an alert (Ana)",
        "Add an alert - Ana Ruiz",
    ],
)
def test_an_owner_is_known_wherever_the_item_puts_it(item: str) -> None:
    text = HEAD + f"## Action items\n\n- {item}\n"
    assert "actions.owner" not in _rules(text)


def test_a_group_of_actions_is_no_action() -> None:
    text = HEAD + "## Action items\n\n- Monitoring:\n  - Add an alert at 90%\n  - Add a graph\n"
    found = _rules(text)["actions.owner"]
    assert found.count == 2


def test_what_explains_a_titled_action_is_no_action() -> None:
    items = "- **Add an alert** at 90%\n- **Split the pool** in two\n- because readers wait\n"
    assert _rules(HEAD + "## Action items\n\n" + items)["actions.owner"].count == 2


def test_actions_in_a_table_without_a_heading_are_actions() -> None:
    table = (
        "| Action item | Owner | Due |\n|---|---|---|\n| Add an alert at 90% |  | 2026-04-01 |\n"
    )
    assert "actions.owner" in _rules(HEAD + table)


def test_an_action_that_shares_no_subject_with_any_cause_is_asked_about(changed: Change) -> None:
    action = "Put lock waits first in the checkout runbook and on its dashboard"
    proof = "The drill of 12 March finds the lock in under 5 minutes"
    kitchen = [(action, "Repaint the kitchen"), (proof, "The kitchen is green"), ("CHK-81", "K-1")]
    assert "actions.factor" not in changed(*kitchen), "the factor column says 4"
    found = changed(*kitchen, ("| Mitigate | 4 |", "| Mitigate | - |"))
    assert found["actions.factor"].severity is Severity.INFO


def test_two_owners_are_no_owner(changed: Change) -> None:
    found = changed(("| Ana Ruiz | 2026-03-18", "| Ana Ruiz, Ben Okoye | 2026-03-18"))
    assert "several people" in found["actions.owner"].why


def _open_items(section: str) -> set[int]:
    """The lines of the items that owe a date, which only open ones do."""
    found = _rules(HEAD + section).get("actions.date")
    return set(found.lines) if found else set()


def test_what_an_item_tells_as_done_owes_neither_owner_nor_date() -> None:
    done = (
        "## Action items\n\n"
        "- stuck orders were replayed and shipped\n"
        "- The storage team implemented a check for the queue\n"
        "- **Fix the sweep:** corrected the folder and the age filter\n"
    )
    assert not _open_items(done)
    still = (
        done + "- Add the alert that was disabled last week\n- Fix the job that was started twice\n"
    )
    assert len(_open_items(still)) == 2


def test_how_a_program_behaves_is_no_action_and_the_fix_is() -> None:
    text = (
        "## Corrective actions\n\nThe proper fix is to change the manifest. The packer will silently fail"
        " when a path ends in a slash.\n"
    )
    found = _rules(HEAD + text)["actions.date"]
    assert found.count == 1
    assert "manifest" in found.quote


def test_a_titled_paragraph_of_an_action_section_is_an_action() -> None:
    text = (
        "Corrective and Preventative Measures:\n\nZone files: Perform a check of every zone file on merge.\n\n"
        "Second resolver: Set up a second resolver in another network.\n"
    )
    found = _rules(HEAD + text)
    assert "actions.missing" not in found
    assert found["actions.date"].count == 2


def test_a_long_term_solution_is_where_the_actions_stand() -> None:
    text = "## Long term solution\n\n- Pin the base image by its digest in the build file\n"
    assert "actions.missing" not in _rules(HEAD + text)


def test_a_titled_item_with_a_list_of_reasons_is_one_action() -> None:
    text = (
        "## Actions\n\n- **Strict shell:** Put `set -eu` into the script:\n"
        "  - it stops at the first failure\n  - it knows no unset name\n"
        "- **Freshness alert:** Alert when the newest file is older than a day\n"
    )
    assert _open_items(text) == {9, 12}


@pytest.mark.parametrize(
    "item",
    [
        "Do not run the sweep by hand",
        "Never deploy on Fridays",
        "Avoid making DNS changes at night",
    ],
)
def test_a_rule_to_remember_is_no_action(item: str) -> None:
    assert "rule to remember" in _actions(item)[0].why


def test_a_setting_that_is_avoided_is_an_action() -> None:
    assert not _actions("Avoid a single address for the certificate mails")


def test_a_weak_action_beside_a_fix_that_is_told_fails_no_document() -> None:
    weak = "## Action items\n\n- Evaluate a pull-through cache\n"
    assert _rules(HEAD + weak)["actions.weak"].severity is Severity.CRITICAL
    told = "## Resolution\n\nThe retry limit was raised and the change merged.\n\n"
    assert _rules(HEAD + told + weak)["actions.weak"].severity is Severity.MAJOR


def test_what_the_system_rests_on_and_what_it_lets_through_are_factors() -> None:
    prose = (
        "## Root cause\n\nThe form field was passed on unvalidated. Every server relies on one registry. The shared"
        " runner meant that any step could read every secret of the deploy pipeline.\n"
    )
    assert "causes.few" not in _rules(HEAD + prose)


def test_a_fields_value_is_no_empty_section() -> None:
    assert "sections.empty" not in _rules(
        "# Outage\n\n## Status\nResolved\n\n## Summary\nIt was down.\n"
    )


def test_a_name_after_the_deed_is_a_name_beside_a_deed() -> None:
    text = "## Timeline\n\n- 10:00 UTC Upgrade of the proxy, merged by Ben Smith ([pr](https://x.test/1))\n"
    assert "redaction.names" in _rules(HEAD + text)
