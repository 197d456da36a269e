"""The desk: many reports in, incidents out, each with all its accounts."""

from __future__ import annotations

import getpass
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DataError

from reportedly.acquire.files import BadInput, read_path
from reportedly.model import Document, Dossier
from reportedly.store import decided, deciding, decisions, documents, linking, receipts
from reportedly.store.database import DeskError, open_engine, reading, shown, told, writing
from reportedly.store.find import Filters, selected
from reportedly.store.schema import documents as document_table
from reportedly.store.schema import incidents as incident_table
from reportedly.store.schema import receipts as receipt_table
from reportedly.weigh.reconcile import RULES, reweighed
from reportedly.weigh.sources import SourceRow, tally
from reportedly.weigh.types import Decision, DeskIncident, Member, Report, Rule


class Desk:
    """A desk: a database of reports, and of the incidents that they tell.

    ``url`` is the path of an SQLite file, or an SQLAlchemy URL of SQLite or PostgreSQL; what isn't there yet is made. Several
    processes may read while one writes; on PostgreSQL several may write. ``rule`` chooses the best of several figures
    (:data:`reportedly.weigh.reconcile.RULES`); ``model`` is the spaCy pipeline that reads, ``editor`` who decides.

    Raises:
        DeskError: it is no desk, or can't be opened, read or written. Any method may raise it.
    """

    def __init__(
        self, url: str | os.PathLike[str] = "sqlite:///desk.db", *, rule: Rule = "origins", model: str | None = None,
        editor: str | None = None,
    ) -> None:
        if rule not in RULES:
            raise ValueError(f"{rule!r} is no rule: {', '.join(RULES)}")
        self._name = shown(os.fspath(url))
        self._engine = open_engine(os.fspath(url))
        self._rule = rule
        self._model = model
        self._editor = editor
        self._resumed = False

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database. Whatever was acknowledged is on the disk already."""
        self._engine.dispose()

    def add(self, report: str | os.PathLike[str] | Mapping[str, Any]) -> Document:
        """Add a report: a path with one report, or a mapping as for :func:`reportedly.read_many`. Gives it as stored.

        Its bytes are stored before they are read. The same bytes again change nothing. The id of a document on a desk is
        the SHA-256 of the bytes as received, so that two outlets' prints of one text are two reports.

        Raises:
            BadInput: it can't be read; bytes that were stored stay, marked with the reason.
        """
        raw = list(read_path(report)) if isinstance(report, (str, os.PathLike)) else [report]
        if len(raw) != 1:
            raise BadInput(f"{report}: {'no report' if not raw else 'more than one report: use add_all'}")
        (result,) = self.add_all(raw)
        if isinstance(result, BadInput):
            raise result
        return result

    def add_all(
        self, reports: Iterable[Mapping[str, Any] | BadInput], *, processes: int = 1,
    ) -> Iterator[Document | BadInput]:
        """Add many reports, lazily: for each, in order, the document as stored, or why it can't be read.

        Reports that were received before but not read yet, as after a crash, are read first.
        """
        self.resume(processes=processes)
        waiting: deque[tuple[str | None, BadInput | None]] = deque()

        def unread() -> Iterator[Mapping[str, Any] | BadInput]:
            for report in reports:
                receipt = self._received(report)
                if isinstance(receipt, BadInput):
                    waiting.append((None, receipt))
                elif receipt[1]:
                    waiting.append((receipt[0].id, None))
                    yield receipt[0].report()
                else:
                    waiting.append((receipt[0].id, BadInput("")))

        for result in self._results(unread(), processes):
            yield from self._known(waiting)
            id_, _ = waiting.popleft()
            assert id_ is not None
            yield self._read(id_, result)
        yield from self._known(waiting)

    def _known(self, waiting: deque[tuple[str | None, BadInput | None]]) -> Iterator[Document | BadInput]:
        """Those at the head of the queue that are not being read: bad ones, and those that were there already."""
        while waiting and waiting[0][1] is not None:
            id_, bad = waiting.popleft()
            if id_ is None:
                assert bad is not None
                yield bad
            else:
                dossier = self.dossier(id_)
                yield dossier.document if dossier else BadInput(self._problem(id_))

    def _received(self, report: Mapping[str, Any] | BadInput) -> tuple[receipts.Receipt, bool] | BadInput:
        """Stores a report as received; and whether it is still to be read."""
        if isinstance(report, BadInput):
            return report
        try:
            receipt = receipts.Receipt.of(report)
        except BadInput as error:
            return error
        with told(self._name), writing(self._engine) as connection:
            return receipt, receipts.put(connection, receipt) or receipts.is_unread(connection, receipt.id)

    def _problem(self, id_: str) -> str:
        with told(self._name), reading(self._engine) as connection:
            return connection.scalar(select(receipt_table.c.problem).where(receipt_table.c.id == id_)) or "not read yet"

    def _read(self, id_: str, result: Dossier | BadInput) -> Document | BadInput:
        """Stores what came of reading a report, and links it; a fault in that is told of the one report, too."""
        if isinstance(result, Dossier):
            try:
                with told(self._name), writing(self._engine) as connection:
                    keys, stale = documents.put(connection, id_, result)
                    linking.link(connection, keys, stale)
                    receipts.mark(connection, id_)
                return replace(result.document, id=id_)
            except Exception as error:
                if isinstance(error, DeskError) and not isinstance(error.__cause__, DataError):
                    raise
                why = f"{type(error).__name__}: {error}".split("\n")[0]
                result = BadInput(f"Reportedly failed on this report, please send it to us ({why})")
                result.__cause__ = error
        with told(self._name), writing(self._engine) as connection:
            receipts.mark(connection, id_, str(result))
        return result

    def _results(self, reports: Iterable[Mapping[str, Any] | BadInput], processes: int) -> Iterator[Dossier | BadInput]:
        from reportedly import pipeline  # spaCy takes long to import, and who only looks at a desk needs none of it

        return pipeline.results(reports, processes=processes, model=self._model)

    def resume(self, *, processes: int = 1) -> int:
        """Read what was received and not read yet, as after a crash. Gives how many reports that were.

        Done once for each desk that is opened, before the first report is added.
        """
        if self._resumed:
            return 0
        self._resumed = True
        return sum(1 for _ in self._reread(processes, 1))

    def rebuild(self, *, processes: int = 1) -> Iterator[tuple[int, int]]:
        """Read all reports anew from the bytes as received, link and weigh them again; decisions stay.

        Gives (reports read, reports in all) after each. A rebuild that was interrupted goes on where it stopped.
        """
        with told(self._name), writing(self._engine) as connection:
            edition = receipts.begin_rebuild(connection)
        return self._reread(processes, edition)

    def _reread(self, processes: int, edition: int) -> Iterator[tuple[int, int]]:
        with told(self._name), reading(self._engine) as connection:
            ids = receipts.unread(connection, edition)
            total = connection.scalar(select(func.count()).select_from(receipt_table)) or 0

        def raw() -> Iterator[Mapping[str, Any]]:
            for id_ in ids:
                with told(self._name), reading(self._engine) as connection:
                    receipt = next(receipts.get(connection, [id_]))
                yield receipt.report()

        results = self._results(raw(), processes) if ids else iter(())
        for number, (id_, result) in enumerate(zip(ids, results, strict=True), 1):
            self._read(id_, result)
            yield total - len(ids) + number, total

    def incidents(
        self, *, country: str | None = None, since: str | None = None, until: str | None = None, type: str | None = None,
        grade: str | None = None, party: str | None = None, contested: bool | None = None, text: str | None = None,
    ) -> Iterator[DeskIncident]:
        """The incidents, by time and id, lazily; of several filters all must hold.

        ``country`` is ISO 3166-1 alpha-3 or a name, ``since`` and ``until`` are ISO days, ``party`` is part of the name of
        who did it, was hit or speaks, ``text`` words of the reports' sentences.

        Raises:
            ValueError: a filter's value can't be one.
        """
        filters = Filters(country, since, until, type, grade, party, contested, text)
        query = selected(filters, self._engine.dialect.name)

        def rows() -> Iterator[DeskIncident]:
            with told(self._name), reading(self._engine) as connection:
                for content in connection.execution_options(yield_per=200).scalars(query):
                    yield self._shown(content)

        return rows()

    def count(self) -> tuple[int, int]:
        """How many reports and incidents there are."""
        with told(self._name), reading(self._engine) as connection:
            return (connection.scalar(select(func.count()).select_from(document_table)) or 0,
                    connection.scalar(select(func.count()).select_from(incident_table)) or 0)

    def incident(self, id: str) -> DeskIncident:
        """The incident with this id, or with one that begins so, or that an id led to before it was merged.

        Raises:
            KeyError: there is none, or more than one.
        """
        with told(self._name), reading(self._engine) as connection:
            found = deciding.find(connection, id)
            return self._shown(connection.scalars(select(incident_table.c.content).where(incident_table.c.id == found)).one())

    def _shown(self, content: str) -> DeskIncident:
        incident = DeskIncident.from_json(content)
        return incident if self._rule == "origins" else reweighed(incident, self._rule)

    def members(self, id: str) -> tuple[Member, ...]:
        """The events of an incident: each mention, in which report and where.

        Raises:
            KeyError: there is no such incident.
        """
        with told(self._name), reading(self._engine) as connection:
            found = [m for telling in deciding.tellings_of(connection, deciding.find(connection, id))
                     for m in telling.members]
        return tuple(sorted(found, key=lambda m: (m.document, m.trigger, m.event)))

    def documents(self) -> Iterator[str]:
        """The ids of the reports, in the order of arrival."""
        with told(self._name), reading(self._engine) as connection:
            query = select(document_table.c.id).join(receipt_table, receipt_table.c.id == document_table.c.id)
            yield from connection.scalars(query.order_by(receipt_table.c.number))

    def dossier(self, document: str) -> Dossier | None:
        """The dossier of a report; None where there is none of that id."""
        with told(self._name), reading(self._engine) as connection:
            return documents.load(connection, document)

    def report(self, document: str) -> Report | None:
        """What is known of a report without reading it: outlet, title, address, version; None where there is none."""
        with told(self._name), reading(self._engine) as connection:
            return documents.reports(connection, [document]).get(document)

    def received(self, document: str) -> bytes:
        """The bytes of a report as received.

        Raises:
            KeyError: there is no such report.
        """
        with told(self._name), reading(self._engine) as connection:
            if connection.scalar(select(receipt_table.c.id).where(receipt_table.c.id == document)) is None:
                raise KeyError(f"{document!r}: no report has this id")
            return next(receipts.get(connection, [document])).content

    def export(self, form: str, target: Path | TextIO, *, inter: str | None = None, **filters: Any) -> Counter[str]:
        """Write the incidents for other tools: to a file or stream, or into a folder (csv, parquet).

        ``form`` is one of :data:`reportedly.publish.export.FORMATS`; ``inter`` is for acled, the filters are those of
        :meth:`incidents`. Gives what the form can't hold, with how often.

        Raises:
            ValueError: there is no such form, or it needs a folder.
        """
        from reportedly.publish.export import export

        return export(self.incidents(**filters), form, target, **({"inter": inter} if inter else {}))

    def sources(self, **filters: Any) -> tuple[SourceRow, ...]:
        """How often each origin spoke, stood alone, was corroborated, was contradicted; filters as for incidents."""
        return tally(self.incidents(**filters))

    def merge(self, one: str, other: str, *, because: str | None = None) -> str:
        """Decide that two incidents are one. Gives its id."""
        with self._deciding() as connection:
            return deciding.merge(connection, one, other, who=self._who(), because=because)

    def split(self, id: str, *documents: str, because: str | None = None) -> tuple[str, str]:
        """Decide that these reports tell of another incident. Gives the ids of what is left and of the other."""
        with self._deciding() as connection:
            return deciding.split(connection, id, documents, who=self._who(), because=because)

    def correct(self, id: str, *, because: str, **fields: str) -> str:
        """Set fields of an incident over what the reports say. Gives its id.

        Fields and how their values are written: :data:`reportedly.weigh.corrections.FIELDS`.

        Raises:
            ValueError: a value can't be that of its field, or there is no field or no reason.
        """
        with self._deciding() as connection:
            return deciding.correct(connection, id, fields, who=self._who(), because=because)

    def confirm(self, id: str, *, because: str | None = None) -> str:
        """Put down that an editor has looked at an incident and found it right. Gives its id."""
        with self._deciding() as connection:
            return deciding.confirm(connection, id, who=self._who(), because=because)

    def hide(self, id: str, *, because: str) -> str:
        """Withhold an incident from the pages and files of the web desk. Gives its id.

        Raises:
            ValueError: there is no reason.
        """
        with self._deciding() as connection:
            return deciding.hide(connection, id, who=self._who(), because=because)

    def undo(self, number: int, *, because: str | None = None) -> None:
        """Take a decision back. The log keeps it, with the number of what undid it.

        Raises:
            KeyError: the log has no such decision, or it is undone already.
        """
        with self._deciding() as connection:
            deciding.undo(connection, number, who=self._who(), because=because)

    @contextmanager
    def _deciding(self) -> Iterator[Connection]:
        with told(self._name), writing(self._engine) as connection:
            yield connection

    def _who(self) -> str:
        return self._editor or os.environ.get("REPORTEDLY_EDITOR") or getpass.getuser()

    def log(self, id: str | None = None) -> tuple[Decision, ...]:
        """What was decided, oldest first: on the whole desk, or on one incident.

        Raises:
            KeyError: there is no such incident.
        """
        with told(self._name), reading(self._engine) as connection:
            return tuple(decisions.log(connection)) if id is None else decided.log_of(connection, id)


__all__ = ["Desk", "DeskError"]
