"""Versions of a report side by side."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Document
from reportedly.web.compared import compared
from tests.web.conftest import RIVER, Shown
from tests.web.markup import Markup

SENTENCES = st.lists(st.sampled_from((
    "Five people were killed.", "Six people were killed.", "The army denied it.", "A nurse spoke to the wounded.",
    "Rain fell on the town.", "Nobody was arrested.")), max_size=8)


def document(*sentences: str) -> Document:
    return Document("x", " ".join(sentences))


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def versions(shown: Shown) -> list[str]:
    """The documents of the bridge, the first version first."""
    later = shown.documents["Bridge"]
    html = shown.client.get(f"/reports/{later}").text
    earlier = re.findall(r'<a href="/reports/([0-9a-f]{64})">version 1</a>', html)
    return [*earlier, later]


def test_the_figures_that_changed_stand_above_the_texts(shown: Shown, versions: list[str]) -> None:
    html = shown.client.get(f"/reports/{versions[1]}/versions", params={"with": versions[0]}).text
    told = words(Markup(html).words)
    assert told.index("killed: 2 → 3") < told.index("A mortar shell")


def test_what_went_and_came_is_marked_by_the_word(shown: Shown, versions: list[str]) -> None:
    html = shown.client.get(f"/reports/{versions[1]}/versions").text
    assert re.findall(r"<del>([^<]+)</del>", html)[1:] == ["two"]
    assert re.findall(r"<ins>([^<]+)</ins>", html)[1:] == ["three", "The army denied that it had fired."]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_earlier_one_is_on_the_left_whichever_is_asked_for(shown: Shown, versions: list[str], order: tuple[int, int]) -> None:
    one, other = (versions[place] for place in order)
    heads = shown.client.get(f"/reports/{one}/versions", params={"with": other}).text.partition('class="pair heads"')[2]
    assert heads.index(f"/reports/{versions[0]}") < heads.index(f"/reports/{versions[1]}")


def test_a_report_leads_to_its_versions_side_by_side(shown: Shown, versions: list[str]) -> None:
    for version in versions:
        assert f"/reports/{version}/versions" in Markup(shown.client.get(f"/reports/{version}").text).links


def test_what_is_no_version_of_it_is_not_put_next_to_it(shown: Shown, versions: list[str]) -> None:
    other = shown.documents["A ferry"]
    for path in (f"/reports/{other}/versions", f"/reports/{versions[0]}/versions?with={other}",
                 f"/reports/{versions[0]}/versions?with={versions[0]}", "/reports/abc/versions",
                 f"/reports/{versions[0]}/versions?with=abc"):
        assert shown.client.get(path).status_code == 404, path
    assert shown.client.get(f"/reports/{versions[0]}/versions?with=%00").status_code == 400
    assert RIVER in shown.client.get(f"/reports/{versions[0]}").text


def test_a_sentence_that_was_changed_stands_next_to_what_it_became() -> None:
    pairs = compared(document("Five people were killed.", "Rain fell."), document("Rain fell.", "Six people were killed."))
    assert [pair.kind for pair in pairs].count("same") == 1
    (pair,) = compared(document("Five people were killed on Monday."), document("Six people were killed on Monday."))
    assert pair.kind == "changed"
    assert [words for words, own in pair.left if own] == ["Five"]
    assert [words for words, own in pair.right if own] == ["Six"]


@given(SENTENCES, SENTENCES)
def test_both_texts_are_whole_whatever_was_changed(first: list[str], second: list[str]) -> None:
    pairs = compared(document(*first), document(*second))
    assert [text for pair in pairs if (text := pair.texts[0])] == first
    assert [text for pair in pairs if (text := pair.texts[1])] == second
    assert all((pair.kind == "same") == (pair.texts[0] == pair.texts[1]) for pair in pairs)


@given(SENTENCES)
def test_a_text_next_to_itself_is_the_same(sentences: list[str]) -> None:
    assert {pair.kind for pair in compared(document(*sentences), document(*sentences))} <= {"same"}
