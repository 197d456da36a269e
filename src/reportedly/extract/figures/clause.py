"""One sentence with its counts of people, and what the words next to a count say happened to them.

Works on the run of words alone, with the tagger's help at the edges, so that headlines and text without its commas read
like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from reportedly.extract.figures.harm_words import harm_words
from reportedly.extract.figures.people import Count, is_person
from reportedly.model import FigureKind

SUBJECT = "nsubj"
OBJECTS = frozenset({"dobj", "obj", "dative"})
NOMINALS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "SYM"})
NOUN_TAGS = frozenset({"NN", "NNS"})
NAME_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "PRP$", "POS", "HYPH", "IN", "VBN", "RB"})
OBJECT_TAGS = frozenset({"DT", "PRP", "PRP$", "NNS", "JJ", "CD"})
CLOSED_OBJECT_TAGS = frozenset({"PRP", "PRP$", "CD"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
PAST = frozenset({"VBN", "VBD"})
VIOLENT_TAGS = PAST | {"VBG"}
PARTICIPLE, ADVERB, PREPOSITION, AUXILIARY = "VBN", "RB", "IN", "AUX"
WHEN = frozenset({"DATE", "TIME"})
LONGEST_BRIDGE = 8
LONGEST_WINDOW = 24
LONGEST_NAME = 16
LONGEST_OBJECT = 6
LONGEST_PART = 40
LONGEST_BRACKET = 12
LONGEST_CHAIN = 80
TOLL_WINDOW = 14


@dataclass(frozen=True, slots=True)
class Harm:
    """A kind of harm and the place of the word that says it.

    ``amount``: low and high of those whom it befell where they are not those counted: "only two of the 14 survived".
    """

    kind: FigureKind
    token: int
    amount: tuple[int, int | None] | None = None


class Clause:
    """The counts of one sentence among its words.

    ``tokens`` and ``words`` (lower case) are those of the document without white space, ``at`` says where in them a
    token of the document stands; the sentence runs from ``first`` to ``last`` (exclusive).
    """

    def __init__(
        self, tokens: Sequence[Token], words: Sequence[str], at: Mapping[int, int], sentence: tuple[int, int],
        counts: Sequence[Count],
    ) -> None:
        self.tokens, self.words, self.at, self.counts = tokens, words, at, counts
        self.first, self.last = sentence
        self.known = harm_words()
        self.starting = {count.start: count for count in counts}
        self.ending: dict[int, Count] = {}
        for count in counts:
            self.ending.setdefault(count.end, count)
        self._behind: dict[int, Harm | None] = {}
        for count in reversed(counts):  # what is behind a count may hang on what is behind the next
            self.behind(count)

    def behind(self, count: Count) -> Harm | None:
        """ "five people may have been killed", "leaving 14 dead", "12 people, two of them children, died"."""
        if count.start not in self._behind:
            self._behind[count.start] = self._read_behind(count)
        return self._behind[count.start]

    def _read_behind(self, count: Count) -> Harm | None:
        j, helped, relative = self._past_parts(count.end), False, False
        for _ in range(LONGEST_BRIDGE):
            if j >= self.last:
                return None
            word, tag = self.words[j], self.tokens[j].tag_
            if relative and not helped and word in self.known.of_object:
                return None
            if word in self.known.singular and count.low > 1 and count.noun:
                return None  # "a man who shot 12 people was arrested"
            harm = self.said_at(j, helped)
            if harm is not None:
                return None if relative and word in self.known.of_subject and self.words[j - 1] in self.known.negations else harm
            if word in self.known.auxiliaries:
                helped = helped or word not in self.known.have  # "who had kidnapped two nurses" suffered nothing
            elif word in self.known.who and not helped:
                relative = True  # "who were killed" suffered, "who killed" did not
            elif helped and tag == PARTICIPLE and j + 1 < self.last and self.words[j + 1] in self.known.joins:
                j += 1
            elif not (tag == ADVERB or word in self.known.adverbs or (word in self.known.raising and tag in PAST)):
                return None
            j += 1
        return None

    def _past_parts(self, j: int) -> int:
        """Behind what is said of some of those counted: "(…)", ", two of them girls,", "including a policeman"."""
        while j < self.last:
            word = self.words[j]
            comma = word == "," and j + 1 < self.last
            if word == "(":
                end = self._past_bracket(j)
            elif self._opens_part(j):
                end = self._past_nominals(j + 1)
            elif comma and self._opens_part(j + 1):
                end = self._past_nominals(j + 2)
            elif comma and self.words[j + 1] in self.known.auxiliaries:
                end = j + 1
            else:
                return j
            if end == j:
                return j
            j = end
        return j

    def _opens_part(self, j: int) -> bool:
        count = self.starting.get(j)
        return self.words[j] in self.known.opens_part or (count is not None and count.part) or (
            self.words[j] in self.known.some and self.words[j + 1:j + 2] == ["of"])

    def _past_bracket(self, j: int) -> int:
        return next((k + 1 for k in range(j, min(j + LONGEST_BRACKET, self.last)) if self.words[k] == ")"), j)

    def _past_nominals(self, j: int) -> int:
        """Behind a run of nouns and counts with what goes with them."""
        known, limit = self.known, min(j + LONGEST_PART, self.last)
        while j < limit:
            if j in self.starting:
                j = self.starting[j].end
            elif self.words[j] in known.any or self.words[j] in known.auxiliaries or not (
                    self.tokens[j].pos_ in NOMINALS or self.words[j] in known.inside_part):
                break
            else:
                j += 1
        return min(j, self.last)

    def said_at(self, j: int, helped: bool) -> Harm | None:
        """What the word at ``j`` says of those in front of it. ``helped``: an auxiliary stands between."""
        known, word = self.known, self.words[j]
        follows = self.words[j + 1] if j + 1 < self.last else ""
        if word in known.fatal and (helped or not self._takes_object(j + 1)):
            return Harm("killed", j)
        if word in known.of_subject:
            return Harm(known.of_subject[word], j)
        if word in known.particles and (follows in known.particles[word]) and (helped or not self._takes_object(j + 1)):
            return Harm(known.particles[word][follows], j)
        if word in known.states and word not in known.of_object:
            return Harm(known.states[word], j)
        if word in known.participles and (helped or not self._takes_object(j)):
            return Harm(known.of_object[word], j)
        if word in known.taken_as and follows in known.states:
            return Harm(known.states[follows], j + 1)
        if word in known.turned and follows in known.states:
            return Harm(known.states[follows], j + 1)
        if word in known.light:
            return self.light(j)
        if word == "in" and helped and follows in known.conditions and j + 2 < self.last:
            return Harm("injured", j + 2) if self.words[j + 2] in known.condition_nouns else None
        if follows == "to" and j + 2 < self.last and self.words[j + 2] == "death" and self.tokens[j].tag_ in PAST:
            return Harm("killed", j)
        if word == "to" and follows == "death":
            return Harm("killed", j + 1)
        if word == "the" and follows in known.tallies:
            return self._tallied(j + 1)
        if word == "among":
            return self._among(j)
        return None

    def _among(self, j: int) -> Harm | None:
        """ "were among the dead", "among those killed were"."""
        for k in range(j + 1, min(j + LONGEST_OBJECT, self.last)):
            kind = self.known.sufferers.get(self.words[k]) or self.known.states.get(self.words[k])
            if kind is not None:
                return Harm(kind, k)
        return None

    def light(self, j: int) -> Harm | None:
        """ "lost their lives", "suffered serious injuries"."""
        for k in range(j + 1, min(j + LONGEST_OBJECT, self.last)):
            kind = self.known.light_nouns.get(self.words[k])
            if kind is not None:
                return Harm(kind, k)
        return None

    def _takes_object(self, j: int) -> bool:
        """Whether the verb at ``j`` acts on what follows, rather than being what those in front suffered."""
        k = j + 1
        if k >= self.last:
            return False
        if k in self.starting:
            return self.behind(self.starting[k]) is None
        if any(child.dep_ in OBJECTS and child.i > self.tokens[j].i for child in self.tokens[j].children):
            return True
        token = self.tokens[k]
        if token.tag_ not in OBJECT_TAGS or token.ent_type_ in WHEN or self.words[k] in self.known.not_objects:
            return False
        return token.tag_ in CLOSED_OBJECT_TAGS or self.at.get(token.head.i) == j

    def to_death(self, count: Count) -> Harm | None:
        """ "hacked 22 people to death", "beat to death two thieves"."""
        i = count.start - 1
        if self.words[max(i - 1, self.first):i + 1] == ["to", "death"]:
            i -= 2
        elif self.words[count.end:count.end + 2] != ["to", "death"]:
            return None
        return Harm("killed", i) if i >= self.first and self.words[i] in self.known.to_death else None

    def of_kin(self, count: Count) -> bool:
        """Whether it only says whose relative it was: "the brother of a senator", but not "of a soldier killed in May"."""
        i, words = count.start - 1, self.words
        if i <= self.first or words[i] != "of" or words[i - 1] not in self.known.kin:
            return False
        return words[count.end:count.end + 1] == [] or (
            words[count.end] not in self.known.who and words[count.end] not in self.known.participles)

    def in_front(self, count: Count) -> Harm | None:
        """ "killing six", "killed 12 and injured 30", "the death of three soldiers", "the toll rose to 12"."""
        known = self.known
        j, crossed, named = count.start - 1, False, False
        while j >= max(self.first, count.start - LONGEST_CHAIN):
            word = self.words[j]
            if j + 1 in self.ending:
                j = self.ending[j + 1].start - 1
                crossed = True
            elif self.words[j - 1] in known.fatal and j > self.first and self.tokens[j].tag_ in VIOLENT_TAGS:
                return Harm("killed", j - 1) if self._acts(j) else None
            elif word in known.of_object and not self._names_deed(j):
                acts = self._acts(j) and not (crossed and self.has_own_predicate(count))
                return Harm(known.of_object[word], j) if acts else None
            elif j > self.first and word in known.particles.get(self.words[j - 1], ()):
                return Harm(known.particles[self.words[j - 1]][word], j - 1)
            elif word == "of" and not named:
                return None if crossed and self.inside(count) else self._deed(j)
            elif word in known.put_links and self.put_at(count) is not None:
                return self._what_is_put(count)
            elif word in known.toll_links and self._toll(j) is not None:
                return None if count.article and word == "to" else self._toll(j)
            elif word in known.loses and self._lost(count):
                return Harm("killed", j)
            elif word in known.being or word in known.includes:
                harm = self._inverted(j, count)
                if harm is not None or word in known.being:
                    return harm
                crossed, j = True, j - 1
            elif named and self.ends_addition(j + 1):
                return self.last_verb(j)
            elif word in known.chain or word in known.opens_part:
                named = named or word in known.joins
                crossed = True
                j -= 1
            elif named and count.sure and count.start - j < LONGEST_NAME and self.tokens[j].tag_ in NAME_TAGS:
                j -= 1
            else:
                return None
        return None

    def _names_deed(self, j: int) -> bool:
        """Whether the word is a noun here: "a murder", "an arrest"."""
        return self.words[j] in self.known.deeds and self.tokens[j].tag_ in NOUN_TAGS

    def _lost(self, count: Count) -> bool:
        """Whether to lose these is to lose people: "lost 10 men", not "lost a life" or "lost 10 tanks"."""
        return count.noun and count.sure and not (count.article and self.words[count.head] in self.known.light_nouns)

    def _inverted(self, be: int, count: Count) -> Harm | None:
        """ "Among the dead were three children", "also killed was a policeman", "the wounded included two nurses".

        A bare number is an age: "one of the dead was 84".
        """
        known = self.known
        kind = known.states.get(self.words[be - 1]) or known.sufferers.get(self.words[be - 1])
        if kind is not None and be > self.first and (count.noun or self.words[be] not in known.being):
            return Harm(kind, be - 1)
        for j in range(be - 1, max(self.first, be - TOLL_WINDOW) - 1, -1):
            if self.words[j] == "among":
                return self.said_at(j, True)
        return None

    def _tallied(self, noun: int) -> Harm | None:
        """ "(brought to 49) the number of people killed"."""
        for j in range(noun + 1, min(noun + 5, self.last)):
            kind = self.known.states.get(self.words[j]) or self.known.deeds.get(self.words[j])
            if kind is not None:
                return Harm(kind, j)
        return None

    def _acts(self, j: int) -> bool:
        """Whether the harm verb at ``j`` is active: not "were killed"."""
        k = j - 1
        while k >= self.first and self.tokens[k].tag_ == ADVERB:
            k -= 1
        return k < self.first or self.words[k] not in self.known.being

    def _deed(self, of: int) -> Harm | None:
        j = of - 1
        while j >= self.first and self.words[j] in ("the", "all"):
            j -= 1
        if j < self.first:
            return None
        word = self.words[j]
        before = self.words[max(self.first, j - LONGEST_OBJECT):j]
        if word in self.known.lives and self.known.ends_lives.isdisjoint(before):
            return None
        kind = self.known.deeds.get(word) or (self.known.of_object.get(word) if word.endswith("ing") else None)
        if kind is not None:
            return Harm(kind, j)
        return self._toll(of)

    def _toll(self, link: int) -> Harm | None:
        for j in range(link, max(self.first, link - TOLL_WINDOW) - 1, -1):
            if self.words[j] in self.known.toll:
                before = self.words[j - 1] if j > self.first else ""
                return Harm(self.known.deeds.get(before) or "killed", j)
            if self.words[j] in self.known.tallies:
                return self._tallied(j)
        return self._toll_by_parse(link)

    def _toll_by_parse(self, link: int) -> Harm | None:
        """The toll that is the subject of the verb before "to", far off: "the toll of the bombing in the town rose to 12"."""
        verb = self.tokens[link - 1] if link > self.first else None
        subjects = (c for c in verb.lefts if c.dep_ == "nsubj" and c.lower_ in self.known.toll) if verb is not None else ()
        at = next((self.at[c.i] for c in subjects if c.i in self.at), None)
        return self._toll(at) if at is not None else None

    def put_at(self, count: Count) -> int | None:
        """Where the verb of "put the dead at five" stands, of which the count is the number."""
        link = count.start - 1
        if link <= self.first or self.words[link] not in self.known.put_links:
            return None
        for j in range(link - 1, max(self.first, link - LONGEST_OBJECT) - 1, -1):
            if self.words[j] in self.known.puts:
                return j
        return None

    def _what_is_put(self, count: Count) -> Harm | None:
        verb = self.put_at(count)
        for j in range(count.start - 2, verb if verb is not None else count.start, -1):
            kind = self.known.sufferers.get(self.words[j])
            if kind is not None:
                return Harm(kind, j)
        return self._toll(count.start - 1)

    def inside(self, count: Count) -> Harm | None:
        """ "several injured civilians", "a kidnapped soldier"."""
        if self.is_released(count):
            return None
        for j in range(count.number, count.head):
            if self.words[j] in self.known.states:
                return Harm(self.known.states[self.words[j]], j)
        return None

    def further_on(self, count: Count) -> Harm | None:
        """The first predicate behind a count that opens a clause, where the parse is lost: text without its commas."""
        before = self.words[count.start - 1] if count.start > self.first else ""
        preposition = before and self.tokens[count.start - 1].tag_ == PREPOSITION
        if (preposition and before not in self.known.subordinators) or before in self.known.chain:
            return None
        for j in range(count.end, min(count.end + LONGEST_WINDOW, self.last)):
            word = self.words[j]
            if word in self.known.stops:
                return None
            if word in self.known.being and j + 1 < self.last:
                k = j + 1
                while k < self.last - 1 and (self.tokens[k].tag_ == ADVERB or self.words[k] in self.known.being):
                    k += 1
                return self.said_at(k, True)
            if word in self.known.of_subject:
                return Harm(self.known.of_subject[word], j)
            if self.tokens[j].tag_ in FINITE and word not in self.known.auxiliaries:
                return None
        return None

    def copula(self, count: Count) -> int | None:
        """Where it is said of a count which people they were: the place of "were" in "four were foreign volunteers"."""
        j = count.end
        if j >= self.last or self.words[j] not in self.known.being:
            return None
        for k in range(j + 1, min(j + LONGEST_OBJECT, self.last)):
            if is_person(self.words[k]) and self.words[k] not in self.known.any:
                return j
            if self.tokens[k].pos_ not in NOMINALS:
                return None
        return None

    def is_released(self, count: Count) -> bool:
        """Whether they are captives no longer: "freed 71 hostages", "the release of 400 imprisoned men"."""
        *earlier, before = self.words[max(self.first, count.start - 2):count.start] or [""]
        return before in self.known.ended or (before == "of" and not self.known.ended_nouns.isdisjoint(earlier))

    def has_own_predicate(self, count: Count) -> bool:
        """Whether those counted do something themselves: "a spokesman said"."""
        j = self._past_parts(count.end)
        while j < self.last and self.tokens[j].tag_ == ADVERB:
            j += 1
        if j < self.last and self.tokens[j].tag_ in FINITE and self.words[j] not in self.known.any:
            return True
        head = self.tokens[count.head]
        return head.dep_ == SUBJECT and head.head.i > head.i and head.head.tag_ in FINITE and (
            head.head.lower_ not in self.known.any and head.head.pos_ != AUXILIARY)

    def ends_addition(self, at: int) -> bool:
        return any(tuple(self.words[max(0, at - len(phrase)):at]) == phrase for phrase in self.known.additions)

    def last_verb(self, before: int) -> Harm | None:
        """The nearest harm verb in front: "he was killed as well as two other people"."""
        for j in range(before - 1, self.first - 1, -1):
            kind = self.known.of_object.get(self.words[j]) or self.known.of_subject.get(self.words[j])
            if kind is not None:
                return Harm(kind, j)
        return None
