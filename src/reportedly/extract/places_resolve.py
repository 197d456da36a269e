"""Which place a name stands for, and whether it stands for a place at all: by the document's own context."""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict

from reportedly import gazetteer, lexicon
from reportedly.extract.places_names import PLACE_LABELS, Mention, Word, words_of
from reportedly.gazetteer import Entry

_KIND_WEIGHT = {"country": 8.0, "continent": 8.0, "sea": 7.0, "river": 6.0, "lake": 6.0, "district": 3.0, "facility": 6.0, "seat": 7.5}
_REGION_WEIGHT = {"USA": 6.3, "CAN": 6.0, "AUS": 6.0, "GBR": 6.0}
_UNKNOWN_POPULATION = 300
_NEAR_KM = 150.0
_FAR_PEOPLE = 100_000
_BIG_PEOPLE = 300_000
_SURE = 1.0
_LIKELY = -1.0
_CAPITAL = 1.0
_COMPANY = 0.8
_MOST_COMPANY = 3.0
_LABELS = {"GPE": "place", "LOC": "place", "FAC": "place", "PERSON": "person", "ORG": "org", "NORP": "norp", "": "none"}
_STATES_NAMED_ALONE = frozenset({"USA", "CAN", "AUS"})


def km(a: Entry, b: Entry) -> float:
    """Kilometres between two places along the sphere."""
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    h = (math.sin((q - p) / 2) ** 2
         + math.cos(p) * math.cos(q) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2)
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def contains(outer: Entry, inner: Entry) -> bool:
    """Whether the one is the country, the division or the county that the other lies in."""
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.kind == "region" and outer.division:
        return inner.division == outer.division and inner.kind not in ("country", "region")
    if outer.kind == "region":
        return inner.kind in ("city", "district") and inner.country == outer.country and km(outer, inner) < 400
    return outer.kind in ("district", "city") and inner.kind == "city" and km(outer, inner) < 60 and inner is not outer


def prior(entry: Entry) -> float:
    """How likely a name stands for the place before any context: about the decimal logarithm of its people."""
    if entry.kind in _KIND_WEIGHT:
        weight = _KIND_WEIGHT[entry.kind]
    elif entry.kind == "region":
        weight = _REGION_WEIGHT.get(entry.country or "", 5.2) if entry.division else 6.5
    else:
        weight = math.log10(max(entry.population, _UNKNOWN_POPULATION))
        if entry.population > 100_000 and entry.country and entry.geoname_id == _capital_id(entry.country):
            weight += _CAPITAL
    if entry.match == "other name":
        weight -= 0.3 if entry.population > 200_000 else 0.9
    elif entry.match == "spelling":
        weight -= 1.0
    return weight


@functools.cache
def _capital_id(country: str) -> int | None:
    capital = gazetteer.capital(country)
    return capital.geoname_id if capital else None


def link_qualifiers(mentions: list[Mention], words: list[Word], text: str) -> None:
    """ "Paris, Texas", "Paris Texas", "Paris in Texas": the second says where the first lies."""
    for first, second in zip(mentions, mentions[1:], strict=False):
        if second.first - first.last == 1:
            gap = text[first.end:second.start]
            if gap not in (", ", " ", ",", ". ", " (", "'s ", "’s ") or (gap == ". " and not words[second.first].joined and len(second.key) > 2):
                continue
        elif _leads_in(first, second, words):
            gap = " in "
        else:
            continue
        outer = [e for e in second.entries if e.match != "people" and e.kind in ("country", "region", "district", "city")]
        if gap in ("'s ", "’s ") or gap == " " and any(e.kind == "country" or e.match == "people" for e in first.entries):
            inner_first = [e for e in second.entries if any(f.kind == "country" and f.country == e.country and f is not e for f in first.entries)]
            if inner_first and second.within is None and first.entries[0].kind == "country":
                second.rivals = inner_first
            continue
        pairs = [(i, o) for o in outer for i in first.entries if i.match != "people" and contains(o, i)
                 and not (o.kind == "city" and (gap != ", " or o.population < 100_000))]
        if pairs:
            first.within = second
            first.rivals = [i for i, _ in pairs]
            best = max((prior(o) + 0.1 * prior(i), n) for n, (i, o) in enumerate(pairs))[1]
            second.rivals = second.rivals or [pairs[best][1]]
            first.rivals = [i for i, o in pairs if o == pairs[best][1]]


def _leads_in(first: Mention, second: Mention, words: list[Word]) -> bool:
    """ "Paris in Texas", "Paris in northern Texas"."""
    between = [w.folded for w in words[first.last + 1:second.first]]
    return between[:1] == ["in"] and len(between) < 4 and all(w in words_of("relation.part") or w == "the" for w in between[1:])


class Context:
    """What the document says of where it is about: countries, divisions and points, with their weights."""

    def __init__(self) -> None:
        self.countries: Counter[str] = Counter()
        self.divisions: Counter[str] = Counter()
        self.points: list[Entry] = []
        self.keys: Counter[str] = Counter()
        self.named: Counter[str] = Counter()
        self.cells: defaultdict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        self.regions: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def chart(self, mentions: list[Mention]) -> None:
        """Lays the candidates of all likely names on a grid of degrees: a name with few candidates counts for more."""
        for m in mentions:
            if m.score < _LIKELY or m.entries[0].match == "people":
                continue
            options = m.rivals or m.entries
            weight = len(options) ** -0.5
            for e in options:
                if e.kind in ("city", "district"):
                    self.cells[int(e.latitude // 1), int(e.longitude // 1)][m.key] = weight
                    if e.division:
                        self.regions[e.division][m.key] = weight

    def company(self, entry: Entry, key: str) -> float:
        """How many other names of the document have a candidate beside the place, or in the region."""
        if entry.kind == "region":
            found = self.regions.get(entry.division or "", {})
            return sum(w for k, w in found.items() if k != key) * 0.5
        y, x = int(entry.latitude // 1), int(entry.longitude // 1)
        beside: dict[str, float] = {}
        for i in (y - 1, y, y + 1):
            for j in (x - 1, x, x + 1):
                if (i, j) in self.cells:
                    beside |= self.cells[i, j]
        return sum(w for k, w in beside.items() if k not in key and key not in k)

    def add(self, entry: Entry, weight: float) -> None:
        if entry.country:
            self.countries[entry.country] += weight  # type: ignore[assignment]
        if entry.division:
            self.divisions[entry.division] += weight  # type: ignore[assignment]
        if entry.kind in ("city", "district"):
            self.points.append(entry)

    def one_country(self, share: float, but: str | None = None) -> str | None:
        """The country that has that share of all that was placed in countries other than ``but``."""
        votes = {c: v for c, v in self.named.items() if c != but}
        most = max(votes, key=lambda c: votes[c], default=None)
        return most if most is not None and votes[most] >= share * sum(votes.values()) else None

    def favour(self, entry: Entry) -> float:
        """What the context adds to a place's weight."""
        bonus = 0.0
        if entry.country and self.countries:
            votes = self.countries[entry.country]
            bonus += 2.0 * votes / max(self.countries.values()) + (1.0 if votes >= 1 else 0.0)
        if entry.division and self.divisions:
            bonus += 1.8 * self.divisions[entry.division] / max(self.divisions.values())
        return bonus

    def near(self, entry: Entry) -> bool:
        return any(p.geoname_id != entry.geoname_id and abs(p.latitude - entry.latitude) < 2 and km(p, entry) < _NEAR_KM for p in self.points)


def resolve(mentions: list[Mention], words: list[Word], text: str) -> Context:
    """Chooses a place for every mention and says which are accepted."""
    link_qualifiers(mentions, words, text)
    persons = _person_names(mentions, words)
    signs = {id(m): _signs(m, words, persons) for m in mentions}
    context = Context()
    for m in mentions:
        _choose(m, context)
        _judge(m, signs[id(m)], context, False)
    for _ in range(2):
        context = _gather(mentions)
        context.chart(mentions)
        strong = Counter(m.key for m in mentions if m.score > _SURE)
        for m in mentions:
            _choose(m, context)
            _judge(m, signs[id(m)], context, strong[m.key] > (m.score > _SURE))
    _one_sense(mentions)
    return _gather(mentions)


def _gather(mentions: list[Mention]) -> Context:
    context = Context()
    seen: defaultdict[str, int] = defaultdict(int)
    for m in mentions:
        if not m.accepted or m.chosen is None:
            continue
        seen[m.key] += 1
        weight = 1.0 / seen[m.key]
        if m.dateline:
            weight *= 3
        if m.chosen.kind in ("country", "region") and m.chosen.match != "people":
            weight *= 1.5
        context.add(m.chosen, weight)
        context.keys[m.key] += 1
        if m.chosen.country:
            context.named[m.chosen.country] += 1
    return context


def _choose(m: Mention, context: Context) -> None:
    options = m.rivals or m.entries
    if len(options) == 1:
        m.chosen = options[0]
        return
    best, most = None, -math.inf
    for entry in options:
        weight = prior(entry) + context.favour(entry)
        if entry.kind != "country":
            weight += min(_COMPANY * context.company(entry, m.key), _MOST_COMPANY)
        if weight > most - 1.0 and entry.kind in ("city", "district") and context.near(entry):
            weight += 1.0
        if weight > most:
            best, most = entry, weight
    m.chosen = best
    if best is not None and best.kind == "city" and not m.rivals:
        m.chosen = next((e for e in options if e.kind == "country" and e.country == best.country), best)
    if best is not None and best.kind == "region":
        twin = next((e for e in options if e.kind == "city" and e.country == best.country and km(e, best) < 250
                     and e.population > 20_000 and best.country not in _STATES_NAMED_ALONE), None)
        m.chosen = twin or best


def _person_names(mentions: list[Mention], words: list[Word]) -> set[str]:
    """Folded words that somewhere in the document end a person's name: "Ms. Jane Lincoln"."""
    names = set()
    for m in mentions:
        if m.first == m.last and m.label == "PERSON" and _left_name(m, words):
            names.add(m.key)
    return names


def _left_name(m: Mention, words: list[Word]) -> bool:
    """Whether the word before is capitalised, joined by a blank, and no word of organisations or parts of the world."""
    word = words[m.first]
    if not m.first or not word.joined:
        return False
    before = words[m.first - 1]
    return (before.capital and not before.owns and before.folded not in words_of("institution.organisation")
            and before.folded not in words_of("relation.part") and before.folded not in words_of("words.locative")
            and before.folded not in words_of("words.weak_locative") and before.folded not in ("the", "a", "and"))


def _signs(m: Mention, words: list[Word], persons: set[str]) -> list[str]:
    """What speaks for and against a place's being meant, whichever place it is: names of weights."""
    if m.dateline:
        return ["dateline"]
    one, word, last = m.first == m.last, words[m.first], words[m.last]
    signs = [f"label_{_LABELS.get(m.label, 'other')}"]
    signs += _signs_before(m, words)
    if m.last + 1 < len(words) and (words[m.last + 1].joined or last.owns) and words[m.last + 1].capital:
        after = words[m.last + 1].folded
        street, organisation = after in words_of("stated.street"), after in words_of("institution.organisation")
        signs.append("owns" if last.owns else "after_street" if street else "after_organisation" if organisation else "after_name")
    elif last.owns:
        signs.append("owns")
    elif m.last + 1 < len(words) and words[m.last + 1].joined and words[m.last + 1].folded in words_of("institution.heads"):
        signs.append("after_owned")
    if m.opens and m.label not in PLACE_LABELS:
        signs.append("opens")
    if m.part not in ("PROPN", "ADJ", "NOUN", ""):
        signs.append("improper")
    if m.within is not None:
        signs.append("within")
    elif m.rivals:
        signs.append("holds")
    if m.stated:
        signs.append("stated")
    if not one:
        signs.append("long")
        if last.folded in words_of("stated.division"):
            signs.append("division_word")
        return signs
    if m.key in words_of("words.never"):
        signs.append("never")
    if m.key in persons:
        signs.append("person_elsewhere")
    grand = m.entries[0].kind in ("country", "region")
    if word.upper and not grand and _shouts_alone(m, words):
        signs.append("shouts")
    dotted = word.end - word.start > len(word.folded)
    if len(m.key) < 3 and not dotted and not m.rivals and not (word.upper and any(e.kind == "country" for e in m.entries)):
        signs.append("short")
    return signs


def _signs_before(m: Mention, words: list[Word]) -> list[str]:
    if not m.first or not words[m.first].joined:
        return ["alone"]
    before = words[m.first - 1]
    if not before.capital and before.folded in words_of("words.locative"):
        return ["before_locative"]
    if not before.capital and before.folded in words_of("words.weak_locative"):
        return ["before_weak"]
    if before.folded in words_of("relation.part") or before.folded in words_of("relation.compass"):
        return ["before_part"]
    if before.capital and before.folded in words_of("words.title"):
        return ["before_title"]
    return ["before_name"] if _left_name(m, words) else []


def _signs_of_choice(m: Mention, entry: Entry, context: Context) -> list[str]:
    """What the place chosen, and the rest of the document, add."""
    signs = []
    if entry.match == "people":
        signs.append("people")
    elif entry.kind in ("country", "continent"):
        signs.append("country")
    elif entry.kind != "city" and entry.kind != "district":
        signs.append("region")
    if entry.match == "other name":
        signs.append("other_name")
    if entry.kind == "city" and entry.population > _BIG_PEOPLE:
        signs.append("big")
    votes = context.countries[entry.country] if entry.country else 0
    if votes >= 1:
        signs.append("country_named")
        if votes >= 0.5 * max(context.countries.values()):
            signs.append("country_leads")
    elif entry.kind == "city" and not m.rivals and entry.population < _FAR_PEOPLE and context.countries.total() > 2:
        signs.append("far")
    if entry.division and context.divisions[entry.division] >= 1 and context.keys[m.key] == 0:
        signs.append("division_named")
    if entry.kind == "city" and context.near(entry):
        signs.append("near")
    return signs


def _shouts_alone(m: Mention, words: list[Word]) -> bool:
    """Whether the name is in capitals and the words around it are not: an acronym then, not a headline."""
    around = words[max(0, m.first - 2):m.first] + words[m.last + 1:m.last + 3]
    return not any(w.upper and len(w.folded) > 1 for w in around)


def _judge(m: Mention, signs: list[str], context: Context, again: bool) -> None:
    entry = m.chosen
    if entry is None:
        return
    weights: dict[str, float] = lexicon.load("places")["weights"]
    m.signs = [*signs, *_signs_of_choice(m, entry, context), *(("again",) if again else ())]
    m.score = weights["bias"] + weights["prior"] * (min(prior(entry), 7.0) - 4.5) + sum(weights[s] for s in m.signs)
    m.far = "far" in m.signs and ("stated" in m.signs or "before_locative" in m.signs) and context.one_country(0.5) is not None
    m.accepted = m.score >= 0.0 and not m.far


def _one_sense(mentions: list[Mention]) -> None:
    """A name that was placed by a qualifier once means the same place wherever it stands alone."""
    said = {m.key: m.chosen for m in reversed(mentions) if m.accepted and m.within and m.chosen}
    for m in mentions:
        if not m.rivals and m.key in said:
            m.chosen = said[m.key]
