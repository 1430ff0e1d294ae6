"""What the sections are made of. All times are UTC."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from app.incident.actions.action import ActionClass, Priority
from app.postmortem.statement import Part, Statement


class Line(Part):
    """A named line of the header or of the impact."""

    name: str
    value: Statement


class Moment(StrEnum):
    """What a row of the timeline is in the incident's story."""

    CHANGE = "change"
    SYMPTOM = "symptom"
    ALERT = "alert"
    REPORT = "report"
    DEPENDENCY = "dependency"
    ACKNOWLEDGED = "acknowledged"
    HYPOTHESIS = "hypothesis"
    RULED_OUT = "ruled out"
    MITIGATION = "mitigation"
    FAILED = "did not help"
    RECOVERY = "recovery"
    DECISION = "decision"
    FINDING = "finding"
    COMMUNICATION = "communication"
    ROLE = "role"
    SEVERITY = "severity"
    DECLARED = "declared"
    RESOLVED = "resolved"
    NOTE = "note"


class Row(Part):
    """A row of the timeline: what was observed, then."""

    #: When it happened; None where the log does not know.
    at: datetime | None
    #: What a reader must know about the time: "not known: noted after 18:52 UTC".
    when: str = ""
    actor: str = ""
    moment: Moment = Moment.NOTE
    event: Statement


class Layer(StrEnum):
    """Where in the system a factor lies; the names are the review's."""

    TRIGGER = "technical trigger"
    DETECTION = "detection"
    CONTROL = "rollout or control"
    RESPONSIBILITY = "responsibility or runbook"
    ORGANISATION = "organisational"


class Factor(Part):
    """One thing that made the incident possible, and why it was possible."""

    what: Statement
    layer: Layer
    #: Each answers "why was this possible?" of the one before, down to a system property.
    whys: tuple[Statement, ...] = ()


class Outcome(StrEnum):
    """What a mitigation came to, as the log tells it."""

    WORKED = "worked"
    PARTLY = "helped, then the fault was seen again"
    FAILED = "did not help"
    UNKNOWN = "outcome not in the log"


class Mitigation(Part):
    """Something that was tried."""

    at: datetime | None
    what: Statement
    outcome: Outcome
    #: What shows the outcome; TK where nothing does.
    evidence: Statement
    #: Temporary or permanent, where the log or the nature of the step says so.
    nature: str = ""


class Hypothesis(Part):
    """A suspicion, kept with what became of it."""

    at: datetime | None
    what: Statement
    #: Where and when it was ruled out; None: neither confirmed nor ruled out in the log.
    ruled_out: Statement | None = None
    ruled_out_at: datetime | None = None


class Chain(Part):
    """From the trigger by a mechanism to the impact."""

    trigger: tuple[Statement, ...] = ()
    mechanism: tuple[Statement, ...] = ()
    impact: tuple[Statement, ...] = ()


class ActionItem(Part):
    """An action as the document has it; the register holds what was agreed."""

    what: Statement
    #: Number in the incident's register; 0: only proposed here.
    number: int = 0
    #: One person's name; empty: nobody has taken it.
    owner: str = ""
    #: A day, `2026-03-31`; empty: not agreed.
    due: str = ""
    action_class: ActionClass | None = None
    priority: Priority | None = None
    #: How anybody will see that it is done and works.
    signal: str = ""
    #: Number of the factor that it serves, from 1; 0: none named.
    factor: int = 0
    #: The same in the words of who entered the action; shown where no factor matches them.
    serves: str = ""
    ticket: str = ""
    status: str = "proposed"
    #: What the rubric finds wrong with it, and a wording to start from.
    weak: str = ""

    @property
    def is_dropped(self) -> bool:
        """Whether it will not be done; then it lacks nothing."""
        return self.status.startswith("dropped")


class Similar(Part):
    """An earlier incident that resembles this one, visible to the readers of this one."""

    ref: str
    title: str
    #: Why it is listed: the type and the words that they share.
    because: str
    open_actions: tuple[str, ...] = ()


class Gap(Part):
    """What the log does not hold, and what would change if the author supplied it."""

    what: str
    changes: str
    #: Critical gaps are confirmed or filled before the document is final.
    critical: bool = False


class Aside(Part):
    """A person's words for a sentence that this draft no longer has: somebody must place them."""

    text: str
    by: str
    #: The generated sentence that they replaced.
    instead_of: str


class Check(Part):
    """One of the seven checks, and what is missing for it."""

    name: str
    asks: str
    missing: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


class Verdict(Part):
    """What should happen to the draft next."""

    ready: bool
    says: str
    #: The issues to address first, at most three.
    top: tuple[str, ...] = ()


class Reason(Part):
    """Why statements were withheld, and how many."""

    why: str
    count: int


class Judgement(Part):
    """How the check went: how many statements stand, and how many failed for which reason."""

    supported: int = 0
    asked: int = 0
    withheld: int = 0
    reasons: tuple[Reason, ...] = ()


class SourceRef(Part):
    """Where an entry that the document cites can be read."""

    id: int
    at: datetime | None
    actor: str
    url: str = ""
