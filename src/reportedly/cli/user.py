"""The verbs for who may write on the web desk: reportedly user add, list, block, unblock, password, role."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import EXIT_BAD_INPUT, EXIT_INTERRUPTED, app, fail, say
from reportedly.cli.desk import DESK, DeskOption, opened

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from reportedly.store.readers import Known

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The reader's name, however it is written.")]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Read the password from a line of standard input.")]
HEADERS = ("name", "role", "since", "e-mail", "")
GAP = "  "

users = typer.Typer(no_args_is_help=True, help="Readers and editors of the web desk.")
app.add_typer(users, name="user")


@users.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As it stands at what they write.")],
    email: Annotated[str, typer.Option("--email", metavar="E-MAIL", help="To sign in with; shown to nobody.")],
    editor: Annotated[bool, typer.Option("--editor", help="Somebody who decides.")] = False,
    password_stdin: StdinOption = False, desk: DeskOption = DESK,
) -> None:
    """Add a reader, or an editor. Asks for a password."""
    from reportedly.store import readers
    from reportedly.store.database import writing
    from reportedly.store.names import checked_email, checked_name, checked_password

    with _opened(desk) as engine:
        name, email = checked_name(name), checked_email(email)
        stored = readers.hashed(checked_password(_asked(password_stdin), name, email))
        with writing(engine) as connection:
            readers.join(connection, name, email, stored, "editor" if editor else "reader")
    say(f"{name} is {'an editor' if editor else 'a reader'} now")


@users.command("list")
def show_all(desk: DeskOption = DESK) -> None:
    """List all readers: name, role, since when, e-mail, and why they are blocked."""
    from reportedly.store import readers
    from reportedly.store.database import reading

    with _opened(desk) as engine, reading(engine) as connection:
        found = readers.everyone(connection)
    for line in _table(found):
        print(line)


@users.command()
def block(
    name: NameArgument, because: Annotated[str, typer.Option("--because", metavar="REASON", help="Why; they are told.")],
    desk: DeskOption = DESK,
) -> None:
    """Keep a reader from signing in, and end their sessions."""
    from reportedly.publish.words import visible
    from reportedly.store import readers
    from reportedly.store.database import writing

    with _opened(desk) as engine, writing(engine) as connection:
        readers.block(connection, readers.by_name(connection, name).id, visible(because))


@users.command()
def unblock(name: NameArgument, desk: DeskOption = DESK) -> None:
    """Let a reader sign in again."""
    from reportedly.store import readers
    from reportedly.store.database import writing

    with _opened(desk) as engine, writing(engine) as connection:
        readers.unblock(connection, readers.by_name(connection, name).id)


@users.command()
def password(name: NameArgument, password_stdin: StdinOption = False, desk: DeskOption = DESK) -> None:
    """Give a reader a new password, and end their sessions. Asks for it."""
    from reportedly.store import readers
    from reportedly.store.database import reading, writing
    from reportedly.store.names import checked_password

    with _opened(desk) as engine:
        with reading(engine) as connection:
            known = readers.by_name(connection, name)
        stored = readers.hashed(checked_password(_asked(password_stdin), known.name, known.email))
        with writing(engine) as connection:
            readers.set_password(connection, known.id, stored)


@users.command()
def role(
    name: NameArgument, role: Annotated[str, typer.Argument(metavar="ROLE", help="editor or reader.")],
    desk: DeskOption = DESK,
) -> None:
    """Make a reader an editor, or an editor a reader."""
    from reportedly.store import readers
    from reportedly.store.database import writing

    with _opened(desk) as engine, writing(engine) as connection:
        readers.set_role(connection, readers.by_name(connection, name).id, readers.checked_role(role))


@contextmanager
def _opened(desk: str) -> Iterator[Engine]:
    """The database of a desk; what goes wrong takes one line on standard error."""
    from reportedly.store.database import open_engine, shown, told

    with opened(desk):
        engine = open_engine(desk)
        try:
            with told(shown(desk)):
                yield engine
        finally:
            engine.dispose()


def _asked(from_stdin: bool) -> str:
    """A password: a line of standard input, or what was typed twice at the terminal."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        fail("no terminal to ask for the password: --password-stdin reads it from standard input", EXIT_BAD_INPUT)
    try:
        first, second = getpass.getpass("Password: "), getpass.getpass("Once more: ")
    except (EOFError, KeyboardInterrupt):
        fail("no password, nothing done", EXIT_INTERRUPTED)
    if first != second:
        fail("these were two different passwords; nothing done", EXIT_BAD_INPUT)
    return first


def _table(found: Iterable[Known]) -> Iterator[str]:
    """A header, then a line a reader."""
    from rich.cells import cell_len

    from reportedly.publish.words import visible

    rows = [tuple(visible(cell) for cell in _cells(known)) for known in found]
    if not rows:
        yield "No reader"
        return
    widths = [max(map(cell_len, column)) for column in zip(HEADERS, *rows, strict=True)]
    for row in (HEADERS, *rows):
        yield GAP.join(cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cells(known: Known) -> tuple[str, ...]:
    state = "" if known.blocked is None else f"blocked: {known.blocked}"
    return known.name, known.role, known.since[:10], known.email, state
