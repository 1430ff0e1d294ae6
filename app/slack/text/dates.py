"""Times in Slack's texts: tokens that each reader sees in their own zone, UTC elsewhere."""

from __future__ import annotations

import re
from datetime import UTC, datetime

#: Slack writes the day as Today or Yesterday where that fits.
DAY_AND_TIME = "{date_short_pretty} {time}"

_BREAKS_TOKEN = re.compile(r"[\^|<>]")
#: The last second that a datetime can hold.
_LAST = datetime.max.replace(tzinfo=UTC, microsecond=0).timestamp()


def utc_text(at: datetime) -> str:
    """`2026-03-09 14:05 UTC`: a time for places where a token would not be read."""
    return f"{_aware(at):%Y-%m-%d %H:%M} UTC"


def date_token(at: datetime, form: str = DAY_AND_TIME, link: str = "") -> str:
    """Slack's token for a moment, `<!date^…|fallback>`; the fallback is in UTC.

    `form` is text with Slack's date placeholders, `link` an address it leads to. The
    syntax: docs.slack.dev, messaging/formatting-message-text, "Date formatting".

    Raises:
        ValueError: for a naive datetime, or where `form` or `link` would end the token.
    """
    if _BREAKS_TOKEN.search(form) or _BREAKS_TOKEN.search(link):
        raise ValueError("a date's form and link must not contain ^, |, < or >")
    target = "^".join([f"!date^{int(_aware(at).timestamp())}^{form}", *filter(None, [link])])
    return f"<{target}|{utc_text(at)}>"


def timestamp_text(seconds: object) -> str:
    """Seconds since 1970 as `utc_text`; as they are where they name no moment."""
    try:
        number = float(str(seconds))
    except ValueError:
        return str(seconds)
    return utc_text(datetime.fromtimestamp(number, UTC)) if 0 <= number <= _LAST else str(seconds)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"a naive time has no moment: {at}")
    return at.astimezone(UTC)
