"""Asking Slack whether it takes our calls again, where it refused every one."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError

from app.flows import refused
from app.flows.muster import Muster
from app.slack.errors import SlackError
from app.store import refusals
from app.store.recorder import RecordingError

log = logging.getLogger(__name__)

#: How often it is asked, seconds.
ASK_SECONDS = 10.0


def ask(muster: Muster) -> None:
    """Ask for each workspace that is refused; any number of processes may."""
    try:
        with muster.database.read() as session:
            standing = refusals.standing(session)
        for one in standing:
            if one.workspace in muster.clients and _is_taken(muster, one.workspace):
                refused.end(muster, one.workspace)
    except (RecordingError, SQLAlchemyError, TimeoutError) as error:
        log.warning("it could not be noted that Slack takes calls again: %s", error)


def _is_taken(muster: Muster, workspace: str) -> bool:
    try:
        found = muster.clients[workspace].identity()
    except SlackError as error:
        log.info("Slack still refuses: %s", error)
        return False
    return found.workspace == workspace
