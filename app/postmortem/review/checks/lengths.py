"""When two lengths of time agree, and how to say one."""

from app.postmortem.review.document.durations import Duration


def slack(duration: Duration) -> float:
    """Return by how much a length may be off: minutes are rounded, "~1 h" is half an hour wide."""
    if duration.rough:
        return max(duration.unit / 2, 0.15 * duration.seconds)
    unit = duration.unit / 2 if duration.unit > _MINUTE else 0
    return max(90.0, 0.05 * duration.seconds, unit)


_MINUTE = 60


def fits(duration: Duration, seconds: float) -> bool:
    """Whether a length of so many seconds may be meant by a stated one."""
    off = slack(duration)
    return duration.low - off <= seconds <= duration.seconds + off


def spoken(seconds: float) -> str:
    """Return a length for people: "1 h 48 min"."""
    minutes = round(seconds / _MINUTE)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
