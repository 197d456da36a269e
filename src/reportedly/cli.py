"""The command line: ``reportedly read FILE...``, ``reportedly schema``."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TextIO

import typer

from reportedly import __version__

if TYPE_CHECKING:
    from reportedly.acquire.files import BadInput
    from reportedly.model import Dossier
    from reportedly.publish.output import Folder

FORMATS = ("terminal", "json", "jsonl", "html", "markdown")
FORMAT_OF_SUFFIX = {".json": "json", ".jsonl": "jsonl", ".html": "html", ".htm": "html", ".md": "markdown"}
_SUFFIX = re.compile(r"\.\w+([:#]\d+)?$")
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
        _fail(": ".join(str(part) for part in (error.filename, error.strerror or error) if part), EXIT_FAILED)


@app.callback(invoke_without_command=True)
def reportedly(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"reportedly {__version__}")
        raise typer.Exit


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(
        metavar="FILE", help="A .txt, .md, .html, .json or .jsonl, a folder of them, or - for standard input.")],
    published: Annotated[str | None, typer.Option(
        metavar="DAY", help=f"When it came out: {MOMENTS}. Relative times count from it.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its headline, where the text doesn't hold it.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address: kept, never opened.")] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="An installed English spaCy pipeline.")] = None,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="How many processes read.")] = 1,
    max_bytes: Annotated[int | None, typer.Option(min=1, metavar="N", help="The longest text that is read.")] = None,
    form: Annotated[str | None, typer.Option(
        "--format", "-f", metavar="FORM", help=f"{', '.join(FORMATS)}. By default as -o ends; a folder: json.")] = None,
    to: Annotated[str | None, typer.Option(
        "--output", "-o", metavar="PATH",
        help="A file, or a folder (OUT/) for one file a report. A folder goes on where it stopped.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Read again what the folder already holds.")] = False,
) -> None:
    """Read reports and show their dossiers.

    The exit code is 0 when every report was read, and 2 when one could not be: it is named at the end, and the others
    are there.
    """
    output = Path(to) if to else None
    _check(files, published, model, output)
    if max_bytes is not None:
        os.environ["REPORTEDLY_MAX_BYTES"] = str(max_bytes)
    given = {"published": published, "outlet": outlet, "title": title, "url": url}
    metadata = {name: value for name, value in given.items() if value is not None}
    several = len(files) > 1 or Path(files[0]).is_dir() or Path(files[0]).suffix.lower() == ".jsonl"
    run = _Run(files, metadata, several, force)
    folder = output is not None and (output.is_dir() or str(to).endswith("/") or (several and not output.suffix))
    form = _format(form, output, folder=folder)
    if form == "html" and several and not folder:
        _usage("--output", "a page holds one report: for several, give a folder")
    try:
        if output is not None and folder:
            run.into_folder(output, form, model, processes)
        else:
            run.onto_stream(output, form, model, processes)
    except KeyboardInterrupt:
        run.tell_bad()
        again = ": the same command goes on from there" if folder else ""
        _fail(f"stopped; {run.written:,} written{again}", EXIT_INTERRUPTED)
    run.tell(output if folder else None)
    if run.bad:
        raise typer.Exit(EXIT_BAD_INPUT)


@app.command()
def schema(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; else standard output.")] = None,
) -> None:
    """Print the JSON Schema of a dossier."""
    from reportedly.model import dossier_schema
    from reportedly.publish.output import whole_file

    with whole_file(output) if output else nullcontext(sys.stdout) as stream:
        stream.write(json.dumps(dossier_schema(), indent=2, ensure_ascii=False) + "\n")


class _Run:
    """One call of ``reportedly read``: its reports, and what became of them."""

    def __init__(self, files: list[str], metadata: dict[str, Any], several: bool, force: bool) -> None:
        self.files = files
        self.metadata = metadata
        self.several = several
        self.force = force
        self.bad: list[str] = []
        self.read = self.written = self.skipped = 0
        self._waiting: deque[tuple[str, Path | None]] = deque()

    def into_folder(self, output: Path, form: str, model: str | None, processes: int) -> None:
        from reportedly.publish.output import Folder, Format

        folder = Folder(output, Format(form))
        for dossier, path in self.dossiers(self.raw(folder), model, processes, bar=True):
            assert path is not None
            folder.add(dossier, path)
            self.written += 1

    def onto_stream(self, output: Path | None, form: str, model: str | None, processes: int) -> None:
        from reportedly.publish.output import Format, Stream, whole_file

        with ExitStack() as stack:
            target: TextIO = stack.enter_context(whole_file(output)) if output else sys.stdout
            width, colour = _screen() if output is None else (80, False)
            stream = Stream(target, Format(form), width=width, colour=colour)
            bar = output is not None or not target.isatty()
            for dossier, _ in self.dossiers(self.raw(), model, processes, bar=bar):
                try:
                    stream.add(dossier)
                except ValueError as error:
                    _fail(str(error), EXIT_BAD_INPUT)
                self.written += 1
            stream.close(several=self.several or self.read > 1)
            if output and not self.written:
                self.tell(None)
                raise typer.Exit(EXIT_BAD_INPUT)

    def raw(self, folder: Folder | None = None) -> Iterator[Mapping[str, Any] | BadInput]:
        """The reports that are to be read, each with its place in the line of those waited for."""
        from reportedly.acquire.files import BadInput, read_path

        for file in self.files:
            for report in read_path(file):
                self.read += 1
                if isinstance(report, BadInput):
                    self._waiting.append(("", None))
                    yield report
                    continue
                origin = str(report.get("origin", file))
                path = folder.path(_name(report, origin, file)) if folder else None
                if path is not None and path.exists() and not self.force:
                    self.skipped += 1
                    continue
                self._waiting.append((origin, path))
                yield {key: value for key, value in report.items() if key != "received"} | self.metadata

    def dossiers(
        self, reports: Iterable[Mapping[str, Any] | BadInput], model: str | None, processes: int, *, bar: bool,
    ) -> Iterator[tuple[Dossier, Path | None]]:
        """The dossiers, each with the file that it belongs in; what can't be read is put down as bad."""
        from reportedly.acquire.files import BadInput

        _prepare()
        from reportedly.pipeline import results

        with _progress(bar and self.several) as advance:
            for result in results(reports, processes=processes, model=model):
                origin, path = self._waiting.popleft()
                if isinstance(result, BadInput):
                    self.bad.append(str(result))
                else:
                    yield result, path
                advance(origin)

    def tell(self, folder: Path | None) -> None:
        """What a user wants to know at the end, on standard error."""
        if folder is not None:
            already = f"; {self.skipped:,} were there already (--force reads them again)" if self.skipped else ""
            _say(f"{self.written:,} written to {folder}{already}")
        self.tell_bad()

    def tell_bad(self) -> None:
        """What could not be read, and why: one line each."""
        for message in self.bad:
            _say(message)
        if self.bad and self.read > 1:
            _say(f"{len(self.bad):,} of {self.read:,} could not be read")


def _name(report: Mapping[str, Any], origin: str, file: str) -> str:
    """What a report's file is called: its id, else where it stands below what was given."""
    if report.get("id"):
        return str(report["id"])
    if file == "-":
        return "report"
    given = Path(file)
    inside = Path(origin).relative_to(given if given.is_dir() else given.parent)
    return _SUFFIX.sub(r"\1", str(inside))


def _check(files: list[str], published: str | None, model: str | None, output: Path | None) -> None:
    if published is not None and not _is_moment(published):
        _usage("--published", f"{published!r} is no day or moment like {MOMENTS}")
    if model is not None and not _is_installed(model):
        _usage("--model", f"no spaCy pipeline named {model!r} is installed")
    if output is not None and output.is_file() and any(output.samefile(file) for file in files if Path(file).exists()):
        _usage("--output", f"{output} is one of the reports to read")


def _is_moment(text: str) -> bool:
    try:
        date.fromisoformat(text)
        return True
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_installed(model: str) -> bool:
    if Path(model).is_dir():
        return True
    try:
        return find_spec(model) is not None
    except (ImportError, ValueError):
        return False


def _format(form: str | None, output: Path | None, *, folder: bool) -> str:
    if form is not None:
        if form not in FORMATS:
            _usage("--format", f"{form!r} is none of {', '.join(FORMATS)}")
        return form
    if folder:
        return "json"
    return FORMAT_OF_SUFFIX.get(output.suffix.lower(), "terminal") if output else "terminal"


def _screen() -> tuple[int, bool]:
    """The width of standard output, and whether it shows colours."""
    from rich.console import Console

    console = Console()
    return console.width, console.color_system is not None and not console.no_color


@contextmanager
def _progress(wanted: bool) -> Iterator[Callable[[str], None]]:
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


def _prepare() -> None:
    """Makes the index of places where it isn't there yet: before spaCy is loaded, so that the two don't share memory."""
    from reportedly import gazetteer

    if gazetteer.is_prepared():
        return
    if sys.stderr.isatty():
        _say("making the index of places, this once; it takes some seconds")
    gazetteer.prepare()


def _say(message: str) -> None:
    from reportedly.publish.words import visible

    print(f"reportedly: {visible(message)}", file=sys.stderr)


def _fail(message: str, code: int) -> NoReturn:
    _say(message)
    raise SystemExit(code)


def _usage(option: str, message: str) -> NoReturn:
    raise typer.BadParameter(message, param_hint=option)
