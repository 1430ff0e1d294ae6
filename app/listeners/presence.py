"""Events about Muster's own place in a channel; those about other people are evidence."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from app.flows import presence
from app.flows.muster import Muster

#: Sent to who left only.
_OWN = ("channel_left", "group_left")
#: Sent for everybody.
_ANYBODY = ("member_joined_channel", "member_left_channel")


def register(app: App, muster: Muster) -> None:
    """Listen to Muster's coming and going."""

    def moved(event: dict[str, Any], body: dict[str, Any]) -> None:
        workspace = body["team_id"]
        user = event.get("user") or muster.identities[workspace].user_id
        if event["type"] in _OWN or user == muster.identities[workspace].user_id:
            presence.look(muster, workspace, str(event["channel"]))

    for name in (*_OWN, *_ANYBODY):
        app.event(name)(moved)
