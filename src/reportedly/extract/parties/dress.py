"""How people look, by which a report describes those it cannot name: "men in army uniform", "two men dressed as guards"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from reportedly.extract.parties.words import PHRASE_BREAKS, word_set

LONGEST = 6
"""How many tokens what they wear may be described with."""

AS_OR_IN = ("as", "in")


def behind_dress(doc: Doc, end: int) -> int:
    """Where a phrase for people that ends before the token ``end`` is over, with what they wear."""
    if end >= len(doc):
        return end
    link = doc[end]
    worn = None
    if link.lower_ == "in":
        worn = _object(link, "pobj")
        worn = worn if worn is not None and worn.lower_ in word_set("people", "worn") else None
    elif link.tag_ in ("VBG", "VBN") and link.lemma_.lower() in word_set("people", "wear"):
        worn = _object(link, "dobj") or _taken_for(link)
    return _with_owner(worn) if worn is not None else end


def _taken_for(link: Token) -> Token | None:
    """What they are dressed as, or in."""
    preps = (c for c in link.rights if c.dep_ == "prep" and c.lower_ in AS_OR_IN and c.i == link.i + 1)
    found = next((t for c in preps if (t := _object(c, "pobj")) is not None), None)
    mistaken = next((c for c in link.rights if c.dep_ == "advcl" and disguised(c) is not None), None)
    return found or (_object(link, "nsubj", mistaken) if mistaken is not None else None)


def disguised(verb: Token) -> Token | None:
    """Who does it, where the parse took what they are dressed as for the subject: "gunmen dressed as soldiers killed"."""
    link = verb.head
    if verb.dep_ != "advcl" or link.dep_ != "acl" or link.tag_ != "VBN" or link.lemma_.lower() not in word_set("people", "wear"):
        return None
    behind = link.nbor()
    return link.head if behind.lower_ == "as" and behind.head.i == verb.i else None


def _object(link: Token, dep: str, above: Token | None = None) -> Token | None:
    """What stands in that relation to the word, or to the one ``above``, near behind it with nothing that parts them."""
    found = next((c for c in (above or link).children if c.dep_ == dep and c.i > link.i), None)
    if found is None or found.i - link.i > LONGEST or any(t.text in PHRASE_BREAKS for t in link.doc[link.i:found.i]):
        return None
    return found


def _with_owner(worn: Token) -> int:
    """The end of "the uniform of the army"."""
    of = worn.nbor() if worn.i + 1 < len(worn.doc) else worn
    whose = _object(of, "pobj") if of.lower_ == "of" else None
    return (worn if whose is None else whose).i + 1
