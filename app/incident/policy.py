"""The policy: severities, cadence, escalation, roles, types, marks and permissions as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from app.incident.kinds import NOTE_KINDS
from app.incident.values import IncidentType, Role, Severity

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST = timedelta(days=3650)
_DURATION = re.compile(r"\s*(\d{1,6})\s*([smhd])[a-z]*\s*", re.IGNORECASE)


class PolicyError(Exception):
    """A policy file that cannot be used; the message names file, line and what was expected."""


def parse_duration(value: object) -> timedelta:
    """`90s`, `15m`, `4h`, `5d` or a sum such as `1h30m` as a timedelta.

    Raises:
        ValueError: when the text is anything else; the message says what was expected.
    """
    if isinstance(value, timedelta):
        return value
    text = str(value)
    parts = list(_DURATION.finditer(text))
    if not parts or "".join(part.group() for part in parts) != text:
        raise ValueError("expected a duration such as 90s, 15m, 4h or 5d")
    seconds = sum(int(p[1]) * _UNITS[p[2].lower()] for p in parts)
    if seconds > _LONGEST.total_seconds():
        # Beyond it lie days that no calendar has.
        raise ValueError(f"expected a duration of at most {_LONGEST.days}d")
    return timedelta(seconds=seconds)


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SeverityPolicy(_Part):
    """What one severity means and demands."""

    criterion: str = Field(min_length=1)
    update_every: Duration
    #: SEV3 and SEV4: the person who declares confirms the interval.
    confirm_update_every: bool = False
    #: The longest interval that may be confirmed; None: `update_every`.
    max_update_every: Duration | None = None
    #: Updates to the incident channel alone, more often than the announced ones.
    internal_update_every: Duration | None = None
    heads_up: Duration
    nudge_commander: Duration
    escalate: Duration
    max_snooze: Duration
    max_pause: Duration
    stalled_after: Duration
    checkpoint_every: Duration
    quiet_after: Duration
    #: Nobody leads, nobody said who is affected, resolved and nothing written.
    commander_missing: Duration
    impact_missing: Duration
    postmortem_due: Duration

    @property
    def longest_update_every(self) -> timedelta:
        """The most that an interval or a promise may be."""
        return self.max_update_every or self.update_every

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not timedelta(0) < self.heads_up < self.update_every:
            raise ValueError("heads_up must be longer than 0s and shorter than update_every")
        if not self.escalate:
            raise ValueError("escalate must be longer than 0s")
        if self.nudge_commander > self.escalate:
            raise ValueError("nudge_commander must not come after escalate")
        if self.longest_update_every < self.update_every:
            raise ValueError("max_update_every must not be shorter than update_every")
        if self.internal_update_every and self.internal_update_every > self.update_every:
            raise ValueError("internal_update_every must not be longer than update_every")
        return self


def _note_word(value: str) -> str:
    if value not in NOTE_KINDS:
        raise ValueError(f"expected one of {', '.join(NOTE_KINDS)}")
    return value


def _holder(value: str) -> str:
    if value not in HOLDERS:
        raise ValueError(f"expected some of {', '.join(HOLDERS)}")
    return value


#: Who a permission may name.
HOLDERS: tuple[str, ...] = (*Role, "declarer", "anyone")
NoteWord = Annotated[str, AfterValidator(_note_word)]
Holder = Annotated[str, AfterValidator(_holder)]


def _slack_id(value: str) -> str:
    if value and not re.fullmatch(r"[UWSCG][A-Z0-9]{2,}", value):
        raise ValueError(
            "expected a Slack id: a person (U…), a user group (S…) or a channel (C…); "
            "empty for @here. Slack shows it in the profile or the channel's details"
        )
    return value


def _act(value: str) -> str:
    if value not in ACTS:
        raise ValueError(f"expected one of {', '.join(ACTS)}")
    return value


def _emoji(value: str) -> str:
    name = value.strip(":")
    if not re.fullmatch(r"[\w+'-]+", name):
        raise ValueError("expected the name of an emoji, such as mag or :mag:")
    return name


#: What a permission is about.
ACTS: tuple[str, ...] = ("redact", "resolve", "cancel")
SlackId = Annotated[str, AfterValidator(_slack_id)]
Act = Annotated[str, AfterValidator(_act)]
Emoji = Annotated[str, AfterValidator(_emoji)]


class EscalationPolicy(_Part):
    """Whom an overdue update reaches when the commander does not answer."""

    fallback: SlackId = ""
    longest_gap: Duration


class TimersPolicy(_Part):
    """When Muster speaks up by itself, besides updates."""

    action_heads_up: Duration
    nudge_gap: Duration


class Weekday(StrEnum):
    """A day of the week, in the order of `date.weekday`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class ActionsPolicy(_Part):
    """When owners of action items hear of them, in their own time zone."""

    #: Hour of the day of reminders and of the digest.
    hour: int = Field(ge=0, le=23)
    #: Gaps between reminders after the due day: the first one, doubling up to the longest.
    overdue_gap: Duration
    longest_gap: Duration
    #: Day of the weekly digest.
    digest_on: Weekday
    #: How long after it was done somebody is asked to verify it; 0: nobody is.
    verify_after: Duration

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not timedelta(0) < self.overdue_gap <= self.longest_gap:
            raise ValueError("overdue_gap must be longer than 0s and not longer than longest_gap")
        return self


class TypePolicy(_Part):
    """What a type of incident implies."""

    private: bool = False


class ModelPrice(_Part):
    """What a model costs, US dollars for a million tokens."""

    input: float = Field(ge=0)
    output: float = Field(ge=0)


class PostmortemPolicy(_Part):
    """What drafting may cost and touch."""

    #: The most that one draft may cost; 0: no model is asked.
    max_cost_usd: float = Field(ge=0)
    private_incidents_to_model: bool = False
    #: The day on which the prices below were read from the vendor's list.
    prices_as_of: date
    #: Models by name; one that is not here is not asked, as nothing would bound its cost.
    models: dict[str, ModelPrice]
    quarterly_review: str = ""


class Policy(_Part):
    """The whole policy, valid."""

    severities: dict[Severity, SeverityPolicy]
    escalation: EscalationPolicy
    timers: TimersPolicy
    actions: ActionsPolicy
    roles: dict[Role, str]
    types: dict[IncidentType, TypePolicy]
    marks: dict[Emoji, NoteWord]
    permissions: dict[Act, list[Holder]]
    postmortem: PostmortemPolicy

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name, have, want in (
            ("severities", set(self.severities), set(Severity)),
            ("roles", set(self.roles), set(Role)),
            ("types", set(self.types), set(IncidentType)),
        ):
            if missing := sorted(want - have):
                raise ValueError(f"{name} lacks {', '.join(missing)}")
        return self


def parse_policy(text: str, name: str, base: str = "") -> Policy:
    """The policy in `text` (YAML), laid over the policy in `base`.

    Mappings are merged key by key; anything else in `text` replaces what `base` has.

    Raises:
        PolicyError: with `name:line: what was expected`.
    """
    merged = _merge(_load(base, "the default policy")[0], _load(text, name)[0])
    try:
        return Policy.model_validate(merged)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        line = _line_of(_load(text, name)[1], first["loc"])
        where = ".".join(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        raise PolicyError(f"{name}:{line}: {where}: {message}".replace(": : ", ": ")) from error


def _load(text: str, name: str) -> tuple[dict[str, Any], yaml.Node | None]:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PolicyError(f"{name}:{line}: not valid YAML: {error.problem}") from error
    if value is None:
        return {}, node
    if not isinstance(value, dict):
        raise PolicyError(f"{name}:1: expected a mapping such as `severities:`")
    _refuse_duplicates(node, name)
    return value, node


def _refuse_duplicates(node: yaml.Node | None, name: str) -> None:
    """YAML lets the last of two equal keys win in silence; a policy must not."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise PolicyError(f"{name}:{line}: {key.value} is given twice")
            seen.add(key.value)
            _refuse_duplicates(value, name)


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            merged[key] = _merge(below, value)
        else:
            merged[key] = value
    return merged


def _line_of(node: yaml.Node | None, path: tuple[int | str, ...]) -> int:
    """The line of the deepest part of `path` that the file itself holds."""
    line = 1
    for part in path:
        if not isinstance(node, yaml.MappingNode):
            break
        found = [(k, v) for k, v in node.value if k.value == str(part)]
        if not found:
            break
        line, node = found[0][0].start_mark.line + 1, found[0][1]
    return line
