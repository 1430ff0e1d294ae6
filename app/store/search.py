"""Searching the log: what was typed, and the entries that the index finds for it.

Every hit is compared with the text at the end, because pairs of characters can lie apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, TextClause, or_, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from app.incident.entry import Entry
from app.store import timeline
from app.store.tables import EntryRow, IncidentRow
from app.store.words import LONGEST, PICTURES, POSTGRES, SQLITE, cut, normal, pairs, words_of

#: Macs and phones write the curly ones by themselves.
_PHRASE = re.compile('["“”„]([^"“”„]+)["“”]')


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for."""

    #: Words that must occur, each as the beginning of a word.
    prefixes: tuple[str, ...]
    #: Pairs of characters that must occur.
    pairs: tuple[str, ...]
    #: Normal text that must occur as it is.
    exact: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for: punctuation alone."""
        return not (self.prefixes or self.pairs)

    def holds(self, text: str) -> bool:
        """Whether a text holds every word, by itself and without the index."""
        words = words_of(text)
        begun = all(any(word.startswith(part) for word in words) for part in self.prefixes)
        return begun and words.issuperset(self.pairs) and self.fits(text)

    def fits(self, text: str) -> bool:
        """Whether a text holds every part that the index cannot vouch for."""
        plain = normal(text)
        return all(part in plain for part in self.exact)


def parse(typed: str) -> Query:
    """What was typed: all of its words; what stands in quotes must occur as it is."""
    plain = normal(typed)
    unspaced, words = cut(plain)
    alone = [run for run in unspaced if len(run) == 1]
    runs = [run for run in unspaced if len(run) > 1]
    exact = [phrase.strip() for phrase in _PHRASE.findall(plain) if phrase.strip()]
    exact += [*runs, *PICTURES.findall(plain), *(word for word in words if len(word) > LONGEST)]
    return Query(
        prefixes=tuple(dict.fromkeys(word[:LONGEST] for word in (*words, *alone))),
        pairs=tuple(dict.fromkeys(pair for run in runs for pair in pairs(run))),
        exact=tuple(exact),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What somebody may look through."""

    workspace: str
    #: Private incidents that they may see; public ones are always seen.
    private: Sequence[int] = ()
    #: One incident only; None: all.
    incident_id: int | None = None


def matching(
    session: Session, query: Query, scope: Scope, *, before: int = 0, limit: int = 100
) -> list[tuple[int, Entry]]:
    """Entries that the index finds, as (incident id, entry), last recorded first.

    `before` is the id of the last one already seen. Not all of them fit: see `Query.fits`.
    """
    entries = EntryRow.__table__
    found, where = _matched(session.connection(), query)
    seen = or_(IncidentRow.private.is_(False), IncidentRow.id.in_(scope.private))
    statement = (
        select(EntryRow.incident_id, *timeline.READ)
        .select_from(found.join(entries, found.c[0] == entries.c.id))
        .join(IncidentRow, IncidentRow.id == EntryRow.incident_id)
        .where(where, EntryRow.workspace_id == scope.workspace, seen)
        .order_by(found.c[0].desc())
        .limit(limit)
    )
    if before:
        statement = statement.where(found.c[0] < before)
    if scope.incident_id is not None:
        statement = statement.where(EntryRow.incident_id == scope.incident_id)
    rows = session.execute(statement)
    return [(row.incident_id, timeline.entry_of(row)) for row in rows]


def _matched(connection: Connection, query: Query) -> tuple[Table, TextClause]:
    """The index, and the condition that a row of it holds every word."""
    if connection.dialect.name == "sqlite":
        words = [f'"{word}"*' for word in query.prefixes] + [f'"{pair}"' for pair in query.pairs]
        return SQLITE, sql("entry_words MATCH :match").bindparams(match=" ".join(words))
    words = [f"'{word}':*" for word in query.prefixes] + [f"'{pair}'" for pair in query.pairs]
    condition = sql("entry_words.words @@ CAST(:match AS tsquery)")
    return POSTGRES, condition.bindparams(match=" & ".join(words))
