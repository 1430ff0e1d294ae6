"""resolve, reopen, cancel, close."""

from __future__ import annotations

from app.flows import steps
from app.incident.commands import Cancel, Close, Reopen, Resolve
from app.incident.decide.draft import must_be_open
from app.listeners.ask import DONE, Answer, Ask, open_view
from app.slack.blocks import modals


def resolve(ask: Ask) -> Answer:
    """`how recovery was verified`; without words, a modal asks."""
    incident = ask.incident()
    must_be_open(incident)
    if not ask.text:
        return open_view(modals.resolve(incident))
    command = Resolve(by=ask.user, key=ask.key, source_url=ask.source_url, verification=ask.text)
    steps.step(ask.muster, incident.id, command)
    return DONE


def reopen(ask: Ask) -> Answer:
    """`why`."""
    command = Reopen(by=ask.user, key=ask.key, source_url=ask.source_url, reason=ask.text)
    steps.reopen(ask.muster, ask.incident().id, command)
    return DONE


def cancel(ask: Ask) -> Answer:
    """Declared by mistake; `why`."""
    command = Cancel(by=ask.user, key=ask.key, source_url=ask.source_url, reason=ask.text)
    steps.step(ask.muster, ask.incident().id, command)
    return DONE


def close(ask: Ask) -> Answer:
    """The record is complete; without a published postmortem, `why`."""
    command = Close(by=ask.user, key=ask.key, source_url=ask.source_url, reason=ask.text)
    steps.step(ask.muster, ask.incident().id, command)
    return DONE
