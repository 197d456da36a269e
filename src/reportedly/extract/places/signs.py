"""What speaks for and against a name's being meant as a place: signs, and their weights in ``lexicon/places.toml``."""

from __future__ import annotations

import functools

from reportedly import lexicon
from reportedly.extract.parties.known import given_names
from reportedly.extract.places.context import Context, prior, weights
from reportedly.extract.places.names import PLACE_LABELS, Mention, Word, words_of

_LABELS = {"GPE": "place", "LOC": "place", "FAC": "place", "PERSON": "person", "ORG": "org", "NORP": "norp", "": "none"}
_NAME_PARTS = frozenset({"PROPN", "ADJ", "NOUN", ""})
_MOST_PRIOR, _MIDDLE_PRIOR = 7.0, 4.5
_FAR_PEOPLE, _BIG_PEOPLE = 100_000, 300_000
_TOWN_PEOPLE = 5_000
_MANY_NAMESAKES = 5
_PARTED = frozenset({"city", "district", "region"})


def person_names(mentions: list[Mention], words: list[Word]) -> set[str]:
    """Folded words that somewhere in the document end a person's name, "Ms. Jane Lincoln", or stand inside one."""
    return {m.key for m in mentions if m.first == m.last and _follows_name(m, words) and (
        m.label == "PERSON" or _between_names(m, words))}


def _between_names(m: Mention, words: list[Word]) -> bool:
    """Whether the name stands between a given name and another capitalised word: "Ana Lincoln Ruiz"."""
    if words[m.first - 1].folded not in given_names() or "after_name" not in _signs_behind(m, words):
        return False
    return words[m.last + 1].folded not in words_of("stated.division") and m.entries[0].kind != "country"


def signs_of(m: Mention, words: list[Word], persons: set[str]) -> list[str]:
    """The signs around a name, whichever place it is."""
    if m.dateline:
        return ["dateline"]
    signs = [f"label_{_LABELS.get(m.label, 'other')}", *_signs_before(m, words), *_signs_behind(m, words)]
    if m.opens and m.label not in PLACE_LABELS:
        signs.append("opens")
    if m.part not in _NAME_PARTS:
        signs.append("improper")
    if m.within is not None:
        signs.append("within")
    elif m.rivals:
        signs.append("holds")
    if m.stated:
        signs.append("stated")
    return signs + (_signs_of_one_word(m, words, persons) if m.first == m.last else _signs_of_many(m, words))


def _signs_of_many(m: Mention, words: list[Word]) -> list[str]:
    signs = ["long"]
    if m.label == "PERSON" and m.first and words[m.first].joined and words[m.first - 1].folded == "in":
        signs.append("person_located")
    if words[m.last].folded in words_of("stated.division"):
        signs.append("division_word")
    if m.key in words_of("words.never"):
        signs.append("never")
    return signs


def _signs_of_one_word(m: Mention, words: list[Word], persons: set[str]) -> list[str]:
    signs, word = [], words[m.first]
    if m.key in words_of("words.america") and word.joined and words[m.first - 1].folded in words_of("words.other_america"):
        signs.append("other_america")
    if m.key in words_of("words.never"):
        signs.append("never")
    if m.key in persons:
        signs.append("person_elsewhere")
    if word.upper and m.entries[0].kind not in ("country", "region") and _shouts_alone(m, words):
        signs.append("shouts")
    dotted = word.end - word.start > len(word.folded)
    abbreviates = word.upper and any(e.kind == "country" for e in m.entries)
    if len(m.key) < 3 and not (dotted or m.rivals or abbreviates):
        signs.append("short")
    return signs


def _signs_before(m: Mention, words: list[Word]) -> list[str]:
    if not m.first or not words[m.first].joined:
        return ["alone"]
    before = words[m.first - 1]
    if not before.capital and before.folded in words_of("words.locative"):
        return ["before_locative"]
    if not before.capital and (before.folded in words_of("words.struck") or (
            before.folded in words_of("words.struck_things") and _may_be_struck(m))):
        return ["before_struck"]
    if before.folded in words_of("words.strikes_on") and m.first > 1 and (
            words[m.first - 2].folded in words_of("words.strikes") and _may_be_struck(m)):
        return ["before_struck"]
    if before.folded == "of" and m.first > 1 and words[m.first - 2].folded in _buildings() and _may_be_struck(m):
        return ["before_struck"]  # "the market of Taiz"
    if not before.capital and before.folded in words_of("words.weak_locative"):
        return ["before_weak"]
    if before.folded in words_of("relation.part") or before.folded in words_of("relation.compass"):
        return ["before_part"]
    if before.capital and before.folded in words_of("words.title"):
        return ["before_title"]
    return ["before_name"] if _follows_name(m, words) else []


@functools.cache
def _buildings() -> frozenset[str]:
    """Nouns for buildings, of which a town is told behind "of"."""
    kinds = lexicon.load("targets")["kind"]
    return frozenset(thing for kind in kinds if kind["name"] == "building" for thing in kind["things"])


def _may_be_struck(m: Mention) -> bool:
    """Whether what is "hit" is a town: the recogniser takes it for nobody, or it is a great one ("hit Kharkiv")."""
    return m.label not in ("PERSON", "ORG") or (m.entries[0].population >= _FAR_PEOPLE and m.key not in given_names())


def _signs_behind(m: Mention, words: list[Word]) -> list[str]:
    owns = words[m.last].owns
    after = words[m.last + 1] if m.last + 1 < len(words) else None
    if owns:
        return ["owns"]
    if after is None or not after.joined:
        return []
    if not after.capital:
        return ["after_owned"] if after.folded in words_of("institution.heads") else []
    if after.folded in words_of("stated.street"):
        return ["after_street"]
    return ["after_organisation"] if after.folded in words_of("institution.organisation") else ["after_name"]


def _follows_name(m: Mention, words: list[Word]) -> bool:
    """Whether the word before may be a first name: capitalised, and no word of organisations, parts or prepositions."""
    if not m.first or not words[m.first].joined:
        return False
    before = words[m.first - 1]
    return before.capital and not before.owns and before.folded not in ("the", "a", "and") and not any(
        before.folded in words_of(some)
        for some in ("institution.organisation", "relation.part", "words.locative", "words.weak_locative"))


def _shouts_alone(m: Mention, words: list[Word]) -> bool:
    """Whether the name is in capitals and the words around it are not: an acronym then, not a headline."""
    around = words[max(0, m.first - 2):m.first] + words[m.last + 1:m.last + 3]
    return not any(w.upper and len(w.folded) > 1 for w in around)


def _signs_of_choice(m: Mention, context: Context) -> list[str]:
    """What the place chosen, and the rest of the document, add."""
    entry = m.chosen
    assert entry is not None
    town = entry.kind == "city"
    signs = []
    if entry.match == "people":
        signs.append("people")
    elif entry.kind in ("country", "continent") or (entry.kind == "region" and entry.division is None):
        signs.append("country")
    elif entry.kind not in ("city", "district"):
        signs.append("region")
    if entry.match == "other name":
        signs.append("other_name")
    if town and entry.population > _BIG_PEOPLE:
        signs.append("big")
    if context.votes(entry.country) >= 1:
        signs.append("country_named")
        if context.votes(entry.country) >= 0.5 * context.most_votes:
            signs.append("country_leads")
    if context.division_votes(entry.division) >= 1 and not context.names[m.key]:
        signs.append("division_named")
    if town and context.near(entry):
        signs.append("near")
    return signs


def judge(m: Mention, signs: list[str], context: Context, again: bool) -> None:
    """Gives a name its score, in log odds, and accepts it above 0. ``again``: the name is sure elsewhere.

    A little town in a country that the report does not speak of, or a great one whose name is first that of many, is
    refused where the words do call it a place and the report has a country of its own. A little one is refused anywhere
    in a report that is dated from another country and names none but little towns of the first: the place meant is then
    not in the gazetteer. So is what is called a part of a town, in a report of another country. Where only who acts has a
    country, the only town of its name is accepted.
    """
    entry = m.chosen
    if entry is None:
        return
    table = weights("weights")
    m.signs = [*signs, *_signs_of_choice(m, context), *(("again",) if again else ())]
    m.score = (table["bias"] + table["prior"] * (min(prior(entry), _MOST_PRIOR) - _MIDDLE_PRIOR)
               + sum(table[sign] for sign in m.signs))
    borrowed = entry.match == "other name" and sum(e.match == "name" for e in m.entries) >= _MANY_NAMESAKES
    telling = context.names_only_people(m.key) and _is_only_town(m)
    little = entry.population < _FAR_PEOPLE and not telling
    away = entry.kind == "city" and (little or borrowed) and context.votes(entry.country, m.key) < 1
    m.far = m.elsewhere or (away and not m.rivals and ("stated" in signs or "before_locative" in signs)
             and context.one_country() not in (None, entry.country))
    m.far |= (entry.kind == "city" and little and not m.rivals and not m.dateline
              and context.is_abroad(entry.country))
    m.far |= m.quarter and entry.kind in _PARTED and not m.rivals and not context.near(entry) and (
        context.one_country() not in (None, entry.country))
    m.accepted = m.score >= 0.0 and not m.far and "other_america" not in signs


def _is_only_town(m: Mention) -> bool:
    """Whether all towns of that name that are worth the word lie in one country, so that who acts says nothing of where:
    "a Russian missile hit Bakhmut"."""
    towns = {e.country for e in m.entries if e.kind == "city" and e.population >= _TOWN_PEOPLE}
    return m.chosen is not None and towns == {m.chosen.country}
