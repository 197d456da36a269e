"""The report's text as HTML paragraphs, with marks that may nest, cross and run over lines."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from reportedly.model import Span
from reportedly.publish.words import visible

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


@dataclass(slots=True)
class Mark:
    """What is to be seen of a span: its classes, its hints, where it leads back to, and the letters behind it.

    ``badges`` maps each letter, with the act where it is no plain report, to the id that it leads to; ``pieces`` counts the
    elements that the mark came to be.
    """

    span: Span
    classes: dict[str, None] = field(default_factory=dict)
    hints: dict[str, None] = field(default_factory=dict)
    back: str = ""
    badges: dict[str, str] = field(default_factory=dict)
    pieces: int = 0

    @property
    def id(self) -> str:
        """The anchor of the span's words."""
        return anchor(self.span)


@dataclass(slots=True)
class _Piece:
    """The part of a mark that fits into its line and into the marks around it."""

    start: int
    end: int
    mark: Mark
    inner: list[_Piece] = field(default_factory=list)


def anchor(span: Span) -> str:
    """The id of the element that holds a span's words."""
    return f"w{span.start}-{span.end}"


def lines(text: str) -> list[Span]:
    """The lines of a text that are not empty, without the white space at their ends."""
    return [Span(line.start(), line.end()) for line in _LINE.finditer(text)]


def paragraphs(text: str, marks: Iterable[Mark], stretches: Iterable[Span] | None = None) -> list[Markup]:
    """Each line of the text, or each of these stretches of it in their order, as HTML, marks nested by their spans.

    A mark that crosses a line's end or another mark is split: every piece has its id as a class,
    the first has it as id.
    """
    waiting = [(mark.span.start, -mark.span.end, order, mark) for order, mark in enumerate(marks)]
    heapq.heapify(waiting)
    result = []
    for line in lines(text) if stretches is None else stretches:
        pieces = list(_nested(line.start, line.end, waiting))
        result.append(Markup("").join(_html(text, line.start, line.end, pieces)))
    return result


def _nested(start: int, end: int, waiting: list[tuple[int, int, int, Mark]]) -> Iterator[_Piece]:
    """The pieces in ``start:end``, outermost ones yielded; what reaches beyond waits on."""
    around: list[_Piece] = []
    while waiting and waiting[0][0] < end:
        first, minus_last, order, mark = heapq.heappop(waiting)
        first, last = max(first, start), -minus_last
        while around and around[-1].end <= first:
            around.pop()
        room = around[-1].end if around else end
        if last > room:
            heapq.heappush(waiting, (room, -last, order, mark))
            last = room
        if first >= last:
            continue
        mark.pieces += 1
        piece = _Piece(first, last, mark)
        if around:
            around[-1].inner.append(piece)
        else:
            yield piece
        around.append(piece)


def _html(text: str, start: int, end: int, pieces: Iterable[_Piece]) -> Iterator[Markup]:
    for piece in pieces:
        yield escape(visible(text[start:piece.start]))
        yield _element(text, piece)
        start = piece.end
    yield escape(visible(text[start:end]))


def _element(text: str, piece: _Piece) -> Markup:
    """A mark without marks inside it is itself the link back; around others a link would not be valid."""
    mark = piece.mark
    is_first = not text[mark.span.start:piece.start].strip()
    is_last = not text[piece.end:mark.span.end].strip()
    leads_back = bool(mark.back) and not piece.inner
    attributes = {
        "id": mark.id if is_first else "", "class": " ".join((mark.id, *mark.classes)),
        "title": "; ".join(mark.hints), "href": f"#{mark.back}" if leads_back else "",
    }
    written = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in attributes.items() if value)
    name = Markup("a" if leads_back else "span")
    words = Markup("").join(_html(text, piece.start, piece.end, piece.inner))
    behind = Markup("").join(_badge(label, href) for label, href in mark.badges.items()) if is_last else Markup("")
    if mark.back and piece.inner and is_last and not mark.badges:
        behind = _badge("↩", mark.back)
    return Markup("<{0}{1}>{2}</{0}>{3}").format(name, written, words, behind)


def _badge(label: str, href: str) -> Markup:
    return Markup('<sup><a class="badge" href="#{}" aria-label="{}">{}</a></sup>').format(
        href, f"{label}: to the account" if label != "↩" else "back to the field", label)
