"""A page as the furniture rules see it: its lines, their sentences, and their words, with offsets."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from dataclasses import dataclass, field

from reportedly.lexicon import load
from reportedly.lines import paragraphs, unwrapped

_SENTENCE_END = re.compile(
    r"[.!?…][\"”’')\]]*(?:\s+|(?<=[a-z0-9][.!?])(?=[A-Z“\"‘]))"  # "…the difference.A US airstrike" is two
    r"|(?<=[.!?] )\([^()\n]{2,120}\)\s+"  # a bracket of its own between sentences
    r"|(?<=[a-z])(?=©)"
)
_QUOTES = re.compile(r"[“”\"]")


@functools.cache
def word_pattern() -> re.Pattern[str]:
    """A word; where two are glued ("forumJoin"), each of them. An apostrophe parts words ("editor", "s")."""
    brands = "|".join(load("furniture")["brands"].split())
    return re.compile(rf"(?:{brands})(?![a-zß-ÿ])|[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿ]+|\d+|[^\W\d_]+")


@dataclass(slots=True)
class Sentence:
    """A sentence of a line: its offsets, its words (indices into :attr:`Page.words`), and whether it is speech."""

    start: int
    end: int
    first: int
    last: int
    line: int
    quoted: bool


@dataclass(slots=True)
class Page:
    """``words`` are lower case, numbers are "#"; ``starts`` and ``ends`` are their offsets."""

    text: str
    lines: list[tuple[int, int]]
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)

    def word_at(self, offset: int) -> int:
        """The index of the first word that starts at ``offset`` or behind it."""
        return bisect_left(self.starts, offset)


def page_of(text: str) -> Page:
    """``text`` taken apart; in wrapped copy a line is a paragraph."""
    text = unwrapped(text)
    page = Page(text, list(paragraphs(text)))
    for found in word_pattern().finditer(text):
        word = found[0]
        page.words.append("#" if word.isdecimal() else word.lower())
        page.starts.append(found.start())
        page.ends.append(found.end())
    for number, (start, end) in enumerate(page.lines):
        _part(page, number, start, end)
    return page


def _part(page: Page, number: int, start: int, end: int) -> None:
    """The sentences of a line. A straight quotation mark opens and closes in turn; a line begins unquoted."""
    quotes = [(found.start(), found[0]) for found in _QUOTES.finditer(page.text, start, end)]
    inside, next_quote = False, 0
    cuts = [found.end() for found in _SENTENCE_END.finditer(page.text, start, end)]
    for cut in [*cuts, end]:
        while next_quote < len(quotes) and quotes[next_quote][0] < start:
            mark = quotes[next_quote][1]
            inside = mark == "“" or (mark == '"' and not inside)
            next_quote += 1
        if cut > start:
            stop = cut
            while stop > start and page.text[stop - 1].isspace():
                stop -= 1
            first, last = page.word_at(start), page.word_at(stop)
            if last > first:
                quoted = inside or page.text[start] in "“\"‘'"
                page.sentences.append(Sentence(start, stop, first, last, number, quoted))
        start = cut
