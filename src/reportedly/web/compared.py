"""Two texts next to each other: which sentences went, came and stayed, and in those that were changed which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from reportedly.model import Document, Span
from reportedly.publish.words import visible
from reportedly.sentences import Sentences

ALIKE = 0.5
"""From this share of common words on (difflib's ratio), one sentence is another that was changed."""

MOST = 40
"""Sentences after one that are looked through for what it was changed to."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")

Piece = tuple[str, bool]
"""Words, and whether they are in this text alone."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of the first text and what it is in the second; none where it isn't there."""

    kind: Literal["same", "changed", "gone", "new"]
    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()

    @property
    def texts(self) -> tuple[str, str]:
        """Both sentences as they are."""
        return "".join(words for words, _ in self.left), "".join(words for words, _ in self.right)


def compared(first: Document, second: Document) -> tuple[Pair, ...]:
    """The sentences of two texts in order."""
    return tuple(_pairs(_sentences(first), _sentences(second)))


def _sentences(document: Document) -> list[str]:
    sentences, text, found, end = Sentences(document), document.text, [], 0
    for match in re.finditer(r"\S", text):
        if match.start() >= end:
            span = sentences.around(Span(match.start(), match.start() + 1))
            end = max(span.end, match.start() + 1)
            found.append(visible(text[match.start():end]).strip())
    return found


def _pairs(first: Sequence[str], second: Sequence[str]) -> Iterator[Pair]:
    for kind, start, end, to, until in SequenceMatcher(None, first, second).get_opcodes():
        if kind == "equal":
            yield from (Pair("same", ((text, False),), ((text, False),)) for text in first[start:end])
        else:
            yield from _changed(first[start:end], second[to:until])


def _changed(first: Sequence[str], second: Sequence[str]) -> Iterator[Pair]:
    """Each sentence with the first one after it that is like it; what has none went or came."""
    then = 0
    for text in first:
        words = _WORD.findall(text)
        like = next((place for place in range(then, min(then + MOST, len(second))) if _alike(words, second[place])), None)
        if like is None:
            yield Pair("gone", ((text, True),))
            continue
        yield from (Pair("new", (), ((added, True),)) for added in second[then:like])
        yield _by_words(words, _WORD.findall(second[like]))
        then = like + 1
    yield from (Pair("new", (), ((added, True),)) for added in second[then:])


def _alike(words: Sequence[str], other: str) -> bool:
    matcher = SequenceMatcher(None, words, _WORD.findall(other), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _by_words(first: Sequence[str], second: Sequence[str]) -> Pair:
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, start, end, to, until in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        own = kind != "equal"
        left += [("".join(first[start:end]), own)] if start < end else []
        right += [("".join(second[to:until]), own)] if to < until else []
    return Pair("changed", tuple(left), tuple(right))
