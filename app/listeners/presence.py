"""Events about Muster's own place in a channel; those about other people are evidence."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from app.flows import inbox, moving, presence, refused
from app.flows.muster import Muster

#: Sent to who left only.
_OWN = ("channel_left", "group_left")
#: Sent for everybody.
_ANYBODY = ("member_joined_channel", "member_left_channel")


def register(app: App, muster: Muster) -> None:
    """Listen to Muster's coming and going."""

    def moved(event: dict[str, Any], body: dict[str, Any]) -> None:
        us = inbox.installed_in(muster, body)
        if us and (event["type"] in _OWN or event.get("user", us.user_id) == us.user_id):
            presence.look(muster, us.workspace, str(event["channel"]))

    def renumbered(event: dict[str, Any], body: dict[str, Any]) -> None:
        us = inbox.installed_in(muster, body)
        if us:
            old, new = str(event["old_channel_id"]), str(event["new_channel_id"])
            moving.move(muster, us.workspace, old, new)

    def uninstalled(event: dict[str, Any], body: dict[str, Any]) -> None:
        us = inbox.installed_in(muster, body)
        tokens = event.get("tokens") or {"bot": [us.user_id] if us else []}
        if us and us.user_id in (tokens.get("bot") or []):
            refused.note(muster, us.workspace, "token_revoked")

    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(uninstalled)
    app.event("channel_id_changed")(renumbered)
    for name in (*_OWN, *_ANYBODY):
        app.event(name)(moved)
