"""The desk as the pages read it: whole columns from memory, one incident or report at a time from the database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from reportedly.desk import Desk
from reportedly.store import listing
from reportedly.store.database import open_engine, reading, shown, told, writing
from reportedly.store.find import Filters
from reportedly.store.listing import Intake, Kept, Page, Row
from reportedly.store.rows import change as last_change
from reportedly.web.columns import Columns, Index, read_all
from reportedly.weigh.sources import SourceRow
from reportedly.weigh.types import DeskIncident, Report


def page_of(columns: Columns, places: Index, number: int, size: int) -> Page[Row]:
    """One page of a view."""
    shown = places[(number - 1) * size:number * size]
    return Page(tuple(columns.rows[place] for place in shown), len(places), number, size)


class Shelf:
    """Reads of one desk. Safe to share between threads; :attr:`desk` gives what is asked for by its id."""

    def __init__(self, url: str) -> None:
        self.desk = Desk(url)
        self._name = shown(url)
        self._engine = open_engine(url)
        self._columns: Columns | None = None
        self._filling = threading.Lock()
        self._sources: tuple[int, tuple[SourceRow, ...]] = -1, ()
        self._intake: tuple[tuple[int, int], Intake] | None = None
        self._counting = threading.Lock()

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()
        self.desk.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the desk."""
        with told(self._name), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is there afterwards, or nothing."""
        with told(self._name), writing(self._engine) as connection:
            yield connection

    def columns(self) -> Columns:
        """All incidents as they are now, as columns."""
        with self.reading() as connection:
            return self._columns_at(connection)

    def _columns_at(self, connection: Connection) -> Columns:
        found = self._columns
        if found is None or found.change != last_change(connection):
            with self._filling:
                found = self._columns
                self._columns = found = read_all(connection) if found is None else found.read_on(connection)
        return found

    def view(self, filters: Filters) -> tuple[Columns, Index]:
        """All incidents, and the places of those that the filters ask for: the newest news first, none that is hidden."""
        with self.reading() as connection:
            columns = self._columns_at(connection)
            return columns, columns.view(connection, filters)

    def listing(self, filters: Filters, number: int, size: int) -> Page[Row]:
        """One page of a view."""
        return page_of(*self.view(filters), number, size)

    def every(self, filters: Filters) -> Iterator[Row]:
        """All incidents of a view."""
        columns, places = self.view(filters)
        return (columns.rows[place] for place in places)

    def newest(self, filters: Filters, size: int) -> tuple[tuple[Row, ...], dict[str, Kept]]:
        """The first incidents of a view, and when the desk had something of each."""
        rows = self.listing(filters, 1, size).rows
        with self.reading() as connection:
            kept = listing.kept(connection, [row.id for row in rows])
        return tuple(row for row in rows if row.id in kept), kept

    def naming(self, party: str, number: int, size: int) -> Page[DeskIncident]:
        """One page of the incidents in which a party of exactly this name did it, was hit or speaks, case aside."""
        line = f"\n{party.casefold()}\n"
        columns, places = self.view(Filters(party=party.casefold()))
        named = [place for place in places if line in f"\n{columns.parties[place]}\n"]
        ids = [columns.rows[place].id for place in named[(number - 1) * size:number * size]]
        with self.reading() as connection:
            return Page(listing.contents(connection, ids), len(named), number, size)

    def near_names(self, part: str, size: int = 50) -> tuple[DeskIncident, ...]:
        """The newest incidents that name a party with this in its name."""
        columns, places = self.view(Filters(party=part))
        with self.reading() as connection:
            return listing.contents(connection, [columns.rows[place].id for place in places[:size]])

    def around(self, document: str) -> tuple[tuple[Report, ...], tuple[Report, ...], tuple[DeskIncident, ...]]:
        """The versions of a report, the others that carry its text, and the incidents that it tells of."""
        with self.reading() as connection:
            return (listing.versions(connection, document), listing.same_text(connection, document),
                    listing.told_by(connection, document))

    def intake(self) -> Intake:
        """What became of the reports that the desk received; counted again when another one was received or read."""
        with self._counting, self.reading() as connection:
            now = last_change(connection), listing.received(connection)
            if self._intake is None or self._intake[0] != now:
                self._intake = now, listing.intake(connection)
            return self._intake[1]

    def spoken_in(self, name: str, number: int, size: int) -> Page[Row]:
        """One page of the incidents in which an origin of this name speaks, case aside."""
        columns, places = self.view(Filters())
        with self.reading() as connection:
            told = {columns.at[id_] for id_ in listing.spoken_in(connection, name) if id_ in columns.at}
        found = [place for place in places if int(place) in told]
        shown = found[(number - 1) * size:number * size]
        return Page(tuple(columns.rows[place] for place in shown), len(found), number, size)

    def sources(self) -> tuple[SourceRow, ...]:
        """All who speak, the most frequent first; counted again when the desk has changed."""
        with self._counting, self.reading() as connection:
            change = last_change(connection)
            if self._sources[0] != change:
                self._sources = change, listing.sources(connection)
            return self._sources[1]
