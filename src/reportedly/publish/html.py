"""A dossier as one self-contained web page: the incidents with their accounts, and the report with its words marked."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup, escape

from reportedly.model import Dossier, Span
from reportedly.publish.highlight import Mark, lines, paragraphs
from reportedly.publish.outline import Entry, Outline, Voice, outline
from reportedly.publish.words import count, period, place_name, quoted, told_apart, visible
from reportedly.sentences import Sentences

HUES = 8
"""How many colours tell voices apart; their letters tell apart any number."""


def to_html(dossier: Dossier) -> str:
    """A dossier as one HTML page that needs nothing else: no script, no font, no picture, no network."""
    style, found = values(dossier)
    return whole_page("page.html.jinja", stylesheet("page.css") + style, **found)


def nothing(*texts: str | None) -> str:
    """Nothing is withheld."""
    return ""


def values(
    dossier: Dossier, anchors: Iterable[Span] = (), why: Callable[..., str] = nothing,
) -> tuple[str, dict[str, Any]]:
    """What the template of the page needs, next to its layout: style rules of its own, and values.

    ``anchors`` are stretches of the text that other pages lead to; ``why`` says of words why they stand behind a click.
    """
    plan = outline(dossier)
    page = _Page(dossier, plan, why)
    panel = Markup(environment().get_template("panel.html.jinja").render(plan=plan, page=page))
    for span in anchors:
        page.mark(span)
    marks = page.marks()
    stretches = [stretch for line in lines(page.text) for stretch in page.told_apart(line)]
    text = tuple(zip(paragraphs(page.text, marks, (span for span, _ in stretches)), (told for _, told in stretches), strict=True))
    voices = {voice.letter: voice for voice in plan.voices.values() if voice.letter}
    return _style_of_split(marks), {"plan": plan, "panel": panel, "paragraphs": text, "document": dossier.document,
                                    "voices": [(hue(letter), voices[letter]) for letter in sorted(voices, key=_number)],
                                    "why_title": why(plan.title)}


def stylesheet(name: str) -> str:
    """A style sheet of the pages."""
    return resources.files(__package__).joinpath("pages", name).read_text("utf-8")


def whole_page(template: str, style: str, **values: Any) -> str:
    """A page of its own that may use this style and nothing else: its Content-Security-Policy allows no more."""
    return environment().get_template(template).render(
        layout="base.html.jinja", style=Markup(style), digest=digest(style), **values)


def digest(style: str) -> str:
    """The SHA-256 by which a Content-Security-Policy allows a style that stands in a page."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def hue(letter: str) -> str:
    """The class that colours a voice, or an origin, by its letter."""
    return f"hue{_number(letter) % HUES}" if letter else "own"


class _Page:
    """The links between the panel and the report's text: what the panel shows has an anchor there, and leads back."""

    def __init__(self, dossier: Dossier, plan: Outline, why: Callable[..., str]) -> None:
        self.dossier = dossier
        self.plan = plan
        self._why = why
        self._sentences = Sentences(dossier.document)
        self.text = dossier.document.text
        self._marks: dict[Span, Mark] = {}
        self._links = 0
        self._card_of = {message.id: f"m{number}" for number, message in enumerate(plan.messages, 1)}
        for i, incident in enumerate(dossier.incidents, 1):
            for a, account in enumerate(incident.accounts, 1):
                self._card_of = dict.fromkeys(account.statements, f"i{i}a{a}") | self._card_of

    def why(self, entry: Entry) -> str:
        """Why an entry stands behind a click; empty where it doesn't."""
        return self._why(entry.text, *entry.note.split("; "), *map(self._text, entry.spans))

    def why_passage(self, span: Span) -> str:
        """Why a stretch of the text stands behind a click, with the sentences that it is of; empty where it doesn't."""
        return self._why(self._text(self._sentences.around(span)))

    def told_apart(self, line: Span) -> Iterator[tuple[Span, str]]:
        """A line of the text, and why it stands behind a click; of one that does, the sentences that do apart from the others."""
        if not self._why(self._text(line)):
            yield line, ""
            return
        sentences: list[tuple[Span, str]] = []
        start = line.start
        while start < line.end:
            here = Span(start, min(max(self._sentences.around(Span(start, start + 1)).end, start + 1), line.end))
            told = self._why(self._text(here))
            if sentences and sentences[-1][1] == told:
                here = Span(sentences.pop()[0].start, here.end)
            sentences.append((here, told))
            start = here.end + len(self.text[here.end:line.end]) - len(self.text[here.end:line.end].lstrip())
        yield from sentences

    def _text(self, span: Span) -> str:
        return self.text[span.start:span.end]

    def words(self, span: Span) -> Markup:
        """A quotation from the report, as a link to where it stands."""
        return self.link(span, quoted(self._text(span)))

    def link(self, span: Span, words: str) -> Markup:
        """These words as a link to the span in the text, which leads back to the first link to it."""
        self._links += 1
        mark = self.mark(span)
        mark.back = mark.back or f"n{self._links}"
        return Markup('<a class="words" dir="auto" id="n{}" href="#{}">{}</a>').format(self._links, mark.id, visible(words))

    def passage(self, passage: Span, own: Iterable[Span]) -> Markup:
        """A sentence as a link to where it stands, with the account's own words in bold."""
        pieces = (Markup("<b>{}</b>").format(words) if is_own else escape(words)
                  for words, is_own in told_apart(self.text, passage, own))
        return Markup('<a href="#{}">{}</a>').format(self.mark(passage).id, Markup("").join(pieces))

    def hue(self, voice: Voice) -> str:
        """The class that colours a voice."""
        return hue(voice.letter)

    def mark(self, span: Span, *classes: str, hint: str = "") -> Mark:
        """The mark of that span, with these classes and this hint too."""
        mark = self._marks.setdefault(span, Mark(span))
        mark.classes.update(dict.fromkeys(classes))
        if hint:
            mark.hints[visible(hint)] = None
        return mark

    def marks(self) -> list[Mark]:
        """All that is marked in the text."""
        for piece in self.dossier.document.furniture:
            self.mark(piece.span, "furniture", hint=piece.kind)
        for span in filter(None, (self.dossier.document.title_span, self.dossier.document.standfirst_span)):
            self.mark(span, "headline")
        self._mark_statements()
        self._mark_things()
        return list(self._marks.values())

    def _mark_statements(self) -> None:
        for statement in self.dossier.statements:
            voice, card = self.plan.voices[statement.id], self._card_of.get(statement.id, "")
            hint = f"{voice.origin}: {statement.act}"
            sources = [link.span for link in statement.source if link.span]
            for span in (*statement.content, *sources):
                mark = self.mark(span, "source" if span in sources else "said", self.hue(voice), hint=hint)
                if voice.letter and card:
                    act = "" if statement.act == "report" or span in sources else statement.act
                    mark.badges.setdefault(" ".join(filter(None, (voice.letter, act))), card)
            if statement.cue:
                self.mark(statement.cue, "cue", self.hue(voice), hint=f"with these words: {hint}")

    def _mark_things(self) -> None:
        for figure in self.dossier.figures:
            self.mark(figure.span, "figure", hint=f"{count(figure.low, figure.high)} {figure.kind}")
        for event in self.dossier.events:
            self.mark(event.trigger, "event", hint=f"{event.type}, {event.realis}")
        for place in self.dossier.places:
            self.mark(place.span, "place", hint=place_name(place))
        for time in self.dossier.times:
            self.mark(time.span, "time", hint=period(time.earliest, time.latest) or time.value)
        for party in self.dossier.parties:
            for span in party.spans:
                self.mark(span, "party", hint=f"{party.name}, {party.kind}")


def _number(letter: str) -> int:
    return functools.reduce(lambda number, digit: number * 26 + ord(digit) - ord("A"), letter, 0)


def _style_of_split(marks: Iterable[Mark]) -> str:
    """A mark in several pieces lights up whole when its first piece is gone to."""
    ids = (mark.id for mark in marks if mark.pieces > 1)
    return "".join(f":root:has(#{id_}:target) .{id_} {{ outline: 3px solid var(--target); }}\n" for id_ in ids)


@functools.cache
def environment() -> jinja2.Environment:
    """The templates of the pages: everything is escaped, and a name that isn't given is an error."""
    found = jinja2.Environment(
        loader=jinja2.PackageLoader("reportedly.publish", "pages"), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    found.filters["visible"] = visible
    return found
