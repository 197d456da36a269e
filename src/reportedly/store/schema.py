"""The tables of the desk. ``documents``, ``incidents``, ``accounts``, ``statements``, ``figures``, ``parties`` and ``places``
are for whoever opens the file with another tool; the others are how the desk works, and what its readers on the web wrote.
Migrations make them; keep both alike.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData(naming_convention={
    "ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"})

receipts = Table(
    "receipts", metadata,
    Column("id", Text, primary_key=True, comment="SHA-256 of the bytes as received, in hexadecimal"),
    Column("number", Integer, nullable=False, unique=True, comment="the order of arrival"),
    Column("received", Text, nullable=False, comment="ISO 8601, UTC"),
    Column("origin", Text, comment="the file, with the line, or where else it came from"),
    Column("form", Text, nullable=False, comment="text, html or json"),
    Column("given", Text, nullable=False, comment="metadata given with it, as JSON"),
    Column("size", Integer, nullable=False, comment="bytes as received"),
    Column("content", LargeBinary, nullable=False, comment="the bytes, compressed with zlib"),
    Column("problem", Text, comment="why it could not be read; null: it was, or its turn has not come"),
    Column("edition", Integer, nullable=False, comment="of the reading that is stored; 0: not read yet"),
    Index(None, "edition"),
)

documents = Table(
    "documents", metadata,
    Column("id", Text, ForeignKey("receipts.id"), primary_key=True),
    Column("outlet", Text), Column("title", Text), Column("url", Text), Column("published", Text), Column("language", Text),
    Column("version", Integer, nullable=False, comment="of the reports at one address, from 1"),
    Column("current", Boolean, nullable=False, comment="whether it is the newest version"),
    Column("changes", Text, nullable=False, comment="what its figures changed against the version before, as a JSON array"),
    Column("text", Text, nullable=False),
    Column("dossier", LargeBinary, nullable=False, comment="the dossier as JSON, compressed with zlib"),
    Column("shingles", LargeBinary, nullable=False, comment="shingles of the text: sorted 32-bit hashes, little endian"),
    Index(None, "url"),
)

bands = Table(
    "bands", metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False), Column("document", Text, primary_key=True),
    Index(None, "document"), sqlite_with_rowid=False,
)

copies = Table(
    "copies", metadata,
    Column("one", Text, primary_key=True), Column("other", Text, primary_key=True),
    Column("containment", Float, nullable=False), Index(None, "other"),
)

tellings = Table(
    "tellings", metadata,
    Column("key", Text, primary_key=True), Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("start", Integer, nullable=False), Column("whole", Boolean, nullable=False),
    Column("incident", Text), Column("profile", Text, nullable=False), Column("content", Text, nullable=False),
    Index(None, "document"), Index(None, "incident"),
)

blocks = Table(
    "blocks", metadata,
    Column("block", Text, primary_key=True), Column("telling", Text, primary_key=True), Index(None, "telling"),
    sqlite_with_rowid=False,
)

links = Table(
    "links", metadata,
    Column("one", Text, primary_key=True), Column("other", Text, primary_key=True), Column("score", Float, nullable=False),
    Index(None, "other"),
)

incidents = Table(
    "incidents", metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, comment="of its entry in the index of words"),
    Column("change", BigInteger, nullable=False, comment="the number of the change that wrote it"),
    Column("news", Text, nullable=False, comment="when its newest report was published, else received; ISO 8601, UTC"),
    Column("hidden", Boolean, nullable=False, comment="whether an editor withholds it from the web"),
    Column("type", Text, nullable=False), Column("earliest", Text), Column("latest", Text),
    Column("country", Text), Column("admin1", Text), Column("place", Text), Column("precision", Text),
    Column("latitude", Float), Column("longitude", Float),
    Column("killed_low", BigInteger), Column("killed_best", BigInteger), Column("killed_high", BigInteger),
    Column("injured_low", BigInteger), Column("injured_best", BigInteger), Column("injured_high", BigInteger),
    Column("grade", Text, nullable=False), Column("contested", Boolean, nullable=False),
    Column("reports", Integer, nullable=False), Column("origins", Integer, nullable=False),
    Column("parties", Text, nullable=False, comment="names of those who did it, were hit or speak, in lower case, a line each"),
    Column("words", Text, nullable=False, comment="what --text searches: each word once, folded, with spaces between"),
    Column("content", Text, nullable=False, comment="the incident as JSON"),
    Index(None, "earliest", "id"), Index(None, "country", "earliest"), Index(None, "type"), Index(None, "grade"),
    Index(None, "number", unique=True), Index(None, "change"),
)

voices = Table(
    "voices", metadata,
    Column("incident", Text, primary_key=True), Column("key", Text, primary_key=True, comment="the name in lower case"),
    Column("kind", Text, primary_key=True), Column("name", Text, nullable=False),
    Column("reports", Integer, nullable=False), Column("alone", Boolean, nullable=False),
    Column("corroborated", Boolean, nullable=False), Column("contradicted", Boolean, nullable=False),
    Index(None, "key", "kind"),
)

accounts = Table(
    "accounts", metadata,
    Column("incident", Text, primary_key=True), Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False), Column("origin", Text, nullable=False), Column("origin_name", Text, nullable=False),
    Column("origin_kind", Text, nullable=False), Column("independent", Boolean, nullable=False),
    Column("source", Text, nullable=False, comment="origin ← … ← outlet"), Column("published", Text),
    Index(None, "document"), Index(None, "origin_name"),
)

statements = Table(
    "statements", metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True), Column("id", Text, primary_key=True),
    Column("act", Text, nullable=False), Column("form", Text, nullable=False), Column("certainty", Text, nullable=False),
    Column("source", Text, nullable=False), Column("words", Text, nullable=False),
    Column("start", Integer, nullable=False), Column("end", Integer, nullable=False), Index(None, "act"),
)

figures = Table(
    "figures", metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True), Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False), Column("low", BigInteger, nullable=False), Column("high", BigInteger),
    Column("who", Text), Column("status", Text, nullable=False), Column("scope", Text, nullable=False),
    Column("source", Text, nullable=False), Column("words", Text, nullable=False),
    Column("start", Integer, nullable=False), Column("end", Integer, nullable=False),
    Column("telling", Text, comment="leads to the incident through the tellings"), Index(None, "telling"),
)

parties = Table(
    "parties", metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True), Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False), Column("kind", Text, nullable=False), Column("country", Text),
    Column("role", Text), Index(None, "name"),
)

places = Table(
    "places", metadata,
    Column("document", Text, ForeignKey("documents.id"), primary_key=True), Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False), Column("country", Text), Column("admin1", Text),
    Column("latitude", Float), Column("longitude", Float), Column("geoname_id", Integer),
    Column("precision", Text, nullable=False), Index(None, "name"),
)

decisions = Table(
    "decisions", metadata,
    Column("number", Integer, primary_key=True), Column("at", Text, nullable=False), Column("who", Text, nullable=False),
    Column("verb", Text, nullable=False), Column("incident", Text, nullable=False), Column("because", Text),
    Column("details", Text, nullable=False, comment="as JSON"),
)

anchors = Table(
    "anchors", metadata,
    Column("number", Integer, ForeignKey("decisions.number"), primary_key=True),
    Column("document", Text, primary_key=True), Column("start", Integer, primary_key=True),
    Column("side", Integer, primary_key=True, comment="0: what was decided on; 1: what was taken out of it"),
    Index(None, "document"),
)

settings = Table("settings", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

readers = Table(
    "readers", metadata,
    Column("id", Integer, primary_key=True), Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True, comment="the name, folded: no two readers look alike"),
    Column("email", Text, nullable=False, unique=True, comment="in lower case"),
    Column("password", Text, nullable=False, comment="Argon2id, with its parameters"),
    Column("role", Text, nullable=False, comment="reader or editor"),
    Column("since", Text, nullable=False, comment="ISO 8601, UTC"),
    Column("trusted", Boolean, nullable=False, comment="whether an editor has let a comment of theirs stand"),
    Column("blocked", Text, comment="why they can't sign in; null: they can"),
    Column("feed", Text, nullable=False, unique=True, comment="the secret in the address of their own feed"),
)

sessions = Table(
    "sessions", metadata,
    Column("key", Text, primary_key=True, comment="SHA-256 of the secret in the cookie, in hexadecimal"),
    Column("reader", Integer, ForeignKey("readers.id"), nullable=False), Column("begun", Text, nullable=False),
    Column("ends", Text, nullable=False), Index(None, "reader"),
)

comments = Table(
    "comments", metadata,
    Column("id", Integer, primary_key=True),
    Column("telling", Text, nullable=False, comment="the id of the incident it was made on; leads on through the tellings"),
    Column("account", Text, comment="sources of the account that it is on, as accounts.source; null: on the whole incident"),
    Column("parent", Integer, ForeignKey("comments.id"), comment="what it answers"),
    Column("reader", Integer, ForeignKey("readers.id"), nullable=False),
    Column("at", Text, nullable=False, comment="ISO 8601, UTC"), Column("text", Text, nullable=False),
    Column("proposal", Text, comment="the correction that it proposes: fields and values, as JSON"),
    Column("state", Text, nullable=False, comment="waiting, shown or refused"),
    Column("taken", Integer, ForeignKey("decisions.number"), comment="the correction that was made of its proposal"),
    Index(None, "telling"), Index(None, "parent"), Index(None, "reader"), Index(None, "state", "at"),
)

follows = Table(
    "follows", metadata,
    Column("reader", Integer, ForeignKey("readers.id"), primary_key=True),
    Column("kind", Text, primary_key=True, comment="reader, incident or party"),
    Column("target", Text, primary_key=True, comment="the reader's id, the incident's, or the party's name, folded"),
    Column("name", Text, nullable=False, comment="of the target, as it is shown"),
    Column("since", Text, nullable=False, comment="ISO 8601, UTC"), Index(None, "kind", "target"),
)
