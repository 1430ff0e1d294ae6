"""What a rule for a token says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A credential whose shape its issuer fixed.

    The engine looks for one of `anchors` with a plain substring search and only
    then tries `shape` there, so a rule costs almost nothing in ordinary text and
    stays linear in hostile text.
    """

    #: The rule's name in findings, unique.
    id: str
    #: What the mark calls it.
    label: str
    #: Literals that occur in the value, in the case they are issued in.
    anchors: tuple[str, ...]
    #: Regular expression of the value; a group named `value` narrows it.
    shape: str
    #: Where the issuer documents the shape, or what else fixes it.
    source: str
    #: Characters of the value that stand before the anchor.
    lead: int = 0
    #: Anchors of an address, which may stand inside a longer word or path.
    inside: bool = False
    #: Whether a value needs a digit to be a token.
    digits: bool = True
    #: Literals one of which every value holds, where no anchor stands at a fixed place.
    needs: tuple[str, ...] = ()
