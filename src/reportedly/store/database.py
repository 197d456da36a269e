"""Opening a desk's database, and its transactions.

On SQLite a transaction that writes takes the lock when it begins (``BEGIN IMMEDIATE``) and is on the disk when it ends
(``synchronous=FULL``); readers see the state before it (write-ahead log). On PostgreSQL writers wait for each other by an
advisory lock, so that two reports of one incident find each other.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

HEAD = "0002"
"""The revision of the newest migration."""

LOCK = 0x5265706F7274
"""The number of the advisory lock that writers on PostgreSQL take."""

BUSY_SECONDS = 60


class DeskError(Exception):
    """The desk can't be opened, read or written. The message is one line."""


def open_engine(url: str) -> Engine:
    """The engine for a desk, its tables brought up to date.

    ``url`` is an SQLAlchemy URL, or the path of an SQLite file, which is made where it isn't there yet.

    Raises:
        DeskError: it is no desk, a newer one, or can't be opened.
    """
    name = shown(url)
    try:
        engine = engine_of(url)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise DeskError(f"{name}: for PostgreSQL install reportedly[postgresql]; no other databases are known") from None
    except (ArgumentError, ValueError):
        raise DeskError(f"{name}: no file and no database URL like sqlite:///desk.db or postgresql://host/name") from None
    try:
        with told(name):
            _migrate(engine, name)
    except BaseException:
        engine.dispose()
        raise
    return engine


def shown(url: str) -> str:
    """An URL without its password; a path as it is."""
    if "://" not in url:
        return url
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return re.sub(r"(?<=://).*@", "***@", url)
    if "password" in parsed.query:
        parsed = parsed.update_query_dict({"password": "***"})
    return parsed.render_as_string(hide_password=True)


def engine_of(url: str) -> Engine:
    """The engine for a database, be it a desk or not; as :func:`open_engine`, but it looks at nothing."""
    parsed = make_url(url) if "://" in url else URL.create("sqlite", database=url)
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed)
    if parsed.get_backend_name() != "sqlite":
        raise NoSuchModuleError
    if parsed.database and not Path(parsed.database).absolute().parent.is_dir():
        raise DeskError(f"{parsed.database}: no such folder")
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, record: Any) -> None:
    """Transactions are begun by :func:`_begin`, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-64000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("reportedly_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine, url: str) -> None:
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        revision = connection.scalar(text("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else None
    if revision is None and tables:
        raise DeskError(f"{url}: a database, but no desk of Reportedly's")
    if revision is not None and revision > HEAD:
        raise DeskError(f"{url}: made by a newer version of Reportedly ({revision}): update Reportedly to open it")
    if engine.dialect.name == "sqlite":
        _log_ahead(engine, url)
    if revision != HEAD:
        upgrade(engine)


def _log_ahead(engine: Engine, url: str) -> None:
    """Have SQLite keep a write-ahead log. SQLite doesn't wait by itself where another process does the same just now."""
    until = time.monotonic() + BUSY_SECONDS
    with contextlib.closing(engine.raw_connection()) as connection:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode=WAL")
            except sqlite3.Error as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise DeskError(f"{url}: {_line(error)}") from error
                time.sleep(0.01)
            else:
                return


def upgrade(engine: Engine) -> None:
    """Run the migrations that a database lacks, all in one transaction; then the rows of incidents are made anew."""
    from alembic import command
    from alembic.config import Config

    from reportedly.store.rows import derive

    config = Config()
    config.set_main_option("script_location", "reportedly.store:migrations")
    with writing(engine) as connection:
        is_new = not inspect(connection).has_table("incidents")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if not is_new:
            derive(connection)


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; all of it is there afterwards, or nothing."""
    with engine.connect().execution_options(reportedly_writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the desk, however long it takes."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextlib.contextmanager
def told(url: str) -> Iterator[None]:
    """Whatever the database can't do becomes a :class:`DeskError` with one line."""
    try:
        yield
    except DBAPIError as error:
        raise DeskError(f"{url}: {_line(error.orig)}") from error
    except SQLAlchemyError as error:
        raise DeskError(f"{url}: {_line(error)}") from error


def _line(error: object) -> str:
    return str(error).strip().split("\n")[0]


