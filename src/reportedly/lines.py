"""Lines and paragraphs of a text. Copy of the wire age is wrapped by hand: there a line break is only a space."""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDEST_WRAP = 100
"""The longest line, in characters, of a text that counts as wrapped by hand."""

FEWEST_WRAPS = 3
MOST_SHORT = 0.1
_BREAK = re.compile(r"(?<=[^\s])[ \t]*\r?(\n)(?=[^\s])")
"""A line break between two lines; one before an indented line begins a paragraph."""

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
    would not have fitted into the width of the longest line.
    """
    breaks = _wraps(text)
    if not breaks:
        return text
    characters = list(text)
    for position in breaks:
        characters[position] = " "
    return "".join(characters)


def _wraps(text: str) -> list[int]:
    if text.count("\n") < FEWEST_WRAPS:
        return []
    width = max(map(len, text.split("\n")))
    if width > WIDEST_WRAP:
        return []
    wraps, others = [], 0
    for found in _BREAK.finditer(text):
        position = found.start(1)
        line = position - (text.rfind("\n", 0, position) + 1)
        word = _FIRST_WORD.search(text, found.end())
        if word and line + 1 + len(word[0]) > width - 3:
            wraps.append(position)
        else:
            others += 1
    return wraps if len(wraps) >= FEWEST_WRAPS and others <= MOST_SHORT * len(wraps) else []
