"""Versions of a postmortem: listed, shown, compared, edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.flows import editing, reviewing
from app.flows import postmortem as writing
from app.flows.postmortem import Drafted
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.listeners import words
from app.listeners.ask import Answer, Ask, open_view, say, show
from app.listeners.new_row import new_row
from app.listeners.verbs.reviewing import a_version
from app.postmortem.edits import SECTIONS, removable
from app.postmortem.handon import texts
from app.postmortem.render.page import Format, RenderError
from app.postmortem.versions import difference
from app.redaction import redact
from app.slack.blocks import documents as shown
from app.slack.blocks import editing as forms
from app.store.postmortems import Version


def versions(ask: Ask) -> Answer:
    """`[INC-42]`: every version, who made it, its review."""
    number, _ = words.split_ref(ask.text)
    incident = ask.incident(number)
    listed = writing.versions(ask.muster, incident)
    if not listed:
        reviewing.version_named(ask.muster, incident, None)
    return show(shown.versions(incident, [_listed(one) for one in listed]))


def _listed(one: Version) -> shown.Listed:
    return shown.Listed(
        version=one.version,
        author=one.author,
        by=one.created_by,
        at=one.created_at,
        verdict=one.review["D"]["verdict"] if one.review else "",
        published_at=one.published_at,
    )


def show_version(ask: Ask) -> Answer:
    """`[INC-42] [v2]`: a version as it stands, for the asker alone."""
    number, rest = words.split_ref(ask.text)
    incident = ask.incident(number)
    drafted = a_version_of(ask, incident, rest)
    title = f"Postmortem of {incident.ref}, version {drafted.version.version}"
    return show(shown.page(title, _rendered(ask, drafted, Format.CANVAS)))


def handon(ask: Ask) -> Answer:
    """`[INC-42] [v2]`: tickets, agenda, checklist, pattern note, for the asker to copy."""
    number, rest = words.split_ref(ask.text)
    incident = ask.incident(number)
    drafted = a_version_of(ask, incident, rest)
    title = f"To hand on {incident.ref}, version {drafted.version.version}"
    return show(shown.to_copy(title, texts(drafted.document)))


def diff(ask: Ask) -> Answer:
    """`[INC-42] [v1 v2]`: what changed; of the newest two, unless it says which."""
    number, rest = words.split_ref(ask.text)
    incident = ask.incident(number)
    one, other = _pair(ask, incident, rest.split())
    names = f"version {one.version.version}", f"version {other.version.version}"
    before, after = (_rendered(ask, each, Format.MARKDOWN) for each in (one, other))
    return show(shown.difference(incident, names, difference(before, after, names)))


def _pair(ask: Ask, incident: Incident, named: list[str]) -> tuple[Drafted, Drafted]:
    if len(named) == 2:  # noqa: PLR2004 - two versions are compared
        return a_version_of(ask, incident, named[0]), a_version_of(ask, incident, named[1])
    last = a_version_of(ask, incident, named[0] if named else "")
    if last.version.version == 1:
        raise RefusalError(
            f"Version 1 of {incident.ref} is the first: there is nothing before it to compare with."
        )
    return a_version_of(ask, incident, str(last.version.version - 1)), last


def a_version_of(ask: Ask, incident: Incident, text: str) -> Drafted:
    """The version that is named, or the newest.

    Raises:
        RefusalError: when there is none.
    """
    number = reviewing.version_named(ask.muster, incident, a_version(text))
    found = writing.version_of(ask.muster, incident, number)
    if found is None:
        raise RefusalError(f"{incident.ref} has no version {number}.")
    return found


def _rendered(ask: Ask, drafted: Drafted, wanted: Format) -> str:
    try:
        return writing.rendered(ask.muster, drafted, wanted)
    except RenderError as error:
        raise RefusalError(
            f"A template cannot be used: {error}. The version is kept; mend the template in "
            "MUSTER_TEMPLATES and try again."
        ) from error


def edit(ask: Ask) -> Answer:
    """`[INC-42] [section]`: the newest version, a sentence at a time."""
    number, rest = words.split_ref(ask.text)
    incident = ask.incident(number)
    last = a_version_of(ask, incident, "")
    wanted, version = rest.lower().replace(" ", "_"), last.version.version
    place = {"channel": ask.channel, "url": ask.response_url}
    if wanted in SECTIONS:
        return open_view(forms.fields(incident, version, last.document, wanted, place))
    if rest:
        named = ", ".join(name.replace("_", " ") for name in SECTIONS)
        raise RefusalError(f"`{rest}` is no section. They are: {named}.")
    return open_view(forms.choose(incident, version, last.document, place))


def section_chosen(ask: Ask, metadata: Mapping[str, Any], section: str) -> dict[str, Any]:
    """The form of the section that was chosen."""
    incident = ask.about(int(metadata["incident"]))
    found = a_version_of(ask, incident, str(metadata["version"]))
    place = {name: str(metadata[name]) for name in ("channel", "url")}
    return forms.fields(incident, found.version.version, found.document, section, place)


def edited(ask: Ask, metadata: Mapping[str, Any], values: Mapping[str, Any]) -> Answer:
    """Keep what was changed as the next version.

    Raises:
        RefusalError: when nothing was, or a sentence cannot be taken away.
    """
    incident = ask.about(int(metadata["incident"]))
    base = a_version_of(ask, incident, str(metadata["version"]))
    changes = forms.changes(base.document, str(metadata["section"]), values, ask.user)
    changes += new_row(base.document, values, ask.user, ask.muster.now())
    if not changes:
        raise RefusalError("Nothing was changed. Change a field, or close the form.")
    for one in changes:
        if one.removed and not removable(one.path):
            raise RefusalError("This one cannot be taken away: correct it, or leave it.", one.path)
    version = editing.edit(ask.muster, incident, changes, ask.user, ask.key)
    command = f"/{ask.muster.postmortem_command}"
    labels = dict.fromkeys(one.label for edit in changes for one in redact(edit.after).findings)
    taken = (
        f" Taken out of your words: {', '.join(labels)}. Rotate what is secret." if labels else ""
    )
    return say(
        f"Version {version.version} of {incident.ref} is kept: {editing.counted(changes)}. "
        f"`{command} diff` shows it, `{command} review` checks it.{taken}"
    )
