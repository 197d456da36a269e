"""Events while their parts are being found: what is known of one, and who may take part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Token

from reportedly import lexicon
from reportedly.extract.events.coordination import conjuncts
from reportedly.extract.events.role_phrases import meant, names_nobody
from reportedly.extract.events.syntax import MODIFIERS, PLURAL, Frame, prepositions
from reportedly.extract.events.words import cue_types, entries, kinds_of_things, sides, things, weapons, words
from reportedly.extract.figures.people import is_person
from reportedly.extract.parties import Parties
from reportedly.extract.parties.mentions import coalition_key
from reportedly.extract.parties.words import OF_ACTS

TIME_LABELS = ("DATE", "TIME")
NOMINAL = ("NOUN", "PROPN")
VEHICLE = "vehicle"
PEOPLE = ("person", "unnamed", "crowd")
SIDES = ("government", "armed group", "force")
ABBREVIATED = 4
"""The longest name in capitals that may be short for another: "US", "U.S."."""


@dataclass(slots=True)
class Draft:
    """An event while its parts are being found: head tokens, not yet spans.

    ``cleared`` are those of whom the words deny that they did it: actors only where that denial is what somebody says;
    ``where``: countries that stand before the act and that it befell.
    """

    trigger: Token
    entry: dict[str, Any]
    clause: Token
    parts: Frame
    actors: list[Token] = field(default_factory=list)
    targets: list[Token] = field(default_factory=list)
    victims: list[Token] = field(default_factory=list)
    weapons: list[Token] = field(default_factory=list)
    cues: list[Token] = field(default_factory=list)
    cleared: list[Token] = field(default_factory=list)
    where: list[Token] = field(default_factory=list)

    @property
    def is_of_people(self) -> bool:
        """Whether it befalls people alone: nobody kills or abducts a school."""
        return bool(self.entry.get("harm")) or self.entry["type"] in ("abduction", "arrest", "execution", "stabbing")

    def put(self, part: str, tokens: Iterable[Token]) -> None:
        """Adds the tokens to the part of that name ("actor", "target", "victim", "weapon"); "" is no part.

        Buildings and vehicles are targets where people would be victims; of "rifle fire" the rifle is the weapon.
        """
        if part == "victim":
            tokens = list(tokens)
            struck = [t for t in tokens if is_thing(t) and not (self.is_of_people and _is_building(t))]
            self.put("target", struck)
            tokens = [t for t in tokens if not is_thing(t)]
        if part == "weapon":
            tokens = [weapon for t in tokens for weapon in weapons_in(t, self.entry)]
        if part:
            into: list[Token] = getattr(self, part + "s")
            into += [t for t in tokens if t not in into and not _is_moment(t) and not (part == "target" and _is_no_target(t))]


def _is_building(token: Token) -> bool:
    outside = any(c.lower_ in things("spots") for c in token.lefts)  # "kills 16 outside bakery": where, in a headline
    return kinds_of_things().get(token.lemma_.lower()) == "building" and not outside


def _is_no_target(token: Token) -> bool:
    """Whether it only says in whose pay they were, or with what they fired: "terrorists on the cartel's payroll"."""
    fired = token.lemma_.lower() in words("weapons", "discharges") and bool(weapons_in(token, {}))
    return fired or token.lemma_.lower() in words("blame", "pay")


def _is_moment(token: Token) -> bool:
    return token.ent_type_ in TIME_LABELS or token.lemma_.lower() in words("where", "moments")


def is_weapon(token: Token) -> bool:
    """Whether the noun names what an act of violence is done with: "dynamite", "an explosive charge", "5 kg of TNT"."""
    if token.tag_ == "VBG":  # "shelling" is no shell
        return False
    first = token.tag_ in ("NNP", "NNPS") and token.i == token.sent.start  # "Drones struck", taken for a name
    if token.lemma_.lower() in weapons() or (first and token.lower_.removesuffix("s") in weapons()):
        return True
    made_of = [c for c in token.children if c.dep_ in MODIFIERS] + [t for prep, t in prepositions(token) if prep == "of"]
    measures = words("weapons", "forms") | words("weapons", "units")
    return token.lemma_.lower() in measures and any(t.lemma_.lower() in weapons() for t in made_of)


def weapons_in(token: Token, entry: dict[str, Any]) -> list[Token]:
    """The weapons that the noun names, itself or by what stands before it ("mortar rounds")."""
    lemma = token.lemma_.lower()
    if is_weapon(token):
        return [token]
    if lemma in words("weapons", "discharges"):
        told = (t for c in token.children if c.dep_ in MODIFIERS for t in conjuncts(c))
        found = [t for t in told if t.lemma_.lower() in weapons()]
        inner = (t for prep, t in prepositions(token) if prep == "of" and t.i != token.i)  # "two bursts of machinegun fire"
        return found or [weapon for t in inner for weapon in weapons_in(t, entry)]
    return [token] if lemma in (*entry.get("dobj", ()), *entry.get("subjects", ())) and lemma not in entries("noun") else []


def is_thing(token: Token) -> bool:
    """Whether the noun is a building, a vehicle or another thing that is attacked."""
    return token.lemma_.lower() in things("things") and token.pos_ in NOMINAL and token.ent_type_ != "PERSON"


def is_concrete(token: Token) -> bool:
    """Whether the noun is a thing or place that can be broken; "windows" alone are of nothing that is told."""
    return token.pos_ in ("PROPN", "PRON") or any(
        t.lemma_.lower() in things("things") | words("where", "directions") | things("places") and not names_nobody(t)
        for t in meant(token))


@dataclass(frozen=True, slots=True)
class Cast:
    """Who may take part: the parties, and the country that a token names (ISO 3166-1 alpha-3); ``places``: their words.

    ``lands``: the country of the place that a token names, its people left out.
    """

    parties: Parties
    countries: dict[int, str]
    places: frozenset[str]
    lands: dict[int, str]

    def owns_force(self, modifier: Token) -> bool:
        """Whether a people's name before an act only says whose the force behind it is: "a Syrian army | raid"."""
        force = modifier.nbor() if modifier.i + 1 < modifier.sent.end else modifier
        beside = force.i > modifier.i and force.head.i == modifier.head.i
        party = self.parties.peek(force) if beside else None
        kind = self.parties.kind(party) if party is not None else None
        militia = beside and party is None and sides().get(force.lemma_.lower()) == "armed group"
        armed = kind == "force" or ((kind == "armed group" or militia) and modifier.ent_type_ == "NORP")
        return armed and modifier.dep_ != "poss" and not is_weapon(force)

    def befell(self, modifier: Token, act: Token) -> bool:
        """Whether the act befell the country before it: "a northern Mali | attack", "the Somalia blast"; not "an Iran attack
        on Israel", "Israel attack kills five in Gaza", "a US attack" (abbreviations stand for adjectives too)."""
        country = self.lands.get(modifier.i)
        if country is None or modifier.i not in self.countries or modifier.dep_ == "poss" or modifier.i > act.i or (
                modifier.is_upper and len(modifier) <= ABBREVIATED):
            return False
        before = modifier.nbor(-1) if modifier.i > modifier.sent.start else modifier
        if before.i not in self.lands and before.lower_ in lexicon.load("places")["relation"]["part"]:
            return True
        if act.lemma_.lower() not in words("where", "befall") or any(
                prep in words("prepositions", "against") and t.ent_type_ not in TIME_LABELS for prep, t in prepositions(act)):
            return False
        return all(self.lands.get(t.i, country) == country for t in act.sent)

    def sides(self, modifier: Token) -> bool:
        """Whether the modifier names a side; one that no party is known for becomes one."""
        if _is_against(modifier):
            return False
        party = self.parties.of(modifier)
        if party is not None:
            phrase = self.parties.span_of(modifier)
            alone = self.parties.kind(party) == "unnamed" and phrase is not None and len(phrase) == 1
            return self.parties.kind(party) in SIDES or (alone and _is_of_people(modifier))
        if modifier.lower_.rpartition("-")[2] in words("sides", "origin") or any(map(str.isdigit, modifier.text)):
            return False  # "Russian-made rockets", "RPG-2 launchers"
        if modifier.lower_ in OF_ACTS:
            return False
        if modifier.lower_.rpartition("-")[2] in words("sides", "leading"):
            return self._leads(modifier)
        phrase = modifier.doc[modifier.i:modifier.i + 1]
        country = self.countries.get(modifier.i)
        state = self.parties.government(country) if country else None
        if state is not None:
            self.parties.add_mention(state, phrase)
            return True
        kind = "government" if country else sides().get(modifier.lemma_.lower())
        if kind is None and _is_of_people(modifier):  # "Kurdish raids"
            kind = "unnamed"
        if kind is not None:
            self.parties.add(phrase, kind, country)
        return kind is not None

    def _leads(self, modifier: Token) -> bool:
        """Whether "led" says whose coalition acts: the one told of elsewhere, or a new one ("US-led raids")."""
        leader = next((c for c in (modifier, *modifier.lefts) if c.i in self.countries), None)
        if leader is None or modifier.nbor().lemma_.lower() in sides():
            return False
        first = leader.i if leader is modifier else leader.left_edge.i
        phrase, country = modifier.doc[first:modifier.i + 1], self.countries[leader.i]
        known = self.parties.coalition(country)
        if known is not None:
            self.parties.add_mention(known, phrase)
        else:
            self.parties.add(phrase, "force", key=coalition_key(country))
        return True

    def whom(self, token: Token) -> Token:
        """Whom the noun behind a preposition names: the person, where the parse stopped at the body before the name."""
        party = self.parties.peek(token)
        person = party is not None and self.parties.kind(party) == "person"
        return (None if person or token.pos_ not in NOMINAL else self.parties.name_behind(token)) or token

    def party(self, token: Token) -> bool:
        """Whether the token names a party."""
        return self.parties.peek(token) is not None

    def outlaw(self, token: Token) -> bool:
        """Whether the token names an armed group, or attackers: none who may arrest."""
        party = self.parties.peek(token)
        return token.lemma_.lower() in lexicon.load("people")["attackers"] or (
            party is not None and self.parties.kind(party) == "armed group")

    def person(self, token: Token) -> bool:
        """Whether the token is, or heads, a mention of a person or persons; "the village of" names a place."""
        if token.head.lower_ == "of" and token.head.head.lemma_.lower() in words("where", "directions"):
            return False
        party = self.parties.of(token)
        return token.ent_type_ == "PERSON" or (
            party is not None and self.parties.kind(party) in PEOPLE)


def _is_against(modifier: Token) -> bool:
    """Whether it says against whom the act was: "anti-Israeli violence", as one word or as three."""
    first = modifier.i - 2 if modifier.i - 2 >= modifier.sent.start and modifier.nbor(-1).text == "-" else modifier.i
    return modifier.doc[first].lower_.partition("-")[0] in words("sides", "against")


def _is_of_people(modifier: Token) -> bool:
    """Whether it says of what people or faith they are who did it: no state, and not yet those who bear arms."""
    one = modifier.is_title and modifier.pos_ in ("ADJ", "PROPN") and not modifier.nbor().is_punct  # not "Anti-Islamic"
    return one and modifier.ent_type_ == "NORP" and modifier.dep_ in MODIFIERS


def deep(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, and what they are a measure of ("dozens of mortar rounds")."""
    found = []
    for token in tokens:
        for part in (token, *(t for prep, t in prepositions(token) if prep == "of")):
            found += [part, *(c for c in part.children if c.dep_ in ("compound", "nmod"))]
    return found


def is_thing_of_violence(token: Token) -> bool:
    """An event or a weapon as subject: "the attack killed", "a bomb wounded"; nobody acts."""
    lemma = token.lemma_.lower()
    if lemma in words("sides", "persons"):
        return False
    if any(entry.get("agent") or entry.get("doer") or entry.get("calm") for entry in entries("noun").get(lemma, ())):
        return False
    return lemma in entries("noun") or is_weapon(token) or (lemma in cue_types() and token.ent_type_ == "")


def doers(token: Token, cast_: Cast) -> list[Token]:
    """Who acts in a subject or agent: itself, or whose it is where it is a weapon or an act ("coalition jets")."""
    if not is_thing_of_violence(token):
        return [token]
    if _is_blaze(token):
        return []
    laid = [t for t in _hands(token) if not is_thing_of_violence(t)]
    party = cast_.parties.of(token)
    if party is not None and cast_.parties.kind(party) in SIDES:
        return laid or [token]
    whose = [c for c in token.children if c.dep_ in MODIFIERS and not is_weapon(c) and not cast_.owns_force(c)
             and not cast_.befell(c, token)]
    whose += [t for prep, t in prepositions(token) if prep == "of"]
    named = [c for c in whose if cast_.sides(c)]
    named = named or [t for c in token.children if c.dep_ == "compound" for t in side_before(c, cast_)]
    return named + laid


def _hands(weapon: Token) -> list[Token]:
    """In whose hands it was: "was killed by a bomb planted by | rebels", "drones belonging to the | militia"."""
    told = [c for c in weapon.children if c.dep_ == "acl"]
    by = [t for c in told if c.tag_ == "VBN" and c.lemma_.lower() in words("weapons", "laid")
          for prep, t in prepositions(c) if prep == "by"]
    return by + [t for c in told if c.lemma_.lower() in words("among", "belong") for prep, t in prepositions(c) if prep == "to"]


def _is_blaze(fire: Token) -> bool:
    """Whether the fire burnt, and was nobody's: "Greek | fires killed twenty", "a Turkish fire"; not "killed in army fire"."""
    burnt = fire.tag_ in PLURAL or any(c.dep_ == "det" for c in fire.lefts)
    mass = any(entry.get("mass") for entry in entries("noun").get(fire.lemma_.lower(), ()))
    return burnt and mass and not any(map(is_weapon, fire.lefts))


def side_before(kind: Token, cast_: Cast) -> list[Token]:
    """Whose the weapon of that kind is: "regime | barrel bombs", "rebel | mortar shells"; not "a police car bomb"."""
    if kinds_of_things().get(kind.lemma_.lower()) == VEHICLE:
        return []
    own = (c for c in kind.lefts if c.dep_ in MODIFIERS and c.lemma_.lower() in sides().keys() - words("sides", "qualities"))
    return [c for c in own if cast_.sides(c)]


def blast_at(draft: Draft, preps: Iterable[tuple[str, Token]], beside: Iterable[Token] = ()) -> None:
    """A building or vehicle that a bomb went off at is its target; it may be told ``beside`` the bomb or who left it.

    Of a bomb in a vehicle also what that stood at: "a bomb left in a car parked outside a bank".
    """
    if draft.entry.get("at") != "target":
        return
    told = [*preps, *(pair for noun in beside for pair in _spots(noun))]
    told += [pair for _, head in told if kinds_of_things().get(head.lemma_.lower()) == VEHICLE for pair in _spots(head)]
    for prep, head in told:
        if prep in things("prepositions"):
            draft.put("target", [t for t in meant(head) if t.lemma_.lower() in things("things") or _is_seat(t)])


def _is_seat(name: Token) -> bool:
    """Whether the name of a body stands for where it sits: "exploded near the Department of Security"."""
    return name.pos_ == "PROPN" and name.ent_type_ == "ORG" and name.lemma_.lower() in things("bodies")


def _spots(noun: Token) -> list[tuple[str, Token]]:
    """Where the noun is said to be: "a car at the gate", "a bomb that was left outside the bank", not "men on a motorcycle"."""
    told = (noun, *(c for c in noun.rights if c.dep_ in ("acl", "relcl")))
    spots = [(prep, head) for t in told for prep, head in prepositions(t) if prep in things("spots")]
    return [(prep, head) for prep, head in spots if not (
        prep in things("aboard") and kinds_of_things().get(head.lemma_.lower()) == VEHICLE and is_person(noun.lower_))]
