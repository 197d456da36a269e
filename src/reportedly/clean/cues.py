"""The cues of ``lexicon/furniture.toml``, ready to be looked up by their first word."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reportedly.clean.page import Page, word_pattern
from reportedly.lexicon import load
from reportedly.model import FurnitureKind

LONGEST_CREDIT = 45
"""Words."""

Part = Literal["lines", "labels", "weak_labels", "starts", "marks", "objects", "cores", "press"]
"""What a cue is: a whole line, a label before a colon (a weak one only of a heading), the start of a sentence, a mark
anywhere in one, what a request is for, what is an appeal near a word of the press, or such a word."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue at the words ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    part: Part
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues, and the single words that the rules ask about."""

    by_first_word: dict[str, list[tuple[tuple[str, ...], Part, FurnitureKind]]]
    imperatives: frozenset[str]
    openers: tuple[tuple[str, ...], ...]
    not_requests: frozenset[str]
    attributions: frozenset[str]
    harm: frozenset[str]
    addressing: frozenset[str]
    addressee: frozenset[str]
    thread_buttons: frozenset[str]
    name_links: frozenset[str]
    agencies: tuple[tuple[str, ...], ...]
    bracket_notes: tuple[tuple[str, ...], ...]
    paren_notes: dict[FurnitureKind, tuple[tuple[str, ...], ...]]
    stamp_words: frozenset[str]
    stamp_labels: frozenset[str]

    def hits(self, words: Sequence[str]) -> Iterator[Hit]:
        """Every cue in ``words``, by position; of the same part and kind the longest at a word."""
        by_first_word = self.by_first_word
        for index, word in enumerate(words):
            for phrase, part, kind in by_first_word.get(word, ()):
                if len(phrase) == 1 or tuple(words[index:index + len(phrase)]) == phrase:
                    yield Hit(index, index + len(phrase), part, kind)


    def only_names(self, page: Page, first: int, last: int) -> bool:
        """Whether words are names and the little words between them: no verb makes a statement of them."""
        return 0 < last - first <= LONGEST_CREDIT and all(
            page.text[page.starts[i]].isupper() or page.words[i] in self.name_links or page.words[i] == "s"
            for i in range(first, last))


@functools.cache
def cues() -> Cues:
    """The cues, read once."""
    table = load("furniture")
    by_first_word: dict[str, list[tuple[tuple[str, ...], Part, FurnitureKind]]] = {}

    def add(phrases: Sequence[str], part: Part, kind: FurnitureKind) -> None:
        for phrase in _phrases(phrases):
            by_first_word.setdefault(phrase[0], []).append((phrase, part, kind))

    parts: tuple[Part, ...] = ("lines", "labels", "weak_labels", "starts", "marks", "objects", "cores")
    for kind, entry in table["kinds"].items():
        for part in parts:
            add(entry.get(part, ()), part, kind)
    add(table["press"], "press", "appeal")
    stamps = table["stamps"]
    return Cues(
        by_first_word, frozenset(table["imperatives"].split()), _phrases(table["openers"]),
        frozenset(table["not_requests"].split()), frozenset(table["attributions"].split()),
        frozenset(table["harm"].split()), frozenset(table["addressing"].split()),
        frozenset(table["addressee"].split()),
        frozenset(table["thread_buttons"].split()),
        frozenset(table["name_links"].split()) | {"#"}, _phrases(table["agencies"]), _phrases(table["bracket_notes"]),
        {kind: _phrases(phrases) for kind, phrases in table["paren_notes"].items()},
        frozenset(f"{stamps['months']} {stamps['weekdays']} {stamps['words']}".split()) | {"#"},
        frozenset(stamps["told"].split()),
    )


def _phrases(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Each phrase as a tuple of words, the longest first."""
    split = {tuple(word if word == "#" else word.lower() for word in _words(line)) for line in lines}
    return tuple(sorted(split, key=lambda phrase: (-len(phrase), phrase)))


def _words(line: str) -> list[str]:
    return [word for piece in line.split() for word in (["#"] if piece == "#" else word_pattern().findall(piece))]
