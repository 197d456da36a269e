"""Who and what stands in one list: "A, B and two others", however the parse hangs them on each other."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from reportedly import lexicon
from reportedly.extract.events.words import words
from reportedly.extract.figures.people import is_person

COUNTED = frozenset({"det", "nummod"})


def conjuncts(token: Token, listed: bool = False) -> list[Token]:
    """The token and those coordinated with it, in order; ``listed``: it stands in a list that was begun before it."""
    found = [*_first_of_two(token), token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            found += conjuncts(child, listed)
        elif child.dep_ == "appos" and (_is_next_name(token, child) or are_aged(token, child) or (
                (listed or token.tag_ in ("NN", "NNP")) and _goes_on_counting(child))):
            found += conjuncts(child, True)
        elif child.dep_ == "appos" and is_person(child.lower_) and any(t.lower_ in words("among", "whom") for t in child.subtree):
            found += conjuncts(child, listed)  # "six people, two | journalists among them"
        elif child.dep_ == "appos" and token.ent_type_ == "PERSON":
            found += [part for c in _behind_office(child) for part in conjuncts(c)]
    return found


def joined_before(last: Token) -> list[Token]:
    """Those before "and" whom the parse takes for what the noun behind it is of: "the army | and M23 rebels"."""
    return [c for c in last.lefts if c.dep_ == "nmod" and any(t.dep_ == "cc" for t in c.rights)]


def _first_of_two(last: Token) -> list[Token]:
    """Those in arms among them: "the army | and Russian mercenaries"."""
    armed = words("sides", "armed")
    first = [c for c in joined_before(last) if c.lemma_.lower() in armed]
    return first if first and (is_person(last.lower_) or last.lemma_.lower() in armed) else []


def listed_first(noun: Token) -> Token:
    """The noun that another is listed behind, or that counts it: "stop the raids and | killings", "acts of | arson", "a wave of
    | attacks", "dozens of | strikes"."""
    series = words("realis", "series") | words("phrases", "measures")
    while True:
        of = noun.head
        if noun.dep_ == "conj" and of.pos_ in ("NOUN", "PROPN"):
            noun = of
        elif noun.dep_ in ("pobj", "pcomp") and of.lower_ == "of" and {of.head.lower_, of.head.lemma_.lower()} & series:
            noun = of.head
        else:
            return noun


def _behind_office(noun: Token) -> Iterator[Token]:
    """Who is coordinated with a person behind what that person is: "A, a senator, and | B"."""
    comma = any(c.dep_ == "cc" and c.nbor(-1).text == "," for c in noun.rights)
    for child in noun.rights:
        if child.dep_ == "conj" and comma and (child.ent_type_ == "PERSON" or any(c.dep_ in COUNTED for c in child.lefts)):
            yield child


def _goes_on_counting(noun: Token) -> bool:
    """Whether what the parse takes for an apposition is the next of a list: "a colonel, two lieutenants and a soldier"."""
    counts = noun.tag_ == "NNS" and any(c.dep_ == "nummod" for c in noun.lefts)
    kin = noun.lemma_.lower() in lexicon.load("people")["kin"] and any(c.dep_ == "conj" for c in noun.rights)
    alike = _is_one_of_some(noun) and _is_one_of_some(noun.head) and any(c.dep_ == "conj" for c in noun.rights)
    return counts or kin or alike or any(c.dep_ in ("appos", "conj") and _goes_on_counting(c) for c in noun.rights)


def _is_one_of_some(noun: Token) -> bool:
    """Whether the noun tells of one not known before: "a judge"."""
    return noun.pos_ == "NOUN" and any(c.dep_ in COUNTED and c.lower_ in words("realis", "single") for c in noun.lefts)


def _is_next_name(first: Token, then: Token) -> bool:
    """Whether a semicolon parts two names of a list: "A, a teacher; | B, a driver"."""
    before = then.doc[max(then.left_edge.i - 1, 0)]
    return before.text == ";" and first.ent_type_ == then.ent_type_ == "PERSON"


def are_aged(first: Token, then: Token) -> bool:
    """Whether two names have each an age behind them, and so are two people: "Amina, 7, | Yusuf, 9, and Hamza, 11"."""
    return all(t.pos_ == "PROPN" and any(c.dep_ == "appos" and c.tag_ == "CD" for c in t.rights) for t in (first, then))
