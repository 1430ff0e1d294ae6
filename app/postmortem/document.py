"""The postmortem as a value, and walking over all that it states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, NamedTuple, TypeVar

from app.postmortem.inventory import Inventory
from app.postmortem.parts import (
    ActionItem,
    Aside,
    Chain,
    Check,
    Factor,
    Gap,
    Hypothesis,
    Judgement,
    Line,
    Mitigation,
    Row,
    Similar,
    SourceRef,
    Verdict,
)
from app.postmortem.statement import Origin, Part, Statement


class Form(StrEnum):
    """How much of the document is written."""

    FULL = "full"
    #: The same, shorter, for very small incidents.
    LIGHT = "light"
    #: While the incident is open: no conclusions.
    INTERIM = "interim"


class Author(Part):
    """Who wrote it."""

    #: `deterministic`, or the model's name.
    name: str = "deterministic"
    #: What a reader must know about it: why a model was not asked, or failed.
    note: str = ""
    tokens: int = 0
    cost_usd: float = 0.0
    #: The day of the price list that the cost is computed by.
    priced: str = ""


class Wording(NamedTuple):
    """How many sentences a model worded."""

    #: They stand on their sources, and nobody has accepted them yet.
    open: int
    accepted: int
    withheld: int


class Document(Part):
    """A postmortem; `format_version` is that of this shape."""

    format_version: Literal[1] = 1
    ref: str
    title: str
    form: Form = Form.FULL
    private: bool = False
    near_miss: bool = False
    drafted_at: datetime
    author: Author = Author()

    header: tuple[Line, ...] = ()
    summary: tuple[Statement, ...] = ()
    impact: tuple[Line, ...] = ()
    timeline: tuple[Row, ...] = ()
    #: How the rows were chosen and how many entries the log has.
    timeline_note: str = ""
    chain: Chain = Chain()
    factors: tuple[Factor, ...] = ()
    missed_defences: tuple[Statement, ...] = ()
    mitigations: tuple[Mitigation, ...] = ()
    #: Residual and related risks, and what the mitigation does not fix.
    residual: tuple[Statement, ...] = ()
    #: Root-cause category, as one trigger among the factors.
    category: tuple[Statement, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    well: tuple[Statement, ...] = ()
    wrong: tuple[Statement, ...] = ()
    lucky: tuple[Statement, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    lessons: tuple[Statement, ...] = ()
    #: Where it lives, who reads it, where its actions are tracked.
    distribution: tuple[str, ...] = ()
    similar: tuple[Similar, ...] = ()
    gaps: tuple[Gap, ...] = ()
    aside: tuple[Aside, ...] = ()
    critical: tuple[Statement, ...] = ()
    checks: tuple[Check, ...] = ()
    inventory: Inventory = Inventory()
    verdict: Verdict = Verdict(ready=False, says="")
    judgement: Judgement = Judgement()
    sources: tuple[SourceRef, ...] = ()

    @property
    def wording(self) -> Wording:
        """What became of a model's wording in it."""
        found = [one for _, one in walk(self) if one.origin is Origin.MODEL]
        accepted = sum(bool(one.accepted_by) for one in found)
        withheld = sum(one.is_tk for one in found)
        return Wording(len(found) - accepted - withheld, accepted, withheld)

    @property
    def is_interim(self) -> bool:
        """Whether the incident was still open."""
        return self.form is Form.INTERIM


P = TypeVar("P", bound=Part)


def walk(part: Part, path: str = "") -> Iterator[tuple[str, Statement]]:
    """Every statement with its path (`factors.2.whys.0`), in the order of the document."""
    if isinstance(part, Statement):
        yield path, part
        return
    for name in type(part).model_fields:
        yield from _walk(getattr(part, name), f"{path}.{name}" if path else name)


def _walk(value: object, path: str) -> Iterator[tuple[str, Statement]]:
    if isinstance(value, Part):
        yield from walk(value, path)
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _walk(one, f"{path}.{number}")


def restated(part: P, say: Callable[[str, Statement], Statement], path: str = "") -> P:
    """The part with every statement replaced by what `say(path, statement)` makes of it."""

    def changed(value: object, where: str) -> object:
        if isinstance(value, Statement):
            return say(where, value)
        if isinstance(value, Part):
            return restated(value, say, where)
        if isinstance(value, tuple):
            return _same(value, [changed(one, f"{where}.{n}") for n, one in enumerate(value)])
        return value

    return _rebuilt(part, changed, path)


def reworded(part: P, word: Callable[[str], str]) -> P:
    """The part with every text replaced by what `word(text)` makes of it; enums stay."""

    def changed(value: object, _where: str) -> object:
        if isinstance(value, StrEnum):
            return value
        if isinstance(value, str):
            return word(value)
        if isinstance(value, Part):
            return reworded(value, word)
        if isinstance(value, tuple):
            return _same(value, [changed(one, "") for one in value])
        return value

    return _rebuilt(part, changed, "")


def _same(before: tuple[object, ...], after: list[object]) -> tuple[object, ...]:
    """The tuple as it was where nothing in it changed."""
    same = all(one is other for one, other in zip(before, after, strict=True))
    return before if same else tuple(after)


def _rebuilt(part: P, changed: Callable[[object, str], object], path: str) -> P:
    found: dict[str, Any] = {}
    for name in type(part).model_fields:
        value = getattr(part, name)
        new = changed(value, f"{path}.{name}" if path else name)
        if new is not value:
            found[name] = new
    return part.model_copy(update=found) if found else part
