"""The words that incidents are found by: each once, folded, in an index of the database's own.

SQLite: an FTS5 table that triggers keep; PostgreSQL: a GIN index over the words as they are. Both take words by how they
begin, and know nothing of grammar, so that a desk finds the same on either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Integer, TextClause, column, false, text, true

from reportedly.store.schema import incidents

LONGEST = 64
"""Characters of a word that count."""

_WORD = re.compile(r"[^\W_]+")

_SQLITE = (
    "CREATE VIRTUAL TABLE incident_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER incident_words_in AFTER INSERT ON incidents BEGIN "
    "INSERT INTO incident_words(rowid, words) VALUES (new.number, new.words); END",
    "CREATE TRIGGER incident_words_out AFTER DELETE ON incidents BEGIN "
    "INSERT INTO incident_words(incident_words, rowid, words) VALUES ('delete', old.number, old.words); END",
    "CREATE TRIGGER incident_words_new AFTER UPDATE OF number, words ON incidents BEGIN "
    "INSERT INTO incident_words(incident_words, rowid, words) VALUES ('delete', old.number, old.words); "
    "INSERT INTO incident_words(rowid, words) VALUES (new.number, new.words); END")
_VECTOR = "array_to_tsvector(string_to_array(incidents.words, ' '))"
_POSTGRESQL = (f"CREATE INDEX ix_incidents_words ON incidents USING gin ({_VECTOR})",)


def folded(texts: Iterable[str]) -> str:
    """The words of these texts, each once, in small letters without marks: "Ségou's" gives "segou" and "s"."""
    return " ".join(dict.fromkeys(word for some in texts for word in _words(some)))


def _words(value: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", value.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return [word[:LONGEST] for word in _WORD.findall(plain)]


def index(dialect: str) -> list[TextClause]:
    """What makes the index of words in a database; ``dialect`` as for :func:`having`."""
    return [text(statement.replace(":", r"\:")) for statement in (_POSTGRESQL if dialect == "postgresql" else _SQLITE)]


def having(asked: str, dialect: str) -> ColumnElement[bool]:
    """The condition that an incident has all of these words, or words that begin so; true where none is given.

    ``dialect`` is the name of the database's: sqlite or postgresql.
    """
    if not asked.strip():
        return true()
    words = list(dict.fromkeys(_words(asked)))
    if not words:
        return false()
    if dialect == "postgresql":
        return text(f"{_VECTOR} @@ CAST(:words AS tsquery)").bindparams(  # type: ignore[return-value]
            words=" & ".join(f"'{word}':*" for word in words))
    found = text("SELECT rowid FROM incident_words WHERE incident_words MATCH :words").bindparams(
        words=" ".join(f'"{word}"*' for word in words))
    return incidents.c.number.in_(found.columns(column("rowid", Integer)))
