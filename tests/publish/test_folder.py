from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportedly.publish.folder import whole_folder

NAMES = ("a.csv", "b.csv")


def _export(folder: Path, text: str) -> None:
    with whole_folder(folder, NAMES) as part:
        for name in NAMES:
            (part / name).write_text(text)


def test_nothing_is_there_before_all_is_written(tmp_path: Path) -> None:
    with whole_folder(tmp_path / "out", NAMES) as part:
        (part / "a.csv").write_text("half")
        assert not (tmp_path / "out").exists()
    assert os.listdir(tmp_path) == ["out"]


def _broken_off(folder: Path) -> None:
    with whole_folder(folder, NAMES) as part:
        (part / "a.csv").write_text("half")
        raise RuntimeError


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        _broken_off(tmp_path / "out")
    assert os.listdir(tmp_path) == []


def test_a_failure_leaves_the_earlier_export(tmp_path: Path) -> None:
    _export(tmp_path / "out", "earlier")
    with pytest.raises(RuntimeError):
        _broken_off(tmp_path / "out")
    assert (tmp_path / "out" / "a.csv").read_text() == "earlier"
    assert os.listdir(tmp_path) == ["out"]


def test_an_earlier_export_and_an_empty_folder_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    _export(tmp_path / "out", "earlier")
    _export(tmp_path / "out", "later")
    assert (tmp_path / "out" / "b.csv").read_text() == "later"
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("holds", [("notes.txt",), ("a.csv",), (*NAMES, "notes\n.txt")])
def test_a_folder_with_anything_else_is_refused_in_one_line_before_anything_is_asked(
        tmp_path: Path, holds: tuple[str, ...]) -> None:
    for name in holds:
        (tmp_path / name).write_text("mine")
    with pytest.raises(ValueError, match="not an earlier export") as refused, whole_folder(tmp_path, NAMES):
        pytest.fail("it was let in")
    assert "\n" not in str(refused.value)
    assert sorted(os.listdir(tmp_path)) == sorted(holds)


def _overtaken(folder: Path) -> None:
    with whole_folder(folder, NAMES):
        folder.mkdir()
        (folder / "notes.txt").write_text("mine")


def test_what_came_in_meanwhile_is_not_lost(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not an earlier export"):
        _overtaken(tmp_path / "out")
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ValueError, match="is a file"), whole_folder(tmp_path / "out", NAMES):
        pytest.fail("it was let in")


def test_the_folder_to_hold_it_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_folder(tmp_path / "no" / "out", NAMES):
        pytest.fail("it was let in")
