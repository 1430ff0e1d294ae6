"""What every document ends with, whoever wrote it: gaps, critical findings, checks, verdict."""

from app.postmortem.closing.checks import checks
from app.postmortem.closing.distribution import distribution
from app.postmortem.closing.exposed import exposed
from app.postmortem.closing.gaps import gaps
from app.postmortem.closing.verdict import verdict

__all__ = ["checks", "distribution", "exposed", "gaps", "verdict"]
