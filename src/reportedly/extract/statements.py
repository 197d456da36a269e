"""Who said what."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from reportedly.extract.acts import act_of, certainty_of
from reportedly.extract.attribution import Attribution, Reader
from reportedly.extract.clauses import Range, phrase
from reportedly.extract.parties import Parties
from reportedly.extract.quotes import find_quotations
from reportedly.model import Document, Form, Source, Span, Statement

PRONOUNS = frozenset({"PRON", "DET", "SCONJ"})


def find_statements(doc: Doc, document: Document, parties: Parties) -> tuple[Statement, ...]:
    """The statements of a document, by position."""
    reader = Reader(doc, find_quotations(doc))
    names = {party.id: party.name for party in parties.all()}
    made = [_statement(doc, document, parties, names, a, reader.quoted) for a in reader.attributions()]
    return tuple(sorted(made, key=lambda s: (s.content[0], s.id)))


def _span(doc: Doc, part: Range) -> Span:
    last = doc[part[1] - 1]
    return Span(doc[part[0]].idx, last.idx + len(last.text))


def _statement(
    doc: Doc, document: Document, parties: Parties, names: dict[str, str], a: Attribution, quoted: list[int],
) -> Statement:
    chain = []
    if a.source is not None and a.speaker is not None:
        chain.append(_source(doc, document, parties, names, a.source, doc[a.speaker]))
    chain.append(Source(document.outlet or "the report", outlet=True))
    inside = sum(quoted[i] >= 0 for low, high in a.content for i in range(low, high))
    total = sum(high - low for low, high in a.content)
    form: Form = "indirect" if not inside else "direct" if inside >= 0.8 * total else "mixed"
    cue = _span(doc, a.cue)
    return Statement(f"s{cue.start}", tuple(chain), cue, tuple(_span(doc, c) for c in a.content), form,
                     act_of(doc, a), certainty=certainty_of(doc, a))


def _source(
    doc: Doc, document: Document, parties: Parties, names: dict[str, str], words: Range, speaker: Token,
) -> Source:
    """A source by its words in place; for a pronoun the text is the name of whom it stands for, where that is known."""
    span = _span(doc, words)
    party = parties.of(speaker)
    text = document.text[span.start:span.end]
    if words[1] - words[0] == 1 and doc[words[0]].pos_ in PRONOUNS:
        if not words[0] <= speaker.i < words[1]:
            named = _span(doc, phrase(speaker, words))
            text = document.text[named.start:named.end]
        elif party in names:
            text = names[party]
    return Source(text, party, span)
