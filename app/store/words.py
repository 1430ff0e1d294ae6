"""The words that entries are found by, the same on both databases.

Text is cut into words here, not by the databases: SQLite and PostgreSQL differ in what a
word is, and neither finds a part of a Japanese sentence. Scripts that write no spaces are
indexed as pairs of neighbouring characters, so any part of two or more is found; a part
of one is found as the beginning of a pair. Each emoji is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import add

from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, Table, Text, delete
from sqlalchemy import text as sql

from app.store.bulk import insert_rows

#: Longer runs without a space are no words: hashes, tokens, base64.
LONGEST = 64
#: PostgreSQL takes less than a mebibyte of words for one text, and refuses the whole row beyond.
_MOST_BYTES = 1_000_000
_BYTES_A_SIGN = 4
#: Han, kana, bopomofo, Thai, Lao, Tibetan, Myanmar, Khmer: written without spaces.
_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
#: Signs that Japanese texts are full of and NFKC writes otherwise, and how it writes them.
_NARROW = {
    sign: unicodedata.normalize("NFKC", sign)
    for sign in ("\u2026", "\u3000", *map(chr, range(0xFF01, 0xFF5F)))
}
_WIDE = re.compile(f"[{''.join(_NARROW)}]")
#: On letters, with the points of Hebrew and Arabic, which few people type, and the signs that
#: choose how an emoji is drawn.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\ufe0e\ufe0f]"
)
#: Where letters with accents are, and accents alone: Latin, Greek, Cyrillic, and their like.
#: Not among it: kana, Han and Hangul, whose texts are spared two passes.
_ACCENTED = re.compile("[\u00c0-\u1fff\u219a-\u22ed\u2adc\ufe0e\ufe0f]")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_EMOJI = "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff]"
#: Several emoji that are one, or stand together: a family, a flag, a hand and its colour.
PICTURES = re.compile(f"{_EMOJI}(?:\u200d?{_EMOJI})+")


def normal(text: str) -> str:
    """Text as it is compared: no case, no accents on letters, no compatibility forms."""
    if text.isascii():
        return text.lower()
    # With these gone first, most Japanese texts are normal, which is seen quickly.
    plain = _WIDE.sub(lambda found: _NARROW[found[0]], text)
    folded = unicodedata.normalize("NFKC", plain).casefold()
    if _ACCENTED.search(folded):
        folded = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    return unicodedata.normalize("NFC", folded)


def cut(plain: str) -> tuple[list[str], list[str]]:
    """A normal text's runs of unspaced scripts, and its words of any other."""
    if plain.isascii():
        return [], _ASCII_WORD.findall(plain)
    run, word = _patterns()
    parts = run.split(plain)
    return parts[1::2], word.findall(" ".join(parts[::2]))


@lru_cache(1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An unspaced run; a word: letters, digits, their marks, or one emoji."""
    # Python's `\w` has no combining marks, without which a Thai or Hindi word is in pieces.
    # Beyond the first plane a character class is slow, and marks there are rare.
    signs = (chr(code) for code in range(0x300, 0x10000))
    marks = "".join(sign for sign in signs if unicodedata.category(sign).startswith("M"))
    run = re.compile(f"([{_UNSPACED}][{_UNSPACED}{marks}]*)")
    return run, re.compile(f"(?:[^\\W_]+|[{marks}])+|{_EMOJI}")


def words_of(text: str) -> set[str]:
    """What a text is found by: its words, and the pairs of its unspaced runs."""
    unspaced, words = cut(normal(text))
    found = {word[:LONGEST] for word in words}
    for run in unspaced:
        # The last one alone, so that a search for one character finds it there too.
        found.add(run[-1])
        found.update(pairs(run))
    return found


def pairs(run: str) -> Iterable[str]:
    """Each pair of neighbours in a run."""
    return map(add, run, run[1:])


def index(connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Make entries findable: (entry id, text)."""
    rows = [(entry_id, " ".join(words_of(said))) for entry_id, said in texts]
    rows = [row for row in rows if row[1]]
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        named = [{"rowid": entry_id, "words": words} for entry_id, words in rows]
        insert_rows(connection, SQLITE, named)
    else:
        ids, words = [row[0] for row in rows], [_bounded(row[1]) for row in rows]
        connection.exec_driver_sql(_INDEX_POSTGRES, (ids, words))


def _bounded(words: str) -> str:
    """As many words as a tsvector takes; only 150,000 signs of Japanese have more."""
    if len(words) <= _MOST_BYTES // _BYTES_A_SIGN:
        return words
    return words.encode()[:_MOST_BYTES].decode(errors="ignore").rpartition(" ")[0]


def forget(connection: Connection, entry_id: int, said: str) -> None:
    """Take an entry's words out of the index; `said` is the text it was indexed with."""
    if connection.dialect.name != "sqlite":
        gone = delete(POSTGRES).where(POSTGRES.c.entry_id == entry_id)
        connection.execute(gone)
        return
    words = " ".join(words_of(said))
    if words:
        # A table without contents must be told what it held to let go of it.
        connection.execute(_FORGET_SQLITE, {"id": entry_id, "words": words})


def scour(connection: Connection) -> None:
    """Leave no word of what was forgotten in the index itself; for SQLite.

    A forgotten row is only struck out until the index's parts are merged into one.
    """
    if connection.dialect.name == "sqlite":
        connection.execute(sql("INSERT INTO entry_words (entry_words) VALUES ('optimize')"))


def order(connection: Connection) -> None:
    """Sort new words into the index; for PostgreSQL, where somebody else must not wait for it.

    It keeps new words in a heap until that is full, and then lets the one insert that filled
    it sort all of them: a tenth of a second, in which nothing is acknowledged. Only its owner
    may ask for that; where this is somebody else, autovacuum does it.
    """
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(_ORDER_POSTGRES)


#: The index, which is no table of the schema: SQLite's is virtual.
SQLITE = Table("entry_words", MetaData(), Column("rowid", Integer), Column("words", Text))
POSTGRES = Table("entry_words", MetaData(), Column("entry_id", BigInteger), Column("words", Text))
_FORGET_SQLITE = sql(
    "INSERT INTO entry_words (entry_words, rowid, words) VALUES ('delete', :id, :words)"
)
_ORDER_POSTGRES = (
    "SELECT gin_clean_pending_list(oid) FROM pg_class"
    " WHERE oid = to_regclass('entry_words_gin') AND pg_has_role(relowner, 'USAGE')"
)
_INDEX_POSTGRES = (
    "INSERT INTO entry_words (entry_id, words) "
    "SELECT id, array_to_tsvector(string_to_array(words, ' ')) "
    "FROM unnest(%b::bigint[], %b::text[]) AS given (id, words)"
)
