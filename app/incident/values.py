"""The words of an incident: severities, phases, types, roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Impact radius and urgency; the criteria are the policy's."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"

    @property
    def rank(self) -> int:
        """1 is the most urgent."""
        return int(self.value[3:])


class Phase(StrEnum):
    """Where the incident stands."""

    ACTIVE = "active"
    MITIGATED = "mitigated"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Whether people still respond to it."""
        return self in OPEN_PHASES


OPEN_PHASES = frozenset({Phase.ACTIVE, Phase.MITIGATED, Phase.MONITORING})


class State(StrEnum):
    """How the system stood at declare; it decides what Muster asks first."""

    ACTIVE = "active"
    DEGRADED = "degraded"
    POST_INCIDENT = "post-incident"


class IncidentType(StrEnum):
    """The kind of trouble."""

    AVAILABILITY = "availability"
    PERFORMANCE = "performance"
    DATA_INTEGRITY = "data integrity"
    SECURITY = "security"
    DEPENDENCY_OUTAGE = "dependency outage"


class Role(StrEnum):
    """Who answers for what; one holder each."""

    COMMANDER = "commander"
    OPERATIONS = "operations"
    COMMUNICATIONS = "communications"
    SCRIBE = "scribe"


#: What `/incident set scope` bounds; what nobody stated stays listed as unknown.
SCOPE_FIELDS: tuple[str, ...] = (
    "users or tenants",
    "journeys",
    "regions",
    "dependency",
    "recent change",
    "data loss",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A role that its holder hands over, until the other person accepts."""

    role: Role
    to: str
    #: Who offered it.
    by: str
    #: Sequence of the offering entry: what an Accept button refers to.
    seq: int


class RefusalError(Exception):
    """What was asked cannot be done now; the message tells a person what to do next."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        #: Name of the field of a form that it is about; empty: none in particular.
        self.field = field
