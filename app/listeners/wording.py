"""Accepting a model's wording: the verb, the buttons in its modal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from app.flows import lookup
from app.flows import wording as flow
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.listeners import words
from app.listeners.ask import Answer, Ask, open_view
from app.slack.blocks import kit, modals
from app.slack.blocks.wording import wording as view_of

#: Buttons of the modal; the value is the path of a sentence, or a section.
BUTTONS = ("accept_sentence", "accept_section")


def wording(ask: Ask) -> Answer:
    """`[INC-42]`: what a model worded and nobody has accepted."""
    if not ask.trigger:
        raise RefusalError("Type `/postmortem wording` in the channel: a mention opens no form.")
    number, _ = words.split_ref(ask.text)
    return _shown(ask.muster, ask.incident(number))


def wording_pressed(ask: Ask) -> Answer:
    """The same by a button, on the incident it belongs to."""
    return _shown(ask.muster, ask.about(int(ask.text)))


def _shown(muster: Muster, incident: Incident) -> Answer:
    found = flow.newest(muster, incident)
    return open_view(view_of(incident, found.version.version, found.document))


def register(app: App, muster: Muster) -> None:
    """Listen to the modal's buttons."""
    for action_id in BUTTONS:
        app.action(action_id)(_accepted(muster))


def _refused(says: str) -> kit.Block:
    return kit.modal("wording_refused", "Wording", [kit.section(says)], metadata="")


def _accepted(muster: Muster) -> Callable[..., None]:
    def accepted(ack: Ack, body: dict[str, Any]) -> None:
        view, action, user = body["view"], body["actions"][0], body["user"]["id"]
        metadata = modals.metadata_of(view)
        slack = muster.clients[body["team"]["id"]]
        try:
            incident = lookup.seen_by(muster, int(metadata["incident"]), user)
        except RefusalError as refusal:
            # Who has left a private channel keeps the form, and nothing of what stood in it.
            ack()
            slack.call("views.update", view_id=view["id"], view=_refused(str(refusal)))
            return
        key = f"accept:{user}:{action['action_ts']}:{action['value']}"
        said = ""
        try:
            version, where = int(metadata["version"]), action["value"]
            asked = flow.Acceptance(by=user, key=key, version=version, where=where)
            found = flow.accept(muster, incident.id, asked)
        except RefusalError as refusal:
            found, said = flow.newest(muster, incident), str(refusal)
        ack()
        slack.call(
            "views.update",
            view_id=view["id"],
            view=view_of(incident, found.version.version, found.document, said),
        )

    return accepted
