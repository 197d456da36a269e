"""Reads the report files: ``tests/reports/CHAPTER/NAME.toml``. What may stand in one is told in ``README.md``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from reportedly import model

FOLDER = Path(__file__).parent

COUNTS = get_args(model.FigureKind)

HEAD = {"phenomenon", "known_gap", "outlet", "published", "title", "text"}

FIELDS: dict[str, set[str]] = {
    "incident": {
        "type", "main", "day", "place", "country", "actors", "targets", "victims", "weapons", "contested", *COUNTS},
    "figure": {"words", "by", "who", "status", "scope", "incident", *COUNTS},
    "statement": {"by", "says", "act", "to", "form", "certainty"},
    "event": {"words", "type", "realis", "by"},
    "party": {"mentions", "name", "kind", "role", "country", "member_of"},
    "place": {"words", "country", "relation", "precision", "attributive", "kind", "admin1"},
    "time": {"words", "when", "value", "type"},
    "furniture": {"words", "kind"},
}
"""The tables of a file, and what each may say."""

NEVER = {"figures", "statements", "events", "parties", "places", "times", "furniture"}


@dataclass(frozen=True)
class MadeReport:
    """One file. ``expected`` holds its tables by name, ``never`` the words of which nothing of a kind may be made."""

    path: Path
    phenomenon: str
    known_gap: str | None
    report: Mapping[str, Any]
    expected: Mapping[str, list[dict[str, Any]]]
    never: Mapping[str, list[str]]

    @property
    def name(self) -> str:
        """ "counts/partitive" """
        return self.path.relative_to(FOLDER).with_suffix("").as_posix()

    @property
    def chapter(self) -> str:
        """The folder that it lies in."""
        return self.path.parent.name


def made_reports() -> list[MadeReport]:
    """All of them, by name.

    Raises:
        ValueError: a file says something that no field is there for, or names words that its text does not have.
    """
    return [_read(path) for path in sorted(FOLDER.glob("*/*.toml"))]


def _read(path: Path) -> MadeReport:
    where = path.relative_to(FOLDER)
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{where}: not TOML: {error}") from None
    for key in ("phenomenon", "text"):
        if not data.get(key):
            raise ValueError(f"{where}: needs {key!r}")
    _only_known(f"{where}", data, HEAD | set(FIELDS) | {"never"})
    expected = {kind: data.get(kind, []) for kind in FIELDS}
    for kind, tables in expected.items():
        for table in tables:
            _only_known(f"{where}, [[{kind}]]", table, FIELDS[kind])
            for words in (table.get("words"), table.get("says"), *table.get("mentions", ())):
                if words and words not in data["text"]:
                    raise ValueError(f"{where}, [[{kind}]]: the text has no {words!r}")
    _only_known(f"{where}, [never]", data.get("never", {}), NEVER)
    report = {key: data.get(key) for key in ("outlet", "published", "title")}
    return MadeReport(path, data["phenomenon"], data.get("known_gap"), {**report, "text": data["text"]},
                      expected, data.get("never", {}))


def _only_known(where: str, table: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise ValueError(f"{where}: no field {unknown[0]!r}; there are {', '.join(sorted(known))}")
