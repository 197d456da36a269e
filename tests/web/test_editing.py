"""Editors merge, split, correct, confirm and withhold incidents; the log says so to everyone, and each act can be undone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from reportedly import Desk
from reportedly.store import deciding, readers, talk
from reportedly.store.database import open_engine, writing
from reportedly.web.app import create_app
from reportedly.web.editing import ACTS, CHECKED
from reportedly.web.limits import Limits
from reportedly.web.log import PAGE, UNDONE_HERE
from reportedly.web.session import SESSION
from reportedly.weigh.types import DeskIncident
from tests.web.conftest import EXAMPLES, SCRIPT
from tests.web.markup import Markup

WHY = "one and the same happening"
HOSTILE = f'"><img src=x onerror=alert(1)> {SCRIPT}'
KAYES, SEGOU, BAFOULABE = "Mirror of Kayes", "Segou Post", f"Post {SCRIPT}"
LEER, CAPITAL = "Radio White River", "The Capital Plain Speaker"
SEEN = ("change", "decision", "receipt")
REPORTS = (
    {"title": "A ferry", "outlet": SEGOU, "published": "2024-04-20",
     "text": "Gunmen shot dead a ferryman in Segou, Mali, on Thursday, the mayor said."},
    {"title": "A ferry again", "outlet": KAYES, "published": "2024-04-28",
     "text": "Gunmen shot dead a ferryman in Kayes, Mali, on Saturday, the mayor said."},
    {"title": f"Three ferrymen {SCRIPT}", "outlet": BAFOULABE, "published": "2024-04-30",
     "text": f"Gunmen shot dead three ferrymen in Bafoulabe, Mali, on Sunday, a nurse said. {SCRIPT}"},
    {"title": "Traders", "outlet": "Basin Post", "published": "2024-04-29",
     "text": "Gunmen shot dead four traders in Tera, Niger, on Sunday, police said."},
)
LATER = {"title": "Once more", "outlet": "River Post", "published": "2024-04-29",
         "text": "Gunmen shot dead a ferryman in Kayes, Mali, on Saturday, a nurse and the mayor said."}


class Hand:
    """What somebody does in a browser."""

    def __init__(self, client: TestClient, secret: str | None) -> None:
        self.client = client
        self.cookies = {"Cookie": f"{SESSION}={secret}"} if secret else {}

    def get(self, path: str, status: int = 200) -> str:
        response = self.client.get(path, headers=self.cookies)
        assert response.status_code == status, (path, response.status_code)
        return response.text

    def post(self, path: str, data: dict[str, Any]) -> Any:
        return self.client.post(path, data=data, headers=self.cookies)

    def hidden(self, page: str, action: str) -> dict[str, Any]:
        """The hidden fields of the form on a page that goes there."""
        form = re.search(rf'<form[^>]*action="{re.escape(action)}(?:#[a-z]+)?">(.*?)</form>', page, re.DOTALL)
        assert form, action
        return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[1])}

    def send(self, id_: str, act: str, page: str | None = None, **fields: Any) -> Any:
        """Fill in a form of an incident's page of forms, and send it."""
        path = f"/incidents/{id_}/{act}"
        hidden = self.hidden(page or self.get(f"/incidents/{id_}/edit"), path)
        return self.post(path, {**hidden, "because": WHY, **fields})

    def undo(self, number: int, page: str | None = None, **fields: Any) -> Any:
        path = f"/log/{number}/undo"
        return self.post(path, {**self.hidden(page or self.get("/log"), path), **fields})


@dataclass(frozen=True)
class Served:
    """A desk that is served, and who comes to it."""

    path: Path
    amina: Hand
    boris: Hand
    reader: Hand
    nobody: Hand

    def incidents(self) -> list[DeskIncident]:
        with Desk(self.path) as desk:
            return list(desk.incidents())

    def incident(self, outlet: str) -> DeskIncident:
        """The incident of which an outlet tells."""
        (found,) = (one for one in self.incidents() if outlet in {report.outlet for report in one.reports})
        return found

    def log(self) -> list[tuple[str, str, str | None]]:
        with Desk(self.path) as desk:
            return [(d.verb, d.who, d.because) for d in desk.log()]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A desk with its readers, and the secrets of their sessions."""
    path = tmp_path_factory.mktemp("editing") / "desk.db"
    with Desk(path) as desk:
        for path_of_report in sorted(EXAMPLES.iterdir()):
            desk.add(path_of_report)
        for report in REPORTS:
            desk.add(report)
    engine = open_engine(str(path))
    secrets = {}
    with writing(engine) as connection:
        for name, role in (("Amina", "editor"), (f"Boris {HOSTILE}", "editor"), ("Rita", "reader")):
            id_ = readers.join(connection, name, f"{name[:3]}@desk.example", "!", role)  # type: ignore[arg-type]
            secrets[name[:5]] = readers.begin(connection, id_)
    engine.dispose()
    return path, secrets


@pytest.fixture
def served(kept: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Served]:
    path = Path(shutil.copy(kept[0], tmp_path))
    app = create_app(str(path))
    app.state.limits = Limits({})
    with TestClient(app, follow_redirects=False) as client:
        yield Served(path, *(Hand(client, kept[1].get(name)) for name in ("Amina", "Boris", "Rita", "")))


def words(html: str) -> str:
    return " ".join(Markup(html).words.split())


def entry(page: str, number: int) -> str:
    """One decision in the log, in words."""
    found = re.search(rf'<li id="decision{number}".*?</li>', page, re.DOTALL)
    assert found, number
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def path_of(response: Any, status: int = 303) -> str:
    assert response.status_code == status, response.text
    return str(response.headers["location"])


def kayes_and_bafoulabe(served: Served) -> tuple[str, str]:
    return served.incident(KAYES).id, served.incident(BAFOULABE).id


# Merge


def test_a_merge_suggests_incidents_of_the_country_within_three_days_and_no_others(served: Served) -> None:
    kayes, bafoulabe = kayes_and_bafoulabe(served)
    page = served.amina.get(f"/incidents/{kayes}/edit")
    assert re.findall(r'name="other" value="(\w+)"', page) == [bafoulabe]
    assert "28 April 2024" in words(page)
    assert "killed: 3" in words(page)
    segou = served.amina.get(f"/incidents/{served.incident(SEGOU).id}/edit")
    assert 'name="other"' not in segou
    assert "no other incident of the same country" in words(segou)


def test_a_merge_leads_to_what_the_incidents_are_now_and_is_undone_with_one_click(served: Served) -> None:
    kayes, bafoulabe = kayes_and_bafoulabe(served)
    to = path_of(served.amina.send(kayes, "merge", other=bafoulabe))
    merged = served.incident(BAFOULABE)
    assert merged.id == served.incident(KAYES).id
    assert to == f"/incidents/{merged.id}?done=1#editing"
    assert served.log() == [("merge", "Amina", WHY)]
    page = served.amina.get(to)
    assert "Done Amina decision 1" in words(page)
    assert "merged with" in words(page)
    back = path_of(served.amina.undo(1, page))
    assert served.incident(KAYES).id == kayes
    assert served.incident(BAFOULABE).id == bafoulabe
    assert back in (f"/incidents/{kayes}?done=2#editing", f"/incidents/{bafoulabe}?done=2#editing")
    assert "undid decision 1" in words(served.amina.get(back))
    assert served.log()[1] == ("undo", "Amina", UNDONE_HERE)


@pytest.mark.parametrize("form", ["{}", " {} ", "/incidents/{}", "https://desk.example/below/incidents/{}?talk=2#log"])
def test_a_merge_takes_the_other_incident_by_its_id_or_address(served: Served, form: str) -> None:
    kayes, segou = served.incident(KAYES).id, served.incident(SEGOU).id
    path_of(served.amina.send(kayes, "merge", address=form.format(segou)))
    assert served.incident(SEGOU).id == served.incident(KAYES).id


@pytest.mark.parametrize(("other", "address", "told"), [
    ("", "", "Choose an incident from the list, or give its id"), ("", "https://desk.example/", "neither an incident's id"),
    ("", "aaaaaaaaaa", "no incident has this id"), (BAFOULABE, "aaaaaaaaaa", "not both"),
    (KAYES, "", "one incident already"),
    ("", HOSTILE, "neither an incident's id"),
])
def test_a_merge_with_nothing_that_can_be_merged_comes_back_with_why(
    served: Served, other: str, address: str, told: str,
) -> None:
    kayes = served.incident(KAYES).id
    chosen = served.incident(other).id if other else ""
    response = served.amina.send(kayes, "merge", other=chosen, address=address)
    assert response.status_code == 400
    shown = re.search(r'id="merge-other-wrong">([^<]*)<', response.text)
    assert shown
    assert told in unescape(shown[1])
    assert Markup(response.text).values["address"] == address
    assert f'value="{WHY}"' in response.text
    assert not served.log()


# Split


def test_a_split_leads_to_what_is_left_and_says_where_the_other_is(served: Served) -> None:
    leer = served.incident(LEER)
    page = served.amina.get(f"/incidents/{leer.id}/edit")
    assert set(re.findall(r'name="document" value="(\w+)"', page)) == {r.document for r in leer.reports}
    out = next(report.document for report in leer.reports if report.outlet == CAPITAL)
    to = path_of(served.amina.send(leer.id, "split", document=[out]))
    left, other = served.incident(LEER), served.incident(CAPITAL)
    assert left.id != other.id
    assert to == f"/incidents/{left.id}?done=1#editing"
    made = re.search(r'<div class="made".*?</div>', served.amina.get(to), re.DOTALL)
    assert made
    assert re.findall(r'href="/incidents/(\w+)"', made[0]) == [left.id, other.id]
    path_of(served.amina.undo(1))
    assert len(served.incident(LEER).reports) == 3


@pytest.mark.parametrize("choose", [lambda all_: [], lambda all_: all_, lambda all_: ["0" * 64]])
def test_a_split_that_takes_out_none_or_all_or_what_is_not_there_comes_back(served: Served, choose: Any) -> None:
    leer = served.incident(LEER)
    chosen = choose([report.document for report in leer.reports])
    response = served.amina.send(leer.id, "split", document=chosen)
    assert response.status_code == 400
    assert 'id="split-document-wrong"' in response.text
    assert set(re.findall(r'value="(\w{64})" checked', response.text)) == set(chosen) - {"0" * 64}
    assert not served.log()


def test_what_one_report_tells_can_not_be_split(served: Served) -> None:
    segou = served.incident(SEGOU).id
    page = served.amina.get(f"/incidents/{segou}/edit")
    assert "nothing to take out" in words(page)
    fields = served.amina.hidden(page, f"/incidents/{segou}/confirm")
    assert served.amina.post(f"/incidents/{segou}/split", {**fields, "because": WHY}).status_code == 400


# Correct


def test_a_correction_sets_the_fields_that_were_filled_in_and_no_others(served: Served) -> None:
    kayes = served.incident(KAYES)
    path_of(served.amina.send(kayes.id, "correct", killed="2-5-6", when="2024-04-26/2024-04-27", actor=" ", where=""))
    found = served.incident(KAYES)
    killed = found.estimate("killed")
    assert killed
    assert (killed.low, killed.best, killed.high) == (2, 5, 6)
    assert (found.earliest, found.latest) == ("2024-04-26", "2024-04-27")
    assert (found.place, found.actors) == (kayes.place, kayes.actors)
    with Desk(served.path) as desk:
        assert desk.log()[-1].details == {"fields": {"when": "2024-04-26/2024-04-27", "killed": "2-5-6"}}


def test_the_present_values_are_shown_as_a_correction_writes_them(served: Served) -> None:
    kayes = served.incident(KAYES).id
    path_of(served.amina.send(kayes, "correct", killed="2-5-6", injured="4", when="2024-04-26/2024-04-27"))
    page = words(served.amina.get(f"/incidents/{kayes}/edit"))
    for name, value in (("Killed", "2-5-6"), ("Injured", "4"), ("Missing", "not said")):
        assert f"{name} Now: {value}" in page
    assert "Now: 2024-04-26/2024-04-27" in page
    assert "Now: MLI (Mali)" in page
    assert "Now: shooting" in page


def test_values_that_can_not_be_are_told_at_their_fields_and_kept(served: Served) -> None:
    kayes = served.incident(KAYES).id
    given = {"killed": f"many{HOSTILE}", "when": "Friday", "country": "NER", "actor": "x\u202ey", "type": HOSTILE}
    response = served.amina.send(kayes, "correct", **given)
    assert response.status_code == 400
    found = Markup(response.text)
    assert {f"correct-{name}-wrong" for name in ("killed", "when", "actor", "type")} <= found.ids
    assert "correct-country-wrong" not in found.ids
    assert "give a number, low-high, or low-best-high" in words(response.text)
    assert {name: found.values[name] for name in ("killed", "when", "country", "because")} == {
        "killed": given["killed"], "when": "Friday", "country": "NER", "because": WHY}
    assert not served.log()


def test_a_correction_of_nothing_comes_back(served: Served) -> None:
    response = served.amina.send(served.incident(KAYES).id, "correct")
    assert response.status_code == 400
    assert "Fill in at least one field" in words(response.text)
    assert not served.log()


# Confirm and withhold


def test_an_incident_is_confirmed_with_one_click_on_its_page(served: Served) -> None:
    kayes = served.incident(KAYES).id
    page = served.amina.get(f"/incidents/{kayes}")
    path = f"/incidents/{kayes}/confirm"
    assert Markup(page).values["because"] in (CHECKED, "")
    to = path_of(served.amina.post(path, {**served.amina.hidden(page, path), "because": CHECKED}))
    assert served.incident(KAYES).grade.confirmed
    assert served.log() == [("confirm", "Amina", CHECKED)]
    assert "Confirmed by Amina" in words(served.amina.get(to))


def test_a_withheld_incident_is_for_editors_only_until_that_is_undone(served: Served) -> None:
    kayes = served.incident(KAYES).id
    to = path_of(served.amina.send(kayes, "hide", because="names a child"))
    for hand in (served.reader, served.nobody):
        assert "Amina withholds this incident" in words(hand.get(f"/incidents/{kayes}", 410))
    page = served.boris.get(to)
    assert "Withheld from the web" in words(page)
    assert "names a child" in words(page)
    assert served.amina.send(kayes, "confirm").status_code == 303
    assert 'action="/incidents' not in (re.search(r'<section class="part-of" id="hide".*?</section>',
                                                  served.amina.get(f"/incidents/{kayes}/edit"), re.DOTALL) or [""])[0]
    path_of(served.boris.undo(1, page))
    served.nobody.get(f"/incidents/{kayes}")


def test_what_is_withheld_already_can_not_be_withheld_again(served: Served) -> None:
    kayes = served.incident(KAYES).id
    path_of(served.amina.send(kayes, "hide"))
    page = served.amina.get(f"/incidents/{kayes}/edit")
    fields = served.amina.hidden(page, f"/incidents/{kayes}/confirm")
    response = served.amina.post(f"/incidents/{kayes}/hide", {**fields, "because": WHY})
    assert response.status_code == 400
    assert "withheld already" in words(response.text)
    assert len(served.log()) == 1


# Why


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("because", ["", " ", "no", "x" * 501, "steered \u202e words"])
def test_every_act_asks_why_in_3_to_500_characters(served: Served, act: str, because: str) -> None:
    leer, segou = served.incident(LEER), served.incident(SEGOU).id
    fields: dict[str, dict[str, Any]] = {
        "merge": {"address": segou}, "split": {"document": [leer.reports[0].document]}, "correct": {"killed": "7"}}
    response = served.amina.send(leer.id, act, because=because, **fields.get(act, {}))
    assert response.status_code == 400
    assert f"{act}-because-wrong" in Markup(response.text).ids
    assert not served.log()


# Two editors at once


@pytest.mark.parametrize("act", ACTS)
def test_what_changed_since_it_was_seen_is_shown_and_nothing_done_until_it_is_sent_again(served: Served, act: str) -> None:
    leer, segou = served.incident(LEER), served.incident(SEGOU).id
    mine: dict[str, dict[str, Any]] = {
        "merge": {"address": segou}, "split": {"document": [leer.reports[0].document]}, "correct": {"injured": "7"}}
    before = served.amina.get(f"/incidents/{leer.id}/edit")
    path_of(served.boris.send(leer.id, "correct", killed="9", because=f"the list {HOSTILE}"))
    response = served.amina.send(leer.id, act, before, **mine.get(act, {}))
    assert response.status_code == 409
    assert len(served.log()) == 1
    shown = words(response.text)
    assert "changed since you saw it" in shown
    assert "corrected: killed = 9" in shown
    assert f"Boris {HOSTILE}" in shown
    assert f"the list {HOSTILE}" in shown
    assert SCRIPT not in response.text
    found = Markup(response.text)
    assert found.values["because"] == WHY
    assert found.values.get("address", segou) == segou
    assert found.values.get("injured", "7") == "7"
    if act == "split":
        assert re.findall(r'value="(\w{64})" checked', response.text) == mine["split"]["document"]
    path_of(served.amina.send(leer.id, act, response.text, **mine.get(act, {})))
    assert served.log()[-1] == (act, "Amina", WHY)


def test_an_incident_that_was_merged_meanwhile_is_shown_as_what_it_is_part_of(served: Served) -> None:
    pages = {id_: served.amina.get(f"/incidents/{id_}/edit") for id_ in kayes_and_bafoulabe(served)}
    kayes, bafoulabe = pages
    path_of(served.boris.send(kayes, "merge", other=bafoulabe))
    now = served.incident(KAYES).id
    for id_, page in pages.items():
        response = served.amina.send(id_, "hide", page)
        assert response.status_code == 409
        assert "merged with" in words(response.text)
        assert f'action="/incidents/{now}/hide#hide"' in response.text
    assert len(served.log()) == 1


def test_a_report_that_came_meanwhile_is_shown(served: Served) -> None:
    kayes = served.incident(KAYES).id
    page = served.amina.get(f"/incidents/{kayes}/edit")
    with Desk(served.path) as desk:
        desk.add(LATER)
    now = served.incident(KAYES)
    assert len(now.reports) == 2
    response = served.amina.send(kayes, "confirm", page)
    assert response.status_code == 409
    assert "Another report came: River Post, “Once more”" in words(response.text)


def test_a_change_to_another_incident_is_none_to_this_one(served: Served) -> None:
    kayes, segou = served.incident(KAYES).id, served.incident(SEGOU).id
    page = served.amina.get(f"/incidents/{kayes}/edit")
    path_of(served.boris.send(segou, "correct", killed="3"))
    path_of(served.amina.send(kayes, "correct", page, killed="2"))


@pytest.mark.parametrize("missing", SEEN)
def test_a_form_that_does_not_say_what_it_was_made_from_is_refused(served: Served, missing: str) -> None:
    kayes = served.incident(KAYES).id
    assert served.amina.send(kayes, "confirm", **{missing: "x"}).status_code == 400
    assert not served.log()


def test_the_forms_of_an_incident_from_before_a_merge_are_those_of_what_it_is_part_of(served: Served) -> None:
    kayes, bafoulabe = kayes_and_bafoulabe(served)
    path_of(served.amina.send(kayes, "merge", other=bafoulabe))
    now = served.incident(KAYES).id
    gone = next(id_ for id_ in (kayes, bafoulabe) if id_ != now)
    response = served.amina.client.get(f"/incidents/{gone}/edit", headers=served.amina.cookies)
    assert path_of(response, 302) == f"/incidents/{now}/edit"
    served.amina.get("/incidents/aaaaaaaaaa/edit", 404)


@pytest.mark.parametrize("act", ACTS)
def test_the_address_of_a_form_that_came_back_leads_to_the_forms(served: Served, act: str) -> None:
    kayes = served.incident(KAYES).id
    response = served.amina.client.get(f"/incidents/{kayes}/{act}", headers=served.amina.cookies)
    assert path_of(response) == f"/incidents/{kayes}/edit#{act}"


def test_what_was_decided_on_another_incident_of_the_same_report_is_not_of_this_one(served: Served) -> None:
    press = [i for i in served.incidents() if "Meridian Press" in {report.outlet for report in i.reports}]
    one, other = (incident.id for incident in press)
    page = served.amina.get(f"/incidents/{other}/edit")
    path_of(served.amina.send(one, "hide"))
    path_of(served.amina.send(other, "correct", page, injured="2"))
    shown = words(served.amina.get(f"/incidents/{other}"))
    assert "Withheld from the web" not in shown
    assert 'class="made"' not in served.amina.get(f"/incidents/{other}?done=1")
    page = served.nobody.get("/log")
    assert "An editor withholds this incident" in entry(page, 1)
    assert "corrected: injured = 2" in entry(page, 2)


# Who may


def test_nobody_but_editors_gets_a_form_or_an_act(served: Served) -> None:
    kayes = served.incident(KAYES).id
    path_of(served.amina.send(kayes, "confirm"))
    given = served.amina.hidden(served.amina.get(f"/incidents/{kayes}/edit"), f"/incidents/{kayes}/hide")
    own = served.reader.hidden(served.reader.get("/me/settings"), "/me/settings/feed")
    served.reader.get(f"/incidents/{kayes}/edit", 403)
    response = served.nobody.client.get(f"/incidents/{kayes}/edit")
    assert path_of(response) == f"/sign-in?next=%2Fincidents%2F{kayes}%2Fedit"
    for act in ACTS:
        served.reader.get(f"/incidents/{kayes}/{act}", 403)
        assert "/sign-in" in path_of(served.nobody.client.get(f"/incidents/{kayes}/{act}"))
    for path in (*(f"/incidents/{kayes}/{act}" for act in ACTS), "/log/1/undo"):
        assert served.reader.post(path, {**given, **own, "because": WHY}).status_code == 403, path
        assert served.nobody.post(path, {**given, "because": WHY}).status_code == 403, path
        assert served.amina.post(path, {name: given[name] for name in SEEN} | {"because": WHY}).status_code == 403, path
    assert len(served.log()) == 1


def test_a_page_shows_its_tools_to_editors_alone(served: Served) -> None:
    kayes = served.incident(KAYES).id
    path_of(served.amina.send(kayes, "confirm"))
    for path in (f"/incidents/{kayes}?done=1#editing", "/log"):
        assert "/log/1/undo" in served.amina.get(path)
        for hand in (served.reader, served.nobody):
            page = hand.get(path)
            assert "/undo" not in page
            assert f"/incidents/{kayes}/edit" not in page
            assert 'class="editing"' not in page


@pytest.mark.parametrize("done", ["2", "x", HOSTILE, "99999999999999999999"])
def test_a_page_says_done_only_of_what_was_done(served: Served, done: str) -> None:
    kayes = served.incident(KAYES).id
    path_of(served.amina.send(kayes, "confirm"))
    page = served.amina.client.get(f"/incidents/{kayes}", params={"done": done}, headers=served.amina.cookies).text
    assert 'class="made"' not in page
    assert SCRIPT not in page


# The log


def test_the_log_tells_everyone_who_decided_what_on_what_when_and_why(served: Served) -> None:
    kayes = served.incident(KAYES).id
    path_of(served.boris.send(kayes, "correct", actor=HOSTILE, because=HOSTILE))
    path_of(served.amina.undo(1, because="no source for it"))
    for hand in (served.reader, served.nobody, served.amina):
        page = hand.get("/log")
        assert Markup(page).names & {"img", "svg"} == set()
        assert SCRIPT not in page
        assert re.findall(r'<li id="decision(\d+)"', page) == ["2", "1"]
        first, undoing = entry(page, 1), entry(page, 2)
        assert f"Boris {HOSTILE}" in first
        assert f"corrected: actor = {HOSTILE}" in first
        assert f"Because: {HOSTILE}" in first
        assert "undone by decision 2" in first
        assert "Shooting, Kayes" in first
        assert "Amina" in undoing
        assert "undid decision 1" in undoing
        assert "Because: no source for it" in undoing
        assert f'href="/incidents/{kayes}"' in page


def test_the_log_has_pages_and_each_decision_an_address_of_its_own(served: Served) -> None:
    assert "No editor has decided anything" in words(served.nobody.get("/log"))
    kayes = served.incident(KAYES).id
    with Desk(served.path, editor="by hand") as desk:
        for number in range(PAGE + 2):
            desk.confirm(kayes, because=f"reason {number}")
    assert f"{PAGE + 2} decisions" in words(served.nobody.get("/log"))
    numbers = [number for page in (1, 2)
               for number in re.findall(r'<li id="decision(\d+)"', served.nobody.get(f"/log?page={page}"))]
    assert numbers == [str(number) for number in range(PAGE + 2, 0, -1)]
    for number, at in ((3, "/log#decision3"), (2, "/log?page=2#decision2")):
        one = served.nobody.get(f"/log/{number}")
        assert f"Because: reason {number - 1}" in words(one)
        assert f'href="{at}"' in one
    for path, status in (("/log?page=3", 404), ("/log?page=x", 400), ("/log/53", 404), ("/log/0", 404), ("/log/²", 404)):
        served.nobody.get(path, status)


def test_the_log_tells_of_comments_that_were_decided_on_but_never_what_they_say(served: Served) -> None:
    kayes = served.incident(KAYES)
    engine = open_engine(str(served.path))
    with writing(engine) as connection:
        reader = readers.by_name(connection, "Rita").id
        one = talk.put(connection, kayes, reader, "an unsayable thing", "waiting")
        for state in ("shown", "refused"):
            deciding.moderate(connection, one, state, who="Amina", because="in order")
        two = talk.put(connection, kayes, reader, "another unsayable thing", "waiting", proposal={"killed": "77"})
        deciding.moderate(connection, two, "refused", who="Amina", because="in order")
    engine.dispose()
    page = served.nobody.get("/log")
    assert "let a comment stand" in entry(page, 1)
    assert "took down a comment" in entry(page, 2)
    assert "refused a comment" in entry(page, 3)
    assert "unsayable" not in page
    assert "77" not in entry(page, 3)
    path_of(served.amina.undo(2))
    assert "an unsayable thing" in served.nobody.get(f"/incidents/{kayes.id}")
    assert "unsayable" not in served.nobody.get("/log")


def test_what_was_decided_on_a_withheld_incident_is_kept_from_all_but_editors(served: Served) -> None:
    kayes, bafoulabe = kayes_and_bafoulabe(served)
    path_of(served.amina.send(kayes, "correct", killed="2", actor="Somebody Named", because="a secret witness"))
    path_of(served.amina.send(kayes, "hide", because="first reason"))
    path_of(served.amina.undo(2, because="another secret"))
    path_of(served.amina.send(kayes, "merge", other=bafoulabe, because="a third secret"))
    path_of(served.amina.send(served.incident(KAYES).id, "hide", because="a child is named"))
    page = served.nobody.get("/log")
    for secret in ("Somebody", "secret", "first reason", "killed", "Kayes", "Bafoulab"):
        assert secret not in page
    assert "corrected" in entry(page, 1)
    assert "merged" in entry(page, 4)
    assert "withheld from the web" in entry(page, 5)
    assert "Because: a child is named" in entry(page, 5)
    assert "An editor withholds this incident" in entry(page, 1)
    assert "secret" not in served.nobody.get("/log/1")
    assert "a secret witness" in served.amina.get("/log/1")
    known = served.amina.get("/log")
    for told in ("Somebody Named", "a secret witness", "first reason", "Kayes"):
        assert told in known
    path_of(served.amina.undo(5))
    assert "Somebody Named" in served.nobody.get("/log")


# Undo


def test_an_undoing_can_be_undone_and_nothing_twice(served: Served) -> None:
    kayes = served.incident(KAYES).id
    path_of(served.amina.send(kayes, "correct", killed="2"))
    stale = served.amina.get("/log")
    assert path_of(served.boris.undo(1)) == "/log#decision2"
    assert served.incident(KAYES).estimate("killed") is None
    again = served.amina.undo(1, stale)
    assert again.status_code == 409
    assert "undone already" in words(again.text)
    path_of(served.amina.undo(2))
    killed = served.incident(KAYES).estimate("killed")
    assert killed
    assert killed.best == 2
    page = served.nobody.get("/log")
    assert "undone by decision 3" in entry(page, 2)
    assert "undone by" not in entry(page, 1)
    assert len(served.log()) == 3


def test_undoing_what_is_not_in_the_log_changes_nothing(served: Served) -> None:
    path_of(served.amina.send(served.incident(KAYES).id, "confirm"))
    fields = served.amina.hidden(served.amina.get("/log"), "/log/1/undo")
    for number in ("2", "0", "x", "99999999999"):
        assert served.amina.post(f"/log/{number}/undo", fields).status_code == 404
    assert served.amina.post("/log/1/undo", {**fields, "because": "x" * 501}).status_code == 400
    assert len(served.log()) == 1
