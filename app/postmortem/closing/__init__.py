"""What every document ends with, whoever wrote it: gaps, critical findings, checks, verdict."""

from app.postmortem.closing.close import close
from app.postmortem.closing.distribution import distribution
from app.postmortem.closing.exposed import exposed

__all__ = ["close", "distribution", "exposed"]
