"""The tables of the desk for the terminal, line by line as they come: incidents, sources, the log of decisions."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

from reportedly.publish.desk_reading import report_count
from reportedly.publish.terminal import HEADING, LABEL, NOTE
from reportedly.publish.words import NOT_SAID, counted, dated, period, place_name, visible
from reportedly.weigh.sources import SourceRow
from reportedly.weigh.types import Decision, DeskIncident, Estimate

GAP = 2
"""Columns between two cells, and before a line that goes on."""

INCIDENTS = {"incident": 10, "day": 10, "type": 15, "killed": 13, "grade": 13}
"""The headers of the incidents with the columns that each takes. Behind them, or under them: the place, the reports."""

REPORTS_WIDTH = 24
PLACE_WIDTH = 22
COUNTS = ("reports", "incidents", "alone", "corroborated", "contradicted")
NAME_WIDTH = 18


def incidents_table(incidents: Iterable[DeskIncident], *, width: int = 80, colour: bool = False) -> Iterator[str]:
    """A header, then one or two lines an incident, without line ends. "killed" is low–best–high.

    Where a place is long, or the width under 75 columns, an incident takes more lines.
    """
    lines = _Lines(width, colour)
    widths, taken = list(INCIDENTS.values()), sum(INCIDENTS.values()) + GAP * len(INCIDENTS)
    on_one_line = width >= taken + PLACE_WIDTH + GAP + REPORTS_WIDTH
    if on_one_line:
        widths += [width - taken - GAP - REPORTS_WIDTH, REPORTS_WIDTH]
    first = True
    for incident in incidents:
        if first:
            first = False
            yield from lines.row([*INCIDENTS, "place", "reports"][:len(widths)], widths, [LABEL] * len(widths))
        *cells, where, told = map(visible, _cells(incident))
        if on_one_line:
            yield from lines.row([*cells, where, told], widths, [HEADING])
        else:
            yield from lines.row(cells, widths, [HEADING])
            yield from lines.wrapped(f"{where}; {told}", indent=INCIDENTS["incident"] + GAP)
    if first:
        yield "No incident"


def sources_table(rows: Iterable[SourceRow], *, width: int = 80, colour: bool = False) -> Iterator[str]:
    """A header, then a line a source, two where its name is long: counts of its reports and incidents, no scores."""
    lines = _Lines(width, colour)
    name_width = width - sum(GAP + len(header) for header in COUNTS)
    as_table, widths = name_width >= NAME_WIDTH, [name_width, *map(len, COUNTS)]
    first = True
    for row in rows:
        name = f"{visible(row.name)} ({visible(row.kind)})"
        counts = (row.reports, row.incidents, row.alone, row.corroborated, row.contradicted)
        if first and as_table:
            yield from lines.row(["source", *COUNTS], widths, [LABEL] * len(widths))
        first = False
        if not as_table:
            yield from lines.wrapped(name, style=HEADING)
            numbers = ", ".join(f"{header} {n:,}" for header, n in zip(COUNTS, counts, strict=True))
            yield from lines.wrapped(numbers, indent=GAP)
            continue
        cells = (f"{n:,}".rjust(len(header)) for header, n in zip(COUNTS, counts, strict=True))
        yield from lines.row([name, *cells], widths, [HEADING])
    if first:
        yield "No source"


def log_table(decisions: Iterable[Decision], *, width: int = 80, colour: bool = False) -> Iterator[str]:
    """Each decision: its number, when, who, what and on which incident, what was undone; and under it the reason."""
    lines = _Lines(width, colour)
    empty = True
    for decision in decisions:
        empty = False
        head = (str(decision.number), dated(decision.at), decision.who, decision.verb, decision.incident,
                *(f"{key}={_value(value)}" for key, value in decision.details.items()))
        yield from lines.wrapped("  ".join(map(visible, head)), style=HEADING, hanging=True)
        if decision.undone is not None:
            yield from lines.wrapped(f"undone by {decision.undone}", indent=GAP, style=NOTE)
        reason = f"because {visible(decision.because)}" if decision.because else "no reason given"
        yield from lines.wrapped(reason, indent=GAP)
    if empty:
        yield "No decision"


class _Lines:
    """Lines of at most ``width`` columns, from text that was made visible."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = width
        self.colour = colour
        self._console = Console(file=io.StringIO(), width=width)

    def row(self, cells: Sequence[str], widths: Sequence[int], styles: Sequence[str]) -> Iterator[str]:
        """Cells next to each other, each folded into its columns; where they don't fit the width, as wrapped text."""
        if sum(widths) + GAP * (len(widths) - 1) > self.width:
            yield from self.wrapped("  ".join(cells), style=styles[0], hanging=True)
            return
        folded = [self._folded(cell, width) for cell, width in zip(cells, widths, strict=True)]
        for pieces in zip_longest(*folded, fillvalue=""):
            line = [f"{self._styled(piece, style)}{' ' * (width + GAP - cell_len(piece))}"
                    for piece, width, style in zip_longest(pieces, widths, styles, fillvalue="")
                    if isinstance(width, int)]
            yield "".join(line).rstrip()

    def wrapped(self, text: str, *, indent: int = 0, style: str = "", hanging: bool = False) -> Iterator[str]:
        """Text in lines, all indented, or with ``hanging`` all but the first."""
        indent = min(indent, self.width // 3)
        for number, piece in enumerate(self._folded(text, self.width - (GAP if hanging else indent))):
            yield " " * (min(number, 1) * GAP if hanging else indent) + self._styled(piece, style)

    def _folded(self, text: str, width: int) -> list[str]:
        if cell_len(text) <= width:
            return [text]
        return [line.plain.rstrip() for line in Text(text).wrap(self._console, width, overflow="fold")]

    def _styled(self, text: str, style: str) -> str:
        if not (self.colour and style and text):
            return text
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)


def _cells(incident: DeskIncident) -> Iterator[str]:
    """What stands in the columns; where it may have been on one of several days, the place is told with them."""
    first, last = ((iso or "")[:10] for iso in (incident.earliest, incident.latest))
    place = place_name(incident.place) if incident.place else f"place {NOT_SAID}"
    yield incident.id
    yield first or last or NOT_SAID
    yield incident.type
    yield _range(incident.estimate("killed"))
    yield incident.grade.grade
    yield place if first == last else f"{place}; {period(first, last)}"
    yield f"{counted(report_count(incident), 'report')}, {counted(incident.independent, 'origin')}"


def _range(estimate: Estimate | None) -> str:
    """Low, best and high in few columns: "0–6–6", "11–14–open"."""
    if estimate is None:
        return NOT_SAID
    if estimate.low == estimate.best == estimate.high:
        return f"{estimate.best:,}"
    return f"{estimate.low:,}–{estimate.best:,}–{'open' if estimate.high is None else f'{estimate.high:,}'}"


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
