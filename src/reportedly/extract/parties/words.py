"""A parsed document as plain lists, one entry a token: read once, then cheap to walk."""

from __future__ import annotations

import functools

from spacy.tokens import Doc

from reportedly import lexicon


@functools.cache
def word_set(table: str, name: str) -> frozenset[str]:
    """A list of the lexicon, to look words up in."""
    return frozenset(lexicon.load(table)[name])


OPENING, CLOSING, EITHER = "“«", "”»", '"'
OPENING_QUOTES = frozenset((*OPENING, EITHER, "``", "‘"))
CLOSING_QUOTES = frozenset((*CLOSING, EITHER, "''", "’"))
PHRASE_BREAKS = frozenset(",;:()[]—–“”\"«»…!?.")
NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
MODIFIERS = frozenset(("compound", "amod", "nmod", "nummod", "det", "npadvmod", "quantmod"))
APPROXIMATIONS = frozenset(("at least", "up to", "at most", "more than", "less than", "fewer than"))
NO_INSIDE = frozenset(("SPACE", "CCONJ", "ADP", "AUX"))
NO_BEGINNING = frozenset(("ADV", "PART", "PUNCT", "SCONJ", "SPACE"))
NO_INSIDE = frozenset(("SPACE", "CCONJ", "ADP", "AUX"))
NO_BEGINNING = frozenset(("ADV", "PART", "PUNCT", "SCONJ", "SPACE"))
NO_BEGINNING_TAGS = frozenset(("WDT", "IN", "TO"))
COMPLEMENTS = word_set("grammar", "complements")
OF_ACTS = word_set("names", "of_acts")
APPROXIMATIONS = word_set("grammar", "approximations")
APPROXIMATION_ENDS = word_set("grammar", "approximation_ends")


class Words:
    """The tokens' forms, tags and heads. Indices are token indices; ``sentence`` numbers the sentences from 0."""

    __slots__ = ("dep", "doc", "entity", "head", "lower", "pos", "quoted", "sentence", "starts", "tag", "text")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = [token.text for token in doc]
        self.lower = [text.lower() for text in self.text]
        self.pos = [token.pos_ for token in doc]
        self.tag = [token.tag_ for token in doc]
        self.dep = [token.dep_ for token in doc]
        self.head = [token.head.i for token in doc]
        self.entity = [token.ent_type_ for token in doc]
        self.sentence: list[int] = []
        self.starts: list[int] = []
        self.quoted: list[int] = []
        self._read_sentences()
        self._read_quotes()

    def __len__(self) -> int:
        return len(self.text)

    def _read_sentences(self) -> None:
        for i, token in enumerate(self.doc):
            if token.is_sent_start or not i:
                self.starts.append(i)
            self.sentence.append(len(self.starts) - 1)

    def _read_quotes(self) -> None:
        """``quoted`` numbers the quotation that a token stands in, 0 outside; a line break ends every quotation."""
        number, inside = 0, False
        for text in self.text:
            if "\n" in text:
                inside = False
            elif text in OPENING or (text == EITHER and not inside) or (text == "``"):
                number, inside = number + 1, True
            elif text in CLOSING or text == EITHER or text == "''":
                inside = False
            self.quoted.append(number if inside else 0)

    def naming_end(self, at: int) -> int | None:
        """Where the name begins that the words at ``at`` lead to: "a group calling itself the Red Hand"; None: they don't."""
        naming, around = word_set("people", "naming"), word_set("people", "naming_around") | word_set("people", "reflexive")
        end = at
        while end < len(self) and self.lower[end] in naming | around:
            end += 1
        return None if naming.isdisjoint(self.lower[at:end]) else end

    def modifies(self, i: int) -> bool:
        """Is the token an attribute of a noun behind it, or of one that the parse took for a verb: "Ukrainian | shelling hit"?"""
        behind = self.doc[i + 1] if self.dep[i] == "nsubj" and self.head[i] > i + 1 else None
        if behind is not None and behind.tag_ == "VBG" and behind.dep_ in ("aux", "advmod") and behind.head.i == self.head[i]:
            return True
        return self.head[i] > i and self.dep[i] in MODIFIERS and self.pos[self.head[i]] in NOMINAL

    def root(self, start: int, end: int) -> int:
        """The last token of the stretch that hangs on a token outside it."""
        return next(
            (i for i in range(end - 1, start - 1, -1) if not start <= self.head[i] < end or self.head[i] == i), end - 1)

    def phrase_start(self, i: int) -> int:
        """Where the noun phrase of the noun ``i`` begins."""
        edge: int = self.doc[i].left_edge.i
        start = i
        while start > edge and self._inside(start - 1):
            start -= 1
        while start < i and (self.pos[start] in NO_BEGINNING or self.tag[start] in NO_BEGINNING_TAGS
                             or self.lower[start] in APPROXIMATION_ENDS):
            start += 1
        told = next((j for j in range(start, i) if self.pos[j] != "DET"), i)
        while told < i and self.lower[told] in OF_ACTS:
            start = told = told + 1
        if start > 1 and f"{self.lower[start - 2]} {self.lower[start - 1]}" in APPROXIMATIONS:
            start -= 2
        return start

    def _inside(self, i: int) -> bool:
        """Can the token stand inside a noun phrase? A dash between words cannot, a hyphen can."""
        if self.lower[i] in PHRASE_BREAKS or self.pos[i] in NO_INSIDE:
            return False
        return self.lower[i] != "-" or not self.doc[i].whitespace_

    def complement(self, end: int, links: frozenset[str] = COMPLEMENTS) -> int | None:
        """The noun behind "of", "for", "at" or "from" that stands at ``end`` and belongs to the phrase before it."""
        if end + 1 >= len(self) or self.lower[end] not in links or self._is_of_the_charge(end):
            return None
        for i in range(end + 1, min(end + 12, len(self))):
            if self.head[i] == end and self.dep[i] == "pobj":
                return i
        return None

    def _is_of_the_charge(self, preposition: int) -> bool:
        """Whether "of" says what somebody is accused of: "accused the army of a massacre"."""
        verb = self.head[self.head[preposition]]
        return self.lower[preposition] == "of" and self.doc[verb].lemma_ in lexicon.load("events")["blame"]["object_of"]

    def words(self, start: int, end: int) -> str:
        """The text of a stretch of tokens."""
        text: str = self.doc[start:end].text
        return text
