"""What the process says of itself: one line each on standard error, without secrets."""

from __future__ import annotations

import logging

from app.redaction import redact_line

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class RedactingFormatter(logging.Formatter):
    """A line as operators may read it: message, arguments and traceback are all searched."""

    def format(self, record: logging.LogRecord) -> str:
        """The finished line, with marks where secrets and customers' data were."""
        return redact_line(super().format(record))


def log_to_stderr() -> None:
    """Log to standard error from here on, whatever library speaks."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(_FORM))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # What it says is mapped, kept with its outbox row and logged there.
    logging.getLogger("slack_sdk.web").setLevel(logging.CRITICAL)
    # That a tick is left out while the last one goes on is meant; errors in jobs are told.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
