"""Who acts, speaks or suffers."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from reportedly import model
from reportedly.model import Document, Party, PartyKind, Place


class Parties:
    """The parties of one document, by the words that name them."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._party_of: dict[int, str] = {}
        self._phrases: dict[str, list[Span]] = {}
        self._kind: dict[str, PartyKind] = {}

    def of(self, token: Token) -> str | None:
        """The id of the party that the mention with this token names; a resolved pronoun has one too. None: no party."""
        return self._party_of.get(token.i)

    def add(self, phrase: Span, kind: PartyKind = "unnamed") -> str:
        """The id of the party that ``phrase`` names: the one known already, or a new one of that kind."""
        known = self.of(phrase.root)
        if known is None:
            known = f"p{phrase.start_char}"
            self._phrases[known] = []
            self._kind[known] = kind
            self._phrases[known].append(phrase)
            for token in phrase:
                self._party_of.setdefault(token.i, known)
        return known

    def kind(self, party: str) -> PartyKind:
        """What kind of party it is."""
        return self._kind[party]

    def all(self) -> tuple[Party, ...]:
        """Every party, in order of first mention."""
        return tuple(
            Party(party, phrases[0].text, self._kind[party],
                  spans=tuple(model.Span(p.start_char, p.end_char) for p in phrases))
            for party, phrases in sorted(self._phrases.items(), key=lambda item: item[1][0].start_char))


KINDS: dict[str, PartyKind] = {"PERSON": "person", "ORG": "organisation", "GPE": "government", "NORP": "government"}


def find_parties(doc: Doc, document: Document, places: Sequence[Place]) -> Parties:
    parties = Parties(doc)
    for entity in doc.ents:
        if entity.label_ in KINDS:
            parties.add(entity, KINDS[entity.label_])
    return parties
