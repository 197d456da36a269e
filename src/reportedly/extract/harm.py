"""What happened to the people counted: killed, injured, missing, abducted, arrested or displaced, and by which word it is said.

The words next to a count speak first, the parse after them, then what stands further off and what is said of those
counted together with it. Where none does, it is no figure of harm.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Token

from reportedly import lexicon
from reportedly.extract.people import Count
from reportedly.model import FigureKind

OBJECTS = frozenset({"dobj", "obj", "dative"})
PASSIVE_SUBJECT = "nsubjpass"
SUBJECT = "nsubj"
PREP_OBJECT = "pobj"
PREP = "prep"
LINKED = frozenset({"conj", "appos", "nummod", "nmod", "quantmod", "compound"})
RELATIVES = frozenset({"relcl", "acl"})
COMPLEMENTS = frozenset({"xcomp", "ccomp", "acomp", "attr", "oprd", "advcl"})
NOMINALS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "SYM"})
VERBS = frozenset({"VERB", "AUX"})
BY = "agent"
NEGATION = "neg"
LONGEST_CLIMB = 7
LONGEST_BRIDGE = 8
LONGEST_WINDOW = 24
TOLL_WINDOW = 14
LONGEST_NAME = 16
LONGEST_GAP = 9
NAME_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "PRP$", "POS", "HYPH", "IN", "VBN", "RB"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Harm:
    """A kind of harm and the token that says it."""

    kind: FigureKind
    token: int


@dataclass(frozen=True, slots=True)
class HarmWords:
    """The lexicon of harm by word form (lower case)."""

    of_object: Mapping[str, FigureKind]
    of_subject: Mapping[str, FigureKind]
    participles: frozenset[str]
    states: Mapping[str, FigureKind]
    deeds: Mapping[str, FigureKind]
    sufferers: Mapping[str, FigureKind]
    particles: Mapping[str, Mapping[str, FigureKind]]
    light: frozenset[str]
    light_nouns: Mapping[str, FigureKind]
    loses: frozenset[str]
    toll: frozenset[str]
    toll_links: frozenset[str]
    tallies: frozenset[str]
    being: frozenset[str]
    brings_about: frozenset[str]
    modals: frozenset[str]
    not_happened: frozenset[str]
    negations: frozenset[str]
    raising: frozenset[str]
    opens_part: frozenset[str]
    chain: frozenset[str]
    adverbs: frozenset[str]
    auxiliaries: frozenset[str]
    stops: frozenset[str]
    joins: frozenset[str]
    additions: Sequence[tuple[str, ...]]
    conditions: frozenset[str]
    condition_nouns: frozenset[str]
    ended: frozenset[str]
    ended_nouns: frozenset[str]
    any: frozenset[str]
    taken: frozenset[str]


@functools.cache
def harm_words() -> HarmWords:
    """The lexicon, read once."""
    data: dict[str, Any] = lexicon.load("harm")
    irregular: dict[str, list[str]] = data["forms"]["irregular"]

    def forms(lemmas: Sequence[str]) -> frozenset[str]:
        return frozenset(form for lemma in lemmas for form in (lemma, *irregular.get(lemma, _inflected(lemma))))

    def by_form(table: Mapping[str, Sequence[str]]) -> dict[str, FigureKind]:
        return {form: kind for kind, lemmas in table.items() for form in forms(lemmas)}  # type: ignore[misc]

    def by_word(table: Mapping[str, Sequence[str]]) -> dict[str, FigureKind]:
        return {word: kind for kind, words in table.items() for word in words}  # type: ignore[misc]

    of_object, of_subject = by_form(data["object"]), by_form(data["subject"])
    states, deeds, sufferers = by_word(data["states"]), by_word(data["deeds"]), by_word(data["sufferers"])
    particles = {form: kinds for lemma, kinds in data["particles"].items() for form in (
        lemma, *irregular.get(lemma, _inflected(lemma)))}
    light_nouns = by_word({kind: data["light"][kind] for kind in ("killed", "injured", "displaced")})
    toll = frozenset(data["toll"]["nouns"])
    return HarmWords(
        of_object, of_subject, frozenset(form for form in of_object if form.endswith(("ed", "ain", "urt"))), states, deeds,
        sufferers, particles, forms(data["light"]["verbs"]), light_nouns, forms(data["light"]["loses"]), toll,
        frozenset(data["toll"]["links"]), frozenset(data["toll"]["tallies"]), frozenset(data["bridge"]["being"]),
        forms(data["brings_about"]["verbs"]), frozenset(data["not_happened"]["modals"]),
        forms(data["not_happened"]["heads"]), frozenset(data["not_happened"]["negations"]), forms(data["raising"]["verbs"]),
        frozenset(data["parts"]["opens"]), frozenset(data["chain"]["words"]), frozenset(data["bridge"]["adverbs"]),
        frozenset(data["bridge"]["auxiliaries"]), frozenset(data["bridge"]["stops"]),
        frozenset(data["chain"]["last"]), [tuple(phrase.split()) for phrase in data["additions"]["phrases"]],
        frozenset(data["conditions"]["adjectives"]), frozenset(data["conditions"]["nouns"]), frozenset(data["ended"]["verbs"]),
        frozenset(data["ended"]["nouns"]),
        frozenset({*of_object, *of_subject, *states, *deeds, *sufferers, *particles, *light_nouns, *toll,
                   *data["conditions"]["nouns"],
                   *forms(data["light"]["loses"]), *forms(data["taken"]["verbs"])}), forms(data["taken"]["verbs"]))


def _inflected(lemma: str) -> tuple[str, ...]:
    """The regular forms of a verb."""
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith(("s", "sh", "ch", "x")):
        return lemma + "es", lemma + "ed", lemma + "ing"
    return lemma + "s", lemma + "ed", lemma + "ing"


class Clause:
    """The counts of one sentence among its words, and what is said to have happened to each."""

    def __init__(self, doc: Doc, words: Sequence[str], sentence: tuple[int, int], counts: Sequence[Count]) -> None:
        self._doc, self._words, self._counts = doc, words, counts
        self._first, self._last = sentence
        self._starting = {count.start: k for k, count in enumerate(counts)}
        self._ending: dict[int, int] = {}
        for k, count in enumerate(counts):
            self._ending.setdefault(count.end, k)
        self._known = harm_words()

    def harms(self) -> list[Harm | None]:
        """For each count, what happened to those people."""
        found: list[Harm | None] = []
        for count in self._counts:
            found.append(self._own(count))
        self._shared(found)
        for k, count in enumerate(self._counts):
            harm = found[k] or self._by_name(count)
            found[k] = harm if harm is not None and self._of_people(count, harm) else None
        return found

    def _of_people(self, count: Count, harm: Harm) -> bool:
        """Whether it can be people that it happened to: what is seized or missing may be things, and who flees alone is a fugitive."""
        if harm.kind == "displaced" and count.article:
            return False
        if count.noun or self._words[harm.token] not in self._known.taken:
            return count.sure or not count.noun or harm.kind in ("killed", "injured")
        return False

    def _own(self, count: Count) -> Harm | None:
        if count.article and self._has_own_predicate(count) and self.behind(count) is None:
            return None
        harm = self.behind(count) or self.in_front(count)
        if harm is not None or not (count.sure or count.number != count.head):
            return harm
        if self._added(count):
            return None
        return self.inside(count) or self.by_parse(count) or (self.further_on(count) if count.sure else None)

    def _by_name(self, count: Count) -> Harm | None:
        """Those whose very name says it, where nothing else is said of them: "five victims", "the 72 hostages"."""
        kind = self._known.sufferers.get(self._words[count.head])
        if kind is None or count.article or self._released(count):
            return None
        if kind == "abducted" and (count.part or count.high is None):
            return None
        return Harm(kind, count.head)

    def _released(self, count: Count) -> bool:
        before = self._words[max(self._first, count.start - 2):count.start]
        return bool(before) and (before[-1] in self._known.ended or (before[-1] == "of" and before[0] in self._known.ended_nouns))

    def _has_own_predicate(self, count: Count) -> bool:
        """Whether those counted do something themselves: "a spokesman said"."""
        j = self._past_parts(count.end)
        while j < self._last and self._doc[j].tag_ == "RB":
            j += 1
        if j < self._last and self._doc[j].tag_ in FINITE and self._words[j] not in self._known.any:
            return True
        head = self._doc[count.head]
        return head.dep_ == SUBJECT and head.head.i > count.head and head.head.tag_ in FINITE and (
            head.head.lower_ not in self._known.any and head.head.pos_ != "AUX")

    def behind(self, count: Count) -> Harm | None:
        """ "five people may have been killed", "leaving 14 dead", "12 people, two of them children, died"."""
        j, helped = self._past_parts(count.end), False
        for _ in range(LONGEST_BRIDGE):
            if j >= self._last:
                return None
            word = self._words[j]
            harm = self._said_at(j, helped)
            if harm is not None:
                return harm
            if word in self._known.auxiliaries:
                helped = True
            elif helped and self._doc[j].tag_ == "VBN" and j + 1 < self._last and self._words[j + 1] in self._known.joins:
                j += 1
            elif not (word in self._known.adverbs or word in self._known.raising and self._doc[j].tag_ in ("VBN", "VBD")
                      or self._doc[j].tag_ == "RB"):
                return None
            j += 1
        return None

    def _past_parts(self, j: int) -> int:
        """Behind what is said of some of those counted: "(…)", ", two of them children,", "including a policeman"."""
        while j < self._last:
            word = self._words[j]
            if word == "(":
                close = next((k for k in range(j, min(j + 12, self._last)) if self._words[k] == ")"), None)
                if close is None:
                    return j
                j = close + 1
            elif j in self._starting and self._counts[self._starting[j]].part:
                j = self._counts[self._starting[j]].end
                while j < self._last and self._doc[j].pos_ in NOMINALS and self._words[j] not in self._known.any:
                    j += 1
            elif word in self._known.opens_part or (word == "," and j + 1 in self._starting and self._counts[self._starting[j + 1]].part):
                k = j + 1
                while k < self._last and (k in self._starting or self._words[k] in ("and", ",", "them", "the")):
                    k = self._counts[self._starting[k]].end if k in self._starting else k + 1
                if k == j + 1:
                    return j
                j = k
            elif word == "," and j + 1 < self._last and self._words[j + 1] in self._known.auxiliaries:
                j += 1
            else:
                return j
        return j

    def _said_at(self, j: int, helped: bool) -> Harm | None:
        """What the word at ``j`` says of those in front of it. ``helped``: an auxiliary stands between."""
        known, word = self._known, self._words[j]
        follows = self._words[j + 1] if j + 1 < self._last else ""
        if word in known.of_subject:
            return Harm(known.of_subject[word], j)
        if word in known.particles and (follows in known.particles[word]) and (helped or not self._takes_object(j + 1)):
            return Harm(known.particles[word][follows], j)
        if word in known.states and word not in known.of_object:
            return Harm(known.states[word], j)
        if word in known.participles and (helped or not self._takes_object(j)):
            return Harm(known.of_object[word], j)
        if word == "taken" and follows in known.states:
            return Harm(known.states[follows], j)
        if word in ("went", "gone", "go") and follows in known.states:
            return Harm(known.states[follows], j + 1)
        if word in known.light:
            return self._light(j)
        if word == "in" and helped and follows in known.conditions and j + 2 < self._last:
            return Harm("injured", j + 2) if self._words[j + 2] in known.condition_nouns else None
        if follows == "to" and j + 2 < self._last and self._words[j + 2] == "death" and self._doc[j].tag_ in ("VBN", "VBD"):
            return Harm("killed", j)
        if word == "to" and follows == "death":
            return Harm("killed", j + 1)
        if word == "the" and follows in known.tallies:
            return self._tallied(j + 1)
        if word == "among":
            return next((Harm(kind, k) for k in range(j + 1, min(j + 6, self._last))
                         for kind in [known.sufferers.get(self._words[k]) or known.states.get(self._words[k])] if kind), None)
        return None

    def _light(self, j: int) -> Harm | None:
        """ "lost their lives", "suffered serious injuries"."""
        for k in range(j + 1, min(j + 6, self._last)):
            kind = self._known.light_nouns.get(self._words[k])
            if kind is not None:
                return Harm(kind, k)
        return None

    def _takes_object(self, j: int) -> bool:
        """Whether the verb at ``j`` acts on what follows, rather than being what those in front suffered."""
        k = j + 1
        if k >= self._last:
            return False
        if k in self._starting:
            return self.behind(self._counts[self._starting[k]]) is None
        token = self._doc[k]
        return token.tag_ in ("DT", "PRP", "PRP$", "NNS", "JJ", "CD") and not token.ent_type_ == "DATE" \
            and self._words[k] not in ("mostly", "this", "last", "late", "early") and token.ent_type_ != "TIME" and (
                token.head.i == j or token.tag_ in ("PRP", "PRP$", "CD"))

    def in_front(self, count: Count) -> Harm | None:
        """ "killing six", "killed 12 and injured 30", "the death of three soldiers", "the toll rose to 12"."""
        known = self._known
        j, crossed, named = count.start - 1, False, False
        while j >= self._first:
            word = self._words[j]
            if j + 1 in self._ending and self._ending[j + 1] is not None and self._counts[self._ending[j + 1]].end <= count.start:
                j = self._counts[self._ending[j + 1]].start - 1
                crossed = True
            elif word in known.of_object:
                return Harm(known.of_object[word], j) if self._acts(j) and not (crossed and self._has_own_predicate(count)) else None
            elif j > self._first and word in known.particles.get(self._words[j - 1], ()):
                return Harm(known.particles[self._words[j - 1]][word], j - 1)
            elif word == "of" and not named:
                return None if crossed and self.inside(count) else self._deed(j)
            elif word in known.toll_links and not (count.article and word == "to") and (harm := self._toll(j)) is not None:
                return harm
            elif word in known.loses and count.noun and count.sure and not (count.article and self._words[count.head] in known.light_nouns):
                return Harm("killed", j)
            elif word in known.being:
                return self._inverted(j)
            elif named and self._additions_end(j + 1):
                return self._last_verb(j)
            elif word in known.chain or word in known.opens_part:
                named = named or word in known.joins
                crossed = True
                j -= 1
            elif named and count.start - j < LONGEST_NAME and self._doc[j].tag_ in NAME_TAGS:
                j -= 1
            else:
                return None
        return None

    def _inverted(self, be: int) -> Harm | None:
        """ "Among the dead were three children", "also killed was a policeman"."""
        known = self._known
        if be > self._first and self._words[be - 1] in known.states:
            return Harm(known.states[self._words[be - 1]], be - 1)
        for j in range(be - 1, max(self._first, be - TOLL_WINDOW) - 1, -1):
            if self._words[j] == "among":
                return self._said_at(j, True)
        return None

    def _tallied(self, noun: int) -> Harm | None:
        """ "(brought to 49) the number of people killed"."""
        for j in range(noun + 1, min(noun + 5, self._last)):
            kind = self._known.states.get(self._words[j]) or self._known.deeds.get(self._words[j])
            if kind is not None:
                return Harm(kind, j)
        return None

    def _acts(self, j: int) -> bool:
        """Whether the harm verb at ``j`` is active: not "were killed"."""
        k = j - 1
        while k >= self._first and self._doc[k].tag_ == "RB":
            k -= 1
        return k < self._first or self._words[k] not in self._known.being

    def _deed(self, of: int) -> Harm | None:
        j = of - 1
        while j >= self._first and self._words[j] in ("the", "all"):
            j -= 1
        if j < self._first:
            return None
        word = self._words[j]
        kind = self._known.deeds.get(word) or (self._known.of_object.get(word) if word.endswith("ing") else None)
        if kind is not None:
            return Harm(kind, j)
        return self._toll(of)

    def _toll(self, link: int) -> Harm | None:
        for j in range(link, max(self._first, link - TOLL_WINDOW) - 1, -1):
            if self._words[j] in self._known.toll:
                before = self._words[j - 1] if j > self._first else ""
                return Harm(self._known.deeds.get(before) or "killed", j)
            if self._words[j] in self._known.tallies:
                return self._tallied(j)
        return None

    def inside(self, count: Count) -> Harm | None:
        """ "several injured civilians", "a kidnapped soldier"."""
        if self._released(count):
            return None
        for j in range(count.number, count.head):
            if self._words[j] in self._known.states:
                return Harm(self._known.states[self._words[j]], j)
        return None

    def by_parse(self, count: Count) -> Harm | None:
        """By the grammar: up from the noun that is counted to the verb or noun that governs it."""
        token = self._doc[count.head]
        for _ in range(LONGEST_CLIMB):
            harm = self._relative(token)
            if harm is not None:
                return harm
            role, governor = token.dep_, token.head
            if governor.i == token.i or not self._first <= governor.i < self._last:
                return None
            if role in OBJECTS:
                return self._to_object(governor)
            if role == PASSIVE_SUBJECT:
                return self._to_subject(governor, passive=True)
            if role == SUBJECT:
                return self._to_subject(governor, passive=False)
            if role == PREP_OBJECT:
                preposition, noun = governor.lower_, governor.head
                if preposition == "of" and noun.lower_ in self._known.deeds:
                    return Harm(self._known.deeds[noun.lower_], noun.i)
                if preposition not in ("of", "including", "among", "plus", "besides", "alongside") or noun.pos_ not in NOMINALS:
                    return None
                token = noun
            elif role in LINKED and governor.pos_ in NOMINALS:
                token = governor
            else:
                return None
        return None

    def _relative(self, noun: Token) -> Harm | None:
        """ "people killed in the raid", "the four who died"."""
        for child in noun.children:
            if child.dep_ not in RELATIVES or child.i < noun.i:
                continue
            word = child.lower_
            if word in self._known.participles and child.tag_ in ("VBN", "VBD"):
                passive = child.dep_ == "acl" or any(c.dep_ == PASSIVE_SUBJECT for c in child.children)
                if passive and not any(c.dep_ in OBJECTS for c in child.children):
                    return Harm(self._known.of_object[word], child.i)
            if word in self._known.of_subject:
                return Harm(self._known.of_subject[word], child.i)
        return None

    def _to_object(self, verb: Token) -> Harm | None:
        word = verb.lower_
        if word in self._known.of_object:
            return Harm(self._known.of_object[word], verb.i)
        for child in verb.children:
            kinds = self._known.particles.get(word, {})
            if child.lower_ in kinds:
                return Harm(kinds[child.lower_], verb.i)
            if child.dep_ in COMPLEMENTS and child.lower_ in self._known.states:
                return Harm(self._known.states[child.lower_], child.i)
        return None

    def _to_subject(self, verb: Token, *, passive: bool) -> Harm | None:
        known = self._known
        for _ in range(4):
            word = verb.lower_
            if passive and word in known.of_object:
                return Harm(known.of_object[word], verb.i)
            if word in known.of_subject:
                return Harm(known.of_subject[word], verb.i)
            if word in known.states and word not in known.of_object:
                return Harm(known.states[word], verb.i)
            if word in known.participles and verb.tag_ == "VBN" and not any(c.dep_ in OBJECTS for c in verb.children):
                return Harm(known.of_object[word], verb.i)
            if word in known.light and not passive:
                return self._light(verb.i)
            for child in verb.children:
                if passive and child.lower_ in known.particles.get(word, {}):
                    return Harm(known.particles[word][child.lower_], verb.i)
                if child.dep_ in COMPLEMENTS and child.lower_ in known.states:
                    return Harm(known.states[child.lower_], child.i)
                if child.dep_ == PREP and child.lower_ == "among":
                    return self._said_at(child.i, True)
            if word not in known.raising:
                return None
            complement = next((c for c in verb.children if c.dep_ in COMPLEMENTS and c.i > verb.i), None)
            if complement is None:
                return None
            passive = any(c.dep_ == "auxpass" for c in complement.children) or complement.tag_ == "VBN"
            verb = complement
        return None

    def further_on(self, count: Count) -> Harm | None:
        """The first predicate behind a count that opens a clause, where the parse is lost: text without its commas."""
        before = self._words[count.start - 1] if count.start > self._first else ""
        if before and (self._doc[count.start - 1].tag_ == "IN" and before not in ("that", "as", "while", "when") or before in self._known.chain):
            return None
        for j in range(count.end, min(count.end + LONGEST_WINDOW, self._last)):
            word = self._words[j]
            if word in self._known.stops:
                return None
            if word in ("was", "were", "been") and j + 1 < self._last:
                k = j + 1
                while k < self._last - 1 and self._doc[k].tag_ == "RB":
                    k += 1
                if self._words[k] == "been":
                    k += 1
                return self._said_at(k, True) if k < self._last else None
            if word in self._known.of_subject:
                return Harm(self._known.of_subject[word], j)
            if self._doc[j].tag_ in FINITE and word not in self._known.auxiliaries:
                return None
        return None

    def _shared(self, found: list[Harm | None]) -> None:
        """What is said of one count is said of those counted with it: "two soldiers, one hostage and all 14 rebels were killed"."""
        for order in (range(len(found)), range(len(found) - 1, -1, -1)):
            for k in order:
                if found[k] is not None:
                    continue
                count = self._counts[k]
                if order.step > 0:
                    found[k] = self._of_whole(k, found)
                elif k + 1 < len(found) and found[k + 1] is not None and self._joined(count, self._counts[k + 1]):
                    found[k] = found[k + 1]

    def _of_whole(self, k: int, found: Sequence[Harm | None]) -> Harm | None:
        """From the count in front of it that it is joined to, or a part of, or an addition to."""
        count = self._counts[k]
        if self._added(count):
            earlier = next((found[i] for i in range(k - 1, -1, -1) if found[i] is not None), None)
            return earlier or self._last_verb(count.start)
        if not k or found[k - 1] is None:
            return None
        whole = self._counts[k - 1]
        opener = self._words[count.start - 1] if count.start else ""
        if count.part or (opener in self._known.opens_part and self._one_clause(whole.end, count.start)):
            return found[k - 1]
        return found[k - 1] if self._joined(whole, count) and not self._has_own_predicate(count) else None

    def _one_clause(self, start: int, end: int) -> bool:
        return not any(self._words[i] in self._known.stops or (
            self._doc[i].tag_ in FINITE and self._words[i] not in self._known.auxiliaries and self._words[i] not in self._known.any)
            for i in range(start, end))

    def _added(self, count: Count) -> bool:
        return self._additions_end(count.start)

    def _additions_end(self, at: int) -> bool:
        return any(tuple(self._words[max(0, at - len(phrase)):at]) == phrase for phrase in self._known.additions)

    def _last_verb(self, before: int) -> Harm | None:
        """The nearest harm verb in front: "he was killed as well as two other people"."""
        for j in range(before - 1, self._first - 1, -1):
            kind = self._known.of_object.get(self._words[j]) or self._known.of_subject.get(self._words[j])
            if kind is not None:
                return Harm(kind, j)
        return None

    def _joined(self, left: Count, right: Count) -> bool:
        """Whether two counts are members of one list: nothing between them but what belongs to the first, and "and"."""
        between = range(left.end, right.start)
        if len(between) <= 3 and all(self._words[i] in self._known.chain or self._words[i] in self._known.opens_part for i in between):
            return True
        return 0 < len(between) <= LONGEST_GAP and self._words[right.start - 1] in self._known.joins and not any(
            self._doc[i].tag_ in FINITE or self._words[i] in self._known.stops or self._words[i] == ","
            or self._words[i] in self._known.any for i in between)

    def happened(self, harm: Harm) -> bool:
        """Whether it is told as something that has happened: not planned, threatened, feared to come or denied."""
        known, words = self._known, self._words
        j = harm.token - 1
        helped = False
        while j >= self._first and (words[j] in known.auxiliaries or self._doc[j].tag_ == "RB"):
            if words[j] in known.negations:
                return False
            helped = helped or words[j] in ("have", "has", "had")
            if words[j] == "to":
                return helped or self._brought_about(j)
            j -= 1
        return j < self._first or words[j] not in known.modals

    def _brought_about(self, to: int) -> bool:
        return any(self._words[j] in self._known.brings_about for j in range(max(self._first, to - 7), to))
