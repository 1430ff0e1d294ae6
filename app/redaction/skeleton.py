"""The text as the rules read it, and the way back to the text as it stands.

People, keyboards and Slack write one value in many ways: full-width digits,
zero-width characters inside a token, `&amp;` for `&`, a label over a link. The
rules read one plain form; every character of it knows where it came from.

Marks and placeholders of ours become one character that no rule matches. So a
text and its redacted form have the same skeleton, which is what makes redacting
twice the same as redacting once.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from app.redaction.marks import PLACEHOLDER, is_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Stands for what is already redacted; private use, so no rule matches it.
FILLER = "\ue000"

#: Format characters that show nothing: they may split a value without a trace.
_INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
_ENTITIES = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#34;": '"',
    "&apos;": "'",
    "&#39;": "'",
}
_CUT = re.compile(
    rf"[{_INVISIBLE}]+"
    rf"|{'|'.join(_ENTITIES)}"
    r"|\[redacted: [a-z0-9 -]{1,40}\]"
    rf"|{PLACEHOLDER.pattern}"
    rf"|{FILLER}+"
)
#: Slack's labelled links: the label is what a person reads and copies.
_LINK = re.compile(r"<(?:mailto:|tel:|https?://)[^<>|\n]{1,2000}\|([^<>|\n]{1,2000})>")
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_QUOTES = dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‘’‚‛′＇", "'")
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    " ",
)


class _Plain(dict[int, str]):
    """Character to plain character, one to one, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = (_DASHES | _QUOTES | _SPACES).get(char) or unicodedata.normalize("NFKC", char)
        digit = unicodedata.decimal(char, None)
        if digit is not None:
            plain = str(digit)
        self[code] = plain if len(plain) == 1 else char
        return self[code]


_PLAIN = _Plain()


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Plain text, and for each piece of it the offset it came from."""

    #: What the rules read.
    text: str
    #: Offsets in `text` where a piece begins, ascending.
    _at: tuple[int, ...] = ()
    #: Start and end in the original of each of these pieces.
    _origins: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that `text[start:end]` stands for."""
        if not self._at:
            return start, end
        return self._character(start)[0], self._character(end - 1)[1]

    def _character(self, offset: int) -> tuple[int, int]:
        """Where one character came from: a letter from itself, others from a whole piece."""
        piece = bisect_right(self._at, offset) - 1
        first, last = self._origins[piece]
        following = self._at[piece + 1] if piece + 1 < len(self._at) else len(self.text)
        if last - first != following - self._at[piece]:
            return first, last
        start = first + offset - self._at[piece]
        return start, start + 1


def skeleton(text: str, taken: Sequence[tuple[int, int]] = (), *, labels: bool = False) -> Skeleton:
    """Read `text` as the rules do.

    `taken` are stretches already found, sorted and apart; they become filler.
    With `labels`, a Slack link is read as its label only.
    """
    plain = text.isascii()
    if plain and not taken and not labels and "&" not in text and "[redacted: " not in text:
        return Skeleton(text)
    parts: list[str] = []
    origins: list[tuple[int, int]] = []
    done = 0
    for start, end, instead in _cuts(text, taken, labels=labels):
        if start > done:
            piece = text[done:start]
            parts.append(piece if plain else piece.translate(_PLAIN))
            origins.append((done, start))
        if instead == FILLER and parts and parts[-1] == FILLER:
            origins[-1] = (origins[-1][0], end)
        elif instead:
            parts.append(instead)
            origins.append((start, end))
        done = end
    at = accumulate(map(len, parts[:-1]), initial=0)
    return Skeleton("".join(parts), tuple(at), tuple(origins))


def _cuts(
    text: str, taken: Sequence[tuple[int, int]], *, labels: bool
) -> Iterator[tuple[int, int, str]]:
    """What is not read as it stands: (start, end, what is read instead), in order."""
    found = [(start, end, FILLER) for start, end in taken]
    found += _marks_and_invisible(text)
    if labels:
        found += _link_frames(text)
    found.sort(key=lambda cut: (cut[0], -cut[1]))
    done = 0
    for start, end, instead in found:
        if end > done:
            yield max(start, done), end, instead
            done = end
    yield len(text), len(text), ""


def _marks_and_invisible(text: str) -> Iterable[tuple[int, int, str]]:
    for match in _CUT.finditer(text):
        raw = match[0]
        if raw[0] == "[":
            if is_mark(raw):
                yield match.start(), match.end(), FILLER
        elif raw[0] in ("⟦", FILLER):
            yield match.start(), match.end(), FILLER
        else:
            yield match.start(), match.end(), _ENTITIES.get(raw, "")


def _link_frames(text: str) -> Iterable[tuple[int, int, str]]:
    for match in _LINK.finditer(text):
        yield match.start(), match.start(1), ""
        yield match.end(1), match.end(), ""


def has_labelled_links(text: str) -> bool:
    """Whether reading labels only would read anything else."""
    return "|" in text and _LINK.search(text) is not None
