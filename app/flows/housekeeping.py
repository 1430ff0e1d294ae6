"""What is kept for a while and then forgotten, and what is put in order meanwhile."""

from __future__ import annotations

import logging
from datetime import timedelta

from app.flows.muster import Muster
from app.store import dead_letters, limits, words

log = logging.getLogger(__name__)

#: How long an effect that was done can be looked up. Dead letters stay until a person acts.
KEEP_DONE = timedelta(days=30)
KEEP_LIMITS = timedelta(days=1)


def tidy(muster: Muster) -> int:
    """Forget old effects and limits; returns how many. Any number of processes may."""
    now = muster.real()
    with muster.database.write() as session:
        done = dead_letters.forget_done(session, now - KEEP_DONE)
        ended = limits.forget_ended(session, now - KEEP_LIMITS)
    if done:
        log.info("%s old outbox rows are forgotten", done)
    return done + ended


def order(muster: Muster) -> None:
    """Sort what was recorded into the search index, so that no recording has to."""
    with muster.database.write() as session:
        words.order(session.connection())
