"""A document as the statements read it: its words, its quotations, and the units between which nothing runs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from reportedly.extract.statements.clauses import VERBAL, Range, trimmed
from reportedly.extract.statements.cues import Cues, cues
from reportedly.extract.statements.quotes import Quotation, find_quotations

QUOTE_END = frozenset({"”", "\"", "''", "»", "’’"})
SENTENCE_END = frozenset({".", "!", "?", "…"})
BRACKETS = frozenset(")]")
DASHES = frozenset({"-", "–", "—", "--"})
FARTHEST_CUE = 8
LONGEST_UNIT = 600


@dataclass(slots=True)
class Attribution:
    """One cue with what stands around it, by token index.

    ``speaker`` is the word that names the source, the antecedent of "who". ``hearsay``: said by nobody who is named.
    ``speech``: words are given, so that a quotation behind it without a cue of its own goes on with it.
    """

    anchor: int
    cue: Range
    source: Range | None = None
    speaker: int | None = None
    content: list[Range] = field(default_factory=list)
    hearers: tuple[int, ...] = ()
    hearsay: bool = False
    speech: bool = False


class Passage:
    """A parsed document with its quotations. ``quoted[i]``: the number of the quotation of token ``i``, or -1."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.cues: Cues = cues()
        self.quotations = find_quotations(doc)
        self.quoted = [-1] * len(doc)
        for number, quotation in enumerate(self.quotations):
            self.quoted[quotation.start:quotation.end] = [number] * (quotation.end - quotation.start)

    def previous(self, i: int) -> int:
        """The index of the last token before ``i`` that is no white space; 0 at the start."""
        i -= 1
        while i > 0 and self.doc[i].is_space:
            i -= 1
        return max(i, 0)

    def starts_line(self, i: int) -> bool:
        """Whether nothing but white space stands before token ``i`` on its line."""
        return i == 0 or "\n" in self.doc[i - 1].text

    def quotation_at(self, i: int) -> Quotation | None:
        """The quotation that token ``i`` is in."""
        return self.quotations[self.quoted[i]] if self.quoted[i] >= 0 else None

    def has_quotation(self, start: int, end: int) -> bool:
        """Whether any word of the range is quoted."""
        return any(number >= 0 for number in self.quoted[start:end])

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a verb is in the range."""
        return any(token.pos_ in VERBAL for token in self.doc[start:end])

    def takes_quotation(self, token: Token) -> bool:
        """Whether the token is a verb that leads to direct speech."""
        frame = self.cues.verbs.get(token.lemma_)
        return frame is not None and "quote" in frame.takes and token.pos_ in VERBAL

    def opening(self, start: int, behind: int) -> int:
        """Where what is said before ``behind`` starts: at a quotation that opens a sentence there, or at ``start``."""
        last = self.previous(behind)
        number = self.quoted[last]
        if number < 0 and last - 1 >= start:
            number = self.quoted[last - 1]
        if number >= 0:
            first = self.quotations[number].start
            if first > start and self.doc[first - 1].text in SENTENCE_END | {":"}:
                return first
        return start

    def whole(self, ranges: list[Range], anchor: int) -> list[Range]:
        """The ranges in order, each with the whole of every quotation that it reaches into but the anchor's own."""
        grown = []
        for low, high in ranges:
            for edge in (low, high - 1):
                quotation = self.quotation_at(edge)
                if quotation is not None and not quotation.start <= anchor < quotation.end:
                    low, high = min(low, quotation.start), max(high, quotation.end)
            grown.append((low, high))
        return joined(grown)

    # -- units: sentences, joined where a quotation runs over their border

    def units(self) -> Iterator[Range]:
        """The sentences, joined where a quotation, or "...?" he asked, runs over their border."""
        start = 0
        for sentence in self.doc.sents:
            border = self._border(sentence.end)
            if border <= start or (
                    border < len(self.doc) and border - start < LONGEST_UNIT and self._runs_on(start, border)):
                continue
            yield start, border
            start = border
        if start < len(self.doc):
            yield start, len(self.doc)

    def _border(self, border: int) -> int:
        """A sentence border moved off a quotation mark: an opening mark goes with what follows, a closing one with
        what precedes."""
        quotation = self.quotation_at(border) if border < len(self.doc) else None
        if quotation is not None and self.quoted[border] == self.quoted[border - 1]:
            if border - quotation.start == 1:
                return quotation.start
            if quotation.end - border == 1 and quotation.closed:
                return quotation.end
        return border

    def _runs_on(self, start: int, border: int) -> bool:
        doc, quoted = self.doc, self.quoted
        if self.starts_line(border):
            return False
        if quoted[border] >= 0 and quoted[border] == quoted[border - 1]:
            return True
        last = self.previous(border)
        if doc[last].text == ":" or not self._ends_sentence(last):
            return True
        if quoted[last] < 0 or last <= start or quoted[border] >= 0:
            return False
        inner = doc[last - 1].text if doc[last].text in QUOTE_END else doc[last].text
        return inner == "," or doc[border].is_lower or (inner in "!?" and self._cue_follows(border))

    def _ends_sentence(self, last: int) -> bool:
        """Whether a stop or a quotation mark is there: where none is, the parser cut a sentence in two."""
        if self.doc[last].text in BRACKETS:
            last -= 1
        return self.doc[last].is_punct or self.doc[last].is_quote

    def _cue_follows(self, start: int) -> bool:
        """Whether within a few words of ``start`` a verb that takes direct speech stands in the same sentence."""
        for token in self.doc[start:start + FARTHEST_CUE]:
            if token.text in SENTENCE_END or self.quoted[token.i] >= 0:
                return False
            if self.takes_quotation(token):
                return True
        return False


def joined(ranges: list[Range]) -> list[Range]:
    """The ranges in order, those that touch or overlap made one."""
    result: list[Range] = []
    for low, high in sorted(ranges):
        if result and low <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], high))
        else:
            result.append((low, high))
    return result


def filled(doc: Doc, ranges: list[Range]) -> list[Range]:
    """The ranges trimmed, without those that hold nothing."""
    return [part for part in (trimmed(doc, part) for part in ranges) if part[0] < part[1]]
