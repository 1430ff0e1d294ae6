"""Gaps: when the log may lack something that history cannot show."""

from __future__ import annotations

from datetime import datetime

from app.flows.inbox import own
from app.flows.muster import Muster
from app.incident.entry import MUSTER, Entry
from app.incident.kinds import Kind
from app.slack.evidence import Place

_CLOCK = "%Y-%m-%d %H:%M:%S"


def gap(
    muster: Muster,
    workspace: str,
    channel: str,
    *,
    began: datetime,
    ended: datetime,
    why: str,
    text: str,
) -> Entry:
    """An entry that says from when to when; the same gap found again is the same entry.

    `why` is one word for it; `text` follows the times.
    """
    place = Place(own(muster.identities[workspace]), channel)
    return Entry(
        kind=Kind.GAP_FOUND,
        occurred_at=began,
        actor=MUSTER,
        text=(
            f"The record may lack something from {began:{_CLOCK}} to {ended:{_CLOCK}} UTC: {text}"
        ),
        data={"from": began.isoformat(), "to": ended.isoformat(), "why": why},
        source_key=place.key("gap", why, began.isoformat()),
        source_url=place.link(""),
        channel=channel,
    )
