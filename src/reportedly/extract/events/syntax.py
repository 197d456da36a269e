"""What a verb or noun governs in the dependency parse: its subject, objects, agent and prepositional phrases.

Labels are those of spaCy's English pipelines (ClearNLP style).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from reportedly import lexicon
from reportedly.extract.events.coordination import are_aged, conjuncts
from reportedly.extract.events.words import entries, things, weapons, words
from reportedly.extract.figures.people import is_person
from reportedly.extract.parties.dress import disguised
from reportedly.extract.parties.words import word_set

NAMED_AS = ("oprd", "xcomp", "ccomp")
LONGEST_ASTRAY = 12
"""How many tokens behind a participle its agent is looked for."""
SUBJECT = "nsubj"
PASSIVE_SUBJECT = "nsubjpass"
SUBJECTS = frozenset({SUBJECT, PASSIVE_SUBJECT})
OBJECTS = frozenset({"dobj", "dative"})
MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})
INHERITS_SUBJECT = frozenset({"xcomp", "advcl", "conj", "ccomp"})
TIMES = frozenset({"DATE", "TIME"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PLURAL = frozenset({"NNS", "NNPS"})
RELATIVES = frozenset({"that", "which", "who", "whom"})
PHRASE = frozenset((
    "compound", "amod", "nmod", "poss", "det", "nummod", "quantmod", "advmod", "predet", "case", "nn", "punct"))


@dataclass(slots=True)
class Frame:
    """The parts of a clause, as head tokens: passives are turned round, conjuncts are listed."""

    doers: list[Token] = field(default_factory=list)
    done_to: list[Token] = field(default_factory=list)
    preps: list[tuple[str, Token]] = field(default_factory=list)
    passive: bool = False


def _cut_off(last: Token, verb: Token) -> list[Token]:
    """Those of a list whom the parse cut off from its last and the verb: "Ali, 9, | and Omar, 12, were killed in Gaza"."""
    first = verb.head
    if verb.dep_ != "conj" or first.dep_ != "ROOT" or first.pos_ not in ("NOUN", "PROPN"):
        return []
    joined = any(c.dep_ == "cc" and c.i + 1 == last.left_edge.i for c in first.rights)
    named = first.ent_type_ == last.ent_type_ == "PERSON" or are_aged(first, last)
    return conjuncts(first) if joined and (named or (is_person(first.lower_) and is_person(last.lower_))) else []


def is_definite(noun: Token) -> bool:
    """Whether a determiner takes what the noun means for known: "the raid", "that man"."""
    return any(c.dep_ == "det" and c.lower_ in words("reference", "same") for c in noun.lefts)


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Each preposition of the token with the head of its phrase; of chains ("out of") the last; "by" of a passive too."""
    for child in token.children:
        if child.dep_ in ("prep", "agent") or (child.dep_ == "advmod" and child.lower_ in things("beside")):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    for part in conjuncts(inner):
                        yield child.lower_, part
                    if inner.ent_type_ in TIMES:  # "the attack on Friday, 3 May, at the market"
                        for day in (inner, *(c for c in inner.rights if c.dep_ == "appos" and c.ent_type_ in TIMES)):
                            yield from prepositions(day)
                elif inner.dep_ == "conj" and inner.pos_ == "ADP":
                    for last in inner.children:
                        if last.dep_ == "pobj":
                            yield inner.lower_, last
                elif inner.dep_ == "pcomp":
                    yield child.lower_, inner
                elif inner.dep_ == "prep":
                    for last in inner.children:
                        if last.dep_ == "pobj":
                            link = child.lower_ if child.lower_ in things("beside") else inner.lower_
                            yield from ((link, part) for part in conjuncts(last))


def stands_with(noun: Token) -> bool:
    """Whether "with" before the noun adds it to who or what was named: "along with A", "together with B and C"."""
    while noun.dep_ == "conj":
        noun = noun.head
    link = noun.head
    return link.lower_ == "with" and link.i > link.sent.start and link.nbor(-1).lower_ in words("among", "together")


def antecedent(pronoun: Token, verb: Token) -> Token:
    """What a relative pronoun stands for: the noun that its clause hangs on, or the act that is said to be in that place:
    "the blasts in Kenya, which killed". Of "gunmen dressed as soldiers killed" the gunmen."""
    if verb.dep_ == "advcl" and (who := disguised(verb)) is not None:
        return who
    if pronoun.lower_ not in RELATIVES or verb.dep_ != "relcl":
        return pronoun
    if pronoun.tag_ == "WP" and (people := _people_of(verb.head)) is not None:
        return people
    act = verb.head
    while verb.head.ent_type_ in PLACE_LABELS and act.dep_ in ("pobj", "prep", "conj") and act.head.i != act.i:
        act = act.head
        told = [act, *(c for c in act.children if c.dep_ == "dobj" and c.i < verb.head.i)]
        found = next((t for t in told if t.lemma_.lower() in entries("noun")), None)
        if found is not None:
            return found
    return verb.head


def _people_of(body: Token) -> Token | None:
    """The people whom "who" means, where the parse hung it on what they are of: "members of the group, who"."""
    people = body.head.head
    of = body.dep_ == "pobj" and body.head.lower_ == "of" and is_person(people.lower_)
    bodies = words("sides", "bodies") | words("sides", "groups") | words("sides", "descent")
    return people if of and body.lemma_.lower() in bodies else None


def is_shelling(gerund: Token) -> bool:
    """Whether a gerund before a verb is its subject, for which the parse takes the adjective: "Ukrainian | shelling killed"."""
    before = gerund.nbor(-1) if gerund.tag_ == "VBG" and gerund.dep_ == "advmod" and gerund.i > gerund.sent.start else gerund
    beside = before.dep_ == SUBJECT and before.head.i == gerund.head.i
    return before.tag_ in ("JJ", "NNP") and (beside or (before.dep_ == "amod" and before.head.i == gerund.i))


def _only_describes(subject: Token) -> bool:
    """Whether the parse has two subjects side by side, of which the first only says what the second is."""
    behind = subject.right_edge.i + 1
    return subject.pos_ != "PROPN" and any(
        c.dep_ == SUBJECT and c.pos_ == "PROPN" and c.left_edge.i == behind for c in subject.head.children)


def _agents_astray(preps: Iterable[tuple[str, Token]]) -> list[Token]:
    """The agents whom the parse hung on the place before them: "were captured at the station in Kita | by troops"."""
    for prep, place in preps:
        if prep not in words("where", "prepositions") or place.lemma_.lower() in entries("noun"):
            continue
        inner = list(prepositions(place))
        found = [t for by, t in inner if by == "by" and (is_person(t.lower_) or t.lemma_.lower() in words("sides", "armed"))]
        if found or (found := _agents_astray(inner)):
            return found
    return []


def _goes_on_listing(noun: Token, verb: Token) -> bool:
    """Whether the parse lost the next of the objects: "attacked the palace, | the hotel's guards, and the council"."""
    before = noun.doc[max(noun.left_edge.i - 1, 0)]
    objects = [c for c in verb.rights if c.dep_ == "dobj" and c.i < noun.i]
    listed = before.text == "," and any(c.dep_ == "cc" for c in noun.rights) and any(c.dep_ == "conj" for c in noun.rights)
    return bool(objects) and listed and noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ not in TIMES


def _agents_before_next(participle: Token) -> list[Token]:
    """The agents behind a participle that the parse gives to the verb further on: "A, shot on Friday | by men, was buried"."""
    for token in participle.doc[participle.i + 1:min(participle.i + LONGEST_ASTRAY, participle.sent.end)]:
        if token.pos_ in ("VERB", "AUX"):
            return []
        if token.lower_ == "by" and token.head.i > token.i and token.head.pos_ in ("VERB", "AUX"):
            return [t for c in token.children if c.dep_ == "pobj" and c.ent_type_ not in TIMES for t in conjuncts(c)]
    return []


def frame(verb: Token, depth: int = 0) -> Frame:
    """The parts of the verb's clause; a missing subject is taken from the clause that it hangs on."""
    parts = Frame()
    for child in verb.children:
        dep = child.dep_
        if dep == SUBJECT and _only_describes(child):
            continue  # "Sudan's paramilitary | Rapid Support Forces shelled"
        if dep == SUBJECT:
            parts.doers += _cut_off(child, verb) + conjuncts(antecedent(child, verb))
        elif dep == PASSIVE_SUBJECT:
            parts.passive = True
            parts.done_to += _cut_off(child, verb) + conjuncts(antecedent(child, verb))
        elif dep in OBJECTS and child.pos_ != "ADP" and not (child.lower_ == "that" and _has_passive_subject(verb)):
            parts.done_to += conjuncts(child)
        elif dep == "auxpass":
            parts.passive = True
        elif dep == "npadvmod" and _goes_on_listing(child, verb):
            parts.done_to += [t for part in conjuncts(child) for t in (part, *(c for c in part.rights if c.dep_ == "appos"))]
        elif dep == "npadvmod" and child.tag_ == "CD" and child.i > verb.i and child.ent_type_ not in TIMES:
            parts.done_to.append(child)  # "shot down | 21 of 28 drones"
        elif dep == "prep" and child.i == verb.i + 1 and child.lower_ in words("phrases", "around"):
            parts.done_to += [c for c in child.children if _is_count(c)]  # "militants killed over | 50 on Sunday"
        elif child.tag_ == "VBG" and verb.tag_ in FINITE and (
                dep == "aux" or is_shelling(child) or (dep == "csubj" and not any(c.dep_ in OBJECTS for c in child.children))):
            parts.doers.append(child)  # a noun that the parse took for a verb: "shelling hit the clinic"
    if not parts.done_to and not parts.passive and verb.pos_ == "VERB":
        parts.done_to += _shared_object(verb) or _object_of_next(verb)
        _turn_late_subject(verb, parts)
    told_of = _is_told_of(verb)
    if parts.doers and not (parts.done_to or parts.passive) and _is_left_dead(verb):
        parts.passive, parts.done_to, parts.doers = True, parts.doers, []
    if not parts.doers and not parts.passive:
        parts.doers += _gerund_before(verb)
    for prep, head in prepositions(verb):
        parts.preps.append((prep, head))
        if prep == "by" and (parts.passive or verb.tag_ == "VBN" or told_of) and head.pos_ != "VERB":
            parts.doers.append(head)
            parts.passive = parts.passive or verb.dep_ == "conj"
    if parts.passive and not parts.done_to and verb.dep_ in NAMED_AS and verb.head.tag_ == "VBN" and (
            verb.head.lemma_.lower() in words("blame", "name")):  # "members of a gang called the Owls | were arrested"
        parts.done_to += [t for c in verb.head.lefts if c.dep_ in SUBJECTS for t in conjuncts(c)]
    if parts.passive and not parts.doers:  # "were held hostage | by rebels"
        parts.doers += [t for c in verb.children if c.dep_ == "oprd" for prep, t in prepositions(c)
                        if prep == "by" and t.ent_type_ not in TIMES] or _agents_astray(parts.preps) or _shared_agent(verb)
    active = any(c.dep_ == SUBJECT for c in verb.children)  # "a statement that rebels had fired on the town"
    if verb.tag_ == "VBN" and _hangs_behind(verb) and not parts.done_to:
        parts.passive = True
        parts.done_to += conjuncts(verb.nbor(-1))
    elif verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod") and not (parts.done_to or active):
        parts.passive = True
        parts.done_to += conjuncts(_person_of(verb.head) if verb.dep_ == "acl" else verb.head)
        parts.doers += [] if parts.doers else _agents_before_next(verb)
    elif not parts.doers and not parts.passive and (supposed := _supposed(verb)):
        parts.doers += supposed
    elif not parts.doers and not parts.passive and (attempt := attempt_over(verb)) is not None:
        parts.doers += _who_tried(attempt, depth)
    elif not parts.doers and not parts.passive and depth < 3 and (gave := order_over(verb)) is not None:
        parts.doers += frame(gave, depth + 1).doers
    elif verb.tag_ == "VBN" and verb.dep_ == "acl" and not parts.passive and not parts.doers:
        parts.doers += conjuncts(_lost_subject(verb))
    elif verb.dep_ == "acl" and verb.tag_ == "VBG" and not parts.doers:
        aside = _only_holds(verb.head) or any(map(_is_of_them, parts.done_to))
        parts.doers += _who_wrote(verb.head, depth) or ([] if aside else [verb.head])
    elif verb.dep_ == "pcomp" and not (parts.done_to if parts.passive else parts.doers) and depth < 3:
        into = parts.done_to if parts.passive else parts.doers
        into += _behind_preposition(verb, verb.head, depth)
    elif not parts.doers and not parts.passive and (before := _clause_before(verb)) is not None and depth < 3:
        parts.doers += frame(before, depth + 1).doers
    elif is_adjective_for_gerund(verb):
        parts.doers += _behind_preposition(verb, verb.head.head, depth)
        parts.done_to += conjuncts(verb.head)
    elif not (parts.done_to if parts.passive else parts.doers) and _shares_subject(verb) and depth < 3:
        head = verb.head
        own = verb.dep_ == "advcl" and verb.tag_ in FINITE and verb.i < head.i  # whoever does it is lost, not who speaks of it
        told_aside = head.dep_ == "relcl" and head.lemma_.lower() not in entries("verb")
        if verb.tag_ == "VBG" and (told_aside or _holds_place(head)):
            return parts  # "bombed the tents of people who had fled, killing ten": not they
        if head.pos_ in ("VERB", "AUX") and head.i != verb.i and not own:
            above = frame(_told_before(verb) or head, depth + 1)
            if verb.tag_ == "VBN" and verb.dep_ == "xcomp" and head.lemma_.lower() in words("blame", "stand"):
                parts.passive = True  # "stands | accused of it"
                parts.done_to += above.doers
            elif parts.passive or (verb.tag_ == "VBN" and above.passive and (verb.dep_ == "conj" or _is_state(verb))):
                parts.passive = True
                parts.done_to += above.done_to if above.passive else above.doers
            else:
                parts.doers += above.done_to if above.passive and verb.tag_ != "VBG" else above.doers
    return parts


def _who_wrote(noun: Token, depth: int) -> list[Token]:
    """Who left the letter that the parse has the paper write: "left messages with | newspapers claiming", "a note at the"."""
    beside = noun.head.head if noun.dep_ == "pobj" else noun
    letters = [beside] if beside.dep_ == "dobj" else [c for c in beside.children if c.dep_ == "dobj"]
    if beside is noun or depth > 2 or not any(t.lemma_.lower() in lexicon.load("people")["documents"] for t in letters):
        return []
    return frame(letters[0].head, depth + 1).doers


def _only_holds(agent: Token) -> bool:
    """Whether it is who holds a place that was hit: "hit a village controlled by the | group, killing nine"."""
    return agent.dep_ == "pobj" and agent.head.lower_ == "by" and _holds_place(agent.head.head)


def _holds_place(participle: Token) -> bool:
    return participle.dep_ == "acl" and participle.lemma_.lower() in words("where", "held")


def _is_left_dead(verb: Token) -> bool:
    """Whether a verb without an object is a headline's passive: "two men | shot dead in La Paz"."""
    states = lexicon.load("harm")["particles"].get(verb.lemma_.lower(), {})
    return verb.i + 1 < verb.sent.end and verb.nbor().pos_ == "ADJ" and verb.nbor().lower_ in states


def _is_count(number: Token) -> bool:
    """Whether a number behind a preposition counts people, and no hours or pounds: "over | 50", "around a | dozen"."""
    counts = number.tag_ == "CD" or number.lower_ in words("phrases", "measures")
    return number.dep_ == "pobj" and counts and number.ent_type_ in ("", "CARDINAL", "QUANTITY")


def _hangs_behind(verb: Token) -> bool:
    """Whether a participle tells of the person right before it: "identified the body of the guard | murdered on Monday"."""
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    bare = verb.dep_ == "advcl" and verb.head.i < before.i and not any(True for _ in verb.lefts)
    return bare and before.dep_ in ("pobj", "dobj") and (before.ent_type_ == "PERSON" or is_person(before.lower_))


def _is_state(verb: Token) -> bool:
    """Whether a participle tells the state that somebody was in: "were found | shot dead", not "were said to have | shot"."""
    return verb.dep_ == "xcomp" and not any(c.dep_ == "aux" for c in verb.lefts)


def _told_before(verb: Token) -> Token | None:
    """The verb that tells what is said, where the parse hangs the next deed on the saying: "said they took A, | killed B",
    "rebels took A, police said, | killing B".
    """
    if (accused := _accused_of(verb)) is not None:
        return accused
    if verb.head.lemma_.lower() not in word_set("actions", "speaking"):
        return None
    clauses = [c for c in verb.head.children if c.dep_ == "ccomp"]
    if verb.head.dep_ == "parataxis" and verb.head.head.i < verb.head.i:
        clauses.insert(0, verb.head.head)
    told = [c for c in clauses if c.i < verb.i and c.pos_ in ("VERB", "AUX")]
    if verb.tag_ == "VBG" and verb.dep_ == "advcl":
        return told[-1] if told else None
    if verb.dep_ != "conj" or verb.tag_ not in FINITE:
        return None
    if not any(entry["subject"] == "actor" for entry in entries("verb").get(verb.lemma_.lower(), ())):
        return None
    return told[-1] if told else None


def _accused_of(verb: Token) -> Token | None:
    """What somebody is accused of, where the parse hangs the next deed on that: "accused them of taking A, | killing B"."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl":
        return None
    lemma, blamed = verb.head.lemma_.lower(), words("light", "prepositions")
    return next((t for t in verb.head.subtree if t.dep_ == "pcomp" and t.i < verb.i and t.head.lower_ in blamed
                 and lemma in words("blame", "object_" + t.head.lower_)), None)


def _clause_before(verb: Token) -> Token | None:
    """The clause with the subject where the parse hangs it on the next: "the army raided two towns; | bombed a market"."""
    if verb.tag_ not in FINITE or verb.dep_ == "relcl" or verb.lemma_.lower() in word_set("actions", "speaking"):
        return None
    told = [c for c in verb.lefts if c.dep_ == "ccomp" and c.pos_ == "VERB" and any(t.dep_ == SUBJECT for t in c.lefts)]
    return told[-1] if told and not any(c.dep_ in ("expl", "csubj") for c in verb.children) else None


def _turn_late_subject(verb: Token, parts: Frame) -> None:
    """Makes an object of what the parse takes for a second subject, behind the verb: "a group wounded | the judge"."""
    subjects = [c for c in verb.children if c.dep_ == SUBJECT]
    late = [c for c in subjects if c.i > verb.i]
    if late and len(late) < len(subjects) and verb.tag_ in FINITE:
        parts.done_to = [t for c in late for t in conjuncts(c)]
        parts.doers = [t for t in parts.doers if t not in parts.done_to]


def attempt_over(verb: Token) -> Token | None:
    """The attempt whose aim the infinitive says: "an attempt to kidnap her"; the parse may hang it on the verb over that."""
    if not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.lefts):
        return None
    over = [verb.head] if verb.dep_ in ("acl", "relcl") else []
    over += [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i] if verb.dep_ in ("xcomp", "advcl") else []
    return next((t for t in over if t.lemma_.lower() in words("attempts", "nouns") and t.pos_ in ("NOUN", "PROPN")), None)


def order_over(verb: Token) -> Token | None:
    """The verb by which the order was given whose aim the infinitive says: "signed the order to | kill the priests".

    Only where those whom it was about are known, as is the order: what is told then is who had it done.
    """
    order = verb.head
    if verb.dep_ not in ("acl", "relcl") or order.dep_ != "dobj" or order.lemma_.lower() not in words("blame", "orders"):
        return None
    known = is_definite(order) and any(c.dep_ == "dobj" and (is_definite(c) or c.pos_ == "PROPN") for c in verb.rights)
    gave = order.head
    past = gave.tag_ in ("VBD", "VBN") or any(c.lower_ == "having" for c in gave.lefts)
    denied = any(c.dep_ == "neg" or c.tag_ == "MD" for c in gave.lefts)
    return gave if known and past and not denied and gave.lemma_.lower() in words("blame", "ordering") else None


def _who_tried(attempt: Token, depth: int) -> list[Token]:
    """Who made an attempt: "an attempt by rebels to kidnap her", "fired in an attempt to kill him"."""
    if depth > 2:
        return []
    own = [t for prep, t in prepositions(attempt) if prep == "by"] + [c for c in attempt.lefts if c.dep_ == "poss"]
    above = attempt.head.head if attempt.dep_ == "pobj" and attempt.head.lower_ == "in" else attempt.head
    made = attempt.dep_ == "pobj" or (attempt.dep_ == "dobj" and above.lemma_.lower() in words("light", "actor"))
    return own or (frame(above, depth + 1).doers if made and above.pos_ == "VERB" else [])


def _supposed(verb: Token) -> list[Token]:
    """Who does it where the parse ends the clause with what they are taken for: "gunmen believed to be bandits | killed six"."""
    over = verb.head.head if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.dep_ == "attr" else verb.head
    over = over.head if over.lemma_ == "be" and over.dep_ == "xcomp" else over
    acts = any(c.dep_ in OBJECTS for c in verb.children) and verb.dep_ in ("acl", "ccomp") and verb.tag_ in ("VBD", "VBN")
    if not acts or over.lemma_.lower() not in words("blame", "supposed") or over.tag_ not in ("VBD", "VBN"):
        return []
    thought = any(c.dep_ == "xcomp" and c.i < verb.i for c in over.rights)
    return [t for c in over.lefts if thought and c.dep_ == SUBJECT for t in conjuncts(c)]


def _lost_subject(verb: Token) -> Token:
    """Who does it where the parse makes a participle of a verb with an object: "two men on a motorcycle | set off a bomb"."""
    noun = verb.head
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head.head
    return noun


def _shared_agent(verb: Token) -> list[Token]:
    """The agent that the next participle has for both: "was shot and wounded | by police"."""
    last = next((c for c in verb.rights if c.dep_ == "conj" and c.tag_ == "VBN" and c.left_edge.i == verb.i + 2), None)
    told = prepositions(last) if last is not None else ()
    return [t for prep, t in told if prep == "by" and t.ent_type_ not in TIMES
            and t.lemma_.lower() not in weapons() and t.lemma_.lower() not in things("things")]


def _object_of_next(verb: Token) -> list[Token]:
    """The object that the parse takes for who does what is told of it: "wounded | one of the guards standing at the gate"."""
    if not any(c.dep_ == SUBJECT for c in verb.lefts):
        return []
    taken = (c for clause in verb.rights if clause.dep_ == "advcl" and clause.tag_ == "VBG" for c in clause.lefts)
    return [t for c in taken if c.dep_ == SUBJECT and c.left_edge.i == verb.i + 1 for t in conjuncts(c)]


def _shared_object(verb: Token) -> list[Token]:
    """The object that the next verb has for both: "attacked and sank | a trawler"."""
    last = next((c for c in verb.rights if c.dep_ == "conj" and c.pos_ == "VERB" and c.tag_ == verb.tag_), None)
    if last is None or any(t.dep_ not in ("cc", "advmod", "punct") for t in verb.doc[verb.i + 1:last.i]):
        return []
    return [t for c in last.rights if c.dep_ == "dobj" for t in conjuncts(c)]


def _person_of(noun: Token) -> Token:
    """Who is told of behind a deed or state of theirs: "the release of A, kidnapped in May" tells of A."""
    owner = next((t for prep, t in prepositions(noun) if prep == "of" and (
        t.ent_type_ == "PERSON" or is_person(t.lower_))), None)
    return owner if owner is not None and noun.pos_ == "NOUN" and noun.tag_ == "NN" and (
        noun.lemma_.lower() not in things("things") and not is_person(noun.lower_)) else noun


def _is_of_them(token: Token) -> bool:
    """Whether the token counts some of those named before: "14 of them"."""
    return any(prep == "of" and t.lower_ in words("phrases", "pronouns") for prep, t in prepositions(token))


def _has_passive_subject(verb: Token) -> bool:
    """Whether a passive has its own subject: a "that" before it then only opens what is said."""
    return any(c.dep_ == PASSIVE_SUBJECT for c in verb.children)


def _shares_subject(verb: Token) -> bool:
    """Whether the verb can have the subject of the one that it hangs on; what is told or thought has its own."""
    finite = verb.tag_ in FINITE or any(c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE for c in verb.children)
    own = any(c.dep_ == "csubj" for c in verb.children)
    return verb.dep_ in INHERITS_SUBJECT and not (own or (verb.dep_ == "ccomp" and finite) or _is_told_of(verb))


def _is_told_of(gerund: Token) -> bool:
    """Whether a gerund only names what others did: "the monitor said | shelling hit the port", "residents heard | shooting"."""
    if gerund.tag_ != "VBG" or gerund.dep_ != "xcomp" or any(c.dep_ in OBJECTS or c.dep_ == "aux" for c in gerund.children):
        return False
    return gerund.head.lemma_.lower() in words("light", "telling") or any(
        gerund in _gerund_before(c) for c in gerund.head.rights if c.dep_ == "ccomp")


def _gerund_before(verb: Token) -> list[Token]:
    """The gerund that the parse hangs on the saying, and that is the subject: "said | shelling on Sunday hit the port"."""
    said = verb.head
    if verb.dep_ != "ccomp" or verb.tag_ not in FINITE or said.lemma_.lower() not in word_set("actions", "speaking"):
        return []
    if any(c.dep_ in SUBJECTS for c in verb.lefts):
        return []
    return [c for c in said.rights if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.i == said.i + 1 < verb.i][:1]


def is_adjective_for_gerund(verb: Token) -> bool:
    """Whether the parse made an adjective of a gerund behind a preposition: "accused of | killing civilians"."""
    prep = verb.head.head
    if verb.tag_ != "VBG" or verb.dep_ != "amod" or verb.head.dep_ != "pobj" or verb.i != prep.i + 1:
        return False
    return prep.lower_ in words("light", "prepositions") and any(
        entry["object"] for entry in entries("verb").get(verb.lemma_.lower(), ()))


def _behind_preposition(gerund: Token, link: Token, depth: int) -> list[Token]:
    """Of whom a gerund behind a preposition tells: "A was accused of killing", "A fled after having killed"."""
    prep, above = link.lower_, link.head
    if gerund.tag_ != "VBG" and not any(c.tag_ == "VBG" and c.dep_ in ("aux", "auxpass") for c in gerund.lefts):
        return []
    if above.pos_ not in ("VERB", "AUX"):
        return _accused(above) if prep == "of" else []
    parts = frame(above, depth + 1)
    if above.lemma_.lower() in words("realis", "means"):  # "reports of drones used by rebels in | shelling the town"
        return [*parts.doers, *(t for t in parts.done_to if t.lemma_.lower() in weapons())]
    if prep in words("light", "circumstances"):
        return parts.done_to if parts.passive else parts.doers
    if prep in words("light", "means"):
        return parts.doers
    return parts.done_to if prep in words("light", "prepositions") else []


def _accused(noun: Token) -> list[Token]:
    """Those whom a verb accuses whose object's phrase the noun ends: "accused the army and sectors of the state | of"."""
    while noun.dep_ in ("conj", "pobj") and noun.head.i != noun.i:
        noun = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
    accused = noun.dep_ == "dobj" and noun.head.lemma_.lower() in words("blame", "object_of")
    return conjuncts(noun) if accused else []
