"""Roles and handovers."""

from __future__ import annotations

import pytest

from app.incident.commands import (
    AcceptHandoff,
    AssignRole,
    GoSolo,
    OfferHandoff,
    ReleaseRole,
    Resolve,
    TakeRole,
    WithdrawHandoff,
)
from app.incident.kinds import Kind
from app.incident.values import RefusalError, Role


@pytest.fixture
def led(story):
    story.declare()
    story.do(TakeRole, by="U1", role=Role.COMMANDER)
    return story


def test_each_role_has_one_holder(led):
    led.do(AssignRole, by="U1", role=Role.COMMANDER, to="U2")
    assert led.incident.commander == "U2"
    assert list(led.incident.roles.values()) == ["U2"]


def test_taking_a_role_twice_is_refused(led):
    with pytest.raises(RefusalError, match="already"):
        led.do(TakeRole, by="U1", role=Role.COMMANDER)


def test_a_role_that_somebody_took_meanwhile_is_not_taken_from_them(led):
    with pytest.raises(RefusalError, match="<@U1> is commander"):
        led.do(TakeRole, by="U2", role=Role.COMMANDER, instead_of="")


def test_a_role_can_be_taken_over_from_who_the_button_named(led):
    led.do(TakeRole, by="U2", role=Role.COMMANDER, instead_of="U1")
    assert led.incident.commander == "U2"


def test_assigning_a_holder_again_is_refused(led):
    with pytest.raises(RefusalError, match="already"):
        led.do(AssignRole, by="U2", role=Role.COMMANDER, to="U1")


def test_solo_takes_every_role_and_is_said_once(led):
    entries = led.do(GoSolo, by="U1")
    assert led.incident.is_solo
    assert [entry.data["quiet"] for entry in entries] == [False, True, True]
    with pytest.raises(RefusalError):
        led.do(GoSolo, by="U1")


def test_a_released_role_is_open_and_a_missing_commander_is_missed_from_then(led):
    led.at(minutes=10).do(ReleaseRole, role=Role.COMMANDER)
    assert led.incident.commander == ""
    assert led.due("commander") == {"again:1": 15}
    with pytest.raises(RefusalError):
        led.do(ReleaseRole, role=Role.COMMANDER)


def test_until_a_handover_is_accepted_the_holder_stays_responsible(led):
    led.do(OfferHandoff, by="U1", role=Role.COMMANDER, to="U2")
    assert led.incident.commander == "U1"
    assert led.incident.offers[Role.COMMANDER].to == "U2"


def test_accepting_passes_the_role_and_keeps_the_restatement(led):
    offered = led.do(OfferHandoff, by="U1", role=Role.COMMANDER, to="U2")[0]
    accepted = led.do(
        AcceptHandoff, by="U2", role=Role.COMMANDER, offer=offered.seq, restatement="it is DNS"
    )
    assert [entry.kind for entry in accepted] == [Kind.HANDOFF_ACCEPTED, Kind.ROLE_ASSIGNED]
    assert accepted[0].data == {"role": "commander", "restatement": "it is DNS", "before": "U1"}
    assert led.incident.commander == "U2"
    assert led.incident.offers == {}


def test_an_offer_is_accepted_by_who_it_was_made_to_and_with_a_restatement(led):
    led.do(OfferHandoff, by="U1", role=Role.COMMANDER, to="U2")
    with pytest.raises(RefusalError, match="not to you"):
        led.do(AcceptHandoff, by="U3", role=Role.COMMANDER, offer=None, restatement="x")
    with pytest.raises(RefusalError) as refused:
        led.do(AcceptHandoff, by="U2", role=Role.COMMANDER, offer=None, restatement=" ")
    assert refused.value.field == "restatement"
    assert led.incident.commander == "U1"


def test_a_button_of_an_older_offer_accepts_nothing(led):
    first = led.do(OfferHandoff, by="U1", role=Role.COMMANDER, to="U2")[0]
    led.do(WithdrawHandoff, by="U1", role=Role.COMMANDER)
    led.do(OfferHandoff, by="U1", role=Role.COMMANDER, to="U2")
    with pytest.raises(RefusalError, match="no longer open"):
        led.do(
            AcceptHandoff, by="U2", role=Role.COMMANDER, offer=first.seq, restatement="it is DNS"
        )


def test_only_the_holder_or_the_commander_hands_a_role_over(led):
    led.do(AssignRole, by="U1", role=Role.SCRIBE, to="U2")
    with pytest.raises(RefusalError, match="they or the commander"):
        led.do(OfferHandoff, by="U3", role=Role.SCRIBE, to="U4")
    with pytest.raises(RefusalError, match="already"):
        led.do(OfferHandoff, by="U2", role=Role.SCRIBE, to="U2")
    with pytest.raises(RefusalError, match="Nobody is operations"):
        led.do(OfferHandoff, by="U1", role=Role.OPERATIONS, to="U2")
    assert led.do(OfferHandoff, by="U1", role=Role.SCRIBE, to="U4")


def test_an_offer_can_be_declined_by_the_two_it_is_between(led):
    led.do(OfferHandoff, by="U1", role=Role.COMMANDER, to="U2")
    with pytest.raises(RefusalError):
        led.do(WithdrawHandoff, by="U9", role=Role.COMMANDER)
    assert "declined" in led.do(WithdrawHandoff, by="U2", role=Role.COMMANDER)[0].text
    with pytest.raises(RefusalError, match="No handover"):
        led.do(WithdrawHandoff, by="U2", role=Role.COMMANDER)


def test_roles_of_a_resolved_incident_do_not_change(led):
    led.do(Resolve, verification="errors are at zero")
    with pytest.raises(RefusalError, match="reopen"):
        led.do(TakeRole, by="U2", role=Role.SCRIBE)
