"""What a file from elsewhere holds: a transcript, or one channel of a Slack export."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.incident.entry import Entry
from app.incident.transcript import TranscriptError, entries_of, parse_transcript
from app.slack.evidence import Own, Told, differences, from_event, from_history

#: The workspace of what was imported without Slack.
LOCAL = "local"

#: A day of a channel. Other JSON lies beside them, such as canvases.
_DAY = re.compile(r"(?P<folder>(?:[^/]+/)*(?P<name>[^/]+))/\d{4}-\d{2}-\d{2}\.json")
#: What macOS adds to a zip.
_RESOURCES = "__MACOSX/"
_CONVERSATIONS = ("channels.json", "groups.json", "mpims.json")
_SHOWN = 20
#: What happened to a message, as a message of its own: exports of all conversations have it.
_CHANGES = frozenset({"message_changed", "message_deleted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file held."""

    title: str
    entries: Sequence[Entry]
    #: Names of people by the id that entries bear.
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Channel:
    """One conversation of an export."""

    name: str
    id: str
    #: Where the lists of people and channels lie, with a slash at its end if it is a folder.
    root: str
    days: list[str] = field(default_factory=list)


def read_file(path: Path, channel: str = "") -> Imported:
    """A transcript (JSON Lines) or a Slack export (zip) as entries.

    `channel` is the name or id of the one to take from an export that has several.

    Raises:
        TranscriptError: when it is neither, or the channel is not clear.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return _export(archive, path.name, channel)
        # Editors may begin a file with a byte order mark.
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise TranscriptError(f"{path} is neither text in UTF-8 nor a zip") from error
    except (OSError, zipfile.BadZipFile) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise TranscriptError(f"{path} cannot be read: {why}") from error
    entries = entries_of(parse_transcript(lines, path.name), path.name)
    names = {entry.actor: entry.actor for entry in entries}
    return Imported(title=_title(path), entries=entries, names=names)


def _title(path: Path) -> str:
    return path.stem.replace("-", " ").replace("_", " ")


def _export(archive: zipfile.ZipFile, file: str, wanted: str) -> Imported:
    chosen = _choose(_channels(archive), file, wanted.lstrip("#"))
    messages = [one for day in sorted(chosen.days) for one in _json(archive, day)]
    entries = _entries(messages, chosen.id)
    if not entries:
        raise TranscriptError(f"{file}: channel {chosen.name} has no messages")
    users = _json(archive, f"{chosen.root}users.json")
    names = {str(one["id"]): _name(one) for one in users if one.get("id")}
    return Imported(title=chosen.name, entries=entries, names=names)


def _entries(messages: Sequence[dict[str, Any]], channel: str) -> list[Entry]:
    """What messages tell; changes without a time of their own count from the last message."""
    own = Own(team_id=LOCAL, workspace_url="", bot_user_id="", bot_id="")
    # An export may hold a message twice: a reply to the channel, or one at the turn of a day.
    standing = {str(one.get("ts")): one for one in messages if one.get("subtype") not in _CHANGES}
    told = [from_history(one, channel, own).entries for one in standing.values()]
    last = max((entry.occurred_at for some in told for entry in some), default=None)
    if last is None:
        return []
    nothing = Told((), 0)
    several: list[Sequence[Entry]] = [
        differences(one, channel, own, nothing, last) for one in standing.values()
    ]
    several += [
        from_event({"event": {**one, "type": "message", "channel": channel}}, own).entries
        for one in messages
        if one.get("subtype") in _CHANGES
    ]
    found: dict[str, Entry] = {}
    for entry in (one for some in several for one in some):
        found.setdefault(entry.source_key, entry)
    return list(found.values())


def _channels(archive: zipfile.ZipFile) -> list[_Channel]:
    found: dict[str, _Channel] = {}
    for path in archive.namelist():
        day = _DAY.fullmatch(path)
        if day is None or path.startswith(_RESOURCES):
            continue
        folder, name = day["folder"], day["name"]
        if folder not in found:
            root = folder.removesuffix(name)
            found[folder] = _Channel(name, _ids(archive, root).get(name, name), root)
        found[folder].days.append(path)
    return sorted(found.values(), key=lambda one: one.name)


def _ids(archive: zipfile.ZipFile, root: str) -> dict[str, str]:
    """Ids of channels by the names of their folders; a direct message's folder is its id."""
    listed = [one for file in _CONVERSATIONS for one in _json(archive, f"{root}{file}")]
    return {str(one["name"]): str(one["id"]) for one in listed if one.get("id") and "name" in one}


def _choose(found: Sequence[_Channel], file: str, wanted: str) -> _Channel:
    if not found:
        raise TranscriptError(
            f"{file} is a zip but no Slack export: it has no folder of a channel with days,"
            " such as general/2026-03-09.json"
        )
    fitting = [one for one in found if wanted in {"", one.name, one.id}]
    if len(fitting) == 1:
        return fitting[0]
    listed = ", ".join(one.name for one in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    what = f"has no channel {wanted}" if wanted else "holds several channels"
    raise TranscriptError(f"{file} {what}. Choose one with --channel: {listed}{more}")


def _json(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    try:
        value = json.loads(archive.read(name))
    except KeyError:
        return []
    except ValueError as error:
        raise TranscriptError(f"{name} in the export is not valid JSON: {error}") from error
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _name(user: dict[str, Any]) -> str:
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), user.get("real_name"), user.get("name"))
    return next((name for name in names if name), str(user["id"]))
