"""Which figures a speaker takes for known, so that they are the report's own and not what the speaker says."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly import lexicon
from reportedly.extract.figures.clause import Clause, Harm
from reportedly.model import Act

RELATIVE = "relcl"
JOINED = frozenset({"conj", "xcomp", "ccomp", "advcl"})
NOUN = "NOUN"
DETERMINER, OWNER = "det", "poss"
ACTS_ON_FACTS: frozenset[Act] = frozenset({
    "condemn", "mourn", "praise", "accuse", "deny", "justify", "demand", "threaten", "promise", "reject"})
"""Acts that are done upon something that has happened, rather than tell of it."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The noun that a figure says more of: "the attack" that killed nine, "the murder" of a judge."""

    offset: int
    definite: bool


def antecedent(clause: Clause, harm: Harm) -> Antecedent | None:
    """The noun whose relative clause holds the word of harm, or that word where it is such a noun itself."""
    word = clause.tokens[harm.token]
    if clause.words[harm.token] in clause.known.deeds and word.pos_ == NOUN:
        return Antecedent(word.idx, False)
    verb, noun = word, word.head
    while verb.dep_ in JOINED and noun.i != verb.i:
        verb, noun = noun, noun.head
    if verb.dep_ != RELATIVE or noun.i >= verb.i:
        return None
    articles: list[str] = lexicon.load("grammar")["articles"]
    definite = any(c.dep_ == OWNER or (c.dep_ == DETERMINER and c.lower_ in articles) for c in noun.children)
    return Antecedent(noun.idx, definite)
