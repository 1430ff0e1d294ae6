"""Slack's payloads as its Events API delivers them."""

from __future__ import annotations

from typing import Any

from app.slack.evidence import Own, Place

OWN = Own(
    team_id="T1",
    workspace_url="https://x.slack.com/",
    bot_user_id="UMUSTER",
    bot_id="BMUSTER",
    app_id="AMUSTER",
)
PLACE = Place(OWN, "C1")
TS = "1736207085.539649"
LATER = "1736207110.000000"
EVENT_TS = "1736207110.000400"


def body(event: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A delivery of the Events API around `event`."""
    return {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "AMUSTER",
        "event": event,
        "event_id": "Ev1",
        "event_time": 1736207110,
        **more,
    }


def message(text: str = "Disk full", **more: Any) -> dict[str, Any]:
    """A person's message, as history returns it."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {
        "type": "message",
        "user": "U1",
        "text": text,
        "ts": TS,
        "team": "T1",
        "client_msg_id": "78fc431e-d911-4d96-b466-f00d74e0a5a9",
        "blocks": [{"type": "rich_text", "block_id": "b1", "elements": [section]}],
        **more,
    }


def arrived(message: dict[str, Any], channel: str = "C1") -> dict[str, Any]:
    """The delivery of a message that was just posted."""
    around = {"channel": channel, "event_ts": message.get("ts"), "channel_type": "channel"}
    return body({**message, **around})


def changed(message: dict[str, Any], before: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    """The delivery of a change; `before` None: without the message before it."""
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": "C1",
        "ts": EVENT_TS,
        "event_ts": EVENT_TS,
        "message": message,
        **more,
    }
    return body(event if before is None else {**event, "previous_message": before})


def deleted(before: dict[str, Any] | None, gone: str = TS, **more: Any) -> dict[str, Any]:
    """The delivery of a deletion."""
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": "C1",
        "ts": EVENT_TS,
        "event_ts": EVENT_TS,
        "deleted_ts": gone,
        **more,
    }
    return body(event if before is None else {**event, "previous_message": before})


def edit(ts: str = LATER, user: str = "U1") -> dict[str, Any]:
    """What an edited message bears."""
    return {"edited": {"user": user, "ts": ts}}
