"""Lines and paragraphs of a text. Copy of the wire age is wrapped by hand: there a line break is only a space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.lexicon import load

WIDEST_WRAP = 100
"""The longest line, in characters, of a text that counts as wrapped by hand."""

FEWEST_WRAPS = 3
MOST_SHORT = 0.1
SLACK = 3
"""Characters by which a wrapped line may be shorter than it had to be."""

FEWEST_FULL = 0.4
"""The share of its wrapped lines that are as wide as the text."""

LONGEST_WORD = 40

_BLANK = re.compile(r"\n[ \t\r]*(?=\n)")
_BREAK = re.compile(r"(?<=[^\s])[ \t]*\r?(\n)(?=[^\s])")
"""A line break between two lines; one before an indented line begins a paragraph."""

_IN_SENTENCE = re.compile(r"(?<=[^\n]{60})(?<=[\w,])[ \t]*\r?(\n)(?=\w)")
"""A line break behind a long line that no stop ends."""

_LAST_WORD = re.compile(r"(\w+)[ \t]*\r?$")
_FIRST_WORD = re.compile(r"\S+")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that isn't blank, without the space around it; of each paragraph in a wrapped text."""
    text = unwrapped(text)
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words[0])
            yield first, first + len(words)
        start += len(line)


def unwrapped(text: str) -> str:
    """``text`` with a space for each line break that only wraps a line: same length.

    A text is wrapped by hand where its lines are all short and where, at nearly every single line break, the next word
    would not have fitted into the width of the paragraph, and at many not into that of the text. In others a break only
    wraps within a sentence: behind a long line that no stop ends, before a small letter or behind a word that leads on.
    """
    breaks = _wraps(text) or [found.start(1) for found in _IN_SENTENCE.finditer(text) if _goes_on(text, found.start(1))]
    if not breaks:
        return text
    characters = list(text)
    for position in breaks:
        characters[position] = " "
    return "".join(characters)


def _goes_on(text: str, at: int) -> bool:
    last = _LAST_WORD.search(text, max(0, at - LONGEST_WORD), at)
    return text[at + 1].islower() or (last is not None and last[1] in load("grammar")["leading_on"])


def _wraps(text: str) -> list[int]:
    if text.count("\n") < FEWEST_WRAPS:
        return []
    width = max(map(len, text.split("\n")))
    if width > WIDEST_WRAP:
        return []
    wraps, full, others = [], 0, 0
    for begin, end in _blocks(text):
        widest = max(map(len, text[begin:end].split("\n")))
        for found in _BREAK.finditer(text, begin, end):
            position = found.start(1)
            word = _FIRST_WORD.search(text, found.end())
            filled = position - (text.rfind("\n", 0, position) + 1) + 1 + (len(word[0]) if word else 0)
            if word and filled > min(width, widest) - SLACK:
                wraps.append(position)
                full += filled > width - SLACK
            else:
                others += 1
    if len(wraps) < FEWEST_WRAPS or others > MOST_SHORT * len(wraps):
        return []
    return wraps if full >= FEWEST_FULL * len(wraps) else []


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch between blank lines: a paragraph may be wrapped to a width of its own."""
    start = 0
    for blank in _BLANK.finditer(text):
        yield start, blank.start()
        start = blank.end()
    yield start, len(text)
