"""App Home: drawn when it is opened and after each press on it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App

from app.flows.home import home_of
from app.flows.muster import Muster
from app.listeners.ask import Answer, open_view
from app.slack.blocks import home as blocks
from app.slack.blocks.modals import metadata_of
from app.slack.errors import SlackError

log = logging.getLogger(__name__)


def register(app: App, muster: Muster) -> None:
    """Listen to who opens it."""
    app.event("app_home_opened")(_opened(muster))


def _opened(muster: Muster) -> Callable[..., None]:
    def opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            publish(muster, body["team_id"], event["user"])

    return opened


def publish(muster: Muster, workspace: str, person: str) -> None:
    """Draw a person's App Home as it stands now."""
    found = home_of(muster, workspace, person)
    view = blocks.home(
        blocks.Shown(
            person=person,
            now=found.now,
            owed=found.owed,
            mine=found.mine,
            asked=[(one.incident, one.action) for one in found.asked],
            actions=[(one.incident, one.action) for one in found.actions],
            open=found.open,
            unwritten=found.unwritten,
        )
    )
    try:
        muster.clients[workspace].call("views.publish", user_id=person, view=view)
    except SlackError as error:
        # It is drawn again when it is next opened.
        log.warning("App Home could not be drawn: %s", error)


def is_home(body: Mapping[str, Any]) -> bool:
    """Whether a press was on App Home."""
    return bool((body.get("view") or {}).get("type") == "home")


def as_view(answer: Answer) -> Answer:
    """An answer to a press on App Home, where there is no conversation: always a modal.

    Forms remember that they were opened here, so that the page is drawn anew afterwards.
    """
    if answer.view:
        sealed = json.dumps({**metadata_of(answer.view), "home": True})
        return open_view({**answer.view, "private_metadata": sealed})
    return open_view(blocks.notice(answer.message)) if answer.message else answer


def instead(answer: Answer) -> dict[str, Any]:
    """What takes the place of a submitted form that was opened on App Home."""
    if answer.message is None:
        return {}
    return {"response_action": "update", "view": blocks.notice(answer.message)}
