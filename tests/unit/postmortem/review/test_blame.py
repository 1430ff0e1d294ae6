"""With whom a fault is put: the constructions in which blame comes, and what is no blame."""

import pytest

from app.postmortem.review import Finding, Severity, review

FRAME = (
    "# Outage\n\n## Summary\n\n{}\n\nThe shop was down for 20 minutes for all users in Europe, and nobody"
    " could pay.\n"
)


def _found(sentence: str) -> list[Finding]:
    rules = ("blameless", "causes.human", "hindsight")
    return [f for f in review(FRAME.format(sentence)).findings if f.rule.startswith(rules)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bob's mistake took down the site.",
        "It was John's fault.",
        "The outage was caused by Maria.",
        "Siddharth Menon did not check the plan.",
        "J. Smith disabled the alert and told nobody.",
        "@jdoe broke production by deploying without review.",
        "Mike, who was new, ran the wrong script.",
        "She was too slow to react.",
        "Tom was responsible for the outage.",
    ],
)
def test_a_fault_of_somebody_who_can_be_known_is_critical(sentence: str) -> None:
    assert [(f.rule, f.severity) for f in _found(sentence)] == [
        ("blameless.person", Severity.CRITICAL)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kowalski should have checked the migration.",
        "An operator typed the wrong command.",
        "Someone pushed a bad config.",
        "The on-call didn't respond quickly enough.",
        "The table was accidentally deleted by an engineer.",
        "The incident was triggered by a developer who ran the script.",
        "The engineer's inexperience led to the outage.",
        "An employee clicked on the wrong button.",
        "A developer bypassed the review process.",
        "The reviewer missed the error in the diff.",
        "QA missed the bug.",
        "Our DBAs failed to notice the lock.",
        "The network team failed to follow the process.",
        "Management should have hired more people.",
    ],
)
def test_a_fault_of_a_role_or_a_group_is_major(sentence: str) -> None:
    assert [(f.rule, f.severity) for f in _found(sentence)] == [
        ("blameless.person", Severity.MAJOR)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The engineer responsible was reprimanded.",
        "An inexperienced engineer was on call.",
        "The contractor was incompetent.",
        "This was a rookie mistake.",
    ],
)
def test_seniority_and_punishment_are_judgements(sentence: str) -> None:
    assert "blameless.diligence" in {f.rule for f in _found(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The engineer assumed that the failover was automatic, as the runbook says.",
        "The on-call engineer did not have access to the console.",
        "The scheduler should have restarted the pod.",
        "The team did not know that the limit existed; nothing showed it.",
        "Kubernetes did not check the quota.",
        "Envoy ignored the warning.",
        "Nobody noticed the errors for 20 minutes, because no alert looks at them.",
        "The admission controller did not check the label.",
        "The developers deployed a new version at 10:02.",
        "The new engineer on the rotation found the query in the runbook.",
        "The outage was caused by a misconfigured load balancer.",
        "The issue was triggered by the engineer-facing API.",
        "That deployer address should have been treated as compromised.",
        "Our customers' mistake in the form is handled now.",
        "The engineers should have access to the dashboard.",
        "Users missed the deadline.",
        "The system's failure to restart was a bug.",
        "The phisher's mistake gave him away.",
        "Google Cloud Platform did not check the label.",
    ],
)
def test_systems_states_of_knowledge_and_outsiders_are_not_blamed(sentence: str) -> None:
    assert not [f for f in _found(sentence) if not f.rule.startswith("hindsight")]


def test_what_somebody_should_have_done_is_told_once() -> None:
    assert [f.rule for f in _found("Ana should have checked the lock.")] == ["blameless.person"]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The table was accidentally deleted by an engineer.", "The table was deleted."),
        ("The outage was caused by Ana.", "The outage: TK"),
        ("Ana's mistake.", "What was done: TK"),
        ("Due to Ana's negligence the disk filled.", 'came of it ("the disk filled")'),
        ("He didn't read the runbook.", 'What did not happen: "read the runbook"'),
        ("She was too slow.", 'From "They were too slow."'),
        ("QA missed the bug.", 'Leave out the verdict ("QA missed the")'),
        ("Kowalski should have checked the plan.", 'What did not happen: "checked the plan"'),
        ("Mistakes were made by the engineer.", "Cause: TK"),
    ],
)
def test_the_rewrite_is_made_from_the_sentence(sentence: str, words: str) -> None:
    assert words in _found(sentence)[0].rewrite


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Dienst fiel aus, weil die Sicherung fahrlässig übersprungen wurde und niemand es sah.",
        "担当者が設定の確認を怠ったため、サービスが停止しました。",
        "El servicio cayó por un descuido en la configuración del servidor de la base de datos.",
    ],
)
def test_plain_words_of_blame_are_known_in_other_languages(sentence: str) -> None:
    assert "blameless.diligence" in {f.rule for f in review(f"# X\n\n{sentence}\n").findings}
