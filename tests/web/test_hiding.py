"""An incident that an editor withholds: in no list, file or answer of the API, until the decision is undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportedly import Desk
from reportedly.web.app import create_app
from tests.web.conftest import REPORTS

WHY = "the mayor's family <b>fears</b> for him"


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Desk, str, str]]:
    """A desk of two reports: a client, the desk, the id of the incident that is withheld, and that of its report."""
    path = tmp_path_factory.mktemp("hiding") / "desk.db"
    with Desk(path, editor="Amina") as desk:
        documents = [desk.add(report).id for report in (REPORTS[1], REPORTS[4])]
        (tera,) = desk.incidents(text="tera")
        desk.hide(tera.id, because=WHY)
        with TestClient(create_app(str(path)), follow_redirects=False) as client:
            yield client, desk, tera.id, documents[0]


@pytest.mark.parametrize("address", [
    "/", "/incidents?country=Niger", "/incidents?text=tera", "/incidents?party=police", "/incidents.csv", "/incidents.json",
    "/incidents.geojson", "/incidents.atom", "/incidents.feed.json", "/api/v1/incidents", "/parties?name=police", "/parties",
    "/map.json?bbox=-180,-85,180,85&zoom=4", "/map.svg", "/sources"])
def test_it_is_nowhere_among_the_others(hidden: tuple[TestClient, Desk, str, str], address: str) -> None:
    client, _, incident, _ = hidden
    answer = client.get(address)
    assert answer.status_code == (404 if address == "/parties?name=police" else 200)
    text = answer.text
    assert incident not in text
    assert "Tera" not in text
    assert "traders" not in text


def test_its_page_and_those_of_its_report_say_that_it_is_withheld_and_why(hidden: tuple[TestClient, Desk, str, str]) -> None:
    client, _, incident, report = hidden
    page = client.get(f"/incidents/{incident}")
    assert page.status_code == 410
    assert "Amina withholds this incident since" in page.text
    assert "<b>fears" not in page.text
    assert "&lt;b&gt;fears" in page.text
    for address in (f"/reports/{report}", f"/api/v1/incidents/{incident}", f"/api/v1/incidents/{incident}/members",
                    f"/api/v1/reports/{report}", f"/map.svg?incident={incident}"):
        answer = client.get(address)
        assert answer.status_code == 410, address
        assert "Tera" not in answer.text


def test_files_and_verbs_of_the_desk_itself_still_have_it(hidden: tuple[TestClient, Desk, str, str]) -> None:
    _, desk, incident, _ = hidden
    assert incident in {one.id for one in desk.incidents()}
    assert [(d.verb, d.because) for d in desk.log(incident)] == [("hide", WHY)]


def test_to_withhold_needs_a_reason(hidden: tuple[TestClient, Desk, str, str]) -> None:
    _, desk, incident, _ = hidden
    with pytest.raises(ValueError, match="needs a reason"):
        desk.hide(incident, because=" ")


def test_undone_it_is_there_again(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db", editor="Amina") as desk:
        desk.add(REPORTS[1])
        (tera,) = desk.incidents()
        desk.hide(tera.id, because="to be looked at")
        with TestClient(create_app(str(tmp_path / "desk.db"))) as client:
            assert client.get(f"/incidents/{tera.id}").status_code == 410
            desk.undo(1)
            assert client.get(f"/incidents/{tera.id}").status_code == 200
            assert tera.id in client.get("/").text


def test_it_stays_withheld_when_its_reports_are_read_anew_or_another_one_comes(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db", editor="Amina") as desk:
        desk.add(REPORTS[1])
        (tera,) = desk.incidents()
        desk.hide(tera.id, because="to be looked at")
        list(desk.rebuild())
        desk.add({**REPORTS[1], "outlet": "Niger Post", "url": "https://post.example/tera", "title": "Traders shot dead in Tera"})
        (tera,) = desk.incidents()
        assert len(tera.reports) == 2
        with TestClient(create_app(str(tmp_path / "desk.db"))) as client:
            assert client.get(f"/incidents/{tera.id}").status_code == 410
            assert tera.id not in client.get("/").text
