"""The four tables of the desk as a folder of CSV with a Frictionless Data Package, and as a folder of Parquet.

Cells that a spreadsheet would run as formulas: a text cell of the CSV that begins with ``=``, ``+``, ``-`` or ``@`` (or
their full-width forms), also behind white space or apostrophes, gets one apostrophe before it. This loses nothing:
``^'(?='*\\s*[=+\\-@＝＋－＠])`` finds just these apostrophes, and removing them gives the exact text. Numbers stay as they
are ("-0.92"), and Parquet, which no spreadsheet runs, holds all text unchanged.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from reportedly.publish.folder import whole_folder
from reportedly.publish.pieces import encodable
from reportedly.publish.rows import Cell, Row, Table, lost, rows, tables
from reportedly.weigh.types import DeskIncident

DATAPACKAGE = "datapackage.json"
ROWS_IN_A_GROUP = 4096
"""How many rows of a Parquet table are held before they are written."""

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")
_NEEDS_QUOTES = re.compile(r'[",\r\n]')
_FORMULA_NOTE = (
    "A text cell that begins with = + - @ (also behind white space or apostrophes) has one apostrophe before it, so that "
    r"no spreadsheet runs it as a formula: remove what ^'(?='*\s*[=+\-@＝＋－＠]) finds to have the exact text.")
_PARQUET_TYPES = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool"}


def write_csv(incidents: Iterable[DeskIncident], folder: Path) -> Counter[str]:
    """The tables as CSV (UTF-8, a header, lines end in one line feed) and a ``datapackage.json`` that describes them.

    Returns:
        what the tables could not hold, counted.

    Raises:
        ValueError: ``folder`` holds anything else than such an export.
        FileNotFoundError: the folder to hold it is missing.
    """
    left_out: Counter[str] = Counter()
    with whole_folder(folder, {*(f"{table.name}.csv" for table in tables()), DATAPACKAGE}) as part:
        with ExitStack() as stack:
            streams = {table.name: stack.enter_context(
                (part / f"{table.name}.csv").open("w", encoding="utf-8", newline="")) for table in tables()}
            columns = {table.name: tuple(column.name for column in table.columns) for table in tables()}
            for name, stream in streams.items():
                stream.write(csv_line(columns[name]))
            for incident in incidents:
                for name, row in rows(incident):
                    streams[name].write(csv_line(row[column] for column in columns[name]))
                left_out.update(lost(incident))
        description = json.dumps(_datapackage(part), ensure_ascii=False, indent=2)
        (part / DATAPACKAGE).write_text(description + "\n", encoding="utf-8", newline="\n")
    return left_out


def write_parquet(incidents: Iterable[DeskIncident], folder: Path) -> Counter[str]:
    """The tables as Parquet (zstd), written in groups of at most :data:`ROWS_IN_A_GROUP` rows.

    Returns:
        what the tables could not hold, counted.

    Raises:
        ValueError: ``folder`` holds anything else than such an export.
        FileNotFoundError: the folder to hold it is missing.
    """
    left_out: Counter[str] = Counter()
    with whole_folder(folder, {f"{table.name}.parquet" for table in tables()}) as part, ExitStack() as stack:
        writers = {table.name: _ParquetTable(table, part, stack) for table in tables()}
        for incident in incidents:
            for name, row in rows(incident):
                writers[name].add(row)
            left_out.update(lost(incident))
        for writer in writers.values():
            writer.write()
    return left_out


def csv_line(cells: Iterable[Cell]) -> str:
    """One line of CSV as of RFC 4180. The writer of the standard library leaves a lone carriage return unquoted."""
    return ",".join(map(_written, cells)) + "\n"


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if not isinstance(cell, str):
        return repr(cell)
    text = encodable(f"'{cell}" if _FORMULA.match(cell) else cell)
    return '"{}"'.format(text.replace('"', '""')) if _NEEDS_QUOTES.search(text) else text


def _datapackage(folder: Path) -> dict[str, Any]:
    """The description of the tables as of Data Package 2.0, with the length and SHA-256 of each file."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "reportedly-desk",
        "title": "Incidents, accounts, statements and figures of a desk of Reportedly",
        "description": _FORMULA_NOTE,
        "resources": [_resource(table, folder) for table in tables()]}


def _resource(table: Table, folder: Path) -> dict[str, Any]:
    path = folder / f"{table.name}.csv"
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    fields = [{"name": column.name, "type": column.type, "title": column.title, "description": column.description,
               **({"constraints": {"required": True}} if column.required else {})} for column in table.columns]
    references = [{"fields": list(names), "reference": {"resource": other, "fields": list(names)}}
                  for names, other in table.references]
    return {
        "name": table.name, "title": table.title, "description": table.description, "type": "table", "path": path.name,
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}", "dialect": {"header": True, "delimiter": ",", "lineTerminator": "\n"},
        "schema": {"fields": fields, "primaryKey": list(table.key), "missingValues": [""],
                   **({"foreignKeys": references} if references else {})}}


class _ParquetTable:
    """One table on its way into its file; it holds the rows of one group."""

    def __init__(self, table: Table, folder: Path, stack: ExitStack) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        self._schema = pa.schema([
            pa.field(column.name, _PARQUET_TYPES[column.type], nullable=not column.required,
                     metadata={"title": column.title, "description": column.description})
            for column in table.columns], metadata={"title": table.title, "description": table.description})
        self._writer = stack.enter_context(
            parquet.ParquetWriter(folder / f"{table.name}.parquet", self._schema, compression="zstd"))
        self._table = pa.Table
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Take one more row, and write the group where it is full."""
        self._rows.append({name: encodable(cell) if isinstance(cell, str) else cell for name, cell in row.items()})
        if len(self._rows) == ROWS_IN_A_GROUP:
            self.write()

    def write(self) -> None:
        """Write the rows that are held as one group."""
        if self._rows:
            self._writer.write_table(self._table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()
