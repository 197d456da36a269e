"""The page of an incident with its links to reports, sources and parties, and the log of what changed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from reportedly.model import Span
from reportedly.publish.desk_html import IncidentPage
from reportedly.publish.desk_outline import Cited, DeskOutline, Passage, ReportView, Speaker
from reportedly.publish.desk_passages import quotes_in
from reportedly.publish.highlight import anchor
from reportedly.publish.words import dated, quoted, visible
from reportedly.web.site import Site
from reportedly.web.withheld import NOTHING, Withheld
from reportedly.weigh.types import Decision, DeskIncident, Quote

PARTIES = ("Who did it", "Hit", "Victims")
"""The labels of the fields whose values are parties."""

VERBS = {"merge": "merged", "split": "split", "correct": "corrected", "confirm": "confirmed", "hide": "withheld from the web"}


class LinkedPage(IncidentPage):
    """An incident's page among those of a desk. Words lead to their place in their report, and open where they stand."""

    slot = Markup('<div class="opened" aria-live="polite"></div>')
    opening = Markup(' hx-target="next .opened"')

    def __init__(self, plan: DeskOutline, incident: DeskIncident, site: Site, withheld: Withheld = NOTHING) -> None:
        super().__init__(plan)
        self.site = site
        self._withheld = withheld
        self._id = incident.id
        self._sources = {origin.name for origin in incident.origins}

    def why(self, *texts: str | None) -> str:
        """Why these words stand behind a click."""
        return self._withheld.why(*texts)

    def why_cited(self, cited: Cited) -> str:
        """Why words of reports stand behind a click."""
        return self._withheld.why_part(cited.text, cited.quotes[0].sentence)

    def quotation(self, quote: Quote) -> Markup:
        """Words of a report as a link to where they stand in it."""
        opened = f"{self.site.incident(self._id)}/sentences?document={quote.document}&start={quote.span.start}"
        return Markup('<a class="words" dir="auto" href="{}" hx-get="{}">{}</a>').format(
            self.site.words(quote), opened, quoted(quote.text))

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


def changes(decisions: Iterable[Decision], names: Mapping[str, str] = MappingProxyType({})) -> Iterator[Change]:
    """The log in words; ``names`` of the reports that were taken out, by document."""
    for decision in decisions:
        when = dated(decision.at).replace(" +0000", " UTC")
        yield Change(decision.number, when, decision.who, _what(decision, names), decision.because or "", decision.undone)


def _what(decision: Decision, names: Mapping[str, str]) -> str:
    details = decision.details
    if decision.verb == "correct":
        return "corrected: " + ", ".join(f"{name} = {value}" for name, value in details.get("fields", {}).items())
    if decision.verb == "merge":
        return f"merged with {details.get('with')}"
    if decision.verb == "split":
        return "taken out: " + ", ".join(
            f"report {document[:12]}" + (f" ({names[document]})" if document in names else "")
            for document in details.get("documents", ()))
    if decision.verb == "undo":
        return f"undid decision {details.get('number')}"
    return _moderated(details) if decision.verb == "moderate" else VERBS[decision.verb]


def _moderated(details: Mapping[str, Any]) -> str:
    """What became of a comment; never what it says."""
    if "proposal" in details:
        return "did not take up the correction that a comment proposes"
    if details["state"] == "shown":
        return "let a comment stand"
    return "took down a comment" if details["before"] == "shown" else "refused a comment"


def anchors(document: str, incidents: Iterable[DeskIncident]) -> tuple[Span, ...]:
    """The words of a report that the pages of these incidents lead to."""
    return tuple(sorted({quote.span for incident in incidents for quote in quotes_in(incident)
                         if quote.document == document}))


def _link(href: str, words: str) -> Markup:
    return Markup('<a class="to" dir="auto" href="{}">{}</a>').format(href, visible(words))
