"""Quotation marks to quotations.

Marks are paired paragraph by paragraph, never over a whole report: one mark that was lost would turn every quotation
behind it inside out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc

PARAGRAPH = re.compile(r"[^\n]+")
MARK = re.compile(r"[“”„«»\"]|''|``")
OPENING = frozenset("“„«") | {"``"}
CLOSING = frozenset("”»")
BEFORE_OPENING = frozenset(" \t\u00a0([{-–—/:,")
SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z“\"]|\s*$)")
LEAD_IN = re.compile(r": (?=\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation by token indices, its marks included. ``closed`` is false where the closing mark is missing: the
    speaker goes on in the next paragraph, or a mark was lost."""

    start: int
    end: int
    closed: bool = True


def find_quotations(doc: Doc) -> list[Quotation]:
    """The quotations of a document, in order; none overlaps another."""
    text = doc.text
    if not MARK.search(text):
        return []
    starts = [token.idx for token in doc]
    found = []
    paragraphs = list(PARAGRAPH.finditer(text))
    for number, paragraph in enumerate(paragraphs):
        for start, end, closed in _pairs(paragraph.group()):
            if not closed and not (number + 1 < len(paragraphs) and _is_resumed(paragraphs[number + 1].group())):
                end = _sentence_end(paragraph.group(), start)
            first = bisect_left(starts, paragraph.start() + start)
            last = bisect_left(starts, paragraph.start() + end)
            if first < last:
                found.append(Quotation(first, last, closed))
    return found


def _is_resumed(paragraph: str) -> bool:
    """Whether a paragraph opens with a mark: the speaker of the unclosed one before goes on."""
    return MARK.match(paragraph.lstrip()) is not None


def _sentence_end(paragraph: str, start: int) -> int:
    """Where the first sentence from ``start`` ends: as far as a quotation whose closing mark is lost can be trusted."""
    end = SENTENCE_END.search(paragraph, start)
    return end.end() if end else len(paragraph)


def _pairs(paragraph: str) -> list[tuple[int, int, bool]]:
    """The quotations of one paragraph by character: start, end, whether it is closed."""
    pairs: list[tuple[int, int, bool]] = []
    opened: int | None = None
    for mark in MARK.finditer(paragraph):
        if opened is None:
            if _opens(paragraph, mark):
                opened = mark.start()
            elif mark.group() in CLOSING:
                lead_in = _lead_in(paragraph, pairs[-1][1] if pairs else 0, mark.start())
                if lead_in is not None:
                    pairs.append((lead_in, mark.end(), True))
        elif mark.group() not in OPENING or _ends(paragraph, mark):
            pairs.append((opened, mark.end(), True))
            opened = None
    if opened is not None:
        pairs.append((opened, len(paragraph), False))
    return pairs


def _opens(paragraph: str, mark: re.Match[str]) -> bool:
    if mark.group() in OPENING:
        return True
    if mark.group() in CLOSING or mark.end() == len(paragraph) or paragraph[mark.end()].isspace():
        return False
    return mark.start() == 0 or paragraph[mark.start() - 1] in BEFORE_OPENING


def _ends(paragraph: str, mark: re.Match[str]) -> bool:
    """Whether an opening mark stands where only a closing one can: “Not yet,“ she said."""
    behind = paragraph[mark.end():mark.end() + 1]
    return (not behind or behind.isspace()) and paragraph[mark.start() - 1] in ",.?!"


def _lead_in(paragraph: str, start: int, end: int) -> int | None:
    """Where the words behind the last colon start: a quotation that has only its closing mark."""
    colons = [m.end() for m in LEAD_IN.finditer(paragraph, start, end)]
    return colons[-1] if colons else None
