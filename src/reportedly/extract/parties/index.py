"""Who acts, speaks or suffers."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from reportedly import model
from reportedly.extract.parties.appositions import join_appositions, join_bands
from reportedly.extract.parties.coreference import Resolver
from reportedly.extract.parties.entities import Entity
from reportedly.extract.parties.finder import Finder
from reportedly.extract.parties.known import owners_by_name
from reportedly.extract.parties.mentions import ARMED_BODIES, Mention, coalition_key
from reportedly.extract.parties.names import find_people
from reportedly.extract.parties.phrases import find_nouns
from reportedly.extract.parties.pronouns import SPEAKING, SUBJECTS, Antecedents, classes
from reportedly.extract.parties.repeated import join_repeated
from reportedly.extract.parties.words import Words, word_set
from reportedly.model import Document, Party, PartyKind, Place

NOMINAL = ("NOUN", "PROPN")
OPENING, CLOSING = frozenset("[("), frozenset(")]")
BESIDE = 2
"""How far behind a noun a name begins that a comma parts from it."""
FIGHTING = frozenset(("fighters", "personnel"))


class Parties:
    """The parties of one document, by the words that name them."""

    def __init__(self, doc: Doc, entities: Sequence[Entity] = ()) -> None:
        self._doc = doc
        self._entities: dict[str, Entity] = {}
        self._party_of: dict[int, str] = {}
        self._phrase_of: dict[int, tuple[int, int]] = {}
        self._body_of: dict[int, int] = {}
        self._sharing: dict[int, list[int]] = {}
        self._asked: set[str] = set()
        found = [(mention, self._register(entity)) for entity in entities for mention in entity.mentions[:1]]
        found += [(mention, party) for party, entity in self._entities.items() for mention in entity.mentions[1:]]
        for mention, party in sorted(found, key=lambda pair: pair[0].start - pair[0].end):
            for i in range(mention.start, mention.end):
                self._party_of[i] = party
                self._phrase_of[i] = (mention.start, mention.end)
                if mention.member is not None:
                    self._body_of[i] = mention.member
            if mention.noun_at is not None:
                self._sharing.setdefault(mention.noun_at, []).append(mention.head)
        for token in doc:
            if token.i in self._party_of and token.lower_ in classes():
                del self._party_of[token.i], self._phrase_of[token.i]
        for party, entity in self._entities.items():
            for i in entity.pronouns:
                self._party_of[i] = party
                self._phrase_of[i] = (i, i + 1)

    def relate(self, antecedents: Antecedents) -> None:
        """Relative pronouns lead to the party of the noun before them."""
        ids = {id(entity): party for party, entity in self._entities.items()}
        for i in antecedents.heads():
            party = ids.get(id(antecedents.at(i)))
            if party is not None:
                self._party_of.setdefault(i, party)

    def of(self, token: Token) -> str | None:
        """The id of the party that the mention with this token names, or the resolved pronoun. None: no party."""
        party = self._party_of.get(token.i)
        if party is not None:
            self._asked.add(party)
        return party

    def peek(self, token: Token) -> str | None:
        """As :meth:`of`, but the party is not thereby one of the dossier."""
        return self._party_of.get(token.i)

    def named(self, token: Token) -> bool:
        """Whether the token is in a mention of a party that has a name."""
        party = self.peek(token)
        return party is not None and self._entities[party].named

    def span_of(self, token: Token) -> Span | None:
        """The whole phrase of the mention with this token, the innermost; None: no mention."""
        phrase = self._phrase_of.get(token.i)
        return self._doc[phrase[0]:phrase[1]] if phrase else None

    def sharing(self, noun: Token) -> list[Token]:
        """Those before a noun that share it: "Rwandan" of "Rwandan and Mozambican troops", which names only the latter."""
        return [self._doc[i] for i in sorted(self._sharing.get(noun.i, ()))]

    def fullest(self, token: Token, party: str) -> Token:
        """The head of the mention up to the token, or right behind it ("the judge, | Ana Rivas"), that names the party most
        fully: a person's longest name, else the last noun; the token itself where there is none."""
        told = [m for m in self._entities[party].mentions if m.start <= token.i + BESIDE and self._doc[m.head].pos_ in NOMINAL]
        if not told:
            return token
        if self.kind(party) == "person":
            return self._doc[max(told, key=lambda m: (m.kind == "person", len(m.name), -m.start)).head]
        return self._doc[max(told, key=lambda m: m.start).head]

    def name_at(self, token: Token) -> Span | None:
        """The name alone in the mention headed by the token: a person's without office, an armed group's that is known."""
        party = self.peek(token)
        mentions = self._entities[party].mentions if party is not None else ()
        mention = next((m for m in mentions if m.head == token.i and (m.kind == "person" or m.core)), None)
        if mention is None or mention.core is not None:
            return self._doc[mention.core[0]:mention.core[1]] if mention is not None and mention.core else None
        phrase = self._doc[mention.start:mention.end]
        at = phrase.text.find(mention.name)
        begin = phrase.start_char + at
        return self._doc.char_span(begin, begin + len(mention.name)) if at >= 0 else None

    def name_before(self, token: Token, party: str) -> Span | None:
        """The name of the armed group where it was last named before the token, which only says what its people are.

        Of a group that is only named later its first name.
        """
        cores = sorted(m.core for m in self._entities[party].mentions if m.core is not None)
        last = max((core for core in cores if core[0] < token.i), default=cores[0] if cores else None)
        return self._doc[last[0]:last[1]] if last is not None else None

    def name_behind(self, token: Token) -> Token | None:
        """The head of the person's name that stands right behind the name of a body: "the Workers' Party (WP) leader X"."""
        at = self._phrase_of.get(token.i, (token.i, token.i + 1))[1]
        if at + 2 < len(self._doc) and self._doc[at].text in OPENING and self._doc[at + 2].text in CLOSING:
            at += 3
        elif at < len(self._doc) and self._doc[at].text in CLOSING:
            at += 1
        at = next((i for i in range(at, len(self._doc)) if not self._doc[i].is_space), at)
        phrase = self._phrase_of.get(at)
        party = self._party_of.get(at)
        if phrase is None or phrase[0] != at or party is None or self.kind(party) != "person":
            return None
        return next((self._doc[m.head] for m in self._entities[party].mentions if m.start == at), None)

    def body_of(self, token: Token) -> Token | None:
        """What the people whom the mention with this token names belong to, where its words say so and it bears arms."""
        body = self._doc[self._body_of[token.i]] if token.i in self._body_of else None
        party = self.peek(body) if body is not None else None
        own = self.peek(token)
        return body if party is not None and party != own and self.bears_arms(party) else None

    def add(self, phrase: Span, kind: PartyKind = "unnamed", country: str | None = None, key: str | None = None) -> str:
        """The id of the party that ``phrase`` names: the one known already, or a new one of that kind, country and key."""
        known = self.of(phrase.root)
        if known is None:
            entity = Entity()
            entity.take(Mention(phrase.start, phrase.end, phrase.root.i, kind, phrase.text, key=key, country=country))
            known = self._register(entity)
            self._asked.add(known)
            for i in range(phrase.start, phrase.end):
                self._party_of.setdefault(i, known)
                self._phrase_of.setdefault(i, (phrase.start, phrase.end))
        return known

    def add_mention(self, party: str, phrase: Span) -> None:
        """Takes ``phrase`` as one more mention of a known party."""
        entity = self._entities[party]
        first = entity.first
        entity.take(Mention(phrase.start, phrase.end, phrase.root.i, first.kind, phrase.text))
        self._asked.add(party)
        for i in range(phrase.start, phrase.end):
            self._party_of.setdefault(i, party)
            self._phrase_of.setdefault(i, (phrase.start, phrase.end))

    def government(self, country: str) -> str | None:
        """The party that is the state of that country (ISO 3166-1 alpha-3), where the text names it as one that acts."""
        states = (p for p, e in self._entities.items() if e.country == country and e.first.kind == "government" and (
            e.named or (e.first.key is None and len(e.first.name.split()) == 1)) and not self._is_rival(e))
        return next(states, None)

    def _is_rival(self, entity: Entity) -> bool:
        """Whether it is a government beside that of the state: "the exiled National Unity Government"."""
        around = (t.lower_ for m in entity.mentions for t in self._doc[max(0, m.start - 2):m.end])
        return not word_set("people", "rivals").isdisjoint(around)

    def coalition(self, country: str) -> str | None:
        """The party that is the coalition led by that country (ISO 3166-1 alpha-3), where the text names it."""
        return next((p for p, e in self._entities.items() if e.first.key == coalition_key(country)), None)

    def kind(self, party: str) -> PartyKind:
        """What kind of party it is."""
        return self._entities[party].first.kind

    def bears_arms(self, party: str) -> bool:
        """Whether it is an armed group or a force, not a person of one."""
        return self.kind(party) in ARMED_BODIES

    def country(self, party: str) -> str | None:
        """The country that it is of (ISO 3166-1 alpha-3)."""
        return self._entities[party].country

    def side(self, party: str) -> str:
        """The country whose government or force it is (ISO 3166-1 alpha-3), else itself: "Russian jets" are Russia."""
        country = self.country(party)
        return country if country and self.kind(party) in ("government", "force") else party

    def name(self, party: str) -> str:
        """Its fullest name in the text; for an unnamed party the words of its first mention."""
        entity = self._entities[party]
        if entity.first.kind == "person":
            names = {m.name for m in entity.mentions if m.kind == "person"}
            plain = [name for name in names if not (name.endswith("s") and name[:-1] in names)]
            return max(plain, key=lambda name: (len(name), name))
        return entity.first.name

    def all(self) -> tuple[Party, ...]:
        """Every party that has a name and acts, and every one asked for, in order of first mention."""
        used = set(self._asked)
        used.update(party for party, entity in self._entities.items()
                    if entity.named and any(mention.acting for mention in entity.mentions))
        owner = {party: self._member_of(entity) for party, entity in self._entities.items() if party in used}
        used.update(group for group in owner.values() if group)
        parties = [self._party(party, owner.get(party)) for party in used]
        return tuple(sorted(parties, key=lambda party: party.spans[0]))

    def _party(self, party: str, owner: str | None) -> Party:
        entity = self._entities[party]
        role = next((mention.role for mention in entity.mentions if mention.role), None)
        spans = {self._span(mention.start, mention.end) for mention in entity.mentions}
        spans.update(self._span(i, i + 1) for i in entity.pronouns)
        kind = "unnamed" if self._are_some(entity) else self.kind(party)
        return Party(party, self.name(party), kind, entity.country, role, owner if owner != party else None,
                     tuple(sorted(spans)))

    def _are_some(self, entity: Entity) -> bool:
        """Whether those who fight are only people: no name says who they are together, and they don't speak as one."""
        band = entity.first.category in ("groups", "heads") and entity.first.noun in word_set("people", "bands")
        if entity.named or not (band or entity.first.category in FIGHTING):
            return False
        return not any(self._doc[m.head].dep_ in SUBJECTS and self._doc[m.head].head.lemma_.lower() in SPEAKING
                       for m in entity.mentions)

    def _member_of(self, entity: Entity) -> str | None:
        for mention in entity.mentions:
            if mention.member is not None and mention.member in self._party_of:
                return self._party_of[mention.member]
        first = entity.first
        owner = owners_by_name().get(first.name)
        if owner is None:
            return None
        return next((party for party, other in self._entities.items() if other.first.name == owner), None)

    def _span(self, start: int, end: int) -> model.Span:
        last = self._doc[end - 1]
        return model.Span(self._doc[start].idx, last.idx + len(last))

    def _register(self, entity: Entity) -> str:
        first = min(entity.mentions, key=lambda mention: mention.start)
        at = [first.start, first.head, *range(first.start, first.end)]
        names = (name for i in at if (name := f"p{self._doc[i].idx}") not in self._entities)
        party = next(names, f"p{self._doc[first.start].idx}.{len(self._entities)}")
        self._entities[party] = entity
        return party


def find_parties(doc: Doc, document: Document, places: Sequence[Place]) -> Parties:
    """All mentions of parties in the text, with what they tell of each other."""
    words = Words(doc)
    finder = Finder(words, places)
    finder.find_names()
    find_people(finder)
    find_nouns(finder)
    join_appositions(words, finder.mentions)
    join_bands(words, finder.mentions)
    join_repeated(words, finder.mentions)
    resolver = Resolver(words, finder.mentions, {place.country for place in places})
    parties = Parties(doc, resolver.run())
    parties.relate(resolver.antecedents)
    return parties
