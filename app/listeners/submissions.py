"""Forms that were submitted: refused ones keep their contents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.exc import SQLAlchemyError

from app.flows import declare as declaring
from app.flows import steps
from app.flows.declare import Declaration
from app.flows.muster import Muster
from app.incident.commands import (
    AcceptHandoff,
    ChangeSeverity,
    Command,
    Mark,
    PostUpdate,
    Resolve,
    Snooze,
)
from app.incident.values import IncidentType, RefusalError, Role, Severity, State
from app.listeners import action_items, edge, home, words
from app.listeners.ask import Answer, Ask
from app.listeners.verbs.declaring import opening
from app.listeners.verbs.documents import edited
from app.listeners.verbs.publishing import published
from app.listeners.verbs.record import redact_message
from app.listeners.verbs.reviewing import review_pasted
from app.slack.blocks import modals

Values = dict[str, Any]


def register(app: App, muster: Muster) -> None:
    """Listen to every form."""
    app.view("declare")(_submitted(muster, _declare))
    app.view("edit")(_submitted(muster, edited))
    app.view("publish")(_submitted(muster, published))
    app.view("review_text")(_submitted(muster, review_pasted))
    app.view("redact")(_submitted(muster, redact_message))
    for callback, run in action_items.FORMS.items():
        app.view(callback)(_submitted(muster, run))
    for callback, make in COMMANDS.items():
        app.view(callback)(_submitted(muster, _step(make)))


def _submitted(muster: Muster, run: Callable[[Ask, Values, Values], Answer]) -> Callable[..., None]:
    def submitted(ack: Ack, body: dict[str, Any]) -> None:
        view = body["view"]
        metadata, values = modals.metadata_of(view), modals.values_of(view)
        ask = Ask(
            muster=muster,
            workspace=body["team"]["id"],
            user=body["user"]["id"],
            channel=str(metadata.get("channel", "")),
            key=f"form:{view['id']}",
            response_url=str(metadata.get("url", "")),
        )
        try:
            answer = run(ask, metadata, values)
        except RefusalError as refusal:
            ack(edge.form_errors(view, refusal))
        except SQLAlchemyError:
            edge.log.exception("a form could not be kept")
            ack(edge.form_errors(view, edge.NOT_SAVED))
        else:
            if metadata.get("home"):
                ack(home.instead(answer))
                home.publish(muster, ask.workspace, ask.user)
            else:
                ack()
                edge.privately(ask, answer)

    return submitted


def _declare(ask: Ask, metadata: Values, values: Values) -> Answer:
    severity = Severity(values["severity"])
    # The field of another severity may still be there: the form is redrawn when one is
    # chosen, and Declare can be pressed before that arrives.
    asks = ask.muster.policy.severities[severity].confirm_update_every
    interval = values.get("interval") if asks else None
    flags = values.get("flags") or []
    declared = declaring.declare(
        ask.muster,
        Declaration(
            workspace=ask.workspace,
            by=ask.user,
            key=ask.key,
            title=values["title"],
            severity=severity,
            type=IncidentType(values["type"]),
            state=State(values["state"]),
            impact=values["impact"],
            near_miss="near_miss" in flags,
            private="private" in flags,
            interval=words.a_length(interval) if interval else None,
            origin_channel=ask.channel,
            origin_message=str(metadata.get("message", "")),
            origin_thread=str(metadata.get("thread", "")),
            response_url=ask.response_url,
            here=bool(metadata.get("here")),
        ),
    )
    return opening(declared)


def _step(make: Callable[[Ask, Values, Values], Command]) -> Callable[..., Answer]:
    def run(ask: Ask, metadata: Values, values: Values) -> Answer:
        incident = ask.about(int(metadata["incident"]))
        steps.step(ask.muster, incident.id, make(ask, metadata, values))
        return Answer()

    return run


def _update(ask: Ask, metadata: Values, values: Values) -> Command:
    del metadata
    said = values["next_in"].strip()
    return PostUpdate(
        by=ask.user,
        key=ask.key,
        known=values["known"],
        unknown=values["unknown"],
        impact=values["impact"],
        mitigation=values["mitigation"],
        next_in=_length(said, "next_in", "30m") if said else None,
        announce="internal" not in (values.get("where") or []),
    )


def _length(text: str, field: str, example: str) -> timedelta:
    try:
        return words.a_length(text, example)
    except RefusalError as refusal:
        raise RefusalError(str(refusal), field) from refusal


def _severity(ask: Ask, metadata: Values, values: Values) -> Command:
    del metadata
    interval = values["interval"].strip()
    return ChangeSeverity(
        by=ask.user,
        key=ask.key,
        severity=Severity(values["severity"]),
        reason=values["reason"],
        interval=_length(interval, "interval", "4h") if interval else None,
    )


def _resolve(ask: Ask, metadata: Values, values: Values) -> Command:
    del metadata
    return Resolve(by=ask.user, key=ask.key, verification=values["verification"])


def _accept(ask: Ask, metadata: Values, values: Values) -> Command:
    return AcceptHandoff(
        by=ask.user,
        key=ask.key,
        role=Role(metadata["role"]),
        offer=int(metadata["offer"]),
        restatement=values["restatement"],
    )


def _snooze(ask: Ask, metadata: Values, values: Values) -> Command:
    del metadata
    length = _length(values["length"], "length", "10m")
    return Snooze(by=ask.user, key=ask.key, for_=length, reason=values["reason"])


def _mark(ask: Ask, metadata: Values, values: Values) -> Command:
    return Mark(by=ask.user, key=ask.key, word=values["word"], message_ts=str(metadata["ts"]))


#: Callback id of each form to the command it makes.
COMMANDS: dict[str, Callable[[Ask, Values, Values], Command]] = {
    "update": _update,
    "severity": _severity,
    "resolve": _resolve,
    "accept": _accept,
    "snooze": _snooze,
    "mark": _mark,
}
