"""Time expressions before they are read, and the matches that make them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from reportedly.extract.times.readings import Meaning
from reportedly.extract.times.words import Lexeme
from reportedly.model import TimeType

_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \t\xa0\n]?[(\"'“‘`]*$")
_WORD_AFTER = re.compile(r"[ \t\xa0]?-?([^\W\d_]+)")

Basis = Literal["report", "speech", "day"]
"""What an expression is counted from: the report's day; in a quotation, the day of the speech; its sentence's day."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression before it is read: its words, its TIMEX3 type, and its meaning.

    ``length`` is set where a time follows from which it may be counted ("two days after …"): unit, count, direction;
    ``part`` where a day may follow that it is part of ("the night of …").
    """

    start: int
    end: int
    type: TimeType
    meaning: Meaning
    basis: Basis = "report"
    length: tuple[str, int, int] | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Lexemes that fit a pattern, in their text. ``is_name`` tells whether the word at an offset is a proper name, and
    ``counts`` whether the number there counts things."""

    text: str
    lexemes: tuple[Lexeme, ...]
    is_name: Callable[[int], bool]
    counts: Callable[[int], bool]

    def get(self, letters: str) -> Lexeme | None:
        return next((x for x in self.lexemes if x.kind in letters), None)

    def need(self, letters: str) -> Lexeme:
        return next(x for x in self.lexemes if x.kind in letters)

    def before(self) -> str:
        """The word before, in lower case; "" if none stands on the same line."""
        start = self.lexemes[0].start
        found = _WORD_BEFORE.search(self.text, max(0, start - 24), start)
        return found[1].lower() if found else ""

    def after(self) -> str:
        """The word after, in lower case; "" if a mark or a line's end comes first."""
        found = _WORD_AFTER.match(self.text, self.lexemes[-1].end)
        return found[1].lower() if found else ""

    def one(
        self, type_: TimeType, meaning: Meaning, basis: Basis = "report", length: tuple[str, int, int] | None = None
    ) -> list[Expression]:
        return [Expression(self.lexemes[0].start, self.lexemes[-1].end, type_, meaning, basis, length)]


LEADS = {"l": -1, "x": 1, "i": 0}
"""Where "last", "next" and "this" lead to."""

Maker = Callable[[Match], list[Expression]]
