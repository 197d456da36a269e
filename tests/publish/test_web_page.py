from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from reportedly.model import Document, Dossier, Furniture, Party, Span
from reportedly.publish.highlight import Mark, anchor, paragraphs
from reportedly.publish.html import to_html
from tests.publish.made import DOSSIER, TEXT

VOID = {"meta", "input"}


class Page(HTMLParser):
    """What a browser would find: ids with the words in their elements, links, element names; fails on bad nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self.links: list[str] = []
        self.names: set[str] = set()
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert not (tag == "a" and any(name == "a" for name, _ in self._open)), "a link in a link"
        assert not any(name.startswith("on") for name in given)
        if "id" in given:
            assert given["id"] not in self.words, "an id twice"
            self.words[given["id"]] = ""
        if tag == "a":
            self.links.append(given["href"])
        self.names.add(tag)
        if tag not in VOID:
            self._open.append((tag, given.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(tag == "sup" for tag, _ in self._open):
            return
        for _, key in self._open:
            if key:
                self.words[key] += data


def test_every_link_leads_to_its_words_and_back() -> None:
    page = Page(to_html(DOSSIER))
    assert all(link[0] == "#" and link[1:] in page.words for link in page.links)
    linked = set(page.links)
    for figure in DOSSIER.figures:
        assert f"#{anchor(figure.span)}" in linked
        assert page.words[anchor(figure.span)] == TEXT[figure.span.start:figure.span.end]


def test_all_places_times_parties_and_furniture_are_linked() -> None:
    linked = set(Page(to_html(DOSSIER)).links)
    spans = [place.span for place in DOSSIER.places] + [time.span for time in DOSSIER.times]
    spans += [span for party in DOSSIER.parties for span in party.spans]
    spans += [piece.span for piece in DOSSIER.document.furniture]
    assert {f"#{anchor(span)}" for span in spans} <= linked


def test_the_page_needs_nothing_else() -> None:
    html = to_html(DOSSIER)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert not Page(html).names & {"script", "img", "link", "iframe", "object", "form"}


def test_what_the_report_says_is_never_markup() -> None:
    text = '</p><script>alert("1")</script> <b onclick=x>"said\' &amp; {{ 7 * 7 }}'
    document = Document('"><x>', text, title=text, outlet=text, url="javascript:alert(1)", byline=text,
                        furniture=(Furniture(Span(0, 9), "appeal"),))
    page = Page(to_html(Dossier(document, parties=(Party('"p', text, "unnamed", role=text, spans=(Span(4, 12),)),))))
    assert not page.names & {"script", "x"}
    assert page.words["report"].count(text) == 1


def test_a_dossier_without_anything_is_a_page() -> None:
    assert "No incident found" in to_html(Dossier(Document("0", "Nothing happened.")))


def test_a_title_from_metadata_alone_is_the_heading() -> None:
    document = dataclasses.replace(DOSSIER.document, title="From elsewhere", title_span=None)
    assert '<h1 dir="auto">From elsewhere</h1>' in to_html(Dossier(document))


STRETCHES = st.tuples(st.integers(0, 39), st.integers(1, 12)).map(lambda it: Span(it[0], it[0] + it[1]))


@given(st.text("ab &<\n", min_size=1, max_size=40), st.lists(STRETCHES, max_size=8))
def test_marks_that_nest_and_cross_leave_the_text_as_it_is(text: str, spans: list[Span]) -> None:
    inside = [span for span in dict.fromkeys(spans) if span.end <= len(text)]
    marks = [Mark(span, back="n1" if number % 2 else "") for number, span in enumerate(inside)]
    written = [Page(f'<div id="all">{line}</div>').words["all"].split() for line in paragraphs(text, marks)]
    assert written == [line.split() for line in text.split("\n") if line.strip()]


def test_a_mark_over_two_lines_has_one_id_and_a_class_on_every_piece() -> None:
    first, second = paragraphs("one two\nthree", [Mark(Span(4, 13))])
    assert first == Markup('one <span id="w4-13" class="w4-13">two</span>')
    assert second == Markup('<span class="w4-13">three</span>')
