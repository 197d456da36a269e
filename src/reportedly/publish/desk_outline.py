"""The order in which a reader is led through an incident of the desk, the same for every form of output.

Whatever is shown is an :class:`Item`: what is said, in plain words, and the reports' words that it rests on. A letter
stands for an origin, R and a number for a report. :mod:`reportedly.publish.desk_reading` fills it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportedly.model import FigureKind, Span
from reportedly.publish.words import told_apart
from reportedly.weigh.types import Quote, Report

TITLES = {
    "agreed": "What is agreed: said by two independent origins or more, disputed by none",
    "alone": "Said by one independent origin at most, disputed by none",
    "disputed": "What is disputed",
    "values": "Values that an account disputes",
    "acts": "Who claims, who accuses, who denies, by time",
    "retractions": "Taken back",
    "figures": "The figure that stands for each origin",
    "moved": "How the figures moved, by time",
    "origins": "The accounts by origin, each by time",
    "trees": "How it came into the reports",
    "reports": "The reports, by time",
    "also": "Other ids that lead here",
}
"""The parts of an incident, in their order, with the headings over them."""

KEY = "A letter stands for an origin, [R1] for a report: both are listed below."


@dataclass(frozen=True, slots=True)
class Cited:
    """Words as they stand in one report or in several."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """An origin: its letter, its name, and the reports in which it speaks."""

    letter: str
    name: str
    documents: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The letter and the name: "A, an army source"."""
        return ", ".join(filter(None, (self.letter, self.name)))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is said, what is to be known of it, who says it, who disputes it, and the words."""

    text: str
    note: str = ""
    cited: tuple[Cited, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    against: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One field of an incident, with all that is said on it."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A contested question, and one item for each answer to it."""

    question: str
    answers: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of messaging. ``source`` are names from the origin outward; ``published``: when it could first be read."""

    published: str | None
    letter: str
    source: tuple[str, ...]
    addressee: str
    note: str
    cited: tuple[Cited, ...]

    @property
    def who(self) -> str:
        """Who said it and who passed it on: "B, the River Guard ← Basin Post"."""
        return ", ".join(filter(None, (self.letter, _chain(self.source))))


@dataclass(frozen=True, slots=True)
class Acts:
    """All acts of one kind, by time."""

    heading: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an origin said first, and what it said later against it."""

    speaker: Speaker
    earlier: tuple[Item, ...]
    later: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The figures of one origin at one time. ``cells`` has an entry for each kind of the table, empty ones too."""

    published: str | None
    speaker: Speaker
    cells: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of a report and, by their place in ``text``, the words that something here rests on."""

    document: str
    start: int
    text: str
    own: tuple[Span, ...]
    note: str = ""

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The sentences in pieces, each made visible and with whether something rests on it."""
        return told_apart(self.text, Span(0, max(len(self.text), 1)), self.own)


@dataclass(frozen=True, slots=True)
class AccountView:
    """What one origin says in one report. ``repeats``: the reports in which it was shown to use the same sentences."""

    document: str
    source: tuple[str, ...]
    published: str | None
    items: tuple[Item, ...]
    passages: tuple[Passage, ...]
    repeats: tuple[str, ...]

    @property
    def chain(self) -> str:
        """Who says it and who passed it on."""
        return _chain(self.source)

    @property
    def repeated(self) -> str:
        """What stands before the references of ``repeats``."""
        return "and the same sentences as in" if self.passages else "the same sentences as in"


@dataclass(frozen=True, slots=True)
class OriginView:
    """All accounts of one origin, by time; ``id`` is the origin's."""

    id: str
    speaker: Speaker
    kind: str
    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Who passed it on. ``carriers`` are reports; those that carry one text are together, the first of them first."""

    name: str
    carriers: tuple[tuple[str, ...], ...]
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """One origin and the ways by which it came into the reports. ``note``: what it is, and who else passed it on."""

    speaker: Speaker
    note: str
    root: Branch


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report, and its sentences that something here rests on."""

    report: Report
    notes: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def outlet(self) -> str:
        """Who published it."""
        return self.report.outlet or "no outlet named"


@dataclass(frozen=True, slots=True)
class DeskOutline:
    """An incident in the order in which it is read.

    ``agreed`` holds what two origins or more say and none disputes, ``alone`` what one says, ``disputed`` the values that
    some account disputes, ``kinds`` the columns of ``moved``; ``references`` leads from a document to its "R3".
    """

    id: str
    also: tuple[str, ...]
    heading: str
    summary: tuple[Topic, ...]
    agreed: tuple[Topic, ...]
    alone: tuple[Topic, ...]
    questions: tuple[Asked, ...]
    disputed: tuple[Topic, ...]
    acts: tuple[Acts, ...]
    retractions: tuple[TakenBack, ...]
    figures: tuple[Topic, ...]
    kinds: tuple[FigureKind, ...]
    moved: tuple[Moved, ...]
    origins: tuple[OriginView, ...]
    trees: tuple[Tree, ...]
    reports: tuple[ReportView, ...]
    references: Mapping[str, str]

    def reference(self, document: str) -> str:
        """The short reference to a report, "R3"; to one that isn't in the list, the first letters of its id."""
        return self.references.get(document, document[:12])

    def in_references(self, documents: Iterable[str]) -> tuple[str, ...]:
        """The documents, each once, in the order of their references."""
        return tuple(sorted(dict.fromkeys(documents), key=self._place))

    def outlet(self, document: str) -> str:
        """Who published that document."""
        return next((view.outlet for view in self.reports if view.report.document == document), "")

    def _place(self, document: str) -> tuple[int, str]:
        return int(self.references.get(document, "R0")[1:]) or len(self.references) + 1, document


def _chain(source: Iterable[str]) -> str:
    return " ← ".join(source)
