"""Each page holds what it should."""

from __future__ import annotations

import re
from urllib.parse import unquote, urldefrag

import pytest

from reportedly import Desk
from reportedly.publish.desk_passages import quotes_in
from reportedly.web.people import BY_STATUS, DID, HIT, SAID_TO
from reportedly.weigh.grade import DEFINITIONS
from reportedly.weigh.reconcile import RULES
from tests.web.conftest import RIVER, Shown
from tests.web.markup import Markup


def page(shown: Shown, path: str, status: int = 200) -> Markup:
    response = shown.client.get(path)
    assert response.status_code == status, path
    return Markup(response.text)


def words(text: str) -> str:
    return " ".join(text.split())


def ids(shown: Shown, path: str) -> list[str]:
    return re.findall(r'<h2><a href="/incidents/([a-z2-7]{10})">', shown.client.get(path).text)


def test_the_front_lists_all_incidents_the_newest_news_first(shown: Shown) -> None:
    with Desk(shown.path) as desk:
        known = {i.id: max((r.published or "")[:10] for r in i.reports) for i in desk.incidents()}
    listed = ids(shown, "/")
    assert len(listed) == len(known) > 5
    assert set(listed) == known.keys()
    days = [known[id_] for id_ in listed if known[id_]]
    assert days == sorted(days, reverse=True)
    assert f"{len(known)} incidents" in page(shown, "/").words


@pytest.mark.parametrize(("query", "filters"), [
    ("country=MLI", {"country": "MLI"}), ("country=niger", {"country": "NER"}),
    ("since=2024-04-06", {"since": "2024-04-06"}),
    ("until=2024-04-06", {"until": "2024-04-06"}), ("type=airstrike", {"type": "airstrike"}),
    ("grade=acknowledged", {"grade": "acknowledged"}), ("party=white+river", {"party": "white river"}),
    ("contested=yes", {"contested": True}), ("contested=no", {"contested": False}),
    ("text=fishermen+mopti", {"text": "fishermen mopti"}),
    ("country=MLI&type=bombing&text=", {"country": "MLI", "type": "bombing"}),
])
def test_a_view_is_what_the_desk_finds_with_the_same_filters(shown: Shown, query: str, filters: dict[str, object]) -> None:
    with Desk(shown.path) as desk:
        wanted = {i.id for i in desk.incidents(**filters)}  # type: ignore[arg-type]
        everything = sum(1 for _ in desk.incidents())
    assert 0 < len(wanted) < everything
    assert set(ids(shown, f"/incidents?{query}")) == wanted


def test_the_form_keeps_what_was_asked(shown: Shown) -> None:
    found = page(shown, "/incidents?text=fishermen&party=nurse&since=2024-01-01&type=shelling")
    assert (found.values["text"], found.values["party"], found.values["since"]) == ("fishermen", "nurse", "2024-01-01")
    assert '<option value="shelling" selected>' in shown.client.get("/incidents?type=shelling").text


@pytest.mark.parametrize(("query", "told"), [
    ("since=Friday", "'Friday' is no day like 2024-05-14"), ("country=Atlantis", "'Atlantis' is no country"),
    ("type=war", "'war' is no type"), ("grade=A", "'A' is no grade"), ("contested=maybe", "contested is yes or no"),
    ("page=0", "page is a number"), ("page=x", "page is a number"), (f"text={'a' * 301}", "at most 300 characters"),
    ("text=%00", "characters that no text has"),
])
def test_a_bad_value_is_answered_with_400_and_how_it_is_written(shown: Shown, query: str, told: str) -> None:
    assert told in words(page(shown, f"/incidents?{query}", 400).words)
    for ending in ("csv", "atom"):
        assert told in words(page(shown, f"/incidents.{ending}?{query}", 400).words)


def test_a_page_behind_the_last_is_not_there(shown: Shown) -> None:
    assert "only 1 pages" in page(shown, "/incidents?page=2", 404).words
    assert page(shown, "/sources?page=2", 404)


def test_an_incident_in_its_order_with_every_sentence_and_its_log(shown: Shown) -> None:
    with Desk(shown.path) as desk:
        incident = max(desk.incidents(country="SSD"), key=lambda i: len(i.reports))
    html = shown.client.get(f"/incidents/{incident.id}").text
    found = Markup(html)
    parts = re.findall(r'<section class="part-of" id="(\w+)"', html)
    order = ("agreed", "alone", "disputed", "acts", "retractions", "figures", "map", "origins", "reports", "also", "log")
    assert parts == [part for part in order if part in parts]
    assert {"agreed", "disputed", "acts", "figures", "map", "origins", "reports", "log"} <= set(parts)
    shown_words = words(found.words).replace(" ", "")
    assert all(q.sentence.replace(" ", "").replace("\n", "") in shown_words for a in incident.accounts for q in quotes_in(a))
    assert DEFINITIONS[incident.grade.grade][:-1] in words(found.words)
    assert {f"/reports/{r.document}" for r in incident.reports} <= {urldefrag(link)[0] for link in found.links}


def test_an_id_from_before_a_merge_leads_to_the_incident_and_its_log(shown: Shown) -> None:
    response = shown.client.get(f"/incidents/{shown.merged}")
    assert response.status_code == 302
    assert response.headers["location"] == f"/incidents/{shown.into}"
    log = words(page(shown, response.headers["location"]).words).partition("The log of changes")[2]
    assert f"merged with {shown.merged}" in log
    assert "corrected: killed = 2" in log
    assert "Because: the family's list" in log


def test_the_versions_of_a_report_are_listed_with_what_they_changed(shown: Shown) -> None:
    document = shown.documents["Bridge"]
    found = page(shown, f"/reports/{document}")
    assert "killed: 2 → 3" in words(found.words)
    older = next(link for link in found.links if link.startswith("/reports/"))
    assert "a newer version of it counts" in words(page(shown, older).words)
    assert f"/reports/{document}" in page(shown, older).links
    assert RIVER in found.links
    incident = next(link for link in found.links if link.startswith("/incidents/"))
    assert "killed: 2 → 3" in words(page(shown, incident).words).partition("The log of changes")[2]


def test_a_report_has_its_text_with_what_was_read_out_of_it_marked(shown: Shown) -> None:
    document = shown.documents["Nineteen killed as government jets bomb Leer cattle market"]
    html = shown.client.get(f"/reports/{document}").text
    assert re.search(r'class="[^"]*\bfigure\b[^>]*>(<[^>]*>)*Nineteen', html)
    assert re.search(r'class="[^"]*\bplace\b[^>]*>(<[^>]*>)*Leer', html)
    with Desk(shown.path) as desk:
        dossier = desk.dossier(document)
    assert dossier
    assert words(dossier.document.text.split("\n\n")[-1]).replace(" ", "") in words(Markup(html).words).replace(" ", "")


def test_what_is_furniture_is_greyed(shown: Shown) -> None:
    with Desk(shown.path) as desk:
        dossiers = [(id_, desk.dossier(id_)) for id_ in desk.documents()]
    greyed = [(id_, piece) for id_, dossier in dossiers if dossier for piece in dossier.document.furniture]
    assert greyed
    for document, piece in greyed:
        assert f'class="w{piece.span.start}-{piece.span.end} furniture"' in shown.client.get(f"/reports/{document}").text


def test_a_party_with_what_it_did_and_said(shown: Shown) -> None:
    found = page(shown, "/parties?name=the+white+river+alliance")
    told = words(found.words)
    assert "Its accusations" in told
    assert "Its denials" in told
    quoted = [link for link in found.links if re.fullmatch(r"/reports/[0-9a-f]{64}#w\d+-\d+", link)]
    assert quoted
    for link in quoted:
        path, anchor = urldefrag(link)
        assert anchor in page(shown, path).ids


def test_what_a_party_did_and_how_it_was_hit_is_told_apart(shown: Shown) -> None:
    with Desk(shown.path) as desk:
        wanted = [(a.name, BY_STATUS[a.status], i.id) for i in desk.incidents() for a in i.actors if a.status]
        wanted += [(hit.name, HIT, i.id) for i in desk.incidents() for hit in (*i.targets, *i.victims)]
    assert {DID, SAID_TO, HIT} <= {title for _, title, _ in wanted}
    for name, title, id_ in wanted:
        html = shown.client.get("/parties", params={"name": name.upper()}).text
        part = next(p for p in html.split("<section ") if f">{title}</h2>" in p)
        assert f'href="/incidents/{id_}"' in part, name


def test_a_part_of_a_partys_name_leads_to_those_that_have_it(shown: Shown) -> None:
    assert "/parties?name=The+White+River+Alliance" in page(shown, "/parties?name=river+alli").links
    assert "/parties?name=The+White+River+Alliance" in page(shown, "/parties").links


def test_sources_are_counted_as_the_desk_counts_them(shown: Shown) -> None:
    with Desk(shown.path) as desk:
        rows = desk.sources()
    table = re.findall(r'<tr><th scope="row">.*?</tr>', shown.client.get("/sources").text, re.DOTALL)
    assert len(table) == len(rows)
    for row, line in zip(rows, table, strict=True):
        counts = [int(number) for number in re.findall(r'<td data-name="\w+">([\d,]+)</td>', line)]
        assert counts == [row.reports, row.incidents, row.alone, row.corroborated, row.contradicted]


def test_a_source_lists_the_incidents_in_which_it_speaks(shown: Shown) -> None:
    with Desk(shown.path) as desk:
        incidents = {i.id for i in desk.incidents() if any(o.name.casefold() == "the mayor" for o in i.origins)}
    assert len(incidents) > 1
    assert set(ids(shown, "/sources/the%20mayor")) == incidents


def test_the_method_has_the_rules_that_run(shown: Shown) -> None:
    told = words(page(shown, "/method").words)
    assert all(text in told for text in (*DEFINITIONS.values(), *RULES.values()))
    assert "1 older version" in told


@pytest.mark.parametrize("path", [
    "/nope", "/incidents/zzzzzzzzzz", "/incidents/a", "/incidents/%00", "/reports/abc", "/parties?name=Nobody+At+All",
    "/sources/Nobody", "/static/other.css", "/incidents.xml",
])
def test_what_is_unknown_is_a_page_that_says_so(shown: Shown, path: str) -> None:
    response = shown.client.get(path)
    assert response.status_code in ((400,) if "%00" in path else (404,))
    assert "To the latest incidents" in Markup(response.text).words


def test_every_link_of_every_page_leads_to_a_page_and_to_its_words(shown: Shown) -> None:
    pages: dict[str, Markup] = {}
    wanted, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        response = shown.client.get(path)
        assert response.status_code == 200, path
        if not response.headers["content-type"].startswith("text/html"):
            continue
        pages[path] = Markup(response.text)
        for link in pages[path].links:
            target, anchor = urldefrag(link)
            if target.startswith(("http://", "https://")):
                continue
            target = target or path
            assert target.startswith("/"), link
            wanted.add((target, unquote(anchor)))
            if target not in pages and target not in waiting:
                waiting.append(target)
    assert len(pages) > 40
    assert [(path, anchor) for path, anchor in wanted if anchor and anchor not in pages[path].ids] == []
