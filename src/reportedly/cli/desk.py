"""The verbs of the desk: each calls the method of :class:`reportedly.desk.Desk` that has its name, and prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.common import (
    EXIT_BAD_INPUT,
    EXIT_FAILED,
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
    from reportedly.desk import Desk
    from reportedly.model import Document

DESK = os.environ.get("REPORTEDLY_DESK", "desk.db")

DeskOption = Annotated[str, typer.Option(
    "--desk", metavar="FILE|URL", envvar="REPORTEDLY_DESK", help="The desk: an SQLite file, or postgresql://HOST/NAME.")]
RuleOption = Annotated[str, typer.Option(
    "--rule", metavar="RULE", help="Which of several figures is the best: origins, lowest, latest or majority.")]
BecauseOption = Annotated[str | None, typer.Option("--because", metavar="REASON", help="Why; the log keeps it.")]
ModelOption = Annotated[str | None, typer.Option("--model", metavar="NAME", help="An installed English spaCy pipeline.")]
ProcessesOption = Annotated[int, typer.Option("--processes", min=1, metavar="N", help="How many processes read.")]
IncidentArgument = Annotated[str, typer.Argument(metavar="INCIDENT", help="Its id, or how the id begins.")]

Country = Annotated[str | None, typer.Option("--country", help="Its name or ISO code.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="Not over before that day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Not begun after that day.")]
Type = Annotated[str | None, typer.Option("--type", help="airstrike, shelling, bombing, …")]
Grade = Annotated[str | None, typer.Option("--grade", help="single source, corroborated, contested or acknowledged.")]
Party = Annotated[str | None, typer.Option("--party", metavar="NAME", help="Who did it, was hit or speaks: part of the name.")]
Contested = Annotated[bool | None, typer.Option("--contested/--agreed", help="Only those with a dispute, or without.")]
Text = Annotated[str | None, typer.Option("--text", metavar="WORDS", help="Words of the reports' sentences.")]

SHOWN = ("terminal", "json", "markdown", "html")


@contextmanager
def opened(desk: str, *, make: bool = False, **options: Any) -> Iterator[Desk]:
    """The desk; what goes wrong with it, or with what is asked of it, takes one line on standard error."""
    from reportedly.desk import Desk
    from reportedly.store.database import DeskError

    path = desk.removeprefix("sqlite:///")
    if not make and "://" not in path and not Path(path).exists():
        fail(f"{path}: no desk there; reportedly add makes one", EXIT_BAD_INPUT)
    try:
        it = Desk(desk, **options)
    except (DeskError, ValueError) as error:
        fail(str(error), EXIT_BAD_INPUT)
    try:
        with it:
            yield it
    except DeskError as error:
        fail(str(error), EXIT_FAILED)
    except KeyError as error:
        fail(str(error.args[0]), EXIT_BAD_INPUT)
    except ValueError as error:
        fail(str(error), EXIT_BAD_INPUT)


@app.command()
def add(
    paths: Annotated[list[str], typer.Argument(
        metavar="PATH", help="A .txt, .md, .html, .json or .jsonl, a folder of them, or - for standard input.")],
    desk: DeskOption = DESK,
    published: Annotated[str | None, typer.Option(metavar="DAY", help=f"When it came out: {MOMENTS}.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    title: Annotated[str | None, typer.Option(help="Its headline, where the text doesn't hold it.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address: kept, never opened.")] = None,
    model: ModelOption = None,
    processes: ProcessesOption = 1,
) -> None:
    """Add reports to a desk, which is made where there is none.

    What is there already is not added again; an interrupted run goes on where it stopped. The exit code is 0 when every
    report was read, and 2 when one could not be: it is named at the end, and the others are there.
    """
    if published is not None and not is_moment(published):
        usage("--published", f"{published!r} is no day or moment like {MOMENTS}")
    if model is not None and not is_installed(model):
        usage("--model", f"no spaCy pipeline named {model!r} is installed")
    prepare()
    given = {"published": published, "outlet": outlet, "title": title, "url": url}
    metadata = {name: value for name, value in given.items() if value is not None}
    with opened(desk, make=True, model=model) as it:
        before = it.count()
        bad: list[str] = []
        number = 0
        try:
            with progress(True) as advance:
                for result in it.add_all(_raw(paths, metadata, advance), processes=processes):
                    number += 1
                    _note(result, it, bad)
        except KeyboardInterrupt:
            _tell_added(it, before, number, bad)
            fail("stopped; the same command goes on from there", EXIT_INTERRUPTED)
        _tell_added(it, before, number, bad)
    if bad:
        raise typer.Exit(EXIT_BAD_INPUT)


def _raw(
    paths: Iterable[str], metadata: Mapping[str, str], advance: Callable[[str], None],
) -> Iterator[Mapping[str, Any] | BadInput]:
    from reportedly.acquire.files import BadInput, read_path

    for path in paths:
        for report in read_path(path):
            if isinstance(report, BadInput):
                yield report
            else:
                advance(str(report.get("origin", path)))
                yield {**report, **metadata}


def _note(result: Document | BadInput, desk: Desk, bad: list[str]) -> None:
    """Keeps what could not be read for the end; tells what a new version of a report changed."""
    if isinstance(result, Exception):
        bad.append(str(result))
    elif result.url:
        report = desk.report(result.id)
        if report is not None and report.version > 1:
            say(f"{result.url}: version {report.version}; {'; '.join(report.changes) or 'no figure changed'}")


def _tell_added(desk: Desk, before: tuple[int, int], number: int, bad: list[str]) -> None:
    reports, incidents = desk.count()
    new = reports - before[0]
    already = number - new - len(bad)
    say(f"{new:,} added{f'; {already:,} were there already' if already > 0 else ''}; "
        f"the desk has {reports:,} reports, {incidents:,} incidents")
    for message in bad:
        say(message)
    if bad and number > 1:
        say(f"{len(bad):,} of {number:,} could not be read")


@app.command()
def incidents(
    desk: DeskOption = DESK, country: Country = None, since: Since = None, until: Until = None, type: Type = None,
    grade: Grade = None, party: Party = None, contested: Contested = None, text: Text = None, rule: RuleOption = "origins",
    ids: Annotated[bool, typer.Option("--ids", help="Only their ids, one a line: for other commands.")] = False,
) -> None:
    """List the incidents of a desk, by time: two lines each."""
    from reportedly.publish.desk_tables import incidents_table

    filters = _filters(country, since, until, type, grade, party, contested, text)
    width, colour = screen()
    with opened(desk, rule=rule) as it:
        found = it.incidents(**filters)
        for line in (i.id for i in found) if ids else incidents_table(found, width=width, colour=colour):
            print(line)


def _filters(
    country: str | None, since: str | None, until: str | None, type: str | None, grade: str | None, party: str | None,
    contested: bool | None, text: str | None,
) -> dict[str, Any]:
    return {"country": country, "since": since, "until": until, "type": type, "grade": grade, "party": party,
            "contested": contested, "text": text}


@app.command()
def show(
    incident: IncidentArgument, desk: DeskOption = DESK,
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORM", help=f"{', '.join(SHOWN)}.")] = "terminal",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; else standard output.")] = None,
    rule: RuleOption = "origins",
) -> None:
    """Show one incident with all its accounts side by side, what is disputed, and where the accounts come from."""
    from reportedly.publish.desk_show import render
    from reportedly.publish.output import whole_file

    if form not in SHOWN:
        usage("--format", f"{form!r} is none of {', '.join(SHOWN)}")
    width, colour = screen() if output is None else (80, False)
    with opened(desk, rule=rule) as it:
        words = render(it.incident(incident), form, width=width, colour=colour)
    if output is None:
        sys.stdout.write(words)
    else:
        with whole_file(output) as stream:
            stream.write(words)


@app.command()
def sources(
    desk: DeskOption = DESK, country: Country = None, since: Since = None, until: Until = None, type: Type = None,
    grade: Grade = None, party: Party = None, contested: Contested = None, text: Text = None,
) -> None:
    """List who speaks in the incidents of a desk, and how often alone, corroborated or contradicted."""
    from reportedly.publish.desk_tables import sources_table

    filters = _filters(country, since, until, type, grade, party, contested, text)
    width, colour = screen()
    with opened(desk) as it:
        for line in sources_table(it.sources(**filters), width=width, colour=colour):
            print(line)


@app.command()
def export(
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help=(
        "csv, jsonl, parquet, geojson, timelinejs, acled, ucdp, plover, annotations or claims."))],
    output: Annotated[Path | None, typer.Option(
        "--output", "-o", help="A file, for csv and parquet a folder; else standard output.")] = None,
    inter: Annotated[str, typer.Option("--inter", help="How acled writes its actor types: text or numeric.")] = "text",
    desk: DeskOption = DESK, country: Country = None, since: Since = None, until: Until = None, type: Type = None,
    grade: Grade = None, party: Party = None, contested: Contested = None, text: Text = None, rule: RuleOption = "origins",
) -> None:
    """Write incidents for other tools; what the form can't hold is counted on standard error."""
    if inter not in ("text", "numeric"):
        usage("--inter", f"{inter!r} is neither text nor numeric")
    filters = _filters(country, since, until, type, grade, party, contested, text)
    options = {"inter": inter} if to == "acled" else {}
    with opened(desk, rule=rule) as it:
        left = it.export(to, output if output is not None else sys.stdout, **options, **filters)
    for reason, number in sorted(left.items()):
        say(f"{number:,} × {reason}")


@app.command()
def merge(
    one: IncidentArgument, other: Annotated[str, typer.Argument(metavar="OTHER", help="The incident that is the same.")],
    because: BecauseOption = None, desk: DeskOption = DESK,
) -> None:
    """Decide that two incidents are one."""
    with opened(desk) as it:
        print(it.merge(one, other, because=because))


@app.command()
def split(
    incident: IncidentArgument,
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT", help="Ids of the reports that tell of another one.")],
    because: BecauseOption = None, desk: DeskOption = DESK,
) -> None:
    """Decide that some reports of an incident tell of another one."""
    with opened(desk) as it:
        print("\n".join(it.split(incident, *documents, because=because)))


@app.command()
def correct(
    incident: IncidentArgument,
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help=(
        "type, when, where, country, actor, killed, injured, missing, abducted, arrested or displaced."))],
    because: Annotated[str, typer.Option("--because", metavar="REASON", help="Why; the log keeps it.")],
    desk: DeskOption = DESK,
) -> None:
    """Set fields of an incident over what the reports say."""
    pairs = dict(field.partition("=")[::2] for field in fields)
    with opened(desk) as it:
        print(it.correct(incident, because=because, **pairs))


@app.command()
def confirm(incident: IncidentArgument, because: BecauseOption = None, desk: DeskOption = DESK) -> None:
    """Put down that an editor has looked at an incident and found it right."""
    with opened(desk) as it:
        print(it.confirm(incident, because=because))


@app.command()
def hide(
    incident: IncidentArgument,
    because: Annotated[str, typer.Option("--because", metavar="REASON", help="Why; anyone may read it.")],
    desk: DeskOption = DESK,
) -> None:
    """Withhold an incident from the web desk; files and other verbs still have it. undo shows it again."""
    with opened(desk) as it:
        print(it.hide(incident, because=because))


@app.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The decision's number in the log.")],
    because: BecauseOption = None, desk: DeskOption = DESK,
) -> None:
    """Take a decision back; the log keeps both."""
    with opened(desk) as it:
        it.undo(number, because=because)


@app.command()
def log(
    incident: Annotated[str | None, typer.Argument(metavar="INCIDENT", help="Only its decisions.")] = None,
    desk: DeskOption = DESK,
) -> None:
    """List what was decided: when, by whom, and why."""
    from reportedly.publish.desk_tables import log_table

    width, colour = screen()
    with opened(desk) as it:
        for line in log_table(it.log(incident), width=width, colour=colour):
            print(line)


@app.command()
def rebuild(desk: DeskOption = DESK, model: ModelOption = None, processes: ProcessesOption = 1) -> None:
    """Read all reports of a desk anew from the bytes as received; decisions stay, and an interrupted run goes on."""
    prepare()
    with opened(desk, model=model) as it:
        try:
            with progress(True) as advance:
                for _, total in it.rebuild(processes=processes):
                    advance(f"of {total:,}")
        except KeyboardInterrupt:
            fail("stopped; the same command goes on from there", EXIT_INTERRUPTED)
        reports, found = it.count()
        say(f"{reports:,} reports, {found:,} incidents")
