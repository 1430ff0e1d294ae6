"""What a model may answer: the part of the document that it may propose.

Times, header, timeline, people and their roles, what was tried, owners and dates are
not in it: they come from the log and from people. The field descriptions are part of
the request (structured output), so they are written for the model.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from app.incident.actions.action import ActionClass
from app.postmortem.parts import Layer


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Sentence(_Shape):
    """One sentence and its proof."""

    text: str = Field(description="One plain sentence of at most 300 characters, no markup.")
    entries: list[int] = Field(description="One to eight ids of entries that say this.")
    inferred: bool = Field(description="True when no entry says it and you conclude it.")


class ImpactName(StrEnum):
    """The lines of the impact section that a model may fill; the names are the document's."""

    USERS = "Users"
    RATES = "Requests and rates"
    DATA = "Data"
    SUPPORT = "Reports and support"
    COMMUNICATION = "Communication"


class ImpactLine(_Shape):
    """One line of the impact."""

    name: ImpactName
    value: Sentence


class FactorShape(_Shape):
    """A contributing factor."""

    what: Sentence
    layer: Layer
    whys: list[Sentence] = Field(
        description="Each answers why the one before was possible, down to a property of the system."
    )


class ActionShape(_Shape):
    """A change to the system; who does it and until when is for people to agree."""

    what: Sentence
    action_class: ActionClass
    factor: int = Field(
        description="Number of the factor of this answer it serves, from 1; else 0."
    )


class Proposal(_Shape):
    """Everything that a model proposes for one incident."""

    summary: list[Sentence] = Field(
        description="Three or four lines for readers outside the team: what happened, to whom, what was done, how it stands."
    )
    impact: list[ImpactLine]
    trigger: list[Sentence] = Field(description="What set it off.")
    mechanism: list[Sentence] = Field(description="How the trigger led to the symptoms.")
    effect: list[Sentence] = Field(description="What users or systems saw.")
    factors: list[FactorShape] = Field(
        description="At least three in at least two layers, as far as the log yields them."
    )
    missed_defences: list[Sentence]
    residual: list[Sentence] = Field(description="Risks that are still there.")
    well: list[Sentence]
    wrong: list[Sentence]
    lucky: list[Sentence] = Field(description="What could have been worse and was not.")
    lessons: list[Sentence]
    actions: list[ActionShape]


class Notes(_Shape):
    """What one part of a long log holds."""

    notes: list[Sentence] = Field(
        description="What a postmortem needs from this part, most important first."
    )
