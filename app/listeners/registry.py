"""Every verb of `/incident`, with its help: a new command is one line here."""

from __future__ import annotations

from app.listeners import action_items
from app.listeners.ask import Answer, Ask, say
from app.listeners.verb import Verb
from app.listeners.verbs import (
    declaring,
    endings,
    facts,
    notes,
    people,
    reading,
    record,
    repairing,
    updates,
)


def help_text(ask: Ask) -> Answer:
    """Every verb, what follows it and what it does."""
    command = ask.muster.incident_command
    lines = [
        f"`/{command} {name}{' ' + verb.usage if verb.usage else ''}`: {verb.does}"
        for name, verb in VERBS.items()
    ]
    tail = (
        "In a thread, mention Muster with the same words. "
        f"`/{ask.muster.postmortem_command} help` lists what comes after."
    )
    return say("\n".join([*lines, tail]))


VERBS: dict[str, Verb] = {
    "declare": Verb(declaring.declare, "[here] [SEV1-4 title]", "open an incident"),
    "status": Verb(reading.status, "[INC-n]", "where it stands"),
    "catchup": Verb(reading.catchup, "[INC-n]", "what you missed, for you alone"),
    "timeline": Verb(reading.timeline, "[INC-n] [page]", "what happened, with sources"),
    "list": Verb(reading.list_incidents, "[all]", "open incidents"),
    "take": Verb(people.take, "<role>", "take a role"),
    "assign": Verb(people.assign, "@person <role>", "give a role"),
    "release": Verb(people.release, "<role>", "leave a role open"),
    "solo": Verb(people.solo, "", "hold all four roles yourself"),
    "handoff": Verb(people.handoff, "@person <role>", "hand a role over, with a checkpoint"),
    "accept": Verb(people.accept, "<role> [situation]", "accept a handover"),
    "decline": Verb(people.decline, "[role]", "decline or withdraw a handover"),
    "update": Verb(updates.update, "[what is known]", "post a status update"),
    "snooze": Verb(updates.snooze, "[10m why]", "put the update reminder off"),
    "pause": Verb(updates.pause, "<8h> <why>", "owe no updates for a while"),
    "resume": Verb(updates.resume, "", "owe updates again"),
    "checkpoint": Verb(updates.checkpoint, "", "post the checkpoint packet"),
    "note": Verb(notes.note, "<kind> <text>", "note a hypothesis, mitigation, decision …"),
    "action": Verb(action_items.create, "[what]", "create an action item"),
    "severity": Verb(facts.severity, "[SEV1-4 why]", "change the severity"),
    "phase": Verb(facts.phase, "active|mitigated|monitoring", "change the phase"),
    "set": Verb(facts.set_fact, "<fact> <value>", "correct title, impact, scope or a time"),
    "resolve": Verb(endings.resolve, "[how verified]", "end it, saying how you know"),
    "reopen": Verb(endings.reopen, "[why]", "it is not over"),
    "duplicate-of": Verb(facts.duplicate_of, "INC-n", "it is the same as another one"),
    "cancel": Verb(endings.cancel, "[why]", "declared by mistake"),
    "close": Verb(endings.close, "[why]", "the record is complete"),
    "find": Verb(record.find, '<words, "a phrase"> [INC-n]', "find what was said, and where"),
    "redact": Verb(record.redact, "[INC-n] E123 [why]", "take an entry's words out of the record"),
    "backfill": Verb(record.backfill, "[INC-n]", "read the channel's history again"),
    "repair": Verb(repairing.mend, "[INC-n]", "run what failed or is missing in Slack"),
    "help": Verb(help_text, "", "this list"),
}
