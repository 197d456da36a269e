"""The guard: what names a person who was hit, or tells of violence against children, stands behind a click.

An incident is looked at as a whole first: whom it names as hit, and whether children were. Only then are words withheld: those
that hold the name of such a person, and those that are more than a name for whom was counted and speak of children.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from starlette.requests import Request

from reportedly import lexicon
from reportedly.model import Dossier, Party
from reportedly.sentences import Sentences
from reportedly.weigh.types import DeskIncident

NAMES, CHILDREN = "names a person who was hit", "tells of violence against children"

PHRASE = 5
"""So many words of a report are no more than a name for whom was counted ("four of the children")."""

SHORTEST = 3
"""Letters of the shortest part of a name that is looked for."""

AFTER = 16
"""Characters behind a name within which its bearer's age is given."""

PEOPLE = ("crowd", "person", "unnamed", None)
"""Kinds of parties that may be children: "Save the Children" is none."""


class Withheld:
    """What is withheld of one page: the names of these persons, and, with ``children``, what is told of children."""

    def __init__(self, names: Iterable[str] = (), *, children: bool = False) -> None:
        self.names = frozenset(names)
        self.children = children
        parts = sorted({part for name in self.names for part in (name, *_parts(name))}, key=lambda part: (-len(part), part))
        self._named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, parts))})(?!\w)") if parts else None

    def __bool__(self) -> bool:
        """Whether anything may be withheld."""
        return bool(self.names) or self.children

    def why(self, *texts: str | None) -> str:
        """What these words tell that is to be withheld, taken together; empty where they may stand."""
        found = [text for text in texts if text]
        reasons = (NAMES if any(map(self._names, found)) else "", CHILDREN if any(map(self._details, found)) else "")
        return " and ".join(filter(None, reasons))

    def why_part(self, text: str, sentence: str) -> str:
        """What words of a sentence tell; where they are more than a phrase, with the whole sentence."""
        return self.why(text) or (self.why(sentence) if len(text.split()) > PHRASE else "")

    def _names(self, text: str) -> bool:
        return self._named is not None and self._named.search(text) is not None

    def _details(self, text: str) -> bool:
        return self.children and len(text.split()) > PHRASE and of_children(text)


NOTHING = Withheld()


def guarded(request: Request, incidents: Iterable[DeskIncident], *dossiers: Dossier) -> Withheld:
    """What a page that shows these withholds; nothing where the desk runs without the guard."""
    return withheld(incidents, *dossiers) if request.app.state.guard else NOTHING


def withheld(incidents: Iterable[DeskIncident], *dossiers: Dossier) -> Withheld:
    """What is withheld of these incidents, and of the reports of these dossiers."""
    names: set[str] = set()
    children = False
    for incident in incidents:
        names.update(persons_hit(incident))
        children = children or _of_children(incident)
    for dossier in dossiers:
        names.update(_persons_in(dossier))
        children = children or _children_in(dossier)
    return Withheld(names, children=children)


def persons_hit(incident: DeskIncident) -> frozenset[str]:
    """The names of the persons whom an incident names as hit, without those who speak in its reports themselves."""
    speaking = {origin.name.casefold() for origin in incident.origins}
    hit = (*incident.targets, *incident.victims)
    return frozenset(party.name for party in hit if party.kind == "person" and party.name.casefold() not in speaking)


def of_children(text: str) -> bool:
    """Whether a text speaks of people under age."""
    folded = text.casefold()
    return _known()[0].search(folded) is not None or _is_childs(_ages(folded))


def _is_childs(ages: Iterable[int]) -> bool:
    return any(years < _known()[2] for years in ages)


def _ages(text: str) -> Iterator[int]:
    """The years of age that a text in lower case gives."""
    return (int(match[1]) for age in _known()[1] for match in age.finditer(text))


def _of_children(incident: DeskIncident) -> bool:
    """Whether children were hit: a sentence that counts the harmed, or names who was hit, speaks of them."""
    counts = (count.quote for account in incident.accounts for count in account.counts)
    hit = (quote for party in (*incident.targets, *incident.victims) if party.kind in PEOPLE for quote in party.quotes)
    return any(map(of_children, dict.fromkeys(quote.sentence for quote in (*counts, *hit))))


def _persons_in(dossier: Dossier) -> Iterator[str]:
    """The persons whom a report names as hit, without those whom it quotes; and those to whose name it adds an age of a child."""
    speaking = {statement.source[0].party for statement in dossier.statements}
    hit = {role.party for incident in dossier.incidents for role in (*incident.targets, *incident.victims)}
    for party in dossier.parties:
        if party.kind == "person" and (party.id in hit - speaking or _is_young(party, dossier.document.text)):
            yield party.name


def _is_young(party: Party, text: str) -> bool:
    return any(_is_childs(_ages(text[span.end - 1:span.end + AFTER].casefold())) for span in party.spans)


def _children_in(dossier: Dossier) -> bool:
    kinds = {party.id: party.kind for party in dossier.parties}
    hit = (role.span for incident in dossier.incidents for role in (*incident.targets, *incident.victims)
           if kinds.get(role.party or "") in PEOPLE)
    spans = (*hit, *(figure.span for figure in dossier.figures if figure.incident))
    sentences, text = Sentences(dossier.document), dossier.document.text
    return any(of_children(text[sentence.start:sentence.end]) for sentence in sentences.of(spans))


def _parts(name: str) -> Iterator[str]:
    """The parts of a name by which a report may call its bearer again."""
    return (word for word in name.split() if len(word) >= SHORTEST and word[0].isupper())


@functools.cache
def _known() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...], int]:
    """What finds a word for children, what finds years of age, and from which of them on nobody is a child."""
    known = lexicon.load("children")
    words = "|".join((*map(re.escape, known["words"]), *known["small"]))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), tuple(map(re.compile, known["ages"])), known["of_age"]
