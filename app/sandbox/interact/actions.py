"""Pressing and choosing: block actions, and options that load as one types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.sandbox.acts.ephemeral import Ephemeral
from app.sandbox.acts.views import view_object
from app.sandbox.deliver.outbound import Answer
from app.sandbox.errors import SlackError
from app.sandbox.forms import State, initial_state, merged
from app.sandbox.interact.payloads import DONE, Outcome, action_ts, base, channel_part, trouble
from app.sandbox.state.channels import Channel
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.state.views import View
from app.sandbox.wire import Json, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack

#: What of an element its action repeats, whatever was chosen.
_REPEATED = ("text", "value", "style", "placeholder", "initial_option", "initial_date")


@dataclass(frozen=True, slots=True)
class Surface:
    """What a person presses something on: a message, a modal, an App Home."""

    person: Person
    blocks: list[Json]
    channel: Channel | None = None
    message: Message | None = None
    ephemeral: Ephemeral | None = None
    view: View | None = None


def message_surface(person: Person, channel: Channel, message: Message) -> Surface:
    """A message that everyone sees."""
    return Surface(person, _all_blocks(message.fields()), channel, message)


def ephemeral_surface(person: Person, channel: Channel, shown: Ephemeral) -> Surface:
    """A message that this person alone sees."""
    return Surface(person, _all_blocks(shown.document), channel, ephemeral=shown)


def view_surface(person: Person, view: View) -> Surface:
    """A modal or an App Home."""
    return Surface(person, view.content["blocks"], view=view)


def find_element(blocks: list[Json], action_id: str, block_id: str = "") -> tuple[Json, Json]:
    """The element with an action id, and its block.

    Raises:
        SlackError: element_not_found.
    """
    for block, element in elements(blocks):
        if element.get("action_id") == action_id and block_id in {"", block["block_id"]}:
            return block, element
    raise SlackError("element_not_found")


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Everything that can be acted on, with its block."""
    for block in blocks:
        inner = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
        for element in (*inner, *(block.get("actions") or [])):
            if isinstance(element, dict) and element.get("action_id"):
                yield block, element
        yield from elements(block.get("child_blocks") or [])
        if block.get("type") == "carousel":
            yield from elements(block["elements"])


@dataclass(frozen=True, slots=True)
class Choice:
    """A button pressed, or something chosen."""

    action_id: str
    #: Empty: the first block that has such an element.
    block_id: str = ""
    #: The value's field, such as `selected_option`; empty for buttons.
    chosen: Json = field(default_factory=dict)
    #: What was entered on the surface so far.
    state: State = field(default_factory=dict)


async def act(slack: Slack, surface: Surface, choice: Choice) -> Outcome:
    """Presses a button or makes a choice on a surface.

    Raises:
        SlackError: element_not_found.
    """
    block, element = find_element(surface.blocks, choice.action_id, choice.block_id)
    entered = _entered(slack, surface, block, element, choice)
    action: Json = {
        "type": element["type"],
        "action_id": choice.action_id,
        "block_id": block["block_id"],
        **{name: element[name] for name in _REPEATED if name in element},
        **choice.chosen,
        "action_ts": action_ts(),
    }
    payload = _payload(slack, "block_actions", surface, entered)
    payload["actions"] = [action]
    answer = await slack.outbound.interact(
        "interactive", f"block_actions.{choice.action_id}", payload, slack.app.interactivity_url
    )
    return DONE if answer.ok else trouble(answer.outcome)


async def load_options(
    slack: Slack, surface: Surface, action_id: str, block_id: str, typed: str
) -> Outcome:
    """Asks the app for the options of an external select."""
    block, _ = find_element(surface.blocks, action_id, block_id)
    payload = _payload(slack, "block_suggestion", surface, None)
    payload |= {"action_id": action_id, "block_id": block["block_id"], "value": typed}
    url = slack.app.options_url or slack.app.interactivity_url
    answer: Answer = await slack.outbound.interact(
        "interactive", f"block_suggestion.{action_id}", payload, url
    )
    body = answer.body
    if not answer.ok or not isinstance(body, dict):
        return trouble(answer.outcome)
    return Outcome(
        ok=True,
        details={
            "options": body.get("options") or [],
            "option_groups": body.get("option_groups") or [],
        },
    )


def _entered(slack: Slack, surface: Surface, block: Json, element: Json, choice: Choice) -> State:
    """The surface's state after this choice; a modal remembers it."""
    before = surface.view.state if surface.view else initial_state(surface.blocks)
    entered = merged(surface.blocks, before, choice.state)
    mine = entered.get(block["block_id"], {})
    if choice.action_id in mine and choice.chosen:
        mine[choice.action_id] = {"type": element["type"], **choice.chosen}
    if surface.view:
        surface.view.state = entered
        if surface.view.kind == "home":
            slack.world.touch_home(surface.view)
    return entered


def _payload(slack: Slack, kind: str, surface: Surface, state: State | None) -> Json:
    payload = base(slack, kind, surface.person)
    view = surface.view
    if view is not None:
        payload["container"] = {"type": "view", "view_id": view.id}
        payload["view"] = view_object(slack, view)
        under = view.id if view.kind == "modal" else ""
        payload["trigger_id"] = slack.triggers.issue(surface.person.id, under)
        return payload
    payload |= _message_part(slack, surface)
    payload["trigger_id"] = slack.triggers.issue(surface.person.id)
    if state is not None:
        payload["state"] = {"values": state}
    return payload


def _message_part(slack: Slack, surface: Surface) -> Json:
    channel, shown, message = surface.channel, surface.ephemeral, surface.message
    if channel is None:
        return {}
    if shown:
        ts, thread, document = ts_text(shown.ts), shown.thread, shown.document
    elif message:
        ts, thread, document = ts_text(message.ts), message.thread, message.fields()
    else:
        return {"channel": channel_part(channel)}
    container: Json = {
        "type": "message",
        "message_ts": ts,
        "channel_id": channel.id,
        "is_ephemeral": shown is not None,
    }
    if thread:
        container["thread_ts"] = ts_text(thread)
    path = slack.response_urls.issue(
        "actions", surface.person.id, channel.id, ts, ephemeral=shown is not None
    )
    part: Json = {
        "container": container,
        "channel": channel_part(channel),
        "response_url": f"{slack.origin}{path}",
    }
    # An ephemeral message's content is not sent along.
    return part if shown else part | {"message": document}


def _all_blocks(document: Json) -> list[Json]:
    blocks = list(document.get("blocks") or [])
    for attachment in document.get("attachments") or []:
        blocks += attachment.get("blocks") or []
    return blocks
