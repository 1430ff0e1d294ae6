"""Commands, presses, modals, shortcuts and App Home, as a person does them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts import views
from app.sandbox.acts.views import view_object
from app.sandbox.client.bodies import (
    ActionBody,
    CloseBody,
    CommandBody,
    HomeBody,
    ShortcutBody,
    SubmitBody,
)
from app.sandbox.client.channels import channel_of
from app.sandbox.client.messages import message_of
from app.sandbox.client.people import person_of
from app.sandbox.errors import SlackError
from app.sandbox.forms import State
from app.sandbox.interact import actions, commands, modals, shortcuts
from app.sandbox.interact.actions import Choice, Surface
from app.sandbox.interact.filling import choose, fill
from app.sandbox.interact.payloads import Outcome
from app.sandbox.net.messages import Request, Response, as_json
from app.sandbox.net.routing import body_of
from app.sandbox.state.people import Person
from app.sandbox.state.views import View
from app.sandbox.wire import Json, ts_micros

if TYPE_CHECKING:
    from app.sandbox.core import Slack


def told(outcome: Outcome) -> Response:
    """An outcome as an answer; a refusal is an answer like any other."""
    return as_json(outcome.shown())


async def command(slack: Slack, request: Request, person: str, channel: str) -> Response:
    """Runs `text`, such as `/incident declare`; `thread_ts` if typed in a thread."""
    who, body = person_of(slack, person), CommandBody.model_validate(body_of(request))
    found = channel_of(slack, who, channel)
    return told(await commands.run(slack, who, found, body.text, body.thread_ts or ""))


async def action(slack: Slack, request: Request, person: str) -> Response:
    """Presses a button or makes a choice."""
    who = person_of(slack, person)
    body = ActionBody.model_validate(body_of(request))
    return told(await act(slack, who, body))


async def act(slack: Slack, who: Person, body: ActionBody) -> Outcome:
    """Does what `body` describes.

    Raises:
        SlackError: element_not_found, message_not_found, view_not_found, ...
    """
    surface = surface_of(slack, who, body)
    chosen = body.chosen
    if body.choose is not None:
        block, element = actions.find_element(surface.blocks, body.action_id, body.block_id)
        chosen = choose(slack, block, element, body.choose)
    choice = Choice(body.action_id, body.block_id, chosen, body.state)
    return await actions.act(slack, surface, choice)


async def options(slack: Slack, request: Request, person: str) -> Response:
    """Loads the options of an external select for what was typed: `value`."""
    who = person_of(slack, person)
    body = ActionBody.model_validate(body_of(request))
    surface = surface_of(slack, who, body)
    outcome = await actions.load_options(slack, surface, body.action_id, body.block_id, body.value)
    return told(outcome)


async def open_views(slack: Slack, _request: Request, person: str) -> Json:
    """The person's open modals, lowest first."""
    who = person_of(slack, person)
    return {"views": [view_object(slack, view) for view in views.stack(slack, who.id)]}


async def submit(slack: Slack, request: Request, person: str, view: str) -> Response:
    """Submits a modal."""
    who = person_of(slack, person)
    body = SubmitBody.model_validate(body_of(request))
    found = view_of(slack, who, view)
    return told(await modals.submit(slack, who, found, entered(slack, found, body)))


async def close(slack: Slack, request: Request, person: str, view: str) -> Response:
    """Closes a modal; with `all`, every one."""
    who, body = person_of(slack, person), CloseBody.model_validate(body_of(request))
    found = view_of(slack, who, view)
    return told(await modals.close(slack, who, found, everything=body.all))


async def shortcut(slack: Slack, request: Request, person: str) -> Response:
    """Uses a shortcut: `callback_id`, and `channel` and `ts` for one on a message."""
    who, body = person_of(slack, person), ShortcutBody.model_validate(body_of(request))
    channel = channel_of(slack, who, body.channel or "") if body.ts else None
    message = message_of(channel, body.ts) if channel else None
    return told(await shortcuts.use(slack, who, body.callback_id, channel, message))


async def home(slack: Slack, request: Request, person: str) -> Json:
    """Opens the app's Home (`tab`: `home` or `messages`) and shows what is there by now."""
    who, body = person_of(slack, person), HomeBody.model_validate(body_of(request))
    view = shortcuts.open_home(slack, who, body.tab)
    return {"view": view_object(slack, view) if view else None}


def view_of(slack: Slack, who: Person, wanted: str) -> View:
    """An open view of this person: a modal's id, `home`, or `top` for the topmost modal.

    Raises:
        SlackError: view_not_found.
    """
    stack = views.stack(slack, who.id)
    if wanted == "top" and stack:
        return stack[-1]
    for view in (*stack, slack.world.homes.get(who.id)):
        if view and wanted in {view.id, view.kind if view.kind == "home" else view.id}:
            return view
    raise SlackError("view_not_found")


def entered(slack: Slack, view: View, body: SubmitBody) -> State:
    """What was entered: the state, and over it the plain values."""
    state: State = {block: dict(actions) for block, actions in body.state.items()}
    for block, actions_ in fill(slack, view.content["blocks"], body.values).items():
        state.setdefault(block, {}).update(actions_)
    return state


def surface_of(slack: Slack, who: Person, body: ActionBody) -> Surface:
    """What is pressed.

    Raises:
        SlackError: view_not_found, channel_not_found or message_not_found.
    """
    if body.view:
        return actions.view_surface(who, view_of(slack, who, body.view))
    channel = channel_of(slack, who, body.channel)
    shown = slack.ephemerals.find(who.id, channel.id, ts_micros(body.ts) or 0)
    if shown:
        return actions.ephemeral_surface(who, channel, shown)
    return actions.message_surface(who, channel, message_of(channel, body.ts))
