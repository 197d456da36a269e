"""Files, folders and streams of reports; what can't be read is named in one line and stops nothing else."""

import io
import json
from pathlib import Path

import pytest

from reportedly.acquire.files import BadInput, checked_text, decoded, read_path, read_stream

REPORT = "Three people were killed when a bomb went off at a café in Beled on Tuesday, the police said."
FRENCH = ("Trois personnes ont été tuées mardi dans l'explosion d'une bombe dans un café de la ville, a indiqué la "
          "police dans un communiqué publié le soir même.")
ARABIC = "قتل ثلاثة أشخاص في انفجار سيارة مفخخة في سوق وسط المدينة يوم الثلاثاء، بحسب ما أعلنت الشرطة في بيان."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_is_decoded(encoding: str) -> None:
    assert decoded(REPORT.encode(encoding)).lstrip("\ufeff") == REPORT


@pytest.mark.parametrize(("data", "message"), [
    (b"", "empty"), (b" \n", "empty"), (b"\x89PNG\r\n\x1a\n" + bytes(90), "PNG"), (bytes(range(256)) * 9, "binary"),
    (b"%PDF-1.7", "PDF"), (b"word " * 300_000, "REPORTEDLY_MAX_BYTES"),
])
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        decoded(data, max_bytes=300_000)


@pytest.mark.parametrize(("text", "message"), [
    ("\n \x00", "empty"), (FRENCH, r"not English \(French\?\)"), (ARABIC, r"not English \(Arabic script\?\)"),
    ("A long report. " * 300_000, "2,000,000 bytes"),
])
def test_what_is_no_english_report_is_refused(text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        checked_text(text)


@pytest.mark.parametrize("text", ["Bomb kills 3", REPORT.upper(), f"{REPORT} \U0001f4a5 “Allahu akbar” (الله أكبر)",
                                  "San Salvador, El Salvador: la policía.", f"{REPORT} “{FRENCH}” {REPORT}"])
def test_short_upper_case_and_mixed_english_is_read(text: str) -> None:
    assert checked_text(text) == text


def test_nuls_and_lone_surrogates_are_replaced_one_for_one() -> None:
    assert checked_text("Two\x00men \ud83d died.") == "Two\ufffdmen \ufffd died."


def test_the_limit_can_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="50 bytes"):
        checked_text(REPORT, max_bytes=50)
    monkeypatch.setenv("REPORTEDLY_MAX_BYTES", "40")
    with pytest.raises(BadInput, match="40 bytes"):
        checked_text(REPORT)
    monkeypatch.setenv("REPORTEDLY_MAX_BYTES", "many")
    with pytest.raises(BadInput, match="REPORTEDLY_MAX_BYTES"):
        checked_text(REPORT)


def test_a_folder_gives_its_reports_in_order_and_names_what_is_bad(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "b" / "c.html").write_text(f"<html><body><p>{REPORT}</p></body></html>", "utf-8")
    (tmp_path / "b" / "d.txt").write_bytes(b"\x89PNG\r\n")
    line = json.dumps({"text": REPORT, "outlet": "Wire", "extra": 1})
    (tmp_path / "e.jsonl").write_text(line + "\n\n{\n[1]\n", "utf-8")
    (tmp_path / "f.json").write_text(json.dumps([{"html": "<p>x</p>", "id": "7"}, {"title": "No text"}]), "utf-8")
    (tmp_path / "notes.docx").write_bytes(b"ignored")
    found = list(read_path(tmp_path))
    kinds = [str(item) if isinstance(item, BadInput) else sorted(item) for item in found]
    assert kinds[0] == ["form", "origin", "received", "text"]
    assert kinds[1] == ["form", "html", "origin", "received"]
    assert "d.txt: this is a PNG picture" in kinds[2]
    assert found[3] == {"text": REPORT, "outlet": "Wire", "origin": str(tmp_path / "e.jsonl:1"), "form": "json",
                        "received": line.encode()}
    assert "e.jsonl:3: not JSON" in kinds[4]
    assert "e.jsonl:4: a report must be an object" in kinds[5]
    assert kinds[6] == ["form", "html", "id", "origin", "received"]
    assert "f.json#2: a report must be" in kinds[7]
    assert all("\n" not in kind for kind in kinds if isinstance(kind, str))


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    (missing,) = read_path(tmp_path / "none.txt")
    assert isinstance(missing, BadInput)
    assert "none.txt: No such file" in str(missing)


@pytest.mark.parametrize(("data", "key"), [
    (REPORT.encode(), "text"), (f"<!DOCTYPE html><p>{REPORT}".encode(), "html"), (REPORT, "text"),
    (json.dumps({"text": REPORT}).encode(), "text"),
])
def test_a_stream_is_told_by_how_it_begins(data: bytes | str, key: str) -> None:
    stream = io.BytesIO(data) if isinstance(data, bytes) else io.StringIO(data)
    (report,) = read_stream(stream, "-")
    assert not isinstance(report, BadInput)
    assert key in report


def test_comments_before_a_text_do_not_make_it_a_page_and_take_no_time() -> None:
    text = "<!---->" * 200 + "Two men were killed in Mopti on Friday, police said."
    (report,) = read_stream(io.StringIO(text), "given")
    assert not isinstance(report, BadInput)
    assert report["form"] == "text"
