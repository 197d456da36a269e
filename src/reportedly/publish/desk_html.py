"""An incident of the desk as one self-contained web page, every value a link to its sentence in its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from reportedly.model import FigureKind
from reportedly.publish.desk_outline import KEY, TITLES, Asked, Cited, DeskOutline, Passage, ReportView, Speaker
from reportedly.publish.desk_reading import desk_outline
from reportedly.publish.html import hue, stylesheet, whole_page
from reportedly.publish.words import QUESTIONS, dated, quoted, visible
from reportedly.weigh.types import DeskIncident, Grade, Quote


def to_html(incident: DeskIncident, *, definitions: Mapping[Grade, str] | None = None) -> str:
    """An incident as one HTML page that needs nothing else: no script, no font, no picture, no network."""
    page = IncidentPage(desk_outline(incident, definitions))
    return whole_page("desk.html.jinja", stylesheet("page.css") + stylesheet("desk.css"), **values(incident, page))


def values(incident: DeskIncident, page: IncidentPage) -> dict[str, Any]:
    """What the template of the page needs, next to its layout."""
    questions = sorted(page.plan.questions, key=lambda asked: ORDER.index(asked.question))
    return {"plan": page.plan, "page": page, "titles": TITLES, "key": KEY, "grade": incident.grade.grade,
            "questions": questions, "dated": dated, "address": address}


ORDER = [QUESTIONS[question] for question in (
    "whether", "how many", "who was hit", "who did it", "where", "when", "what")]
"""In which order the disputed questions stand on a page."""

SHOWN, MOST_SHOWN = 4, 6
"""Of more different wordings of one value than the second, so many as the first are shown at once, the others on a click."""


class IncidentPage:
    """The links from what is shown to its sentences in the list of reports, and to the accounts of an origin.

    What leads further than this one page, and what is withheld, is for the pages of a desk on the web to add: ``slot`` is
    where words open, ``opening`` are attributes of the element around them.
    """

    slot = opening = Markup("")

    def __init__(self, plan: DeskOutline) -> None:
        self.plan = plan
        self._origins = {origin.speaker.letter for origin in plan.origins}
        self._starts = {view.report.document: [passage.start for passage in view.passages] for view in plan.reports}

    def words(self, cited: Cited, *, referring: bool = True) -> Markup:
        """A quotation as a link to its sentence; ``referring``: then a link for each report that has it."""
        first = {quote.document: self._sentence(quote) for quote in reversed(cited.quotes)}
        words = self.quotation(cited.quotes[0])
        return words + self._bracketed(first) if referring else words

    def asked(self, asked: Asked) -> str:
        """A contested question, with what is counted: "How many killed?"."""
        kinds = {answer.text.rpartition(" ")[2] for answer in asked.answers}
        kind = next((kind for kind in get_args(FigureKind) if kinds == {kind}), "")
        return f"{asked.question.rstrip('?')} {kind}?" if kind and asked.question == QUESTIONS["how many"] else asked.question

    def quotation(self, quote: Quote) -> Markup:
        """Words of a report as a link to their sentence."""
        return _link(self._sentence(quote), quoted(quote.text), "words")

    def shown(self, cited: Sequence[Cited]) -> int:
        """How many of these wordings are shown at once."""
        return SHOWN if len(cited) > MOST_SHOWN else len(cited)

    def why(self, *texts: str | None) -> str:
        """Why these words stand behind a click; empty where they may stand."""
        return ""

    def why_cited(self, cited: Cited) -> str:
        """Why words of reports stand behind a click."""
        return ""

    def why_words(self, cited: Iterable[Cited]) -> str:
        """Why some of these wordings stand behind a click."""
        return " and ".join(dict.fromkeys(filter(None, map(self.why_cited, cited))))

    def open_words(self, cited: Iterable[Cited]) -> list[Cited]:
        """The wordings that may stand."""
        return [one for one in cited if not self.why_cited(one)]

    def withheld_words(self, cited: Iterable[Cited]) -> list[Cited]:
        """The wordings that stand behind a click."""
        return [one for one in cited if self.why_cited(one)]

    def references(self, documents: Iterable[str]) -> Markup:
        """Links to these reports, in brackets."""
        return self._bracketed({document: self.anchor(document) for document in documents})

    def anchor(self, document: str) -> str:
        """The id of a report in the list; empty for one that isn't there."""
        return self.plan.references.get(document, "").lower()

    def sentence_anchor(self, passage: Passage) -> str:
        """The id of a sentence in the list of reports."""
        return f"{self.anchor(passage.document)}s{passage.start}"

    def letter(self, letter: str) -> Markup:
        """The letter of an origin, as a link to its accounts."""
        if letter not in self._origins:
            return Markup("")
        return Markup('<a class="letter {}" href="#{}" title="accounts of this origin">{}</a> ').format(
            hue(letter), self.origin_anchor(letter), letter)

    def speaker(self, speaker: Speaker) -> Markup:
        """An origin with its letter and its reports."""
        return self.letter(speaker.letter) + self.name(speaker) + self.references(speaker.documents)

    def name(self, speaker: Speaker) -> Markup:
        """The name of an origin."""
        return escape(visible(speaker.name))

    def value(self, label: str, text: str) -> Markup:
        """A value of the field with that label."""
        return escape(visible(text))

    def outlet(self, view: ReportView) -> Markup:
        """Who published a report."""
        return escape(visible(view.outlet))

    def in_report(self, passage: Passage) -> Markup:
        """What leads from a sentence to where it stands in its report."""
        return Markup("")

    def passage(self, passage: Passage) -> Markup:
        """Sentences in which the words that something rests on are marked."""
        return Markup("").join(Markup("<b>{}</b>").format(words) if is_own else escape(words)
                               for words, is_own in passage.pieces)

    origin_anchor = staticmethod("origin-{}".format)
    hue = staticmethod(hue)

    def _sentence(self, quote: Quote) -> str:
        start = max((start for start in self._starts.get(quote.document, ()) if start <= quote.sentence_start), default=None)
        return "" if start is None else f"{self.anchor(quote.document)}s{start}"

    def _bracketed(self, anchors: Mapping[str, str]) -> Markup:
        links = [_link(anchors[document], self.plan.reference(document), "ref")
                 for document in self.plan.in_references(anchors)]
        return Markup(" [{}]").format(Markup(" ").join(links)) if links else Markup("")


def _link(anchor: str, words: str, kind: str) -> Markup:
    """Words that lead to an anchor, or only the words where there is none."""
    if not anchor:
        return Markup('<span class="{}" dir="auto">{}</span>').format(kind, visible(words))
    return Markup('<a class="{}" href="#{}" dir="auto">{}</a>').format(kind, anchor, visible(words))


def address(url: str) -> Markup:
    """A report's address; only one of the web is a link."""
    try:
        is_web = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        is_web = False
    if not is_web:
        return escape(visible(url))
    return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(url, visible(url))
