"""Action items: the list, the buttons and the forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from app.drafter.actions import class_of
from app.flows import actions as flow
from app.flows import lookup
from app.flows.acting import Kept
from app.incident.actions.action import Action, ActionClass, Priority
from app.incident.actions.commands import (
    ActionCommand,
    CreateAction,
    DeclineAction,
    DropAction,
    EditAction,
    FinishAction,
    OfferAction,
    PickUpAction,
    StartAction,
    TakeAction,
    VerifyAction,
)
from app.incident.decide.actions import (
    MAX_ACTION,
    may_drop,
    may_verify,
    numbered,
    still_open,
)
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.listeners import words
from app.listeners.ask import DONE, Answer, Ask, open_view, say, show
from app.listeners.people import must_be_here
from app.slack.blocks import action_forms as forms
from app.slack.blocks import actions as blocks
from app.slack.blocks import kit

Values = dict[str, Any]


def create(ask: Ask) -> Answer:
    """`[INC-42] [what]`: the form, with what was typed in it."""
    # Only in front: an action may well end with the incident that it is about.
    first, _, rest = ask.text.strip().partition(" ")
    number, _ = words.split_ref(first)
    text = ask.text if number is None else rest
    incident = ask.incident(number)
    text = kit.cut(" ".join(text.split()), MAX_ACTION)
    start = forms.Start(text=text, action_class=class_of(text) if text else None)
    return _form(ask, incident, start)


def _form(ask: Ask, incident: Incident, start: forms.Start) -> Answer:
    return open_view(forms.create(incident, start, channel=ask.channel, url=ask.response_url))


def from_message(ask: Ask, text: str, source_url: str) -> Answer:
    """The form with a message's words; the action remembers where it comes from."""
    incident = lookup.incident_for(ask.muster, ask.workspace, ask.user, ask.channel)
    start = forms.Start(
        text=kit.cut(" ".join(text.split()), MAX_ACTION),
        action_class=class_of(text),
        sources=flow.entries_of(ask.muster, incident, ask.message_ts),
        source_url=source_url,
    )
    return _form(ask, incident, start)


def list_items(ask: Ask) -> Answer:
    """`[INC-42] [filter] [page]`: of the incident named or of this channel, else of all.

    `mine` alone is of all incidents, wherever it is typed.
    """
    number, rest = words.split_ref(ask.text)
    parts = rest.lower().split()
    page = max(int(parts.pop()), 1) if parts and parts[-1].isdecimal() else 1
    which = " ".join(parts)
    if which and which not in blocks.FILTERS:
        raise RefusalError(
            f"`{rest}` is no filter. Say one of {', '.join(blocks.FILTERS)}, or name an incident: "
            "`/postmortem actions INC-42 overdue`."
        )
    if number is not None:
        incident: Incident | None = ask.incident(number)
    else:
        incident = None if which == "mine" else _here(ask)
    return _listing(ask, incident, which or ("all" if incident else "open"), page)


def _here(ask: Ask) -> Incident | None:
    """The incident of this channel; None in any other conversation."""
    try:
        return ask.incident()
    except RefusalError:
        return None


def _listing(ask: Ask, incident: Incident | None, which: str, page: int = 1) -> Answer:
    muster = ask.muster
    found = flow.listed(muster, ask.workspace, ask.user, which, incident)
    pairs = [(one.incident, one.action) for one in found]
    message = blocks.listing(
        pairs, muster.now(), ask.user, which=which, incident=incident, page=page
    )
    proposed: list[kit.Block] = []
    if incident:
        offered = flow.proposals(muster, incident)
        texts = [(index, item.what.text) for index, item in offered.items]
        proposed = blocks.proposals(incident, offered.version, texts)
    *above, line, row = message.blocks
    return show(kit.Message(message.text, [*above, *proposed, line, row]))


def filtered(which: str) -> Callable[[Ask], Answer]:
    """The list again, narrowed."""

    def run(ask: Ask) -> Answer:
        incident_id = int(ask.text)
        incident = (
            lookup.seen_by(ask.muster, incident_id, ask.user, ask.channel) if incident_id else None
        )
        return _listing(ask, incident, which)

    return run


def _pressed_on(ask: Ask) -> tuple[Incident, int]:
    """The incident of a button, which the person may still see, and the action's number."""
    incident_id, _, number = ask.text.partition(":")
    return lookup.seen_by(ask.muster, int(incident_id), ask.user, ask.channel), int(number)


def _answered(ask: Ask, kept: Kept) -> Answer:
    """In words, when neither the channel in which the person is nor App Home shows it."""
    if not kept.entries:
        return say("Nothing was changed: it is so already.")
    heard = ask.channel == kept.incident.channel and not kept.entries[0].data.get("quiet")
    if heard or not ask.channel:
        return DONE
    return say(f"{kept.incident.ref}: you {kept.entries[0].text}")


def _at_once(command: type[ActionCommand]) -> Callable[[Ask], Answer]:
    """A button that needs no form."""

    def run(ask: Ask) -> Answer:
        incident, number = _pressed_on(ask)
        asked = command(by=ask.user, key=ask.key, source_url=ask.source_url, number=number)
        return _answered(ask, flow.act(ask.muster, incident.id, asked))

    return run


def _opening(
    form: Callable[[Incident, Action], kit.Block],
    find: Callable[[Incident, int], Action] = still_open,
) -> Callable[[Ask], Answer]:
    """A button that opens a form."""

    def run(ask: Ask) -> Answer:
        incident, number = _pressed_on(ask)
        return open_view(form(incident, find(incident, number)))

    return run


def verify(ask: Ask) -> Answer:
    """The form, for anybody but the owner and who did it."""
    incident, number = _pressed_on(ask)
    action = numbered(incident, number)
    may_verify(incident, action, ask.user)
    return open_view(forms.verify(incident, action))


def drop(ask: Ask) -> Answer:
    """The form, for who may drop it."""
    incident, number = _pressed_on(ask)
    action = may_drop(incident, still_open(incident, number), ask.user)
    return open_view(forms.drop(incident, action))


def add(ask: Ask) -> Answer:
    """The form with what the document proposes."""
    incident_id, version, index = (int(part) for part in ask.text.split(":"))
    incident = lookup.seen_by(ask.muster, incident_id, ask.user, ask.channel)
    item, factor = flow.proposal(ask.muster, incident, version, index)
    start = forms.Start(
        text=kit.cut(item.what.text, MAX_ACTION),
        signal=item.signal,
        action_class=item.action_class,
        factor=kit.cut(factor, MAX_ACTION),
        ticket=item.ticket,
        sources=item.what.entries,
    )
    return _form(ask, incident, start)


#: Buttons about one action; the value is `incident:number`.
PRESSES: dict[str, Callable[[Ask], Answer]] = {
    "action_take": _at_once(TakeAction),
    "action_decline": _at_once(DeclineAction),
    "action_start": _at_once(StartAction),
    "action_done": _opening(forms.done),
    "action_edit": _opening(forms.edit),
    "action_hand": _opening(forms.hand),
    "action_verify": verify,
    "action_drop": drop,
    "action_pick_up": _at_once(PickUpAction),
    "action_add": add,
    **{f"actions_list:{which}": filtered(which) for which in blocks.FILTERS},
}


def _fields(values: Values) -> dict[str, Any]:
    """What the forms of a new and of an edited action both ask."""
    return {
        "text": values["text"],
        "signal": values["signal"],
        "action_class": ActionClass(values["action_class"]),
        "priority": Priority(values["priority"]),
        "due": date.fromisoformat(values["due"]),
        "factor": values["factor"],
        "ticket": values["ticket"],
    }


def _created(ask: Ask, metadata: Values, values: Values) -> Answer:
    incident = lookup.seen_by(ask.muster, int(metadata["incident"]), ask.user, ask.channel)
    owner = values["owner"]
    if owner and owner != ask.user:
        _must_be_here(ask, owner, "owner")
    command = CreateAction(
        by=ask.user,
        key=ask.key,
        source_url=str(metadata.get("source_url", "")),
        owner=owner,
        sources=tuple(metadata.get("sources", ())),
        **_fields(values),
    )
    return _answered(ask, flow.act(ask.muster, incident.id, command))


def _must_be_here(ask: Ask, person: str, field: str) -> None:
    try:
        must_be_here(ask, person)
    except RefusalError as refusal:
        raise RefusalError(str(refusal), field) from refusal


def _about(
    make: Callable[[Ask, int, Values], ActionCommand],
) -> Callable[[Ask, Values, Values], Answer]:
    """A form about one action."""

    def run(ask: Ask, metadata: Values, values: Values) -> Answer:
        incident = lookup.seen_by(ask.muster, int(metadata["incident"]), ask.user, ask.channel)
        flow.act(ask.muster, incident.id, make(ask, int(metadata["number"]), values))
        return DONE

    return run


def _edited(ask: Ask, number: int, values: Values) -> ActionCommand:
    return EditAction(by=ask.user, key=ask.key, number=number, **_fields(values))


def _finished(ask: Ask, number: int, values: Values) -> ActionCommand:
    return FinishAction(by=ask.user, key=ask.key, number=number, evidence=values["evidence"])


def _verified(ask: Ask, number: int, values: Values) -> ActionCommand:
    works = values["works"] == "yes"
    return VerifyAction(by=ask.user, key=ask.key, number=number, seen=values["seen"], works=works)


def _dropped(ask: Ask, number: int, values: Values) -> ActionCommand:
    return DropAction(by=ask.user, key=ask.key, number=number, reason=values["reason"])


def _handed(ask: Ask, number: int, values: Values) -> ActionCommand:
    _must_be_here(ask, values["to"], "to")
    return OfferAction(by=ask.user, key=ask.key, number=number, to=values["to"])


#: Callback id of each form to what it does.
FORMS: dict[str, Callable[[Ask, Values, Values], Answer]] = {
    "action_create": _created,
    "action_edit": _about(_edited),
    "action_done": _about(_finished),
    "action_verify": _about(_verified),
    "action_drop": _about(_dropped),
    "action_hand": _about(_handed),
}
