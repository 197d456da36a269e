"""Nouns and prepositions that say who says what: "the claim that", "criticism of", "according to"."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.extract.statements.acts import is_rejection
from reportedly.extract.statements.clauses import RELATIVE_TAGS, Range, antecedent, is_infinitive, phrase, subject, subtree
from reportedly.extract.statements.cues import NounFrame
from reportedly.extract.statements.passage import Attribution, Passage, filled

OWN_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
CLAUSES = frozenset({"acl", "ccomp", "relcl"})
BY_WHOM = frozenset({"by", "from"})


def noun_attribution(passage: Passage, noun: Token, frames: tuple[NounFrame, ...]) -> Attribution | None:
    """What a noun of saying attributes, where somebody is named whose words they are."""
    taken = _content(noun, frames)
    if taken is None:
        return None
    content, frame = taken
    speaker = _speaker(noun) or (noun if frame.speaks else None)
    if speaker is None:
        return None
    low, high = subtree(content)
    said = filled(passage.doc, [(content.i + 1 if content.dep_ == "prep" else low, high)])
    if not said:
        return None
    cue = (noun.i, noun.i + 1)
    source = (noun.left_edge.i, noun.i + 1) if speaker is noun else phrase(speaker, cue, said[0])
    return Attribution(noun.i, cue, source, antecedent(speaker).i, said)


def _content(noun: Token, frames: tuple[NounFrame, ...]) -> tuple[Token, NounFrame] | None:
    """The first dependent behind the noun that one of its frames takes."""
    for child in noun.rights:
        for frame in frames:
            if (child.dep_ in CLAUSES and frame.clause and _is_clause(child)) \
                    or (child.dep_ == "acl" and frame.infinitive and is_infinitive(child)) \
                    or (child.dep_ == "prep" and child.lower_ in frame.prepositions):
                return child, frame
    return None


def _is_clause(verb: Token) -> bool:
    """Whether the verb has its own subject, which is no relative pronoun, or follows "that"."""
    return any(child.dep_ in ("mark", "expl") or (child.dep_ in OWN_SUBJECTS and child.tag_ not in RELATIVE_TAGS)
               for child in verb.children)


def _speaker(noun: Token) -> Token | None:
    """Whose words they are: "the group's claim", "a claim by the group", "the group made the claim"; not who rejects it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in BY_WHOM:
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return subject(noun.head) if noun.dep_ == "dobj" and not is_rejection(noun.head) else None


def according_attribution(passage: Passage, first: Token, unit: Range) -> Attribution | None:
    """"According to X", "in the words of X": the rest of the sentence."""
    start, end = unit
    for words in passage.cues.according[first.lower_]:
        last = first.i + len(words) - 1
        if last + 1 < end and tuple(token.lower_ for token in passage.doc[first.i:last + 1]) == words:
            break
    else:
        return None
    speaker = next((child for child in passage.doc[last].children if child.dep_ == "pobj"), None)
    if speaker is None:
        return None
    cue = (first.i, last + 1)
    source = phrase(speaker, cue)
    content = filled(passage.doc, [(start, first.i), (source[1], end)])
    return Attribution(first.i, cue, source, antecedent(speaker).i, content) if content else None
