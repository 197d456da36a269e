from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from reportedly import __version__, pipeline
from reportedly.cli import app

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
STRIKE = REPORTS / "ayorou-air-strike.txt"
SHORT = "Gunmen killed two farmers near Gao in Mali on Sunday, the army said. No group claimed the attack."


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def test_the_version_is_printed() -> None:
    assert run("--version").stdout == f"reportedly {__version__}\n"


def test_a_report_is_shown_on_the_terminal() -> None:
    result = run("read", STRIKE, "--published", "2024-05-14", "--outlet", "The Coastal Courier")
    assert result.exit_code == 0
    assert "The Coastal Courier" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_one_report_is_an_object_and_several_are_an_array(tmp_path: Path) -> None:
    report = tmp_path / "one.txt"
    report.write_text(SHORT)
    one = json.loads(run("read", report, "--format", "json", "--published", "2024-06-03").stdout)
    assert one["document"]["text"] == SHORT
    assert one["document"]["published"] == "2024-06-03"
    two = json.loads(run("read", report, report, "--format", "json").stdout)
    assert [item["document"]["text"] for item in two] == [SHORT, SHORT]


def test_json_lines_come_in_the_order_of_the_reports() -> None:
    lines = run("read", REPORTS / "three-reports.jsonl", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["document"]["outlet"] for line in lines] == [
        "Meridian Press", "The Coastal Courier", "Red Sea Bulletin"]


def test_standard_input_is_read() -> None:
    assert json.loads(run("read", "-", "--format", "json", stdin=SHORT).stdout)["document"]["text"] == SHORT


@pytest.mark.parametrize(("name", "begins"), [
    ("a.html", "<!doctype html>"), ("a.md", "# "), ("a.json", "{"), ("a.jsonl", "{"), ("a.txt", "")])
def test_the_form_is_that_of_the_file_to_write(tmp_path: Path, name: str, begins: str) -> None:
    assert run("read", STRIKE, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_text("utf-8").startswith(begins)


def test_a_bad_report_is_named_at_the_end_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "1-empty.txt").touch()
    (tmp_path / "2-good.txt").write_text(SHORT)
    (tmp_path / "3-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "4-broken.json").write_text("{")
    result = run("read", tmp_path, tmp_path / "missing.txt", "--format", "jsonl")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    told = result.stderr.splitlines()
    assert [name in line for name, line in zip(
        ("1-empty.txt", "3-picture.txt", "4-broken.json", "missing.txt", "4 of 5"), told, strict=True)] == [True] * 5


def test_a_folder_gets_one_file_a_report_and_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    results = pipeline.results

    def interrupted(*arguments: Any, **options: Any) -> Iterator[Any]:
        yield next(iter(results(*arguments, **options)))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "results", interrupted)
        stopped = run("read", REPORTS / "three-reports.jsonl", "-o", f"{tmp_path}/out/")
    assert stopped.exit_code == 130
    assert "stopped; 1 written: the same command goes on from there" in stopped.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["gao-ambush-1.json"]

    again = run("read", REPORTS / "three-reports.jsonl", "-o", f"{tmp_path}/out/")
    assert again.exit_code == 0
    assert "2 written" in again.stderr
    assert "1 were there already" in again.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "gao-ambush-1.json", "gao-ambush-2.json", "hodeidah-mine.json"}
    assert "3 written" in run("read", REPORTS / "three-reports.jsonl", "-o", f"{tmp_path}/out/", "--force").stderr


def test_reports_of_one_name_get_files_of_their_own(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(SHORT)
    run("read", tmp_path / "a" / "report.txt", tmp_path / "b" / "report.txt", "-o", f"{tmp_path}/out/")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"report.json", "report-2.json"}


def test_a_report_without_an_id_is_named_by_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "in" / "2024").mkdir(parents=True)
    (tmp_path / "in" / "2024" / "may.jsonl").write_text(f'{{"text": "{SHORT}"}}\n' * 2)
    (tmp_path / "in" / "june.txt").write_text(SHORT)
    assert run("read", tmp_path / "in", "-o", tmp_path / "out").exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "2024-may-1.json", "2024-may-2.json", "june.json"}
    assert run("read", tmp_path / "in" / "june.txt", "-o", f"{tmp_path}/one/", "-f", "html").exit_code == 0
    assert (tmp_path / "one" / "june.html").is_file()


def test_what_was_there_stays_when_nothing_could_be_read(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text("kept")
    (tmp_path / "empty.txt").touch()
    assert run("read", tmp_path / "empty.txt", "-o", kept).exit_code == 2
    assert kept.read_text() == "kept"
    assert {path.name for path in tmp_path.iterdir()} == {"kept.json", "empty.txt"}


def test_a_text_longer_than_the_limit_is_refused_with_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REPORTEDLY_MAX_BYTES", "1000000")
    (tmp_path / "long.txt").write_text(SHORT * 40)
    result = run("read", tmp_path / "long.txt", "--max-bytes", "500")
    assert result.exit_code == 2
    assert "500" in result.stderr


@pytest.mark.parametrize("arguments", [
    ("--published", "14 May"), ("--published", "2024-05-14T18:40"), ("--format", "pdf"), ("--model", "no_such_model"),
    ("-o", STRIKE)])
def test_a_wrong_option_is_named(arguments: tuple[str, str]) -> None:
    result = run("read", STRIKE, *arguments)
    assert result.exit_code == 2
    assert "Error: Invalid value for --" in result.stderr


def test_several_reports_make_no_one_page() -> None:
    assert run("read", STRIKE, STRIKE, "--format", "html").exit_code == 2
