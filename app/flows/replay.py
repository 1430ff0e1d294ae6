"""Importing an incident that happened elsewhere straight into the log, with no Slack."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.flows import acting
from app.flows.muster import Muster
from app.incident.commands import Declare
from app.incident.decide import decide
from app.incident.decide.draft import MAX_TITLE
from app.incident.entry import Entry
from app.incident.evolve import evolve
from app.incident.incident import Incident
from app.incident.transcript import TranscriptError, entries_of, parse_transcript
from app.incident.values import Severity, State
from app.slack.evidence import Own, from_history
from app.store import incidents, people, timeline
from app.store.people import Person

#: The workspace of what was imported without Slack.
LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file held."""

    title: str
    entries: Sequence[Entry]
    #: Names of people by the id that entries bear.
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Replayed:
    """The incident, and whether the file had been imported before."""

    incident: Incident
    repeated: bool


def read_file(path: Path, channel: str = "") -> Imported:
    """A transcript (JSON Lines) or a Slack export (zip) as entries.

    Raises:
        TranscriptError: when it is neither, or the export has several channels and none
            is named.
    """
    try:
        if zipfile.is_zipfile(path):
            return _export(path, channel)
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TranscriptError(f"{path} cannot be read: {error}") from error
    entries = entries_of(parse_transcript(lines, path.name), path.name)
    names = {entry.actor: entry.actor for entry in entries}
    return Imported(title=_title(path), entries=entries, names=names)


def _title(path: Path) -> str:
    return path.stem.replace("-", " ").replace("_", " ")


def _export(path: Path, channel: str) -> Imported:
    with zipfile.ZipFile(path) as archive:
        days = sorted(name for name in archive.namelist() if name.endswith(".json") and "/" in name)
        found = sorted({name.rpartition("/")[0] for name in days})
        chosen = _channel(path, found, channel)
        users = _json(archive, "users.json")
        messages = [
            message
            for day in days
            if day.rpartition("/")[0] == chosen
            for message in _json(archive, day)
        ]
    own = Own(team_id=LOCAL, workspace_url="", bot_user_id="", bot_id="")
    readings = [from_history(message, chosen, own) for message in messages]
    entries = [entry for reading in readings for entry in reading.entries]
    if not entries:
        raise TranscriptError(f"{path.name}: channel {chosen} has no messages")
    return Imported(title=chosen, entries=entries, names={u["id"]: _name(u) for u in users})


def _json(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    try:
        value = json.loads(archive.read(name))
    except KeyError:
        return []
    except ValueError as error:
        raise TranscriptError(f"{name} in the export is not valid JSON: {error}") from error
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _channel(path: Path, found: Sequence[str], wanted: str) -> str:
    if wanted in found or (len(found) == 1 and not wanted):
        return wanted or found[0]
    if not found:
        raise TranscriptError(
            f"{path.name} is a zip but no Slack export: it has no channel folders"
        )
    listed = ", ".join(found[:20])
    raise TranscriptError(
        f"{path.name} holds several channels. Choose one with --channel: {listed}"
    )


def _name(user: dict[str, Any]) -> str:
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), user.get("real_name"), user.get("name"))
    return next((name for name in names if name), str(user["id"]))


def replay(
    muster: Muster, found: Imported, *, title: str = "", severity: Severity = Severity.SEV3
) -> Replayed:
    """Keep what a file held as an incident that is over; twice is one incident."""
    keys = "\n".join(entry.source_key for entry in found.entries)
    key = f"replay:{hashlib.sha256(keys.encode()).hexdigest()[:32]}"
    with muster.database.write() as session:
        known = timeline.by_key(session, LOCAL, f"{key}#0")
        if known:
            stored = incidents.get(session, int(known.data["incident"]))
            if stored:
                return Replayed(stored, repeated=True)
        named = replace(found, title=(title or found.title)[:MAX_TITLE])
        incident = _declare(muster, session, key, named, severity)
        entries = [
            replace(entry, source_key=f"{incident.number}:{entry.source_key}")
            for entry in found.entries
        ]
        _append(muster, session, incident, entries)
        people_of = [Person(id=id_, name=name) for id_, name in found.names.items()]
        people.remember(session, LOCAL, people_of)
        return Replayed(incident, repeated=False)


def _declare(
    muster: Muster, session: Session, key: str, found: Imported, severity: Severity
) -> Incident:
    number = incidents.next_number(session, LOCAL)
    began = min(entry.occurred_at for entry in found.entries)
    incident_id = incidents.reserve(session, LOCAL, number, began)
    command = Declare(
        by="muster",
        key=key,
        incident=incident_id,
        workspace=LOCAL,
        number=number,
        title=found.title,
        severity=severity,
        state=State.POST_INCIDENT,
    )
    first = replace(decide(None, command, began, muster.policy)[0], seq=1)
    incident = evolve(None, first)
    _append(muster, session, incident, [first])
    acting.settle(muster, session, incident)
    return incident


def _append(muster: Muster, session: Session, incident: Incident, entries: Sequence[Entry]) -> None:
    timeline.append(session, entries, workspace=LOCAL, incident_id=incident.id, now=muster.now())
