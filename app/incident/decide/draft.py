"""What every decision needs: entries not yet stored, and the usual refusals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.incident.commands import Command
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.policy import Policy, SeverityPolicy
from app.incident.values import Phase, RefusalError, Role, Severity

#: A title becomes the header of the card beside the reference (Slack allows 150).
MAX_TITLE = 120
#: Text of one field of an update or note; a section of a message holds 3,000.
MAX_TEXT = 2500


@dataclass(frozen=True, slots=True)
class Setting:
    """What a decision may look at besides the incident and the command."""

    now: datetime
    policy: Policy

    def rules(self, severity: Severity) -> SeverityPolicy:
        """The policy of one severity."""
        return self.policy.severities[severity]


def draft(command: Command, now: datetime, kind: Kind, text: str, **data: object) -> Entry:
    """An entry that says what `command` did; the registry gives it its key."""
    return Entry(
        kind=kind,
        occurred_at=now,
        actor=command.by,
        text=text,
        data=data,
        source_url=command.source_url,
    )


def must_be_open(incident: Incident) -> None:
    """Refuse what only makes sense while people respond.

    Raises:
        RefusalError: when the incident is resolved or closed.
    """
    if incident.phase is Phase.RESOLVED:
        raise RefusalError(f"{incident.ref} is resolved. If it is back, `/incident reopen` first.")
    if not incident.is_open:
        raise RefusalError(
            f"{incident.ref} is {ended_as(incident)}. "
            "`/incident reopen` makes it active again; `/incident declare` opens a new one."
        )


def ended_as(incident: Incident) -> str:
    """How a closed incident ended, for a person."""
    if incident.canceled:
        return "canceled"
    if incident.duplicate_of:
        return f"closed as a duplicate of INC-{incident.duplicate_of}"
    return "closed"


def required(text: str, what: str, limit: int = MAX_TEXT, field: str = "") -> str:
    """The text without outer blanks.

    Raises:
        RefusalError: when it is empty or longer than `limit` characters.
    """
    text = text.strip()
    if not text:
        raise RefusalError(f"{what} is empty. Say it in a few words.", field)
    return within(text, what, limit, field)


def within(text: str, what: str, limit: int = MAX_TEXT, field: str = "") -> str:
    """The text without outer blanks, when it fits.

    Raises:
        RefusalError: when it is longer than `limit` characters.
    """
    text = text.strip()
    if len(text) > limit:
        raise RefusalError(
            f"{what} has {len(text)} characters and {limit} fit. Shorten it by {len(text) - limit}.",
            field,
        )
    return text


def may(incident: Incident, person: str, act: str, policy: Policy) -> None:
    """Hold a person to the policy's permissions.

    Raises:
        RefusalError: when none of the holders that the policy names is this person.
    """
    allowed = policy.permissions.get(act, ["anyone"])
    holders = {
        "declarer": incident.declared_by,
        **{role.value: incident.roles.get(role, "") for role in Role},
    }
    if "anyone" in allowed or person in {holders[name] for name in allowed}:
        return
    raise RefusalError(
        f"Only {' or '.join(allowed)} may {act} here (policy: permissions.{act}). Ask one of them."
    )


def span(length: timedelta) -> str:
    """A length of time for people: `45 min`, `2 h`, `1 h 30 min`, `3 d`, `20 s`."""
    seconds = int(length.total_seconds())
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    named = ((days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s"))
    parts = [f"{count} {unit}" for count, unit in named if count]
    return " ".join(parts[:2]) or "0 s"


def clock(moment: datetime) -> str:
    """A moment for the log: `14:32 UTC`."""
    return f"{moment:%H:%M} UTC"
