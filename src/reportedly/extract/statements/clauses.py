"""Walks over a dependency parse that the statements need: who is the subject, what hangs on a verb.

Everything is by token index: a range is ``(first, behind the last)``.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

Range = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg", "prt"})
RELATIVE_TAGS = frozenset({"WP", "WDT"})
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
NOMINAL = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
VERBAL = frozenset({"VERB", "AUX"})
LONGEST_SOURCE = 45
DEEPEST = 5
OF_OBJECT = frozenset({"as", "for", "of", "from"})


def subtree(token: Token) -> Range:
    """The stretch from the first to the last word that hangs on ``token``."""
    return token.left_edge.i, token.right_edge.i + 1


def is_passive(verb: Token) -> bool:
    """Whether the subject of the verb suffers it: "was denied", "claims denied by"."""
    if verb.tag_ != "VBN":
        return False
    deps = {child.dep_ for child in verb.children}
    if "auxpass" in deps or "agent" in deps:
        return True
    return verb.dep_ in ("acl", "advcl") and not deps & {"aux", "nsubj", "dobj"}


def subject(verb: Token) -> Token | None:
    """The word that is the subject of an active verb, found over conjunctions, participles and infinitives."""
    return _subject(verb, DEEPEST)


def _subject(verb: Token, depth: int) -> Token | None:
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        return min(own, key=lambda child: abs(child.i - verb.i))
    head, dep = verb.head, verb.dep_
    if depth == 0 or head.i == verb.i:
        return None
    if dep == "acl":
        return head if verb.tag_ == "VBG" else None
    if dep == "pcomp":
        return _governed(head, depth)
    if dep == "xcomp":
        hearer = next((c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i), None)
        if hearer is not None:
            return hearer
    elif dep == "ccomp":
        if verb.tag_ not in ("VBG", "VB"):
            return None
    elif dep not in ("conj", "advcl", "aux", "parataxis", "dep"):
        return None
    if head.pos_ not in VERBAL:
        return None
    return passive_subject(head) or _subject(head, depth - 1)


def _governed(preposition: Token, depth: int) -> Token | None:
    """The subject of a gerund behind a preposition: "by saying" is the main subject's; "quoted her as saying", "accused
    her of saying" hers."""
    verb = preposition
    while verb.dep_ in ("prep", "pcomp") and verb.head.i != verb.i:
        verb = verb.head
    if verb.pos_ not in VERBAL:
        return None
    if preposition.lower_ in OF_OBJECT:
        sufferer = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if sufferer is not None:
            return sufferer
    return passive_subject(verb) or _subject(verb, depth - 1)


def passive_subject(verb: Token) -> Token | None:
    """The word that is the subject of a passive verb."""
    return next((child for child in verb.children if child.dep_ in PASSIVE_SUBJECTS), None)


def agent(verb: Token) -> Token | None:
    """The word behind "by" of a passive verb."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def antecedent(token: Token) -> Token:
    """For the relative pronoun of a relative clause what it stands for, else the token itself."""
    if token.tag_ in RELATIVE_TAGS:
        clause = token.head
        while clause.dep_ in ("conj", "aux", "xcomp", "ccomp") and clause.head.i != clause.i:
            clause = clause.head
        if clause.dep_ == "relcl":
            named = clause.head
            while named.dep_ == "appos" and named.head.i < named.i:
                named = named.head
            return named
    return token


def phrase(head: Token, *without: Range) -> Range:
    """The noun phrase of ``head`` with its appositions and relative clauses, cut back where it would reach into a
    stretch of ``without`` or grows past ``LONGEST_SOURCE`` words."""
    start, end = subtree(head)
    for low, high in without:
        if start < high and low < end:
            if low > head.i:
                end = min(end, low)
            elif high <= head.i:
                start = max(start, high)
    if end - start > LONGEST_SOURCE:
        for child in head.children:
            if child.dep_ in ("relcl", "acl", "appos") and child.i > head.i:
                end = min(end, child.left_edge.i)
    return trimmed(head.doc, (start, end))


def trimmed(doc: Doc, span: Range) -> Range:
    """The range without white space and commas, stops, colons and dashes at its edges; empty stays as it is."""
    start, end = span
    while start < end and (doc[start].is_space or doc[start].lower_ in EDGE):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].lower_ in EDGE):
        end -= 1
    return start, end


EDGE = frozenset({",", ".", ":", ";", "-", "–", "—", "--", "..", "...", "…"})


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before the verb."""
    return any(child.tag_ == "TO" for child in verb.children)
