"""The verbs of `/postmortem`, and the buttons that do the same."""

from __future__ import annotations

from app.flows import stock
from app.flows.postmortem import request_draft
from app.incident.incident import Incident
from app.listeners import action_items, words
from app.listeners.ask import Answer, Ask, say, show
from app.listeners.verb import Verb
from app.listeners.verbs.documents import diff, edit, handon, show_version, versions
from app.listeners.verbs.publishing import publish
from app.listeners.verbs.reviewing import review
from app.listeners.wording import wording
from app.slack.blocks import inventory


def draft(ask: Ask) -> Answer:
    """`[INC-42]`: write the document from the log."""
    number, _ = words.split_ref(ask.text)
    incident = ask.incident(number)
    return _asked(ask, incident)


def draft_pressed(ask: Ask) -> Answer:
    """The same by a button, on the incident it belongs to."""
    return _asked(ask, ask.about(int(ask.text)))


def _asked(ask: Ask, incident: Incident) -> Answer:
    """What there is to write from; critical gaps are filled or confirmed first."""
    found = stock.take(ask.muster, incident)
    if found.gaps:
        return show(inventory.gaps_first(incident, found.inventory, found.gaps))
    request_draft(ask.muster, incident, ask.user)
    return show(inventory.writing(incident, found.inventory))


def draft_anyway(ask: Ask) -> Answer:
    """Somebody has seen the gaps and confirms them."""
    incident = ask.about(int(ask.text))
    request_draft(ask.muster, incident, ask.user, despite_gaps=True)
    return say(f"Writing the postmortem of {incident.ref}, gaps and all. It comes as a file here.")


def help_text(ask: Ask) -> Answer:
    """Every verb, what follows it and what it does."""
    command = ask.muster.postmortem_command
    lines = [
        f"`/{command} {name} {verb.usage}`: {verb.does}" for name, verb in POSTMORTEM_VERBS.items()
    ]
    return say("\n".join(lines))


POSTMORTEM_VERBS: dict[str, Verb] = {
    "draft": Verb(draft, "[INC-n]", "write the document from the log"),
    "wording": Verb(wording, "[INC-n]", "accept what a model worded, sentence by sentence"),
    "edit": Verb(edit, "[section]", "put your words in; they survive a new draft"),
    "show": Verb(show_version, "[vN]", "a version, for you alone"),
    "versions": Verb(versions, "", "every version, with its review"),
    "diff": Verb(diff, "[vN vM]", "what changed between two versions"),
    "handon": Verb(handon, "[vN]", "tickets, agenda, checklist and pattern note to copy"),
    "publish": Verb(publish, "[vN]", "after a review: checks, readers, channel"),
    "review": Verb(review, "[vN | link to a file | text]", "findings with rewrites, for you alone"),
    "actions": Verb(
        action_items.list_items,
        "[INC-n] [open|mine|overdue|all] [page]",
        "the action items, with buttons",
    ),
    "help": Verb(help_text, "", "this list"),
}
