"""Which mentions are one party: repeated names and definite phrases ("the group"). What is unclear stays apart."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from reportedly import lexicon
from reportedly.extract.parties.entities import Entity, agree
from reportedly.extract.parties.mentions import Mention, branches, coalition_key
from reportedly.extract.parties.pronouns import ONE, Antecedents, classes
from reportedly.extract.parties.words import Words, word_set

PRONOUN_POS = frozenset(("PRON", "DET", "SCONJ"))
BODY_NOUNS = frozenset(("groups", "organisations"))
GROUPS = frozenset(("armed group", "organisation"))
ARMED = frozenset(("armed group",))
CIVILIAN = GROUPS - ARMED
OF_COUNTRIES = frozenset(("NORP", "GPE"))
CIVIL = word_set("people", "civil")
"""Words by which a group is one of civilians."""

SAME_AGAIN = frozenset(("fighters", "crowds", "bodies"))
"""Nouns that mean the same people each time they stand bare: "rebels"."""

OTHERS = word_set("people", "others")
"""Words by which a phrase means none of those told of before."""

ANYBODY = word_set("people", "people")
"""Nouns that mean any people."""

PAIRS = word_set("grammar", "pairs")
TWO = "two"

LABELS = word_set("people", "labels")
"""Words for fighters that their enemies give them, whoever they are."""

CLAIMED = word_set("people", "claimed")
NOBODY = word_set("people", "nobody")

CLAIM_REACH = 6
"""How many tokens before "claimed" it may be said that nobody did."""

COALITION = coalition_key("")
"""The coalition of which nobody says who leads it: the last one named."""

DEFINITE_REACH = 6
"""How many sentences back "the group" may lead when its party was named by other words."""

LOOKBACK = 300
"""How many parties back an antecedent is looked for."""

FATE = 4
"""How many letters of a verb and of the noun made of it are the same: "killed", "killing"."""


@functools.cache
def _ranks() -> dict[str, frozenset[str]]:
    """The offices and ranks by which somebody is what a more general noun says, by that noun."""
    return {noun: frozenset(ranks) for noun, ranks in lexicon.load("people")["ranks"].items()}


@functools.cache
def _synonyms() -> tuple[frozenset[str], ...]:
    """Nouns by which a report calls the same people, to vary its words."""
    return tuple(map(frozenset, lexicon.load("people")["synonyms"]))


class Resolver:
    """Goes through a document once, from left to right."""

    def __init__(self, words: Words, mentions: Sequence[Mention], countries: Collection[str | None] = ()) -> None:
        """``countries``: ISO 3166-1 alpha-3 of the places that the text names."""
        self.words = words
        self._countries = countries
        self.antecedents = Antecedents(words)
        self._mentions = sorted(mentions, key=lambda m: m.head)
        self._entities: dict[int, Entity] = {}
        self._by_key: dict[str, Entity] = {}
        self._waiting: dict[int, Entity] = {}

    def run(self) -> list[Entity]:
        """The entities in order of their first mention."""
        words, kinds, queue = self.words, classes(), iter(self._mentions)
        mention = next(queue, None)
        for i, lower in enumerate(words.lower):
            if mention is not None and mention.head == i:
                entity = self._entity_of(mention)
                self._move_up(entity)
                if mention.acting:
                    self.antecedents.note(i, entity, mention)
                while mention is not None and mention.head == i:
                    mention = next(queue, None)
            elif lower in kinds and words.pos[i] in PRONOUN_POS:
                self._read_pronoun(i, kinds[lower])
        self._join_fighters()
        return sorted(self._entities.values(), key=lambda entity: min((m.start, m.end) for m in entity.mentions))

    def _join_fighters(self) -> None:
        """Fighters without a name are of the one armed group that the text names and has such fighters of: "the guerrillas"
        where it tells of "FMLN guerrillas"; unless nobody has claimed the deed."""
        groups = [e for e in self._entities.values() if e.named and e.first.kind in ARMED]
        only = groups[0] if len(groups) == 1 else None
        if only is None or not any(m.core for m in only.mentions) or only.country not in (None, *self._countries):
            return
        if self._unclaimed():
            return
        heads = {m.head for m in only.mentions}
        nouns = {m.noun for e in self._entities.values() for m in e.mentions if e is only or m.member in heads} - {None, ""}
        for entity in [e for e in self._entities.values() if self._can_be_of(e, only) and e.first.noun in nouns]:
            del self._entities[id(entity)]
            only.absorb(entity)

    def _can_be_of(self, fighters: Entity, group: Entity) -> bool:
        """Whether these are "the rebels", whoever they are: "terrorists" may be of any group, "six rebels" some others."""
        first = fighters.first
        if fighters.named or first.category != "fighters" or first.kind not in ARMED:
            return False
        alike = any(m.plural and m.acting and (m.definite or m.noun not in LABELS) for m in fighters.mentions)
        own = any(m.member is not None for m in fighters.mentions)
        return alike and not own and agree(fighters.country, group.country)

    def _unclaimed(self) -> bool:
        """Whether the text says that nobody has claimed what was done."""
        lower = self.words.lower
        return any(word in CLAIMED and not NOBODY.isdisjoint(lower[max(i - CLAIM_REACH, 0):i]) for i, word in enumerate(lower))

    def _read_pronoun(self, i: int, kind: str) -> None:
        entity = self.antecedents.find(i, kind)
        if entity is None:
            return
        entity.last = i
        self._move_up(entity)
        self.antecedents.note(i, entity)
        if kind != "relative":
            entity.pronouns.append(i)
        if kind in ONE:
            entity.gender = kind

    def _move_up(self, entity: Entity) -> None:
        """Makes it the party last spoken of."""
        self._entities.pop(id(entity), None)
        self._entities[id(entity)] = entity

    def _entity_of(self, mention: Mention) -> Entity:
        entity = self._antecedent(mention) or Entity()
        entity.take(mention)
        if mention.key:
            self._by_key[mention.key] = entity
            if mention.key.endswith(":coalition"):
                self._by_key[COALITION] = entity
        if mention.same is not None and self.antecedents.at(mention.same) is None:
            self._waiting[mention.same] = entity
        waiting = self._waiting.pop(mention.head, None)
        if waiting is not None and waiting.final() is not entity:
            self._entities.pop(id(waiting.final()), None)
            entity.absorb(waiting.final())
        return entity

    def _antecedent(self, mention: Mention) -> Entity | None:
        if mention.same is not None:
            return self.antecedents.at(mention.same)
        if mention.key:
            known = self._by_key.get(mention.key)
            return known.final() if known else None
        if mention.kind == "person":
            return self._same_person(mention)
        if self.words.dep[mention.head] == "attr" and mention.human and not mention.plural:
            return self._predicated(mention)
        if mention.counted:
            return self._same_count(mention) if mention.definite else None
        if self._possessed(mention):
            one = mention.kind == "unnamed" and not mention.plural
            return self._office(mention) or self._same_fate(mention) if one else None
        if mention.definite:
            return self._definite(mention)
        if mention.plural and mention.category in SAME_AGAIN and mention.end - mention.start == 1:
            return self._same_noun(mention)
        return None

    def _possessed(self, mention: Mention) -> bool:
        return self.words.dep[mention.start] == "poss" and self.words.lower[mention.start] in classes()

    def _back(self, mention: Mention, reach: int | None = None) -> Iterator[Entity]:
        """The entities before, the last mentioned first."""
        limit = self.words.sentence[mention.head] - reach if reach is not None else -1
        for entity in islice(reversed(self._entities.values()), LOOKBACK):
            if self.words.sentence[entity.last] < limit:
                break
            yield entity

    def _predicated(self, mention: Mention) -> Entity | None:
        """Whom "is a ..." speaks of."""
        words = self.words
        verb = words.head[mention.head]
        subject = self.antecedents.subject(verb)
        if subject is None:
            return None
        if any(words.head[i] == verb and words.dep[i] == "neg" for i in range(subject, mention.head)):
            return None
        entity = self.antecedents.at(subject)
        return entity if entity and entity.first.human and not entity.first.plural else None

    def _same_person(self, mention: Mention) -> Entity | None:
        """Who has this name or a fuller one; of several, who was called so before, else who is spoken of most."""
        mine = set(mention.name_words)
        if not mine:
            return None
        bare = mention.name_words[-1]
        fitting = []
        for entity in self._back(mention):
            theirs = entity.name_words
            possessive = len(mine) == 1 and bare.endswith("s") and bare[:-1] in theirs
            if theirs and agree(mention.gender, entity.gender) and (mine <= theirs or theirs <= mine or possessive):
                fitting.append(entity)
        return max(fitting, default=None, key=lambda e: (
            any(m.name_words == mention.name_words for m in e.mentions), len(e.mentions)))

    def _same_noun(self, mention: Mention) -> Entity | None:
        """The party without a name that had this noun."""
        return next((entity for entity in self._back(mention) if (
            mention.noun in entity.nouns and not entity.named and entity.first.plural == mention.plural
            and agree(mention.country, entity.country)
            and (mention.kind == entity.first.kind or mention.category not in BODY_NOUNS))), None)

    def _same_count(self, mention: Mention) -> Entity | None:
        """"The two Italians": as many people spoken of before whom the noun can mean."""
        number = self._number(mention)
        if number is None or not mention.human:
            return None
        return next((entity for entity in self._back(mention) if (
            not entity.named and entity.first.human and agree(mention.country, entity.country)
            and (mention.noun in entity.nouns or mention.noun in ANYBODY or not entity.nouns - ANYBODY)
            and any(self._number(m) == number for m in entity.mentions))), None)

    def _number(self, mention: Mention) -> str | None:
        """The number that the words of the phrase count its people with."""
        words = self.words
        if words.lower[mention.start] in PAIRS:
            return TWO
        numbers = (words.lower[i] for i in range(mention.start, mention.head) if words.dep[i] == "nummod")
        return next(numbers, None)

    def _definite(self, mention: Mention) -> Entity | None:
        """The party named before that "the ..." can only mean; with a complement of its own it means itself."""
        if not mention.plural and any(self.words.lower[i] in OTHERS for i in range(mention.start, mention.head)):
            return None
        known = self._same_noun(mention) if mention.member is None else None
        if known is not None and not known.first.counted:
            return known
        found = None
        if mention.kind == "unnamed" and not mention.plural:
            found = self._office(mention) or known or self._same_fate(mention) or self._of_that_kind(mention)
        elif mention.plural or mention.member is not None:
            return known or self._its_fighters(mention) or self._of_other_name(mention)
        elif mention.category == "bodies":
            found = self._force(mention)
        elif mention.category in BODY_NOUNS:
            found = self._body(mention)
        elif mention.category == "governments":
            found = next((entity for entity in self._back(mention) if (
                mention.noun in entity.nouns and agree(mention.country, entity.country))), None)
        return found or known

    def _its_fighters(self, mention: Mention) -> Entity | None:
        """The armed group by whose name such fighters were called before: "the fighters" behind "Taliban fighters"."""
        if mention.category not in SAME_AGAIN or mention.member is not None or mention.kind not in ARMED:
            return None
        return next((entity for entity in self._back(mention) if (
            entity.named and entity.first.kind in ARMED and mention.noun in entity.nouns)), None)

    def _force(self, mention: Mention) -> Entity | None:
        """"the army": the last army of anybody."""
        branch = ":" + branches().get(mention.noun or "", mention.noun or "")
        return next((entity for entity in self._back(mention) if (
            entity.first.kind == "force" and (entity.first.key or "").endswith(branch))), None)

    def _office(self, mention: Mention) -> Entity | None:
        """The person whose role has the word: "the ambassador"."""
        return next((entity for entity in self._back(mention) if (
            entity.first.kind == "person" and agree(mention.country, entity.country)
            and (mention.noun in entity.roles or mention.noun in entity.nouns))), None)

    def _of_that_kind(self, mention: Mention) -> Entity | None:
        """The person last told of whose office or rank makes him what the noun says: "the officer" behind "Colonel Haddad"."""
        ranks = _ranks().get(mention.noun or "")
        speaker = self._speaker(mention.head)
        return next((entity for entity in self._back(mention, DEFINITE_REACH) if (
            entity.first.kind == "person" and agree(mention.country, entity.country) and entity is not speaker
            and not ranks.isdisjoint(entity.roles))), None) if ranks else None

    def _of_other_name(self, mention: Mention) -> Entity | None:
        """The people without a name whom another noun called before that means the same: "the rebels" behind "guerrillas"."""
        others = next((nouns for nouns in _synonyms() if mention.noun in nouns), None)
        if others is None or mention.member is not None or mention.counted:
            return None
        return next((entity for entity in self._back(mention, DEFINITE_REACH) if (
            not entity.named and entity.first.plural and not others.isdisjoint(entity.nouns)
            and agree(mention.country, entity.country))), None)

    def _same_fate(self, mention: Mention) -> Entity | None:
        """Of whom the same was said by name: "the killing of Haddad" and "killed the Syrian general"."""
        fate = self._fate(mention.head)
        return next((entity for entity in self._back(mention) if (
            entity.first.kind == "person" and not entity.country and not entity.roles
            and any(self._fate(m.head) == fate for m in entity.mentions))), None) if fate else None

    def _fate(self, i: int) -> str | None:
        """The beginning of the word that says what was done to the token's party."""
        words = self.words
        above = words.head[i]
        if words.dep[i] in ("dobj", "nsubjpass"):
            return words.lower[above][:FATE]
        if words.dep[i] == "pobj" and words.lower[above] == "of":
            return words.lower[words.head[above]][:FATE]
        return None

    def _body(self, mention: Mention) -> Entity | None:
        """The group or organisation that "the group", "the observatory" means; not "the Red Hand group", "the aid group"."""
        words, anybody = self.words, mention.noun in word_set("people", "anybody")
        own = [i for i in range(mention.start, mention.head) if words.head[i] == mention.head]
        if any(words.pos[i] == "PROPN" and words.entity[i] not in OF_COUNTRIES for i in own):
            return self._called(mention)
        armed = mention.category == "groups" and (not anybody or mention.armed)
        civil = any(words.dep[i] == "poss" or words.lower[i] in CIVIL for i in own)
        kinds = ARMED if armed else CIVILIAN if civil else GROUPS
        speaker = self._speaker(mention.head)
        for entity in self._back(mention, DEFINITE_REACH):
            first = entity.first
            if first.kind not in kinds or first.plural or not agree(mention.country, entity.country) or entity is speaker:
                continue
            again = mention.noun in entity.nouns and (entity.named or first.kind == mention.kind)
            if again or mention.noun in first.name.lower().split() or (
                    entity.named and (anybody or mention.category == "groups")):
                return entity
        return None

    def _speaker(self, i: int) -> Entity | None:
        """Who says the clause that the token stands in: a phrase in it means somebody else, "the monitor said the group"."""
        words = self.words
        while words.dep[i] != "ccomp" and words.head[i] != i:
            i = words.head[i]
        subject = self.antecedents.subject(words.head[i]) if words.dep[i] == "ccomp" else None
        return self.antecedents.at(subject) if subject is not None else None

    def _called(self, mention: Mention) -> Entity | None:
        """The body whose name holds the name in the phrase: "the Haddad group" behind "the Haddad Brothers"."""
        words = self.words
        names = {words.lower[i] for i in range(mention.start, mention.head) if words.pos[i] == "PROPN"}
        return next((entity for entity in self._back(mention) if (
            entity.named and entity.first.kind in GROUPS and names <= set(entity.first.name.lower().split()))), None)
