"""What the words around a mention say of how it stands to those told before: of a day before, known, another case."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.extract.events.syntax import is_definite
from reportedly.extract.events.words import words


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
