"""The words that name who or what takes part in an event: a noun phrase without what only counts or points.

"two of her bodyguards" → "bodyguards", "the body of a farmer" → "farmer", "Judge Ana Rivas" → "Ana Rivas".
"""

from __future__ import annotations

import functools
import itertools

import spacy.tokens
from spacy.tokens import Token

from reportedly import lexicon
from reportedly.extract.events.coordination import conjuncts
from reportedly.extract.events.syntax import PHRASE, PLACE_LABELS, PLURAL, is_adjective_for_gerund
from reportedly.extract.events.words import entries, lemmas_with, sides, things, words
from reportedly.extract.figures.people import is_person
from reportedly.extract.parties.dress import behind_dress
from reportedly.extract.parties.words import OF_ACTS
from reportedly.model import Span

COUNTS = frozenset({"det", "nummod", "quantmod", "predet", "advmod", "npadvmod"})
OWNERS = ("poss",)
NAMING = ("poss", "compound", "nmod", "amod")
DESCRIBING = ("appos", "relcl", "acl")
PERSON = "PERSON"
ASTRAY = ("npadvmod", "dep", "oprd", "appos", "dobj")
"""What the parse makes of a name that has lost the noun before it."""

TIMES = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "ORDINAL"})
LONGEST = 15
CLOSING = (")", "]")
BLANKED = 3
"""The shortest blank that stands for a note in square brackets, which the parse doesn't see."""


def _words(key: str) -> frozenset[str]:
    return words("phrases", key)


def meant(noun: Token) -> list[Token]:
    """The heads of what the noun stands for.

    "two of the guards" → "guards", "the bodies of A and B" → "A", "B", "the teacher A" → "A".
    """
    if noun.tag_ == "NN":
        name = next((c for c in noun.rights if c.dep_ == "appos" and c.ent_type_ == PERSON), None) or (
            _behind_place(noun) or _right_behind(noun))
        if name is not None:
            return [name]
    if noun.lower_ in _words("held"):
        taken = next((c for c in noun.lefts if c.dep_ in ("compound", "nmod") and c.pos_ in ("NOUN", "PROPN")), None)
        if taken is not None:
            return [taken]
    part = noun.pos_ != "PROPN" and noun.lemma_.lower() in things("parts")
    whose = next((c for c in noun.children if c.dep_ == "poss" and c.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if whose is not None and (part or noun.lower_ in _words("bodies")):
        return meant(whose)
    if part or noun.lower_ in _words("measures") or noun.pos_ == "NUM" or noun.tag_ == "CD":
        whole = things("things") | things("parts")
        for child in noun.rights:
            if child.dep_ != "prep" or (child.lower_ != "of" and not (part and child.lower_ in things("holders"))):
                continue
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is None or inner.ent_type_ in ("DATE", "TIME") or inner.lemma_.lower() in words("sides", "descent"):
                continue
            if child.lower_ == "of" or inner.lemma_.lower() in whole:
                return [found for part in conjuncts(inner) for found in meant(part)]
    return [noun]


def _right_behind(noun: Token) -> Token | None:
    """The person's name that follows the noun and that the parse gives to the verb: "kidnapped the farmer | A"."""
    behind = noun.nbor() if noun.i + 1 < noun.sent.end else noun
    if noun.dep_ != "dobj" or behind.ent_type_ != PERSON or not is_person(noun.lower_):
        return None
    return next((t for t in (behind, *behind.ancestors) if t.ent_type_ == PERSON and t.dep_ in ASTRAY
                 and t.head.i == noun.head.i), None)


def _behind_place(noun: Token) -> Token | None:
    """The person's name that the parse takes for that of the place before it: "the mayor of Quito, | A, was shot"."""
    for child in noun.rights:
        for inner in child.children if child.dep_ == "prep" else ():
            if inner.dep_ == "pobj":
                place = inner.ent_type_ in PLACE_LABELS
                name = next((c for c in inner.rights if place and c.dep_ == "appos" and c.ent_type_ == PERSON), None)
                if (found := name or _behind_place(inner)) is not None:
                    return found
    return None


def names_nobody(head: Token) -> bool:
    """Whether the words name no one and no thing: a bare count ("14", "others"), "any civilians", "no vehicle"."""
    if head.pos_ in ("NUM", "DET") or head.lower_ in _words("fillers") or head.lower_ in _words("bodies"):
        return True
    told = any(c.dep_ in NAMING or c.dep_ in DESCRIBING or c.lower_ == "of" for c in head.children)
    if head.lemma_.lower() in _words("victims") and not told:
        return True
    bare = not any(c.lower_ == "of" for c in head.children)
    if _is_of_places(head) or (bare and head.tag_ == "NNS" and head.lower_ in _words("measures")):  # "killing dozens"
        return True
    if head.pos_ == "NOUN" and head.lemma_.lower() in words("where", "anywhere") and not any(
            c.dep_ in NAMING or (c.dep_ == "prep" and c.lower_ == "of") for c in head.children):
        return True
    if head.lower_ in _words("held") and head.tag_ == "NN" and not any(head.lefts):
        return True
    if head.pos_ == "NOUN" and head.lemma_.lower() in things("parts") and not any(c.dep_ in NAMING for c in head.lefts):
        return True
    return any(c.dep_ == "det" and c.lower_ in _words("none") for c in head.lefts)


def only_people(head: Token) -> bool:
    """Whether the words only count those hit: "ten people", "dozens of people", "a person"; a figure tells as much."""
    if head.lemma_.lower() not in _words("people"):
        return False
    of = head.head.lower_ == "of" and head.head.head.lower_ in _words("measures")
    if not of and head.tag_ != "NN" and not any(c.dep_ == "nummod" for c in head.lefts):
        return False
    told = [c for c in head.children if not any(t.lower_ in words("among", "whom") for t in c.subtree)]  # "two of them women"
    return not any(c.dep_ in NAMING or (c.i > head.i and (c.dep_ in DESCRIBING or c.lower_ == "of")) for c in told)


def _is_of_places(noun: Token) -> bool:
    """Whether it only says what the places before it are: "30 people in Duhok and Erbil | provinces"."""
    if noun.tag_ not in PLURAL or noun.lemma_.lower() not in words("where", "units"):
        return False
    before = [t.pos_ for t in noun.doc[noun.sent.start:noun.i]]
    names = [pos for pos, _ in itertools.groupby(reversed(before))][:4]
    return names == ["PROPN", "CCONJ", "PROPN", "ADP"]


def role_span(head: Token, plain: bool = False, counted: bool = False, person: bool = False) -> Span:
    """The phrase of ``head`` from its first describing word, with an "of" phrase behind it; of a person the name.

    ``plain``: words for size, strength and a side are left out too ("a powerful rebel car bomb" → "car bomb");
    ``counted``: words that count stay ("two unidentified men"), those that count nothing or doubt don't ("several",
    "presumed"), what the people wear does, of whom they are the murderers doesn't;
    ``person``: it names one person.
    """
    whose = next((c for c in head.lefts if c.dep_ == "npadvmod"), None) if head.dep_ == "amod" else None
    if whose is not None:  # "US-led"
        return Span(whose.left_edge.idx, head.idx + len(head))
    if person and head.pos_ == "PROPN":
        left = _behind_title(_name_start(head) if head.ent_type_ == PERSON else _start(head), head)
        return Span(left.idx, head.idx + len(head))
    left = _name_start(head) if head.ent_type_ == PERSON else _edge(head) if counted else _start(head, plain)
    right = head if (counted and _is_of_deed(head)) or (plain and not measured(head)) else end_of(head)
    left, right = min(left, head, key=_place), max(right, head, key=_place)
    while plain and left.i < head.i and left.lower_ in sides():
        left = left.nbor()
    if counted:
        right = head.doc[behind_dress(head.doc, right.i + 1) - 1]
    return Span(left.idx, right.idx + len(right))


def _is_of_deed(doer: Token) -> bool:
    """Whether "of" behind the noun says whom they hit, not who sent them: "the assassins of the judge"."""
    sent = any(c.lemma_.lower() in words("blame", "sent") for c in doer.lefts)
    return not sent and doer.lemma_.lower() in words("blame", "slayers")


def people_beside(head: Token, name: spacy.tokens.Span) -> Span | None:
    """The words for the people themselves, where the phrase names their group too: "fighters" in "Taliban fighters"."""
    if name.start <= head.i < name.end:
        return None
    left = _edge(head)
    brackets = [t.i + 1 for t in head.doc[left.i:head.i] if t.text in CLOSING or len(t.text) - len(t.text.strip()) >= BLANKED]
    unit = bool(brackets) and head.lemma_.lower() in words("sides", "bodies")
    if not unit and (head.tag_ not in PLURAL or not is_person(head.lower_)):
        return None
    behind = [name.end] if left.i <= name.start < head.i else []
    left = head.doc[max((left.i, *brackets, *behind))]
    while left.i < head.i and (left.is_punct or left.is_space):
        left = left.nbor()
    return Span(left.idx, head.idx + len(head))


def measured(noun: Token) -> bool:
    """Whether the noun is a measure: of what it holds ("a stick of dynamite") or by which a weapon is named ("20-kg")."""
    return noun.lemma_.lower() in words("weapons", "forms") | words("weapons", "units")


def _place(token: Token) -> int:
    return token.i


def _name_start(head: Token) -> Token:
    left = head
    while left.i > left.sent.start and left.nbor(-1).ent_type_ == PERSON and left.ent_iob_ != "B":
        left = left.nbor(-1)
    return left


def _behind_title(left: Token, head: Token) -> Token:
    """The first word of the name itself: "Judge Ana Rivas" is "Ana Rivas"."""
    titles = [t.i for t in head.doc[left.i:head.i] if t.lower_ in _titles()]
    return head.doc[titles[-1] + 1] if titles else left


@functools.cache
def _titles() -> frozenset[str]:
    """What stands before a person's name and is no part of it."""
    titles = lexicon.load("titles")
    return frozenset((*titles["offices"], *(word for words_ in titles["honorifics"].values() for word in words_)))


def _edge(head: Token) -> Token:
    left = head
    following = head.nbor() if head.i + 1 < len(head.doc) else head
    act = following.lemma_.lower()
    before_act = act in entries("noun") and (following.pos_ == "NOUN" or act not in entries("verb"))
    for child in reversed(list(head.lefts)):
        if child.dep_ not in PHRASE or child.is_space or head.i - child.left_edge.i > LONGEST:
            break
        if before_act and (child.dep_ == "nummod" or (child.dep_ == "amod" and not child.ent_type_)):
            break  # they count and describe the act: "three | army raids"
        left = child.left_edge
    skipped = _words("articles") | _words("vague") | OF_ACTS
    while left.i < head.i and (left.is_punct or left.is_space or left.lower_ in skipped or left.tag_ in ("PRP$", "WRB")
                               or (head.pos_ == "PROPN" and left.pos_ == "ADJ" and left.is_lower and left.is_alpha)):
        left = left.nbor()
    return left


def _start(head: Token, plain: bool = False) -> Token:
    found = head
    for child in reversed(list(head.lefts)):
        if child.dep_ not in PHRASE or child.is_space or head.i - child.left_edge.i > LONGEST:
            break
        if found is not head and measured(found) and found.i == child.i + 1:  # ".22 caliber", "heavy caliber"
            found = child
            continue
        if (child.dep_ in COUNTS and child.tag_ != "JJ") or child.is_punct or (
                child.lower_ in _words("pointers") or child.lower_ in things("spots")):
            continue
        if plain and child.lower_ in _words("sizes"):
            continue
        if child.dep_ in OWNERS and child.pos_ in ("PRON", "DET"):
            continue
        if child.dep_ not in OWNERS and child.ent_type_ in TIMES:
            continue
        if is_adjective_for_gerund(child):
            break
        if child.i > 1 and child.nbor(-1).text == "-" and child.nbor(-2).like_num and not measured(child):
            continue  # "the 11-floor | building"
        if child.dep_ == "amod" and child.tag_ in ("VBN", "JJ") and child.lemma_.lower() in lemmas_with("harm") | words(
                "among", "nouns"):
            continue
        inner = child.dep_ in (*OWNERS, "compound", "nmod") and not measured(child)
        found = _start(child) if inner else child.left_edge
        if found.lower_ in _words("pointers") and found.i < head.i:
            found = found.nbor()
    while found.i < head.i and (found.is_punct or found.is_space or found.lower_ in _words("articles")):
        found = found.nbor()
    return found


def end_of(head: Token) -> Token:
    """The last word of the phrase of the head, with its "of" phrase and the name right behind it."""
    following = head.nbor() if head.i + 1 < head.sent.end else head
    if head.dep_ == "poss" or following.tag_ == "POS":
        return head
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
                last = conjuncts(inner)[-1] if head.tag_ == "NNS" and inner.pos_ == "PROPN" else inner
                return end_of(last if last.pos_ == "PROPN" else inner)  # "the embassies of China and Japan"
        elif child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == head.i + 1:
            return end_of(child)
    return head
