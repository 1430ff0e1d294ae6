from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from support.falsehoods import PLANTS

from app.incident.incident import Incident
from app.incident.reading import Item
from app.postmortem.document import Document, walk
from app.postmortem.judge import Evidence, evidence, faults, judge
from app.postmortem.judge.check import GONE, MADE_UP, NO_SOURCE, NOT_DERIVED, UNRELATED
from app.postmortem.judge.judge import HINDSIGHT, LATER, OTHER_ACTOR, OTHER_TIME
from app.postmortem.parts import Factor, Layer, Moment, Row
from app.postmortem.statement import Derived, Origin, Rule, Statement, ask

At = Callable[[str], datetime]
NAMES = {"U1": "Ines Moreau", "U2": "Tomas", "C1": "inc-1-checkout"}


def said(text: str, *entries: int, **more: object) -> Statement:
    return Statement.model_validate({"text": text, "entries": entries, **more})


def document(**sections: object) -> Document:
    return Document.model_validate(
        {"ref": "INC-1", "title": "x", "drafted_at": "2026-04-01T00:00:00Z", **sections}
    )


@pytest.mark.parametrize(
    "statement",
    [
        said("The error rate was at 47% after the deploy of build 812", 3),
        said("Tomas rolled back to build 811 at 14:21 UTC, commit a1b2c3d", 5),
        said("About 50% of the carts were affected", 6),
        said("Ines Moreau saw 500 of 500 connections", 4),
        said("PagerDuty fired checkout-5xx, INCIDENT #1942", 2),
        said("SEV2 in INC-1: the alert fired", 2),
    ],
)
def test_a_true_statement_stands(known: Evidence, statement: Statement) -> None:
    assert faults(statement, known) == ()


def test_a_statement_that_cites_what_does_not_exist_falls(known: Evidence) -> None:
    assert faults(said("The error rate was at 47%", 3, 99), known) == (NO_SOURCE,)


def test_a_statement_that_cites_what_was_deleted_falls(
    incident: Incident, items: list[Item], at: At
) -> None:
    gone = [replace(one, deleted_at=at("15:00")) if one.entry.id == 3 else one for one in items]
    found = faults(said("The error rate was at 47%", 3), evidence(incident, gone, NAMES))
    assert found == (GONE,)


def test_a_statement_whose_sources_speak_of_something_else_falls(known: Evidence) -> None:
    wrong = said("Certificates expired during the quarterly rotation exercise", 5)
    assert faults(wrong, known) == (UNRELATED,)


def test_what_stands_word_for_word_in_its_source_stands(
    incident: Incident, items: list[Item]
) -> None:
    log = "Ab1kafkabroker down: z2quorumlost r5etcdleader x9restoring"
    told = [replace(one, text=log) if one.entry.id == 3 else one for one in items]
    known = evidence(incident, told, NAMES)
    assert faults(said("z2quorumlost r5etcdleader x9restoring", 3), known) == ()


def test_a_placeholder_that_was_never_given_falls(known: Evidence) -> None:
    assert faults(said("⟦person-9⟧ rolled back to build 811", 5), known) == (MADE_UP,)


def test_a_candidate_may_say_what_no_entry_says_but_no_value_of_its_own(known: Evidence) -> None:
    inferred = "No warning came before a person looked"
    assert faults(said(inferred, 3, candidate=True), known) == ()
    assert faults(said(f"{inferred} at 13:59", 3, candidate=True), known)


def test_a_span_is_computed_again(known: Evidence) -> None:
    right = Derived(value="27 min", rule=Rule.SPAN, entries=(3, 6))
    wrong = Derived(value="28 min", rule=Rule.SPAN, entries=(3, 6))
    assert faults(said("27 min until the recovery", 3, 6, derived=[right]), known) == ()
    assert faults(said("28 min until the recovery", 3, 6, derived=[wrong]), known) == (NOT_DERIVED,)


def test_a_span_vouches_for_its_own_value_alone(known: Evidence) -> None:
    right = Derived(value="27 min", rule=Rule.SPAN, entries=(3, 6))
    text = "27 min until the recovery, 40 min in all"
    assert faults(said(text, 3, 6, derived=[right]), known)


@pytest.mark.parametrize(
    ("value", "rule", "entries", "holds"),
    [
        ("half an hour", Rule.SPAN, (2, 6), True),
        ("30 min", Rule.SPAN, (2, 6), True),
        ("1 h", Rule.SPAN, (2, 6), True),
        ("2 h", Rule.SPAN, (2, 6), False),
        ("no time", Rule.SPAN, (2, 6), False),
        ("30 min", Rule.SPAN, (2, 6, 7), False),
        ("36 min", Rule.SUM, (2, 3, 3, 5, 6, 7), True),
        ("37 min", Rule.SUM, (2, 3, 3, 5, 6, 7), False),
        ("36 min", Rule.SUM, (2, 3, 3), False),
        ("3", Rule.COUNT, (2, 3, 5), True),
        ("three", Rule.COUNT, (2, 3, 5), True),
        ("4", Rule.COUNT, (2, 3, 5), False),
        ("4", Rule.COUNT, (2, 3, 5, 99), False),
        ("0", Rule.COUNT, (), False),
    ],
)
def test_derived_values_follow_their_rule(
    known: Evidence, value: str, rule: Rule, entries: tuple[int, ...], *, holds: bool
) -> None:
    derived = Derived(value=value, rule=rule, entries=entries)
    stands = faults(said("It went on", 2, derived=[derived]), known) != (NOT_DERIVED,)
    assert stands is holds


def test_a_persons_own_words_stand_as_long_as_what_they_cite_exists(known: Evidence) -> None:
    own = said("We lost 12 orders, by the billing report", 3, origin=Origin.PERSON)
    assert faults(own, known) == ()
    assert faults(own.model_copy(update={"entries": (99,)}), known) == (NO_SOURCE,)


def test_what_fails_becomes_tk_with_its_reason_and_is_counted(known: Evidence) -> None:
    draft = document(
        summary=[
            said("The error rate was at 47%", 3).model_dump(),
            said("The error rate was at 48%", 3, 99).model_dump(),
            said("The error rate was at 49%", 3).model_dump(),
            ask("who noticed?").model_dump(),
        ]
    )
    judged = judge(draft, known)
    assert [one.is_tk for one in judged.summary] == [False, True, True, True]
    assert judged.summary[1].tk == f"a proposed sentence was withheld: {NO_SOURCE}"
    assert judged.summary[1].entries == (3,)
    assert judged.summary[2].withheld == "The error rate was at 49%"
    assert (judged.judgement.supported, judged.judgement.asked) == (1, 1 + len(judged.factors))
    assert judged.judgement.withheld == 2


def _row(at: datetime | None, text: str, *entries: int, actor: str = "Tomas") -> Row:
    return Row(at=at, actor=actor, moment=Moment.NOTE, event=said(text, *entries))


def _judged_row(row: Row, known: Evidence) -> Row:
    return judge(document(timeline=[row.model_dump()]), known).timeline[0]


def test_a_row_that_tells_its_moment_stands(known: Evidence, at: At) -> None:
    row = _row(at("14:21"), "Rolled back to build 811", 5)
    assert _judged_row(row, known) == row


@pytest.mark.parametrize(
    ("clock", "actor", "text", "reason"),
    [
        ("14:22", "Tomas", "Rolled back to build 811", OTHER_TIME),
        ("14:21", "Ines Moreau", "Rolled back to build 811", OTHER_ACTOR),
        ("14:21", "Tomas", "Rolled back, in hindsight too late", HINDSIGHT),
    ],
)
def test_a_row_that_tells_another_moment_falls(
    known: Evidence, at: At, clock: str, *, actor: str, text: str, reason: str
) -> None:
    judged = _judged_row(_row(at(clock), text, 5, actor=actor), known)
    assert judged.event.is_tk
    assert reason in judged.event.tk
    assert (judged.at, judged.actor) == (at("14:21"), "Tomas")


def test_a_row_that_rests_on_a_later_entry_falls(known: Evidence, at: At) -> None:
    judged = _judged_row(_row(at("14:21"), "Rolled back, error rate back to 0%", 5, 6), known)
    assert LATER in judged.event.tk


def test_a_row_whose_text_was_edited_later_says_when(
    incident: Incident, items: list[Item], at: At
) -> None:
    edited = [replace(one, edited_at=at("16:00")) if one.entry.id == 5 else one for one in items]
    known = evidence(incident, edited, NAMES)
    judged = _judged_row(_row(at("14:21"), "Rolled back to build 811", 5), known)
    assert judged.when == "text edited 2026-03-09 16:00 UTC"


def test_a_correction_within_minutes_is_of_the_same_moment(
    incident: Incident, items: list[Item], at: At
) -> None:
    soon = at("14:21") + timedelta(minutes=2)
    edited = [replace(one, edited_at=soon) if one.entry.id == 5 else one for one in items]
    known = evidence(incident, edited, NAMES)
    assert not _judged_row(_row(at("14:21"), "Rolled back to build 811", 5), known).when


def _factor(text: str, layer: Layer) -> dict[str, object]:
    return Factor(what=said(text, 3), layer=layer).model_dump()


def test_missing_factors_and_layers_are_asked_for_never_made_up(known: Evidence) -> None:
    judged = judge(document(factors=[_factor("The deploy of build 812", Layer.TRIGGER)]), known)
    assert len(judged.factors) == 3
    assert len({factor.layer for factor in judged.factors}) == 3
    assert [factor.what.is_tk for factor in judged.factors] == [False, True, True]
    assert judged.factors[0].whys[0].is_tk


def test_three_factors_in_two_layers_are_enough(known: Evidence) -> None:
    layers = (Layer.TRIGGER, Layer.TRIGGER, Layer.DETECTION)
    given = [
        _factor(f"The error rate of build 812, {n} times", layer) for n, layer in enumerate(layers)
    ]
    judged = judge(document(factors=[_factor("build 812", layer) for layer in layers]), known)
    assert len(judged.factors) == len(given)


def test_an_interim_document_is_not_asked_for_factors(known: Evidence) -> None:
    assert judge(document(form="interim"), known).factors == ()


# --- a thousand falsehoods -------------------------------------------------------------------

TRUE = (
    ("The error rate was at 47% after the deploy of build 812", 3),
    ("The pool had 500 of 500 connections", 4),
    ("Tomas rolled back to build 811", 5),
    ("About half of the carts were affected", 6),
    ("The alert checkout-5xx fired", 2),
    ("An alert on the pool is asked for in PR #428", 7),
)


def test_of_a_thousand_planted_falsehoods_none_survives(known: Evidence) -> None:
    chance = random.Random(1942)
    survivors = []
    for number in range(1000):
        text, entry = chance.choice(TRUE)
        lie = PLANTS[number % len(PLANTS)](chance)
        planted = said(f"{text} {lie}", entry, origin=Origin.MODEL)
        judged = judge(document(summary=[planted.model_dump()]), known)
        if any(not one.is_tk for _, one in walk(judged) if one.withheld or not one.is_tk):
            survivors.append(planted.text)
    assert survivors == []


def test_of_a_thousand_planted_citations_none_survives(known: Evidence) -> None:
    chance = random.Random(428)
    for _ in range(1000):
        text, entry = chance.choice(TRUE)
        planted = said(text, entry, chance.randrange(8, 10_000), origin=Origin.MODEL)
        assert judge(document(summary=[planted.model_dump()]), known).summary[0].is_tk


def test_the_true_sentences_that_were_used_all_stand(known: Evidence) -> None:
    for text, entry in TRUE:
        assert faults(said(text, entry), known) == ()
