"""Verbs that say who says what: "said", "was accused of", "expressed outrage", "is said to", "reportedly"."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.extract.figures.people import is_person
from reportedly.extract.statements.clauses import (
    NOMINAL,
    RELATIVE_TAGS,
    Range,
    agent,
    antecedent,
    is_passive,
    passive_subject,
    phrase,
    subject,
    subtree,
    trimmed,
)
from reportedly.extract.statements.contents import Dependents, dependents, quotation_after, said_ranges, with_objects
from reportedly.extract.statements.cues import VerbFrame
from reportedly.extract.statements.passage import QUOTE_END, Attribution, Passage, filled, joined
from reportedly.extract.statements.speakers import is_paper, source_range, speaker_of
from reportedly.extract.statements.trailing import trailing_attribution

PREDICATES = frozenset({"xcomp", "ccomp", "oprd", "acomp"})


def verb_attribution(passage: Passage, verb: Token, frame: VerbFrame, unit: Range) -> Attribution | None:
    """What a verb of saying attributes, or None where it has no source or nothing is said."""
    if is_passive(verb):
        return _passive(passage, verb, frame)
    trailing = trailing_attribution(passage, verb, frame, unit)
    if trailing is not None:
        return trailing
    start, end = unit
    found = dependents(verb, frame)
    idioms = passage.cues.idioms.get(verb.lemma_, ())
    if idioms and any(counted.lemma_ in idioms for token in found.objects for counted in _with_counted(token)):
        return None
    speaker = speaker_of(passage, verb, start)
    if _is_inverted(passage, verb, frame, speaker, found, start):
        speaker, found.objects = found.objects[0], []
    if speaker is None or not start <= speaker.i < end or _is_nobody(speaker):
        return None
    if speaker.lemma_.lower() in passage.cues.signs.get(verb.lemma_, ()):
        return None
    hearers = found.objects if _has_hearers(passage, verb, frame, speaker, found, unit) else []
    content = found.content
    if hearers:
        found.objects = []
    elif _is_cut_off(found):
        content, found.objects = found.objects + content, []
    elif "object" in frame.takes and found.objects and (not frame.paper or is_paper(passage, speaker)):
        content = with_objects(passage, verb, found)
    elif "as" in frame.takes and found.objects:
        behind = [child for child in verb.rights if child.dep_ == "prep" and child.lower_ == "as"]
        content = content + found.objects + behind if behind else content
    cue = _cue(verb)
    source = source_range(passage, speaker, verb, content)
    ranges = said_ranges(passage, verb, frame, found, content, source, cue, unit) \
        or _relative_object(passage, verb, frame, speaker)
    if ranges and ranges[-1][0] == cue[1]:
        ranges = filled(passage.doc, [*ranges[:-1], (_behind_saying(passage, frame, *ranges[-1]), ranges[-1][1])])
    if not ranges or (frame.takes == {"quote"} and not any(passage.has_quotation(*part) for part in ranges)):
        return None
    return Attribution(verb.i, cue, source, antecedent(speaker).i, ranges, tuple(token.i for token in hearers),
                       speech="quote" in frame.takes)


def _with_counted(noun: Token) -> list[Token]:
    """A noun, and what it counts: "hundreds" and "lives" of "hundreds of civilian lives"."""
    return [noun, *(c for of in noun.rights if of.dep_ == "prep" and of.lower_ == "of" for c in of.rights if c.dep_ == "pobj")]


def _behind_saying(passage: Passage, frame: VerbFrame, low: int, high: int) -> int:
    """Where what is said begins that starts right behind its cue: over who is told, and over the day of the saying."""
    doc = passage.doc
    if frame.hearer and doc[low].lower_ in passage.cues.listeners:
        return low + 1
    day = low + 1 if doc[low].pos_ == "ADP" else low
    end = day
    while end < high and doc[end].ent_type_ == "DATE" and passage.quoted[end] < 0:
        end += 1
    when = day < end < high and doc[end - 1].dep_ in ("pobj", "npadvmod") and doc[end].text != ","
    return end if when and "quote" in frame.takes else low


def _is_nobody(speaker: Token) -> bool:
    """Whether a demonstrative, or a relative pronoun that stands for nothing, is the subject: "and that refers to"."""
    return speaker.tag_ == "DT" or (speaker.tag_ == "WDT" and antecedent(speaker).i == speaker.i)


def _cue(verb: Token) -> Range:
    """The verb with a particle right behind it: "point out"."""
    has_particle = any(child.dep_ == "prt" and child.i == verb.i + 1 for child in verb.children)
    return verb.i, verb.i + 1 + has_particle


def _is_inverted(
    passage: Passage, verb: Token, frame: VerbFrame, speaker: Token | None, found: Dependents, start: int,
) -> bool:
    """Whether the parsed object is the speaker: "...", added an official."""
    return "quote" in frame.takes and bool(found.objects) and (speaker is None or speaker.i < verb.i) \
        and verb.i > start and passage.doc[passage.previous(verb.i)].text in QUOTE_END


def _has_hearers(
    passage: Passage, verb: Token, frame: VerbFrame, speaker: Token, found: Dependents, unit: Range,
) -> bool:
    """Whether the objects are those who are told, for there are words besides."""
    if not found.objects or not (
            frame.hearer
            or ("quote" in frame.takes and passage.doc[passage.previous(verb.left_edge.i)].text in QUOTE_END)):
        return False
    return bool(found.content) or quotation_after(passage, verb, unit[1]) is not None \
        or passage.has_quotation(unit[0], verb.i) or _is_last(passage, speaker, found, unit)


def _is_last(passage: Passage, speaker: Token, found: Dependents, unit: Range) -> bool:
    """Whether the sentence ends with speaker, verb and hearer: "Four men died, a source told the agency"."""
    behind = found.objects[-1].right_edge.i + 1
    return passage.has_verb(unit[0], speaker.left_edge.i) \
        and not any(token.is_alpha for token in passage.doc[behind:unit[1]])


def _is_cut_off(found: Dependents) -> bool:
    """Whether the object is the subject of the clause right behind it: "indicated 600 may have died"."""
    return bool(found.objects) and any(
        clause.dep_ == "ccomp" and clause.left_edge.i == found.objects[-1].right_edge.i + 1 for clause in found.content)


def _relative_object(passage: Passage, verb: Token, frame: VerbFrame, speaker: Token) -> list[Range]:
    """For "the attack that he condemned": the attack; for "killing four people, which he denied": "which", that is no people."""
    if verb.dep_ == "relcl" and "object" in frame.takes and speaker.tag_ not in RELATIVE_TAGS:
        which = next((c for c in verb.lefts if c.dep_ == "dobj" and c.lower_ == "which"), None)
        if which is not None and is_person(verb.head.lower_):
            return [(which.i, which.i + 1)]
        return filled(passage.doc, [(verb.head.left_edge.i, verb.left_edge.i)])
    return []


def _passive(passage: Passage, verb: Token, frame: VerbFrame) -> Attribution | None:
    """"The attack was condemned by X", "a claim denied by X", "X was told that", "is said to have"."""
    hearsay_verb = verb.lemma_ in passage.cues.hearsay_passive
    speaker = agent(verb)
    if (speaker is None and not hearsay_verb and not frame.hearer) or verb.lemma_ in passage.cues.done:
        return None
    if verb.dep_ == "acl" and verb.lemma_ in passage.cues.citing and verb.head.pos_ in NOMINAL:
        return None  # "a guard, quoted by the radio, said": a link of the guard's chain
    cue = _cue(verb)
    suffering = passive_subject(verb) or next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    content = dependents(verb, frame).content
    if hearsay_verb and not content:
        content = [child for child in verb.children if child.dep_ in ("xcomp", "oprd") and child.i > verb.i]
    ranges: list[Range] = []
    if suffering is None:
        if verb.dep_ == "acl" and ("object" in frame.takes if speaker is not None else bool(content)):
            ranges.append((verb.head.left_edge.i, verb.left_edge.i))
    elif suffering.lower_ != "it":
        if hearsay_verb and content:
            ranges.append(subtree(suffering))
        elif not frame.hearer and "object" in frame.takes:
            if suffering.tag_ not in RELATIVE_TAGS:
                ranges.append(subtree(suffering))
            content = content + [child for child in verb.children
                                 if child.dep_ == "prep" and child.lower_ in passage.cues.with_object]
    ranges = filled(passage.doc, ranges + [subtree(token) for token in content])
    if not ranges:
        return None
    if speaker is None:
        return Attribution(verb.i, cue, content=joined(ranges), hearsay=True)
    return Attribution(verb.i, cue, phrase(speaker, cue), antecedent(speaker).i, joined(ranges))


def light_attribution(passage: Passage, verb: Token) -> Attribution | None:
    """"Expressed outrage at", "extends condolences to", "took responsibility for": the noun says what is done."""
    nouns = passage.cues.light[verb.lemma_.lower()]
    noun = next((child for child in verb.children
                 if child.dep_ in ("dobj", "nsubjpass") and child.lemma_.lower() in nouns), None)
    speaker = (agent(verb) if is_passive(verb) else subject(verb)) if noun is not None else None
    if noun is None or speaker is None:
        return None
    cue = (verb.i, verb.i + 1)
    parts = [noun] + [child for child in verb.children if child.dep_ == "prep" and child.i > noun.i
                      and child.lower_ in passage.cues.with_given]
    ranges = [subtree(part) for part in parts]
    content = trimmed(passage.doc, (min(low for low, _ in ranges), max(high for _, high in ranges)))
    return Attribution(verb.i, cue, phrase(speaker, cue, content), antecedent(speaker).i, [content])


def hedge_attribution(passage: Passage, verb: Token) -> Attribution | None:
    """"The attack appears to be", "it seems that": the outlet's own hedge."""
    about = subject(verb)
    said = [subtree(child) for child in verb.children if child.dep_ in PREDICATES and child.i > verb.i]
    if about is None or not said:
        return None
    cue = (verb.i, verb.i + 1)
    if about.lower_ != "it":
        said.append(phrase(about, cue))
    return Attribution(verb.i, cue, content=joined(filled(passage.doc, said)), hearsay=True)


def adverb_attribution(passage: Passage, adverb: Token) -> Attribution | None:
    """"The group reportedly fled"."""
    verb = adverb.head
    while verb.dep_ in ("aux", "xcomp", "acomp") and verb.head.i != verb.i:
        verb = verb.head
    low, high = subtree(verb)
    content = filled(passage.doc, [(low, adverb.i), (adverb.i + 1, high)])
    return Attribution(adverb.i, (adverb.i, adverb.i + 1), content=content, hearsay=True) if content else None
