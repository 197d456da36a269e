"""Writes ``docs/phenomena.md``, the list of all phenomena with their example: ``python -m tests.reports.phenomena``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from itertools import groupby

from tests.reports.made import FOLDER, MadeReport, made_reports

DOCUMENT = FOLDER.parents[1] / "docs" / "phenomena.md"

INTRODUCTION = """\
# What Reportedly understands

Each entry is one phenomenon of language with a made-up report that holds it. The files, with all that is expected of
the dossier, are in [`tests/reports`](../tests/reports); `make test` holds the program to them. *Not yet* marks what it
still gets wrong. This page is made from those files by `python -m tests.reports.phenomena`.
"""


def phenomena(reports: Sequence[MadeReport]) -> str:
    """The page, in Markdown."""
    chapters = tomllib.loads((FOLDER / "chapters.toml").read_text("utf-8"))
    parts = [INTRODUCTION]
    by_chapter = {name: list(items) for name, items in groupby(reports, key=lambda made: made.chapter)}
    for name, heading in chapters.items():
        parts.append(f"## {heading}\n")
        parts += map(_entry, by_chapter.pop(name, ()))
    if by_chapter:
        raise ValueError(f"tests/reports/chapters.toml has no heading for {', '.join(by_chapter)}")
    return "\n".join(parts)


def _entry(made: MadeReport) -> str:
    gap = f" *Not yet: {made.known_gap}*" if made.known_gap else ""
    lines = [line for line in str(made.report["text"]).strip().splitlines() if line.strip()]
    example = "\n>\n".join(f"> {_plain(line)}" for line in lines)
    return f"**{made.phenomenon}**{gap} ([{made.name}](../tests/reports/{made.name}.toml))\n\n{example}\n"


def _plain(line: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join("\\" + c if c in "*_[]<>#|`\\" else c for c in line.strip())


if __name__ == "__main__":
    DOCUMENT.write_text(phenomena(made_reports()), "utf-8")
