"""From the words that name who speaks to the chain of sources by which a statement came."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from reportedly.extract.events.syntax import prepositions
from reportedly.extract.parties import Parties
from reportedly.extract.statements.clauses import NOMINAL, Range, agent, phrase, trimmed
from reportedly.extract.statements.passage import Attribution, Passage
from reportedly.extract.statements.speakers import speaks
from reportedly.model import Document, Source, Span

TOLD = frozenset({"to", "with"})
PRONOUNS = frozenset({"PRON", "DET", "SCONJ"})


def span_of(doc: Doc, part: Range) -> Span:
    """The stretch of text of a range of tokens; of an empty one the token that it stands at."""
    first = doc[min(part[0], len(doc) - 1)]
    last = doc[max(part[1] - 1, first.i)]
    return Span(first.idx, last.idx + len(last.text))


class Sources:
    """The sources of one document's statements; ``outlet`` is the document's own, the last link of every chain."""

    def __init__(self, passage: Passage, document: Document, parties: Parties) -> None:
        self._passage = passage
        self._doc = passage.doc
        self._document = document
        self._parties = parties
        self._names = {party.id: party.name for party in parties.all()}
        self.outlet = Source(document.outlet or "the report", outlet=True)

    def is_own(self, link: Source) -> bool:
        """Whether the link names the outlet of the document itself: "told Xinhua" in a report of Xinhua's."""
        return self.outlet.text.casefold() in (link.text.casefold(), self._names.get(link.party or "", "").casefold())

    def links(self, attribution: Attribution) -> list[Source]:
        """The chain that the sentence itself gives, from the origin outward: whom the source cites, the source, who
        quotes it, the outlet that it told."""
        if attribution.source is None or attribution.speaker is None:
            return []
        speaker = self._doc[attribution.speaker]
        cited = self._cited(self._doc[attribution.anchor])
        chain = [self._source(phrase(cited), cited)] if cited is not None else []
        relay = self._relay(attribution.source, speaker)
        low, high = attribution.source
        words = trimmed(self._doc, (low, relay.i if relay is not None else high))
        chain.append(self._source(words if words[0] < words[1] else attribution.source, speaker))
        told = [] if relay is None else [agent(relay) or next((t for p, t in prepositions(relay) if p in TOLD), None)]
        for outlet in (*told, *(self._doc[hearer] for hearer in attribution.hearers)):
            if outlet is not None and self._is_outlet(outlet):
                chain.append(self._source(phrase(outlet), outlet))
        return chain

    def _cited(self, cue: Token) -> Token | None:
        """Who said it to whom the source cites: "the radio said, citing a guard, that"; "according to the radio, citing"."""
        near = [*cue.children, *(inner for child in cue.children if child.dep_ == "ccomp" for inner in child.lefts)]
        if cue.dep_ == "prep":
            near += [other for other in cue.head.rights if other.i > cue.i]
        for child in near:
            if child.tag_ == "VBG" and child.dep_ == "advcl" and child.lemma_ in self._passage.cues.citing:
                cited = next((inner for inner in child.children if inner.dep_ == "dobj"), None)
                if cited is not None and (self._parties.of(cited) is not None or self._is_speaker(cited)):
                    return cited
        return None

    def _relay(self, source: Range, speaker: Token) -> Token | None:
        """The participle by which an outlet passes the source on: "a guard, quoted by the radio", ", speaking to the radio"."""
        lemmas = {"VBN": self._passage.cues.citing, "VBG": self._passage.cues.asides}
        behind = self._doc[min(max(speaker.i, source[0]) + 1, source[1]):source[1]]
        return next((t for t in behind if t.dep_ == "acl" and t.lemma_ in lemmas.get(t.tag_, ())), None)

    def _is_outlet(self, noun: Token) -> bool:
        party = self._parties.of(noun)
        return party is not None and self._parties.kind(party) == "outlet"

    def _is_speaker(self, noun: Token) -> bool:
        return noun.pos_ in NOMINAL and speaks(self._passage, noun) \
            and noun.lemma_.lower() not in self._passage.cues.documents

    def _source(self, words: Range, speaker: Token) -> Source:
        """A link by its words in place; for a pronoun the text is the name of whom it stands for, where known."""
        span = span_of(self._doc, words)
        party = self._parties.of(speaker)
        if party is None and self._is_speaker(speaker):
            party = self._parties.add(self._doc[words[0]:words[1]], "unnamed")
        text = self._document.text[span.start:span.end]
        if words[1] - words[0] == 1 and self._doc[words[0]].pos_ in PRONOUNS:
            if not words[0] <= speaker.i < words[1]:
                named = span_of(self._doc, phrase(speaker, words))
                text = self._document.text[named.start:named.end]
            elif party in self._names:
                text = self._names[party]
        return Source(text, party, span)
