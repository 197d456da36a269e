"""The page of an incident with its links to reports, sources and parties, and the log of what changed it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from reportedly.model import Span
from reportedly.publish.desk_html import IncidentPage
from reportedly.publish.desk_outline import DeskOutline, Passage, ReportView, Speaker
from reportedly.publish.desk_passages import quotes_in
from reportedly.publish.highlight import anchor
from reportedly.publish.words import dated, visible
from reportedly.web.site import Site
from reportedly.weigh.types import Decision, DeskIncident

PARTIES = ("Who did it", "Hit", "Victims")
"""The labels of the fields whose values are parties."""

VERBS = {"merge": "merged", "split": "split", "correct": "corrected", "confirm": "confirmed", "undo": "undone"}


class LinkedPage(IncidentPage):
    """An incident's page among those of a desk."""

    def __init__(self, plan: DeskOutline, incident: DeskIncident, site: Site) -> None:
        super().__init__(plan)
        self.site = site
        self._sources = {origin.name for origin in incident.origins}

    def name(self, speaker: Speaker) -> Markup:
        """The name of an origin, as a link to its page."""
        own = next((name for name in (speaker.name, speaker.name.removesuffix(", in its own voice"))
                    if name in self._sources), None)
        return super().name(speaker) if own is None else _link(self.site.source(own), speaker.name)

    def value(self, label: str, text: str) -> Markup:
        """A party as a link to its page; any other value as it is."""
        return _link(self.site.party(text), text) if label in PARTIES else super().value(label, text)

    def outlet(self, view: ReportView) -> Markup:
        """Who published a report, as a link to its page."""
        return _link(self.site.report(view.report.document), view.outlet)

    def in_report(self, passage: Passage) -> Markup:
        """A link to the first words of a sentence that this page rests on, where they stand in their report."""
        first = min(passage.own, default=None)
        words = anchor(Span(passage.start + first.start, passage.start + first.end)) if first else ""
        return Markup(' <a class="in-report" href="{}">in the report</a>').format(self.site.report(passage.document, words))


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the log: when, what, by whom and why; ``undone``: the number of what took it back."""

    number: int
    when: str
    who: str
    what: str
    because: str
    undone: int | None


def changes(decisions: Iterable[Decision]) -> Iterator[Change]:
    """The log in words."""
    for decision in decisions:
        yield Change(decision.number, dated(decision.at), decision.who, _what(decision), decision.because or "",
                     decision.undone)


def _what(decision: Decision) -> str:
    details = decision.details
    if decision.verb == "correct":
        return "corrected: " + ", ".join(f"{name} = {value}" for name, value in details.get("fields", {}).items())
    if decision.verb == "merge":
        return f"merged with {details.get('with')}"
    if decision.verb == "split":
        return "taken out: " + ", ".join(f"report {document[:12]}" for document in details.get("documents", ()))
    if decision.verb == "undo":
        return f"undone: number {details.get('number')}"
    return " ".join(filter(None, (VERBS[decision.verb], json.dumps(dict(details)) if details else "")))


def anchors(document: str, incidents: Iterable[DeskIncident]) -> tuple[Span, ...]:
    """The words of a report that the pages of these incidents lead to."""
    return tuple(sorted({quote.span for incident in incidents for quote in quotes_in(incident)
                         if quote.document == document}))


def _link(href: str, words: str) -> Markup:
    return Markup('<a class="to" href="{}">{}</a>').format(href, visible(words))
