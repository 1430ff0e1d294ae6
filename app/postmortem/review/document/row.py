"""A row of the timeline, and the part it plays in the incident."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from app.postmortem.review.document.blocks import Block, Kind
from app.postmortem.review.document.moments import Moment
from app.postmortem.review.words.events import ALERTED, BEGUN, DETECTED, FAILING, RESOLVED

_DETECTED, _ALERTED, _BEGUN, _FAILING, _RESOLVED = (
    re.compile(words, re.IGNORECASE) for words in (DETECTED, ALERTED, BEGUN, FAILING, RESOLVED)
)


@dataclass(frozen=True)
class Row:
    """One moment of the timeline, and everything the document says at it."""

    block: Block
    #: Offset in the block's text where the event begins, past the time.
    start: int
    moment: Moment | None
    #: The moment in UTC (as if it were, where no zone is known); None without a time of day. Where
    #: `day` is None the document names no day, and only differences mean anything.
    at: datetime | None = None
    day: date | None = None
    #: Whether the timeline itself gives the day, in the row or in a heading above it.
    dated: bool = False
    more: tuple[Block, ...] = ()
    sourced: bool = False

    @property
    def line(self) -> int:
        """The row's line."""
        return self.block.line

    @property
    def text(self) -> str:
        """What happened, masked, with what follows the row."""
        own = self.block.plain[self.start :]
        rest = (block.plain for block in self.more if block.kind is not Kind.CODE)
        return " ".join(" ".join([own, *rest]).replace("|", " ").split())

    @property
    def timed(self) -> bool:
        """Whether the row has a time of day."""
        return self.moment is not None and self.moment.second is not None

    def detects(self) -> bool:
        """Whether somebody or something notices here."""
        return bool(_DETECTED.search(self.text))

    def alerts(self) -> bool:
        """Whether an alert or a report arrives here."""
        return bool(_ALERTED.search(self.text))

    def begins(self) -> bool:
        """Whether something breaks or a change is made here."""
        return bool(_BEGUN.search(self.text))

    def fails(self) -> bool:
        """Whether users feel it here."""
        return bool(_FAILING.search(self.text))

    def resolves(self) -> bool:
        """Whether the service is back here."""
        return bool(_RESOLVED.search(self.text))
