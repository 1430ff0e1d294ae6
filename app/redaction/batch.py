"""Several texts at once: what one of them gives away is found in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.redaction.scan import Stretch, is_telling, locate, merged, repeats
from app.redaction.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.redaction.audiences import Audience
    from app.redaction.hits import Hit


@dataclass(frozen=True, slots=True)
class Source:
    """One text of a batch."""

    #: The text itself.
    text: str
    #: What stands before it and gives it meaning, such as the key of a member.
    context: str = ""
    #: Stretches found by other means, in any order.
    given: tuple[Stretch, ...] = ()


def locate_all(
    sources: Sequence[Source], audience: Audience, known: Mapping[str, Hit]
) -> list[list[Stretch]]:
    """The stretches of each text that must not leave.

    A password that one message announces stands bare in the next one: every
    telling value of the batch, and every value in `known`, counts everywhere.
    """
    located = [_located(source, audience) for source in sources]
    values = dict(known)
    for source, stretches in zip(sources, located, strict=True):
        for start, end, hit in stretches:
            value = plain(source.text[start:end])
            if is_telling(value, hit.kind):
                values.setdefault(value, hit)
    return [
        _with_known(source.text, stretches, values)
        for source, stretches in zip(sources, located, strict=True)
    ]


def plain(value: str) -> str:
    """A value as the rules read it: one spelling for all of its disguises."""
    return skeleton(value).text


def _located(source: Source, audience: Audience) -> list[Stretch]:
    """Read behind its context, with offsets of the text alone."""
    shift = len(source.context)
    stretches = [
        (max(start - shift, 0), end - shift, hit)
        for start, end, hit in locate(source.context + source.text, audience)
        if end > shift
    ]
    return merged([*stretches, *source.given])


def _with_known(text: str, stretches: list[Stretch], values: Mapping[str, Hit]) -> list[Stretch]:
    view = skeleton(text, [(start, end) for start, end, _ in stretches])
    more = [
        (*view.span(hit.start, hit.end), hit)
        for value, known in values.items()
        if value in view.text
        for hit in repeats(view.text, value, known)
    ]
    return merged([*stretches, *more]) if more else stretches
