"""`muster edit`: an exported postmortem that somebody edited in a file."""

from __future__ import annotations

from pathlib import Path

from app.flows.editing import counted
from app.flows.muster import Muster
from app.flows.take_back import take_back
from app.incident.incident import Incident
from app.incident.values import RefusalError


def edited_file(muster: Muster, incident: Incident, file: Path, by: str, version: int) -> str:
    """Keep what the file changes as the next version; returns what was kept, for a person.

    Raises:
        RefusalError: when the file cannot be read, or as `take_back`.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RefusalError(f"{file} cannot be read: it is no text in UTF-8.") from error
    except OSError as error:
        raise RefusalError(f"{file} cannot be read: {error.strerror}.") from error
    taken = take_back(muster, incident, text, by, version)
    if not taken.edits:
        return f"{incident.ref}: {file} says what version {taken.base} says. Nothing is kept."
    return (
        f"{incident.ref}, version {taken.version}: {counted(taken.edits)}, from version "
        f"{taken.base}. `/postmortem edit` and `muster export {incident.ref}` show it."
    )
