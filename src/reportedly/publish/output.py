"""Dossiers onto a stream, into a file or into a folder; a file is there whole or not at all."""

from __future__ import annotations

import errno
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from reportedly.model import Dossier

TERMINAL_WIDTH = 80


class Format(StrEnum):
    """The forms in which a dossier is shown."""

    terminal = "terminal"
    json = "json"
    jsonl = "jsonl"
    html = "html"
    markdown = "markdown"


SUFFIXES = {Format.terminal: ".txt", Format.json: ".json", Format.jsonl: ".jsonl", Format.html: ".html",
            Format.markdown: ".md"}


def render(dossier: Dossier, form: Format, *, width: int = TERMINAL_WIDTH, colour: bool = False) -> str:
    """A dossier in one of the forms; ``width`` and ``colour`` are for the terminal alone."""
    if form is Format.json:
        return dossier.to_json() + "\n"
    if form is Format.jsonl:
        return dossier.to_json(indent=None) + "\n"
    if form is Format.html:
        from reportedly.publish.html import to_html

        return to_html(dossier)
    if form is Format.markdown:
        from reportedly.publish.markdown import to_markdown

        return to_markdown(dossier)
    from reportedly.publish.terminal import to_terminal

    return to_terminal(dossier, width=width, colour=colour)


class Stream:
    """Dossiers one behind the other. As JSON, one report is an object and several are an array."""

    def __init__(self, stream: TextIO, form: Format, *, width: int = TERMINAL_WIDTH, colour: bool = False) -> None:
        self._stream = stream
        self._form = form
        self._width, self._colour = width, colour
        self._first: str | None = None
        self.written = 0

    def add(self, dossier: Dossier) -> None:
        """Write one more dossier.

        Raises:
            ValueError: a second one, where the form holds only one.
        """
        text = render(dossier, self._form, width=self._width, colour=self._colour)
        if self._form is Format.html and self.written:
            raise ValueError("a page holds one report: for several, give -o a folder")
        if self._form is Format.json:
            self._add_to_array(text.rstrip("\n"))
        else:
            self._stream.write("\n\n" + text if self.written and self._form is not Format.jsonl else text)
            self._stream.flush()
        self.written += 1

    def close(self, *, several: bool) -> None:
        """Write what closes the form. ``several``: there was more than one report, if not more than one dossier."""
        if self._form is not Format.json or not self.written:
            return
        if self._first is not None:
            self._stream.write(f"[\n{self._first}\n]\n" if several else f"{self._first}\n")
        else:
            self._stream.write("\n]\n")
        self._stream.flush()

    def _add_to_array(self, text: str) -> None:
        if not self.written:
            self._first = text
            return
        if self._first is not None:
            self._stream.write(f"[\n{self._first}")
            self._first = None
        self._stream.write(f",\n{text}")


class Folder:
    """Dossiers one to a file, under the names of their reports."""

    def __init__(self, folder: Path, form: Format) -> None:
        self._folder = folder
        self._form = form
        self._seen: Counter[str] = Counter()
        self.written = 0

    def path(self, name: str) -> Path:
        """The file for the report of that name; the second report of one name gets "-2", and so on."""
        stem = re.sub(r"[^\w.-]+", "-", name).strip("-.")[:100] or "report"
        self._seen[stem.casefold()] += 1
        number = self._seen[stem.casefold()]
        return self._folder / f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIXES[self._form]}"

    def add(self, dossier: Dossier, path: Path) -> None:
        """Write the dossier to that file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as stream:
            stream.write(render(dossier, self._form))
        self.written += 1


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text stream into ``path``, which gets its name only when all is written; on any failure what was there stays.

    A device or a pipe is written to directly.
    """
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            yield stream
        return
    target = path.resolve()
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such folder", str(target.parent))
    part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            yield stream
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
