"""Slack refuses every call of an installation: who is told, and what follows when it ends."""

from __future__ import annotations

import logging
from datetime import timedelta

from app.flows import listening
from app.flows.muster import Muster
from app.slack.errors import REMEDIES
from app.store import refusals
from app.store.refusals import GIVE_UP, Refusal

log = logging.getLogger(__name__)


def note(muster: Muster, workspace: str, code: str) -> None:
    """Let everything that is owed in a workspace wait."""
    with muster.database.write() as session:
        new = refusals.note(session, workspace, code, muster.real())
    if new:
        log.error("Slack refuses every call (%s): %s", code, REMEDIES.get(code, ""))


def end(muster: Muster, workspace: str) -> None:
    """Slack takes calls again: what waited goes out, and what was not heard is read.

    Raises:
        RecordingError, TimeoutError, SQLAlchemyError: the gap is not kept; to be tried again.
    """
    listening.heard_again(muster, workspace)
    with muster.database.write() as session:
        refusals.end(session, workspace)
    log.info("Slack takes calls again: what waited goes out")


def told(refusal: Refusal) -> str:
    """The refusal for whoever runs Muster, and what to do."""
    hours = GIVE_UP // timedelta(hours=1)
    remedy = REMEDIES.get(refusal.code, "Reinstall the app")
    return (
        f"Slack refuses every call in {refusal.workspace} since {refusal.since:%Y-%m-%d %H:%M} UTC "
        f"({refusal.code}). {remedy}. What is owed waits for it, {hours} hours at most."
    )
