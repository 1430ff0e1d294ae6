"""declare."""

from __future__ import annotations

from app.flows import declare as flow
from app.flows.declare import Declaration
from app.incident.values import RefusalError, Severity
from app.listeners import words
from app.listeners.ask import Answer, Ask, open_view, say
from app.slack.blocks import modals


def declare(ask: Ask) -> Answer:
    """With words at once; without, by a modal.

    Raises:
        RefusalError: when the words cannot be a declaration.
    """
    first, rest = words.first(ask.text)
    here = first.lower() == "here"
    text = rest if here else ask.text
    severity, title = _severity_and_title(text)
    if severity is None and not title:
        return _modal(ask, here=here)
    if severity is None:
        return _modal(ask, here=here, title=title) if ask.trigger else _no_severity(title)
    if not title:
        raise RefusalError(
            f"Say what is wrong after {severity}: `/incident declare {severity} checkout returns 502`."
        )
    declared = flow.declare(
        ask.muster,
        Declaration(
            workspace=ask.workspace,
            by=ask.user,
            key=ask.key,
            title=title,
            severity=severity,
            origin_channel=ask.channel,
            origin_message=ask.message_ts,
            origin_thread=ask.thread,
            response_url=ask.response_url,
            here=here,
        ),
    )
    return opening(declared)


def _severity_and_title(text: str) -> tuple[Severity | None, str]:
    first, rest = words.first(text)
    severity = words.a_severity(first)
    return (severity, rest.strip()) if severity else (None, text.strip())


def _no_severity(title: str) -> Answer:
    raise RefusalError(f"Say the severity first: `declare SEV2 {title}`.")


def _modal(ask: Ask, *, here: bool, title: str = "") -> Answer:
    if not ask.trigger:
        raise RefusalError("Say it in one line: `declare SEV2 checkout returns 502`.")
    metadata = {"channel": ask.channel, "url": ask.response_url, "here": here}
    return open_view(modals.declare(ask.muster.policy, metadata=metadata, title=title))


def opening(declared: flow.Declared) -> Answer:
    """What who declared it reads at once; where to go follows when the channel is there."""
    incident = declared.incident
    if incident.channel:
        return say(f"{incident.ref} is open: <#{incident.channel}>")
    return say(
        f"{incident.ref} ({incident.severity}) is declared. Opening its channel: "
        "you are invited in a moment."
    )
