"""The incident as a value: the fold of its state entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.incident.actions.action import Action
from app.incident.values import SCOPE_FIELDS, IncidentType, Offer, Phase, Role, Severity, State

#: What every reference starts with: INC-42.
REF_PREFIX = "INC"
#: How a field of the scope reads that nobody stated.
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Where an incident stands. All times are UTC."""

    id: int
    workspace: str
    number: int
    title: str
    severity: Severity
    type: IncidentType
    state: State
    declared_at: datetime
    declared_by: str
    #: The announced update interval.
    interval: timedelta
    phase: Phase = Phase.ACTIVE
    private: bool = False
    near_miss: bool = False
    #: Sequence of the last folded entry.
    version: int = 0

    impact: str = ""
    #: When it was last stated; None: it is not.
    impact_at: datetime | None = None
    #: The phase has changed since: it was true of another one.
    impact_doubted: bool = False
    #: Stated fields of SCOPE_FIELDS only.
    scope: Mapping[str, str] = field(default_factory=dict)

    started_at: datetime | None = None
    detected_at: datetime | None = None
    mitigated_at: datetime | None = None
    resolved_at: datetime | None = None
    #: How recovery was verified.
    verification: str = ""
    duplicate_of: int | None = None
    canceled: bool = False

    #: Slack ids; empty until Slack has answered.
    channel: str = ""
    channel_name: str = ""
    #: What the channel's id was first, if Slack gave it another; empty: it is the same.
    first_channel: str = ""
    card_ts: str = ""
    announce_channel: str = ""
    announce_ts: str = ""
    #: Set-up steps that failed and what Slack said, until repaired.
    failed_steps: Mapping[str, str] = field(default_factory=dict)

    roles: Mapping[Role, str] = field(default_factory=dict)
    role_since: Mapping[Role, datetime] = field(default_factory=dict)
    #: Since when nobody has been commander; None while somebody is.
    leaderless_since: datetime | None = None
    offers: Mapping[Role, Offer] = field(default_factory=dict)

    #: Whether updates are owed (post-incident records owe none).
    cadence_on: bool = True
    last_update_at: datetime | None = None
    #: When somebody last said when the next update comes: an update, a pause, a reopening.
    promised_at: datetime | None = None
    next_update_at: datetime | None = None
    #: Of updates to the incident channel, where the policy asks for more of them.
    last_internal_at: datetime | None = None
    snoozed_until: datetime | None = None
    paused_until: datetime | None = None
    #: How often each ladder has spoken since it last started anew.
    spoken: Mapping[str, int] = field(default_factory=dict)
    #: When Muster last asked something of the channel.
    last_nudge_at: datetime | None = None
    #: When a person last did something by a command, a button or a form.
    last_act_at: datetime | None = None

    last_mitigation_at: datetime | None = None
    last_checkpoint_at: datetime | None = None
    postmortem_at: datetime | None = None
    published_at: datetime | None = None

    #: The register of action items, by number.
    actions: tuple[Action, ...] = ()

    @property
    def ref(self) -> str:
        """For example `INC-42`."""
        return f"{REF_PREFIX}-{self.number}"

    @property
    def channel_in_log(self) -> str:
        """The id of its channel that entries bear: the first one, whatever it is now."""
        return self.first_channel or self.channel

    @property
    def is_open(self) -> bool:
        """Whether people still respond to it."""
        return self.phase.is_open

    @property
    def commander(self) -> str:
        """User id of the commander, or empty."""
        return self.roles.get(Role.COMMANDER, "")

    @property
    def update_owner(self) -> str:
        """Who owes the next update: communications, else the commander, else nobody."""
        return self.roles.get(Role.COMMUNICATIONS, "") or self.commander

    @property
    def is_solo(self) -> bool:
        """One person holds all four roles."""
        return len(self.roles) == len(Role) and len(set(self.roles.values())) == 1

    @property
    def full_scope(self) -> dict[str, str]:
        """Every scope field; what nobody stated reads `unknown`."""
        return {name: self.scope.get(name) or UNKNOWN for name in SCOPE_FIELDS}

    def action(self, number: int) -> Action | None:
        """The action item of that number, or None."""
        return next((one for one in self.actions if one.number == number), None)

    def ref_of(self, action: Action) -> str:
        """For example `INC-42/A3`."""
        return f"{self.ref}/A{action.number}"
