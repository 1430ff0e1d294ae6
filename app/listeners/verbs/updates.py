"""update, snooze, pause, resume, checkpoint."""

from __future__ import annotations

from app.flows import steps, views
from app.incident.commands import MakeCheckpoint, PauseCadence, ResumeCadence, Snooze
from app.incident.decide.draft import must_be_open, within
from app.incident.values import RefusalError
from app.listeners import words
from app.listeners.ask import DONE, Answer, Ask, open_view
from app.slack.blocks import modals


def update(ask: Ask) -> Answer:
    """`[what is known]`: a modal, prefilled with that or with what was said last."""
    incident = ask.incident()
    must_be_open(incident)
    typed = within(ask.text, "What is known")
    known, mitigation = views.last_update(ask.muster, incident)
    return open_view(modals.update(incident, typed or known, mitigation))


def snooze(ask: Ask) -> Answer:
    """`10m why`; without words, a modal."""
    incident = ask.incident()
    must_be_open(incident)
    if not ask.text:
        longest = ask.muster.policy.severities[incident.severity].max_snooze
        return open_view(modals.snooze(incident, longest))
    length, reason = words.first(ask.text)
    command = Snooze(
        by=ask.user,
        key=ask.key,
        source_url=ask.source_url,
        for_=words.a_length(length, "10m"),
        reason=reason,
    )
    steps.step(ask.muster, incident.id, command)
    return DONE


def pause(ask: Ask) -> Answer:
    """`8h why`."""
    incident = ask.incident()
    length, reason = words.first(ask.text)
    if not length:
        raise RefusalError("Say for how long and why: `/incident pause 8h waiting for the vendor`.")
    command = PauseCadence(
        by=ask.user,
        key=ask.key,
        source_url=ask.source_url,
        for_=words.a_length(length, "8h"),
        reason=reason,
    )
    steps.step(ask.muster, incident.id, command)
    return DONE


def resume(ask: Ask) -> Answer:
    """Updates are owed again."""
    command = ResumeCadence(by=ask.user, key=ask.key, source_url=ask.source_url)
    steps.step(ask.muster, ask.incident().id, command)
    return DONE


def checkpoint(ask: Ask) -> Answer:
    """The packet, posted in the channel."""
    command = MakeCheckpoint(by=ask.user, key=ask.key, source_url=ask.source_url)
    steps.make_checkpoint(ask.muster, ask.incident().id, command)
    return DONE
