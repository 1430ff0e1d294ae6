"""Reading what people type: references, people, roles, severities, times, lengths."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from difflib import get_close_matches

from dateutil import parser as dates
from dateutil.tz import tzoffset

from app.incident.policy import parse_duration
from app.incident.values import RefusalError, Role, Severity
from app.slack.links import mentioned_people

_REF = re.compile(r"\binc-(\d{1,9})\b", re.IGNORECASE)
_BARE_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_TIME_OF_DAY = re.compile(r"\d:\d{2}|\d\s*[ap]m\b", re.IGNORECASE)
_UTC = re.compile(r"\s*(?:UTC|(?<=\d)Z)\s*$", re.IGNORECASE)
_ROLE_WORDS = {
    "commander": Role.COMMANDER,
    "ic": Role.COMMANDER,
    "operations": Role.OPERATIONS,
    "ops": Role.OPERATIONS,
    "communications": Role.COMMUNICATIONS,
    "comms": Role.COMMUNICATIONS,
    "scribe": Role.SCRIBE,
}


def first(text: str) -> tuple[str, str]:
    """The first word and what follows it, whatever stands between: a line may end there."""
    parts = text.split(maxsplit=1)
    return (*parts, "", "")[0], (*parts, "", "")[1].strip()


def split_ref(text: str) -> tuple[int | None, str]:
    """The incident's number when the text begins or ends with `INC-42`, and the rest."""
    words = text.split()
    for at in (0, -1):
        if words and (found := _REF.fullmatch(words[at])):
            rest = words[1:] if at == 0 else words[:-1]
            return int(found[1]), " ".join(rest)
    return None, text.strip()


def a_ref(text: str) -> int:
    """The number of the incident that is named.

    Raises:
        RefusalError: when none is.
    """
    found = _REF.search(text)
    if not found:
        raise RefusalError("Name the other incident, for example `INC-7`.")
    return int(found[1])


def a_person(text: str, example: str) -> str:
    """The user id of the one person mentioned.

    Raises:
        RefusalError: when nobody is mentioned, or several are.
    """
    people = mentioned_people(text)
    if len(people) == 1:
        return people[0]
    if people:
        raise RefusalError(f"One person at a time: `{example}`.")
    raise RefusalError(
        f"Mention the person with @, for example `{example}`. If Slack did not make it a "
        "mention, pick the name from the list that opens after @."
    )


def a_role(text: str) -> Role:
    """The role that is named, by its name or the usual short one.

    Raises:
        RefusalError: when none is; the nearest is suggested.
    """
    words = [word.strip(".,:").lower() for word in text.split() if not word.startswith("<")]
    named = [_ROLE_WORDS[word] for word in words if word in _ROLE_WORDS]
    if named:
        return named[0]
    near = get_close_matches(words[-1], _ROLE_WORDS, n=1, cutoff=0.5) if words else []
    hint = f" Did you mean `{_ROLE_WORDS[near[0]]}`?" if near else ""
    what = f"`{words[-1]}` is no role." if words else "Name the role."
    raise RefusalError(f"{what}{hint} The roles: {', '.join(Role)}.")


def a_severity(word: str) -> Severity | None:
    """The severity that a word names (`SEV2`, `sev-2`, `s2`), or None."""
    found = re.fullmatch(r"s(?:ev)?[- ]?([1-4])", word.strip().lower())
    return Severity(f"SEV{found[1]}") if found else None


def a_length(text: str, example: str = "15m") -> timedelta:
    """A length of time such as `15m`, `2h`, `1h30m`.

    Raises:
        RefusalError: when it is anything else.
    """
    compact = re.sub(r"\s+", "", text)
    compact = compact + "m" if compact.isdigit() else compact
    try:
        return parse_duration(compact)
    except ValueError as error:
        raise RefusalError(
            f"`{text}` is no length of time. Write for example `{example}`."
        ) from error


def _only_offsets(name: str | None, offset: int | None) -> tzinfo:
    if name and offset is None:
        raise ValueError(f"{name} can mean several zones")
    return tzoffset(name, offset) if offset else UTC


def a_time(text: str, now: datetime) -> datetime:
    """A moment in UTC unless it says otherwise: `14:05`, a date and time, or `20m ago`.

    A bare time is today's, or yesterday's if today's is still to come. A zone's name (CET,
    BST) is refused: it means several zones, and an hour more or less by the season.

    Raises:
        RefusalError: when it is anything else.
    """
    typed, text = text.strip(), _UTC.sub("", text.strip())
    if ago := re.fullmatch(r"(.+?)\s+ago", text):
        return now - a_length(ago[1], "20m ago")
    default = now.replace(second=0, microsecond=0, tzinfo=UTC)
    try:
        # Without a time of day it would be taken for now's.
        found = dates.parse(
            text if _TIME_OF_DAY.search(text) else "", default=default, tzinfos=_only_offsets
        )
    except (ValueError, OverflowError) as error:
        raise RefusalError(
            f"`{typed or '(nothing)'}` is no time. Write `14:05` or `2026-03-09 14:05` (both UTC), "
            "`2026-03-09 14:05+02:00`, or `20m ago`."
        ) from error
    found = found.astimezone(UTC)
    if found > now and _BARE_TIME.fullmatch(text):
        found -= timedelta(days=1)
    return found
