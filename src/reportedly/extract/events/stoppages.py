"""Strikes of those who stop work or eating, not of those who bomb: "a general strike", "a strike by teachers"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from reportedly.extract.events.drafts import NOMINAL, Draft
from reportedly.extract.events.syntax import MODIFIERS, SUBJECTS, prepositions
from reportedly.extract.events.words import cue_types, entries, modifier_types, words


def without_stoppages(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those of a report's stoppages: where it tells of one, each strike that hits nobody is one."""
    strikes = [d.trigger for d in drafts if d.trigger.pos_ in NOMINAL and d.trigger.lemma_.lower() in words("stoppages", "nouns")]
    if not any(map(_is_stoppage, strikes)):
        return list(drafts)
    return [d for d in drafts if d.trigger not in strikes or _is_hard(d)]


def _is_stoppage(strike: Token) -> bool:
    """Whether its words, or the verb over it, say that people stopped what they do."""
    beside = {t.lemma_.lower() for c in strike.lefts if c.dep_ in MODIFIERS for t in (c, *c.lefts) if t.pos_ != "PROPN"}
    told = [t for prep, t in prepositions(strike) if prep == "by" and t.pos_ != "PROPN"]
    told += [t for noun in told for prep, t in prepositions(noun) if prep == "of"]  # "by a group of workers"
    by = {t.lemma_.lower() for t in told}
    if not beside.isdisjoint(words("stoppages", "kinds")) or not (beside | by).isdisjoint(words("stoppages", "people")):
        return True
    if strike.dep_ == "pobj":
        return strike.tag_ == "NN" and strike.n_lefts == 0 and strike.head.lower_ in words("stoppages", "on")
    return strike.dep_ in ("dobj", "nsubjpass") and strike.head.lemma_.lower() in words("stoppages", "verbs")


def _is_hard(draft: Draft) -> bool:
    """Whether it has hit somebody, or a word before it says with what: "the strike killed six", "air strikes"."""
    strike = draft.trigger
    does = strike.dep_ in SUBJECTS and strike.head.lemma_.lower() in entries("verb")
    if (does and not _is_stoppage(strike)) or draft.targets or draft.victims or draft.weapons:
        return True
    return any(c.lower_ in modifier_types() or c.lemma_.lower() in cue_types() for c in strike.lefts)
