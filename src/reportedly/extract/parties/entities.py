"""A party as it grows over the text: all its mentions, and what they tell of it together."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.extract.parties.mentions import Mention


@dataclass(slots=True, eq=False)
class Entity:
    """One party: its mentions in order, the tokens of its pronouns, and what they tell of it together.

    ``settled``: a name has told its country, or that it has none; no later phrase can.
    """

    mentions: list[Mention] = field(default_factory=list)
    pronouns: list[int] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    name_words: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    gender: str | None = None
    country: str | None = None
    named: bool = False
    settled: bool = False
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
        if mention.role:
            self.roles.update(mention.role.lower().replace("-", " ").split())
        self.name_words.update(mention.name_words)
        self.gender = self.gender or mention.gender
        if not self.settled:
            self.country = mention.country if mention.named and mention.key else self.country or mention.country
        self.settled = self.settled or bool(mention.named and mention.key)
        self.named = self.named or mention.named
        self.last = max(self.last, mention.head)

    def absorb(self, other: Entity) -> None:
        """Takes over all that another entity is."""
        for mention in other.mentions:
            self.take(mention)
        self.pronouns += other.pronouns
        other.merged = self


def agree(one: str | None, other: str | None) -> bool:
    """Do two facts go together? What is not known goes with all."""
    return one is None or other is None or one == other
