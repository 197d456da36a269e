"""What a statement does, and how sure it is, from ``lexicon/acts.toml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.statements.clauses import is_infinitive
from reportedly.extract.statements.passage import Attribution
from reportedly.model import Act, Certainty

REJECTIONS: tuple[Act, ...] = ("deny", "reject")


@dataclass(frozen=True, slots=True)
class Acts:
    """``acts.toml``, ready to look up."""

    cues: dict[str, tuple[tuple[str | None, Act], ...]]
    light: dict[tuple[str, str], Act]
    nobody: frozenset[str]
    joined_denied: frozenset[str]
    content: tuple[tuple[Act, re.Pattern[str]], ...]
    first_person: frozenset[str]
    threat: re.Pattern[str]
    claims: frozenset[str]
    claimed: frozenset[str]
    void: dict[Act, re.Pattern[str]]
    future: frozenset[str]
    future_words: re.Pattern[str]
    certainty: dict[str, Certainty]
    unconfirmed_passives: frozenset[str]


@functools.cache
def acts() -> Acts:
    """The acts, read once a process."""
    table = lexicon.load("acts")
    by_cue: dict[str, tuple[tuple[str | None, Act], ...]] = {}
    for act, entries in table["cues"].items():
        for entry in entries:
            lemma, _, with_ = entry.partition(" ")
            by_cue[lemma] = (*by_cue.get(lemma, ()), (with_ or None, cast(Act, act)))
    light = {(verb, noun): cast(Act, act) for group in table["light"] for verb in group["verbs"].split()
             for act, nouns in group["nouns"].items() for noun in nouns.split()}
    content = tuple((cast(Act, act), _pattern(patterns)) for act, patterns in table["content"].items())
    sure = table["certainty"]
    levels: tuple[Certainty, ...] = ("unconfirmed", "possible", "probable")
    certainty = {word: level for level in levels for word in sure[level].split()}
    return Acts(by_cue, light, frozenset(table["nobody"]["words"].split()),
                frozenset(table["nobody"]["joins"].split()), content,
                frozenset(table["first_person"]["words"].split()),
                _pattern(table["threats"]["words"]), frozenset(table["claims"]["verbs"].split()),
                frozenset(table["claimed"]["nouns"].split()),
                {cast(Act, act): _pattern(patterns) for act, patterns in table["void"].items()},
                frozenset(table["future"]["acts"]), _pattern(table["future"]["pattern"]), certainty,
                frozenset(sure["passive_unconfirmed"].split()))


@functools.cache
def disclaimers() -> re.Pattern[str]:
    """Words that say that nobody could confirm what was said before."""
    return _pattern(lexicon.load("acts")["certainty"]["disclaimers"])


def _pattern(alternatives: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + ")")


@functools.cache
def _silence() -> re.Pattern[str]:
    return _pattern(lexicon.load("acts")["silence"]["patterns"])


def asks_for_silence(doc: Doc, attribution: Attribution) -> bool:
    """Whether a source only asks not to be named: that says nothing of what happened."""
    return attribution.source is not None and bool(_silence().search(_lemmas(doc, attribution)))


def act_of(doc: Doc, attribution: Attribution) -> Act:
    """The act of a statement: by its cue, by the noun that a light verb governs, by the words of its content."""
    table = acts()
    cue = doc[attribution.anchor]
    lemma = cue.lemma_.lower()
    if is_negated(cue):
        return "report"
    said = _lemmas(doc, attribution)
    for act in _candidates(doc, attribution, said, table):
        if act in table.void and table.void[act].search(said):
            continue
        if act in table.future and not table.future_words.search(said) and _has_clause(cue):
            continue
        return act
    if is_elliptical([t for low, high in attribution.content for t in doc[low:high]]):
        return "deny"
    return "claim" if lemma in table.claims else "report"


def is_rejection(cue: Token) -> bool:
    """Whether the verb or noun alone says that what others say is not so: "denied", "rejected"."""
    return any(with_ is None and act in REJECTIONS for with_, act in acts().cues.get(cue.lemma_.lower(), ()))


def names_act(cue: Token) -> bool:
    """Whether the verb alone names an act of messaging: "accused", "threatened"."""
    return any(with_ is None for with_, _ in acts().cues.get(cue.lemma_.lower(), ()))


def is_elliptical(said: Sequence[Token]) -> bool:
    """Whether a "not" ends the words, and what it denies is left out: "that they had not"."""
    words = [t for t in said if t.is_alpha or t.dep_ == "neg"]
    return len(words) > 1 and words[-1].dep_ == "neg" and words[-1].head.i < words[-1].i


def is_negated(cue: Token) -> bool:
    """Whether it is not said: "did not deny", "neither confirmed nor denied", "would not confirm or deny"."""
    if any(child.dep_ == "neg" for child in cue.children):
        return True
    first = cue.head
    if cue.dep_ != "conj" or first.pos_ != "VERB":
        return False
    joined = any(c.dep_ == "cc" and c.lower_ in acts().joined_denied for c in first.rights if c.i < cue.i)
    return joined and any(c.dep_ in ("neg", "preconj") for c in first.lefts)


def said_by_nobody(doc: Doc, attribution: Attribution) -> bool:
    """Whether it is told that none says it: "no group claimed responsibility"."""
    return attribution.source is not None and doc[attribution.source[0]].lower_ in acts().nobody


def _candidates(doc: Doc, attribution: Attribution, said: str, table: Acts) -> Iterator[Act]:
    cue = doc[attribution.anchor]
    lemma = cue.lemma_.lower()
    for child in cue.children:
        if child.dep_ in ("dobj", "nsubjpass") and (lemma, child.lemma_.lower()) in table.light:
            yield table.light[lemma, child.lemma_.lower()]
    if lemma in table.claims and _is_of(cue, table.claimed):
        yield "claim responsibility"
    own = False
    for with_, act in table.cues.get(lemma, ()):
        if with_ is None or _has(doc, cue, with_, attribution):
            own = True
            yield "threaten" if act == "promise" and table.threat.search(said) else act
    if not own and cue.pos_ == "VERB":
        for act, pattern in table.content:
            if act == "claim responsibility" and lemma in table.certainty:
                continue  # who "believes it was behind the attack" means somebody else
            match = pattern.search(said)
            if match and (_is_quoted(doc, attribution) or table.first_person.isdisjoint(match[0].split())):
                yield act


def _is_quoted(doc: Doc, attribution: Attribution) -> bool:
    """Whether the words are the speaker's own: "we" of indirect speech is somebody else, or a slip."""
    return any(
        doc[i].is_quote for low, high in attribution.content for i in range(max(0, low - 1), min(len(doc), high + 1)))


def _is_of(cue: Token, nouns: frozenset[str]) -> bool:
    """Whether the object, or what is done in the passive, is one of the nouns: "the attack was claimed by"."""
    if cue.dep_ in ("acl", "relcl") and cue.head.lemma_.lower() in nouns:
        return True
    return any(c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in nouns for c in cue.children)


def _has_clause(cue: Token) -> bool:
    return any(child.dep_ == "ccomp" for child in cue.children)


def _has(doc: Doc, cue: Token, word: str, attribution: Attribution) -> bool:
    """Whether the cue goes with the word: its preposition, "to" with a verb, "that" with a clause."""
    if any(low > 0 and doc[low - 1].lower_ == word for low, _ in attribution.content):
        return True
    for child in cue.children:
        if child.dep_ in ("prep", "prt") and child.lower_ == word:
            return True
        if word == "that" and child.dep_ == "ccomp" and any(g.lower_ == "that" for g in child.children):
            return True
        if word == "to" and child.dep_ in ("xcomp", "ccomp", "acl") and is_infinitive(child):
            return True
    return False


def _lemmas(doc: Doc, attribution: Attribution) -> str:
    return " ".join(doc[i].lemma_.lower() for low, high in attribution.content for i in range(low, high))


def certainty_of(doc: Doc, attribution: Attribution) -> Certainty:
    """How sure the words of a statement make it: by its cue, then by the auxiliaries and adverbs of its main verb.

    What somebody would not say, or not deny, is unconfirmed.
    """
    table = acts()
    cue = doc[attribution.anchor]
    if is_negated(cue):
        return "unconfirmed"
    lemma = cue.lemma_.lower()
    if attribution.hearsay:
        if lemma in table.unconfirmed_passives:
            return "unconfirmed"
        return table.certainty.get(lemma, table.certainty.get(cue.lower_, "possible"))
    for low, high in attribution.content:
        for i in range(low, high):
            token = doc[i]
            if token.lemma_.lower() in table.certainty and (
                    token.i == cue.i or (low <= token.head.i < high and not low <= token.head.head.i < high)
                    or token.head.head.i == token.head.i):
                return table.certainty[token.lemma_.lower()]
    return table.certainty.get(lemma, "certain")
