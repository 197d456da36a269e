"""Attacks in wire copy: who did it, to whom, with what (MUC-4).

An answer is ``{"PerpInd": [...], "PerpOrg": [...], "Target": [...], "Victim": [...], "Weapon": [...]}``: for each role
the names of its entities over all incidents of the report, one string an entity.

The texts are wire copy on Latin America, 1988 to 1991, all in upper case. The gold knows acts of terrorism only, in
nine countries, and of the victims only those who are named.
"""

from __future__ import annotations

import json
import re
import string
import tarfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.benchmark import Answer, Benchmark, Case, Corpus
from benchmarks.measures import Hits, Score
from reportedly import Dossier
from reportedly.model import Event, Role

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

ARCHIVE = "muc34.tar.gz"

TEXTS = {"dev": re.compile(r"/tst[12]-muc\d$"), "test": re.compile(r"/tst[34]-muc\d$")}

HEADING = re.compile(r"^\s*((?:DEV|TST\d)-MUC\d-\d{4})(?:\s*\([A-Z ]+\))?\s*$", re.MULTILINE)

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

DATELINE = re.compile(rf"\b(\d\d?) ({'|'.join(MONTHS)})[A-Z]* (\d\d)\b")

DATELINE_WITHIN = 300
"""Characters at the head of a report in which its dateline stands."""

INCIDENTS = frozenset({
    "airstrike", "shelling", "shooting", "execution", "stabbing", "chemical attack", "bombing", "suicide bombing",
    "abduction", "arson", "robbery", "other",
})
"""What the task counts: acts against people or things, not clashes, arrests and riots."""

COUNTRIES = frozenset({"ARG", "BOL", "CHL", "COL", "ECU", "SLV", "GTM", "HND", "PER"})

PEOPLE = frozenset({"person", "unnamed", "crowd"})

ARTICLES = re.compile(r"\b(?:an?|the)\b")

FIGURES = {
    "all roles": "F1 of role fillers over the five roles (CEAF-REE: one to one, any name of an entity will do)",
    "PerpInd": "the same, for people who did it",
    "PerpOrg": "for organisations that did it",
    "Target": "for things attacked",
    "Victim": "for people attacked (the gold has those who are named)",
    "Weapon": "for what was used",
}


def read(folder: Path, part: str) -> list[Case]:
    gold = folder / "processed" / f"{part}.json"
    archive = next(iter(sorted(folder.rglob(ARCHIVE))), None)
    if archive is None or not gold.exists():
        raise FileNotFoundError(f"processed/{part}.json or {ARCHIVE}")
    texts = dict(_texts(archive, TEXTS[part]))
    with gold.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Case(row["docid"], texts[row["docid"]], {role: _gold(row["extracts"][role]) for role in ROLES},
             _published(texts[row["docid"]]))
        for row in rows
    ]


def _gold(entities: Sequence[Sequence[Sequence[str | int]]]) -> list[frozenset[str]]:
    """Each entity by all its names."""
    return [frozenset(plain(str(name)) for name, _ in entity) for entity in entities]


def _texts(archive: Path, wanted: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The reports as they came over the wire, by their names."""
    with tarfile.open(archive) as files:
        for member in files:
            if wanted.search(member.name) and "/._" not in member.name and (file := files.extractfile(member)):
                pieces = HEADING.split(file.read().decode("latin-1"))
                yield from zip(pieces[1::2], (piece.strip("\n") for piece in pieces[2::2]), strict=True)


def _published(text: str) -> str | None:
    """The day in the dateline, as ISO 8601."""
    found = DATELINE.search(text[:DATELINE_WITHIN])
    return found and f"19{found[3]}-{MONTHS.index(found[2]) + 1:02d}-{int(found[1]):02d}"


def answer(case: Case, dossier: Dossier) -> Answer:
    """Who and what stands in the roles of the incidents that the task counts; an entity by its longest mention."""
    kinds = {party.id: party.kind for party in dossier.parties}
    countries = {place.id: place.country for place in dossier.places}
    events = {event.id: event for event in dossier.events}
    fillers: dict[str, set[str]] = {role: set() for role in ROLES}
    for incident in dossier.incidents:
        country = countries.get(incident.place or "")
        if incident.type not in INCIDENTS or (country and country not in COUNTRIES):
            continue
        named: dict[tuple[str, str], str] = {}
        for event in (events[key] for key in incident.events):
            if event.realis in ("happened", "ongoing"):
                for role, filler in _roles(event, kinds):
                    words = _words(case.text, filler.span.start, filler.span.end)
                    key = role, filler.party or words
                    named[key] = max(named.get(key, ""), words, key=len)
                fillers["Weapon"].update(_words(case.text, span.start, span.end) for span in event.weapons)
        for (role, _), words in named.items():
            fillers[role].add(words)
    return {role: sorted(words) for role, words in fillers.items()}


def _roles(event: Event, kinds: Mapping[str, str]) -> Iterator[tuple[str, Role]]:
    for actor in event.actors:
        kind = kinds.get(actor.party or "")
        yield "PerpInd" if kind is None or kind in PEOPLE else "PerpOrg", actor
    for victim in event.victims:
        yield "Victim", victim
    for target in event.targets:
        yield "Victim" if kinds.get(target.party or "") in PEOPLE else "Target", target


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].lower().split())


def plain(name: str) -> str:
    """A name as it is compared: lower case, without punctuation and articles."""
    letters = name.lower().translate(str.maketrans("", "", string.punctuation))
    return " ".join(ARTICLES.sub(" ", letters).split())


def score(cases: Sequence[Case], answers: Mapping[str, Answer]) -> dict[str, Score]:
    by_role = {role: Hits() for role in ROLES}
    for case in cases:
        given = answers.get(case.id, {})
        for role, hits in by_role.items():
            names = {plain(name) for name in given.get(role, ())} - {""}
            hits.add(aligned(sorted(names), case.gold[role]), len(names), len(case.gold[role]))
    every = Hits()
    for hits in by_role.values():
        every.add(hits.right, hits.predicted, hits.wanted)
    return {"all roles": every.score(), **{role: hits.score() for role, hits in by_role.items()}}


def aligned(names: Sequence[str], entities: Sequence[Collection[str]]) -> int:
    """How many names can be given an entity of their own that bears the name, at most (bipartite matching)."""
    holder: dict[int, str] = {}

    def settle(name: str, tried: set[int]) -> bool:
        for number, entity in enumerate(entities):
            if name in entity and number not in tried:
                tried.add(number)
                if number not in holder or settle(holder[number], tried):
                    holder[number] = name
                    return True
        return False

    return sum(settle(name, set()) for name in names)


BENCHMARK = Benchmark(
    name="muc4",
    corpus=Corpus(
        "MUC-4, TST1 and TST2 (200 reports)",
        "the Fourth Message Understanding Conference, 1992; role fillers as Du, Rush, Cardie 2021 (GRIT) took them",
        "public; the texts belong to their agencies",
        "https://github.com/xinyadu/grit_doc_event_entity, folder data/muc",
        "muc4",
        "processed/dev.json and, anywhere below, muc34.tar.gz (test: processed/test.json, TST3 and TST4)",
    ),
    figures=FIGURES, read=read, answer=answer, score=score,
    not_run=(("peers", "no tool on PyPI fills these roles without training; docs/accuracy.md has published figures"),),
)
