"""status, timeline, list, catchup: for the asker's eyes alone."""

from __future__ import annotations

from app.flows import lookup, views
from app.listeners import words
from app.listeners.ask import Answer, Ask, show
from app.slack.blocks import card, kit, packets

#: Items on one page of the timeline: they fit one message.
PAGE = 30


def status(ask: Ask) -> Answer:
    """`[INC-42]`: the card's facts."""
    number, _ = words.split_ref(ask.text)
    incident = ask.incident(number)
    facts = card.card(incident)
    without_buttons = [block for block in facts.blocks if block["type"] != "actions"]
    scope = kit.section(f"*Scope*\n{packets.scope_lines(incident.full_scope)}")
    return show(kit.Message(facts.text, [*without_buttons, scope]))


def timeline(ask: Ask) -> Answer:
    """`[INC-42] [page]`: newest page first."""
    number, rest = words.split_ref(ask.text)
    incident = ask.incident(number)
    page = views.timeline_page(ask.muster, incident, int(rest) if rest.isdigit() else 1, PAGE)
    return show(packets.timeline(incident, page.items, page=page.number, pages=page.count))


def list_incidents(ask: Ask) -> Answer:
    """`[all]`: open ones, or all."""
    everything = ask.text.strip().lower() == "all"
    found = lookup.visible_incidents(ask.muster, ask.workspace, ask.user, everything=everything)
    return show(packets.listing(found, everything=everything))


def catchup(ask: Ask) -> Answer:
    """`[INC-42]`: what somebody who joins now must know."""
    number, _ = words.split_ref(ask.text)
    incident = ask.incident(number)
    return show(packets.catch_up(incident, views.catch_up_on(ask.muster, incident)))
