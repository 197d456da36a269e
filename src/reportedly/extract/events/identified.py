"""Descriptions of people whom the report names: "the victims were identified as A and B", "they are A and B"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from reportedly.extract.events.coordination import conjuncts
from reportedly.extract.events.listed import names_after, names_beside, only_some
from reportedly.extract.events.role_phrases import meant
from reportedly.extract.events.syntax import PLURAL, SUBJECTS, is_definite, prepositions
from reportedly.extract.events.words import words
from reportedly.extract.figures.quantities import find_quantities
from reportedly.extract.parties import Parties

DESCRIBING = ("NOUN", "PROPN", "ADJ", "NUM")
NAMED = ("person", "organisation")
MOST_NAMED = 50
"""Of more people than that a report names only some, who are told apart by more than one word for them."""


class Identities:
    """Who those are that a report describes, where it names them."""

    def __init__(self, doc: Doc, parties: Parties) -> None:
        self._parties = parties
        self._names: dict[str, list[Token]] = {}
        self._sizes: dict[str, int] = {}
        self._heads: dict[str, Token] = {}
        self._some: set[str] = set()
        self._bodies: dict[str, Token] = {}
        for token in doc:
            party = parties.peek(token)
            if token.dep_ == "poss" and (party is None or parties.kind(party) == "force"):  # nobody names the police
                self._name_group(token.head, _names_of_them(token))
            if party is None and token.lower_ == "they":
                self._name_group(token, _names_of_them(token))
            if party is None or parties.kind(party) != "unnamed":
                continue
            if token.pos_ in DESCRIBING:
                self._heads.setdefault(party, token)
                if (size := _size(token)) is not None:
                    self._sizes.setdefault(party, size)
                for body in _bodies_of(token, parties):
                    self._bodies.setdefault(party, body)
            self._read(token, party)

    def _read(self, token: Token, party: str) -> None:
        names = names_beside(token) if token.pos_ in DESCRIBING else _names_of_them(token)
        if not names:
            return
        self._add(party, names)
        if only_some(token):
            self._some.add(party)
        elif token.tag_ in PLURAL and self._heads[party] is token:
            self._name_group(token, names)

    def _add(self, party: str, names: Iterable[Token]) -> None:
        known = self._names.setdefault(party, [])
        known += [t for t in names if self._is_name(t) and not any(self._same(t, other) for other in known)]

    def _name_group(self, described: Token, names: Sequence[Token]) -> None:
        """Gives the names to the one group told of before that has as many people: "The names are known. They are A and B"."""
        people = len({self._parties.peek(t) or t.text for t in names if self._is_name(t)})
        own = self._parties.peek(described)
        groups = [p for p, head in self._heads.items() if (
            p != own and head.i < described.i and self._sizes.get(p) == people and not self._names.get(p)
            and (own is None or self._parties.country(p) in (None, self._parties.country(own))))]
        if people > 1 and len(groups) == 1 and (
                own is None or is_definite(described) or any(c.tag_ == "PRP$" for c in described.lefts)):
            self._add(groups[0], names)
        elif people > 1 and own is None and described.sent.start:
            before = described.doc[described.sent.start - 1].sent
            told = {p for t in before if (p := self._parties.peek(t)) is not None and self._sizes.get(p, 0) > people}
            if len(told) == 1:
                self._add(told.pop(), names)

    def body(self, party: str | None) -> Token | None:
        """The name of the armed group or force that those described are said to be of."""
        return self._bodies.get(party) if party is not None else None

    def of(self, named: Token) -> Iterator[Token]:
        """Those whom the noun stands for, and whom the report names them to be; all of them named: only the names."""
        if named.lower_ in words("phrases", "they") and self._parties.peek(named) is None:
            yield from self._listed_before(named) or [named]
            return
        for head in meant(named):
            names = [t for t in (*names_beside(named), *names_beside(head)) if t.i != head.i]
            party = self._parties.peek(head)
            if party is not None and self._parties.kind(party) == "unnamed":
                names += self._names.get(party, ()) if self._sizes.get(party, 0) <= MOST_NAMED else ()
                if self._are_all(head, party, names):
                    yield from names
                    continue
            yield head
            yield from names

    def _listed_before(self, pronoun: Token) -> list[Token]:
        """The people of the one list of names in the pronoun's sentence up to it, or else in the sentence before."""
        sentence = pronoun.sent
        before = sentence[0].nbor(-1).sent if sentence.start else None
        for tokens in (sentence[:pronoun.i - sentence.start], before or ()):
            lists = [conjuncts(t) for t in tokens if t.dep_ != "conj" and self._is_person(t)]
            named = [[t for t in people if self._is_person(t)] for people in lists if len(people) > 1]
            if named:
                return named[0] if len(named) == 1 and len(named[0]) > 1 else []
        return []

    def _is_person(self, token: Token) -> bool:
        party = self._parties.peek(token)
        return party is not None and self._parties.kind(party) == "person" and token.pos_ == "PROPN"

    def _are_all(self, head: Token, party: str, names: list[Token]) -> bool:
        """Whether the names are all of those described."""
        people = {self._parties.peek(t) or t.text for t in names if self._is_name(t)}
        if not people or party in self._some or only_some(head):
            return False
        size = _size(head) or self._sizes.get(party)
        return len(people) >= size if size is not None else True

    def _is_name(self, token: Token) -> bool:
        party = self._parties.peek(token)
        return token.pos_ == "PROPN" if party is None else self._parties.kind(party) in NAMED

    def _same(self, one: Token, other: Token) -> bool:
        party = self._parties.peek(one)
        return party is not None and party == self._parties.peek(other)


def _size(noun: Token) -> int | None:
    """How many people the phrase says there are; None: it doesn't say."""
    if noun.lower_ in words("phrases", "couples"):
        return 2
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    counts = [c for c in noun.lefts if c.dep_ == "nummod"] or ([above] if above.tag_ == "CD" else [])
    for count in counts:
        found = find_quantities([count.lower_])
        if found:
            return found[0].low
    if noun.tag_ in PLURAL or noun.tag_ == "NNPS" or noun.lower_ in words("phrases", "measures"):
        return None
    return 1 if noun.tag_ in ("NN", "NNP") else None


def _bodies_of(people: Token, parties: Parties) -> Iterator[Token]:
    """The bodies that people are said to belong to or be members of: "the gunmen belonged to", "who are members of"."""
    told = [c for c in people.rights if c.dep_ in ("acl", "relcl")]
    told += [people.head] if people.dep_ in (*SUBJECTS, "dobj") else []
    told += [c for verb in told for c in verb.children if c.dep_ == "xcomp"]
    for verb in told:
        if any(c.dep_ == "neg" for c in verb.children):
            continue
        lemma = verb.lemma_.lower()
        if lemma in words("among", "linked"):
            yield from (t for prep, t in prepositions(verb) if prep in words("among", "linked_to") and _is_body(t, parties))
        elif verb.dep_ == "acl" and lemma in words("among", "serving"):
            yield from (t for prep, t in prepositions(verb) if prep == "for" and _is_body(t, parties))
        elif lemma in words("among", "name"):
            named = [c for c in verb.children if c.dep_ in ("attr", "oprd")] + [t for p, t in prepositions(verb) if p == "as"]
            yield from (body for t in named if (body := parties.body_of(t)) is not None)


def _is_body(token: Token, parties: Parties) -> bool:
    party = parties.peek(token)
    return party is not None and parties.bears_arms(party)


def _names_of_them(pronoun: Token) -> list[Token]:
    """The names behind "they are", "they were identified as", "their names are"."""
    told = pronoun.head if pronoun.dep_ == "poss" and pronoun.head.lemma_.lower() in words("among", "called") else pronoun
    verb = told.head
    if told.dep_ not in SUBJECTS or verb.lemma_.lower() not in words("among", "name"):
        return []
    return [t for t in names_after(verb) if t.i > verb.i]
