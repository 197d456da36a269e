"""What the words around a mention say of how it stands to those told before: of a day before, known, another case, or
what came of it later."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.extract.events.syntax import is_definite
from reportedly.extract.events.words import entries, words

OWNED = ("poss", "acl", "relcl")
"""What hangs on wounds that somebody had before."""


def is_days_before(verb: Token) -> bool:
    """Whether its clause says by how many days, or more, it came before what is told: "a day after rebels had killed"."""
    mark = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ in words("reference", "behind")), None)
    measures = (c for over in (verb.head, verb, mark) if over is not None for c in over.children)
    return mark is not None and any(
        c.dep_ == "npadvmod" and c.i < mark.i and c.lemma_.lower() in words("reference", "measures") for c in measures)


def is_of_known(deed: Token) -> bool:
    """Whether who suffered the deed is taken for known: "the killing of the teacher, A", not "of the editor B"."""
    hit = (t for c in deed.children if c.dep_ == "prep" for t in c.children)
    return any(t.pos_ == "NOUN" and is_definite(t) and all(w.pos_ != "PROPN" for w in t.doc[t.i + 1:t.i + 2]) for t in hit)


def cases(verb: Token) -> list[Token]:
    """What the words before a verb call the case it tells of: "in a similar | incident, two men were shot"."""
    opened = (t for prep in verb.lefts if prep.dep_ == "prep" and prep.lower_ in words("where", "within") for t in prep.children)
    return [t for t in opened if t.dep_ == "pobj" and t.lemma_.lower() in words("reference", "cases")]


def tells_death(verb: Token) -> bool:
    """Whether it tells of a death alone, which may follow elsewhere: "and two of them died in hospital in Lyon"."""
    return any(entry.get("harm") and entry["subject"] == "victim" for entry in entries("verb").get(verb.lemma_.lower(), ()))


def _is_days_after(verb: Token) -> bool:
    """Whether it is told to have come days or more after what its clause names: "died, 17 days after an attack"."""
    behind = (c for c in verb.rights if c.dep_ == "prep" and c.lower_ in words("reference", "behind"))
    return any(t.dep_ == "npadvmod" and t.lemma_.lower() in words("reference", "measures") for c in behind for t in c.lefts)


def is_death_of_wounds(verb: Token) -> bool:
    """Whether it tells of a death that came after, of what an act did: where and when that was, it doesn't say.

    "He died on Monday of wounds sustained in the ambush"; "a man who was injured in Sunday's bombing died on Monday".
    """
    if not tells_death(verb):
        return False
    of = (t for prep in verb.subtree if prep.dep_ == "prep" and prep.i > verb.i and prep.lower_ in words("reference", "died_of")
          for t in prep.children)
    hurt = (clause for child in verb.lefts if child.dep_ == "nsubj" for clause in child.rights if clause.dep_ in ("relcl", "acl"))
    had = any(t.lemma_.lower() in words("weapons", "wounds") and any(c.dep_ in OWNED for c in t.children) for t in of)
    return had or _is_days_after(verb) or any(
        entry.get("harm") and entry["object"] == "victim" for clause in hurt
        for entry in entries("verb").get(clause.lemma_.lower(), ()))
