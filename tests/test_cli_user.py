"""Readers and editors from the command line: what is printed, what is refused, and what holds on the web afterwards."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportedly import Desk
from reportedly.cli import app
from reportedly.cli import user as user_verbs
from reportedly.store import readers
from reportedly.store.database import open_engine, reading, writing

PASSWORD, OTHER = "the quiet river", "the loud river"
EMAIL = "amina@example.org"

Run = Callable[..., Result]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An empty desk."""
    path = tmp_path / "desk.db"
    Desk(path).close()
    return path


@pytest.fixture
def user(desk: Path) -> Run:
    """Runs reportedly user on that desk."""
    assert user_verbs.users in [group.typer_instance for group in app.registered_groups]

    def run(*arguments: str, stdin: str = "") -> Result:
        return CliRunner().invoke(app, ["user", arguments[0], "--desk", str(desk), *arguments[1:]], input=stdin)

    return run


def add(user: Run, name: str = "Amina Diallo", email: str = EMAIL, *more: str) -> Result:
    return user("add", name, "--email", email, "--password-stdin", *more, stdin=f"{PASSWORD}\n")


def known(desk: Path) -> readers.Known:
    engine = open_engine(str(desk))
    with reading(engine) as connection:
        (found,) = readers.everyone(connection)
    engine.dispose()
    return found


def session(desk: Path, secret: str = "") -> str:
    """The name of whose session it is, "" for nobody's; without a secret a new one of the first reader, and its secret."""
    engine = open_engine(str(desk))
    with writing(engine) as connection:
        if not secret:
            return readers.begin(connection, 1)
        found = readers.session(connection, secret)
    engine.dispose()
    return found.name if found else ""


def test_an_editor_is_added_and_signs_in_with_that_password(user: Run, desk: Path) -> None:
    result = add(user, "Amina Diallo", " Amina@Example.org", "--editor")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "reportedly: Amina Diallo is an editor now\n")
    found = known(desk)
    assert (found.name, found.email, found.role) == ("Amina Diallo", EMAIL, "editor")
    assert readers.is_right(found.password, PASSWORD)


def test_who_is_not_made_an_editor_is_a_reader(user: Run, desk: Path) -> None:
    assert add(user).stderr == "reportedly: Amina Diallo is a reader now\n"
    assert known(desk).role == "reader"


def test_a_password_of_standard_input_is_one_line_as_it_stands(user: Run, desk: Path) -> None:
    user("add", "Amina", "--email", EMAIL, "--password-stdin", stdin="  two words and a space \r\nmore\n")
    assert readers.is_right(known(desk).password, "  two words and a space ")


@pytest.mark.parametrize(("arguments", "stdin", "told"), [
    (("add", "A", "--email", "a@b"), PASSWORD, "A name has 2 to 40 characters."),
    (("add", "amina-diallo", "--email", "a@b"), PASSWORD, "Another reader has this name, or one that looks like it."),
    (("add", "Awa", "--email", "awa"), PASSWORD, "An e-mail looks like name@example.org."),
    (("add", "Awa", "--email", EMAIL), PASSWORD, readers.EMAIL_TAKEN),
    (("add", "Awa", "--email", "a@b"), "", "A password has 10 to 500 characters."),
    (("password", "Amina Diallo"), "Amina Diallo", "The password is your name or your e-mail: others would try that first."),
    (("password", "Awa"), PASSWORD, "no reader is named 'Awa'")])
def test_what_is_refused_takes_one_line_and_changes_nothing(
    user: Run, desk: Path, arguments: tuple[str, ...], stdin: str, told: str,
) -> None:
    add(user)
    before = known(desk)
    result = user(*arguments, "--password-stdin", stdin=f"{stdin}\n")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"reportedly: {told}\n")
    assert known(desk) == before


@pytest.mark.parametrize(("arguments", "told"), [
    (("block", "Awa", "--because", "spam"), "no reader is named 'Awa'"), (("unblock", "Awa"), "no reader is named 'Awa'"),
    (("role", "Awa", "editor"), "no reader is named 'Awa'"),
    (("role", "Amina Diallo", "king"), "a role is reader or editor, not 'king'"),
    (("password", "Amina Diallo"), "no terminal to ask for the password: --password-stdin reads it from standard input")])
def test_what_cannot_be_takes_one_line(user: Run, arguments: tuple[str, ...], told: str) -> None:
    add(user)
    result = user(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"reportedly: {told}\n")


def test_a_desk_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    result = CliRunner().invoke(app, ["user", "list", "--desk", str(path)])
    assert result.exit_code == 2
    assert result.stderr == f"reportedly: {path}: no desk there; reportedly add makes one\n"
    assert not path.exists()


def test_readers_are_listed_under_each_other(user: Run) -> None:
    assert user("list").stdout == "No reader\n"
    add(user, "Amina Diallo", EMAIL, "--editor")
    add(user, "李明", "li@example.org")
    user("block", "李明", "--because", "spam \x1b[2J")
    header, first, second = user("list").stdout.splitlines()
    day = known_day(first)
    assert header == "name          role    since       e-mail"
    assert first == f"Amina Diallo  editor  {day}  amina@example.org"
    assert second == f"李明          reader  {day}  li@example.org     blocked: spam \\x1b[2J"


def known_day(line: str) -> str:
    return line.split()[3]


def test_who_is_blocked_is_signed_out_until_unblocked(user: Run, desk: Path) -> None:
    add(user)
    secret = session(desk)
    assert session(desk, secret) == "Amina Diallo"
    assert user("block", "AMINA DIALLO", "--because", "spam").exit_code == 0
    assert known(desk).blocked == "spam"
    assert session(desk, secret) == ""
    assert user("unblock", "amina-diallo").exit_code == 0
    assert known(desk).blocked is None


def test_a_role_is_given_and_taken(user: Run, desk: Path) -> None:
    add(user)
    for role in ("editor", "reader"):
        assert user("role", "amina diallo", role).exit_code == 0
        assert known(desk).role == role


def test_a_new_password_ends_the_sessions(user: Run, desk: Path) -> None:
    add(user)
    secret = session(desk)
    assert user("password", "Amina Diallo", "--password-stdin", stdin=f"{OTHER}\n").exit_code == 0
    assert readers.is_right(known(desk).password, OTHER)
    assert session(desk, secret) == ""


@pytest.mark.parametrize(("second", "code"), [(PASSWORD, 0), (OTHER, 2)])
def test_at_a_terminal_a_password_is_asked_for_twice_and_not_shown(desk: Path, second: str, code: int) -> None:
    words = ["user", "add", "Amina", "--email", EMAIL, "--desk", str(desk)]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-c", "from reportedly.cli import main, user; main()", *words])
    shown = b""
    for question, answer in ((b"Password: ", PASSWORD), (b"Once more: ", second)):
        while question not in shown:
            shown += os.read(terminal, 1024)
        os.write(terminal, f"{answer}\n".encode())
    try:
        while more := os.read(terminal, 1024):
            shown += more
    except OSError:
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == code
    os.close(terminal)
    assert b"river" not in shown
    if code:
        assert b"two different passwords" in shown
    else:
        assert readers.is_right(known(desk).password, PASSWORD)
