"""The reading view: what the log says now, one item for each thing that happened.

The log keeps every edit, deletion and reaction as an entry of its own. Here they are
folded onto the message they are about: its latest text, that and when it changed, the
tombstone of a deleted one, the reactions that stand, and what it is marked as.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from app.incident.entry import Entry
from app.incident.kinds import NOTE_KINDS, Kind

#: Entries that are folded onto another one, or only concern the log itself.
FOLDED = frozenset(
    {
        Kind.MESSAGE_EDITED,
        Kind.MESSAGE_DELETED,
        Kind.MESSAGE_ORIGINAL,
        Kind.REACTION_ADDED,
        Kind.REACTION_REMOVED,
        Kind.MARK_ADDED,
        Kind.MARK_REMOVED,
        Kind.SOURCE_LINKED,
    }
)
_WORD_OF_KIND = {kind.value: word for word, kind in NOTE_KINDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that happened, as a reader sees it."""

    #: The entry it is cited by.
    entry: Entry
    #: The latest text; empty for what was deleted or redacted.
    text: str
    edited_at: datetime | None = None
    edited_by: str = ""
    deleted_at: datetime | None = None
    redacted_by: str = ""
    #: Words of NOTE_KINDS that it counts as, and who marked it so.
    words: Mapping[str, str] = field(default_factory=dict)
    #: Emoji name to the people whose reaction stands.
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Every entry folded into it, in order: its history.
    history: tuple[Entry, ...] = ()

    @property
    def at(self) -> datetime:
        """When it happened, UTC."""
        return self.entry.occurred_at

    @property
    def actor(self) -> str:
        """Who did it."""
        return self.entry.actor

    @property
    def is_message(self) -> bool:
        """Whether somebody posted it."""
        return self.entry.kind in {Kind.MESSAGE_POSTED, Kind.MESSAGE_EDITED, Kind.ALERT_RECEIVED}


def read(entries: Iterable[Entry], marks: Mapping[str, str]) -> list[Item]:
    """Items in the order in which they happened.

    `entries` come in any order; `marks` is the policy's emoji -> word.
    """
    items: dict[tuple[str, str], Item] = {}
    about: dict[tuple[str, str], list[Entry]] = {}
    links: dict[int, str] = {}
    redacted: dict[int, str] = {}
    single: list[Item] = []
    for entry in sorted(entries, key=lambda one: (one.occurred_at, one.id)):
        place = (entry.channel, entry.message_ts)
        if entry.kind == Kind.SOURCE_LINKED:
            links[entry.data["entry"]] = entry.data["url"]
        elif entry.kind == Kind.ENTRY_REDACTED:
            redacted[entry.id] = entry.actor
            single.append(_single(entry))
        elif entry.kind in FOLDED:
            about.setdefault(place, []).append(entry)
        elif entry.kind == Kind.MESSAGE_POSTED and entry.message_ts:
            items.setdefault(place, Item(entry=entry, text=entry.text, history=(entry,)))
        else:
            single.append(_single(entry))
    messages = [
        _folded(items.get(place), about.get(place, []), marks) for place in {**items, **about}
    ]
    found = [_dressed(item, links, redacted) for item in [*single, *filter(None, messages)]]
    return sorted(found, key=lambda item: (item.at, item.entry.id))


def ts_time(ts: str) -> datetime:
    """The moment that a Slack ts (`1700000000.000100`) names, UTC, to the microsecond."""
    seconds, _, fraction = ts.partition(".")
    micros = int((fraction + "000000")[:6])
    return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=micros)


def _single(entry: Entry) -> Item:
    word = _WORD_OF_KIND.get(entry.kind)
    return Item(
        entry=entry, text=entry.text, words={word: entry.actor} if word else {}, history=(entry,)
    )


def _folded(item: Item | None, about: list[Entry], marks: Mapping[str, str]) -> Item | None:
    """A message with everything that was recorded about it."""
    edits = [entry for entry in about if entry.kind == Kind.MESSAGE_EDITED]
    if item is None:
        # The posting itself is not in the log (yet): its first edit stands for it.
        if not edits:
            return None
        stand_in = replace(edits[0], occurred_at=ts_time(edits[0].message_ts))
        item = Item(entry=stand_in, text=edits[0].text)
    said = item.entry.data.get("digest")
    for entry in about:
        if entry.data.get("uncompared") and entry.data.get("digest") == said:
            # It came before what it would have been compared with, and changed nothing.
            continue
        item = _FOLD[Kind(entry.kind)](item, entry)
        if entry.kind == Kind.MESSAGE_EDITED:
            said = entry.data.get("digest")
    marked = {
        marks[emoji]: people[0]
        for emoji, people in item.reactions.items()
        if emoji in marks and people
    }
    history = tuple({entry.id: entry for entry in (*item.history, *about)}.values())
    return replace(item, words={**marked, **item.words}, history=history)


def _edited(item: Item, entry: Entry) -> Item:
    if item.deleted_at:
        return item
    return replace(item, text=entry.text, edited_at=entry.occurred_at, edited_by=entry.actor)


def _original(item: Item, entry: Entry) -> Item:
    """The first text of a message that was first seen edited: changed when it was seen.

    The edit itself says better when, if the log holds it.
    """
    del entry
    return replace(item, edited_at=item.entry.recorded_at, edited_by=item.actor)


def _deleted(item: Item, entry: Entry) -> Item:
    return replace(item, text="", deleted_at=entry.occurred_at)


def _reacted(item: Item, entry: Entry) -> Item:
    emoji = str(entry.data["reaction"])
    people = [person for person in item.reactions.get(emoji, ()) if person != entry.actor]
    if entry.kind == Kind.REACTION_ADDED:
        people.append(entry.actor)
    others = {name: who for name, who in item.reactions.items() if name != emoji}
    return replace(item, reactions={**others, emoji: tuple(people)} if people else others)


def _marked(item: Item, entry: Entry) -> Item:
    word = str(entry.data["word"])
    others = {name: who for name, who in item.words.items() if name != word}
    if entry.kind == Kind.MARK_ADDED:
        others[word] = entry.actor
    return replace(item, words=others)


_FOLD = {
    Kind.MESSAGE_EDITED: _edited,
    Kind.MESSAGE_DELETED: _deleted,
    Kind.MESSAGE_ORIGINAL: _original,
    Kind.REACTION_ADDED: _reacted,
    Kind.REACTION_REMOVED: _reacted,
    Kind.MARK_ADDED: _marked,
    Kind.MARK_REMOVED: _marked,
}


def _dressed(item: Item, links: Mapping[int, str], redacted: Mapping[int, str]) -> Item:
    """With the link that Slack answered later, and what was redacted named so."""
    entry = item.entry
    if entry.id in links:
        item = replace(item, entry=replace(entry, source_url=links[entry.id]))
    redactions = [one.data.get("redacted") for one in (item.entry, *item.history)]
    who = next((redacted[one] for one in redactions if one is not None and one in redacted), "")
    return replace(item, redacted_by=who) if who else item
