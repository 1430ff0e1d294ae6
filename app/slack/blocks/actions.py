"""Action items as messages and forms: each with the buttons of what can be done next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from app.incident.actions.action import Action, ActionStatus, flags
from app.incident.actions.reminders import standing
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.slack.blocks import kit
from app.slack.text import escape

_ICONS = {
    ActionStatus.OPEN: ":white_large_square:",
    ActionStatus.IN_PROGRESS: ":hammer_and_wrench:",
    ActionStatus.DONE: ":ballot_box_with_check:",
    ActionStatus.VERIFIED: ":white_check_mark:",
    ActionStatus.DROPPED: ":no_entry_sign:",
}


def day(due: date) -> str:
    """A day for people: `31 Mar 2026`. Days have no zone, so Slack must not shift them."""
    return f"{due.day} {due:%b %Y}"


def line(incident: Incident, action: Action, now: datetime) -> str:
    """An action in two lines: what, and how it stands."""
    head = f"{_ICONS[action.status]} *{incident.ref_of(action)}* {kit.spoken(action.text)}"
    whose = kit.person(action.owner) if action.owner else "*nobody's yet*"
    if action.offered_to:
        whose += f" (offered to {kit.person(action.offered_to)})"
    facts = [action.status.value, whose]
    facts += [f"due {day(action.due)}"] if action.due else []
    facts += [one.value for one in (action.priority, action.action_class) if one]
    facts += [f"<{action.ticket}|ticket>"] if action.ticket else []
    found = flags(action, now)
    if action.status is ActionStatus.DROPPED:
        facts.append(f"by {kit.person(action.dropped_by)}: {kit.spoken(action.reason)}")
    warning = f"\n:warning: {', '.join(found)}" if found else ""
    return f"{head}\n{' · '.join(facts)}{warning}"


def _details(action: Action) -> str:
    parts = [
        ("Verified by", action.signal),
        ("Serves", action.factor),
        ("Evidence", action.evidence),
        ("Seen", action.verification),
    ]
    return "\n".join(f"*{name}:* {kit.spoken(kit.cut(text, 700))}" for name, text in parts if text)


def buttons(incident: Incident, action: Action, person: str = "") -> list[kit.Block]:
    """What can be done next with an action; `person`: by them, empty: by whoever presses."""
    value = f"{incident.id}:{action.number}"
    mine = not person or action.owner == person
    found = []
    if action.is_open and person and action.offered_to == person:
        found += _answers(value)
    elif action.is_open and not action.owner:
        found.append(kit.button("Take it", "action_take", value, style="primary"))
    if action.status is ActionStatus.OPEN and action.owner and mine:
        found.append(kit.button("Start", "action_start", value))
    if action.is_open and action.owner:
        found.append(kit.button("Done", "action_done", value))
    own = bool(person) and person in {action.owner, action.done_by}
    if action.status is ActionStatus.DONE and not own:
        found.append(kit.button("Verify", "action_verify", value, style="primary"))
    if action.is_open:
        found.append(kit.button("Edit", "action_edit", value))
        found.append(kit.button("Hand to somebody", "action_hand", value))
        found.append(kit.button("Drop", "action_drop", value))
    if action.status is ActionStatus.DROPPED:
        found.append(kit.button("Pick up again", "action_pick_up", value))
    return found


def _answers(value: str) -> list[kit.Block]:
    return [
        kit.button("Accept", "action_take", value, style="primary"),
        kit.button("Decline", "action_decline", value),
    ]


def item(incident: Incident, action: Action, now: datetime, person: str = "") -> list[kit.Block]:
    """An action with its buttons."""
    found = buttons(incident, action, person)
    row = [kit.actions(f"action:{incident.id}:{action.number}", *found)] if found else []
    return [kit.section(line(incident, action, now)), *row]


def created(incident: Incident, entry: Entry) -> kit.Message:
    """A new action in the channel, with what it still lacks."""
    action = incident.action(entry.data["number"])
    text = f"{kit.person(entry.actor)} {kit.spoken(entry.text)}"
    if action is None:
        return kit.Message(text, [kit.section(text)])
    details = _details(action)
    blocks = item(incident, action, entry.occurred_at)
    small = [kit.context(kit.cut(details, kit.SECTION_TEXT))] if details else []
    by = kit.context(f"Action item by {kit.person(entry.actor)}")
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [blocks[0], *small, *blocks[1:], by])


def changed(incident: Incident, entry: Entry) -> kit.Message:
    """Who did what; what is done waits for somebody else to see it work."""
    text = f"{kit.person(entry.actor)} {kit.spoken(entry.text)}"
    action = incident.action(entry.data["number"])
    row: list[kit.Block] = []
    if action and action.status is ActionStatus.DONE:
        value = f"{incident.id}:{action.number}"
        verify = kit.button("Verify", "action_verify", value)
        row = [kit.context(_details(action)), kit.actions(f"action:{value}", verify)]
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [kit.section(text), *row])


def offered(incident: Incident, entry: Entry) -> kit.Message:
    """To who is asked: nothing is theirs before they accept."""
    head = (
        f"{kit.person(entry.actor)} asks you to take an action item of {incident.ref} "
        f"({escape(incident.title)}). It is yours only if you accept."
    )
    blocks = [kit.section(head)]
    for action in standing(incident, entry):
        value = f"{incident.id}:{action.number}"
        details = _details(action)
        blocks.append(kit.section(line(incident, action, entry.occurred_at)))
        blocks += [kit.context(details)] if details else []
        blocks.append(kit.actions(f"action:{value}", *_answers(value)))
    return kit.Message(head, blocks)


def due(incident: Incident, entry: Entry) -> kit.Message:
    """Action items that are due or late, to their owner or to where somebody may take them."""
    to, found = entry.data["to"], standing(incident, entry)
    late = any(one.is_overdue(entry.occurred_at) for one in found)
    what = "An action item" if len(found) == 1 else f"{len(found)} action items"
    state = "overdue" if late else "coming due"
    head = f"{what} of {incident.ref} ({escape(incident.title)}) {_is(len(found))} {state}."
    if not to:
        head += " Nobody owns what is listed here: who takes it?"
    blocks = [kit.section(head)]
    for action in found[:MOST]:
        blocks += item(incident, action, entry.occurred_at, to)
    return kit.Message(head, [*blocks, *_more(len(found) - MOST, incident.ref)])


def unverified(incident: Incident, entry: Entry) -> kit.Message:
    """Action items that are done and not verified, with what shows it and what to look at."""
    found = standing(incident, entry)
    what = "An action item" if len(found) == 1 else f"{len(found)} action items"
    head = (
        f"{what} of {incident.ref} ({escape(incident.title)}) {_is(len(found))} done and not "
        "verified. Does it work? Somebody else than who did it has a look and presses Verify."
    )
    blocks = [kit.section(head)]
    for action in found[:MOST_DONE]:
        text, *row = item(incident, action, entry.occurred_at, entry.data["to"])
        blocks += [text, kit.context(kit.cut(_details(action), kit.SECTION_TEXT)), *row]
    return kit.Message(head, [*blocks, *_more(len(found) - MOST_DONE, f"{incident.ref} all")])


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


#: Actions in one message: two blocks each, and a few more fit its fifty.
MOST = 20
#: Of done ones, which have their evidence with them: three blocks each.
MOST_DONE = 10
#: Open ones and done ones in a weekly digest.
WEEK_OPEN, WEEK_DONE = 15, 8


def _more(count: int, ref: str) -> list[kit.Block]:
    if count <= 0:
        return []
    return [kit.context(f"And {count} more: `/postmortem actions {ref}`")]


def digest(
    found: Sequence[tuple[Incident, Action]],
    now: datetime,
    person: str,
    to_verify: Sequence[tuple[Incident, Action]] = (),
) -> kit.Message:
    """Once a week: what is a person's and still open, and what they were asked to verify."""
    late = sum(action.is_overdue(now) for _, action in found)
    counts = [f"{len(found)} open"] if found or not to_verify else []
    counts += [f"{late} overdue"] if late else []
    counts += [f"{len(to_verify)} to verify"] if to_verify else []
    head = f"*Your action items this week:* {', '.join(counts)}"
    blocks = [kit.section(head)]
    for incident, action in found[:WEEK_OPEN]:
        blocks += item(incident, action, now, person)
    blocks += _more(len(found) - WEEK_OPEN, "mine")
    if to_verify:
        blocks.append(kit.section("*Done by others, and not verified:* does it work?"))
    for incident, action in to_verify[:WEEK_DONE]:
        blocks += item(incident, action, now, person)
    blocks += _more(len(to_verify) - WEEK_DONE, "all")
    return kit.Message(head.replace("*", ""), blocks)


#: Actions in a list: with proposals and the row of filters they fit a message's fifty blocks.
LISTED = 15
#: Proposals of a document shown below the register.
PROPOSED = 8
#: What a list can be narrowed to, and the label of its button.
FILTERS = {"open": "Open", "mine": "Mine", "overdue": "Overdue", "all": "All"}


def listing(
    found: Sequence[tuple[Incident, Action]],
    now: datetime,
    person: str,
    *,
    which: str,
    incident: Incident | None = None,
    page: int = 1,
) -> kit.Message:
    """A page of the register, of one incident or of all that the person may know of."""
    of = f" of {incident.ref}" if incident else ""
    head = f"*Action items{of}* · {which} · {len(found)}"
    blocks = [kit.section(head)]
    for one, action in found[(page - 1) * LISTED : page * LISTED]:
        blocks += item(one, action, now, person)
    if not found:
        blocks.append(kit.section(_none(which)))
    if len(found) > page * LISTED:
        words = " ".join([*([incident.ref] if incident else []), which, str(page + 1)])
        blocks += _more(len(found) - page * LISTED, words)
    return kit.Message(head, [*blocks, kit.divider(), _filters(which, incident)])


def _none(which: str) -> str:
    others = "" if which == "all" else " `all` shows those that are done or dropped."
    return f"_None._ `/incident action` creates one.{others}"


def _filters(which: str, incident: Incident | None) -> kit.Block:
    value = str(incident.id) if incident else "0"
    row = [
        kit.button(label, f"actions_list:{name}", value)
        for name, label in FILTERS.items()
        if name != which
    ]
    return kit.actions("actions_list", *row)


def proposals(
    incident: Incident, version: int, found: Sequence[tuple[int, str]]
) -> list[kit.Block]:
    """What a version of the document proposes and the register lacks; each by its index there."""
    if not found:
        return []
    blocks = [kit.divider(), kit.section(f"*Proposed by version {version} of the postmortem*")]
    for index, text in found[:PROPOSED]:
        value = f"{incident.id}:{version}:{index}"
        add = kit.button("Add", "action_add", value)
        blocks.append(kit.section(kit.cut(kit.spoken(text), 600), add))
    more = len(found) - PROPOSED
    return [*blocks, *([kit.context(f"And {more} more in the document.")] if more > 0 else [])]
