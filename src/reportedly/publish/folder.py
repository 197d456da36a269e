"""A folder that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_folder(folder: Path, names: Collection[str]) -> Iterator[Path]:
    """A new folder to write the files of these names into; it becomes ``folder`` only when all is written.

    An empty folder and an earlier export, one that holds exactly these files, are replaced; on any failure what was
    there stays. Two renames replace it: a crash between them leaves the earlier one beside it, as ``.NAME.PID.old``.

    Raises:
        ValueError: ``folder`` is a file, or holds anything else.
        FileNotFoundError: the folder to hold it is missing.
    """
    target = folder.resolve()
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such folder", str(target.parent))
    _check(folder, names)
    part, old = (target.with_name(f".{target.name[:100]}.{os.getpid()}.{end}") for end in ("part", "old"))
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        yield part
        _check(folder, names)
        _replace(target, part, old)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _check(folder: Path, names: Collection[str]) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ValueError(f"{str(folder)!r} is a file: this export is a folder, give it another name")
    found = {path.name for path in folder.iterdir()}
    if found and found != set(names):
        which = f"holds {min(found - set(names))!r}" if found - set(names) else "lacks files of this export"
        raise ValueError(f"{str(folder)!r} is not an earlier export of this kind, it {which}: give another folder")


def _replace(target: Path, part: Path, old: Path) -> None:
    if not target.exists():
        part.rename(target)
        return
    target.rename(old)
    try:
        part.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old)
