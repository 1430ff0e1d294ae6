"""`muster edit`: an exported postmortem that somebody edited in a file."""

from __future__ import annotations

from app.flows.editing import counted
from app.flows.muster import Muster
from app.flows.take_back import take_back
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.main.markdown import text_of, why_unreadable


def edited_file(muster: Muster, incident: Incident, file: str, by: str, version: int) -> str:
    """Keep what the file changes as the next version; returns what was kept, for a person.

    Raises:
        RefusalError: when the file cannot be read, or as `take_back`.
    """
    try:
        text = text_of(file)
    except (OSError, UnicodeDecodeError) as error:
        raise RefusalError(f"{file} {why_unreadable(error)}") from error
    taken = take_back(muster, incident, text, by, version)
    if not taken.edits:
        return f"{incident.ref}: {file} says what version {taken.base} says. Nothing is kept."
    return (
        f"{incident.ref}, version {taken.version}: {counted(taken.edits)}, from version "
        f"{taken.base}. `/postmortem edit` and `muster export {incident.ref}` show it."
    )
