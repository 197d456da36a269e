"""Which mentions are one party: repeated names, definite phrases ("the group"), pronouns. What is unclear stays apart."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportedly import lexicon
from reportedly.extract.mentions import Mention, branches
from reportedly.extract.names import speaking
from reportedly.extract.words import Words

SUBJECTS = frozenset(("nsubj", "nsubjpass"))
CLAUSES = frozenset(("ROOT", "ccomp", "advcl", "relcl", "xcomp", "conj", "acl", "parataxis", "pcomp", "csubj"))
BODIES = frozenset(("government", "force", "armed group", "organisation", "outlet"))
GROUPS = frozenset(("armed group", "organisation"))
REACH = {"male": 3, "female": 3, "thing": 1, "many": 1}
"""How many sentences back a pronoun's party may stand."""

COALITION = "force::coalition"
"""The coalition of which nobody says who leads it: the last one named."""

DEFINITE_REACH = 6
"""How many sentences back "the group" may lead when its party was named by other words."""


@dataclass(slots=True, eq=False)
class Entity:
    """One party: its mentions in order, and what they tell of it together."""

    mentions: list[Mention] = field(default_factory=list)
    pronouns: list[int] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    name_words: set[str] = field(default_factory=set)
    gender: str | None = None
    country: str | None = None
    named: bool = False
    last: int = 0
    merged: Entity | None = None

    @property
    def first(self) -> Mention:
        """The mention that tells what it is: the first with a name, else the first."""
        return next((m for m in self.mentions if m.named), self.mentions[0])

    def final(self) -> Entity:
        """The entity that this one turned out to be."""
        return self.merged.final() if self.merged else self

    def take(self, mention: Mention) -> None:
        """Adds a mention."""
        self.mentions.append(mention)
        if mention.noun:
            self.nouns.add(mention.noun)
        self.name_words.update(mention.name_words)
        self.gender = self.gender or mention.gender
        self.country = self.country or mention.country
        self.named = self.named or mention.named
        self.last = max(self.last, mention.head)

    def absorb(self, other: Entity) -> None:
        """Takes over all that another entity is."""
        for mention in other.mentions:
            self.take(mention)
        self.pronouns += other.pronouns
        other.merged = self


@functools.cache
def pronouns() -> dict[str, str]:
    """Each pronoun with the class of what it can stand for."""
    return {word: name for name, words in lexicon.load("pronouns").items() for word in words}


@functools.cache
def acting() -> frozenset[str]:
    """Lemmas of verbs whose subject is a person or a body."""
    return frozenset(lexicon.load("actions")["acting"]) | speaking()


class Resolver:
    """Goes through a document once, from left to right."""

    def __init__(self, words: Words, mentions: Sequence[Mention]) -> None:
        self.words = words
        self.entities: list[Entity] = []
        self.by_key: dict[str, Entity] = {}
        self.by_head: dict[int, Entity] = {}
        self.waiting: dict[int, Entity] = {}
        self.seen: list[list[tuple[int, Entity, Mention | None]]] = [[] for _ in words.starts]
        self.speaker: Entity | None = None
        self._mentions = sorted(mentions, key=lambda m: m.head)

    def run(self) -> list[Entity]:
        """The entities in order of their first mention."""
        words, classes, queue = self.words, pronouns(), iter(self._mentions)
        mention = next(queue, None)
        for i, lower in enumerate(words.lower):
            if mention is not None and mention.head == i:
                entity = self._entity_of(mention)
                if mention.acting:
                    self._note(i, entity, mention)
                while mention is not None and mention.head == i:
                    mention = next(queue, None)
            elif lower in classes and words.pos[i] in ("PRON", "DET", "SCONJ"):
                entity = self._pronoun(i, classes[lower])
                if entity is not None:
                    self._note(i, entity, None)
                    if classes[lower] != "relative":
                        entity.pronouns.append(i)
        return sorted((e for e in self.entities if e.merged is None), key=lambda e: min(m.start for m in e.mentions))

    def _note(self, i: int, entity: Entity, mention: Mention | None) -> None:
        self.by_head[i] = entity
        entity.last = i
        self.seen[self.words.sentence[i]].append((i, entity, mention))
        if self.words.dep[i] == "nsubj" and self.words.doc[self.words.head[i]].lemma_ in speaking():
            self.speaker = entity

    # Mentions -------------------------------------------------------------------------------------------------------

    def _entity_of(self, mention: Mention) -> Entity:
        entity = self._antecedent(mention)
        if entity is None:
            entity = Entity()
            self.entities.append(entity)
        entity = entity.final()
        entity.take(mention)
        if mention.key:
            self.by_key[mention.key] = entity
            if mention.key.endswith(":coalition"):
                self.by_key[COALITION] = entity
        if mention.same is not None and mention.same not in self.by_head:
            self.waiting[mention.same] = entity
        waiting = self.waiting.pop(mention.head, None)
        if waiting is not None and waiting.final() is not entity:
            entity.absorb(waiting.final())
        return entity

    def _antecedent(self, mention: Mention) -> Entity | None:
        if mention.same is not None:
            return self.by_head.get(mention.same)
        if mention.key:
            return self.by_key.get(mention.key)
        if mention.kind == "person":
            return self._same_person(mention)
        if mention.counted:
            return None
        if mention.definite or self._possessed(mention):
            return self._definite(mention)
        if mention.plural and mention.category in ("fighters", "crowds", "bodies") and mention.end - mention.start == 1:
            return self._same_noun(mention)
        return None

    def _possessed(self, mention: Mention) -> bool:
        return self.words.dep[mention.start] == "poss" and self.words.lower[mention.start] in pronouns()

    def _back(self, mention: Mention, reach: int | None = None) -> Iterator[Entity]:
        """The entities before, the last mentioned first."""
        limit = self.words.sentence[mention.head] - reach if reach is not None else -1
        for entity in sorted((e for e in self.entities if e.merged is None), key=lambda e: -e.last):
            if self.words.sentence[entity.last] < limit:
                break
            yield entity

    def _same_person(self, mention: Mention) -> Entity | None:
        """Who has this name or a fuller one; of several, who was called so before, else who is spoken of most."""
        mine = set(mention.name_words)
        if not mine:
            return None
        bare = mention.name_words[-1]
        fitting = []
        for entity in self._back(mention):
            theirs = entity.name_words
            if theirs and _agree(mention.gender, entity.gender) and (mine <= theirs or theirs <= mine or (
                    len(mine) == 1 and bare.endswith("s") and bare[:-1] in theirs)):
                fitting.append(entity)
        return max(fitting, key=lambda e: (any(m.name_words == mention.name_words for m in e.mentions), len(e.mentions)), default=None)

    def _same_noun(self, mention: Mention) -> Entity | None:
        for entity in self._back(mention):
            if mention.noun in entity.nouns and not entity.named and entity.first.plural == mention.plural and (
                    _agree(mention.country, entity.country)):
                return entity
        return None

    def _definite(self, mention: Mention) -> Entity | None:
        """The party named before that "the ..." can only mean; with a complement of its own it means itself."""
        known = self._same_noun(mention) if mention.member is None else None
        if known is not None and not known.first.counted:
            return known
        if mention.kind == "unnamed" and not mention.plural:
            return self._office(mention) or known or self._same_fate(mention)
        if mention.plural or mention.member is not None:
            return known
        if mention.category == "bodies":
            branch = branches().get(mention.noun or "", mention.noun)
            return next((e for e in self._back(mention) if e.first.kind == "force" and (e.first.key or "").endswith(f":{branch}")), known)
        if mention.category in ("groups", "organisations"):
            return self._body(mention) or known
        if mention.category == "governments":
            return next((e for e in self._back(mention) if mention.noun in e.nouns and _agree(mention.country, e.country)), known)
        return known

    def _office(self, mention: Mention) -> Entity | None:
        """The person whose role has the word: "the ambassador"."""
        for entity in self._back(mention):
            roles = [m.role.lower() for m in entity.mentions if m.role]
            if entity.first.kind == "person" and _agree(mention.country, entity.country) and (
                    any(mention.noun in role.replace("-", " ").split() for role in roles) or mention.noun in entity.nouns):
                return entity
        return None

    def _same_fate(self, mention: Mention) -> Entity | None:
        """The person of whom the same was said by name: "the killing of Haddad" ... "the killing of the Syrian general"."""
        fate = self._fate(mention.head)
        for entity in self._back(mention) if fate and mention.category == "unnamed" else ():
            if entity.first.kind == "person" and not entity.country and not any(m.role for m in entity.mentions):
                if any(self._fate(m.head) == fate for m in entity.mentions):
                    return entity
        return None

    def _fate(self, i: int) -> str | None:
        """The beginning of the word that says what was done to the token's party."""
        words = self.words
        above = words.head[i]
        if words.dep[i] in ("dobj", "nsubjpass"):
            return words.lower[above][:4]
        if words.dep[i] == "pobj" and words.lower[above] == "of":
            return words.lower[words.head[above]][:4]
        return None

    def _body(self, mention: Mention) -> Entity | None:
        """The group or organisation that "the group", "the observatory" means."""
        for entity in self._back(mention, DEFINITE_REACH):
            first = entity.first
            if first.kind not in GROUPS or first.plural or not _agree(mention.country, entity.country):
                continue
            name = first.name.lower().split()
            if mention.noun in name or mention.noun in entity.nouns:
                return entity
            if entity.named and (mention.category == "groups" or mention.noun in ("organisation", "organization", "movement", "monitor", "watchdog")):
                return entity
        return None

    # Pronouns -------------------------------------------------------------------------------------------------------

    def _pronoun(self, i: int, kind: str) -> Entity | None:
        words = self.words
        if kind == "relative":
            return self._relative(i)
        if kind == "thing" and not self._refers(i):
            return None
        possessive = words.dep[i] == "poss"
        governors = list(self._verbs_above(i))
        own = governors[0] if governors else -1
        here = [(at, e.final(), m) for at, e, m in self.seen[words.sentence[i]] if not self._barred(i, at, own, possessive)]
        for verb in governors if possessive else governors[1:]:
            for at, entity, _ in here:
                if words.dep[at] in SUBJECTS and words.head[at] == verb and self._fits(entity, kind):
                    return entity
        fitting = _distinct(entity for at, entity, m in here if self._fits(entity, kind) and (m is None or m.acting))
        if len(fitting) == 1 or (fitting and kind in ("male", "female")):
            return fitting[0] if kind != "many" else fitting[-1]
        if fitting:
            return None
        return self._before(i, kind)

    def _relative(self, i: int) -> Entity | None:
        words = self.words
        if words.tag[i] not in ("WP", "WDT", "WP$"):
            return None
        for verb in self._verbs_above(i):
            if words.dep[verb] == "relcl":
                entity = self.by_head.get(words.head[verb])
                return entity.final() if entity else None
        return None

    def _refers(self, i: int) -> bool:
        """Does "it" stand for someone who acts or speaks? "its" may."""
        words = self.words
        if words.dep[i] == "poss":
            return True
        if words.dep[i] != "nsubj":
            return False
        verb = words.head[i]
        return words.doc[verb].lemma_ in acting() or self._reported(verb)

    def _reported(self, verb: int) -> bool:
        """Is the clause what somebody says: "the ministry said it was sending"? Not so "said it was clear that"."""
        words = self.words
        above = words.head[verb]
        return (words.dep[verb] == "ccomp" and words.doc[above].lemma_ in speaking()
                and not any(words.dep[i] in ("acomp", "expl", "csubj") for i in range(verb + 1, min(verb + 4, len(words)))))

    def _verbs_above(self, i: int) -> Iterator[int]:
        """The verbs of the clauses around a token, the nearest first."""
        words = self.words
        while words.head[i] != i:
            i = words.head[i]
            if words.pos[i] in ("VERB", "AUX"):
                yield i

    def _barred(self, i: int, at: int, own: int, possessive: bool) -> bool:
        """Two arguments of one verb are two parties; what is quoted does not speak of its speaker as "he"."""
        words = self.words
        if words.head[i] == at or (not possessive and words.head[at] == own and words.dep[at] != "conj"):
            return True
        return bool(words.quoted[i]) and words.quoted[at] != words.quoted[i] and self._speaks(at)

    def _speaks(self, at: int) -> bool:
        return self.words.dep[at] in SUBJECTS and self.words.doc[self.words.head[at]].lemma_ in speaking()

    def _fits(self, entity: Entity, kind: str) -> bool:
        first = entity.first
        if kind in ("male", "female"):
            return first.human and not first.plural and entity.gender in (None, kind) and first.kind != "crowd"
        if kind == "thing":
            return first.kind in BODIES and not first.plural
        return first.kind != "person" and (first.plural or first.kind in ("crowd",) or first.noun in ("police", "coalition", "family"))

    def _before(self, i: int, kind: str) -> Entity | None:
        """The party of the sentences before: the main subject, then the last speaker, then the only one that fits."""
        words, here = self.words, self.words.sentence[i]
        for back in range(1, REACH[kind] + 1):
            if here - back < 0:
                return None
            seen = [(at, e.final()) for at, e, _ in self.seen[here - back] if not (words.quoted[i] and self._speaks(at))]
            subject = self._main_subject(here - back)
            if subject is not None and subject not in (at for at, _ in seen) and kind != "male" and kind != "female":
                return None
            for at, entity in seen:
                if at == subject and self._fits(entity, kind):
                    return entity
            speakers = [entity for at, entity in seen if self._speaks(at) and self._fits(entity, kind)]
            fitting = speakers or _distinct(entity for _, entity in seen if self._fits(entity, kind))
            if len(fitting) == 1 or (speakers and kind in ("male", "female")):
                return fitting[-1] if speakers else fitting[0]
            if fitting:
                return None
        return None

    def _main_subject(self, sentence: int) -> int | None:
        words = self.words
        start = words.starts[sentence]
        end = words.starts[sentence + 1] if sentence + 1 < len(words.starts) else len(words)
        return next((i for i in range(start, end) if words.dep[i] in SUBJECTS and words.dep[words.head[i]] == "ROOT"), None)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _distinct(entities: Iterator[Entity]) -> list[Entity]:
    return list(dict.fromkeys({id(e): e for e in entities}.values()))
