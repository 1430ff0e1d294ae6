"""Action items: what the register has, and what people in the log said should be done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.drafter import say
from app.drafter.brief import Brief
from app.drafter.said import Said
from app.drafter.story import Story
from app.drafter.words.signals import Signal
from app.incident.actions.action import Action, ActionClass
from app.postmortem.actions.rubric import weakness_of
from app.postmortem.parts import ActionItem, Factor
from app.postmortem.prose import named
from app.postmortem.statement import Statement, ask

_MOST = 12
_LINK = re.compile(
    r"https?://[^\s<>)\]]+/(?:issues?|pull|pulls|tickets?|browse|merge_requests)/[^\s<>)\]]+"
)
_FACTOR = re.compile(r"(?:factor |#)?(\d{1,2})", re.IGNORECASE)
_DEED_DONE = re.compile(r"\b(?:opened|created|raised|filed)\b", re.IGNORECASE)
_CLASSES: tuple[tuple[ActionClass, re.Pattern[str]], ...] = (
    (
        ActionClass.DETECT,
        re.compile(
            r"\balert\w*|\bmonitor\w*|\bmetrics?\b|\blabels?\b|\bdashboards?\b|\bidentify\b|\bnotic\w+|\bnotif\w+|\blogg?ing\b|\bprobes?\b|\bvisib\w+|\bdetect\w*|\bthreshold\b",
            re.IGNORECASE,
        ),
    ),
    (
        ActionClass.LEARN,
        re.compile(
            r"\bdocument\w*|\brunbook\w*|\bguide\b|\binvestigat\w+|\bunderstand\b|\bwrite (?:up|an?)\b|\bfind out\b|\bpost-?mortem\b",
            re.IGNORECASE,
        ),
    ),
    (
        ActionClass.MITIGATE,
        re.compile(
            r"\b404\b|\bfallback\b|\brollback\b|\bfail ?over\b|\btime-?outs?\b|\bretr(?:y|ies)\b|\bcircuit\b|\bdegrad\w+|\bcapacity\b|\bscal\w+|\bbackup\w*|\brestore\w*|\bexit\b|\bkill\b",
            re.IGNORECASE,
        ),
    ),
    (
        ActionClass.PREVENT,
        re.compile(
            r"\bshould\w*|\bneed\w*|\bmust\b|\badd\b|\bfix\b|\bpin\b|\buse\b", re.IGNORECASE
        ),
    ),
)


def actions(brief: Brief, story: Story, factors: Sequence[Factor]) -> tuple[ActionItem, ...]:
    """The register's items first; what the log proposes besides; TK where neither has any."""
    register = [_registered(brief, action, factors) for action in brief.incident.actions]
    proposed = [one for one in _said(story) if not _known(one, register)]
    items = [*register, *(_item(one, factors) for one in proposed[:_MOST])]
    question = (
        "the record proposes no action: which change prevents, detects or softens this next time?"
    )
    return tuple(items) or (ActionItem(what=ask(question)),)


def _status(action: Action) -> str:
    """How it stands; what was dropped, with the reason."""
    reason = f": {say.tidy(action.reason)}" if action.reason else ""
    return f"{action.status.value}{reason}"


def _said(story: Story) -> list[Said]:
    """Sentences that ask for a change, each once; a marked message counts as one."""
    found: list[Said] = []
    for note in story.told:
        if note.is_alert:
            continue
        asking = [one for one in note.said if Signal.ACTION in one.tells and not _is_question(one)]
        if "action" in note.words and not asking:
            asking = list(note.said[:1])
        found += asking
    kept: list[Said] = []
    for one in found:
        if kept and kept[-1].note == one.note and _goes_on(one):
            kept[-1] = Said(f"{kept[-1].text} {one.text}", one.note)
        elif not any(say.alike(one.text, other.text) for other in kept):
            kept.append(one)
    return kept


def _is_question(said: Said) -> bool:
    return said.text.rstrip().endswith("?")


def _goes_on(said: Said) -> bool:
    """`This should instead be its own label` belongs to the sentence before it."""
    return said.text.lower().startswith(("this should", "that should", "it should", "these should"))


def _known(said: Said, register: Sequence[ActionItem]) -> bool:
    return any(
        said.note in item.what.entries or say.alike(said.text, item.what.text) for item in register
    )


def _registered(brief: Brief, action: Action, factors: Sequence[Factor]) -> ActionItem:
    """An action as it was agreed; it rests on its own entry and on those it was made from."""
    own = (item.entry.id for item in brief.items if item.entry.seq == action.seq)
    return ActionItem(
        what=Statement(text=named(action.text, brief.names), entries=(*own, *action.sources)),
        number=action.number,
        owner=brief.names.get(action.owner, action.owner),
        due=action.due.isoformat() if action.due else "",
        action_class=action.action_class,
        priority=action.priority,
        signal=named(action.signal, brief.names),
        factor=_factor_named(action.factor, factors),
        serves=named(action.factor, brief.names),
        ticket=action.ticket,
        status=_status(action),
    )


def _factor_named(words: str, factors: Sequence[Factor]) -> int:
    """The factor that an action's author meant: by number, by its text, or by shared words."""
    if not words:
        return 0
    numbered = _FACTOR.fullmatch(words)
    if numbered and 0 < int(numbered[1]) <= len(factors):
        return int(numbered[1])
    same = [n for n, one in enumerate(factors, start=1) if say.alike(words, one.what.text)]
    return same[0] if same else _serves(words, factors)


def _item(said: Said, factors: Sequence[Factor]) -> ActionItem:
    text = say.tidy(said.text)
    link = _LINK.search(said.text)
    return ActionItem(
        what=Statement(text=text, entries=(said.note,)),
        action_class=class_of(text),
        factor=_serves(text, factors),
        ticket=link[0] if link else "",
        status="open" if link and _DEED_DONE.search(said.text) else "proposed",
        weak=weakness_of(text),
    )


def class_of(text: str) -> ActionClass | None:
    """The class that an action's words point to, for a person to confirm; None: none."""
    return next((kind for kind, words in _CLASSES if words.search(text)), None)


def _serves(text: str, factors: Sequence[Factor]) -> int:
    """The factor that shares most words with an action; 0 where none shares two."""
    own = say.stems(text)
    shared = [
        (len(own & say.stems(" ".join([one.what.text, *(why.text for why in one.whys)]))), -number)
        for number, one in enumerate(factors, start=1)
        if not one.what.is_tk
    ]
    best = max(shared, default=(0, 0))
    return -best[1] if best[0] > 1 else 0
