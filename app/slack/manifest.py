"""The app manifest: what Muster asks of a workspace, in one document.

Schema: docs.slack.dev, app manifests; the test holds it to the copied JSON schema.
"""

from __future__ import annotations

from typing import Any

#: The least that Muster needs, and what each is for.
BOT_SCOPES: dict[str, str] = {
    "app_mentions:read": "the same words in a thread, where slash commands do not work",
    "bookmarks:read": "not to add a bookmark twice",
    "bookmarks:write": "the bookmark of the incident card",
    "canvases:write": "the postmortem as a canvas",
    "channels:history": "record public incident channels",
    "channels:join": "declare in a public channel that exists",
    "channels:manage": "open incident channels",
    "channels:read": "find the announcement channel, and our own after a crash",
    "chat:write": "the card, updates, reminders",
    "commands": "/incident and /postmortem",
    "files:read": "names and links of files in the timeline; a postmortem to review",
    "files:write": "the postmortem as a file",
    "groups:history": "record private incident channels",
    "groups:read": "who is in a private incident's channel",
    "groups:write": "open private incident channels",
    "im:history": "answers in direct messages",
    "im:write": "private heads-ups to who owes an update",
    "pins:read": "pins in the timeline",
    "pins:write": "pin the card",
    "reactions:read": "marks by emoji",
    "reactions:write": "show that a message was recorded as marked",
    "team:read": "the workspace's name and address",
    "usergroups:read": "the fallback of an escalation",
    "users:read": "names, and who is still here",
}

BOT_EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_history_changed",
    "channel_id_changed",
    "channel_left",
    "channel_rename",
    "channel_shared",
    "channel_unarchive",
    "channel_unshared",
    "group_archive",
    "group_deleted",
    "group_history_changed",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "pin_added",
    "pin_removed",
    "reaction_added",
    "reaction_removed",
    "tokens_revoked",
)


def manifest(
    *, request_url: str = "", incident_command: str, postmortem_command: str
) -> dict[str, Any]:
    """The manifest for HTTP (`request_url` of this server) or, without it, Socket Mode."""
    commands = (
        (incident_command, "Declare and run incidents", "declare SEV2 checkout returns 502"),
        (postmortem_command, "Write and review postmortems", "draft"),
    )
    events: dict[str, Any] = {"bot_events": list(BOT_EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if request_url:
        events["request_url"] = request_url
        interactivity["request_url"] = request_url
    return {
        "display_information": {
            "name": "Muster",
            "description": "Runs incidents: roles, timeline, updates, postmortems",
            "background_color": "#1f2937",
        },
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Muster", "always_online": True},
            "shortcuts": [
                _shortcut("Declare incident", "global", "declare", "Open an incident"),
                _shortcut(
                    "Declare from message",
                    "message",
                    "declare_from_message",
                    "Open an incident from this message",
                ),
                _shortcut(
                    "Add to timeline as",
                    "message",
                    "add_to_timeline",
                    "Mark this message in the incident's timeline",
                ),
                _shortcut(
                    "Review this postmortem",
                    "message",
                    "review_message",
                    "Check this file or text against the rubric, for you alone",
                ),
                _shortcut(
                    "Create action item",
                    "message",
                    "create_action",
                    "Make an action item of this message",
                ),
                # Slack takes no more than five on messages.
                _shortcut(
                    "Redact from the record",
                    "message",
                    "redact_message",
                    "Take this message's words out of the incident's record",
                ),
            ],
            "slash_commands": [
                _command(name, says, hint, request_url) for name, says, hint in commands
            ],
        },
        "oauth_config": {"scopes": {"bot": list(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": not request_url,
            "token_rotation_enabled": False,
        },
    }


def _shortcut(name: str, kind: str, callback: str, says: str) -> dict[str, str]:
    return {"name": name, "type": kind, "callback_id": callback, "description": says}


def _command(name: str, says: str, hint: str, request_url: str) -> dict[str, Any]:
    command: dict[str, Any] = {
        "command": f"/{name}",
        "description": says,
        "usage_hint": hint,
        # Without it `@person` arrives as a name, not as an id.
        "should_escape": True,
    }
    return {**command, "url": request_url} if request_url else command
