"""The guard: what stands behind a click, and what does not."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from reportedly import Desk, DeskIncident
from reportedly.store import readers, talk
from reportedly.web.app import create_app
from reportedly.web.withheld import CHILDREN, NAMES, NOTHING, Withheld, of_children, withheld
from reportedly.weigh.types import DeskParty
from tests.web.djibo import REPORTS
from tests.web.markup import VOID

NAME = "Aminata Sawadogo"
BEATEN = "the men had beaten them all through the night"


@dataclass(frozen=True)
class Guarded:
    """A desk that is served with the guard and without, its incidents by their types, its reports by their titles."""

    client: TestClient
    bare: TestClient
    incidents: dict[str, DeskIncident]
    documents: dict[str, str]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """The desk."""
    path = tmp_path_factory.mktemp("withheld") / "desk.db"
    with Desk(path) as desk:
        documents = {document.title or "": document.id for document in map(desk.add, REPORTS)}
        incidents: dict[str, DeskIncident] = {incident.type: incident for incident in desk.incidents()}
    with (TestClient(create_app(str(path)), follow_redirects=False) as client,
          TestClient(create_app(str(path), guard=False), follow_redirects=False) as bare):
        yield Guarded(client, bare, incidents, documents)


class Seen(HTMLParser):
    """The words of a page that are seen before anything is opened, and apart from them those behind the guard's clicks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open = self.behind = ""
        self.reasons: set[str] = set()
        self._tags: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._tags.append((tag, dict(attrs).get("class") == "withheld"))

    def handle_endtag(self, tag: str) -> None:
        self._tags.pop()

    def handle_data(self, data: str) -> None:
        inside = [number for number, (_, is_guarded) in enumerate(self._tags) if is_guarded]
        if not inside:
            self.open += f"{data} "
        elif any(tag == "summary" for tag, _ in self._tags[inside[0]:]):
            self.reasons.add(data.removeprefix("Withheld: "))
        else:
            self.behind += f"{data} "


def seen(client: TestClient, path: str) -> Seen:
    response = client.get(path)
    assert response.status_code == 200, path
    return Seen(response.text)


def pages(guarded: Guarded) -> list[str]:
    """All pages that show something of the shelling."""
    shelling = guarded.incidents["shelling"]
    reports = [report.document for report in shelling.reports]
    earlier = guarded.documents["Shell hits school in Djibo, at least six dead"]
    return [f"/incidents/{shelling.id}", *(f"/reports/{document}" for document in (*reports, earlier)),
            f"/reports/{earlier}/versions", "/parties", "/parties?name=aminata", "/", "/incidents", "/sources"]


def test_no_page_shows_the_name_of_who_was_hit_before_a_click(guarded: Guarded) -> None:
    behind = ""
    for path in pages(guarded):
        shown = seen(guarded.client, path)
        assert "Sawadogo" not in shown.open, path
        assert "Aminata" not in shown.open, path
        behind += shown.behind
    assert NAME in behind


def test_no_page_shows_a_sentence_on_the_children_before_a_click(guarded: Guarded) -> None:
    for path in pages(guarded):
        assert "of the dead were children" not in " ".join(seen(guarded.client, path).open.split()), path
    incident = guarded.incidents["abduction"]
    report = f"/reports/{incident.reports[0].document}"
    for path, words in ((f"/incidents/{incident.id}", "girls from a village"), (report, BEATEN)):
        shown = seen(guarded.client, path)
        assert words not in " ".join(shown.open.split())
        assert words in " ".join(shown.behind.split())
        assert CHILDREN in shown.reasons


def test_a_title_that_names_who_was_hit_stands_in_no_head_of_a_page(guarded: Guarded) -> None:
    document = guarded.documents["Aminata Sawadogo and eight others are buried"]
    for path in (f"/reports/{document}", "/parties?name=Aminata+Sawadogo"):
        html = guarded.client.get(path).text
        assert "Sawadogo" not in html.partition("</head>")[0]
        assert re.findall(r"<h1[^>]*>([^<]+)</h1>", html)[0].strip()
        assert NAME in seen(guarded.client, path).behind
    assert f"<title>{NAME}" in guarded.bare.get("/parties?name=Aminata+Sawadogo").text


def test_the_page_of_a_party_withholds_how_it_was_hit(guarded: Guarded) -> None:
    shown = seen(guarded.client, "/parties?name=Aminata+Sawadogo")
    assert "How it was hit" in shown.open
    assert NAME in shown.behind
    assert NAMES in shown.reasons


def test_what_opens_in_place_is_withheld_too(guarded: Guarded) -> None:
    incident = guarded.incidents["shelling"]
    (victim,) = (party for party in incident.victims if party.kind == "person")
    for quote in victim.quotes:
        shown = seen(guarded.client, f"/incidents/{incident.id}/sentences?document={quote.document}&start={quote.span.start}")
        assert NAME not in shown.open
        assert NAME in shown.behind


def test_a_comment_that_names_who_was_hit_is_withheld_and_another_is_not(guarded: Guarded) -> None:
    shelling = guarded.incidents["shelling"]
    with guarded.client.app.state.shelf.writing() as connection:  # type: ignore[attr-defined]
        reader = readers.join(connection, "Bram", "bram@desk.example", "no password")
        for text in (f"I knew {NAME} well.", "Which day was it?"):
            talk.put(connection, shelling, reader, text, "shown")
    shown = seen(guarded.client, f"/incidents/{shelling.id}")
    assert "knew" in shown.behind
    assert "knew" not in shown.open
    assert "Which day was it?" in shown.open


def test_figures_and_what_names_nobody_stand_open(guarded: Guarded) -> None:
    shown = seen(guarded.client, f"/incidents/{guarded.incidents['shelling'].id}")
    for words in ("At least nine people", "accused the army of the shelling", "a shell hit a primary school in Djibo"):
        assert words in " ".join(shown.open.split())
    figures = re.sub(r" +", " ", shown.open)
    assert re.search(r"6\s+killed\s+\(dead; replaced later, or part of another\)", figures)
    assert "five girls" in seen(guarded.client, f"/incidents/{guarded.incidents['abduction'].id}").open


def test_only_the_sentences_concerned_are_withheld_of_a_text_in_one_line(guarded: Guarded) -> None:
    shown = seen(guarded.client, f"/reports/{guarded.documents['Aminata Sawadogo and eight others are buried']}")
    text = " ".join(shown.open.partition("Marked in the text")[2].split())
    assert "the mayor accused the army" in re.sub(r"\W+", " ", text.replace(" A ", " ").replace(" B ", " ")).lower()
    assert "Sawadogo was killed in the shelling" in re.sub(r"\W+", " ", shown.behind)


def test_children_who_were_not_hit_are_no_ground_to_withhold(guarded: Guarded) -> None:
    incident = guarded.incidents["bombing"]
    for path in (f"/incidents/{incident.id}", f"/reports/{incident.reports[0].document}"):
        html = guarded.client.get(path).text
        assert '<details class="withheld">' not in html
    assert "Children of the town watched" in html


def test_without_the_guard_everything_stands_open(guarded: Guarded) -> None:
    for path in pages(guarded):
        assert '<details class="withheld"' not in guarded.bare.get(path).text, path
    assert NAME in seen(guarded.bare, f"/incidents/{guarded.incidents['shelling'].id}").open


def test_one_box_opens_all_on_a_page(guarded: Guarded) -> None:
    for path in pages(guarded):
        html = guarded.client.get(path).text
        if '<details class="withheld"' in html:
            assert len(re.findall(r'<input type="checkbox" id="show-withheld">', html)) == 1, path
    style = guarded.client.get("/static/desk.css").text
    assert ":root:has(#show-withheld:checked) .withheld::details-content" in style


def test_the_api_is_whole_and_feeds_name_nobody_who_was_hit(guarded: Guarded) -> None:
    incident = guarded.incidents["shelling"]
    assert DeskIncident.from_dict(guarded.client.get(f"/api/v1/incidents/{incident.id}").json()) == incident
    for feed in ("/incidents.atom", "/incidents.feed.json"):
        text = guarded.client.get(feed).text
        assert incident.id in text
        assert "Sawadogo" not in text


@pytest.mark.parametrize("text", [
    "Four children died.", "a 9-year-old", "a boy, aged 12", "Amina Diallo, 7, was killed", "a three-month-old", "SCHOOLCHILDREN",
    "the girls' school", "قُتل طفل",
])
def test_words_for_children_are_known(text: str) -> None:
    assert of_children(text)


@pytest.mark.parametrize("text", [
    "Four men died.", "a 39-year-old", "a man, aged 18", "Amina Diallo, 41, was killed", "on 3 April, 2024, rebels",
    "minor injuries", "the boycott", "babysat", "",
])
def test_other_words_are_not_for_children(text: str) -> None:
    assert not of_children(text)


def test_a_name_is_found_whole_or_by_its_parts_but_not_inside_a_word() -> None:
    kept = Withheld(["Moussa Keita"])
    assert kept.why("Keita had written of it") == kept.why("the death of Moussa Keita’s son") == NAMES
    assert kept.why("Keitaville", None, "") == ""
    both = Withheld(["Moussa Keita"], children=True)
    assert both.why("Keita, who was a friend of the two children") == f"{NAMES} and {CHILDREN}"


def test_a_few_words_say_who_was_counted_and_no_more() -> None:
    kept = Withheld(children=True)
    assert kept.why("four of the children") == ""
    assert kept.why("four of the children were found under the roof") == CHILDREN
    assert kept.why_part("who were found under the roof at noon", "Four children, who were found under the roof at noon, died.")
    assert not kept.why_part("four died", "Four children, who were found under the roof at noon, died; four died.")
    assert not NOTHING
    assert NOTHING.why("four of the children were found under the roof") == ""


def test_who_speaks_in_the_reports_is_not_withheld(guarded: Guarded) -> None:
    incident = guarded.incidents["bombing"]
    for name, names in (("The fisherman", {"The fisherman"}), (incident.origins[0].name.upper(), set())):
        hurt = dataclasses.replace(incident, victims=(DeskParty(name, "person"),))
        assert withheld([hurt]).names == names
