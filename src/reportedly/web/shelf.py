"""The desk as the pages read it: every call is one transaction, so that a page shows one state of it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection

from reportedly.desk import Desk
from reportedly.store import listing
from reportedly.store.database import open_engine, reading, shown, told
from reportedly.store.find import Filters
from reportedly.store.listing import Intake, Kept, Page, Row
from reportedly.weigh.sources import SourceRow, tally
from reportedly.weigh.types import DeskIncident, Report


@dataclass(frozen=True, slots=True)
class Sources:
    """All who speak on the desk, and the ways in which each name is written, by the name in lower case."""

    rows: tuple[SourceRow, ...] = ()
    spellings: dict[str, set[str]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[SourceRow, ...]:
        """The rows of one name: one for each kind of origin that has it."""
        return tuple(row for row in self.rows if row.name.casefold() == name.casefold())


class Shelf:
    """Reads of one desk. Safe to share between threads; :attr:`desk` gives what is asked for by its id."""

    def __init__(self, url: str) -> None:
        self.desk = Desk(url)
        self._name = shown(url)
        self._engine = open_engine(url)
        self._sources: tuple[tuple[int, ...], Sources] = (), Sources()
        self._counting = threading.Lock()

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()
        self.desk.close()

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with told(self._name), reading(self._engine) as connection:
            yield connection

    def listing(self, filters: Filters, number: int, size: int) -> tuple[Page[Row], tuple[str, ...]]:
        """One page of incidents, and all countries that there are incidents in."""
        with self._read() as connection:
            return listing.listing(connection, filters, number, size), listing.countries(connection)

    def every(self, filters: Filters) -> Iterator[Row]:
        """All incidents that the filters ask for, lazily."""
        with self._read() as connection:
            yield from listing.every(connection, filters)

    def newest(self, filters: Filters, size: int) -> tuple[tuple[Row, ...], dict[str, Kept]]:
        """The first incidents of a view, and when the desk had something of each."""
        with self._read() as connection:
            rows = listing.listing(connection, filters, 1, size).rows
            return rows, listing.kept(connection, [row.id for row in rows])

    def naming(self, party: str, number: int, size: int) -> Page[DeskIncident]:
        """One page of the incidents that name a party."""
        with self._read() as connection:
            return listing.naming(connection, party, number, size)

    def near_names(self, part: str) -> tuple[DeskIncident, ...]:
        """The newest incidents that name a party with this in its name."""
        with self._read() as connection:
            return listing.near_names(connection, part)

    def around(self, document: str) -> tuple[tuple[Report, ...], tuple[Report, ...], tuple[DeskIncident, ...]]:
        """The versions of a report, the others that carry its text, and the incidents that it tells of."""
        with self._read() as connection:
            return (listing.versions(connection, document), listing.same_text(connection, document),
                    listing.told_by(connection, document))

    def intake(self) -> Intake:
        """What became of the reports that the desk received."""
        with self._read() as connection:
            return listing.intake(connection)

    def spoken_in(self, names: Iterable[str], number: int, size: int) -> Page[Row]:
        """One page of the incidents in which an origin speaks that has one of these names."""
        with self._read() as connection:
            return listing.spoken_in(connection, set(names), number, size)

    def sources(self) -> Sources:
        """All who speak, as :meth:`Desk.sources` counts them; counted again when the desk has changed."""
        with self._counting:
            with self._read() as connection:
                state = listing.state(connection)
            if self._sources[0] != state:
                spellings: dict[str, set[str]] = {}
                rows = tally(_spelt(self.desk.incidents(), spellings))
                self._sources = state, Sources(rows, spellings)
            return self._sources[1]


def _spelt(incidents: Iterable[DeskIncident], spellings: dict[str, set[str]]) -> Iterator[DeskIncident]:
    for incident in incidents:
        for origin in incident.origins:
            spellings.setdefault(origin.name.casefold(), set()).add(origin.name)
        yield incident
