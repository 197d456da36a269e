"""The benchmarks' scorers on made-up reports, with figures that were worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks import gold, muc4, places, polnear, times
from benchmarks.benchmark import Benchmark, Case
from benchmarks.measures import Hits, Score, paired_spans, trimmed

SAID = "Mayor Ana Reyes said the bridge at Calabar was shut. Villagers blamed the army. \"Leave,\" it told them."


def at(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def attribution(source: str | None, *content: str) -> dict[str, Any]:
    return {"source": [at(SAID, source)] if source else [], "content": [at(SAID, words) for words in content]}


ATTRIBUTIONS = [
    attribution("Mayor Ana Reyes", "the bridge at Calabar was shut"),
    attribution("Villagers", "the army"),
    attribution(None, "Leave"),
]

WHEN = "On Tuesday two men left Gao; last week, three. It rained for two days."

TIMES = [
    {"start": 3, "end": 10, "type": "DATE", "value": "2024-05-14"},
    {"start": 29, "end": 38, "type": "DATE", "value": "2024-W19"},
    {"start": 61, "end": 69, "type": "DURATION", "value": "P2D"},
]

WHERE = "Shells hit Tripoli and Benghazi as Libyan troops left Sirte."


def toponym(words: str, latitude: float, longitude: float, kind: str = "Literal") -> dict[str, Any]:
    start, end = at(WHERE, words)
    return {"span": (start, end), "point": (latitude, longitude), "type": kind}


TOPONYMS = [
    toponym("Tripoli", 32.9, 13.2), toponym("Benghazi", 32.1, 20.1), toponym("Sirte", 31.2, 16.6),
    toponym("Libyan", 27.0, 17.0, "Non_Literal_Modifier"),
]

ROLES = {
    "PerpInd": [frozenset({"gunmen"})], "PerpOrg": [], "Target": [frozenset({"post office", "office"})],
    "Victim": [frozenset({"luis vega", "vega"}), frozenset({"ana paz"})], "Weapon": [frozenset({"bomb"})],
}

ATTACK = "Three soldiers died when a bomb hit a bus in Gao on 3 May. The army blamed rebels."


def found_places(*names: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"start": n["span"][0], "end": n["span"][1], "latitude": n["point"][0], "longitude": n["point"][1]}
        for n in names
    ]


def marked() -> dict[str, Any]:
    """What a person marked in ``ATTACK``."""
    return {
        "incidents": [{
            "id": "i", "main": True, "type": "bombing", "date": "2024-05-03", "place": "Gao", "country": "MLI",
            "trigger": "bomb", "actors": [], "accused": ["rebels"]}],
        "figures": [{
            "quote": "Three soldiers", "sentence": "Three soldiers died", "kind": "killed", "low": 3, "high": 3,
            "source": None, "scope": "incident"}],
        "acts": [{"speaker": "The army", "act": "accuse", "quote": "blamed rebels"}],
    }


def span(words: str) -> dict[str, int]:
    start, end = at(ATTACK, words)
    return {"start": start, "end": end}


def dossier() -> dict[str, Any]:
    """A dossier of ``ATTACK`` in which all is right."""
    return {
        "parties": [
            {"id": "p1", "name": "army", "spans": [span("The army")]},
            {"id": "p2", "name": "rebels", "spans": [span("rebels")]}],
        "places": [{"id": "l1", "span": span("Gao"), "country": "MLI"}],
        "statements": [{
            "id": "s1", "act": "accuse", "source": [{"text": "The army", "party": "p1", "outlet": False}],
            "cue": span("blamed"), "content": [span("rebels")]}],
        "events": [{"id": "e1", "trigger": span("bomb")}],
        "figures": [{
            "span": span("Three"), "kind": "killed", "low": 3, "high": 3, "scope": "incident", "statement": None}],
        "incidents": [{
            "type": "bombing", "main": True, "events": ["e1"], "place": "l1", "actors": [{"party": "p2"}],
            "time": {"earliest": "2024-05-03", "latest": "2024-05-03"}}],
    }


PERFECT: list[tuple[Benchmark, list[Case], dict[str, Any]]] = [
    (polnear.BENCHMARK, [Case("a", SAID, {"attributions": ATTRIBUTIONS, "discarded": []})], {"a": ATTRIBUTIONS}),
    (times.BENCHMARK, [Case("a", WHEN, TIMES)], {"a": TIMES}),
    (places.BENCHMARK, [Case("LGL 0", WHERE, TOPONYMS)], {"LGL 0": found_places(*TOPONYMS)}),
    (muc4.BENCHMARK, [Case("a", "", ROLES)],
     {"a": {"PerpInd": ["The gunmen"], "Target": ["Office"], "Victim": ["Vega", "Ana Paz."], "Weapon": ["a bomb"]}}),
    (gold.BENCHMARK, [Case("a", ATTACK, marked())], {"a": dossier()}),
]


@pytest.mark.parametrize(("benchmark", "cases", "answers"), PERFECT, ids=[row[0].name for row in PERFECT])
def test_a_perfect_answer_scores_one_and_none_scores_nothing(
    benchmark: Benchmark, cases: list[Case], answers: dict[str, Any],
) -> None:
    perfect = {name: score for name, score in benchmark.score(cases, answers).items() if score.of}
    assert perfect
    assert {score.value for score in perfect.values()} == {1.0}
    assert {score.value for score in benchmark.score(cases, {}).values()} == {0.0}


@pytest.mark.parametrize("benchmark", [row[0] for row in PERFECT], ids=[row[0].name for row in PERFECT])
def test_each_figure_is_explained(benchmark: Benchmark) -> None:
    assert set(benchmark.score([], {})) == set(benchmark.figures)


def test_half_a_content_with_a_word_of_the_source_is_right() -> None:
    given = [
        attribution("Reyes", "the bridge at"),         # 3 of 6 words, and one of the source's
        attribution("Ana", "army"),                    # 1 of 2 words, but who said it is wrong
        attribution("it", "Leave"),                    # a source where the gold has none
        attribution("Villagers", "Mayor Ana Reyes"),   # said by nobody
    ]
    score = polnear.score([Case("a", SAID, {"attributions": ATTRIBUTIONS, "discarded": []})], {"a": given})
    assert score["what is said"] == Score(6 / 7, 3 / 4, 1.0, 3)
    assert score["who said what"] == Score(2 / 7, 1 / 4, 1 / 3, 3)
    assert score["who, of what is said"] == Score(1 / 2, of=2)


def test_what_the_corpus_discards_counts_for_neither_side() -> None:
    case = Case("a", SAID, {"attributions": ATTRIBUTIONS, "discarded": [at(SAID, "Villagers blamed the army.")]})
    assert polnear.score([case], {"a": ATTRIBUTIONS})["who said what"] == Score(1.0, 1.0, 1.0, 2)


def test_a_time_is_found_by_overlap_and_right_by_its_value() -> None:
    given = [
        {"start": 0, "end": 10, "type": "DATE", "value": "2024-05-14T08:00"},   # the day is right, the value isn't
        {"start": 29, "end": 39, "type": "DATE", "value": "2024-W19"},          # exact but for a comma
        {"start": 15, "end": 18, "type": "DATE", "value": "2024-05-01"},        # no time at all
        {"start": 28, "end": 38, "type": "DATE", "value": "2024-W18"},          # the same time again, less its blank
    ]
    score = times.score([Case("a", WHEN, TIMES)], {"a": given})
    assert score["found"] == Score(4 / 7, 2 / 4, 2 / 3, 3)
    assert score["found exactly"] == Score(2 / 7, 1 / 4, 1 / 3, 3)
    assert score["value"].value == 0.0
    assert score["calendar day"] == Score(2 / 3, 1 / 2, 1.0, 1)


def test_a_place_is_right_within_161_kilometres() -> None:
    given = found_places(toponym("Tripoli", 32.0, 13.2), toponym("Benghazi", 30.0, 20.1))
    given += [{**found_places(TOPONYMS[2])[0], "latitude": None, "longitude": None}]
    score = places.score([Case("GeoWebNews 0", WHERE, TOPONYMS)], {"GeoWebNews 0": given})
    assert score["GeoWebNews, literal"] == Score(1 / 3, 1 / 3, 1 / 3, 3)
    assert score["GeoWebNews, all"] == Score(2 / 7, 1 / 3, 1 / 4, 4)
    assert places.kilometres((52.52, 13.405), (48.857, 2.352)) == pytest.approx(878, abs=2)


def test_each_entity_takes_one_of_its_names() -> None:
    given = {"Victim": ["vega", "luis vega", "gunmen"], "Weapon": ["The bomb", "bomb"]}
    score = muc4.score([Case("a", "", ROLES)], {"a": given})
    assert score["Victim"] == Score(2 / 5, 1 / 3, 1 / 2, 2)
    assert score["Weapon"] == Score(1.0, 1.0, 1.0, 1)
    assert score["all roles"] == Score(4 / 9, 2 / 4, 2 / 5, 5)


def test_names_are_given_out_so_that_most_are_right() -> None:
    assert muc4.aligned(["a", "b"], [{"a", "b"}, {"a"}]) == 2


@pytest.mark.parametrize(("change", "figure", "value"), [
    ({"figures": [{**dossier()["figures"][0], "high": None}]}, "figures", 0.0),
    ({"figures": [{**dossier()["figures"][0], "statement": "s1"}]}, "figures with source", 0.0),
    ({"figures": dossier()["figures"] * 2}, "figures", 2 / 3),
    ({"figures": [{**dossier()["figures"][0], "scope": "cumulative"}]}, "figures: one or many", 0.0),
    ({"incidents": [{**dossier()["incidents"][0], "type": "shelling"}]}, "type", 0.0),
    ({"incidents": [{**dossier()["incidents"][0], "main": False}]}, "incidents, all", 1.0),
    ({"incidents": [{**dossier()["incidents"][0], "time": None}]}, "day", 0.0),
    ({"places": []}, "country", 0.0),
    ({"incidents": [{**dossier()["incidents"][0], "actors": [{"party": "p1"}]}]}, "incidents right", 0.0),
    ({"events": [{"id": "e1", "trigger": span("blamed")}]}, "incidents, main", 0.0),
    ({"statements": [{**dossier()["statements"][0], "act": "deny"}]}, "acts", 0.0),
    ({"statements": [{**dossier()["statements"][0], "act": "report"}]}, "acts", 0.0),
])
def test_what_is_wrong_in_a_dossier_counts_against_its_figure(
    change: dict[str, Any], figure: str, value: float,
) -> None:
    score = gold.score([Case("a", ATTACK, marked())], {"a": {**dossier(), **change}})
    assert score[figure].value == pytest.approx(value)


def test_equal_spans_pair_before_longer_overlaps() -> None:
    assert paired_spans([(0, 10), (4, 6)], [(4, 6), (3, 12)]) == [(1, 0), (0, 1)]
    assert trimmed("a  b c ", (1, 7)) == (3, 6)


def test_counts_of_nothing_are_zero() -> None:
    assert Hits().score() == Score(0.0, 0.0, 0.0, 0)
