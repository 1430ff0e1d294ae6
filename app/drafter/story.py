"""The story of an incident: the moments that a postmortem turns on, each an entry of the log.

Nothing here concludes more than the words of the entries do; every moment says by which
rule it was chosen, so that a person can disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice

from app.drafter.note import Note, Sort
from app.drafter.said import Said
from app.drafter.words.signals import Signal
from app.incident.entry import MUSTER
from app.incident.kinds import Kind
from app.incident.values import Role


@dataclass(frozen=True)
class Down:
    """A stretch in which the entries say that the service failed."""

    start: Note
    #: The entry that says it worked again; None where none does.
    end: Note | None


@dataclass(frozen=True)
class Story:
    """The notes in order, and the moments found in them."""

    notes: tuple[Note, ...]

    @cached_property
    def told(self) -> tuple[Note, ...]:
        """Notes of people and tools, without Muster's own state entries."""
        return tuple(note for note in self.notes if note.sort is not Sort.STATE)

    @cached_property
    def plain(self) -> tuple[Said, ...]:
        """Sentences that state something of ours: no suspicion, wish, or supplier's news."""
        return tuple(
            one
            for note in self.told
            for one in (note.said if note.sort is not Sort.ALERT else note.said[:2])
            if not one.tells & {Signal.SUSPECT, Signal.ACTION, Signal.OUTSIDE}
        )

    @cached_property
    def timed(self) -> tuple[Note, ...]:
        """Told notes whose own time is known."""
        return tuple(note for note in self.told if note.known)

    @cached_property
    def alert(self) -> Note | None:
        """The first alert that is no all-clear."""
        return next((note for note in self.timed if note.is_alert), None)

    @cached_property
    def report(self) -> Note | None:
        """The first report by a person."""
        return next((n for n in self.timed if Signal.REPORT in n.tells or n.is_page_by_hand), None)

    @cached_property
    def declared(self) -> Note | None:
        """Where a person declared the incident: by then somebody had seen the trouble."""
        mine = (note for note in self.notes if note.kind == Kind.INCIDENT_DECLARED)
        return next((note for note in mine if note.item.actor != MUSTER), None)

    @cached_property
    def detected_by_hand(self) -> datetime | None:
        """When it was detected, as a person corrected it last."""
        fixed = [note.item.entry.data for note in self.notes if note.kind == Kind.TIME_SET]
        found = [data["at"] for data in fixed if data.get("which") == "detected"]
        return datetime.fromisoformat(found[-1]) if found else None

    @cached_property
    def symptom(self) -> Note | None:
        """The first entry that tells of trouble; where none does, the declaration."""
        return next((note for note in self.timed if note.is_trouble), self.declared)

    @cached_property
    def detected(self) -> Note | None:
        """The first alert, report, or entry that shows that somebody saw the trouble.

        A scribe's line that tells of trouble alone does not: it may have been found out
        later. Where nothing better is in the log, it has to do. Where a person corrected
        the moment, it is the first entry that tells of trouble from then on.
        """
        if (by_hand := self.detected_by_hand) is not None:
            return next((n for n in self.timed if n.is_trouble and n.at >= by_hand), None)
        heard = [note for note in (self.alert, self.report, self.declared) if note]
        seen = next((note for note in self.timed if _saw(note)), None)
        if heard:
            return min([*heard, *([seen] if seen else [])], key=_order)
        told_later = self.symptom is not None and Signal.CHANGE in self.symptom.tells
        return (seen or self.symptom) if told_later else self.symptom

    @cached_property
    def detection(self) -> Note | None:
        """The entry of the detection, where times may be counted from it.

        A moment that a person corrected is no entry's own time, so nothing counts from it.
        """
        found, by_hand = self.detected, self.detected_by_hand
        if found is None or by_hand is None:
            return found
        return found if found.at - by_hand < timedelta(minutes=1) else None

    @cached_property
    def engaged(self) -> Note | None:
        """From where on a deed is an attempt to end it: the detection.

        Where a person moved that, it is the first trouble told: people were at work by then.
        """
        if self.detected_by_hand is None:
            return self.detected
        found = [note for note in (self.detected, self.symptom) if note]
        return min(found, key=_order, default=None)

    @cached_property
    def first(self) -> Note | None:
        """Where the record begins."""
        return min(self.timed, key=_order, default=None)

    @cached_property
    def change(self) -> Note | None:
        """The first change that the log tells of, up to the first trouble."""
        signs = [note for note in (self.symptom, self.detected) if note]
        sign = min(signs, key=_order, default=None)
        for note in self.timed:
            if sign and _order(note) > _order(sign):
                return None
            if Signal.CHANGE in note.tells and not _reports(note):
                return note
        return None

    @cached_property
    def began(self) -> Note | None:
        """The change or the trouble that the record begins with."""
        found = [note for note in (self.change, self.symptom, self.detected) if note]
        return min(found, key=_order, default=self.first)

    @cached_property
    def acknowledged(self) -> Note | None:
        """The first entry from the detection on by which somebody took the trouble up.

        By what they said ("ack", "on it", "looking", "starts investigating"), by an alert
        acknowledged, or by taking the command. What merely comes first after the alert is
        no acknowledgement. Where it was declared before it was felt, the command may have
        been taken before, too.
        """
        known = [note for note in (self.detected, self.declared) if note]
        since = min(known, key=_order, default=None)
        if since is None:
            return None
        later = (note for note in self.notes if note.known and _order(note) >= _order(since))
        return next((note for note in later if _takes_up(note)), None)

    @cached_property
    def response(self) -> Note | None:
        """The first entry that shows somebody at work on the trouble: taken up, or a step."""
        since = self.detected
        if since is None:
            return None
        steps = (note for note in self.after(since) if note.known and _is_step(note))
        found = [note for note in (self.acknowledged, next(steps, None)) if note]
        return min(found, key=_order, default=None)

    @cached_property
    def states(self) -> tuple[tuple[Note, bool], ...]:
        """Entries that say how the service stood, in order: failing (False) or working (True)."""
        return tuple((note, up) for note in self.told if (up := note.standing) is not None)

    @cached_property
    def downs(self) -> tuple[Down, ...]:
        """The stretches of failure, as the entries tell them."""
        found: list[Down] = []
        start: Note | None = None
        for note, up in self.states:
            if not up and start is None:
                start = note
            elif up and start is not None:
                found.append(Down(start, note))
                start = None
        if start is not None:
            return (*found, Down(start, None))
        end = self.recovery
        if found and found[-1].end and end and end.at > found[-1].end.at and _ends_trouble(end):
            # What worked was mended again afterwards: it had not been over.
            found[-1] = Down(found[-1].start, end)
        return tuple(found)

    @cached_property
    def last_trouble(self) -> Note | None:
        """The last entry that says that the service, or a remedy, failed."""
        failing = [note for note in self.told if note.standing is False or note.did_not_help]
        return failing[-1] if failing else self.symptom

    @cached_property
    def ups(self) -> tuple[Note, ...]:
        """Entries from the last trouble on that say that it works."""
        last = self.last_trouble
        if last is None:
            return ()
        since = [last, *self.after(last)]
        return tuple(note for note in since if note.standing)

    @cached_property
    def recovery(self) -> Note | None:
        """The entry that ends the fault.

        The first one after the last trouble that says that it works; a later one that
        still fixes something shows that the fault had gone on until then. Where none says
        so, it is the resolution that a person declared after it.
        """
        found = self.ups[0] if self.ups else self._resolved
        for note in self.ups:
            if note.fixes:
                found = note
        return found

    @cached_property
    def _resolved(self) -> Note | None:
        last = self.last_trouble
        ends = [note for note in self.notes if note.kind == Kind.INCIDENT_RESOLVED]
        return ends[-1] if ends and last and _order(ends[-1]) > _order(last) else None

    @cached_property
    def confirmed(self) -> Note | None:
        """The last entry after the recovery that says that it works."""
        later = [
            note for note in self.ups if self.recovery and _order(note) > _order(self.recovery)
        ]
        open_ones = [note for note in later if not note.is_closing]
        return open_ones[-1] if open_ones else None

    @cached_property
    def seen_again(self) -> Note | None:
        """The first report after the recovery: somebody still felt it, or had felt it before."""
        if self.recovery is None:
            return None
        later = (note for note in self.after(self.recovery) if note.known)
        return next((note for note in later if Signal.REPORT in note.tells or note.is_alert), None)

    @cached_property
    def closed(self) -> Note | None:
        """Where somebody declared the incident over."""
        closing = [note for note in self.told if note.is_closing]
        return closing[-1] if closing else None

    @cached_property
    def relief(self) -> Note | None:
        """The first entry after the detection that says that something helped."""
        since = self.detected or self.first
        if since is None:
            return None
        return next(
            (note for note in self.told if _order(note) > _order(since) and note.standing), None
        )

    def after(self, note: Note) -> Iterator[Note]:
        """The told notes that come after one."""
        place = self._places.get(note.id)
        if place is None:
            # A state entry stands beside the told ones, at its time.
            return (one for one in self.told if _order(one) > _order(note))
        return islice(self.told, place + 1, None)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {note.id: place for place, note in enumerate(self.told)}


_NOTICED = re.compile(
    r"\b(?:notic(?:e|es|ed)|reali[sz](?:e|es|ed)|discover(?:s|ed)?|we see|we saw|it is seen|spotted|aware)\b",
    re.IGNORECASE,
)


def story_of(notes: Sequence[Note]) -> Story:
    """The story that the notes tell."""
    return Story(tuple(notes))


def _order(note: Note) -> tuple[datetime, int]:
    return note.at, note.id


def _saw(note: Note) -> bool:
    """Whether somebody saw the trouble that a note tells of, there and then."""
    if not note.is_trouble:
        return False
    if note.sort is Sort.CHAT or note.tells & {Signal.DECIDED, Signal.ACK}:
        return True
    return any(_NOTICED.search(one.text) for one in note.said)


def _takes_up(note: Note) -> bool:
    """Whether somebody took the trouble up by this; an alert's own text does not."""
    if note.sort is Sort.STATE:
        taken = note.kind == Kind.ROLE_ASSIGNED and note.item.entry.data["to"] == note.item.actor
        return taken and note.item.entry.data["role"] == Role.COMMANDER
    if note.sort is Sort.ALERT:
        return bool(note.said) and note.said[0].takes_up
    return any(one.takes_up for one in note.said)


def _is_step(note: Note) -> bool:
    """Whether somebody does, decides or supposes something about the trouble."""
    if note.sort is Sort.ALERT:
        return False
    steps = {Signal.DEED, Signal.DECIDED, Signal.SUSPECT}
    return any(one.tells & steps and not one.by_itself for one in note.said)


def _reports(note: Note) -> bool:
    return bool(note.tells & {Signal.REPORT, Signal.ACK}) or note.is_alert


def _ends_trouble(note: Note) -> bool:
    """Whether a deed is said to have ended a symptom."""
    return note.fixes and any(one.says_up and Signal.SYMPTOM in one.tells for one in note.said)
