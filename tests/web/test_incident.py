"""The page of an incident: its order, its words that open, its chart, its tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag

import pytest
from starlette.testclient import TestClient

from reportedly import Desk, DeskIncident
from reportedly.publish.desk_passages import quotes_in
from reportedly.publish.desk_reading import desk_outline
from reportedly.publish.words import visible
from reportedly.web.app import create_app
from reportedly.web.chart import BOTTOM, TOP, Chart, charts
from reportedly.weigh.grade import DEFINITIONS
from tests.web.conftest import Shown
from tests.web.djibo import REPORTS
from tests.web.markup import Markup


@pytest.fixture(scope="module")
def djibo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, DeskIncident]]:
    """A desk of the shelling, and the incident."""
    path = tmp_path_factory.mktemp("djibo") / "desk.db"
    with Desk(path) as desk:
        for report in REPORTS:
            desk.add(report)
        (incident,) = desk.incidents(type="shelling")
    with TestClient(create_app(str(path)), follow_redirects=False) as client:
        yield client, incident


@pytest.fixture(scope="module")
def html(djibo: tuple[TestClient, DeskIncident]) -> str:
    """The page of the shelling."""
    client, incident = djibo
    return client.get(f"/incidents/{incident.id}").text


@pytest.fixture(scope="module")
def drawn(djibo: tuple[TestClient, DeskIncident]) -> dict[str, Chart]:
    """The drawings of the shelling, by their kinds."""
    incident = djibo[1]
    return {chart.kind: chart for chart in charts(incident, desk_outline(incident))}


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_summary_has_what_where_when_figures_and_the_grade_with_its_definition_to_be_read(
        html: str, djibo: tuple[TestClient, DeskIncident]) -> None:
    incident = djibo[1]
    summary = words(Markup(html[html.index('<section class="part-of summary'):html.index('<section class="part-of" id')]
                           .rpartition("</section>")[0] + "</section>").words)
    for told in ("shelling", "Djibo", "the place itself", "3 February 2025", "the day; no time of day",
                 "low 9 best 9 high open", "4 reports, 4 outlets", f"{incident.independent} independent origins",
                 DEFINITIONS[incident.grade.grade].rstrip(".")):
        assert re.sub(r"\W+", " ", told) in re.sub(r"\W+", " ", summary), told
    assert f'title="{DEFINITIONS[incident.grade.grade]}"' in html


def test_the_parts_stand_in_the_order_of_a_dossier(html: str) -> None:
    parts = re.findall(r'<section class="part-of[^"]*" (?:id="(\w+)"|aria-label="(Summary)")', html)
    found = [name or label for name, label in parts]
    order = ["Summary", "agreed", "alone", "disputed", "acts", "retractions", "figures", "map", "origins", "reports", "also",
             "log", "discussion"]
    assert found == [part for part in order if part in found]
    assert set(order) - {"alone", "retractions", "also"} <= set(found)


def test_each_side_of_a_dispute_stands_in_a_column_of_its_own(html: str, djibo: tuple[TestClient, DeskIncident]) -> None:
    (dispute,) = djibo[1].disputes
    part = html[html.index('id="disputed"'):html.index('id="acts"')]
    assert "How many killed?" in part
    sides = part.split('<article class="account ')[1:]
    assert len(sides) == len(dispute.positions) > 1
    for position, side in zip(dispute.positions, sides, strict=True):
        assert f">{position.answer}<" in side
        assert all(f"/reports/{quote.document}#w{quote.span.start}-{quote.span.end}" in side for quote in position.quotes[:1])


def test_every_value_leads_to_its_words_in_their_report_and_opens_them(djibo: tuple[TestClient, DeskIncident], html: str) -> None:
    client, incident = djibo
    quotes = {(quote.document, quote.span.start): quote for quote in quotes_in(incident)}
    links = re.findall(r'<a class="words"[^>]* href="([^"]+)" hx-get="([^"]+)"', html)
    assert len(links) > 20
    reports = {report.document: Markup(client.get(f"/reports/{report.document}").text).ids for report in incident.reports}
    opened: dict[str, str] = {}
    for href, fragment in links:
        path, anchor = urldefrag(href)
        document = path.removeprefix("/reports/")
        assert anchor in reports[document]
        quote = quotes[document, int(re.findall(r"start=(\d+)", fragment)[0])]
        text = opened.setdefault(fragment, client.get(fragment.replace("&amp;", "&")).text)
        assert words(visible(quote.sentence)) in words(re.sub(r"<[^>]+>", "", text).replace("&#34;", '"')), fragment
        assert f'href="/reports/{document}#w' in text


def test_a_sentence_that_the_incident_does_not_rest_on_is_not_there(shown: Shown) -> None:
    with Desk(shown.path) as desk:
        incident = next(desk.incidents())
    quote = next(iter(quotes_in(incident)))
    path = f"/incidents/{incident.id}/sentences"
    assert shown.client.get(path, params={"document": quote.document, "start": 10 ** 9}).status_code == 404
    assert shown.client.get(path, params={"document": "0" * 64, "start": quote.span.start}).status_code == 404
    assert shown.client.get("/incidents/zzzzzzzzzz/sentences", params={"document": "0", "start": 0}).status_code == 404
    for start in ("x", "-1", ""):
        assert shown.client.get(path, params={"document": quote.document, "start": start}).status_code == 400


def test_a_chart_has_a_title_a_description_and_no_style_of_its_own(html: str) -> None:
    drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(drawings) == 2
    for drawing in drawings:
        ids = re.findall(r'<(?:title|desc) id="([^"]+)"', drawing)
        assert f'aria-labelledby="{" ".join(ids)}"' in drawing
        assert len(ids) == 2
        assert "style=" not in drawing
        assert "the teacher: 9 or more" in drawing or "21" in drawing


def test_each_origin_has_a_letter_and_a_line_in_the_chart(
        drawn: dict[str, Chart], djibo: tuple[TestClient, DeskIncident]) -> None:
    estimate = djibo[1].estimate("killed")
    assert estimate
    letters = {view.id: view.speaker.letter for view in desk_outline(djibo[1]).origins}
    killed = drawn["killed"]
    assert {letters[one.origin] for one in estimate.by_origin} <= {mark.letter for mark in killed.marks if mark.lettered}
    assert len(killed.steps) == len(killed.marks)


def test_a_higher_figure_stands_higher_and_a_later_one_further_right(drawn: dict[str, Chart]) -> None:
    marks = drawn["killed"].marks
    by_figure = {int(re.findall(r"\d+", mark.figure)[0]): mark.y for mark in marks}
    heights = [y for _, y in sorted(by_figure.items())]
    assert heights == sorted(heights, reverse=True)
    assert len(heights) > 1
    assert all(TOP <= y <= BOTTOM for y in heights)
    assert [mark.x for mark in marks] == sorted(mark.x for mark in marks)


def test_an_open_figure_and_one_that_does_not_change_are_told_apart(drawn: dict[str, Chart]) -> None:
    killed = drawn["killed"]
    assert {step.top is None for step in killed.steps} == {True, False}
    again = [mark for mark in killed.marks if not mark.lettered]
    assert [mark.figure for mark in again] == ["9+"]


def test_the_numbers_of_the_chart_are_in_a_table_with_their_words(html: str) -> None:
    table = html[html.index('<details class="as-table"'):html.index("</table>")]
    assert "<summary>" in table
    assert {"9 or more", "11", "21"} <= set(re.findall(r'<span class="value" dir="auto">([^<]+)</span>', table))


def test_one_report_has_no_chart_and_its_table_is_open(djibo: tuple[TestClient, DeskIncident]) -> None:
    client, _ = djibo
    only = next(id_ for id_ in re.findall(r'<a href="/incidents/([a-z2-7]{10})">Bombing', client.get("/").text))
    html = client.get(f"/incidents/{only}").text
    assert "<svg role" not in html
    assert '<details class="as-table" open>' in html


def test_the_tree_goes_from_the_origin_over_the_wire_to_those_that_carry_its_text(html: str) -> None:
    teacher = next(part for part in html.split('<li class="origin')[1:] if "the teacher" in part.partition("</h3>")[0])
    tree = words(Markup(f'<ul><li class="origin{teacher.partition("<details")[0]}</li></ul>').words)
    assert tree.index("Sahel Wire") < tree.index("the same text:") < tree.index("Mirror of Dori")


def test_quoted_words_of_any_script_set_their_own_direction(html: str) -> None:
    assert len(re.findall(r'<a class="words" dir="auto"', html)) > 20
    assert all('dir="auto"' in tag for tag in re.findall(r"<blockquote[^>]*>", html))
