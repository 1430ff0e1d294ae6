"""views.*: modals and App Homes; and blocks.validate."""

from __future__ import annotations

from app.sandbox.acts import views
from app.sandbox.api.call import Call
from app.sandbox.errors import SlackError, invalid, invalid_arguments
from app.sandbox.state.views import STACK_LIMIT, View
from app.sandbox.triggers import Trigger
from app.sandbox.validate.blocks import check_blocks
from app.sandbox.validate.check import LIMITS, Problems
from app.sandbox.validate.views import check_view, view_too_large
from app.sandbox.wire import Json, dumps

_MOST_TO_VALIDATE = LIMITS["surface"]["blocks_validate_arg_chars"]


def open_(call: Call) -> Json:
    """views.open."""
    content = _content(call, "modal")
    trigger = _trigger(call)
    view = views.open_modal(call.slack, trigger.user, content)
    return _shown(call, view)


def push(call: Call) -> Json:
    """views.push: at most three modals lie on each other."""
    content = _content(call, "modal")
    trigger = _trigger(call)
    stack = views.stack(call.slack, trigger.user)
    if not trigger.view or not stack:
        raise SlackError("not_found")
    if len(stack) >= STACK_LIMIT:
        raise SlackError("push_limit_reached")
    return _shown(call, views.push_modal(call.slack, trigger.user, content))


def update(call: Call) -> Json:
    """views.update."""
    view = _wanted(call)
    if call.has("hash") and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    content = _content(call, view.kind, view)
    return _shown(call, views.update_view(call.slack, view, content))


def publish(call: Call) -> Json:
    """views.publish: an App Home."""
    if not call.slack.app.home_tab:
        raise SlackError("not_enabled")
    user = call.slack.world.people.get(call.text("user_id"))
    if user is None or user.is_bot:
        raise invalid_arguments("invalid `user_id`")
    view = call.slack.world.homes.get(user.id)
    if call.has("hash") and view is not None and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    content = _content(call, "home", view)
    return _shown(call, views.publish_home(call.slack, user.id, content))


def validate(call: Call) -> Json:
    """blocks.validate: exactly one of `blocks`, `view` and `message`."""
    given = [name for name in ("blocks", "view", "message") if call.has(name)]
    if len(given) != 1:
        raise invalid_arguments("must provide exactly one of `blocks`, `view`, or `message`")
    name = given[0]
    value = call.decoded(name, f"invalid_{name}")
    if len(dumps(value)) > _MOST_TO_VALIDATE:
        raise invalid_arguments(f"must be less than {_MOST_TO_VALIDATE + 1} characters")
    problems = _problems(name, value)
    if problems:
        raise SlackError(
            f"invalid_{name}",
            details={
                "errors": [
                    {
                        "code": "failed_constraint",
                        "message": problem.message,
                        "pointer": problem.pointer,
                        "constraint": problem.constraint,
                    }
                    for problem in problems
                ]
            },
        )
    return {}


def _problems(name: str, value: object) -> Problems:
    if name == "blocks":
        return check_blocks(value, "message", "")
    if name == "view":
        kind = value.get("type") if isinstance(value, dict) else None
        return check_view(value, "home" if kind == "home" else "modal", "")
    blocks = value.get("blocks") if isinstance(value, dict) else None
    return check_blocks([] if blocks is None else blocks, "message")


def _trigger(call: Call) -> Trigger:
    if not call.has("trigger_id"):
        raise invalid_arguments("missing required field: trigger_id")
    return call.slack.triggers.exchange(call.text("trigger_id"))


def _content(call: Call, kind: str, replaced: View | None = None) -> Json:
    view = call.decoded("view", "invalid_arguments")
    if view_too_large(view):
        raise SlackError("view_too_large")
    problems = check_view(view, kind)
    if problems or not isinstance(view, dict):
        raise invalid("invalid_arguments", problems)
    external = view.get("external_id")
    for other in call.slack.world.modals.values() if external else ():
        if other is not replaced and other.content.get("external_id") == external:
            raise SlackError("duplicate_external_id")
    return view


def _wanted(call: Call) -> View:
    world = call.slack.world
    if not call.has("view_id") and not call.has("external_id"):
        raise invalid_arguments("must provide either view_id or external_id")
    for view in (*world.modals.values(), *world.homes.values()):
        if call.has("view_id"):
            if view.id == call.text("view_id"):
                return view
        elif view.content.get("external_id") == call.text("external_id"):
            return view
    raise SlackError("not_found")


def _shown(call: Call, view: View) -> Json:
    call.made(view=view.id)
    return {"view": views.view_object(call.slack, view)}
