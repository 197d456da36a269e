"""The sentences of reports that an incident of the desk rests on."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reportedly.model import Span
from reportedly.publish.desk_outline import Passage
from reportedly.weigh.types import Quote, Said


def passages(quotes: Iterable[Quote], said: Sequence[Said] = ()) -> tuple[Passage, ...]:
    """The sentences of one report that these quotes stand in, in its order; those that overlap are one.

    A passage notes the acts of messaging in it, and what is not certain.
    """
    own = sorted(dict.fromkeys(quotes), key=lambda quote: (quote.sentence_start, quote.span))
    stretches: list[tuple[int, str, list[Quote]]] = []
    for quote in own:
        start, text, inside = stretches[-1] if stretches else (0, "", [])
        if quote.sentence_start < start + len(text):
            text += quote.sentence[start + len(text) - quote.sentence_start:]
            stretches[-1] = start, text, [*inside, quote]
        else:
            stretches.append((quote.sentence_start, quote.sentence, [quote]))
    return tuple(_passage(start, text, inside, said) for start, text, inside in stretches)


def _passage(start: int, text: str, quotes: Sequence[Quote], said: Iterable[Said]) -> Passage:
    spans = tuple(Span(quote.span.start - start, quote.span.end - start) for quote in quotes if quote.span.start >= start)
    notes = (_note(one) for one in said if any(quote in quotes for quote in one.quotes))
    return Passage(quotes[0].document, start, text, spans, "; ".join(dict.fromkeys(filter(None, notes))))


def _note(said: Said) -> str:
    act = "" if said.act == "report" else said.act
    return ", ".join(filter(None, (act, "" if said.certainty == "certain" else said.certainty)))


def quotes_in(value: Any) -> Iterator[Quote]:
    """All words of reports in an incident or a part of it."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from quotes_in(item)
    elif isinstance(value, Mapping):
        yield from quotes_in(tuple(value.values()))
    elif dataclasses.is_dataclass(value):
        yield from quotes_in(tuple(getattr(value, name) for name in _names(value.__class__)))


@functools.cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


def same(text: str) -> str:
    """What is the same for texts that differ in white space and case alone."""
    return " ".join(text.split()).casefold()
