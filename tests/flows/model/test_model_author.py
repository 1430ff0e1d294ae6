"""What the model is given, what its answer becomes, and what happens when there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import briefs
from support.model_service import (
    BROKEN,
    CUT_OFF,
    DROPPED,
    KEY,
    LATE,
    LIMITED,
    MALFORMED,
    NO_JSON,
    NO_MESSAGE,
    OVERLOADED,
    REFUSED,
    UNKNOWN_MODEL,
    honest,
    proposal,
    says,
    sentence,
)

from app.drafter import draft
from app.incident.actions.action import ActionClass
from app.postmortem.document import walk
from app.postmortem.parts import Layer
from app.postmortem.statement import Origin


def by_model(document):
    return [one for _, one in walk(document) if one.origin is Origin.MODEL]


def test_an_honest_model_words_the_summary_and_every_sentence_stays_labelled(ask):
    document, _ = ask(honest)
    assert document.author.name == "claude-sonnet-5-5"
    first = document.summary[0]
    assert first.text.startswith("PagerDuty: [FIRING] checkout-5xx above 5%")
    assert by_model(document)
    assert all(not one.is_tk and not one.accepted_by for one in by_model(document))
    assert document.judgement.withheld == 0


def test_times_header_timeline_and_attempts_stay_the_logs(ask, brief):
    document, _ = ask(honest)
    alone = draft(brief)
    for section in ("header", "timeline", "mitigations", "hypotheses", "category", "inventory"):
        assert getattr(document, section) == getattr(alone, section)


def test_only_numbered_entries_leave_and_nothing_secret_or_personal_in_them(ask, service):
    ask(honest)
    [asked] = service.asked
    assert [row["id"] for row in asked.entries] == list(range(1, 10))
    for private in ("Tomas", "Ruiz", "Ines", "Moreau", "ann@shop.example", "AKIAQYLPMN5HHHFPZAM2"):
        assert private not in asked.text
    assert "⟦email-1⟧" in asked.text
    assert "⟦secret-1⟧" in asked.text


def test_names_come_back_and_secrets_never_do(ask):
    script = says(
        proposal(
            lessons=[
                sentence("⟦person-1⟧ rolled back to build 811", 6),
                sentence("⟦person-1⟧ wrote that the old key was ⟦secret-1⟧ and must go", 9),
                sentence("A mail from ⟦email-1⟧ told of it", 5),
            ]
        )
    )
    document, _ = ask(script)
    texts = [one.text for one in document.lessons]
    assert texts[0] == "Tomas Ruiz rolled back to build 811"
    assert "AKIA" not in document.model_dump_json()
    assert "[redacted:" in texts[1]
    assert "ann@shop.example" not in document.model_dump_json()


def test_the_unchanging_part_and_the_entries_are_marked_for_the_cache(ask, service):
    ask(honest)
    ask(honest)
    first, second = service.asked
    assert first.body["system"][0]["cache_control"] == {"type": "ephemeral"}
    assert first.body["messages"][0]["content"][0]["cache_control"] == {"type": "ephemeral"}
    assert first.body["system"] == second.body["system"]
    assert first.data == second.data


def test_the_answer_is_asked_for_in_a_schema(ask, service):
    ask(honest)
    [asked] = service.asked
    wanted = asked.body["output_config"]["format"]
    assert wanted["type"] == "json_schema"
    assert "missed_defences" in wanted["schema"]["properties"]
    assert wanted["schema"]["additionalProperties"] is False
    assert asked.headers["authorization"] == f"Bearer {KEY}"


def test_tokens_and_cost_are_counted_as_the_service_says(ask):
    document, _ = ask(honest)
    assert document.author.tokens == 1200 + 300 + 900
    # 1200 fresh and 900 written to the cache (times 1.25) at 2 USD, 300 answered at 10 USD.
    assert document.author.cost_usd == pytest.approx(0.00765, abs=0.0001)


def test_what_cannot_be_verified_becomes_tk_with_its_reason_and_is_counted(ask):
    script = says(
        proposal(
            summary=[
                sentence("The error rate was at 47% after the deploy of build 812", 3),
                sentence("The outage cost 12000 orders", 3),
            ],
            lessons=[sentence("Nobody cites anything here")],
        )
    )
    document, _ = ask(script)
    withheld = [one for one in by_model(document) if one.is_tk]
    assert [one.withheld for one in withheld] == [
        "The outage cost 12000 orders",
        "Nobody cites anything here",
    ]
    assert "a number in it stands in none of its sources" in withheld[0].tk
    assert "it cites no entry of this incident" in withheld[1].tk
    assert document.judgement.withheld == 2


def test_the_logs_own_sentence_gives_way_only_to_one_that_stands(ask, brief):
    alone = draft(brief).summary
    lying = says(proposal(summary=[sentence("It cost 12000 orders", *alone[0].entries)]))
    document, _ = ask(lying)
    assert [one.text for one in document.summary if not one.is_tk] == [
        one.text for one in alone if not one.is_tk
    ]


def test_factors_and_actions_keep_their_numbers(ask, brief):
    before = len(draft(brief).factors)
    script = says(
        proposal(
            factors=[
                {
                    "what": sentence("No alert on the pool", 8, inferred=True),
                    "layer": "detection",
                    "whys": [sentence("Only the error rate had an alert", 2, inferred=True)],
                }
            ],
            actions=[
                {
                    "what": sentence("Alert on the pool, as PR #428 does", 8),
                    "action_class": "detect",
                    "factor": 1,
                }
            ],
        )
    )
    document, _ = ask(script)
    action = next(one for one in document.actions if one.what.origin is Origin.MODEL)
    factor = document.factors[action.factor - 1]
    assert (factor.what.text, factor.layer) == ("No alert on the pool", Layer.DETECTION)
    assert action.action_class is ActionClass.DETECT
    assert (action.owner, action.due, action.ticket) == ("", "", "")
    assert [one.what.text for one in document.actions] == ["Alert on the pool, as PR #428 does"]
    assert action.factor <= before + 1


def test_while_the_incident_is_open_nothing_is_concluded(ask, policy):
    told = briefs.told(policy, ("14:00", "Ines Moreau", "Checkout fails for everybody"))
    state = replace(told.incident, state="active")
    script = says(
        proposal(
            summary=[sentence("Checkout fails for everybody", 2)],
            lessons=[sentence("Checkout fails for everybody", 2)],
        )
    )
    document, _ = ask(script, of=replace(told, incident=state))
    assert document.is_interim
    assert document.summary[0].origin is Origin.MODEL
    assert document.lessons == ()
    assert "1 further proposals" in document.author.note


FAILURES = {
    "slow": (LATE, "did not answer in time"),
    "overloaded": (OVERLOADED, "overloaded (529)"),
    "limited": (LIMITED, "(429)"),
    "broken": (BROKEN, "failed (500)"),
    "dropped": (DROPPED, "broke off"),
    "unknown model": (UNKNOWN_MODEL, "set MUSTER_MODEL"),
    "refusal": (REFUSED, "declined to answer (cyber)"),
    "malformed": (MALFORMED, "not in the form"),
    "cut off": (CUT_OFF, "its answer was cut off"),
    "no message": (NO_MESSAGE, "no message"),
    "no json": (NO_JSON, "no message"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_whatever_fails_the_logs_own_draft_is_delivered_and_says_why(
    name, ask, service, model, brief
):
    script, words = FAILURES[name]
    # Only what never comes is waited for briefly: on a busy machine anything may take a while.
    patience = 0.3 if script is LATE else model.call_seconds
    document, _ = ask(script, by=replace(model, call_seconds=patience))
    assert words in document.author.note
    assert document.author.name == "deterministic"
    assert document.model_copy(update={"author": draft(brief).author}) == draft(brief)
    assert len(service.asked) <= 2


def test_a_wrong_key_is_said_as_such(ask, model):
    document, _ = ask(honest, by=replace(model, key="sk-ant-another"))
    assert "ANTHROPIC_API_KEY was refused" in document.author.note


def test_what_passes_is_tried_again(ask, service):
    document, _ = ask(OVERLOADED, honest)
    assert document.author.name == "claude-sonnet-5-5"
    assert len(service.asked) == 2


def test_an_answer_that_was_paid_for_and_not_used_is_counted(ask):
    document, _ = ask(CUT_OFF)
    assert document.author.tokens == 2400
    assert document.author.cost_usd > 0


def test_what_may_cost_too_much_is_not_sent(ask, service, brief, with_policy):
    document, _ = ask(honest, of=with_policy(brief, max_cost_usd=0.05))
    assert service.asked == []
    assert "the policy allows 0.05" in document.author.note
    assert "postmortem.max_cost_usd" in document.author.note


def test_no_model_is_asked_where_the_policy_allows_no_cost(ask, service, brief, with_policy):
    document, _ = ask(honest, of=with_policy(brief, max_cost_usd=0))
    assert service.asked == []
    assert "allows no cost" in document.author.note


def test_a_model_without_a_price_is_not_asked(ask, service, model):
    document, _ = ask(honest, by=replace(model, name="claude-unknown"))
    assert service.asked == []
    assert "postmortem.models" in document.author.note


def test_a_private_incident_is_sent_only_if_the_policy_says_so(ask, service, brief, with_policy):
    private = replace(brief, incident=replace(brief.incident, private=True))
    document, _ = ask(honest, of=private)
    assert service.asked == []
    assert "private" in document.author.note
    document, _ = ask(honest, of=with_policy(private, private_incidents_to_model=True))
    assert len(service.asked) == 1
    assert document.author.name == "claude-sonnet-5-5"
