"""At least three factors in at least two layers: what the log does not yield is asked, never made up."""

from __future__ import annotations

from app.postmortem.parts import Factor, Layer
from app.postmortem.statement import ask

#: How many factors and layers a document must reach (seed: layered contributing factors).
FEWEST = 3
LAYERS = 2

QUESTIONS: dict[Layer, str] = {
    Layer.TRIGGER: "which change, load or condition set it off, and why could it reach production?",
    Layer.DETECTION: "what showed the fault first, and which signal would have shown it sooner?",
    Layer.CONTROL: (
        "which test, review, limit, canary or rollback could have held it back, and why did none?"
    ),
    Layer.RESPONSIBILITY: (
        "which runbook, access or ownership was missing or unclear when people responded?"
    ),
    Layer.ORGANISATION: (
        "which priority, practice or trade-off left this risk in place until it was met?"
    ),
}
WHY = "why was this possible? Go on until the answer is a property of the system."


def completed(factors: tuple[Factor, ...]) -> tuple[Factor, ...]:
    """The factors, with questions for the layers that are missing.

    Every factor that stands and has no answer to "why was this possible?" gets that
    question; questions for other layers follow until three factors in two layers are
    named or asked for.
    """
    asked = [_with_why(factor) for factor in factors]
    standing = [factor for factor in asked if not factor.what.is_tk]
    reached = {factor.layer for factor in standing}
    open_layers = {factor.layer for factor in asked if factor.what.is_tk}
    for layer in Layer:
        enough = len(standing) + len(open_layers) >= FEWEST
        spread = len(reached | open_layers) >= LAYERS
        if enough and spread:
            break
        if layer not in reached | open_layers:
            asked.append(Factor(what=ask(QUESTIONS[layer]), layer=layer))
            open_layers.add(layer)
    return tuple(asked)


def _with_why(factor: Factor) -> Factor:
    if factor.whys or factor.what.is_tk:
        return factor
    return factor.model_copy(update={"whys": (ask(WHY, factor.what.entries),)})
