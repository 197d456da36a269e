"""The columns in memory: they filter as the desk does, and are at every moment what the desk holds."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import Desk
from reportedly.store.find import Filters
from reportedly.web.shelf import Shelf
from tests.web.conftest import EXAMPLES, REPORTS, Shown

WORDS = st.sampled_from(("bomb", "mark", "segou", "Ségou", "the mayor", "fishermen tera", "zzz", "...", "100%", "'\"*", " "))
FILTERS = st.builds(
    Filters, country=st.sampled_from((None, "Mali", "NER", "ssd")), since=st.sampled_from((None, "2024-03-13", "20240402")),
    until=st.sampled_from((None, "2024-03-13", "2024-04-10")),
    type=st.sampled_from((None, "airstrike", "shooting")), grade=st.sampled_from((None, "contested", "single source")),
    party=st.sampled_from((None, "MAYOR", "army", "%", "_", "\n")), contested=st.sampled_from((None, True, False)),
    text=st.none() | WORDS, box=st.sampled_from((None, "-10,10,5,20", "-180,-90,180,90", "20,-20,-20,20")))


@pytest.fixture(scope="module")
def shelf(shown: Shown) -> Shelf:
    """The columns of the desk that is served."""
    return Shelf(str(shown.path))


@given(filters=FILTERS)
def test_columns_filter_as_the_desk_does(shelf: Shelf, filters: Filters) -> None:
    without_box = {name: value for name, value in asdict(filters).items() if name != "box"}
    wanted = {incident.id for incident in shelf.desk.incidents(**without_box)}
    if filters.box:
        west, south, east, north = map(float, filters.box.split(","))
        wanted = {id_ for id_ in wanted if (place := shelf.desk.incident(id_).place) and place.precision != "country"
                  and place.longitude is not None and place.latitude is not None and south <= place.latitude <= north
                  and ((west <= place.longitude <= east) if west <= east
                       else (place.longitude >= west or place.longitude <= east))}
    rows = list(shelf.every(filters))
    assert {row.id for row in rows} == wanted
    assert len(rows) == len(wanted)


@pytest.mark.parametrize("value", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "0,5,1,4", "-181,0,0,0", "nan,0,0,0", "0,0,0,91"])
def test_what_is_no_box_is_refused(shelf: Shelf, value: str) -> None:
    if not value:
        assert len(list(shelf.every(Filters(box=value)))) == len(list(shelf.every(Filters())))
        return
    with pytest.raises(ValueError, match="is no box like"):
        shelf.view(Filters(box=value))


def test_what_happens_to_the_desk_shows_at_once(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with Desk(path, editor="Amina") as desk:
        shelf = Shelf(str(path))

        def shows_all() -> None:
            rows = {row.id: row for row in shelf.every(Filters())}
            assert rows.keys() == {incident.id for incident in desk.incidents()}
            fresh = Shelf(str(path))
            assert list(shelf.every(Filters())) == list(fresh.every(Filters()))
            fresh.close()

        shows_all()
        for report in (*sorted(EXAMPLES.iterdir())[:2], *REPORTS):
            desk.add(report)
            shows_all()
        (segou,), (kayes,) = desk.incidents(text="segou"), desk.incidents(text="kayes")
        into = desk.merge(segou.id, kayes.id)
        shows_all()
        desk.undo(1)
        shows_all()
        desk.correct(into, because="the family's list", killed="2")
        assert next(row for row in shelf.every(Filters()) if row.id == into).killed_best == 2
        before = list(shelf.every(Filters()))
        desk.hide(into, because="a witness is in danger")
        assert list(shelf.every(Filters())) == [row for row in before if row.id != into]
        assert into not in {row.id for row in shelf.every(Filters(country="Mali", text="ferryman"))}
        desk.undo(4)
        assert {row.id for row in shelf.every(Filters())} == {row.id for row in before}
        shelf.close()
