"""What makes an action none, and how it could become one."""

import re
from dataclasses import dataclass

from app.postmortem.review.document.actions import Action
from app.postmortem.review.rewrite import short
from app.postmortem.review.words.actions import CHANGES, CONCRETE_REST, ORDER, WEAK

_WEAK = tuple((name, re.compile(words, re.IGNORECASE), why) for name, words, why in WEAK)
_ORDERS = re.compile(rf"(?:{ORDER}|{CHANGES})", re.IGNORECASE)
_CONCRETE = re.compile(CONCRETE_REST, re.IGNORECASE)
#: These are weak even where the item goes on with something concrete.
_ALWAYS = frozenset({"diligence", "consider"})
_LEAD = re.compile(r"(?:\W|\d+[.)])*")
_TITLE = re.compile(r"[^:\n.]{3,120}(?=:\s)")
_STOP = re.compile(r"(?<=[\w)\"'])[.;](?=\s)")
_A_TITLE = 2
_OWN_TAIL = {
    "diligence": "make the step impossible to get wrong, or visible when it is: TK (the check, prompt or permission that takes the place of care)",
    "rule": "let the system hold it: TK (the check, default or permission that stops the step, or warns before it)",
    "training": "put the knowledge where it is needed: TK (the warning, guard or runbook line that shows it at the moment of the step)",
    "communication": "TK (who posts what, where, at which moment, and which tool reminds them)",
    "review": "TK (the decision this should end in, and the file, setting or check that will differ)",
    "consider": "decide now: either TK (the change itself) or drop the item and say why",
    "improve": "TK (the file, alert, test or value that will differ, from what to what)",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why an action is weak: the words at `start:end` of it, and a wording to start from."""

    start: int
    end: int
    why: str
    rewrite: str


def weakness(action: Action) -> Flaw | None:
    """Return why an action is none, or None when it names something that will change."""
    start, end = _head(action.words)
    text = action.words[start:end]
    for name, pattern, why in _WEAK:
        match = pattern.search(text)
        if match and (name in _ALWAYS or not _is_concrete(action, start + match.end())):
            return Flaw(start + match.start(), start + match.end(), why, _rewritten(action, name))
    return None


def _head(words: str) -> tuple[int, int]:
    """Return where an action says what it is: its title if it has one, else its first sentence.

    What follows explains ("as part of our effort to improve resilience") and is no action itself.
    """
    lead = _LEAD.match(words)
    start = lead.end() if lead else 0
    title = _TITLE.match(words, start)
    if title and len(title[0].split()) >= _A_TITLE:
        if _ORDERS.match(title[0]) or not _ORDERS.match(words, _after(words, title.end())):
            return start, title.end()
        # A title that only names a subject: what is to be done comes after it.
        start = _after(words, title.end())
    stop = _STOP.search(words, start)
    return start, stop.start() if stop else len(words)


def _after(words: str, end: int) -> int:
    """Return where the first word after a title begins."""
    lead = _LEAD.match(words, end)
    return lead.end() if lead else end


def _is_concrete(action: Action, end: int) -> bool:
    """Whether the rest of an action names what will change."""
    below = action.text[len(action.words) :]
    return action.linked or bool(_CONCRETE.search(action.words, end) or _CONCRETE.search(below))


def _rewritten(action: Action, name: str) -> str:
    return f'"{short(action.source, 120)}": {_OWN_TAIL[name]}. Owner: TK. Due: TK. Verified by: TK.'
