"""What holds a place that is in no gazetteer; names that only another spelling finds; capitals that go unnamed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reportedly import gazetteer
from reportedly.extract.places.context import Context, contains, lies, side_told
from reportedly.extract.places.names import Mention, Parsed, Word, words_of
from reportedly.extract.places.stated import Stated, place_nouns
from reportedly.gazetteer import Entry

_REACH = 3
_LONGEST_LEAD = 6
_TELLING, _TELLING_PEOPLE = 7, 20_000
_TOWNS = frozenset({"city", "district"})
_HOLDERS = frozenset({"city", "district", "region", "country"})


@dataclass(slots=True)
class Placed:
    """A stated place, the place that its own name or its sentence puts it in, and its country: the container's, else
    the one that the report is of."""

    stated: Stated
    container: Entry | None
    country: str | None


def find_respelled(
    stated: list[Stated], accepted: list[Mention], words: list[Word], parsed: Parsed, context: Context,
) -> list[Mention]:
    """Stated names that the gazetteer has in another spelling, in a country that the report speaks of.

    A report of no country may name the only town that is spelled so. A district or a camp of that name is another
    place, unless the town lies near others of the report.
    """
    covered = {k for m in accepted for k in range(m.first, m.last + 1)}
    towns = {m.first: m.chosen for m in accepted if m.chosen and m.chosen.kind in _TOWNS}
    found: list[Mention] = []
    for s in stated:
        span = range(s.name_first, s.name_last + 1)
        if not covered.isdisjoint(span) or (s.own and s.kind == "facility") or words[s.name_last].upper:
            continue
        key = " ".join(words[k].folded for k in span)
        best = _respelled(key, context)
        if best is None or (s.own and not context.near(best)) or _is_told_beside(s, best, towns, words):
            continue
        found.append(Mention(
            s.name_first, s.name_last, words[s.name_first].start, words[s.name_last].end, key, (best,), chosen=best,
            sentence=parsed.sentences[s.name_first], accepted=True))
        covered.update(span)
    return found


def _is_told_beside(s: Stated, best: Entry, towns: dict[int, Entry], words: list[Word]) -> bool:
    """Whether it is told to lie on another side of the town behind it: "Adra, east of Damascus" is not Dara in the south."""
    k = next((k for k in range(s.last + 1, s.last + _LONGEST_LEAD + 2) if k in towns), None)
    side = side_told([w.folded for w in words[s.last + 1:k]]) if k is not None else ""
    return k is not None and side != "" and not lies(best, side, towns[k])


def _respelled(key: str, context: Context) -> Entry | None:
    entries = gazetteer.lookup_spelling(key)
    here = [e for e in entries if context.votes(e.country) >= 1]
    if context.one_country() is None and len(entries) == 1 and len(key) >= _TELLING:
        here = [e for e in entries if e.population > _TELLING_PEOPLE]
    return max(here, key=lambda e: (context.near(e), e.population), default=None)


def find_capitals(words: list[Word], accepted: list[Mention], parsed: Parsed, context: Context) -> list[Mention]:
    """ "the Syrian capital", and "the capital" where most of the report is of one country."""
    ends = {m.last: m for m in accepted}
    found = []
    for i in range(1, len(words)):
        word = words[i]
        if word.folded != "capital" or word.capital or not word.joined or _is_money(i, words, parsed):
            continue
        owner = ends.get(i - 1)
        country = owner.chosen.country if owner and owner.chosen and owner.chosen.kind == "country" else None
        if country is None and words[i - 1].folded == "the":
            country = context.one_country()
        entry = gazetteer.capital(country) if country else None
        if entry:
            found.append(Mention(
                i, i, word.start, word.end, "capital", (entry,), chosen=entry, sentence=parsed.sentences[i],
                accepted=True))
    return found


def _is_money(i: int, words: list[Word], parsed: Parsed) -> bool:
    """Whether "capital" is no town here: "capital punishment"; or the town is named: "the capital of Peru"."""
    if i + 1 >= len(words) or not words[i + 1].joined:
        return False
    after = words[i + 1].folded
    return after == "of" or (parsed.parts[i + 1] in ("NOUN", "PROPN") and after != "city")


def settle(
    stated: list[Stated], accepted: list[Mention], words: list[Word], parsed: Parsed, context: Context,
) -> tuple[list[Mention], list[Placed]]:
    """The mentions that stand by themselves, and the stated places with what holds them: none inside another."""
    by_word = {k: m for m in accepted for k in range(m.first, m.last + 1)}
    by_sentence: dict[int, list[Mention]] = {}
    for m in accepted:
        by_sentence.setdefault(m.sentence, []).append(m)
    taken: set[int] = set()
    dropped: set[int] = set()
    placed: list[Placed] = []
    for s in sorted(stated, key=lambda s: (s.first, -s.last)):
        inner = list({id(by_word[k]): by_word[k] for k in range(s.first, s.last + 1) if k in by_word}.values())
        owner = _adjust(s, inner, words)
        span = range(s.first, s.last + 1)
        beside = [m for m in by_sentence.get(parsed.sentences[s.first], ()) if m not in inner]
        if not taken.isdisjoint(span) or not (_stands(s, inner) or _is_elsewhere(s, inner, beside, words)):
            continue
        taken.update(span)
        dropped.update(id(m) for m in inner)
        container, country = _container(s, inner, owner, beside, words, context)
        whose = next((m.chosen.country for m in inner if m.chosen and m.chosen.match == "people"), None)
        around = None if country else _where_all_is(accepted, whose, words, parsed, context)
        guessed = around is not None and context.names_only_people("") and _is_known_abroad(s, words, around)
        placed.append(Placed(s, container, country or (None if guessed else around)))
    kept = [m for m in accepted if id(m) not in dropped]
    _share_names(placed, kept, words)
    return kept, placed


def _where_all_is(
    accepted: list[Mention], whose: str | None, words: list[Word], parsed: Parsed, context: Context,
) -> str | None:
    """The country that most of the report is of, ``whose`` not counted; not one that is only named as who acts or
    speaks, where something is said to be in another."""
    country = context.one_country(but=whose)
    if country is not None and context.names_only_people("") and context.is_rivalled(country):
        country = None
    places = [m for m in accepted if not (m.law or is_owner(m, words) or is_speaker(m, parsed))]
    where = {m.chosen.country for m in places if m.chosen and m.chosen.country and m.chosen.match != "people" and (
        m.chosen.kind != "country" or _is_located(m, words))}
    if country in where or not where or _is_only_told_from(where, accepted):
        return country
    return where.pop() if len(where) == 1 else None


def _is_only_told_from(where: set[str], accepted: list[Mention]) -> bool:
    """Whether the report is only dated from there, and speaks more of another country: "Managua condemned the attack on the
    headquarters of the Salvadoran union in which a Salvadoran died"."""
    told = [(m.chosen, m.dateline) for m in accepted if m.chosen and not m.law]
    named = [dated for entry, dated in told if entry.country in where and entry.match != "people"]
    spoken_of = Counter(entry.country for entry, dated in told if entry.country and not dated)
    own = sum(spoken_of[country] for country in where)
    return all(named) and any(n > own for country, n in spoken_of.items() if country not in where)


def _is_known_abroad(s: Stated, words: list[Word], country: str) -> bool:
    """Whether the towns of that name lie in other countries than those who act: "a Russian drone, on the Nikopol highway"."""
    names = {" ".join(words[k].folded for k in range(s.name_first, s.name_last + 1)), *_own_words(s, words)}
    towns = [e for name in names for e in gazetteer.lookup(name) if e.population > _TELLING_PEOPLE]
    return bool(towns) and all(e.country != country for e in towns)


def _share_names(placed: list[Placed], kept: list[Mention], words: list[Word]) -> None:
    """Puts a place that nothing holds where another of its name is: "the Oruk road" by "Camp Oruk, north of Danar"."""
    known = {w: p.container for p in reversed(placed) if p.container for w in _own_words(p.stated, words)}
    for m in kept:
        if m.chosen and m.chosen.kind in _TOWNS and m.chosen.match != "people":
            known.setdefault(m.key, m.chosen)
    for p in placed:
        if p.container is None:
            p.container = next((known[w] for w in _own_words(p.stated, words) if w in known), None)
            p.country = p.container.country if p.container else p.country


def _own_words(s: Stated, words: list[Word]) -> list[str]:
    """The words of the name that are no nouns for places."""
    name = (words[k].folded for k in range(s.name_first, s.name_last + 1) if words[k].capital)
    return [w for w in name if w not in place_nouns() and w not in words_of("words.never")]


def _adjust(s: Stated, inner: list[Mention], words: list[Word]) -> Mention | None:
    """Takes in a name that begins before the run; gives an owner that lost its apostrophe ("Aleppos old market")."""
    if not inner:
        return None
    first = inner[0]
    if first.first < s.first and first.last == s.name_last:
        s.first = s.name_first = first.first
    if first.first == s.first and first.last < s.name_last and first.end < words[first.last].end:
        s.first = s.name_first = first.last + 1
        return inner.pop(0)
    return None


def _stands(s: Stated, inner: list[Mention]) -> bool:
    """Whether the words are a place of their own beside the places named within them."""
    if not inner:
        return True
    if any(m.first <= s.first and m.last >= s.last for m in inner):
        return False
    if s.abroad:
        return True
    if any(m.chosen and (m.chosen.kind in ("country", "seat") or m.chosen.match == "people") for m in inner):
        return False
    if any(m.first < s.first or m.last > s.last for m in inner):
        return False
    whole = any(m.first <= s.name_first and m.last >= s.name_last for m in inner)
    return s.own and (s.kind == "facility" or not whole)


def _is_elsewhere(s: Stated, inner: list[Mention], beside: list[Mention], words: list[Word]) -> bool:
    """Whether the town of that name lies abroad: "the Vienna district of Asmara" is not in Austria."""
    holder = _behind(s, _holders(beside, words), words)
    own = {m.chosen.country for m in inner if m.chosen and m.chosen.kind in _TOWNS}
    return holder is not None and holder.chosen is not None and bool(own) and holder.chosen.country not in own


def _holders(beside: list[Mention], words: list[Word]) -> list[Mention]:
    return [m for m in beside if m.chosen and m.chosen.country and m.chosen.match != "people"
            and m.chosen.kind in _HOLDERS and not is_owner(m, words) and not m.law]


def _behind(s: Stated, holders: list[Mention], words: list[Word]) -> Mention | None:
    """The place that the words behind it say it is in; of "in Congo's Ituri province" the province."""
    said = next(
        (m for m in holders if 0 < m.first - s.last <= _LONGEST_LEAD + 1 and _leads_on(words[s.last + 1:m.first])), None)
    if said is None or not words[said.last].owns:
        return said
    return next((m for m in holders if m.first == said.last + 1 and _is_in(m, said)), said)


def _is_in(m: Mention, holder: Mention) -> bool:
    return m.chosen is not None and holder.chosen is not None and contains(holder.chosen, m.chosen)


def _container(
    s: Stated, inner: list[Mention], owner: Mention | None, beside: list[Mention], words: list[Word], context: Context,
) -> tuple[Entry | None, str | None]:
    """The place that its own name or its sentence puts it in, and the country.

    That is its owner, the place behind "in", the one in its name, or the nearest named. A town somewhere else in the
    sentence gives its country only, and only where the report is not of another: the place may lie far from it.
    """
    if owner is not None and owner.chosen:
        return owner.chosen, owner.chosen.country
    others = _holders(beside, words)
    behind = _behind(s, others, words)
    inside = next((m for m in inner if not s.abroad and _names_it(m, s, words, context)), None)
    said = inside if inside is not None and words[inside.last].owns else behind or inside
    if said is not None and said.chosen:
        return said.chosen, said.chosen.country
    whose = _described_as(s, beside, words)
    near = [m for m in others if m.chosen and whose in (None, m.chosen.country)
            and (m.chosen.kind != "country" or _is_located(m, words))]
    nearest = min(near, key=lambda m: (m.dateline, abs(m.first - s.first)), default=None)
    if nearest is None or nearest.chosen is None:
        return None, whose
    apart = max(nearest.first - s.last, s.first - nearest.last)
    between = words[s.last + 1:nearest.first] if nearest.first > s.last else words[nearest.last + 1:s.first]
    beside_it = apart <= _REACH and all(w.folded != "and" for w in between)
    if beside_it or nearest.chosen.kind == "region":
        return nearest.chosen, nearest.chosen.country
    elsewhere = not s.abroad and context.one_country() not in (None, nearest.chosen.country)
    return None, None if elsewhere else nearest.chosen.country


def _leads_on(between: list[Word]) -> bool:
    """Whether the words only say that what stands before them is in what follows, or beside it: "in the northern city of",
    "to the east of", "mountains of"."""
    folded = [w.folded for w in between]
    if side_told(folded):
        return True
    folded = folded[folded[1:2] == ["of"] and folded[0] in place_nouns():]
    leading = words_of("relation.leading_on")
    leads = folded[:1] and (folded[0] in leading or (folded[0] in words_of("relation.beside") and folded[-1] == "of"))
    passing = ("part", "compass", "outskirts")
    return bool(leads) and all(
        w in leading or w == "the" or w in place_nouns() or any(w in words_of(f"relation.{some}") for some in passing)
        for w in folded[1:])


def _described_as(s: Stated, beside: list[Mention], words: list[Word]) -> str | None:
    """The country of the adjective that leads to it: "the Kuwaiti island of Oruk"."""
    for m in beside:
        between = words[m.last + 1:s.first]
        if m.chosen and m.chosen.match == "people" and not s.abroad and len(between) <= _REACH and any(
                w.folded in place_nouns() for w in between) and not any(w.capital for w in between):
            return m.chosen.country
    return None


def _is_located(m: Mention, words: list[Word]) -> bool:
    """Whether something is said to be in the country, or its own: the country isn't only named as one who acts."""
    k = m.first - 1
    while k > 0 and (words[k].folded == "the" or words[k].folded in words_of("relation.part")):
        k -= 1
    before = words[k].folded if k >= 0 else ""
    return words[m.last].owns or before == "of" or before in words_of("words.locative")


def _names_it(m: Mention, s: Stated, words: list[Word], context: Context) -> bool:
    """Whether the place has the name of the town it lies in ("Oruk airport", "Oruk International Airport").

    A part of a longer name says nothing ("Paris Hilton hall"). Streets and hotels are called after towns far away.
    """
    if words[m.last].owns:
        return True
    if words[s.last].folded in words_of("stated.astray") or m.chosen is None:
        return False
    if m.chosen.match == "other name" and context.votes(m.chosen.country, m.key) < 1:
        return False
    rest = [words[k].folded for k in range(s.name_first, s.name_last + 1) if not m.first <= k <= m.last]
    return all(w in words_of("words.never") or w in words_of("institution.organisation") for w in rest)


def is_speaker(m: Mention, parsed: Parsed) -> bool:
    """Whether the name stands for a government: "Damascus said", "Iran has denied"; not "police in Damascus said"."""
    if m.chosen is None or m.chosen.kind not in ("country", "city"):
        return False
    if m.first and parsed.parts[m.first - 1] == "ADP":
        return False
    k = m.last + 1
    while k < len(parsed.parts) and parsed.parts[k] in ("AUX", "ADV"):
        k += 1
    return k < len(parsed.lemmas) and parsed.lemmas[k] in words_of("institution.speech")


def is_owner(m: Mention, words: list[Word]) -> bool:
    """Whether the name only says whose: "Syria's army", "Kabul police", "Britain-based", "the Utah Board of Health"."""
    if m.last + 1 >= len(words) or not (words[m.last + 1].joined or words[m.last].owns):
        return False
    after = words[m.last + 1]
    if after.folded in words_of("institution.heads"):
        return True
    return after.capital and m.label == "ORG" and after.folded in words_of("institution.organisation")
