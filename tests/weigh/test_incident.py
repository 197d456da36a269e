"""One incident, put together from what several outlets report."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly import Dossier
from reportedly.weigh.cluster import clusters
from reportedly.weigh.copies import CONTAINED, containment, fingerprint
from reportedly.weigh.incident import published_first, weigh
from reportedly.weigh.link import score
from reportedly.weigh.profile import profile
from reportedly.weigh.telling import Telling
from reportedly.weigh.types import DeskIncident, DeskParty, Field, Position, Quote, Report
from tests.weigh.made import answers, count, killed, named, said, says, telling, told, voice, weighed
from tests.weigh.reports import BARDERA, ELSEWHERE

Tellings = Mapping[str, tuple[Telling, ...]]
OF_A_FIXTURE = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclasses.dataclass(frozen=True)
class Linked:
    """The made-up reports of two days: their tellings, which of them carry one text, and their incidents."""

    tellings: dict[str, Telling]
    reports: dict[str, Report]
    copies: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, ...], ...]

    def weigh(self, group: tuple[str, ...]) -> DeskIncident:
        return weigh([self.tellings[key] for key in group], self.reports, self.copies)

    def incidents(self) -> list[DeskIncident]:
        return [self.weigh(group) for group in self.groups]

    def of(self, document: str) -> DeskIncident:
        """The incident that a report tells of."""
        (found,) = (i for i in self.incidents() if any(r.document == document for r in i.reports))
        return found


@pytest.fixture(scope="session")
def linked(told: Tellings, dossiers: Mapping[str, Dossier]) -> Linked:
    """As the desk does it, with every pair of reports compared."""
    names = [*BARDERA, *ELSEWHERE]
    tellings = {t.key: t for name in names for t in told[name]}
    shingles = {name: fingerprint(dossiers[name].document).shingles for name in names}
    same = {p for p in itertools.combinations(names, 2) if containment(shingles[p[0]], shingles[p[1]]) >= CONTAINED}
    profiles = {key: profile(t) for key, t in tellings.items()}
    scores = {
        (a, b): score(profiles[a], profiles[b], same_text=bool(
            {(profiles[a].document, profiles[b].document), (profiles[b].document, profiles[a].document)} & same))
        for a, b in itertools.combinations(sorted(profiles), 2) if profiles[a].document != profiles[b].document}
    reports = {name: Report(name, dossiers[name].document.outlet, published=(published(dossiers[name]))) for name in names}
    carried = [name for name in names if any(name in p for p in same)]
    return Linked(tellings, reports, (tuple(carried),), clusters(profiles, scores))


def published(dossier: Dossier) -> str | None:
    day = dossier.document.published
    return day.isoformat() if day else None


@pytest.fixture(scope="session")
def bardera(linked: Linked) -> DeskIncident:
    """The bombed market."""
    return linked.of("wire")


def inside(value: Any) -> Iterator[Any]:
    """A value and all that it holds."""
    yield value
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from inside(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from inside(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from inside(item)


def test_seven_reports_of_one_incident_are_one_and_the_others_stand_apart(
    linked: Linked, bardera: DeskIncident,
) -> None:
    assert [r.document for r in bardera.reports] == list(BARDERA)
    assert sorted(r.document for i in linked.incidents() for r in i.reports) == sorted([*BARDERA, *ELSEWHERE])
    assert len(linked.groups) == 1 + len(ELSEWHERE)


def test_what_when_and_where(bardera: DeskIncident) -> None:
    assert bardera.type == "airstrike"
    assert (bardera.earliest, bardera.latest, bardera.stated) == ("2024-10-15", "2024-10-15", True)
    assert bardera.place is not None
    assert (bardera.place.country, round(bardera.place.latitude or 0), round(bardera.place.longitude or 0)) == ("SOM", 2, 42)


def test_three_reports_carry_one_text(bardera: DeskIncident) -> None:
    assert bardera.copies == (("wire", "print", "abridged"),)
    assert named(bardera)["a doctor at the district hospital"] == ("wire", "print", "abridged", "toll")


def test_the_revised_toll_of_one_origin_replaces_its_first(bardera: DeskIncident) -> None:
    assert killed(bardera) == (11, 12, 12)
    assert answers(bardera, "how many").keys() == {"11 killed", "12 killed", "14 injured", "20 injured"}


def test_the_denial_of_who_is_blamed_makes_it_contested(bardera: DeskIncident) -> None:
    assert bardera.grade.grade == "contested"
    (force,) = bardera.actors
    assert (force.name.casefold(), force.status) == ("the kenyan air force", "denied")
    assert [a.document for a in bardera.accounts if a.id in force.disputes] == ["denial"]
    assert any(answer.endswith("denied by itself") for answer in answers(bardera, "who did it"))


def test_what_the_commissioner_took_back(bardera: DeskIncident) -> None:
    (found,) = bardera.retractions
    assert {o.id: o.name for o in bardera.origins}[found.origin] == "Abdi Warsame"
    assert {q.document for q in found.earlier} == {"wire", "print", "abridged"}
    assert {q.document for q in found.later} == {"back"}


def test_what_its_actor_claims_is_acknowledged(linked: Linked) -> None:
    car_bomb = linked.of("beledweyne")
    assert car_bomb.grade.grade == "acknowledged"
    assert [q.text for q in car_bomb.grade.quotes] == ["Al-Shabab"]


def test_one_report_with_one_source_is_a_single_source(linked: Linked) -> None:
    assert linked.of("schoolyard").grade.grade == "single source"


def test_every_id_leads_somewhere(linked: Linked) -> None:
    for incident in linked.incidents():
        accounts, origins = {a.id: a for a in incident.accounts}, {o.id: o for o in incident.origins}
        documents = {r.document for r in incident.reports}
        assert len(accounts) == len(incident.accounts)
        assert len(origins) == len(incident.origins)
        for part in inside(incident):
            if isinstance(part, Field | DeskParty):
                assert {*part.supports, *part.disputes} <= accounts.keys()
            if isinstance(part, Position):
                assert part.accounts
                assert set(part.accounts) <= accounts.keys()
                assert set(part.origins) == {accounts[a].origin for a in part.accounts}
        assert all(a.origin in origins and a.document in documents for a in incident.accounts)
        assert sorted(a for o in incident.origins for a in o.accounts) == sorted(accounts)
        assert all(set(o.documents) == {accounts[a].document for a in o.accounts} for o in incident.origins)
        counts = [c for e in incident.estimates for c in e.by_origin]
        assert all(c.origin in origins and set(c.accounts) <= accounts.keys() for c in counts)
        assert {*incident.grade.origins, *(r.origin for r in incident.retractions)} <= origins.keys()
        assert {d for group in incident.copies for d in group} <= documents


def test_every_quote_leads_to_its_words_in_its_report(linked: Linked, dossiers: Mapping[str, Dossier]) -> None:
    found = [part for incident in linked.incidents() for part in inside(incident) if isinstance(part, Quote)]
    assert len(found) > 100
    for quote in found:
        text = dossiers[quote.document].document.text
        assert text[quote.span.start:quote.span.end] == quote.text
        assert text[quote.sentence_start:quote.sentence_start + len(quote.sentence)] == quote.sentence


def test_grades_and_sides_of_disputes_have_words(linked: Linked) -> None:
    for incident in linked.incidents():
        assert incident.grade.quotes
        assert all(len(d.positions) > 1 and all(p.quotes for p in d.positions) for d in incident.disputes)


def test_json_goes_there_and_back(linked: Linked) -> None:
    for incident in linked.incidents():
        assert DeskIncident.from_dict(incident.to_dict()) == incident
        assert DeskIncident.from_dict(json.loads(incident.to_json())) == incident
        assert DeskIncident.from_json(incident.to_json()) == incident


@OF_A_FIXTURE
@given(data=st.data())
def test_an_incident_is_the_same_in_any_order_of_its_tellings(
    linked: Linked, bardera: DeskIncident, data: st.DataObject,
) -> None:
    tellings = [t for t in linked.tellings.values() if t.document in BARDERA]
    mixed = data.draw(st.permutations(tellings))
    copies = [data.draw(st.permutations(group)) for group in linked.copies]
    reports = dict(data.draw(st.permutations(list(linked.reports.items()))))
    assert weigh(mixed, reports, copies).to_json() == bardera.to_json()


@OF_A_FIXTURE
@given(number=st.integers(1, len(BARDERA)))
def test_each_report_more_leaves_the_first_ones_in(linked: Linked, number: int) -> None:
    documents = list(BARDERA)[:number]
    told_so_far = [t for t in linked.tellings.values() if t.document in documents]
    incident = weigh(told_so_far, linked.reports, linked.copies)
    assert [r.document for r in incident.reports] == documents
    assert (incident.grade.grade == "contested") is ("denial" in documents)


def whether(told: Tellings, *names: str) -> set[str]:
    """The answers to whether it happened, of these reports."""
    tellings = [t for name in names for t in told[f"form {name}"]]
    return set(answers(weigh(tellings, {t.document: Report(t.document) for t in tellings}), "whether"))


@pytest.mark.parametrize("spared", ["spared in a camp", "spared"])
def test_who_denies_only_that_civilians_were_hit_does_not_deny_that_it_happened(spared: str, told: Tellings) -> None:
    assert whether(told, spared, "unsaid") == set()


def test_who_denies_that_it_happened_and_that_civilians_were_hit_denies_both(told: Tellings) -> None:
    assert whether(told, "nothing and nobody", "unsaid") == {"it happened", "it did not happen"}


def test_an_incident_has_the_id_of_its_first_telling_and_the_others_lead_to_it() -> None:
    late, early = says("one", "a medic", published="2024-03-10"), says("two", "residents", published="2024-03-09")
    incident = weighed(late, early)
    assert (incident.id, incident.also) == (early.key, (late.key,))


def test_a_loose_telling_gives_an_account_but_no_id() -> None:
    news, mention = says("one", "a medic"), says("two", "residents", whole=False)
    incident = weighed(news, mention)
    assert (incident.id, incident.also) == (news.key, ())
    assert [a.document for a in incident.accounts] == ["one", "two"]


def test_loose_tellings_alone_are_no_incident() -> None:
    with pytest.raises(ValueError, match="one by itself"):
        weighed(says("one", whole=False))


def test_what_a_source_says_twice_in_a_report_is_one_account() -> None:
    twice = [telling("one", voice(
        "one", "a medic", told=[told("one", start=at)], counts=[count("one", number, start=at)], said=[said("one", words)]),
        start=at) for at, number, words in ((0, 6, "six died"), (90, 2, "two of them were children"))]
    (account,) = weighed(*twice).accounts
    assert [t.quote.span.start for t in account.told] == [0, 90]
    assert [c.low for c in account.counts] == [6, 2]
    assert [s.quotes[0].text for s in account.said] == ["six died", "two of them were children"]


def test_a_report_is_main_that_brings_it_as_news() -> None:
    incident = weighed(says("one"), says("two", main=False))
    assert [(r.document, r.main) for r in incident.reports] == [("one", True), ("two", False)]


def test_reports_of_other_incidents_are_left_out_of_the_copies() -> None:
    incident = weighed(says("one"), says("two"), copies=[("two", "elsewhere", "one"), ("one", "elsewhere")])
    assert incident.copies == (("one", "two"),)


def test_tellings_count_by_publication_and_those_without_a_day_last() -> None:
    undated, late, early = (says(d, published=p) for d, p in (
        ("one", None), ("two", "2024-03-09"), ("three", "2024-03-09T08:00:00+00:00")))
    assert sorted([undated, late, early], key=published_first) == [early, late, undated]
