"""What a recorder has done since it started, for the metrics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Counts; written by the recorder's thread alone."""

    #: Entries added to the log.
    entries: int = 0
    #: Transactions.
    commits: int = 0
    #: Seconds spent in them.
    seconds: float = 0.0
    #: Recordings that were not acknowledged.
    refused: int = 0
    #: Recordings that were parked.
    parked: int = 0
