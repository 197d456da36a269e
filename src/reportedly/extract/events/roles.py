"""Who takes part in an event and what was hit, from head tokens to spans with their parties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from reportedly import lexicon
from reportedly.extract.events.coordination import conjuncts, joined_before
from reportedly.extract.events.drafts import NOMINAL, PEOPLE, Draft, is_thing, is_weapon
from reportedly.extract.events.identified import Identities
from reportedly.extract.events.listed import opener, things_beside
from reportedly.extract.events.role_phrases import end_of, meant, names_nobody, only_people, people_beside, role_span
from reportedly.extract.events.same_things import same_things
from reportedly.extract.events.syntax import MODIFIERS, PLACE_LABELS, PLURAL
from reportedly.extract.events.words import general_words, kinds_of_things, kinds_of_weapons, words
from reportedly.extract.figures.people import is_person
from reportedly.extract.parties import Parties
from reportedly.model import Event, Incident, Role, Span

BODY_LABELS = ("", "ORG", "NORP")
NAMING = ("NOUN", "PROPN", "PRON", "NUM")

Told = TypeVar("Told", Event, Incident)


def without_mere_people(doc: Doc, told: Told) -> Told:
    """What was hit without those of whom no more is said than that they are people: the figures tell how many."""
    def kept(roles: Sequence[Role]) -> tuple[Role, ...]:
        phrases = ((r, doc.char_span(r.span.start, r.span.end, alignment_mode="expand")) for r in roles)
        return tuple(r for r, phrase in phrases if phrase is None or not only_people(phrase.root))

    return replace(told, targets=kept(told.targets), victims=kept(told.victims))


class Roles:
    """The parts of the events of one document, under the words that name them most fully."""

    def __init__(self, doc: Doc, parties: Parties, drafts: Sequence[Draft]) -> None:
        self._parties = parties
        self._identities = Identities(doc, parties)
        hit = [t for draft in drafts for noun in draft.targets for t in self._with_names(noun)]
        used = [t for draft in drafts for noun in draft.weapons for t in meant(noun)]
        self._same = {**same_things(used, kinds_of_weapons()), **same_things(hit, kinds_of_things())}

    def doers(self, heads: Iterable[Token], speaker: str | None) -> tuple[Role, ...]:
        """Who acts: whoever does so under a name, or as a person, is a party, known before or not; "we" is the speaker."""
        found: set[Role] = set()
        for head in self._told(heads):
            party = speaker if _pronoun(head) in words("identity", "speaker") else self._parties.of(head)
            if not _names_nothing(head, party):
                found.update(self._doer(head, party))
        return tuple(sorted(found, key=lambda r: r.span))

    def victims(self, heads: Iterable[Token]) -> tuple[Role, ...]:
        """Who was killed, hurt or taken."""
        return self._hit(self._told(heads))

    def targets(self, heads: Iterable[Token]) -> tuple[Role, ...]:
        """What and who was hit; a thing told of again under the words that name it most fully."""
        return self._hit(s for t in self._told(heads) for s in self._same.get(t.i, (t,)))

    def weapons(self, draft: Draft) -> tuple[Span, ...]:
        """What it was done with, each once, the larger phrase of two; aircraft that are told as the doers are no weapon too."""
        nouns = [t for t in draft.weapons if t not in draft.actors]
        named = (s for noun in nouns for t in _kinds(noun) if t.pos_ in NOMINAL or is_weapon(t)
                 for s in self._same.get(t.i, (t,)))
        spans = _joined({role_span(t, plain=True) for t in named})
        return tuple(s for s in spans if not any(s != o and o.start <= s.start and s.end <= o.end for o in spans))

    def _told(self, heads: Iterable[Token]) -> Iterator[Token]:
        somebody = (head for head in heads if head.lower_ not in words("phrases", "nobody"))
        return iter(dict.fromkeys(t for named in somebody for t in self._with_names(named)))

    def _with_names(self, named: Token) -> Iterator[Token]:
        """Those whom the noun stands for, and those whom the words beside it or them name."""
        listed = things_beside(named)
        told = bool(listed) and opener(listed[0]).is_punct  # "two vehicles: a bus and a van"
        yield from self._parties.sharing(named)
        if not (told and named.tag_ == "NNS" and named.lemma_.lower() in general_words()):
            yield from self._identities.of(named)
        yield from listed

    def _hit(self, heads: Iterable[Token]) -> tuple[Role, ...]:
        found, by_name = set[Role](), set[Role]()
        for head in dict.fromkeys(heads):
            party = self._party_hit(head)
            if not _names_nothing(head, party):
                named = self._antecedent(head, party)
                name = self._parties.name_at(named) or self._group_before(named, party)
                span = _span(name) if name is not None else self._own(named, role_span(named, person=self._is_person(party)))
                found.add(Role(span, party))
                by_name.update([Role(span, party)] if name is not None else ())
        described = {r for r in found - by_name if self._is_person(r.party) and any(n.party == r.party for n in by_name)}
        return tuple(sorted(found - described, key=lambda r: r.span))

    def _party_hit(self, head: Token) -> str | None:
        """The party that the word names; the guards' "post" that is hit is no message, and a body only under its name."""
        known = None if _pronoun(head) in words("identity", "speaker") else self._parties.peek(head)
        if known is None or (is_thing(head) and self._parties.kind(known) in PEOPLE):
            return None
        return self._parties.of(head)

    def _doer(self, plural: Token, party: str | None) -> Iterator[Role]:
        """Who the word says did it, the people beside their group, and the bodies that they are of."""
        parties, head = self._parties, self._antecedent(plural, party)
        name = self._named_doer(head) or self._group_before(head, party)
        span = _span(name) if name is not None else self._own(head, role_span(head, counted=True, person=self._is_person(party)))
        span = (_crew(head) if name is None else None) or span
        if party is None:
            body = head.lemma_.lower() in words("sides", "bodies")
            if (head.pos_ != "PROPN" and not is_person(head.lower_) and not body) or (
                    head.ent_type_ in PLACE_LABELS and head.tag_ != "NNPS"):  # "the Black Eagles"
                return
        men = people_beside(plural, name) if name is not None else None
        if men is not None:
            yield Role(men)
        if party is None:
            named = head.doc.char_span(span.start, span.end, alignment_mode="contract") or head.doc[head.i:head.i + 1]
            party = parties.add(named, "organisation" if head.pos_ == "PROPN" else "unnamed")
        above = (parties.body_of(head) if head.pos_ != "PRON" else None) or self._identities.body(party)
        owner = self._owner(head) if above is None and name is None else None
        if owner is not None:
            yield Role(_span(owner), parties.of(owner.root))
            span = people_beside(head, owner) or span
        yield Role(span, party)
        while above is not None:
            body_name = self._named_doer(above) or self._group_before(above, parties.of(above))
            yield Role(_span(body_name) if body_name is not None else role_span(above, counted=True), parties.of(above))
            above = parties.body_of(above)

    def _own(self, noun: Token, span: Span) -> Span:
        """The words of one of those who share a noun, without the others: "Mozambican troops"; of "the Taliban and
        Afghan | forces" the latter."""
        phrase = self._parties.span_of(noun) if self._parties.sharing(noun) else None
        first = next((c for c in joined_before(noun) if self._parties.peek(c) not in (None, self._parties.peek(noun))), None)
        if first is not None:
            joint = next(t for t in first.rights if t.dep_ == "cc")
            return Span(max(span.start, joint.nbor().idx), span.end)
        return Span(max(span.start, phrase.start_char), span.end) if phrase is not None else span

    def _is_person(self, party: str | None) -> bool:
        return party is not None and self._parties.kind(party) == "person"

    def _group_before(self, head: Token, party: str | None) -> SpacySpan | None:
        """The name of the armed group that "the group", a plural, or "rebel" in "a rebel raid" only says the people of."""
        if party is None or self._parties.kind(party) != "armed group":
            return None
        if head.tag_ not in PLURAL and head.dep_ not in MODIFIERS and head.lemma_.lower() not in words("sides", "groups"):
            return None
        return self._parties.name_before(head, party)

    def _named_doer(self, head: Token) -> SpacySpan | None:
        """The name at the token; a person's with the office or rank before it, by which it is told who acted as what.

        Of a unit or group the name that stands beside it: "a commando unit, the Red Hand".
        """
        name, whole = self._parties.name_at(head), self._parties.span_of(head)
        if name is None and head.tag_ == "NN" and head.lemma_.lower() in words("sides", "bodies") | words("sides", "groups"):
            beside = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and c.ent_type_ in BODY_LABELS
                           and not any(t.like_num for t in c.lefts)), None)
            if beside is None:
                return None
            first = next((t.i for t in beside.subtree if t.pos_ == "PROPN"), beside.i)
            return self._parties.name_at(beside) or head.doc[first:end_of(beside).i + 1]
        if name is None or whole is None or not self._is_person(self._parties.peek(head)):
            return name
        first = next((t.i for t in whole if t.pos_ in NOMINAL), name.start)
        return head.doc[min(first, name.start):name.end]

    def _owner(self, people: Token) -> SpacySpan | None:
        """The name of the armed group or force that the words before people or a unit say they are of: "an FMLN column"."""
        if people.pos_ == "PROPN":
            return None
        parties, own, name = self._parties, self._parties.peek(people), None
        beside = parties.sharing(people)
        for token in (t for t in people.doc[people.left_edge.i:people.i] if t not in beside):
            party = parties.peek(token) if token.pos_ != "PRON" else None
            if party is not None and party != own and parties.named(token) and parties.bears_arms(party):
                name = parties.name_at(token) or _without_acronym(parties.span_of(token)) or name
        return name if name is not None and name.end <= people.i else None

    def _antecedent(self, head: Token, party: str | None) -> Token:
        """The noun that names whom the word means: before it, for a pronoun; the fullest name so far, for a person.

        Of "Taliban fighters" the name; else the word itself.
        """
        parties = self._parties
        if head.tag_ == "NNS" and party is not None and parties.kind(party) == "armed group":
            names = [c for c in head.lefts if c.dep_ == "compound" and parties.peek(c) == party]
            return next((c for c in reversed(names) if parties.name_at(c) is not None), head)
        if party is None or (head.pos_ != "PRON" and parties.kind(party) != "person"):
            return head
        return parties.fullest(head, party)


def _without_acronym(name: SpacySpan | None) -> SpacySpan | None:
    """The name before the bracket in which its acronym stands: "National Front (NF)"."""
    bracket = next((t.i for t in name if t.text == "("), name.end) if name is not None else 0
    return name.doc[name.start:bracket] if name is not None and bracket > name.start else name


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those as one with nothing but a blank between them: "barrel bomb" in "a barrel bomb attack"."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start == joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _kinds(weapons: Token) -> list[Token]:
    """The weapons that the words mean; those told as such that they are: "weapons such as | flamethrowers"."""
    such = (c for c in weapons.rights if c.dep_ == "prep" and c.lower_ == "as" and any(t.lower_ == "such" for t in c.lefts))
    return [t for prep in such for c in prep.children if c.dep_ == "pobj" for t in conjuncts(c)] or meant(weapons)


def _crew(machine: Token) -> Span | None:
    """The force whose the machines are that act: "air force" in "air force helicopters"."""
    forces = lexicon.load("forces")
    if machine.lemma_.lower() not in forces["machines"]:
        return None
    force = next((c for c in machine.lefts if c.dep_ == "compound" and c.lower_ in (*forces["bodies"], "force")), None)
    return Span(role_span(machine).start, force.idx + len(force)) if force is not None else None


def _span(phrase: SpacySpan) -> Span:
    return Span(phrase.start_char, phrase.end_char)


def _pronoun(head: Token) -> str:
    """The word in small letters if it can be a pronoun: "US" is none."""
    return head.lower_ if head.pos_ == "PRON" or not head.is_upper else ""


def _names_nothing(head: Token, party: str | None) -> bool:
    """Whether the word names nobody and no thing: a count, a pronoun that stands for nobody told of, an abstraction."""
    unknown = head.pos_ not in NAMING or _pronoun(head) in words("phrases", "pronouns")
    abstract = head.pos_ == "NOUN" and head.lemma_.lower() in words("phrases", "abstract")
    return names_nobody(head) or (party is None and (unknown or abstract))
