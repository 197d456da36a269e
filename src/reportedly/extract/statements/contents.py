"""What is said: the dependents of a verb of saying that hold it, and the stretches of text that they make."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from reportedly.extract.events.words import lemmas_with, words
from reportedly.extract.figures.harm_words import harm_words
from reportedly.extract.statements.clauses import AUXILIARIES, FINITE, RELATIVE_TAGS, Range, is_infinitive, subtree, trimmed
from reportedly.extract.statements.cues import VerbFrame
from reportedly.extract.statements.passage import DASHES, QUOTE_END, Passage, filled, joined
from reportedly.extract.statements.quotes import Quotation
from reportedly.extract.statements.speakers import goes_on, speaks_on

OBJECTS = frozenset({"dobj", "oprd", "attr", "dative"})
PARENTHETIC = frozenset({"ROOT", "ccomp", "conj", "parataxis", "advcl", "dep", "nsubj"})
OUTSIDE_CLAUSE = frozenset({"punct", "conj", "cc", "advcl", "ccomp", "parataxis", "nsubj"})
ASIDES = DASHES | {",", "("}
LEADS_IN = DASHES | {",", ":"}
AFTER_SPEECH = QUOTE_END | DASHES | {",", "?", "!"}
CIRCUMSTANCES = frozenset({"prep", "npadvmod", "advmod"})
LONGEST_DETOUR = 25
NEAR = 4
FARTHEST_SOURCE = 60


@dataclass(slots=True)
class Dependents:
    """The dependents of a verb of saying that may hold what is said: clauses and prepositions; objects."""

    content: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)


def dependents(verb: Token, frame: VerbFrame) -> Dependents:
    """The dependents that the verb's frame takes for content, and its objects."""
    found = Dependents()
    for child in verb.children:
        dep = child.dep_
        if dep in OBJECTS:
            if child.i > verb.i:
                found.objects.append(child)
        elif (dep == "ccomp" and frame.takes & {"clause", "quote", "object"} and not _is_apart(child, verb)) \
                or (dep == "xcomp" and _takes_bare(child, frame)) \
                or (dep == "prep" and child.lower_ in frame.prepositions) \
                or (dep == "advcl" and "whether" in frame.takes and child.i > verb.i and _is_question(child)):
            found.content.append(child)
        elif dep == "npadvmod" and child.i > verb.i:
            found.content += [inner for inner in child.rights
                              if inner.dep_ == "prep" and inner.lower_ in frame.prepositions]
    return found


def _is_apart(clause: Token, verb: Token) -> bool:
    """Whether a semicolon sets the clause apart from the verb behind it: "A said this; B said that"."""
    between = verb.doc[clause.right_edge.i + 1:verb.i]
    return clause.i < verb.i and any(t.text == ";" for t in between) and any(
        c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)


def _takes_bare(verb: Token, frame: VerbFrame) -> bool:
    """Whether the frame takes this verb without a subject: an infinitive, a gerund, a predicate."""
    if is_infinitive(verb):
        return bool(frame.takes & {"to", "object"})
    return verb.tag_ != "VBG" or bool(frame.takes & {"ing", "clause"})


def _is_question(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("if", "whether") for child in verb.children)


def with_objects(passage: Passage, verb: Token, found: Dependents) -> list[Token]:
    """The content where the object is part of it, with the prepositions behind it: "accused them of lying"."""
    first = found.objects[0].i
    behind = [child for child in verb.children
              if child.dep_ == "prep" and child.i > first and child.lower_ in passage.cues.with_object]
    return found.content + found.objects + behind


def clause_of(verb: Token, source: Range | None, content: list[Token], cue: Range) -> Range:
    """The verb's own clause without what is said: "X said on Monday"."""
    low, high = cue
    if source is not None and source[1] <= high + FARTHEST_SOURCE and source[0] >= low - FARTHEST_SOURCE:
        low, high = min(low, source[0]), max(high, source[1])
    chosen = {child.i for child in content}
    for child in verb.children:
        if child.i in chosen or child.dep_ in OUTSIDE_CLAUSE:
            continue
        left, right = subtree(child)
        if low < right and left < high and child.dep_ not in AUXILIARIES:
            continue
        if child.i > verb.i:
            if not any(verb.i < i < child.i for i in chosen):
                high = max(high, right)
        elif child.dep_ in AUXILIARIES or child.dep_ == "advmod":
            low = min(low, left)
    return low, high


def ranges_of(
    passage: Passage, verb: Token, content: list[Token], source: Range | None, cue: Range, unit: Range,
) -> list[Range]:
    """The stretches of text that the dependents make, left and right of the cue and its source."""
    start, end = unit
    left: list[Range] = []
    right: list[Range] = []
    has_object = any(token.dep_ in OBJECTS for token in content)
    for token in content:
        low, high = subtree(token)
        low, high = max(low, start), min(high, end)
        if token.dep_ == "prep" and not has_object:
            low = token.i + 1
        elif token.dep_ == "ccomp" and token.i > verb.i:
            low = _behind_aside(passage, token, low)
        first = verb.i if source is None else min(verb.i, source[0])
        if token.i < verb.i:
            before = source is not None and source[0] > token.i
            left.append((low, min(high, first if before else verb.i)))
            if high > cue[1]:
                right.append((max(cue[1], source[1] if source is not None and before else 0), high))
        else:
            behind = cue[1]
            if source is not None and verb.i < source[0] and source[1] <= token.i:
                behind = max(behind, source[1])
            if low < first:
                left.append((low, first))
            right.append((max(low, behind), high))
    result = []
    if left:
        low = min(part[0] for part in left)
        high = max(part[1] for part in left)
        if verb.dep_ == "ROOT" or low - start < 4:
            low = passage.opening(start, high)
        result.append((low, _with_circumstances(passage, verb, high, source)))
    if right:
        result.append(_without_tail(passage, min(part[0] for part in right), max(part[1] for part in right)))
    return filled(passage.doc, result)


def _with_circumstances(passage: Passage, verb: Token, high: int, source: Range | None) -> int:
    """The end of what is said before its source, over when and where it was that the parse hung on the verb of saying:
    "Four were seized in the town, | on Tuesday, | the mayor said"."""
    if source is None or not high < source[0] <= verb.i:
        return high
    between = {t.i for child in verb.lefts if child.dep_ in CIRCUMSTANCES and child.i >= high for t in child.subtree}
    rest = passage.doc[high:source[0]]
    told = between and all(t.i in between or t.text == "," for t in rest) and rest[-1].text == ","
    return source[0] if told else high


def _behind_aside(passage: Passage, clause: Token, low: int) -> int:
    """Where a clause starts, over a participle hung on it: "said, citing an officer, that two men died"."""
    that = next((child.i for child in clause.children if child.dep_ == "mark"), low)
    return that if that > low and passage.doc[that - 1].text == "," else low


def _without_tail(passage: Passage, low: int, high: int) -> Range:
    """The content cut before what the reporter adds behind a comma, ", which ...", ", while others ...", and before
    the speaker's next verb of saying."""
    doc = passage.doc
    for i in range(low + 2, high):
        if passage.quoted[i] >= 0:
            continue
        token = doc[i]
        if token.dep_ == "conj" and (speaks_on(passage, token) or _is_of_another(passage, token)):
            return low, max((c.i for c in token.head.children if low < c.i < i and c.dep_ == "cc"), default=i)
        if goes_on(passage, token) and token.right_edge.i + 2 >= high:
            return trimmed(doc, (low, i))
        if doc[i - 1].text not in ASIDES:
            continue
        node = token.head
        if token.tag_ in RELATIVE_TAGS:
            while node.dep_ not in ("relcl", "ROOT"):
                node = node.head
            if node.dep_ != "relcl":
                continue
        elif token.dep_ != "mark" or token.lower_ not in passage.cues.contrast:
            continue
        if node.right_edge.i + 2 >= high:
            return low, i - 1
    return low, high


def _is_of_another(passage: Passage, verb: Token) -> bool:
    """Whether a verb coordinated with what is said is another's saying: "..., and a third said the road was closed"."""
    return passage.takes_quotation(verb) and verb.head.dep_ == "ccomp" and verb.tag_ in FINITE \
        and any(child.dep_ == "nsubj" and child.pos_ != "PRON" for child in verb.children) \
        and any(child.dep_ == "ccomp" for child in verb.children)


def around(passage: Passage, verb: Token, clause: Range, ranges: list[Range], start: int, end: int) -> list[Range]:
    """What "he said" in the middle or at the end interrupts or closes, by its commas and quotation marks."""
    doc = passage.doc
    low, high = clause
    result = list(ranges)
    if not ranges:
        before = passage.previous(low)
        if before <= start or doc[before].text not in AFTER_SPEECH:
            return result
        left = trimmed(doc, (passage.opening(start, low), low))
        if left[0] >= left[1] or _is_circumstance(doc[left[0]], verb):
            return result
        result.append(left)
    if high < end - 1 and doc[high].text in LEADS_IN - {":"} and passage.quoted[high + 1] < 0 \
            and (verb.dep_ != "ROOT" or _goes_on(verb, doc[high + 1]) or _is_outcome(passage, doc[high + 1])):
        result += [rest for rest in filled(doc, [(high, end)]) if not _is_next_saying(passage, rest[0])]
    return result


def _is_next_saying(passage: Passage, first: int) -> bool:
    """Whether the speaker's next saying starts there: ", adding that", ", but he said"."""
    token = passage.doc[first]
    if token.tag_ == "VBG":
        return not _is_outcome(passage, token)
    return token.dep_ == "cc" and any(passage.takes_quotation(near) for near in passage.doc[first + 1:first + NEAR])


def _is_outcome(passage: Passage, token: Token) -> bool:
    """Whether a participle behind "he said," tells what came of what was said: ", police said, | killing five"."""
    if token.tag_ != "VBG" or passage.takes_quotation(token):
        return False
    harms, lemma = lemmas_with("harm") | lemmas_with("concrete"), token.lemma_.lower()
    return lemma in harms or (lemma in words("light", "results") and any(
        t.lemma_.lower() in harms or t.lower_ in harm_words().states for t in token.subtree))


def _is_circumstance(first: Token, verb: Token) -> bool:
    """Whether a clause about the saying starts there: "When he left, he said", "Asked whether, she said"."""
    if first.dep_ == "advcl":
        return first.head.i == verb.i
    return first.dep_ in ("mark", "advmod") and first.pos_ in ("SCONJ", "ADV") \
        and first.head.dep_ == "advcl" and first.head.head.i == verb.i


def _goes_on(verb: Token, conjunction: Token) -> bool:
    """Whether behind "A, he said," what he said goes on: "and B", where B has a subject of its own."""
    return conjunction.dep_ == "cc" and any(
        child.dep_ == "conj" and child.left_edge.i == conjunction.i + 1
        and any(inner.dep_ in ("nsubj", "nsubjpass") for inner in child.children) for child in verb.children)


def main_clause(passage: Passage, verb: Token, start: int, end: int) -> list[Range]:
    """For "as X said": the sentence around it."""
    low, high = subtree(verb)
    return filled(passage.doc, [(start, low), (high, end)])


def misplaced_clause(passage: Passage, verb: Token, end: int) -> list[Range]:
    """A clause with "that" behind the verb which the parse hung on a noun between them."""
    for token in passage.doc[verb.i + 1:min(end, verb.i + LONGEST_DETOUR)]:
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.dep_ in ("relcl", "acl", "advcl"):
            return filled(passage.doc, [(token.i, subtree(token.head)[1])])
    return []


def all_before(passage: Passage, verb: Token, source: Range, start: int) -> list[Range]:
    """All that stands before "an official said" at the end of a sentence, though no comma and no parse says so."""
    high = min([verb.i, source[0]] + [c.i for c in verb.children if c.dep_ in AUXILIARIES])
    left = filled(passage.doc, [(start, high)])
    if left and any(token.pos_ == "VERB" for token in passage.doc[left[0][0]:left[0][1]]) \
            and passage.doc[left[0][1] - 1].dep_ not in ("mark", "cc", "prep"):
        return left
    return []


def quotation_after(passage: Passage, verb: Token, end: int) -> Quotation | None:
    """The quotation that the verb leads to, over its hearer and its circumstances."""
    for i in range(verb.i + 1, end):
        quotation = passage.quotation_at(i)
        if quotation is not None:
            before = passage.doc[passage.previous(i)]
            leads = before.text in LEADS_IN or before.i == verb.i or before.lower_ == "that"
            return quotation if leads and quotation.start == i else None
        if passage.takes_quotation(passage.doc[i]):
            return None
    return None


def said_ranges(
    passage: Passage, verb: Token, frame: VerbFrame, found: Dependents, content: list[Token], source: Range | None,
    cue: Range, unit: Range,
) -> list[Range]:
    """All that is said by an active verb: its dependents, what it interrupts or closes, the quotation it leads to."""
    start, end = unit
    ranges = ranges_of(passage, verb, content, source, cue, unit)
    if not frame.takes & {"quote", "clause"}:
        return ranges
    quotation = quotation_after(passage, verb, end)
    if not found.objects:
        if not ranges and verb.dep_ == "advcl" and any(c.lower_ == "as" and c.i < verb.i for c in verb.children):
            ranges = main_clause(passage, verb, start, end)
        if verb.dep_ in PARENTHETIC and not any(low >= verb.i for low, _ in ranges):
            clause = clause_of(verb, source, content, cue)
            ranges = around(passage, verb, clause, ranges, start, end)
            if not ranges and quotation is None:
                ranges = misplaced_clause(passage, verb, end)
            if not ranges and quotation is None and source is not None:
                ranges = all_before(passage, verb, source, start)
    if quotation is not None and not any(low <= quotation.start < high for low, high in ranges):
        ranges.append((quotation.start, quotation.end))
    return joined(ranges)
