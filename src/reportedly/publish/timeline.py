"""Incidents of the desk as JSON of TimelineJS (Knight Lab), for story pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from markupsafe import Markup

from reportedly.publish.cite import address, by_document
from reportedly.publish.pieces import write_members
from reportedly.publish.words import UNSTATED_DAY, count, counted, low_best_high, period, place_name, quoted, visible
from reportedly.weigh.types import DeskIncident, Quote, Report

_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?")
_UNITS = ("year", "month", "day", "hour", "minute")


def write_timelinejs(incidents: Iterable[DeskIncident], stream: TextIO) -> Counter[str]:
    """One event an incident; what comes from the reports is escaped, and no address in it becomes a link.

    Where the day isn't sure, ``display_date`` says so in words. Events are grouped by the type of incident: to group them
    by the actor would present who is only accused as the one who did it.

    Returns:
        how many incidents are left out because no day is known.
    """
    left_out: Counter[str] = Counter()
    stream.write('{"events":')
    write_members(stream, _events(incidents, left_out))
    stream.write("}\n")
    return left_out


def _events(incidents: Iterable[DeskIncident], left_out: Counter[str]) -> Iterator[dict[str, Any]]:
    for incident in incidents:
        first, last = _date(incident.earliest), _date(incident.latest)
        if first is None and last is None:
            left_out["no day: left out"] += 1
            continue
        yield {
            "unique_id": incident.id, "start_date": first or last,
            **({"end_date": last} if first and last and first != last else {}),
            **_display_date(incident), "group": incident.type, "autolink": False,
            "text": {"headline": str(_headline(incident)), "text": str(_text(incident))}}


def _date(iso: str | None) -> dict[str, int] | None:
    match = _MOMENT.match(iso or "")
    return {unit: int(digits) for unit, digits in zip(_UNITS, match.groups(), strict=True) if digits} if match else None


def _display_date(incident: DeskIncident) -> dict[str, str]:
    if incident.stated and incident.earliest == incident.latest:
        return {}
    words = visible(period(incident.earliest, incident.latest))
    return {"display_date": words if incident.stated else f"{words} ({UNSTATED_DAY})"}


def _headline(incident: DeskIncident) -> Markup:
    where = f", {place_name(incident.place)}" if incident.place else ""
    figures = ", ".join(f"{count(e.best, e.best)} {e.kind}" for e in incident.estimates)
    note = " (contested)" if incident.disputes else ""
    return Markup("{}").format(visible(f"{incident.type.capitalize()}{where}{': ' if figures else ''}{figures}{note}"))


def _text(incident: DeskIncident) -> Markup:
    """The figures, who is said to have done it, the grade with its words, and the reports."""
    facts = [f"{e.kind.capitalize()}: {low_best_high(e.low, e.best, e.high)}" for e in incident.estimates]
    facts += [f"By: {a.name}{f' ({a.status})' if a.status else ''}" for a in incident.actors]
    facts += [f"Contested: {', '.join(d.question for d in incident.disputes)}"] if incident.disputes else []
    facts.append(f"Grade: {incident.grade.grade}, {counted(len(incident.reports), 'report')}, "
                 f"{counted(incident.independent, 'independent origin')}")
    reports = by_document(incident.reports)
    sentences = {(quote.document, quote.sentence_start): quote for quote in incident.grade.quotes}
    return Markup("").join((
        *(Markup("<p>{}</p>").format(visible(fact)) for fact in facts),
        *(_evidence(quote, reports.get(quote.document)) for quote in sentences.values())))


def _evidence(quote: Quote, report: Report | None) -> Markup:
    outlet = visible(report.outlet or report.title or "") if report else ""
    link = address(report)
    source = Markup('<a href="{}" rel="noopener">{}</a>').format(link, outlet or link) if link else outlet
    return Markup("<blockquote>{}{}{}</blockquote>").format(quoted(quote.sentence), " " if source else "", source)
