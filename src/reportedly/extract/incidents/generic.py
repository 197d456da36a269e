"""Which mentions of violence tell of no one happening: of a kind, of a habit, of what anybody may do to anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from reportedly.extract.events.settings import VERBAL, tokens_of
from reportedly.extract.events.syntax import MODIFIERS
from reportedly.extract.events.words import entries, lemmas_with, words
from reportedly.extract.figures.quantities import spans_years
from reportedly.extract.incidents.happening import OPEN_TYPE
from reportedly.model import Event, Role

PRESENT = ("VBP", "VBZ")
PARTS = ("prep", "pobj", "dobj", "nsubj", "nsubjpass", "agent", "conj")
CLAUSES = ("xcomp", "advcl")
HAVE, OF = "have", "of"
COUNTS = ("det", "nummod", "poss", "predet")
LISTS = ("punct", "cc", "conj", "appos")
ABDUCTION = "abduction"
THOUSANDS, HUNDREDS = 1000, 200
"""So many at no one place on no day, those of the second number in the perfect, are no one happening's."""


def goes_on(deed: Token) -> bool:
    """Whether a deed that no day is told of is a habit or a standing war: "regularly bomb", "frequent raids", "fight for"."""
    return _is_waged(deed) or any(map(_recurs, told_by(deed)))


def told_by(deed: Token) -> Iterator[Token]:
    """The deed, and the words of violence or the verbs without a meaning of their own that it is a part of."""
    yield deed
    known = words("light", "verbs") | words("light", "happen")
    apart = words("among", "including") | words("where", "elsewhen") - {OF}
    while deed.dep_ in PARTS and deed.lower_ not in apart:
        deed = deed.head
        lemma = deed.lemma_.lower()
        if deed.pos_ in VERBAL and lemma not in known and lemma not in entries("verb"):
            return
        yield deed


def is_support(deed: Token) -> bool:
    """Whether it only says by what those who act were helped: "troops backed by | air strikes", "under cover of shelling"."""
    while deed.dep_ == "conj":
        deed = deed.head
    link = deed.head
    helped = link.head if deed.dep_ == "pobj" and link.lower_ in words("generic", "support_by") else deed
    return helped is not deed and helped.lemma_.lower() in words("generic", "support") and helped.tag_ != "VBG"


def _recurs(deed: Token) -> bool:
    """Whether the words beside it say that it is done again and again, or was done some time in the past."""
    if any(c.lower_ in words("generic", "frequent") for c in deed.lefts if deed.pos_ == "NOUN"):
        return True
    if deed.pos_ not in VERBAL:
        return False
    if any(c.dep_ == "advmod" and c.lower_ in words("generic", "ever") for c in deed.children):
        return True
    around = {t.lower_ for c in deed.children if c.dep_ in ("advmod", "prep") for t in (c, *c.children)}
    return _is_perfect(deed) and bool(around & words("generic", "once"))


def _is_waged(verb: Token) -> bool:
    """Whether it tells of a war that is waged, or only who wages it: "rebels fighting in the north", "are fighting for"."""
    if verb.pos_ not in VERBAL or verb.lemma_.lower() not in words("generic", "wage"):
        return False
    against = any(c.dep_ == "dobj" for c in verb.children)
    describes = verb.dep_ == "acl" and verb.head.i < verb.i and not verb.nbor(-1).is_punct
    if verb.tag_ == "VBG" and (describes or (verb.dep_ == "pcomp" and against)):
        return True
    aimed = any(c.lower_ in words("generic", "cause") or (c.dep_ in CLAUSES and c.tag_ == "VB") for c in verb.children)
    return (_is_perfect(verb) or _is_habit(verb)) and (aimed or verb.dep_ == "relcl")


def _is_perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == HAVE for c in verb.lefts)


def is_generic(doc: Doc, events: Sequence[Event], tokens: Sequence[Token], settled: bool, named: bool) -> bool:
    """Whether the events with these triggers are no one happening. ``settled``: a day, or a place in some country, is said
    of them; ``named``: somebody who was hit is.

    Such are bare plurals ("attacks on civilians are a crime"), what is told in the present or as a habit ("who kill
    women", "are attacking the population"), what was done to people of a kind ("have murdered judges"), and "the crime"
    where none was told.
    """
    if all(t.lemma_.lower() in lemmas_with("points") for t in tokens):
        return True
    if all(_is_crime(t) and (not settled or _is_charged(t)) for t in tokens):
        return True
    actors = any(e.actors for e in events)
    hit = [r for e in events for r in (*e.targets, *e.victims)]
    places, times = any(e.place for e in events), any(e.time for e in events)
    parts = sum(map(bool, (actors, hit, places, times)))
    bare = all(map(_is_bare_plural, tokens))
    if parts == 0 or (bare and parts < 2):
        return True
    kinds = not named and all(_is_kind(doc, r) for r in hit) and not any(t.pos_ == "NOUN" and _is_counted(t) for t in tokens)
    return not settled and (all(map(_is_habit, tokens)) or (kinds and (bare or bool(hit))))


def tells_habit(doc: Doc, events: Sequence[Event], tokens: Sequence[Token], settled: bool) -> bool:
    """Whether the events are what is done to people of a kind now or ever: no more of any happening told before."""
    hit = [r for e in events for r in (*e.targets, *e.victims)]
    return not settled and bool(hit) and all(map(_is_habit, tokens)) and all(_is_kind(doc, r) for r in hit)


def is_toll(events: Sequence[Event], tokens: Sequence[Token], counts: Mapping[str, int]) -> bool:
    """Whether all that is told, of no day, is how many a war or a rule has harmed: "thousands were murdered by the militias".

    ``counts``: the number that each event is told of.
    """
    told = list(zip(events, tokens, strict=True))
    suffered = lemmas_with("harm") | words("generic", "suffered")
    if any(e.weapons or not (e.type == ABDUCTION or (e.type == OPEN_TYPE and t.lemma_.lower() in suffered)) for e, t in told):
        return False
    if any(c.tag_ == "VBG" and c.lemma_.lower() in words("realis", "means") for t in tokens for c in t.subtree):
        return False  # "killed 1,300 people using gas"
    numbers = [(counts.get(e.id, 0), t) for e, t in told]
    return any(number >= THOUSANDS or (number >= HUNDREDS and _has_been(t)) for number, t in numbers)


def _has_been(verb: Token) -> bool:
    """Whether it is told in the perfect, as of a time that is not over: "have been killed"."""
    while verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not any(c.dep_ == "aux" for c in verb.children):
        verb = verb.head
    return any(c.dep_ == "aux" and c.lemma_ == HAVE and c.tag_ in PRESENT for c in verb.lefts)


def is_sum(verb: Token) -> bool:
    """Whether the words around what is counted sum up a time or a war: "have been killed since 1989"."""
    told = [t.lower_ for t in verb.subtree]
    if verb.dep_ in ("relcl", "acl"):
        told += [verb.head.lower_, *(c.lower_ for c in verb.head.lefts)]
    if not words("sums", "words").isdisjoint(told):
        return True
    if spans_years(told) or not any(words("sums", key).isdisjoint(told) for key in ("spans", "units")):
        return True
    text = f" {' '.join(told)} "
    return any(f" {phrase} " in text for phrase in words("sums", "phrases"))


def _is_crime(noun: Token) -> bool:
    """Whether the noun only names a kind of deed: "were charged with murder", "tried for murder, robbery and arson"."""
    bare = noun.tag_ == "NN" and all(c.dep_ in LISTS for c in noun.children)
    return bare and _first_listed(noun).dep_ == "pobj"


def _is_charged(crime: Token) -> bool:
    """Whether somebody is pursued for the crime: the day and the place are then those of the charge."""
    over = _first_listed(crime).head.head
    return any(over.lemma_.lower() in words("blame", key) for key in ("charges", "pursue", "pursuits", "object_of", "adjectives"))


def _first_listed(noun: Token) -> Token:
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ == "NOUN":
        noun = noun.head
    return noun


def _is_bare_plural(noun: Token) -> bool:
    return noun.tag_ == "NNS" and not any(c.dep_ in COUNTS for c in noun.children)


def _is_counted(noun: Token) -> bool:
    return any(c.dep_ in COUNTS or c.lower_ in words("generic", "some") for c in noun.children) or _counts(noun.head.head)


def _counts(noun: Token) -> bool:
    """Whether the noun is a number of those behind its "of": "scores of villagers"."""
    return noun.lower_ in words("generic", "some") and any(c.lower_ == "of" for c in noun.children)


def _is_habit(verb: Token) -> bool:
    """Whether the verb tells what is done now or ever, not what once was, or what it led to: "are holding the mayor"."""
    if verb.lemma_.lower() in lemmas_with("later"):
        return False
    progressive = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.tag_ in PRESENT for c in verb.children)
    continues = verb.dep_ == "xcomp" and verb.head.tag_ in PRESENT and verb.head.lemma_.lower() in words("generic", "continue")
    does = verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lemma_ == "do" and c.tag_ in PRESENT for c in verb.children)
    return verb.tag_ in PRESENT or progressive or continues or does or _is_known_for(verb)


def _is_known_for(verb: Token) -> bool:
    """Whether somebody is known for doing so: "notorious for kidnapping girls"."""
    over = verb.head.head
    return verb.tag_ == "VBG" and verb.dep_ == "pcomp" and over.lemma_.lower() in words("generic", "known")


def _is_kind(doc: Doc, role: Role) -> bool:
    """Whether the words name people or things of a kind, not some of them: "peasants", "the civilian population"."""
    tokens = tokens_of(doc, role.span)
    head = next((t for t in tokens if t.head not in tokens), None)
    if head is None or head.ent_type_ or head.pos_ == "PROPN" or _counts(head):
        return False
    whose = any(c.ent_type_ == "NORP" or c.dep_ == "poss" for c in head.children)
    if head.lemma_.lower() in words("generic", "everybody") or (head.lemma_.lower() == "people" and whose):
        return not any(c.dep_ == "nummod" for c in head.children)
    named = any(c.pos_ == "PROPN" and c.dep_ in MODIFIERS for c in head.children)
    return head.tag_ == "NNS" and not _is_counted(head) and not named
