"""Those named where others are only described: "two Italians, A and B", "the dead were identified as A and B"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from reportedly.extract.events.coordination import conjuncts
from reportedly.extract.events.settings import VERBAL
from reportedly.extract.events.syntax import MODIFIERS, PLURAL, SUBJECTS, prepositions
from reportedly.extract.events.words import things, words
from reportedly.extract.figures.quantities import find_quantities
from reportedly.extract.parties.names import genders

PERSON = "PERSON"
UNSURE = ("", PERSON, "ORG")
SEPARATORS = (",", ";")
NOUNS = ("NOUN", "PROPN")
OPENERS = (*SEPARATORS, ":", "--", "-")
PARTICIPLES = ("VBG", "VBN")
CLAUSES = ("VBD", "VBZ", "VBP", "VB", "MD", "WDT", "WP", "WP$", "WRB")
"""What a list of things doesn't go on behind: a verb of another clause, a relative pronoun."""
SAID_TO_BE = ("attr", "oprd", "pobj", "acomp", "dobj")
IN_CLAUSE = ("dobj", *SUBJECTS)
LISTED = ("conj", "appos", *SAID_TO_BE, *SUBJECTS)


def names_beside(noun: Token) -> list[Token]:
    """The heads of the names that the phrase of the noun, or what it is said to be, gives its people."""
    found: list[Token] = []
    top = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    if top.dep_ == "dobj" and top.head.lemma_.lower() in words("among", "list"):
        found += [t for c in top.head.children if c.dep_ == "prep" and c.lower_ == "as" for t in names_after(c)]
    if top.dep_ in SUBJECTS and top.head.lemma_.lower() in words("among", "name"):
        found += [t for t in names_after(top.head) if t.i > top.head.i]
    elif top.dep_ == "attr" and top.head.lemma_ == "be" and noun.tag_ in PLURAL:  # "A and B were | the nuns killed"
        subjects = [c for c in top.head.lefts if c.dep_ in SUBJECTS and c.ent_type_ == PERSON]
        found += [t for c in subjects for t in conjuncts(c) if t.ent_type_ == PERSON]
    elif top.dep_ == "appos" and top.head.ent_type_ == PERSON:
        begins = next(reversed([top.head, *_heads_of_list(top.head)]))
        found += [t for t in conjuncts(begins) if t.ent_type_ == PERSON] if noun.tag_ == "NNS" else (
            [top.head] if top is not noun else [])
    for child in noun.rights:
        if child.dep_ == "appos" and noun.ent_type_ == PERSON and opener(child).text == ":":
            continue  # "two men suspected of killing A: B and C"
        if child.dep_ == "appos":
            among_names = _is_named(child) or (noun.ent_type_ == PERSON and _is_full_name(child))
            found += [t for t in _told_beside(child) if _is_named(t) or (among_names and _is_full_name(t))]
            found += [t for t in _behind_homes(child) if t not in found]
        elif child.dep_ == "prep" and ((child.lower_ in words("among", "including") and not _is_one(noun)) or _adds(child)):
            found += [t for c in child.children if c.dep_ == "pobj" for t in conjuncts(c)]
        elif child.dep_ in ("acl", "relcl") and child.lemma_.lower() in words("among", "name"):
            found += [t for c in child.subtree if c.dep_ in SAID_TO_BE and c.ent_type_ == PERSON for t in conjuncts(c)]
    first = [noun] if noun.ent_type_ == PERSON else _behind_colon(noun) or _at_the_end(noun) or (
        [] if found else _behind_comma(noun))
    return found + [t for name in first for t in _enumerated(name) if t not in found and t.i != noun.i]


def _told_beside(first: Token) -> Iterator[Token]:
    """The nouns of a list in apposition and what stands beside each, once: "the cook | A and her daughter | B"."""
    lists, seen = [first], set[int]()
    while lists:
        opens = lists.pop(0)
        for token in conjuncts(opens) if opens.i not in seen else ():
            if token.i in seen:
                continue
            seen.add(token.i)
            yield token
            if token.dep_ == "conj" or token.tag_ == "NN":
                lists += [c for c in token.rights if c.dep_ == "appos"]


def things_beside(noun: Token) -> list[Token]:
    """The other things in the list that the noun begins, where the parse took them for what the noun is called.

    "destroyed the town hall, a bank, and a garage"; "two vehicles: a bus and a van" are the bus and the van.
    """
    if noun.lemma_.lower() not in things("things"):
        return []
    found: list[Token] = []
    last = False
    for token in noun.doc[noun.i + 1:noun.sent.end]:
        if token.tag_ in CLAUSES or (token.tag_ in PARTICIPLES and token.dep_ not in ("acl", "amod")):
            break
        if token.pos_ not in NOUNS or token.dep_ in (*MODIFIERS, *SUBJECTS):
            continue
        before = opener(token)
        if token.lemma_.lower() in things("things") and (
                before.pos_ == "CCONJ" or before.text in OPENERS or (found and token.dep_ in ("conj", "appos"))):
            found.append(token)
            last = last or before.pos_ == "CCONJ" or token.dep_ == "conj"
    return found if last or len(found) > 1 else []


def opener(noun: Token) -> Token:
    """What stands before the phrase of the noun."""
    before = noun.doc[max(noun.left_edge.i - 1, 0)]
    return before.nbor(-1) if before.is_quote and before.i else before


def only_some(noun: Token) -> bool:
    """Whether the names beside the noun are of some of its people only: "ten workers, including A"."""
    return any(c.dep_ == "prep" and c.lower_ in words("among", "including") for c in noun.rights)


def _is_named(token: Token) -> bool:
    """Whether the word ends a person's name: the tagger says so, or a given name begins it."""
    if token.ent_type_ == PERSON:
        return True
    first = token
    while first.i > token.sent.start and first.nbor(-1).dep_ == "compound" and first.nbor(-1).head.i == token.i:
        first = first.nbor(-1)
    return first.i < token.i and token.pos_ == "PROPN" and token.ent_type_ != "ORG" and first.lower_ in genders()


def _is_full_name(token: Token) -> bool:
    """Whether the words are two names at least, and no place, nation or day: a person's, where persons are listed."""
    before = token.nbor(-1) if token.i else token
    return (token.pos_ == "PROPN" and token.ent_type_ in UNSURE and before.pos_ == "PROPN" and before.dep_ in ("compound", "nmod")
            and before.head.i == token.i)


def _behind_colon(noun: Token) -> list[Token]:
    """The first of the names that a colon behind the plural noun introduces: "three reporters: A, B and C"."""
    end = noun.i + 1
    if noun.tag_ not in PLURAL or end >= noun.sent.end or noun.doc[end].text not in (":", "--"):
        return []
    return [t for t in noun.doc[end + 1:noun.sent.end] if t.ent_type_ == PERSON and not _in_name(t)][:1]


def _at_the_end(noun: Token) -> list[Token]:
    """The first of the names behind the sentence's colon, where they are as many: "two men suspected of killing A: B and C"."""
    number = next((c.lower_ for c in noun.lefts if c.dep_ == "nummod"), None) if noun.tag_ in PLURAL else None
    colon = next((t for t in noun.doc[noun.i + 1:noun.sent.end] if t.text == ":"), None) if number else None
    if number is None or colon is None or colon.nbor(-1).ent_type_ != PERSON:
        return []
    count = next((q.low for q in find_quantities([number])), None)
    names = [t for t in noun.doc[colon.i + 1:noun.sent.end] if t.ent_type_ == PERSON and not _in_name(t)]
    return names[:1] if names and len(_enumerated(names[0])) == count else []


def _behind_comma(noun: Token) -> list[Token]:
    """The first of the names that a comma adds to those who are two or more: "a couple, A and B,"; not who speaks next."""
    end = noun.i + 2
    if (noun.tag_ not in PLURAL and noun.lower_ not in words("phrases", "couples")) or end >= noun.sent.end or (
            noun.doc[end - 1].text != "," or noun.doc[end].ent_type_ != PERSON):
        return []
    name = next((t for t in noun.doc[end:noun.sent.end] if not _in_name(t)), noun)
    return [] if name.dep_ in SUBJECTS else [name]


def _enumerated(name: Token) -> list[Token]:
    """The names in one list with the name: only punctuation, "and", ages and what they are stands between them."""
    found = [name]
    for step in (-1, 1):
        joined, i = False, name.i + step
        while name.sent.start <= i < name.sent.end:
            token = name.doc[i]
            if token.text == ":":
                break
            leads_on = token.pos_ == "ADP" and token.lower_ not in words("among", "home")
            if leads_on or token.pos_ in VERBAL or (token.pos_ == "PRON" and token.tag_ != "PRP$"):
                break
            joined = joined or token.text in SEPARATORS or token.pos_ == "CCONJ"
            if _is_named(token) and not _in_name(token) and token.dep_ in LISTED and joined:
                found.append(token)
            i += step
    return found


def _is_one(noun: Token) -> bool:
    """Whether the noun names one person, of whom none are included: "the murderers of A, including | B"."""
    return noun.ent_type_ == PERSON and noun.tag_ == "NNP"


def _in_name(token: Token) -> bool:
    """Whether the word is inside a name, and not its last."""
    return token.i + 1 < len(token.doc) and token.nbor().ent_type_ == PERSON and token.nbor().ent_iob_ == "I"


def _adds(prep: Token) -> bool:
    """Whether the preposition adds to those before it: "A, together with B"."""
    return prep.lower_ == "with" and prep.i > 0 and prep.nbor(-1).lower_ in words("among", "together")


def _heads_of_list(name: Token) -> Iterator[Token]:
    """The names that the one is coordinated behind: "A and B, two women"."""
    while name.dep_ == "conj":
        name = name.head
        yield name


def _behind_homes(name: Token) -> list[Token]:
    """The names that the parse coordinates with the place the one before is from: "A of Milan and B of Rome"."""
    homes = [t for prep, t in prepositions(name) if prep in words("among", "home") and t.ent_type_ == "GPE"]
    return [t for home in homes for c in home.children if c.dep_ == "conj" for t in conjuncts(c) if t.ent_type_ == PERSON]


def names_after(verb: Token) -> list[Token]:
    """The heads of the names that a verb introduces, up to the next finite verb: "are: A, 53; B and C"."""
    found: list[Token] = []
    for token in _following(verb):
        finite = token.pos_ in VERBAL and token.dep_ not in ("relcl", "acl")
        if finite and any(c.dep_ in SUBJECTS for c in token.children):
            break
        aside = token.dep_ in IN_CLAUSE and token.head.dep_ == "relcl"  # "are of the group that kidnapped | A"
        if token.dep_ in LISTED and not aside and (_is_named(token) or _is_full_name(token)) and (
                token.dep_ != "pobj" or token.head.lower_ in words("among", "links")):
            found.append(token)
    certain = verb.lemma_.lower() in words("among", "list") or any(map(_is_named, found))
    return found if certain else []


def _following(verb: Token) -> Iterator[Token]:
    doc = verb.doc
    return (doc[i] for i in range(verb.i + 1, verb.sent.end))
