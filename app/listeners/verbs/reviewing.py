"""Reviewing a postmortem: a version, a file, or pasted text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.flows import lookup, reviewing
from app.flows.reviewing import Asked
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.listeners import words
from app.listeners.ask import DONE, Answer, Ask, open_view, say
from app.slack.blocks import modals
from app.slack.text import message_text

_FILE = re.compile(r"/files/[A-Z0-9]+/(F[A-Z0-9]+)")
_VERSION = re.compile(r"v?(\d{1,4})", re.IGNORECASE)
#: A link, or a word, is no postmortem.
_SHORTEST = 200


def review(ask: Ask) -> Answer:
    """`[INC-42] [v2 | link to a file | text]`: the newest version, unless it says otherwise."""
    number, rest = words.split_ref(ask.text)
    if rest.lower() == "text":
        incident = _here(ask) if number is None else ask.incident(number)
        return open_view(modals.review(incident, ask.channel))
    if file := _FILE.search(rest):
        incident = _here(ask) if number is None else ask.incident(number)
        return _owed(ask, incident, "that file", replace(_of(ask), file=file[1]))
    incident = ask.incident(number)
    version = reviewing.version_named(ask.muster, incident, a_version(rest))
    asked = replace(_of(ask), version=version)
    return _owed(ask, incident, f"version {version} of {incident.ref}", asked)


def a_version(text: str) -> int | None:
    """The number of the version that is named; None where none is.

    Raises:
        RefusalError: when the words name something else.
    """
    if not text:
        return None
    found = _VERSION.fullmatch(text)
    if found is None:
        raise RefusalError(f"`{text}` is no version. Name one as `v2`, or none for the newest.")
    return int(found[1])


def _here(ask: Ask) -> Incident | None:
    """The incident of this channel, whose log the document is held against."""
    return lookup.of_channel(ask.muster, ask.workspace, ask.channel)


def _of(ask: Ask) -> Asked:
    return Asked(workspace=ask.workspace, by=ask.user, channel=ask.channel, url=ask.response_url)


def _owed(ask: Ask, incident: Incident | None, what: str, asked: Asked) -> Answer:
    reviewing.request_review(ask.muster, incident, asked)
    against = f" against the log of {incident.ref}" if incident and not asked.version else ""
    return say(f"Reviewing {what}{against}. What is found comes here, to you alone.")


def review_message(ask: Ask, message: Mapping[str, Any]) -> Answer:
    """The file of a message, or its text, where it is long enough to be a document."""
    files = message.get("files") or []
    if files:
        asked = replace(_of(ask), file=files[0]["id"])
        return _owed(ask, _here(ask), str(files[0].get("name") or "the file"), asked)
    text = message_text(dict(message))
    if len(text) < _SHORTEST:
        raise RefusalError(
            "That message is too short to be a postmortem, and has no file. Share the document "
            "as a Markdown file, or type "
            f"`/{ask.muster.postmortem_command} review text` to paste it."
        )
    return _owed(ask, _here(ask), "the message", replace(_of(ask), text=text))


def review_pasted(ask: Ask, metadata: Mapping[str, Any], values: Mapping[str, Any]) -> Answer:
    """What the form holds: the file, else the text.

    Raises:
        RefusalError: when it holds neither.
    """
    incident = ask.about(metadata["incident"]) if metadata["incident"] else None
    if values["file"]:
        return _owed(ask, incident, "the file", replace(_of(ask), file=values["file"][0]))
    if not values["text"].strip():
        raise RefusalError("Choose a file, or paste the text.", "text")
    return _owed(ask, incident, "the text", replace(_of(ask), text=values["text"]))


def share_review(ask: Ask) -> Answer:
    """Post the summary of a review in its incident's channel."""
    incident = ask.incident()
    reviewing.share_review(ask.muster, incident, int(ask.text))
    return DONE
