"""Submitting and closing modals, and what the app may answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts import views
from app.sandbox.acts.views import view_object
from app.sandbox.forms import State, complaints, fields, merged
from app.sandbox.interact.payloads import DONE, Outcome, base, trouble
from app.sandbox.state.people import Person
from app.sandbox.state.views import STACK_LIMIT, View
from app.sandbox.validate.views import check_view, view_too_large
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack


async def submit(slack: Slack, person: Person, view: View, state: State) -> Outcome:
    """Submits a modal with what was entered.

    What Slack's own client would not let pass (a required input that is empty, a number that
    is none) never reaches the app.
    """
    blocks = view.content["blocks"]
    view.state = merged(blocks, view.state, state)
    wrong = complaints(blocks, view.state)
    if wrong:
        return Outcome(ok=False, error="invalid_input", errors=wrong)
    payload = base(slack, "view_submission", person) | {
        "trigger_id": slack.triggers.issue(person.id, view.id),
        "view": view_object(slack, view),
        "response_urls": _response_urls(slack, person, view),
    }
    callback = view.content.get("callback_id") or ""
    answer = await slack.outbound.interact(
        "interactive", f"view_submission.{callback}", payload, slack.app.interactivity_url
    )
    if not answer.ok:
        return trouble(answer.outcome)
    return _answered(slack, person, view, answer.body)


async def close(slack: Slack, person: Person, view: View, *, everything: bool = False) -> Outcome:
    """Closes a modal, or all of them; the app hears of it if it asked to."""
    everything = everything or bool(view.content.get("clear_on_close"))
    closed = views.stack(slack, person.id) if everything else [view]
    for each in reversed(closed):
        views.close_modal(slack, each)
    for each in reversed(closed):
        if each.content.get("notify_on_close"):
            await _tell_closed(slack, person, each, cleared=everything)
    return DONE


async def _tell_closed(slack: Slack, person: Person, view: View, *, cleared: bool) -> None:
    payload = base(slack, "view_closed", person) | {
        "view": view_object(slack, view),
        "is_cleared": cleared,
    }
    callback = view.content.get("callback_id") or ""
    await slack.outbound.interact(
        "interactive", f"view_closed.{callback}", payload, slack.app.interactivity_url
    )


def _answered(slack: Slack, person: Person, view: View, body: Json | str | None) -> Outcome:
    if not body:
        views.close_modal(slack, view)
        return DONE
    if not isinstance(body, dict):
        return trouble("bad_answer")
    match body.get("response_action"):
        case "clear":
            views.clear_modals(slack, person.id)
            return DONE
        case "errors":
            return _errors(view, body.get("errors"))
        case "update" | "push" as action:
            return _other_view(slack, person, view, body.get("view"), push=action == "push")
    return trouble("bad_answer")


def _errors(view: View, errors: object) -> Outcome:
    """Errors must name blocks of the modal; else Slack shows that something went wrong."""
    known = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not known.issuperset(errors):
        return trouble("bad_answer")
    return Outcome(ok=False, error="view_errors", errors={k: str(v) for k, v in errors.items()})


def _other_view(
    slack: Slack, person: Person, view: View, content: object, *, push: bool
) -> Outcome:
    if not isinstance(content, dict) or view_too_large(content) or check_view(content, "modal"):
        return trouble("bad_answer")
    if not push:
        views.update_view(slack, view, content)
        return DONE
    if len(views.stack(slack, person.id)) >= STACK_LIMIT:
        return trouble("push_limit_reached")
    views.push_modal(slack, person.id, content)
    return DONE


def _response_urls(slack: Slack, person: Person, view: View) -> list[Json]:
    urls: list[Json] = []
    for field in fields(view.content["blocks"]):
        if not field.element.get("response_url_enabled"):
            continue
        block, action = field.block["block_id"], field.element["action_id"]
        channel = view.state[block][action].get(field.value_field)
        if channel in slack.world.channels:
            path = slack.response_urls.issue("app", person.id, channel)
            urls.append(
                {
                    "response_url": f"{slack.origin}{path}",
                    "channel_id": channel,
                    "action_id": action,
                    "block_id": block,
                }
            )
    return urls
