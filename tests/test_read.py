"""The public functions: one report, many reports, in order, with bad ones among them."""

import io
from pathlib import Path

import pytest

import reportedly
from reportedly import BadInput, Dossier
from reportedly.pipeline import results

REPORTS = [{"text": f"Gunmen shot {number} men in the town of Beled on Tuesday, the police said.", "outlet": "Wire",
            "published": "2020-01-04", "id": str(number)} for number in range(2, 42)]


def test_text_path_and_stream_give_the_same_dossier(tmp_path: Path) -> None:
    text = REPORTS[0]["text"]
    path = tmp_path / "report.txt"
    path.write_text(text, "utf-8")
    dossier = reportedly.read_text(text, outlet="Wire")
    assert dossier == reportedly.read(path, outlet="Wire") == reportedly.read(io.StringIO(text), outlet="Wire")
    assert dossier.document.outlet == "Wire"


def test_html_is_read() -> None:
    html = f"<html><body><article><h1>Gunmen shoot two</h1><p>{REPORTS[0]['text']}</p></article></body></html>"
    assert REPORTS[0]["text"] in reportedly.read_html(html, url="https://example.org/1").document.text


def test_many_reports_come_in_order_and_the_same_on_any_number_of_processes() -> None:
    alone = list(reportedly.read_many(iter(REPORTS)))
    assert [dossier.document.text for dossier in alone] == [report["text"] for report in REPORTS]
    assert alone == list(reportedly.read_many(REPORTS, processes=2))


def test_a_bad_report_raises_at_its_turn() -> None:
    dossiers = reportedly.read_many([REPORTS[0], {"text": ""}, REPORTS[1]])
    assert isinstance(next(dossiers), Dossier)
    with pytest.raises(BadInput, match="empty"):
        next(dossiers)


def test_results_go_on_behind_a_bad_report() -> None:
    empty = {"text": "", "origin": "b.txt"}
    found = list(results([BadInput("a.txt: gone"), REPORTS[0], empty, {"title": "x"}, REPORTS[1], {"text": 3}]))
    assert [isinstance(item, Dossier) for item in found] == [False, True, False, False, True, False]
    assert str(found[2]).startswith("b.txt: nothing to read")


def test_read_wants_one_report(tmp_path: Path) -> None:
    (tmp_path / "two.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n', "utf-8")
    with pytest.raises(BadInput, match="read_many"):
        reportedly.read(tmp_path / "two.jsonl")
    with pytest.raises(BadInput, match="No such file"):
        reportedly.read(tmp_path / "none.txt")


@pytest.mark.parametrize(("before", "after"), [
    ("", "\nShare this article\nRead more: Shelling of a bus station kills nine\nComments"),
    ("Advertisement\nYour donation keeps our newsroom going.\n", ""),
    ("Published 5 January 2020\n", "\n(Reporting by Jane Doe; Editing by John Roe)\n© 2020 The Daily Example"),
])
def test_furniture_around_a_report_changes_no_event(before: str, after: str) -> None:
    text = ("Car bomb kills three in Beled\n"
            "A car bomb killed three people at a market in Beled on Tuesday, a doctor said.\n"
            "Gunmen had shot two policemen in the same town on Sunday, according to the mayor.")

    def told(dossier: Dossier, moved: int) -> list[tuple[object, ...]]:
        events = [(event.type, event.trigger.start - moved, event.realis) for event in dossier.events]
        return [*events, *((figure.kind, figure.low, figure.span.start - moved) for figure in dossier.figures)]

    alone = reportedly.read_text(text, published="2020-01-05")
    framed = reportedly.read_text(f"{before}{text}{after}", published="2020-01-05")
    assert told(framed, len(before)) == told(alone, 0)
    assert alone.events
