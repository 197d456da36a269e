"""Rows as CSV, the way the readers of codebooks take it: UTF-8 without a mark, one line a row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import TextIO

from reportedly.publish.words import visible

Value = str | int | None
Row = Mapping[str, Value]


def write_table(columns: tuple[str, ...], rows: Iterable[Row], stream: TextIO) -> None:
    """Writes a header and the rows. A column that a row has not, or None, is an empty cell; texts are on one line."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = (row.get(column) for column in columns)
        writer.writerow(visible(cell) if isinstance(cell, str) else cell for cell in cells)
