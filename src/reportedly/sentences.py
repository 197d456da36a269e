"""The sentences of a document, found by punctuation alone: a dossier read back from JSON has no parse."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from reportedly.model import Document, Span

_WORD_BEFORE_STOP = re.compile(r"(\w+)\.$")
_SENTENCE_END = re.compile(
    r"""[.!?…]["”’')\]]*\s+(?=["“‘'(\[]?[^\W_a-z])   # a stop, a space and a capital or a digit
    |(?<=[a-z])[.!?](?=[A-Z])                         # glued: "the difference.A strike"
    |\n+""", re.VERBOSE)
_TITLE_LENGTH = 3
"""A capitalised word of up to so many letters before a full stop is held to be short for something: "Gen. Ali"."""


class Sentences:
    """The sentences of a document."""

    def __init__(self, document: Document) -> None:
        text = document.text
        edges = {match.end() for match in _SENTENCE_END.finditer(text) if not _is_short_form(text, match.start())}
        edges.update(edge for piece in document.furniture for edge in (piece.span.start, piece.span.end))
        self._text = text
        self._edges = sorted(edges | {0, len(text)})

    def around(self, span: Span) -> Span:
        """The whole sentences that ``span`` stands in, without the white space at their ends."""
        start = self._edges[max(bisect.bisect_right(self._edges, span.start) - 1, 0)]
        end = self._edges[min(bisect.bisect_left(self._edges, span.end), len(self._edges) - 1)]
        stretch = self._text[start:end]
        start += len(stretch) - len(stretch.lstrip())
        end -= len(stretch) - len(stretch.rstrip())
        return Span(min(start, span.start), max(end, span.end))

    def of(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The sentences that these spans stand in, in order, each once."""
        return united(self.around(span) for span in spans)


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order; those that overlap are one."""
    result: list[Span] = []
    for span in sorted(set(spans)):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def _is_short_form(text: str, stop: int) -> bool:
    before = _WORD_BEFORE_STOP.search(text, max(stop - 20, 0), stop + 1)
    return before is not None and before[1][0].isupper() and len(before[1]) <= _TITLE_LENGTH
