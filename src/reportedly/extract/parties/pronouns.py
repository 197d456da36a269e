"""Whom a pronoun stands for, where the text makes it clear."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from reportedly import lexicon
from reportedly.extract.parties.entities import Entity
from reportedly.extract.parties.mentions import ARGUMENTS, PLURAL_TAGS, Mention
from reportedly.extract.parties.words import Words, word_set

SUBJECTS = frozenset(("nsubj", "nsubjpass"))
AUXILIARIES = frozenset(("aux", "auxpass"))
CONTINUED = frozenset(("xcomp", "conj", "pcomp", "advcl"))
"""Clauses without a subject of their own."""

NOT_SAID = frozenset(("acomp", "expl", "csubj"))
REFLEXIVE = ("self", "selves")
RELATIVE_TAGS = frozenset(("WP", "WDT", "WP$"))
ONE = frozenset(("male", "female"))
BODIES = frozenset(("government", "force", "armed group", "organisation", "outlet"))
MANY_IN_ONE = frozenset(("armed group", "force", "organisation"))
SPEAKING = word_set("actions", "speaking")
DOING = SPEAKING | word_set("actions", "acting")
DOCUMENTS = "documents"
"""The category of what somebody speaks in: "in a second statement, it said"."""

REACH = {"male": 3, "female": 3, "thing": 1, "many": 1}
"""How many sentences back a pronoun's party may stand."""

WINDOW = 200
"""How many tokens back a clause's subject is looked for: no sentence of prose is longer."""

NEAR = 40
"""How many mentions of a sentence are looked at: the last ones."""


@functools.cache
def classes() -> dict[str, str]:
    """Each pronoun with the class of what it can stand for."""
    return {word: name for name, words in lexicon.load("pronouns").items() for word in words}


class Antecedents:
    """The parties seen so far in a text, among which a pronoun finds its own."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._by_head: dict[int, Entity] = {}
        self._seen: list[list[tuple[int, Entity, Mention | None]]] = [[] for _ in words.starts]

    def note(self, i: int, entity: Entity, mention: Mention | None = None) -> None:
        """Token ``i`` heads a mention of the party; no mention: it is a pronoun."""
        self._by_head[i] = entity
        self._seen[self.words.sentence[i]].append((i, entity, mention))

    def at(self, i: int) -> Entity | None:
        """The party of the mention or pronoun with this head."""
        entity = self._by_head.get(i)
        return entity.final() if entity else None

    def heads(self) -> Iterable[int]:
        """The heads of all that was noted."""
        return self._by_head

    def find(self, i: int, kind: str) -> Entity | None:
        """The party that the pronoun of that class stands for; None where the text leaves it open."""
        if kind == "relative":
            return self._relative(i)
        if self.words.lower[i].endswith(REFLEXIVE):
            return self._reflexive(i, kind)
        if kind in ONE:
            return self._one(i, kind)
        return self._body_or_many(i, kind) if kind == "many" or self._refers(i) else None

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, where it stands before it."""
        words = self.words
        first = max(words.starts[words.sentence[verb]], verb - WINDOW)
        before = range(verb - 1, first - 1, -1)
        return next((i for i in before if words.head[i] == verb and words.dep[i] in SUBJECTS), None)

    def _reflexive(self, i: int, kind: str) -> Entity | None:
        """"himself": the subject of its own clause."""
        verb = next(self._verbs_above(i), None)
        subject = self._own_subject(verb) if verb is not None else None
        return subject if subject and _fits(subject, kind) else None

    def _one(self, i: int, kind: str) -> Entity | None:
        """Who "he" or "she" is: the subject of a clause around it, else the first who fits here, else before."""
        words, governors = self.words, list(self._verbs_above(i))
        possessive = words.dep[i] == "poss"
        here = self._here(i, governors, possessive)
        for verb in governors if possessive else governors[1:]:
            for at, entity in here:
                if words.dep[at] in SUBJECTS and words.head[at] == verb and _fits(entity, kind):
                    return entity
        return next((entity for _, entity in here if _fits(entity, kind)), None) or self._before(i, kind)

    def _body_or_many(self, i: int, kind: str) -> Entity | None:
        """What "it" or "they" is, where only one party of the sentence can be meant, or the main subject before."""
        words, governors = self.words, list(self._verbs_above(i))
        possessive = words.dep[i] == "poss"
        above = words.head[i]
        if possessive and words.dep[above] == "conj":
            return self._if_fits(words.head[above], kind, loosely=True)
        here = self._here(i, governors, possessive)
        for verb in governors if possessive else governors[1:]:
            subject = self.subject(verb)
            if subject is None or subject >= i:
                continue
            entity = self._if_fits(subject, kind, loosely=True)
            if entity is not None:
                rivals = any(e is not entity and _fits(e, kind) for at, e in here if at > subject)
                return None if rivals and kind == "many" else entity
            if self._rivals(subject, kind):
                return None
        fitting = _distinct(entity for _, entity in here if _fits(entity, kind))
        if len(fitting) == 1:
            first = next(at for at, entity in here if entity is fitting[0])
            return None if any(self._rivals(at, kind) for at in range(max(first + 1, i - WINDOW), i)) else fitting[0]
        topic = words.dep[i] in SUBJECTS or (possessive and words.dep[above] in SUBJECTS)
        alone = all(entity.first.category == DOCUMENTS for _, entity in here)
        return self._before(i, kind) if topic and alone else None

    def _here(self, i: int, governors: list[int], possessive: bool) -> list[tuple[int, Entity]]:
        """The parties of the sentence that the pronoun may stand for, in order."""
        words, quoted = self.words, self.words.quoted
        own = governors[0] if governors else -1
        subject = None if possessive else self._own_subject(own)
        found = []
        for at, entity, mention in self._seen[words.sentence[i]][-NEAR:]:
            entity = entity.final()
            other_voice = quoted[at] and quoted[at] != quoted[i] and not entity.named
            around = mention is not None and mention.start <= i < mention.end
            if entity is not subject and not other_voice and not around and not self._barred(i, at, own, possessive):
                found.append((at, entity))
        return found

    def _barred(self, i: int, at: int, own: int, possessive: bool) -> bool:
        """Two arguments of one verb are two parties; what is quoted does not speak of its speaker as "he"."""
        words = self.words
        if words.head[i] == at or (not possessive and words.head[at] == own and words.dep[at] != "conj"):
            return True
        return bool(words.quoted[i]) and words.quoted[at] != words.quoted[i] and self._speaks(at)

    def _own_subject(self, verb: int) -> Entity | None:
        """The party that is the subject of a verb, or of the verb that it completes ("began firing")."""
        words = self.words
        while verb >= 0:
            subject = self.subject(verb)
            if subject is not None:
                return self.at(subject)
            if words.dep[verb] not in CONTINUED:
                return None
            verb = words.head[words.head[verb]] if words.dep[verb] == "pcomp" else words.head[verb]
        return None

    def _if_fits(self, i: int, kind: str, loosely: bool = False) -> Entity | None:
        entity = self.at(i)
        if entity is None:
            return None
        loose = loosely and kind == "many" and entity.first.kind in MANY_IN_ONE
        return entity if loose or _fits(entity, kind) else None

    def _rivals(self, i: int, kind: str) -> bool:
        """Is the token a noun of that number, and no party?"""
        words = self.words
        if i in self._by_head:
            return False
        if kind == "many":
            return words.tag[i] in ("NNS", "NNPS") and words.dep[i] in ARGUMENTS
        return words.tag[i] in ("NN", "NNP") and (words.dep[i] in SUBJECTS or words.dep[i] == "dobj")

    def _relative(self, i: int) -> Entity | None:
        """"who", "which": the noun that its clause hangs on."""
        words = self.words
        if words.tag[i] not in RELATIVE_TAGS:
            return None
        verb = next((verb for verb in self._verbs_above(i) if words.dep[verb] == "relcl"), None)
        return None if verb is None else self.at(words.head[verb])

    def _refers(self, i: int) -> bool:
        """Does "it" stand for someone who acts or speaks? "its" may."""
        words = self.words
        if words.dep[i] == "poss":
            return True
        if words.dep[i] != "nsubj":
            return False
        verb = words.head[i]
        if words.dep[verb] in AUXILIARIES:
            verb = words.head[verb]
        return words.doc[verb].lemma_ in DOING or self._reported(verb)

    def _reported(self, verb: int) -> bool:
        """Is the clause what somebody says: "the ministry said it was sending"? Not so "said it was clear that"."""
        words = self.words
        return (words.dep[verb] == "ccomp" and words.doc[words.head[verb]].lemma_ in SPEAKING
                and not any(words.dep[i] in NOT_SAID for i in range(verb + 1, min(verb + 4, len(words)))))

    def _verbs_above(self, i: int) -> Iterator[int]:
        """The verbs of the clauses around a token, the nearest first."""
        words = self.words
        while words.head[i] != i:
            i = words.head[i]
            if words.pos[i] in ("VERB", "AUX") and words.dep[i] not in AUXILIARIES:
                yield i

    def _speaks(self, at: int) -> bool:
        """Is it the subject of a verb of speaking, or behind "according to"?"""
        words = self.words
        above = words.head[at]
        if words.dep[at] == "pobj":
            return words.lower[words.head[above]] == "according"
        return words.dep[at] in SUBJECTS and words.doc[above].lemma_ in SPEAKING

    def _before(self, i: int, kind: str) -> Entity | None:
        """The party of the sentences before: the main subject, then who speaks there, then the only one that fits."""
        words, here = self.words, self.words.sentence[i]
        for sentence in range(here - 1, max(here - REACH[kind], 0) - 1, -1):
            seen = [(at, entity.final()) for at, entity, _ in self._seen[sentence][-NEAR:]
                    if not (words.quoted[i] and self._speaks(at))]
            main = self._main_subject(sentence)
            if main is not None and kind not in ONE and all(at != main for at, _ in seen):
                return None
            subject = next((entity for at, entity in seen if at == main and (
                _fits(entity, kind) or (kind == "many" and self._names_many(at, entity)))), None)
            if subject is not None:
                return subject
            only, settled = self._only_one(seen, kind)
            if settled:
                return only
        return None

    def _names_many(self, at: int, entity: Entity) -> bool:
        """Whether the words call a body by its people: "Taliban fighters"."""
        return entity.first.kind in MANY_IN_ONE and self.words.tag[at] in PLURAL_TAGS

    def _only_one(self, seen: list[tuple[int, Entity]], kind: str) -> tuple[Entity | None, bool]:
        """Who alone of a sentence's parties fits; and whether the search ends there."""
        speakers = [entity for at, entity in seen if self._speaks(at)]
        fitting = [entity for entity in speakers if _fits(entity, kind)]
        if not fitting and not (speakers and kind == "thing"):
            fitting = [e for at, e in seen if _fits(e, kind) and (
                kind not in ONE or e.named or not e.first.counted or self.words.dep[at] in SUBJECTS)]
        if len(_distinct(fitting)) == 1 or (fitting and kind in ONE):
            return (fitting[-1] if speakers else fitting[0]), True
        return None, bool(fitting)

    def _main_subject(self, sentence: int) -> int | None:
        words = self.words
        start = words.starts[sentence]
        end = words.starts[sentence + 1] if sentence + 1 < len(words.starts) else len(words)
        return next((i for i in range(start, min(end, start + WINDOW)) if (
            words.dep[i] in SUBJECTS and words.dep[words.head[i]] == "ROOT")), None)


def _fits(entity: Entity, kind: str) -> bool:
    """Can the pronoun's class stand for such a party?"""
    first = entity.first
    if kind in ONE:
        return first.human and not first.plural and entity.gender in (None, kind) and first.kind != "crowd"
    if kind == "thing":
        return first.kind in BODIES and (entity.named or not first.plural)
    return first.kind != "person" and (first.plural or first.kind == "crowd" or first.noun == "coalition")


def _distinct(entities: Iterable[Entity]) -> list[Entity]:
    return list({id(entity): entity for entity in entities}.values())
