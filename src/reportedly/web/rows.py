"""The line of an incident in a list, in words."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.model import Precision
from reportedly.publish.cite import pin
from reportedly.publish.words import NOT_SAID, PRECISION, counted, low_best_high, nearness, period, place_name
from reportedly.store.listing import Row
from reportedly.weigh.types import DeskPlace


@dataclass(frozen=True, slots=True)
class Line:
    """One incident of a list. ``near`` says how near place and time are known, where that is not exactly."""

    id: str
    type: str
    when: str
    where: str
    near: str
    figures: tuple[tuple[str, str], ...]
    grade: str
    told: str

    @property
    def heading(self) -> str:
        """What and where."""
        return f"{self.type.capitalize()}, {self.where}" if self.where else self.type.capitalize()

    @property
    def summary(self) -> str:
        """Everything in one sentence's length."""
        figures = (f"{kind}: {number}" for kind, number in self.figures)
        return "; ".join((f"{self.heading}, {self.when}", *figures, self.grade, self.told))


def lines(rows: Iterable[Row]) -> tuple[Line, ...]:
    """The lines of these rows."""
    return tuple(map(line, rows))


@functools.lru_cache(maxsize=20_000)
def line(row: Row) -> Line:
    """One row in words."""
    place = place_of(row)
    spans_days = (row.earliest or "")[:10] != (row.latest or "")[:10]
    near = (PRECISION[place.precision] if place and place.precision != "exact" else "",
            nearness(row.earliest, row.latest) if spans_days else "")
    figures = [(kind, low_best_high(low, best, high)) for kind, low, best, high in (
        ("killed", row.killed_low, row.killed_best, row.killed_high),
        ("injured", row.injured_low, row.injured_best, row.injured_high)) if low is not None and best is not None]
    told = ", ".join((counted(row.reports, "report"), counted(row.origins, "independent origin")))
    return Line(row.id, row.type, period(row.earliest, row.latest) or f"day {NOT_SAID}",
                place_name(place) if place else f"place {NOT_SAID}", "; ".join(filter(None, near)), tuple(figures),
                row.grade, told)


def place_of(row: Row) -> DeskPlace | None:
    """The place of a row; of a relation ("north of") only its precision is known here."""
    if row.place is None:
        return None
    known: dict[str | None, Precision] = {"exact": "exact", "near": "near", "region": "region", "country": "country"}
    return DeskPlace(row.place, row.country, row.admin1, row.latitude, row.longitude,
                     precision=known.get(row.precision, "country"))


def point(row: Row) -> tuple[float, float] | None:
    """Longitude and latitude in degrees; none for what is known no nearer than a country."""
    return pin(place_of(row))[0]
