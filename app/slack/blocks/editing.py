"""The forms in which people edit a postmortem, and reading what they changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.incident.incident import Incident
from app.postmortem.document import Document, walk
from app.postmortem.edits import LISTS, NEW, SECTIONS, SOURCE_FIELD, Edit, about, removable, text_of
from app.postmortem.parts import Layer
from app.postmortem.statement import Statement
from app.slack.blocks import kit

_LONGEST = 3000
#: A view holds 100 blocks; two are the section's own.
_MOST = 95
_LAYER = "layer"
#: Of a new row of the timeline: the field that says when.
ROW_AT = "timeline.at"


def choose(
    incident: Incident, version: int, document: Document, place: Mapping[str, str]
) -> kit.Block:
    """Which section. `place` is where the answer is told: a channel, and Slack's address."""
    options = []
    for name, title in SECTIONS.items():
        statements = of_section(document, name)
        asked = sum(one.is_tk for _, one in statements)
        count = f"{len(statements)}, {asked} TK" if asked else str(len(statements))
        if statements or name in LISTS:
            options.append(kit.option(f"{title} ({count})", name))
    blocks = [
        kit.section(f"*{incident.ref}, version {version}*"),
        kit.actions("section", kit.select("section", "Choose a section", options)),
    ]
    sealed = json.dumps({"incident": incident.id, "version": version, **place})
    return kit.modal("edit_section", "Edit the postmortem", blocks, metadata=sealed)


def fields(
    incident: Incident, version: int, document: Document, section: str, place: Mapping[str, str]
) -> kit.Block:
    """One field for each sentence of a section, and one for more."""
    statements = of_section(document, section)[:_MOST]
    blocks = [kit.section(_intro(incident, version, section))]
    blocks += [_field(document, path, one) for path, one in statements]
    blocks += _more(section)
    about_it = {"incident": incident.id, "version": version, "section": section}
    sealed = json.dumps({**about_it, **place})
    return kit.modal("edit", "Edit the postmortem", blocks, metadata=sealed, submit="Keep")


def of_section(document: Document, section: str) -> list[tuple[str, Statement]]:
    """The statements of a section with their paths."""
    return [(path, one) for path, one in walk(document) if path.partition(".")[0] == section]


def _intro(incident: Incident, version: int, section: str) -> str:
    says = f"*{SECTIONS[section]}* of {incident.ref}, version {version}. Your words are kept apart "
    says += "from the generated ones and stay when it is drafted again."
    if section == "timeline":
        says += " A new row is marked as yours."
    if section == "actions":
        says += " Owners, dates and new items live in the register: `/incident action`."
    return says


def _field(document: Document, path: str, statement: Statement) -> kit.Block:
    sources = ", ".join(f"E{one}" for one in statement.entries[:6])
    hints = [f"From {sources}."] if sources else []
    if removable(path):
        hints.append("Leave it empty to take it away." if statement.text else "")
    return kit.text_input(
        path,
        kit.cut(_label(document, path, statement), 300),
        initial=statement.text,
        hint=" ".join(filter(None, hints)),
        multiline=True,
        optional=True,
        longest=_LONGEST,
    )


def _label(document: Document, path: str, statement: Statement) -> str:
    belongs = about(document, path)
    name = belongs or f"{path.split('.')[1]}".replace("_", " ").capitalize()
    if name.isdigit():
        name = f"Sentence {int(name) + 1}"
    return f"{name} · TK: {statement.tk}" if statement.is_tk else name


def _new_row() -> list[kit.Block]:
    """When it happened, what, and the entry that it rests on."""
    return [
        kit.text_input(
            ROW_AT,
            "New row: when (UTC)",
            hint="For example 15:05, or with the day where the incident had several: 2026-03-09 15:05.",
            optional=True,
            longest=40,
        ),
        kit.text_input(
            f"timeline.{NEW}",
            "New row: what happened",
            multiline=True,
            optional=True,
            longest=_LONGEST,
        ),
        kit.text_input(
            SOURCE_FIELD,
            "New row: source",
            hint="The entry of the log that it rests on, such as E41. Empty: your word for it.",
            optional=True,
            longest=20,
        ),
    ]


def _more(section: str) -> list[kit.Block]:
    if section == "timeline":
        return _new_row()
    if section not in (*LISTS, "factors", "impact"):
        return []
    new = kit.text_input(
        f"{section}.{NEW}", "Add, one a line", multiline=True, optional=True, longest=_LONGEST
    )
    if section != "factors":
        return [new]
    options = [kit.option(layer.value, layer.value) for layer in Layer]
    initial = Layer.ORGANISATION.value
    return [new, kit.select_input(_LAYER, "Layer of what you add", options, initial=initial)]


def changes(document: Document, section: str, values: Mapping[str, Any], by: str) -> list[Edit]:
    """What the submitted fields change in the version that they showed."""
    found = []
    for path, statement in of_section(document, section)[:_MOST]:
        typed = _one_line(values.get(path, ""))
        if typed == _one_line(statement.text):
            continue
        found.append(
            Edit(
                path=path,
                before=text_of(statement),
                about=about(document, path),
                after=typed,
                removed=not typed,
                by=by,
            )
        )
    if section == "timeline":
        # A new row has a time, which is for the listener to read.
        return found
    layer = Layer(values[_LAYER]) if values.get(_LAYER) else None
    lines = str(values.get(f"{section}.{NEW}", "")).splitlines()
    texts = [_one_line(line).removeprefix("- ").removeprefix("• ") for line in lines]
    new = [Edit(path=f"{section}.{NEW}", after=one, layer=layer, by=by) for one in texts if one]
    return [*found, *new]


def _one_line(text: str) -> str:
    return " ".join(text.split())
