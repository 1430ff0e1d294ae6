"""What an action item says of itself: owner, date, class, state."""

import re

from app.postmortem.review.document.blocks import Block
from app.postmortem.review.document.moments import moments
from app.postmortem.review.words import actions as words
from app.postmortem.review.words.given_names import GIVEN_NAMES

_FLAGS = re.IGNORECASE
_OWNER = re.compile(words.OWNER, _FLAGS)
_DONE = re.compile(words.DONE, _FLAGS)
_DONE_STATE = re.compile(words.DONE_STATE, _FLAGS)
_DONE_HEADING = re.compile(words.DONE_HEADING, _FLAGS)
_COARSE = re.compile(words.COARSE_DATE, _FLAGS)
_PROOF = re.compile(words.PROOF, _FLAGS)
_SERVES = re.compile(words.SERVES, _FLAGS)
_CLASSED = re.compile(words.CLASSED, _FLAGS)
_APART = re.compile(r"(?:[(\[]|\s[-–—]\s)\s?([A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20}){0,2})\b")
_NOBODY = re.compile(words.NOBODY, _FLAGS)
_COLUMNS = {
    "owner": re.compile(words.OWNER_COLUMNS, _FLAGS),
    "due": re.compile(words.DATE_COLUMNS, _FLAGS),
    "kind": re.compile(words.CLASS_COLUMNS, _FLAGS),
    "state": re.compile(words.STATE_COLUMNS, _FLAGS),
    "factor": re.compile(words.FACTOR_COLUMNS, _FLAGS),
    "proof": re.compile(words.PROOF_COLUMNS, _FLAGS),
    "text": re.compile(words.TEXT_COLUMNS, _FLAGS),
}


def cells_by_name(block: Block) -> dict[str, tuple[int, int]]:
    """Return the cells of a row by what their column is for."""
    found: dict[str, tuple[int, int]] = {}
    for index, span in enumerate(block.cells):
        column = block.columns[index] if index < len(block.columns) else ""
        for name, pattern in _COLUMNS.items():
            if name not in found and pattern.search(column):
                found[name] = span
                break
    return found


def is_proven(text: str, cells: dict[str, str]) -> bool:
    """Whether an item names the signal that shows it done and working."""
    return not _NOBODY.match(cells.get("proof", "")) or bool(_PROOF.search(text))


def serves(text: str, cells: dict[str, str]) -> bool:
    """Whether an item says itself which cause it serves."""
    return not _NOBODY.match(cells.get("factor", "")) or bool(_SERVES.search(text))


def is_done(block: Block, text: str, cells: dict[str, str]) -> bool:
    """Whether an item is finished: by its tick, its state column, its words or its heading."""
    if block.ticked is not None:
        return block.ticked
    if cells.get("state"):
        return bool(_DONE_STATE.search(cells["state"]))
    return bool(_DONE.search(text) or _DONE_HEADING.search(block.heading))


def is_classed(block: Block, start: int, cells: dict[str, str]) -> bool:
    """Whether an item's column, heading, label or brackets name its class."""
    named = _CLASSED.search(f"{cells.get('kind', '')} {block.heading}")
    return bool(named) or _leads(block, start)


def _leads(block: Block, start: int) -> bool:
    """Whether the item's own label or brackets name its class ("[Prevention] ...")."""
    head = block.plain[: start + 40]
    bracket = re.search(r"[\[(]\s*([^\])]{3,30})[\])]", block.plain)
    label = head.split(":")[0] if ":" in head else ""
    return bool(_CLASSED.search(label) or (bracket and _CLASSED.search(bracket[1])))


def owner_of(text: str, cells: dict[str, str]) -> str:
    """Return the owner as written; empty for nobody, "TBD" and the like."""
    if "owner" in cells:
        return "" if _NOBODY.match(cells["owner"]) else cells["owner"]
    match = _OWNER.search(text)
    if not match:
        return _signed(text)
    name = (match["named"] or match["handle"] or "").strip()
    return "" if _NOBODY.match(name) else name


def _signed(text: str) -> str:
    """Return a given name that stands apart: "(Ana)", "[Ana Ruiz]", "Add an alert - Ana"."""
    for match in _APART.finditer(text):
        if match[1].split()[0].lower() in GIVEN_NAMES:
            return match[1]
    return ""


def due_of(text: str, cells: dict[str, str], *, day_first: bool) -> tuple[str, bool]:
    """Return the due date as written, and whether it is too coarse to be one."""
    where = cells.get("due") or text
    dated = next((m for m in moments(where, day_first=day_first) if m.day), None)
    if dated:
        return where[dated.start : dated.end], False
    if cells.get("due"):
        return ("", False) if _NOBODY.match(where) else (where, True)
    coarse = _COARSE.search(where)
    return (coarse[0], True) if coarse else ("", False)
