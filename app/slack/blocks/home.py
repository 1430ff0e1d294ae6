"""App Home as a view: what the reader owes first, then what is going on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.incident.actions.action import Action
from app.incident.incident import Incident
from app.slack.blocks import kit
from app.slack.blocks.actions import item
from app.slack.blocks.card import phase
from app.slack.blocks.packets import status
from app.slack.text import escape

#: Of each list: the view holds a hundred blocks.
UPDATES = 8
MINE = 10
ASKED = 5
ACTIONS = 12
OPEN = 20
UNWRITTEN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the view is made of."""

    person: str
    now: datetime
    owed: Sequence[tuple[Incident, datetime]]
    mine: Sequence[Incident]
    asked: Sequence[tuple[Incident, Action]]
    actions: Sequence[tuple[Incident, Action]]
    open: Sequence[Incident]
    unwritten: Sequence[tuple[Incident, datetime]]


def home(shown: Shown) -> kit.Block:
    """The view to publish."""
    blocks = [
        kit.actions(
            "home", kit.button("Declare incident", "verb:declare", "declare", style="danger")
        ),
        *_updates(shown),
        *_mine(shown),
        *_asked(shown),
        *_actions(shown),
        *_open(shown),
        *_unwritten(shown),
        kit.context(f"As of {kit.time_of(shown.now)}. Only you see this page."),
    ]
    return {"type": "home", "callback_id": "home", "blocks": blocks}


def _list(title: str, blocks: Sequence[kit.Block], more: int = 0) -> list[kit.Block]:
    rest = [kit.context(f"And {more} more.")] if more > 0 else []
    return [kit.divider(), kit.header(title), *blocks, *rest]


def _updates(shown: Shown) -> list[kit.Block]:
    if not shown.owed:
        return []
    blocks = []
    for incident, due in shown.owed[:UPDATES]:
        late = due < shown.now
        when = (
            f":red_circle: *overdue since* {kit.date_of(due)}"
            if late
            else f"due {kit.date_of(due)}"
        )
        post = kit.button("Post update", "update", str(incident.id), style="primary")
        blocks.append(kit.section(f"{_named(incident)}\n{when}", post))
    return _list("Updates you owe", blocks, len(shown.owed) - UPDATES)


def _mine(shown: Shown) -> list[kit.Block]:
    if not shown.mine:
        return []
    blocks = []
    for incident in shown.mine[:MINE]:
        roles = [role.value for role, who in incident.roles.items() if who == shown.person]
        held = "all four roles" if incident.is_solo else ", ".join(roles)
        update = kit.button("Post update", "update", str(incident.id))
        blocks.append(
            kit.section(f"{_named(incident)}\nYou are *{held}* · {_place(incident)}", update)
        )
    return _list("Your incidents", blocks, len(shown.mine) - MINE)


def _asked(shown: Shown) -> list[kit.Block]:
    blocks: list[kit.Block] = []
    for incident, action in shown.asked[:ASKED]:
        blocks += item(incident, action, shown.now, shown.person)
    return _list("You are asked to take", blocks, len(shown.asked) - ASKED) if blocks else []


def _actions(shown: Shown) -> list[kit.Block]:
    blocks: list[kit.Block] = []
    for incident, action in shown.actions[:ACTIONS]:
        blocks += item(incident, action, shown.now, shown.person)
    if not blocks:
        blocks = [kit.section("_None that is open._")]
    return _list("Your action items", blocks, len(shown.actions) - ACTIONS)


def _open(shown: Shown) -> list[kit.Block]:
    lines = [status(incident) for incident in shown.open[:OPEN]]
    chunks = [lines[at : at + 5] for at in range(0, len(lines), 5)]
    blocks = [kit.section("\n".join(chunk)) for chunk in chunks]
    quiet = [kit.section("_No incident is open._")]
    return _list("Open incidents", blocks or quiet, len(shown.open) - OPEN)


def _unwritten(shown: Shown) -> list[kit.Block]:
    if not shown.unwritten:
        return []
    blocks = []
    for incident, due in shown.unwritten[:UNWRITTEN]:
        when = (
            f":red_circle: *was due* {kit.date_of(due)}"
            if due < shown.now
            else f"due {kit.date_of(due)}"
        )
        draft = kit.button("Draft postmortem", "draft", str(incident.id))
        blocks.append(kit.section(f"{_named(incident)}\n{when}", draft))
    return _list("Postmortems to write", blocks, len(shown.unwritten) - UNWRITTEN)


def _named(incident: Incident) -> str:
    head = f"*{incident.ref}* {incident.severity} {phase(incident)}"
    lock = " :lock:" if incident.private else ""
    return f"{head} · {escape(incident.title)}{lock}"


def _place(incident: Incident) -> str:
    return f"<#{incident.channel}>" if incident.channel else "channel being opened"


def notice(message: kit.Message) -> kit.Block:
    """An answer to a press on App Home, where there is no conversation to answer in."""
    return kit.modal("notice", "Muster", message.blocks, metadata="")
