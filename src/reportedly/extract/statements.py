"""Who said what."""

from __future__ import annotations

from spacy.tokens import Doc

from reportedly.extract.acts import act_of, certainty_of
from reportedly.extract.attribution import Attribution, Reader
from reportedly.extract.clauses import Range
from reportedly.extract.parties import Parties
from reportedly.extract.quotes import find_quotations
from reportedly.model import Document, Form, Source, Span, Statement


def find_statements(doc: Doc, document: Document, parties: Parties) -> tuple[Statement, ...]:
    """The statements of a document, by position."""
    reader = Reader(doc, find_quotations(doc))
    made = []
    for attribution in reader.attributions():
        made.append(_statement(doc, document, parties, attribution, reader.quoted))
    return tuple(sorted(made, key=lambda s: (s.content[0], s.id)))


def _span(doc: Doc, part: Range) -> Span:
    last = doc[part[1] - 1]
    return Span(doc[part[0]].idx, last.idx + len(last.text))


def _statement(doc: Doc, document: Document, parties: Parties, a: Attribution, quoted: list[int]) -> Statement:
    chain = []
    if a.source is not None:
        span = _span(doc, a.source)
        party = parties.of(doc[a.speaker]) if a.speaker is not None else None
        chain.append(Source(document.text[span.start:span.end], party, span))
    chain.append(Source(document.outlet or "the report", outlet=True))
    inside = sum(quoted[i] >= 0 for low, high in a.content for i in range(low, high))
    total = sum(high - low for low, high in a.content)
    form: Form = "indirect" if not inside else "direct" if inside >= 0.8 * total else "mixed"
    cue = _span(doc, a.cue)
    return Statement(f"s{cue.start}", tuple(chain), cue, tuple(_span(doc, c) for c in a.content), form,
                     act_of(doc, a), certainty=certainty_of(doc, a))
