from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import gazetteer


def countries(name: str) -> set[str | None]:
    return {entry.country for entry in gazetteer.lookup(gazetteer.fold(name))}


@pytest.fixture
def fresh_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder, and an index of two names: what is tested is the file, not what is in it."""
    def fill(base: sqlite3.Connection) -> None:
        base.executescript("CREATE TABLE head (word TEXT, longest INTEGER); INSERT INTO head VALUES ('oruk', 2);"
                           "CREATE TABLE meta (complete INTEGER); INSERT INTO meta VALUES (1);")

    monkeypatch.setenv("REPORTEDLY_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("reportedly.gazetteer_index.fill", fill)
    caches = (gazetteer._base, gazetteer.longest)
    for cache in caches:
        cache.cache_clear()
    yield tmp_path / "cache"
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize(("name", "country"), [
    ("Türkiye", "TUR"), ("Ivory Coast", "CIV"), ("U.S.", "USA"), ("UAE", "ARE"), ("Burma", "MMR"), ("DRC", "COD"),
    ("Kosovo", "XKX"), ("Gaza", "PSE"), ("Iraqi", "IRQ"), ("Lebanese", "LBN"), ("Calif.", "USA"), ("Red Sea", None),
])
def test_countries_adjectives_states_and_seas_are_known(name: str, country: str | None) -> None:
    assert country in countries(name)


@pytest.mark.parametrize(("one", "other"), [
    ("Khan Sheikhoun", "Khan Shaykhun"), ("Raqa", "Raqqah"), ("al-Hasakah", "Hasaka"), ("Deir Az-Zour", "Deir ez-Zor"),
])
def test_spellings_of_one_arabic_name_share_a_key(one: str, other: str) -> None:
    assert gazetteer.respell(gazetteer.fold(one)) == gazetteer.respell(gazetteer.fold(other))


def test_short_names_with_different_vowels_at_the_end_share_no_key() -> None:
    assert gazetteer.respell("hass") != gazetteer.respell("hasya")


def test_a_spelling_that_is_in_no_list_is_found_by_its_key() -> None:
    assert "Al Qāmishlī" in {entry.name for entry in gazetteer.lookup_spelling("qamishli")}


def test_the_capital_of_a_country_is_known() -> None:
    capital = gazetteer.capital("PER")
    assert capital is not None
    assert capital.name == "Lima"


@given(st.text(max_size=30))
def test_folding_is_stable(name: str) -> None:
    folded = gazetteer.fold(name)
    assert gazetteer.fold(folded) == folded
    assert folded == folded.strip()


@given(st.text(max_size=20))
def test_any_name_may_be_looked_up(name: str) -> None:
    folded = gazetteer.fold(name)
    assert isinstance(gazetteer.lookup(folded), tuple)
    assert isinstance(gazetteer.lookup_spelling(folded), tuple)


def test_the_index_is_made_once(fresh_cache: Path) -> None:
    assert not gazetteer.is_prepared()
    path = gazetteer.prepare()
    made = path.stat().st_mtime_ns
    assert gazetteer.is_prepared()
    assert gazetteer.prepare() == path
    assert path.stat().st_mtime_ns == made
    assert [file.name for file in fresh_cache.iterdir()] == [path.name]


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\x00" + bytes(5000)])
def test_a_damaged_index_is_made_anew(fresh_cache: Path, damage: bytes) -> None:
    gazetteer.prepare().write_bytes(damage)
    assert gazetteer.longest("oruk") == 2


def test_a_truncated_index_is_made_anew(fresh_cache: Path) -> None:
    path = gazetteer.prepare()
    path.write_bytes(path.read_bytes()[:-4096])
    assert gazetteer.longest("oruk") == 2


def test_without_a_writable_cache_a_temporary_one_serves(fresh_cache: Path) -> None:
    fresh_cache.write_text("a file where the folder should be")
    assert gazetteer.longest("oruk") == 2
