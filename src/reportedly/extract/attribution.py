"""Which words say who says what: cues, and around each its source, its content and its hearers, by token index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.clauses import (
    AUXILIARIES,
    RELATIVE_TAGS,
    SUBJECTS,
    VERB_TAGS,
    Range,
    agent,
    antecedent,
    is_infinitive,
    is_passive,
    passive_subject,
    phrase,
    subject,
    subtree,
    trimmed,
)
from reportedly.extract.cues import Cues, NounFrame, VerbFrame, cues
from reportedly.extract.quotes import Quotation

OBJECTS = frozenset({"dobj", "oprd", "attr", "dative"})
WITH_OBJECT = frozenset({"of", "for", "as", "over", "with", "on", "about", "against", "to", "from"})
QUOTE_END = frozenset({"”", "\"", "''", "»", "’’"})
SENTENCE_END = frozenset({".", "!", "?", "…"})
PARENTHETIC = frozenset({"ROOT", "ccomp", "conj", "parataxis", "advcl", "dep", "nsubj"})
LONGEST_DETOUR = 25
SHORTEST_SPEECH = 7
LONGEST_LABEL = 8
ASIDES = frozenset({",", "–", "—", "-", "--", "("})
NOMINAL = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
IN_CHUNK = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "PART", "CCONJ"})
SPEECH_POS = frozenset({"VERB", "AUX"})


@dataclass(slots=True)
class Attribution:
    """One cue with what stands around it. ``speaker`` is the word that names the source, the antecedent of "who"."""

    anchor: int
    cue: Range
    source: Range | None = None
    speaker: int | None = None
    content: list[Range] = field(default_factory=list)
    hearers: tuple[int, ...] = ()
    hearsay: bool = False
    speech: bool = False


class Reader:
    """Finds the attributions of one document."""

    def __init__(self, doc: Doc, quotations: list[Quotation]) -> None:
        self.doc = doc
        self.cues: Cues = cues()
        table = lexicon.load("acts")
        self.light = frozenset(table["light"]["verbs"].split())
        self.given = frozenset(noun for nouns in table["objects"].values() for noun in nouns.split())
        self.quotations = quotations
        self.quoted = [-1] * len(doc)
        for number, quotation in enumerate(quotations):
            for i in range(quotation.start, quotation.end):
                self.quoted[i] = number

    def attributions(self) -> list[Attribution]:
        """All attributions, by position of their cue."""
        found: list[Attribution] = []
        last: Attribution | None = None
        for start, end in self._units():
            label = self._label(start)
            here = [label] if label is not None else []
            here += self._in_unit(start, end)
            here += self._unheard(start, end, here)
            found += here
            last = self._free_quotations(start, end, here, last, found)
        return [a for a in found if self.quoted[a.anchor] < 0 or self._is_nested(a, found) and not self._is_speaker(a)]

    def _is_speaker(self, attribution: Attribution) -> bool:
        """Whether the quoted speaker speaks of their own speaking: "We condemn this", she said. That is her statement."""
        return attribution.speaker is not None and "1" in self.doc[attribution.speaker].morph.get("Person")

    def _is_nested(self, attribution: Attribution, found: list[Attribution]) -> bool:
        """Whether the cue stands in what another says. In quotation marks that nobody speaks it is a title or a tag."""
        return any(low <= attribution.anchor < high for a in found if a is not attribution for low, high in a.content)

    # -- units: sentences, joined where a quotation runs over their border

    def _units(self) -> Iterator[Range]:
        start = 0
        for sentence in self.doc.sents:
            border = self._border(sentence.end)
            if border <= start or border < len(self.doc) and self._runs_on(start, border):
                continue
            yield start, border
            start = border
        if start < len(self.doc):
            yield start, len(self.doc)

    def _border(self, border: int) -> int:
        """A sentence border moved off a quotation mark: an opening mark goes with what follows, a closing one with
        what precedes."""
        if border < len(self.doc) and self.quoted[border] >= 0 and self.quoted[border] == self.quoted[border - 1]:
            quotation = self.quotations[self.quoted[border]]
            if border - quotation.start == 1:
                return quotation.start
            if quotation.end - border == 1 and quotation.closed:
                return quotation.end
        return border

    def _runs_on(self, start: int, border: int) -> bool:
        doc, quoted = self.doc, self.quoted
        if doc[border - 1].is_space and "\n" in doc[border - 1].text:
            return False
        if quoted[border] >= 0 and quoted[border] == quoted[border - 1]:
            return True
        last = border - 1
        while last > start and doc[last].is_space:
            last -= 1
        if doc[last].text == ":":
            return True
        if quoted[last] >= 0 and last > start and quoted[border] < 0:
            inner = doc[last - 1].text if doc[last].text in QUOTE_END else doc[last].text
            return inner == "," or doc[border].is_lower or (inner in "!?" and self._cue_follows(border))
        return False

    def _cue_follows(self, start: int) -> bool:
        """Whether within a few words of ``start`` a verb that takes direct speech stands in the same sentence."""
        for token in self.doc[start:start + 8]:
            if token.text in SENTENCE_END or self.quoted[token.i] >= 0:
                return False
            frame = self.cues.verbs.get(token.lemma_)
            if frame is not None and "quote" in frame.takes:
                return True
        return False

    # -- one unit

    def _in_unit(self, start: int, end: int) -> Iterator[Attribution]:
        verbs, nouns = self.cues.verbs, self.cues.nouns
        previous: Attribution | None = None
        for token in self.doc[start:end]:
            lemma = token.lemma_.lower()
            attribution = None
            if token.lower_ in self.cues.according:
                attribution = self._according(token, start, end)
            elif lemma in self.cues.hearsay_verbs and token.pos_ == "VERB":
                attribution = self._hearsay_verb(token)
            elif token.lower_ in self.cues.hearsay_adverbs and token.head.pos_ in SPEECH_POS:
                attribution = self._hearsay_adverb(token)
            elif token.pos_ in SPEECH_POS or token.tag_ in VERB_TAGS:
                if lemma in self.light:
                    attribution = self._light(token)
                if attribution is None and lemma in verbs:
                    attribution = self._verb(token, verbs[lemma], start, end)
            elif lemma in nouns and token.pos_ == "NOUN":
                attribution = self._noun(token, nouns[lemma])
            if attribution is not None and attribution.content:
                self._whole_quotations(attribution)
                yield attribution

    def _unheard(self, start: int, end: int, here: list[Attribution]) -> Iterator[Attribution]:
        """Quotations that no known verb of saying leads to: behind "X answered coolly:", before ", X shot back"."""
        covered = {i for a in here for low, high in a.content for i in range(low, high)}
        done = -1
        for i in range(start, end):
            number = self.quoted[i]
            if number <= done or number < 0:
                continue
            done = number
            quotation = self.quotations[number]
            if i in covered or quotation.end - quotation.start < SHORTEST_SPEECH or quotation.start < start:
                continue
            attribution = self._led_to(quotation, start) or self._followed(quotation, end)
            if attribution is not None:
                yield attribution

    def _led_to(self, quotation: Quotation, start: int) -> Attribution | None:
        """Words before a quotation that end in a colon and have a subject."""
        colon = self._previous(quotation.start)
        if colon <= start or self.doc[colon].text != ":":
            return None
        verbs = [t for t in self.doc[start:colon] if t.pos_ in SPEECH_POS and t.tag_ in FINITE and self.quoted[t.i] < 0]
        for verb in reversed(verbs):
            speaker = subject(verb)
            if speaker is not None and start <= speaker.i < colon:
                cue = (verb.i, verb.i + 1)
                return Attribution(verb.i, cue, phrase(speaker, cue), antecedent(speaker).i,
                                   [(quotation.start, quotation.end)], speech=True)
        return None

    def _followed(self, quotation: Quotation, end: int) -> Attribution | None:
        """A quotation that ends in a comma, then a subject and its verb."""
        if not quotation.closed or self.doc[quotation.end - 2].text not in (",", "?", "!"):
            return None
        for token in self.doc[quotation.end:min(end, quotation.end + LONGEST_DETOUR)]:
            if token.pos_ in SPEECH_POS and token.tag_ in FINITE:
                speaker = subject(token)
                if speaker is None or not quotation.end <= speaker.i < end:
                    return None
                cue = (token.i, token.i + 1)
                return Attribution(token.i, cue, phrase(speaker, cue), antecedent(speaker).i,
                                   [(quotation.start, quotation.end)], speech=True)
        return None

    def _verb(self, verb: Token, frame: VerbFrame, start: int, end: int) -> Attribution | None:
        passive = is_passive(verb)
        speaker = agent(verb) if passive else self._speaker(verb, start)
        children = [c for c in verb.children]
        content: list[Token] = []
        objects: list[Token] = []
        for child in children:
            dep = child.dep_
            if dep == "ccomp":
                if "clause" in frame.takes or "quote" in frame.takes or "object" in frame.takes:
                    content.append(child)
            elif dep == "xcomp":
                if is_infinitive(child):
                    if "to" in frame.takes or "object" in frame.takes:
                        content.append(child)
                elif child.tag_ != "VBG" or "ing" in frame.takes or "clause" in frame.takes:
                    content.append(child)
            elif dep in OBJECTS and child.i > verb.i:
                objects.append(child)
            elif dep == "prep" and child.lower_ in frame.prepositions:
                content.append(child)
            elif dep == "advcl" and any(g.lower_ in ("if", "whether") and g.dep_ == "mark" for g in child.children) \
                    and "clause" in frame.takes and child.i > verb.i and verb.lemma_ in ("ask", "wonder", "know"):
                content.append(child)
        cue = self._cue_range(verb)
        source = None
        hearers: list[Token] = []
        if (speaker is None or speaker.i < verb.i) and objects and "quote" in frame.takes and not passive \
                and verb.i > start and self.doc[self._previous(verb.i)].text in QUOTE_END:
            speaker, objects = objects[0], []
        if passive:
            return self._passive(verb, frame, speaker, content, cue)
        if speaker is not None and start <= speaker.i < end:
            source = self._source(speaker, verb, content)
        quote_right = self._quote_after(verb, end)
        if objects and (frame.hearer or "quote" in frame.takes and self.doc[self._previous(verb.left_edge.i)].text in QUOTE_END) and (content or quote_right or self._quote_before(verb, start)):
            hearers, objects = objects, []
        elif "object" in frame.takes and objects and (not frame.paper or speaker is not None and self._is_paper(speaker)):
            content += objects
            content += [c for c in children if c.dep_ == "prep" and c.lower_ in WITH_OBJECT and c.i > objects[0].i]
        elif "as" in frame.takes and objects:
            behind = [c for c in children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i]
            if behind:
                content += objects + behind
        content = [c for c in content if not (c.dep_ == "prep" and "as" == c.lower_ and "as" in frame.takes and not objects and verb.lemma_ != "refer")]
        ranges = self._ranges(verb, content, source, cue, start, end)
        clause = self._clause(verb, source, content, cue)
        if "quote" in frame.takes or "clause" in frame.takes:
            if not ranges and verb.dep_ == "advcl" and not objects and any(c.lower_ == "as" and c.i < verb.i for c in children):
                ranges = self._main_clause(verb, start, end)
            if verb.dep_ in PARENTHETIC and not objects and not any(low >= verb.i for low, _ in ranges):
                ranges = self._around(verb, clause, ranges, start, end)
                if not ranges and quote_right is None:
                    ranges = self._misplaced_clause(verb, clause, end)
                if not ranges and quote_right is None and source is not None:
                    ranges = self._before(verb, source, start)
            if quote_right is not None and not any(low <= quote_right.start < high for low, high in ranges):
                ranges.append((quote_right.start, quote_right.end))
        if not ranges and verb.dep_ == "relcl" and "object" in frame.takes and speaker is not None \
                and antecedent(speaker).i == speaker.i:
            noun = verb.head
            ranges = [trimmed(self.doc, (noun.left_edge.i, verb.left_edge.i))]
        if not ranges or source is None:
            return None
        if frame.takes == {"quote"} and not any(self.quoted[i] >= 0 for low, high in ranges for i in range(low, high)):
            return None
        return Attribution(
            verb.i, cue, source, antecedent(speaker).i if speaker is not None else None, ranges,
            tuple(h.i for h in hearers), speech="quote" in frame.takes)

    def _passive(self, verb: Token, frame: VerbFrame, speaker: Token | None, content: list[Token], cue: Range) -> Attribution | None:
        """"The attack was condemned by X", "a claim denied by X", "X was told that", "is said to have"."""
        suffering = passive_subject(verb)
        source = phrase(speaker, cue) if speaker is not None else None
        ranges: list[Range] = []
        if suffering is None and verb.dep_ == "acl" and "object" in frame.takes and speaker is not None:
            head = verb.head
            ranges.append(trimmed(self.doc, (head.left_edge.i, verb.left_edge.i)))
        elif suffering is not None and suffering.lower_ != "it":
            if verb.lemma_ in self.cues.hearsay_passive and content:
                ranges.append(subtree(suffering))
            elif frame.hearer:
                pass
            elif "object" in frame.takes:
                if suffering.tag_ not in ("WDT", "WP"):
                    ranges.append(subtree(suffering))
                content = content + [c for c in verb.children if c.dep_ == "prep" and c.lower_ in WITH_OBJECT]
            elif not content:
                return None
        ranges += [subtree(c) for c in content]
        if not ranges or source is None and verb.lemma_ not in self.cues.hearsay_passive and not frame.hearer:
            return None
        hearsay = source is None
        return Attribution(verb.i, cue, source, antecedent(speaker).i if speaker is not None else None, _joined(self.doc, ranges), hearsay=hearsay)

    def _light(self, verb: Token) -> Attribution | None:
        """"Expressed outrage at", "extends condolences to", "took responsibility for"."""
        passive = is_passive(verb)
        given = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in self.given), None)
        speaker = agent(verb) if passive else subject(verb)
        if given is None or speaker is None:
            return None
        cue = (verb.i, verb.i + 1)
        behind = [subtree(given)] + [subtree(c) for c in verb.children if c.dep_ == "prep" and c.i > given.i and c.lower_ in WITH_OBJECT | {"at"}]
        content = trimmed(self.doc, (min(r[0] for r in behind), max(r[1] for r in behind)))
        return Attribution(verb.i, cue, phrase(speaker, cue, content), antecedent(speaker).i, [content])

    def _label(self, start: int) -> Attribution | None:
        """"NAME: what they say", at the start of a line: headlines, transcripts."""
        doc = self.doc
        while start < len(doc) and doc[start].is_space:
            start += 1
        if start and "\n" not in doc[start - 1].text:
            return None
        colon = next((i for i in range(start + 1, min(start + LONGEST_LABEL, len(doc))) if doc[i].text == ":"), None)
        if colon is None or any(doc[i].pos_ in SPEECH_POS or self.quoted[i] >= 0 or doc[i].text in ASIDES for i in range(start, colon)):
            return None
        head = doc[colon - 1]
        if head.lower_ in self.cues.labels or head.ent_type_ not in ("PERSON", "ORG") and not self._speaks(head):
            return None
        end = colon + 1
        while end < len(doc) and "\n" not in doc[end].text:
            end += 1
        content = trimmed(doc, (colon + 1, end))
        if not any(doc[i].pos_ in SPEECH_POS for i in range(*content)):
            return None
        return Attribution(colon, (colon, colon + 1), (start, colon), head.i, [content], speech=True)

    def _hearsay_verb(self, verb: Token) -> Attribution | None:
        """"The attack appears to be", "it seems that": the outlet's own hedge."""
        about = subject(verb)
        said = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "oprd", "acomp") and c.i > verb.i]
        if about is None or not said:
            return None
        ranges = [subtree(c) for c in said]
        if about.lower_ != "it":
            ranges.append(phrase(about, (verb.i, verb.i + 1)))
        return Attribution(verb.i, (verb.i, verb.i + 1), content=_joined(self.doc, ranges), hearsay=True)

    def _hearsay_adverb(self, adverb: Token) -> Attribution | None:
        """"The group reportedly fled"."""
        verb = adverb.head
        while verb.dep_ in ("aux", "xcomp", "acomp") and verb.head.i != verb.i:
            verb = verb.head
        low, high = subtree(verb)
        ranges = [trimmed(self.doc, r) for r in ((low, adverb.i), (adverb.i + 1, high)) if r[0] < r[1]]
        return Attribution(adverb.i, (adverb.i, adverb.i + 1), content=[r for r in ranges if r[0] < r[1]], hearsay=True)

    def _noun(self, noun: Token, frames: tuple[NounFrame, ...]) -> Attribution | None:
        content: list[Token] = []
        speaks = False
        for child in noun.children:
            if child.i < noun.i:
                continue
            for frame in frames:
                if child.dep_ in ("acl", "ccomp", "relcl") and frame.clause and _is_clause(child):
                    content.append(child)
                    speaks = speaks or frame.speaks
                elif child.dep_ == "acl" and frame.infinitive and is_infinitive(child):
                    content.append(child)
                elif child.dep_ == "prep" and child.lower_ in frame.prepositions:
                    content.append(child)
        if not content:
            return None
        content = content[:1]
        speaker = next((c for c in noun.children if c.dep_ == "poss"), None)
        if speaker is None:
            speaker = next((g for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from") for g in c.children if g.dep_ == "pobj"), None)
        cue = (noun.i, noun.i + 1)
        if speaker is None and noun.dep_ == "dobj":
            speaker = subject(noun.head)
        if speaker is None and speaks:
            speaker = noun
        if speaker is None:
            return None
        low, high = subtree(content[0])
        if content[0].dep_ == "prep":
            low = content[0].i + 1
        if low >= high:
            return None
        source = (noun.left_edge.i, noun.i + 1) if speaker is noun else phrase(speaker, cue, (low, high))
        return Attribution(noun.i, cue, source, antecedent(speaker).i, [trimmed(self.doc, (low, high))])

    def _according(self, first: Token, start: int, end: int) -> Attribution | None:
        for phrase_words in self.cues.according[first.lower_]:
            last = first.i + len(phrase_words) - 1
            if last + 1 < end and tuple(t.lower_ for t in self.doc[first.i:last + 1]) == phrase_words:
                break
        else:
            return None
        preposition = self.doc[last]
        speaker = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        if speaker is None:
            return None
        cue = (first.i, last + 1)
        source = phrase(speaker, cue)
        before, after = trimmed(self.doc, (start, first.i)), trimmed(self.doc, (source[1], end))
        ranges = [r for r in (before, after) if r[1] > r[0]]
        if not ranges:
            return None
        return Attribution(first.i, cue, source, speaker.i, ranges)

    # -- content

    def _cue_range(self, verb: Token) -> Range:
        end = verb.i + 1
        for child in verb.children:
            if child.dep_ == "prt" and child.i == end:
                end += 1
        return verb.i, end

    def _clause(self, verb: Token, source: Range | None, content: list[Token], cue: Range) -> Range:
        """The verb's own clause without what is said: "X said on Monday"."""
        low, high = cue
        if source is not None and source[1] <= high + 60 and source[0] >= low - 60:
            low, high = min(low, source[0]), max(high, source[1])
        chosen = {c.i for c in content}
        for child in verb.children:
            if child.i in chosen or child.dep_ in ("punct", "conj", "cc", "advcl", "ccomp", "parataxis", "nsubj"):
                continue
            left, right = subtree(child)
            if left >= high or right <= low or child.dep_ in AUXILIARIES:
                if child.i > verb.i and right > high and not any(verb.i < c < child.i for c in chosen):
                    high = max(high, right)
                elif child.i < verb.i and left < low and child.dep_ in AUXILIARIES | {"advmod"}:
                    low = min(low, left)
        return low, high

    def _ranges(self, verb: Token, content: list[Token], source: Range | None, cue: Range, start: int, end: int) -> list[Range]:
        left: list[Range] = []
        right: list[Range] = []
        for token in content:
            low, high = subtree(token)
            if token.dep_ == "prep" and not any(c.dep_ in OBJECTS for c in content):
                low = token.i + 1
            if token.i < verb.i:
                edge = min(verb.i, source[0]) if source is not None and source[0] > token.i else verb.i
                left.append((low, min(high, edge)))
                if high > cue[1]:
                    behind = max(cue[1], source[1] if source is not None and source[0] > token.i else 0)
                    right.append((behind, high))
            else:
                behind = cue[1]
                if source is not None and source[0] > verb.i and source[1] <= token.i:
                    behind = max(behind, source[1])
                if low < verb.i:
                    before = min(verb.i, source[0]) if source is not None else verb.i
                    if low < before:
                        left.append((low, before))
                right.append((max(low, behind), high))
        result = []
        if left:
            low = min(r[0] for r in left)
            high = max(r[1] for r in left)
            if verb.dep_ == "ROOT" or low - start < 4:
                low = self._opening(start, low)
            result.append((low, high))
        if right:
            result.append(self._without_tail(min(r[0] for r in right), max(r[1] for r in right)))
        return [r for r in (trimmed(self.doc, r) for r in result) if r[0] < r[1]]

    def _without_tail(self, low: int, high: int) -> Range:
        """The content cut before what the reporter adds behind a comma: ", which ...", ", while others ..."."""
        for i in range(low + 2, high):
            token = self.doc[i]
            if token.dep_ == "conj" and self._speaks_on(token) and self.quoted[i] < 0:
                return low, max(c.i for c in token.head.children if c.i < i and c.dep_ in ("cc", "punct") or c.i == low)
            if self.doc[i - 1].text not in ASIDES or self.quoted[i] >= 0:
                continue
            node = token.head
            if token.tag_ in RELATIVE_TAGS:
                while node.dep_ not in ("relcl", "ROOT"):
                    node = node.head
                if node.dep_ != "relcl":
                    continue
            elif token.dep_ != "mark" or token.lower_ not in self.cues.contrast:
                continue
            if node.right_edge.i + 2 >= high:
                return low, i - 1
        return low, high

    def _around(self, verb: Token, clause: Range, ranges: list[Range], start: int, end: int) -> list[Range]:
        """What a parenthesis such as "he said," interrupts or follows."""
        low, high = clause
        result = list(ranges)
        before = self._previous(low)
        if not ranges:
            if before <= start or self.doc[before].text not in QUOTE_END | {",", "?", "!", "-", "–", "—", "--"}:
                return result
            left = trimmed(self.doc, (self._opening(start, low), low))
            if left[1] - left[0] < 1 or self._is_circumstance(left[0], verb):
                return result
            result.append(left)
        if high < end - 1 and self.doc[high].text in (",", "–", "—") and self.quoted[high + 1] < 0 \
                and (verb.dep_ != "ROOT" or self._goes_on(verb, high + 1)):
            rest = trimmed(self.doc, (high, end))
            if rest[1] > rest[0]:
                result.append(rest)
        return result

    def _previous(self, i: int) -> int:
        """The index of the last word or mark before ``i``."""
        i -= 1
        while i > 0 and self.doc[i].is_space:
            i -= 1
        return max(i, 0)

    def _is_circumstance(self, first: int, verb: Token) -> bool:
        """Whether what starts there is a clause about the saying: "When he left, he said", "Asked whether, she said"."""
        token = self.doc[first]
        if token.dep_ == "advcl" and token.head.i == verb.i:
            return True
        return token.dep_ in ("mark", "advmod") and token.head.dep_ == "advcl" and token.head.head.i == verb.i \
            and token.pos_ in ("SCONJ", "ADV")

    def _main_clause(self, verb: Token, start: int, end: int) -> list[Range]:
        """For "as X said": the sentence around it."""
        low, high = subtree(verb)
        ranges = (trimmed(self.doc, r) for r in ((start, low), (high, end)))
        return [r for r in ranges if r[1] > r[0]]

    def _goes_on(self, verb: Token, start: int) -> bool:
        """Whether behind "A, he said," what he said goes on: "and B", where B has a subject of its own."""
        return self.doc[start].dep_ == "cc" and any(
            c.dep_ == "conj" and c.i > start and c.left_edge.i == start + 1
            and any(g.dep_ in ("nsubj", "nsubjpass") for g in c.children) for c in verb.children)

    def _misplaced_clause(self, verb: Token, clause: Range, end: int) -> list[Range]:
        """A clause with "that" behind the verb which the parse hung on a noun between them."""
        for i in range(verb.i + 1, min(end, verb.i + LONGEST_DETOUR)):
            token = self.doc[i]
            if token.lower_ == "that" and token.dep_ == "mark" and token.head.dep_ in ("relcl", "acl", "advcl"):
                return [trimmed(self.doc, (i, subtree(token.head)[1]))]
        return []

    def _before(self, verb: Token, source: Range, start: int) -> list[Range]:
        """All that stands before "an official said" at the end of a sentence, though no comma and no parse says so."""
        low, high = start, min(verb.i, source[0])
        if source[0] > verb.i:
            high = min([high] + [c.i for c in verb.children if c.dep_ in AUXILIARIES])
        left = trimmed(self.doc, (low, high))
        if any(self.doc[i].pos_ == "VERB" for i in range(*left)) and self.doc[left[1] - 1].dep_ not in ("mark", "cc", "prep"):
            return [left]
        return []

    def _speaker(self, verb: Token, start: int) -> Token | None:
        """The subject; but the noun right before the verb where that speaks and the parsed subject, far off, does not."""
        found = subject(verb.head.head if verb.dep_ == "conj" and self._speaks_on(verb) else verb)
        if found is not None and found.i > verb.i or verb.tag_ == "VBG":
            return self._participle_subject(verb, found)
        before = verb.i - 1
        while before > start and (self.doc[before].dep_ in AUXILIARIES or self.doc[before].dep_ == "advmod"):
            before -= 1
        near = self.doc[before]
        if found is not None and (found.i >= before or found.tag_ in RELATIVE_TAGS or self._speaks(found)):
            return found
        head = near
        while head.dep_ == "pobj" and head.head.head.pos_ in NOMINAL and head.head.i - head.head.head.i == 1 or \
                head.dep_ in ("compound", "appos", "conj") and head.head.i < verb.i and head.head.pos_ in NOMINAL:
            head = head.head.head if head.dep_ == "pobj" else head.head
        for candidate in (near, head):
            if self._speaks(candidate) and candidate.pos_ in NOMINAL:
                return candidate
        if found is None and near.text == "," and verb.tag_ in FINITE and self.doc[before - 1].pos_ in NOMINAL:
            return self.doc[before - 1]
        return found

    def _speaks_on(self, verb: Token) -> bool:
        """Whether a verb coordinated inside what is said is the speaker's next saying: "said he left and added that"."""
        frame = self.cues.verbs.get(verb.lemma_)
        return (frame is not None and "quote" in frame.takes and verb.tag_ in FINITE and verb.head.dep_ == "ccomp"
                and any(c.dep_ == "ccomp" for c in verb.children)
                and not any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children))

    def _participle_subject(self, verb: Token, found: Token | None) -> Token | None:
        """For "saying" hung on a noun that cannot speak, the subject of the sentence."""
        if found is not None and verb.dep_ == "acl" and found.i < verb.i and not self._speaks(found) \
                and found.dep_ in ("pobj", "dobj", "conj") and found.ent_type_ not in ("PERSON", "ORG", "NORP"):
            top = found
            while top.head.i != top.i and top.pos_ not in SPEECH_POS:
                top = top.head
            return subject(top) or found
        return found

    def _is_paper(self, noun: Token) -> bool:
        return noun.lemma_.lower() in self.cues.documents or noun.pos_ == "PROPN"

    def _speaks(self, noun: Token) -> bool:
        lemma = noun.lemma_.lower()
        return lemma in self.cues.speakers or lemma in self.cues.documents or noun.lower_ in self.cues.speakers

    def _source(self, speaker: Token, verb: Token, content: list[Token]) -> Range:
        """The words of a source. Where the verb of another clause hangs on it though it stands before "said", the parse
        ran two phrases into one: then what is next to the verb."""
        low, high = phrase(speaker, (verb.i, verb.i + 1), *(subtree(c) for c in content if not _within(speaker, c)))
        if speaker.dep_ not in ("nsubj", "nsubjpass", "pobj") and high <= verb.i:
            low, high = self._chunk(speaker)
        return low, high

    def _chunk(self, noun: Token) -> Range:
        """The noun with the words right before it that belong to a noun phrase, and the name that it is apposed to."""
        low = self._chunk_start(noun.i)
        if low >= 2 and self.doc[low - 1].text == "," and self.doc[low - 2].pos_ in NOMINAL and low - 2 > 0:
            first = self._chunk_start(low - 2)
            if first == 0 or self.doc[first - 1].is_punct or self.doc[first - 1].is_space:
                low = first
        return low, noun.i + 1

    def _chunk_start(self, last: int) -> int:
        low = last
        while low > 0:
            token = self.doc[low - 1]
            if token.pos_ == "DET":
                return low - 1
            if token.pos_ not in IN_CHUNK and token.tag_ not in ("VBN", "HYPH", "VBG") or token.text in ASIDES - {"-"}:
                return low
            low -= 1
        return low

    def _opening(self, start: int, behind: int) -> int:
        """Where what is said starts before ``behind``: at a quotation that opens a sentence there, else at ``start``."""
        number = self.quoted[behind - 1]
        if number < 0 and behind - 2 >= start:
            number = self.quoted[behind - 2]
        if number >= 0:
            first = self.quotations[number].start
            if first > start and self.doc[first - 1].text in SENTENCE_END | {":"}:
                return first
        return start

    def _quote_after(self, verb: Token, end: int) -> Quotation | None:
        """A quotation that the verb leads to, over its hearer and its circumstances."""
        for i in range(verb.i + 1, end):
            number = self.quoted[i]
            if number >= 0:
                if self.doc[i - 1].text in (",", ":", "-", "–", "—") or i == verb.i + 1 or self.doc[i - 1].lower_ == "that" \
                        or self.doc[i - 1].is_space:
                    return self.quotations[number] if self.quotations[number].start == i else None
                return None
            token = self.doc[i]
            if token.lemma_ in self.cues.verbs and "quote" in self.cues.verbs[token.lemma_].takes and token.pos_ == "VERB":
                return None
        return None

    def _quote_before(self, verb: Token, start: int) -> bool:
        return any(self.quoted[i] >= 0 for i in range(start, verb.i))

    def _whole_quotations(self, attribution: Attribution) -> None:
        """Take in the whole of every quotation that the content reaches into, and drop what is then covered."""
        ranges = []
        for low, high in attribution.content:
            for edge in (low, high - 1):
                number = self.quoted[edge]
                if number >= 0 and self.quoted[attribution.anchor] != number:
                    quotation = self.quotations[number]
                    if not quotation.start <= attribution.anchor < quotation.end:
                        low, high = min(low, quotation.start), max(high, quotation.end)
            ranges.append((low, high))
        attribution.content = _joined(self.doc, ranges)

    # -- quotations without a cue of their own

    def _free_quotations(
        self, start: int, end: int, here: list[Attribution], last: Attribution | None, found: list[Attribution],
    ) -> Attribution | None:
        own = [a for a in here if self.quoted[a.anchor] < 0 and not a.hearsay]
        words = [i for i in range(start, end) if self.quoted[i] < 0 and self.doc[i].text not in QUOTE_END and not self.doc[i].is_punct and not self.doc[i].is_space]
        quotes = [i for i in range(start, end) if self.quoted[i] >= 0]
        if quotes and not words and last is not None:
            last.content.append(trimmed(self.doc, (quotes[0], quotes[-1] + 1)))
            return last
        speaking = [a for a in own if a.source is not None and a.speech]
        if speaking:
            quoting = [a for a in speaking if any(self.quoted[i] >= 0 for r in a.content for i in range(*r))]
            return (quoting or speaking)[-1]
        if any("\n" in self.doc[i].text for i in range(max(0, start - 1), start)) and quotes and not words:
            return last
        return last if not words else None


def _within(token: Token, ancestor: Token) -> bool:
    return ancestor.left_edge.i <= token.i <= ancestor.right_edge.i


def _is_clause(verb: Token) -> bool:
    """Whether the verb has its own subject, which is no relative pronoun, or follows "that"."""
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ not in RELATIVE_TAGS or c.dep_ in ("mark", "expl") for c in verb.children)


def _joined(doc: Doc, ranges: list[Range]) -> list[Range]:
    """The ranges in order, those that touch or overlap made one."""
    result: list[Range] = []
    for low, high in sorted(ranges):
        if result and low <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], high))
        else:
            result.append((low, high))
    return result
