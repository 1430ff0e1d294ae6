"""assign, release, solo, handoff, accept, decline."""

from __future__ import annotations

from app.flows import steps
from app.incident.commands import (
    AcceptHandoff,
    AssignRole,
    GoSolo,
    OfferHandoff,
    ReleaseRole,
    TakeRole,
    WithdrawHandoff,
)
from app.incident.values import RefusalError
from app.listeners import words
from app.listeners.ask import DONE, Answer, Ask, open_view
from app.listeners.people import must_be_here
from app.slack.blocks import modals


def assign(ask: Ask) -> Answer:
    """`@person role`."""
    incident = ask.incident()
    person = words.a_person(ask.text, "/incident assign @aiko commander")
    role = words.a_role(ask.text)
    must_be_here(ask, person)
    command = AssignRole(by=ask.user, key=ask.key, source_url=ask.source_url, role=role, to=person)
    steps.step(ask.muster, incident.id, command)
    return DONE


def take(ask: Ask) -> Answer:
    """`role`: for oneself."""
    incident, role = ask.incident(), words.a_role(ask.text)
    command = TakeRole(by=ask.user, key=ask.key, source_url=ask.source_url, role=role)
    steps.step(ask.muster, incident.id, command)
    return DONE


def release(ask: Ask) -> Answer:
    """`role`: nobody holds it."""
    incident, role = ask.incident(), words.a_role(ask.text)
    command = ReleaseRole(by=ask.user, key=ask.key, source_url=ask.source_url, role=role)
    steps.step(ask.muster, incident.id, command)
    return DONE


def solo(ask: Ask) -> Answer:
    """All four roles, said explicitly."""
    command = GoSolo(by=ask.user, key=ask.key, source_url=ask.source_url)
    steps.step(ask.muster, ask.incident().id, command)
    return DONE


def handoff(ask: Ask) -> Answer:
    """`@person role`."""
    incident = ask.incident()
    person = words.a_person(ask.text, "/incident handoff @aiko commander")
    role = words.a_role(ask.text)
    must_be_here(ask, person)
    command = OfferHandoff(
        by=ask.user, key=ask.key, source_url=ask.source_url, role=role, to=person
    )
    steps.offer_handoff(ask.muster, incident.id, command)
    return DONE


def accept(ask: Ask) -> Answer:
    """`role <the situation in one line>`; without the line, a modal asks for it."""
    incident, role = ask.incident(), words.a_role(ask.text.partition(" ")[0])
    line = ask.text.partition(" ")[2]
    offer = incident.offers.get(role)
    if not line and offer and offer.to == ask.user and ask.trigger:
        return open_view(modals.accept(incident, role, offer.seq))
    command = AcceptHandoff(
        by=ask.user,
        key=ask.key,
        source_url=ask.source_url,
        role=role,
        offer=None,
        restatement=line,
    )
    steps.step(ask.muster, incident.id, command)
    return DONE


def decline(ask: Ask) -> Answer:
    """`role`: an offer to oneself, or of oneself."""
    incident = ask.incident()
    if not incident.offers:
        raise RefusalError("No handover is open.")
    role = words.a_role(ask.text) if ask.text else next(iter(incident.offers))
    command = WithdrawHandoff(by=ask.user, key=ask.key, source_url=ask.source_url, role=role)
    steps.step(ask.muster, incident.id, command)
    return DONE
