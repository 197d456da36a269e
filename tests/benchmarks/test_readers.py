"""The benchmarks' readers on tiny corpora in the corpora's own formats, made up."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from benchmarks import gold, muc4, places, polnear, times
from reportedly import Document, Dossier
from reportedly.model import Event, Incident, Party, Role, Source, Span, Statement


def test_times_are_read_from_timeml(tmp_path: Path) -> None:
    (tmp_path / "AQUAINT").mkdir()
    (tmp_path / "AQUAINT" / "a.tml").write_text(
        '<TimeML><DCT><TIMEX3 type="DATE" value="2024-05-14">x</TIMEX3></DCT><TEXT>It <EVENT>rained</EVENT> on '
        '<TIMEX3 type="DATE" value="2024-05-13">Monday</TIMEX3> &amp; after.</TEXT></TimeML>', "utf-8")
    (case,) = times.read(tmp_path, "dev")
    assert (case.text, case.published) == ("It rained on Monday & after.", "2024-05-14")
    assert case.gold == [{"start": 13, "end": 19, "type": "DATE", "value": "2024-05-13"}]


def test_attributions_are_read_from_the_first_annotator(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / "dev" / folder).mkdir(parents=True)
    (tmp_path / "dev" / "text" / "a_b.txt").write_text("Ana said it rains.", "utf-8")
    (tmp_path / "dev" / "attributions" / "a_b_00ff.ann").write_text(
        "T1\tSource 0 3\tAna\nT2\tCue 4 8\tsaid\nT3\tContent 9 11;12 17\tit rains\nT4\tDiscard 17 18\t.\n"
        "E1\tAttribution:T5 Content:T3 Cue:T2 Source2:T1\n", "utf-8")
    (tmp_path / "dev" / "attributions" / "a_b_ffff.ann").write_text("", "utf-8")
    (case,) = polnear.read(tmp_path, "dev")
    assert case.gold == {
        "attributions": [{"source": [[0, 3]], "content": [[9, 11], [12, 17]]}], "discarded": [[17, 18]]}


def test_place_names_with_shifted_offsets_are_found_nearby(tmp_path: Path) -> None:
    (tmp_path / "Corpora").mkdir()
    (tmp_path / "Corpora" / "lgl.xml").write_text(
        "<articles><article><text>Rain in Gao, Mali.</text><toponyms>"
        "<toponym><start>9</start><end>12</end><phrase>Gao</phrase><gaztag><lat>16.3</lat><lon>-0.1</lon></gaztag></toponym>"
        "<toponym><start>13</start><end>17</end><phrase>Mali</phrase></toponym>"
        "<toponym><start>2</start><end>6</end><phrase>Oslo</phrase></toponym></toponyms></article></articles>", "utf-8")
    (tmp_path / "GWN.xml").write_text(
        "<articles><article><text>Gao</text><toponyms><toponym><start>0</start><end>3</end><extractedName>Gao"
        "</extractedName><type>Literal</type><latitude>16.3</latitude><longitude>-0.1</longitude></toponym></toponyms>"
        "</article></articles>", "utf-8")
    first, second = places.read(tmp_path, "dev")
    assert first.gold == [
        {"span": (8, 11), "point": (16.3, -0.1), "type": None}, {"span": (13, 17), "point": None, "type": None}]
    assert second.gold == [{"span": (0, 3), "point": (16.3, -0.1), "type": "Literal"}]
    with pytest.raises(FileNotFoundError):
        places.read(tmp_path, "test")


def test_wire_copy_is_read_from_its_archive(tmp_path: Path) -> None:
    (tmp_path / "processed").mkdir()
    entities = {role: [] for role in muc4.ROLES} | {"Weapon": [[["the bomb", 3], ["bomb", 7]]]}
    (tmp_path / "processed" / "dev.json").write_text(
        json.dumps({"docid": "TST1-MUC3-0002", "doctext": "lower case", "extracts": entities}), "utf-8")
    copy = b"TST1-MUC3-0001\n\n   IGNORED\n\nTST1-MUC3-0002 (NS)\n\n   LIMA, 7 FEB 90 (EFE) -- [TEXT] A BOMB.\n"
    with tarfile.open(tmp_path / "muc34.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("muc34/TASK/CORPORA/tst1/tst1-muc3")
        entry.size = len(copy)
        archive.addfile(entry, io.BytesIO(copy))
    (case,) = muc4.read(tmp_path, "dev")
    assert case.text == "   LIMA, 7 FEB 90 (EFE) -- [TEXT] A BOMB."
    assert case.published == "1990-02-07"
    assert case.gold["Weapon"] == [frozenset({"bomb"})]


def test_marked_reports_are_read_with_their_metadata(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text(
        '{"id": "a", "text": "x", "outlet": "o", "published": "2024-05-14"}\n{"id": "b", "text": "y"}\n', "utf-8")
    (tmp_path / "gold.jsonl").write_text('{"id": "a", "incidents": [], "figures": [], "acts": []}\n', "utf-8")
    (case,) = gold.read(tmp_path, "dev")
    assert (case.id, case.text, case.published, case.outlet) == ("a", "x", "2024-05-14", "o")


def test_a_statement_within_another_is_left_to_the_outer_one() -> None:
    text = "Ana said Ben said it rains."
    outer = Statement("s1", (Source("Ana", span=Span(0, 3)), Source("o", outlet=True)), Span(4, 8), (Span(9, 26),),
                      "indirect", "report")
    inner = Statement("s2", (Source("Ben", span=Span(9, 12)),), Span(13, 17), (Span(18, 26),), "indirect", "report")
    dossier = Dossier(Document("x", text), statements=(outer, inner))
    assert polnear.answer(polnear.Case("a", text, None), dossier) == [{"source": [[0, 3]], "content": [[9, 26]]}]


def test_roles_are_those_of_attacks_that_happened() -> None:
    text = "Gunmen of the Red Path shot Luis Vega."
    parties = (Party("p1", "gunmen", "unnamed"), Party("p2", "Luis Vega", "person"))
    shot = Event("e1", "shooting", Span(23, 27), (Role(Span(0, 6), "p1"),), victims=(Role(Span(28, 37), "p2"),))
    planned = Event("e2", "shooting", Span(23, 27), (Role(Span(14, 22)),), realis="planned")
    attack, riot = (Incident(f"i{n}", kind, True, ("e1", "e2")) for n, kind in enumerate(("shooting", "riot")))
    case = muc4.Case("a", text, None)
    none = {role: [] for role in muc4.ROLES}
    answer = muc4.answer(case, Dossier(Document("x", text), parties, events=(shot, planned), incidents=(attack,)))
    assert answer == none | {"PerpInd": ["gunmen"], "Victim": ["luis vega"]}
    assert muc4.answer(case, Dossier(Document("x", text), parties, events=(shot,), incidents=(riot,))) == none
