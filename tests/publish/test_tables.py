from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import frictionless
import pandas
import pytest
from pyarrow import parquet

from reportedly.publish.rows import rows, tables
from reportedly.publish.tables import ROWS_IN_A_GROUP, write_csv, write_parquet
from reportedly.weigh.types import DeskIncident
from tests.publish.desk_sample import HOSTILE, TEXTS, Many, contested, countrywide, hostile, incidents

WRITERS = [write_csv, write_parquet]
APOSTROPHE = re.compile(r"^'(?='*\s*[=+\-@＝＋－＠])")
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def _csv(folder: Path, name: str) -> pandas.DataFrame:
    return pandas.read_csv(folder / f"{name}.csv", keep_default_na=False, na_values=[""])


def _plain_text(frame: pandas.DataFrame) -> pandas.DataFrame:
    return frame.map(lambda cell: APOSTROPHE.sub("", cell) if isinstance(cell, str) else cell)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    write_csv(incidents(), tmp_path / "csv")
    return tmp_path / "csv"


def test_the_columns_described_are_those_of_the_rows() -> None:
    for incident in incidents():
        for name, row in rows(incident):
            table = next(table for table in tables() if table.name == name)
            assert set(row) == {column.name for column in table.columns}


def test_the_data_package_is_valid_with_types_keys_and_hashes(csv: Path) -> None:
    report = frictionless.validate(str(csv / "datapackage.json"))
    assert report.flatten(["rowNumber", "fieldNumber", "note"]) == []
    assert report.valid
    package = json.loads((csv / "datapackage.json").read_text("utf-8"))
    assert [resource["name"] for resource in package["resources"]] == ["incidents", "accounts", "statements", "figures"]
    assert all(field["title"] and field["description"]
               for resource in package["resources"] for field in resource["schema"]["fields"])


def test_the_data_package_notices_a_row_without_its_incident(csv: Path) -> None:
    accounts = (csv / "accounts.csv").read_text("utf-8")
    (csv / "accounts.csv").write_text(accounts.replace("k5w2,a5,", "lost,a5,"), "utf-8")
    assert "foreign-key" in str(frictionless.validate(str(csv / "datapackage.json")).flatten(["type"]))


def test_pandas_reads_the_incidents(csv: Path) -> None:
    found = _csv(csv, "incidents").set_index("incident_id")
    strike = found.loc["k5w2"]
    assert (strike.killed_low, strike.killed_best, strike.killed_high) == (0, 14, 20)
    assert strike.contested == "whether"
    assert strike.origins == 4
    assert strike.actors == "Niger's air force (denied)"
    assert found.loc["m3x7"].isna()[["place", "latitude", "killed_best"]].all()
    assert not found.loc["m3x7"].day_stated
    assert found.loc["z8y6"].longitude == pytest.approx(-5.66654)


def test_an_open_figure_has_a_blank_high(csv: Path) -> None:
    protest = _csv(csv, "figures").set_index("incident_id").loc["p9q1"]
    assert protest.low == 30
    assert pandas.isna(protest.high)
    assert pandas.isna(_csv(csv, "incidents").set_index("incident_id").loc["p9q1"].arrested_high)


def test_a_country_has_no_coordinates(csv: Path) -> None:
    protest = _csv(csv, "incidents").set_index("incident_id").loc["p9q1"]
    assert protest.country == "PER"
    assert pandas.isna(protest.latitude)
    assert pandas.isna(protest.longitude)


def test_an_account_has_its_chain_and_its_origin(csv: Path) -> None:
    first = _csv(csv, "accounts").set_index(["incident_id", "account_id"]).loc["k5w2", "a1"]
    assert first.chain == "a hospital official < Meridian Press < The Coastal Courier"
    assert (first.origin, first.origin_kind, first.outlet) == ("a hospital official", "medic", "The Coastal Courier")


@pytest.mark.parametrize("read", [
    lambda folder, name: _plain_text(_csv(folder / "csv", name)),
    lambda folder, name: parquet.read_table(folder / "parquet" / f"{name}.parquet").to_pandas()],
    ids=["csv", "parquet"])
def test_offsets_lead_to_the_words(tmp_path: Path, read: Callable[[Path, str], pandas.DataFrame]) -> None:
    write_csv(incidents(), tmp_path / "csv")
    write_parquet(incidents(), tmp_path / "parquet")
    for row in read(tmp_path, "figures").itertuples():
        text = TEXTS[row.document_id]
        assert text[int(row.start):int(row.end)] == row.words
        assert text[int(row.sentence_start):].startswith(row.sentence)
    for row in read(tmp_path, "statements").itertuples():
        spans = [tuple(map(int, span.split("-"))) for span in row.spans.split()]
        assert " … ".join(TEXTS[row.document_id][start:end] for start, end in spans) == row.words
        assert (min(spans)[0], max(end for _, end in spans)) == (row.start, row.end)
    for row in read(tmp_path, "accounts").itertuples():
        if row.mentions:
            assert TEXTS[row.document_id][int(row.start):int(row.end)] == row.words


def test_no_text_cell_runs_as_a_formula_and_none_is_lost(csv: Path) -> None:
    for table in tables():
        text = [column.name for column in table.columns if column.type == "string"]
        cells = _csv(csv, table.name)[text]
        assert not cells.map(lambda cell: isinstance(cell, str) and bool(FORMULA.match(cell))).to_numpy().any()
        written = [row for incident in incidents() for name, row in rows(incident) if name == table.name]
        plain = _plain_text(cells).astype(object).where(cells.notna(), None)
        assert plain.to_dict("records") == [{name: row[name] for name in text} for row in written]


def test_a_formula_behind_apostrophes_and_spaces_comes_back_whole(tmp_path: Path) -> None:
    names = ["=1", "'=1", " =1", "''=1", "'\t+1", "'We fled'", "'", "＝1", "@a", "plain"]
    sample = [dataclasses.replace(hostile(), id=name) for name in names]
    write_csv(sample, tmp_path / "csv")
    ids = pandas.read_csv(tmp_path / "csv" / "incidents.csv", dtype=str)["incident_id"]
    assert [APOSTROPHE.sub("", cell) for cell in ids] == names
    assert not any(FORMULA.match(cell) for cell in ids)


def test_a_lone_carriage_return_stays_in_its_cell(tmp_path: Path) -> None:
    write_csv([dataclasses.replace(hostile(), id="a\rb")], tmp_path / "csv")
    assert _csv(tmp_path / "csv", "incidents")["incident_id"].tolist() == ["a\rb"]


def test_parquet_has_the_types_descriptions_and_text_as_it_is(tmp_path: Path) -> None:
    write_parquet(incidents(), tmp_path / "parquet")
    found = parquet.read_table(tmp_path / "parquet" / "incidents.parquet")
    assert str(found.schema.field("killed_high").type) == "int64"
    assert found.schema.field("killed_high").metadata[b"title"] == b"Killed, high"
    headline = parquet.read_table(tmp_path / "parquet" / "accounts.parquet").to_pandas()["title"].iloc[-1]
    assert headline == HOSTILE


def test_parquet_is_written_in_groups(tmp_path: Path) -> None:
    number = ROWS_IN_A_GROUP // 6 + 1
    write_parquet(Many(number), tmp_path / "parquet")
    accounts = parquet.ParquetFile(tmp_path / "parquet" / "accounts.parquet")
    assert [accounts.metadata.row_group(i).num_rows for i in range(accounts.num_row_groups)] == [
        ROWS_IN_A_GROUP, number * 6 - ROWS_IN_A_GROUP]
    ids = accounts.read().column("incident_id").to_pylist()
    assert ids == sorted(ids)


@pytest.mark.parametrize("write", WRITERS)
def test_written_twice_it_is_the_same_bytes(tmp_path: Path, write: Any) -> None:
    write(incidents(), tmp_path / "a")
    write(iter(incidents()), tmp_path / "b")
    assert _files(tmp_path / "a") == _files(tmp_path / "b")


@pytest.mark.parametrize("write", WRITERS)
def test_one_incident_is_held_at_a_time(tmp_path: Path, write: Any) -> None:
    many = Many(1500)
    write(many, tmp_path / "out")
    assert many.asked == 1500
    assert many.most_alive <= 2


@pytest.mark.parametrize("write", WRITERS)
def test_it_writes_while_incidents_still_come(tmp_path: Path, write: Any) -> None:
    sizes = []

    def watched() -> Iterator[DeskIncident]:
        yield from Many(2000)
        sizes.append(sum(path.stat().st_size for path in tmp_path.rglob("*.*") if path.is_file()))

    write(watched(), tmp_path / "out")
    assert sizes[0] > 10_000


@pytest.mark.parametrize("write", WRITERS)
def test_no_incident_gives_empty_tables(tmp_path: Path, write: Any) -> None:
    assert not write([], tmp_path / "out")
    read = pandas.read_csv if write is write_csv else pandas.read_parquet
    suffix = "csv" if write is write_csv else "parquet"
    for table in tables():
        frame = read(tmp_path / "out" / f"{table.name}.{suffix}")
        assert (len(frame), list(frame.columns)) == (0, [column.name for column in table.columns])


@pytest.mark.parametrize("write", WRITERS)
def test_a_lone_surrogate_is_spelt_out(tmp_path: Path, write: Any) -> None:
    write([dataclasses.replace(contested(), id="\ud800x")], tmp_path / "out")
    frame = _csv(tmp_path / "out", "incidents") if write is write_csv else (
        pandas.read_parquet(tmp_path / "out" / "incidents.parquet"))
    assert frame["incident_id"].tolist() == ["\\ud800x"]


def test_what_the_tables_cannot_hold_is_counted(tmp_path: Path) -> None:
    counted = write_csv(incidents(), tmp_path / "csv")
    assert counted == write_parquet(incidents(), tmp_path / "parquet")
    assert counted["answers to a contested question"] == 2
    assert counted["words of a retraction"] == 1
    assert counted["no nearer than a country: latitude and longitude left blank"] == 1
    assert write_csv([countrywide()], tmp_path / "csv").total() == 1
