"""Opening, changing and closing modals and App Homes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox import ids
from app.sandbox.forms import initial_state, kept_state
from app.sandbox.state.views import View
from app.sandbox.validate.normal import completed
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack


def stack(slack: Slack, user: str) -> list[View]:
    """A person's open modals, lowest first."""
    return [view for view in slack.world.modals.values() if view.user == user]


def open_modal(slack: Slack, user: str, content: Json) -> View:
    """Opens a modal over whatever was open; what was open is gone."""
    for view in stack(slack, user):
        del slack.world.modals[view.id]
    return _show(slack, user, content, None)


def push_modal(slack: Slack, user: str, content: Json) -> View:
    """Lays a modal on the one that is open."""
    below = stack(slack, user)
    return _show(slack, user, content, below[-1] if below else None)


def update_view(slack: Slack, view: View, content: Json) -> View:
    """Puts other content into a modal; what was entered in inputs that remain is kept."""
    view.content = _completed(content)
    view.hash = _hash(slack)
    view.state = kept_state(view.content["blocks"], view.state)
    if view.kind == "home":
        slack.world.touch_home(view)
    _tell(slack, view, "home_changed" if view.kind == "home" else "view_changed")
    return view


def publish_home(slack: Slack, user: str, content: Json) -> View:
    """Shows an App Home to a person."""
    view = slack.world.homes.get(user)
    if view is not None:
        return update_view(slack, view, content)
    made = ids.new_id("V")
    content = _completed(content)
    view = View(made, user, "home", content, _hash(slack), made)
    view.state = initial_state(content["blocks"])
    slack.world.homes[user] = view
    slack.world.touch_home(view)
    _tell(slack, view, "home_changed")
    return view


def close_modal(slack: Slack, view: View) -> None:
    """Takes one modal away; what lies beneath shows again."""
    slack.world.modals.pop(view.id, None)
    _tell(slack, view, "view_closed")


def clear_modals(slack: Slack, user: str) -> None:
    """Takes all of a person's modals away."""
    for view in stack(slack, user):
        close_modal(slack, view)


def view_object(slack: Slack, view: View) -> Json:
    """The `view` object of answers and payloads."""
    content = view.content
    bot = slack.bot
    shown: Json = {
        "id": view.id,
        "team_id": slack.team,
        "type": view.kind,
        "blocks": content["blocks"],
        "private_metadata": content.get("private_metadata") or "",
        "callback_id": content.get("callback_id") or "",
        "state": {"values": view.state},
        "hash": view.hash,
        "title": content.get("title")
        or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(content.get("clear_on_close")),
        "notify_on_close": bool(content.get("notify_on_close")),
        "root_view_id": view.root,
        "app_id": bot.app_id,
        "external_id": content.get("external_id") or "",
        "app_installed_team_id": slack.team,
        "bot_id": bot.bot_id,
    }
    # Slack says null for what is not there; its own types say that it is left out.
    for name in ("close", "submit"):
        if content.get(name):
            shown[name] = content[name]
    return shown | ({"previous_view_id": view.previous} if view.previous else {})


def _show(slack: Slack, user: str, content: Json, below: View | None) -> View:
    made = ids.new_id("V")
    content = _completed(content)
    view = View(
        made,
        user,
        "modal",
        content,
        _hash(slack),
        below.root if below else made,
        below.id if below else "",
        initial_state(content["blocks"]),
    )
    slack.world.modals[made] = view
    _tell(slack, view, "view_opened")
    return view


def _completed(content: Json) -> Json:
    for part in ("title", "submit", "close"):
        if content.get(part):
            content[part].setdefault("emoji", True)
    completed(content["blocks"])
    return content


def _hash(slack: Slack) -> str:
    return f"{int(slack.clock.now())}.{ids.secret(8)}"


def _tell(slack: Slack, view: View, type_: str) -> None:
    slack.feeds.publish([view.user], type_, lambda: {"view": view_object(slack, view)})
