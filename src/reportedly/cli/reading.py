"""``reportedly read FILE...`` and ``reportedly schema``: one report at a time."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from reportedly.cli.common import (
    EXIT_BAD_INPUT,
    EXIT_INTERRUPTED,
    MOMENTS,
    app,
    fail,
    is_installed,
    is_moment,
    prepare,
    progress,
    say,
    screen,
    usage,
)

if TYPE_CHECKING:
    from reportedly.acquire.files import BadInput
    from reportedly.model import Dossier
    from reportedly.publish.output import Folder

FORMATS = ("terminal", "json", "jsonl", "html", "markdown")
FORMAT_OF_SUFFIX = {".json": "json", ".jsonl": "jsonl", ".html": "html", ".htm": "html", ".md": "markdown"}
_SUFFIX = re.compile(r"\.\w+([:#]\d+)?$")


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
        usage("--output", "a page holds one report: for several, give a folder")
    try:
        if output is not None and folder:
            run.into_folder(output, form, model, processes)
        else:
            run.onto_stream(output, form, model, processes)
    except KeyboardInterrupt:
        run.tell_bad()
        again = ": the same command goes on from there" if folder else ""
        fail(f"stopped; {run.written:,} written{again}", EXIT_INTERRUPTED)
    run.tell(output if folder else None)
    if run.bad:
        raise typer.Exit(EXIT_BAD_INPUT)


@app.command()
def schema(
    of: Annotated[str, typer.Argument(metavar="WHAT", help="dossier or incident.")] = "dossier",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; else standard output.")] = None,
) -> None:
    """Print the JSON Schema of a dossier, or of an incident on a desk."""
    from reportedly.publish.output import whole_file

    if of == "incident":
        from reportedly.weigh.types import incident_schema as made
    elif of == "dossier":
        from reportedly.model import dossier_schema as made
    else:
        usage("WHAT", f"{of!r} is neither dossier nor incident")
    with whole_file(output) if output else nullcontext(sys.stdout) as stream:
        stream.write(json.dumps(made(), indent=2, ensure_ascii=False) + "\n")


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
            width, colour = screen() if output is None else (80, False)
            stream = Stream(target, Format(form), width=width, colour=colour)
            bar = output is not None or not target.isatty()
            for dossier, _ in self.dossiers(self.raw(), model, processes, bar=bar):
                try:
                    stream.add(dossier)
                except ValueError as error:
                    fail(str(error), EXIT_BAD_INPUT)
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

        prepare()
        from reportedly.pipeline import results

        with progress(bar and self.several) as advance:
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
            say(f"{self.written:,} written to {folder}{already}")
        self.tell_bad()

    def tell_bad(self) -> None:
        """What could not be read, and why: one line each."""
        for message in self.bad:
            say(message)
        if self.bad and self.read > 1:
            say(f"{len(self.bad):,} of {self.read:,} could not be read")


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
    if published is not None and not is_moment(published):
        usage("--published", f"{published!r} is no day or moment like {MOMENTS}")
    if model is not None and not is_installed(model):
        usage("--model", f"no spaCy pipeline named {model!r} is installed")
    if output is not None and output.is_file() and any(output.samefile(file) for file in files if Path(file).exists()):
        usage("--output", f"{output} is one of the reports to read")


def _format(form: str | None, output: Path | None, *, folder: bool) -> str:
    if form is not None:
        if form not in FORMATS:
            usage("--format", f"{form!r} is none of {', '.join(FORMATS)}")
        return form
    if folder:
        return "json"
    return FORMAT_OF_SUFFIX.get(output.suffix.lower(), "terminal") if output else "terminal"
