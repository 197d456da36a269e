"""What was received: the bytes stay as they came, the same bytes change nothing, and changed ones are a new version."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportedly import BadInput, Desk, pipeline
from reportedly.acquire.files import read_path
from tests.store.conftest import Reader, emptied
from tests.store.made import REPORTS
from tests.store.whole import built, check, dossier_of, dump, read_part, told

TEXT = "Gunmen shot dead two traders in the town of Ménaka in Mali on Tuesday, the mayor said.\n"
PAGE = (f"<html><head><meta charset='utf-8'></head><body><article><h1>Traders shot in Mali</h1><p>{TEXT}</p>"
        "<p>The mayor said that a third trader had been wounded and was taken to a hospital in Gao.</p></article></body></html>")
LINE = json.dumps({"id": "7", "text": TEXT, "outlet": "Sahel Bulletin", "published": "2024-05-15", "desk": {"slug": "x"}})


@pytest.mark.parametrize(("name", "content"), [
    ("utf-8.txt", TEXT.encode()), ("mark.txt", b"\xef\xbb\xbf" + TEXT.encode()), ("latin-1.txt", TEXT.encode("latin-1")),
    ("utf-16.txt", TEXT.encode("utf-16")), ("utf-16-be.txt", TEXT.encode("utf-16-be")),
    ("dos.txt", TEXT.replace("\n", "\r\n").encode()), ("page.html", PAGE.encode()),
    ("page-latin.html", PAGE.replace("utf-8", "latin-1").encode("latin-1")), ("page-in.txt", PAGE.encode()),
    ("one.json", LINE.encode()), ("spaced.json", json.dumps(json.loads(LINE), indent=4, ensure_ascii=False).encode()),
    ("line.jsonl", LINE.encode()),
])
def test_the_bytes_of_a_file_are_given_back_as_they_came(url: str, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with Desk(url) as desk:
        document = desk.add(path)
        assert desk.received(document.id) == content
        assert document.id == hashlib.sha256(content).hexdigest()
        assert "Ménaka" in document.text
        (incident,) = desk.incidents()
        assert incident.estimates[0].best == 2
    check(url)


def test_each_line_of_a_file_is_a_report_with_bytes_of_its_own(url: str, tmp_path: Path, read_once: Reader) -> None:
    lines = [json.dumps(report, ensure_ascii=False).encode() for report in REPORTS.values()]
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"\n".join(lines[:6]) + b"\n\n" + b"\r\n".join(lines[6:]))
    with Desk(url) as desk:
        found = list(desk.add_all(read_path(path)))
        assert [desk.received(document.id) for document in found if not isinstance(document, BadInput)] == lines
        with pytest.raises(BadInput, match="add_all"):
            desk.add(path)


def test_the_bytes_of_a_mapping_are_its_words_and_metadata_as_json(url: str, read_once: Reader) -> None:
    report = REPORTS["medic"]
    with Desk(url) as desk:
        document = desk.add(report)
        assert json.loads(desk.received(document.id)) == report
        assert document.outlet == report["outlet"]
        assert dossier_of(desk, document.id).document == document


@pytest.mark.parametrize(("key", "content"), [("text", TEXT.encode("latin-1")), ("html", PAGE.encode("utf-16"))])
def test_bytes_in_a_mapping_stay_as_they_are(url: str, key: str, content: bytes) -> None:
    with Desk(url) as desk:
        document = desk.add({key: content, "outlet": "Sahel Bulletin"})
        assert desk.received(document.id) == content
        assert "Ménaka" in document.text
        assert document.outlet == "Sahel Bulletin"


@pytest.mark.parametrize("strange", ["\ud800", "\x00", "\U0001f4a3", "ﷺ", "\x1b[31m"])
def test_strange_characters_are_stored_and_read(url: str, strange: str) -> None:
    report = {"text": f"Gunmen shot dead two traders in Ménaka on Tuesday, the mayor said {strange} on Wednesday.",
              "outlet": f"The {strange} Post", "title": f"Two {strange} shot", "published": "2024-05-15",
              "url": f"https://post.example/{strange}", "origin": f"a{strange}.txt"}
    with Desk(url) as desk:
        document = desk.add(report)
        assert "Ménaka" in document.text
        assert hashlib.sha256(desk.received(document.id)).hexdigest() == document.id
        assert len(told(desk)) == 1
        before = dump(url)
        assert desk.add(report) == document
    assert dump(url) == before


def test_a_file_whose_name_is_no_unicode_is_added(url: str, tmp_path: Path) -> None:
    path = tmp_path / b"m\xe9naka.txt".decode("utf-8", "surrogateescape")
    try:
        path.write_bytes(TEXT.encode())
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system knows no such names")
    with Desk(url) as desk:
        assert desk.received(desk.add(path).id) == TEXT.encode()


class Interrupted(Exception):
    """The reader was interrupted."""


def add_interrupted(url: str, report: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a report, with an interruption when its reading begins."""
    def interrupted(reports: Any, **_: Any) -> Any:
        next(iter(reports))
        raise Interrupted
        yield

    with Desk(url) as desk, monkeypatch.context() as patch:
        patch.setattr(pipeline, "results", interrupted)
        before = desk.count()
        with pytest.raises(Interrupted):
            desk.add(report)
        assert desk.count() == before
    check(url)


def test_the_bytes_are_stored_before_anything_reads_them(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    report = REPORTS["murder"]
    add_interrupted(url, report, monkeypatch)
    (row,) = dump(url)["receipts"]
    with Desk(url) as desk:
        assert json.loads(desk.received(row[0])) == report
        assert desk.dossier(row[0]) is None
        assert desk.resume() == 1
        assert desk.count() == (1, 1)


def test_what_was_left_unread_is_read_before_the_next_report(
    url: str, read_once: Reader, monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_interrupted(url, REPORTS["murder"], monkeypatch)
    with Desk(url) as desk:
        desk.add(REPORTS["night"])
        assert [dossier_of(desk, id_).document.text for id_ in desk.documents()] == [
            REPORTS["murder"]["text"], REPORTS["night"]["text"]]
        assert desk.count() == (2, 2)
    check(url)


def test_bytes_that_can_not_be_read_stay_with_the_reason(url: str) -> None:
    with Desk(url) as desk:
        with pytest.raises(BadInput, match="not English"):
            desk.add({"text": "Боевики застрелили двух торговцев в городе Менака на севере Мали, сообщил мэр города. " * 3})
        with pytest.raises(BadInput, match="nothing to read"):
            desk.add({"text": " "})
        with pytest.raises(BadInput, match='"text" or "html"'):
            desk.add({"title": "Nothing"})
        assert desk.count() == (0, 0)
    receipts = dump(url)["receipts"]
    assert sorted("English" in row[8] for row in receipts) == [False, True]
    check(url)


@pytest.mark.parametrize("killed", ["3,000,000,000", "5,000,000,000,000,000,000", "99999999999999999999"])
def test_a_number_of_any_length_stops_no_other_report(url: str, read_once: Reader, killed: str) -> None:
    report = {"text": f"The army killed {killed} people in Gao in Mali on Tuesday, a man said.", "published": "2024-05-15"}
    with Desk(url) as desk:
        (result,) = desk.add_all([report])
        if isinstance(result, BadInput):
            assert len(killed) == 20
            assert "please send it to us (" in str(result)
            assert "\n" not in str(result)
        else:
            assert int(killed.replace(",", "")) in {found.low for found in dossier_of(desk, result.id).figures}
    with Desk(url) as desk:
        assert desk.resume() == 0
        desk.add(REPORTS["night"])
        assert [incident.type for incident in desk.incidents()][-1] == "suicide bombing"
    check(url)


def test_bad_reports_do_not_stop_the_others(url: str, read_once: Reader) -> None:
    good, bad = REPORTS["medic"], {"text": "", "origin": "b.txt"}
    with Desk(url) as desk:
        desk.add(good)
        mixed: list[Any] = [BadInput("a.txt: gone"), good, bad, REPORTS["denial"], {"title": "x"}, REPORTS["night"], good]
        found = list(desk.add_all(mixed))
        assert [isinstance(result, BadInput) for result in found] == [True, False, True, False, True, False, False]
        assert str(found[0]) == "a.txt: gone"
        assert str(found[2]).startswith("b.txt: nothing to read")
        assert found[1] == found[6]
        assert desk.count()[0] == 3


def test_reports_are_taken_one_by_one(url: str, read_once: Reader) -> None:
    asked = []

    def reports() -> Any:
        for name, report in REPORTS.items():
            asked.append(name)
            yield report

    with Desk(url) as desk:
        results = desk.add_all(reports())
        next(results)
        next(results)
        assert len(asked) == 2
        assert desk.count()[0] == 2


def test_adding_the_same_bytes_again_changes_nothing(url: str, read_once: Reader) -> None:
    with Desk(url) as desk:
        documents = [desk.add(report) for report in REPORTS.values()]
        before = dump(url)
        assert [desk.add(report) for report in reversed(REPORTS.values())] == documents[::-1]
        assert list(desk.add_all(REPORTS.values())) == documents
        assert list(desk.documents()) == [document.id for document in documents]
    with Desk(url) as desk:
        assert desk.add(REPORTS["night"]).id == documents[list(REPORTS).index("night")].id
    assert dump(url) == before


def test_one_text_in_two_outlets_is_two_reports(url: str, read_once: Reader) -> None:
    with Desk(url) as desk:
        one, other = desk.add(REPORTS["wire"]), desk.add(REPORTS["print"])
        assert (one.text, one.id == other.id) == (other.text, False)
        (incident,) = desk.incidents()
        assert [set(group) for group in incident.copies] == [{one.id, other.id}]


FIRST = {"url": "https://bulletin.example/bus", "outlet": "Sahel Bulletin", "published": "2024-05-14T08:00:00+00:00",
         "text": "A roadside bomb killed six passengers of a bus near Gao in Mali on Tuesday, the police said."}
SECOND = {**FIRST, "published": "2024-05-14T11:00:00+00:00",
          "text": "A roadside bomb killed eight passengers of a bus near Gao in Mali on Tuesday, the police said. Three "
                  "passengers were wounded."}
THIRD = {**FIRST, "published": "2024-05-14T15:00:00+00:00",
         "text": "A roadside bomb killed nine passengers of a bus near Gao in Mali on Tuesday, the police said. Three "
                 "passengers were wounded."}
OTHER = {"outlet": "Desert Voice", "published": "2024-05-15",
         "text": "At least seven people died when a roadside bomb hit their bus near Gao in Mali on Tuesday, a medic said."}


@pytest.mark.parametrize("order", list(itertools.permutations([FIRST, SECOND, OTHER])))
def test_changed_bytes_at_one_address_are_a_new_version(
    url: str, read_once: Reader, order: tuple[dict[str, str], ...],
) -> None:
    with Desk(url) as desk:
        ids = {report["text"]: desk.add(report).id for report in order}
        old, new = ids[FIRST["text"]], ids[SECOND["text"]]
        (incident,) = desk.incidents()
        assert {report.document for report in incident.reports} == {new, ids[OTHER["text"]]}
        (report,) = [report for report in incident.reports if report.document == new]
        assert (report.version, report.changes) == (2, ("injured: none → 3", "killed: 6 → 8"))
        assert {count.low for account in incident.accounts for count in account.counts if count.kind == "killed"} == {7, 8}
        assert json.loads(desk.received(old)) == FIRST
        assert dossier_of(desk, old).document.text == FIRST["text"]
        assert desk.count() == (3, 1)
    check(url)


def test_versions_are_in_the_order_of_publication(new_url: Callable[[], str], read_once: Reader) -> None:
    found = []
    for order in itertools.permutations([FIRST, SECOND, THIRD]):
        url = new_url()
        found.append(built(url, order))
        check(url)
    assert found == [found[0]] * 6
    (report,) = json.loads(found[0][0])["reports"]
    assert (report["version"], report["changes"]) == (3, ["killed: 8 → 9"])


def test_versions_without_a_time_are_in_the_order_of_arrival(url: str, read_once: Reader) -> None:
    first, second = ({key: value for key, value in report.items() if key != "published"} for report in (SECOND, FIRST))
    with Desk(url) as desk:
        desk.add(first)
        new = desk.add(second)
        ((report,),) = [incident.reports for incident in desk.incidents()]
        assert (report.document, report.version) == (new.id, 2)
        assert report.changes == ("injured: 3 → none", "killed: 8 → 6")
        assert desk.add(first).text == SECOND["text"]
        assert [incident.reports for incident in desk.incidents()] == [(report,)]


def test_a_version_that_drops_the_incident_takes_it_off_the_desk(url: str, read_once: Reader) -> None:
    empty = {**SECOND, "text": "The report that stood here was taken back by the Sahel Bulletin. It regrets the error."}
    with Desk(url) as desk:
        desk.add(FIRST)
        desk.add(empty)
        assert desk.count() == (2, 0)
    check(url)


def test_what_is_read_does_not_depend_on_the_database(postgres: str, tmp_path: Path, read_once: Reader) -> None:
    urls = [f"sqlite:///{tmp_path}/desk.db", emptied(postgres, "desk1")]
    reports = [*REPORTS.values(), FIRST, SECOND]
    one, other = ((built(url, reports), read_part(dump(url))) for url in urls)
    assert one == other
