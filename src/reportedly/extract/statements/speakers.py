"""Who a verb of saying has for its source, and the words that name them."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.extract.figures.people import is_person
from reportedly.extract.statements.acts import names_act
from reportedly.extract.statements.clauses import (
    AUXILIARIES,
    FINITE,
    NOMINAL,
    RELATIVE_TAGS,
    SUBJECTS,
    VERBAL,
    Range,
    phrase,
    subject,
    subtree,
)
from reportedly.extract.statements.passage import DASHES, Passage

IN_CHUNK = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "PART", "CCONJ"})
PARTICIPLES = frozenset({"VBN", "VBG", "HYPH"})
NAMED = frozenset({"PERSON", "ORG", "NORP"})
IN_PHRASE = frozenset({"compound", "appos", "conj"})
FULL_SUBJECTS = frozenset({"nsubj", "nsubjpass", "pobj"})


def speaks(passage: Passage, noun: Token) -> bool:
    """Whether the noun is one of those that speak: officials, sources, agencies, statements."""
    lemma = noun.lemma_.lower()
    return lemma in passage.cues.speakers or lemma in passage.cues.documents or noun.lower_ in passage.cues.speakers


def is_paper(passage: Passage, noun: Token) -> bool:
    """Whether the noun can show something: a document, a count, a name."""
    return noun.lemma_.lower() in passage.cues.documents or noun.pos_ == "PROPN"


def speaks_on(passage: Passage, verb: Token) -> bool:
    """Whether a verb coordinated inside what is said is the speaker's next saying: "said he left and added that", "denied
    it and blamed the army", "said the raid was legal and accused the rebels"."""
    inner = verb.head
    if verb.tag_ not in FINITE or inner.dep_ not in ("ccomp", "xcomp") or any(
            c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children):
        return False
    if inner.dep_ == "ccomp" and passage.takes_quotation(verb) and any(c.dep_ == "ccomp" for c in verb.children):
        return True
    told = subject(inner)
    acts = told is not None and (told.pos_ in ("PROPN", "NUM") or is_person(told.lower_) or speaks(passage, told))
    own = inner.tag_ not in FINITE and inner.head.dep_ not in ("ccomp", "xcomp")
    return names_act(verb) and (not acts if inner.dep_ == "ccomp" else own)


def speaker_of(passage: Passage, verb: Token, start: int) -> Token | None:
    """The subject; but the noun right before the verb where that speaks and the parsed subject, far off, does not."""
    found = subject(verb.head.head if verb.dep_ == "conj" and speaks_on(passage, verb) else verb)
    if (found is not None and found.i > verb.i) or verb.tag_ == "VBG":
        return _participle_subject(passage, verb, found)
    before = verb.i - 1
    while before > start and (passage.doc[before].dep_ in AUXILIARIES or passage.doc[before].dep_ == "advmod"):
        before -= 1
    if found is not None and (found.i >= before or found.tag_ in RELATIVE_TAGS or speaks(passage, found)):
        return found
    near = passage.doc[before]
    for candidate in (near, _head_before(near, verb)):
        if candidate.pos_ in NOMINAL and speaks(passage, candidate):
            return candidate
    if found is None and near.text == "," and verb.tag_ in FINITE and passage.doc[before - 1].pos_ in NOMINAL:
        return passage.doc[before - 1]
    return found


def _head_before(noun: Token, verb: Token) -> Token:
    """The head of the noun phrase that ends with ``noun``, right before the verb."""
    while True:
        if noun.dep_ == "pobj" and noun.head.head.pos_ in NOMINAL and noun.head.i - noun.head.head.i == 1:
            noun = noun.head.head
        elif noun.dep_ in IN_PHRASE and noun.head.i < verb.i and noun.head.pos_ in NOMINAL:
            noun = noun.head
        else:
            return noun


def _participle_subject(passage: Passage, verb: Token, found: Token | None) -> Token | None:
    """For "saying" hung on a noun that cannot speak, the subject of the sentence; on what somebody said, who said it."""
    outer = _sayer_around(passage, verb)
    if outer is not None and found is not None and (
            goes_on(passage, verb) or not (found.pos_ == "PROPN" or speaks(passage, found))):
        return subject(outer) or found
    if found is not None and verb.dep_ == "acl" and found.i < verb.i and not speaks(passage, found) \
            and found.dep_ in ("pobj", "dobj", "conj") and found.ent_type_ not in NAMED:
        top = found
        while top.head.i != top.i and top.pos_ not in VERBAL:
            top = top.head
        return subject(top) or found
    return found


def goes_on(passage: Passage, verb: Token) -> bool:
    """Whether a participle hung on what somebody said goes on with their words: ", adding that five were hurt"."""
    return verb.tag_ == "VBG" and verb.lemma_.lower() in passage.cues.goes_on and _sayer_around(passage, verb) is not None


def _sayer_around(passage: Passage, verb: Token) -> Token | None:
    """The verb of saying in whose words a participle was hung: "said three shells hit the market, adding that"."""
    inner = verb.head
    if verb.dep_ != "advcl" or inner.i > verb.i or passage.takes_quotation(inner):
        return None
    while inner.dep_ == "conj" and inner.head.pos_ in VERBAL:
        inner = inner.head
    said = inner.dep_ == "ccomp" and passage.takes_quotation(inner.head) and inner.head.i < inner.i
    return inner.head if said else None


def source_range(passage: Passage, speaker: Token, verb: Token, content: list[Token]) -> Range:
    """The words of a source. Where the speaker is not the parsed subject, the parse ran two phrases into one: then
    those next to the verb."""
    said = (subtree(c) for c in content if not c.left_edge.i <= speaker.i <= c.right_edge.i)
    low, high = phrase(speaker, (verb.i, verb.i + 1), *said)
    if speaker.dep_ not in FULL_SUBJECTS and high <= verb.i:
        return _chunk(passage, speaker)
    return _behind_counted(passage, low, speaker.i), _before_day(speaker, high) if high <= verb.i else high


def _behind_counted(passage: Passage, low: int, speaker: int) -> int:
    """Where the source begins behind people whom the parse took into it: "killing six children rescue workers said"."""
    for i in range(speaker - 1, low, -1):
        token = passage.doc[i]
        if token.tag_ == "NNS" and token.dep_ == "compound" and passage.doc[i - 1].like_num:
            return i + 1
    return low


def _before_day(speaker: Token, high: int) -> int:
    """Where the source ends before the day of the saying, which the parse hung on it: "the army on Saturday denied"."""
    for heads in (speaker, *speaker.conjuncts):
        for child in heads.rights:
            days = child.subtree if child.dep_ in ("prep", "npadvmod") else ()
            if child.right_edge.i + 1 == high and any(t.ent_type_ == "DATE" for t in days) and all(
                    t.ent_type_ == "DATE" or t.pos_ in ("ADP", "ADV") for t in days):
                return child.left_edge.i
    return high


def _chunk(passage: Passage, noun: Token) -> Range:
    """The noun with the words right before it that belong to a noun phrase, and the name that it is apposed to."""
    doc = passage.doc
    low = _chunk_start(passage, noun.i)
    if low > 2 and doc[low - 1].text == "," and doc[low - 2].pos_ in NOMINAL:
        first = _chunk_start(passage, low - 2)
        if first == 0 or doc[first - 1].is_punct or doc[first - 1].is_space:
            low = first
    return low, noun.i + 1


def _chunk_start(passage: Passage, last: int) -> int:
    low = last
    while low > 0:
        token = passage.doc[low - 1]
        if token.pos_ == "DET":
            return low - 1
        if (token.pos_ not in IN_CHUNK and token.tag_ not in PARTICIPLES) or token.text in DASHES - {"-"}:
            return low
        low -= 1
    return low
