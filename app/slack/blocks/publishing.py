"""Publishing in Slack: the form with what speaks for and against it, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.incident.entry import Entry
from app.incident.incident import Incident
from app.postmortem.document import Document
from app.postmortem.parts import Check
from app.slack.blocks import kit
from app.slack.text import escape

_SAYS = {
    "internal": "Names are kept",
    "wide": "People become roles, suppliers generic words",
}
#: Checkboxes take ten choices.
_MOST_VENDORS = 10


def form(
    incident: Incident,
    version: int,
    checks: Sequence[Check],
    *,
    against: Sequence[str],
    vendors: Sequence[str],
    place: Mapping[str, str],
) -> kit.Block:
    """The decision. `vendors` are the suppliers that the document names."""
    blocks = [kit.section(_state(incident, version, against)), kit.section(_checks(checks))]
    if against:
        blocks.append(
            kit.text_input(
                "reason",
                "Publish all the same, because",
                hint="It is recorded in the incident's log.",
                longest=500,
            )
        )
    blocks += _readers(incident, vendors)
    sealed = json.dumps({"incident": incident.id, "version": version, **place})
    return kit.modal("publish", "Publish the postmortem", blocks, metadata=sealed, submit="Publish")


def _state(incident: Incident, version: int, against: Sequence[str]) -> str:
    head = f"*{incident.ref}, version {version}*"
    if not against:
        return f"{head}\n:white_check_mark: Its review says: ready to publish."
    return "\n".join(
        [head, *(f":warning: {escape(one[:1].upper() + one[1:])}." for one in against)]
    )


def _checks(checks: Sequence[Check]) -> str:
    lines = ["*Checks*"]
    for one in checks:
        missing = escape("; ".join(one.missing))
        lines.append(
            f":warning: {one.name}: missing {missing}"
            if missing
            else f":white_check_mark: {one.name}"
        )
    return "\n".join(lines)


def _readers(incident: Incident, vendors: Sequence[str]) -> list[kit.Block]:
    if incident.private:
        text = "It is private: it is published to the people in its channel, with names, only."
        return [kit.section(text)]
    options = [kit.option(f"For {name} readers", name, says) for name, says in _SAYS.items()]
    blocks = [kit.radio_input("readers", "Readers", options, initial="internal")]
    if vendors:
        named = [kit.option(name, name) for name in vendors[:_MOST_VENDORS]]
        label = "For wide readers: suppliers that may be named"
        blocks.append(kit.checkbox_input("vendors", label, named))
    hint = "Empty: the incident's own channel alone."
    blocks.append(kit.channel_input("share_to", "Also share it to a channel", hint=hint))
    return blocks


def published(entry: Entry) -> kit.Message:
    """In the channel: it is the canvas."""
    text = f"{kit.person(entry.actor)} {kit.spoken(entry.text)}. It is the canvas of this channel."
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [kit.section(text)])


def file_comment(document: Document, data: Mapping[str, Any], *, elsewhere: bool) -> str:
    """Beside the file, in the incident's channel or where a person chose to share it."""
    head = f"*Postmortem of {document.ref}: {escape(document.title)}*"
    if elsewhere:
        return head
    readers = data["readers"]
    why = "" if not data.get("no_canvas") else " Canvases are off here, so it is a file."
    return f"{head}\nPublished, version {data['version']}, for {readers} readers.{why}"
