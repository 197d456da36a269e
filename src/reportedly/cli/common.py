"""What all verbs of the command line have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from reportedly import __version__

MOMENTS = "2024-05-14, or 2024-05-14T18:40+01:00"
EXIT_FAILED, EXIT_BAD_INPUT, EXIT_INTERRUPTED = 1, 2, 130

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news reports on violent incidents: what is said to have happened, who says so, and in which words.")


def main() -> None:
    """Run the command line; whatever goes wrong outside the program takes one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except OSError as error:
        fail(": ".join(str(part) for part in (error.filename, error.strerror or error) if part), EXIT_FAILED)


@app.callback(invoke_without_command=True)
def reportedly(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"reportedly {__version__}")
        raise typer.Exit


def is_moment(text: str) -> bool:
    try:
        date.fromisoformat(text)
        return True
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def is_installed(model: str) -> bool:
    if Path(model).is_dir():
        return True
    try:
        return find_spec(model) is not None
    except (ImportError, ValueError):
        return False


def screen() -> tuple[int, bool]:
    """The width of standard output, and whether it shows colours."""
    from rich.console import Console

    console = Console()
    return console.width, console.color_system is not None and not console.no_color


@contextmanager
def progress(wanted: bool) -> Iterator[Callable[[str], None]]:
    """A count of the reports read, on standard error if that is a terminal: call it with the origin of each."""
    if not wanted or not sys.stderr.isatty():
        yield lambda origin: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), MofNCompleteColumn(), TextColumn("reports"), TimeElapsedColumn(),
               TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda origin: bar.update(task, advance=1, description=origin)


def prepare() -> None:
    """Makes the index of places where it isn't there yet: before spaCy is loaded, so that the two don't share memory."""
    from reportedly import gazetteer

    if gazetteer.is_prepared():
        return
    if sys.stderr.isatty():
        say("making the index of places, this once; it takes some seconds")
    gazetteer.prepare()


def say(message: str) -> None:
    from reportedly.publish.words import visible

    print(f"reportedly: {visible(message)}", file=sys.stderr)


def fail(message: str, code: int) -> NoReturn:
    say(message)
    raise SystemExit(code)


def usage(option: str, message: str) -> NoReturn:
    raise typer.BadParameter(message, param_hint=option)
