"""The judge: pure, and the same for every author."""

from app.postmortem.judge.check import faults
from app.postmortem.judge.evidence import Cited, Evidence, evidence
from app.postmortem.judge.judge import judge

__all__ = ["Cited", "Evidence", "evidence", "faults", "judge"]
