"""What holds of the dossier of any text."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly import BadInput, Dossier, Span, read_text

REPORTED = [
    "A car bomb killed at least 12 people in Mosul on Friday, a police source told Reuters.",
    "The army denied that its jets had bombed the clinic in Idlib.",
    "“We will answer,” said the group’s spokesman, Karim Aydin. “They know it.”",
    "Among the dead were two medics and a 7-year-old girl, according to the White Helmets.",
    "The governor condemned the attack and called for calm.",
    "Gunmen abducted five pupils near Zaria last week; three of them were freed on Monday.",
]
ODD = [
    "👩‍👩‍👧 💥",
    "e\u0301tat",
    "قُتل ثلاثة أشخاص",
    "\u202eabc\u202c",
    "ﬃ ß İ",
    "\t\u00a0",
    "—“”’",
    "١٢",
    "\ufeff",
    "a" * 200,
]
FURNITURE = [
    "\n\nSign up for our free newsletter",
    "\n\nRead more: How the road was opened",
    "\n\nComments",
    "\n\nAdditional reporting by agencies",
]
PIECES = st.lists(
    st.one_of(st.sampled_from(REPORTED), st.sampled_from(ODD), st.text(max_size=12)), min_size=1, max_size=7
)
MODEST = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def read(text: str) -> Dossier | None:
    try:
        return read_text(text, published="2024-05-14", outlet="The Courier")
    except BadInput:
        return None


def spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


@MODEST
@given(PIECES, st.sampled_from([" ", "\n", "\n\n", ""]))
def test_spans_lie_in_the_text_and_in_order(pieces: list[str], between: str) -> None:
    dossier = read(between.join(pieces))
    if dossier is None:
        return
    size = len(dossier.document.text)
    assert all(0 <= s.start < s.end <= size for s in spans(dossier))
    for part in (dossier.times, dossier.places, dossier.figures, dossier.document.furniture):
        starts = [item.span.start for item in part]
        assert starts == sorted(starts)


@MODEST
@given(PIECES)
def test_ids_are_unique_and_lead_somewhere(pieces: list[str]) -> None:
    dossier = read(" ".join(pieces))
    if dossier is None:
        return
    tables = [
        dossier.parties,
        dossier.places,
        dossier.times,
        dossier.statements,
        dossier.events,
        dossier.figures,
        dossier.incidents,
    ]
    ids = [item.id for table in tables for item in table]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for event in dossier.events:
        roles = (*event.actors, *event.targets, *event.victims)
        assert {event.place, event.time, event.statement, *(r.party for r in roles)} - {None} <= known
    for figure in dossier.figures:
        assert {figure.statement, figure.event, figure.incident} - {None} <= known
    for incident in dossier.incidents:
        assert {
            *incident.events,
            *(a.party for a in incident.actors),
            *(f for t in incident.tallies for f in t.figures),
        } <= known
    for statement in dossier.statements:
        assert {*statement.events, *statement.addressee, *(s.party for s in statement.source)} - {None} <= known


@MODEST
@given(PIECES)
def test_json_goes_there_and_back(pieces: list[str]) -> None:
    dossier = read(" ".join(pieces))
    if dossier is not None:
        assert Dossier.from_dict(json.loads(dossier.to_json())) == dossier


@MODEST
@given(PIECES)
def test_same_text_same_dossier(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert read(text) == read(text)


@MODEST
@given(st.lists(st.sampled_from(REPORTED), min_size=1, max_size=4, unique=True), st.sampled_from(FURNITURE))
def test_furniture_behind_the_report_changes_no_event_and_no_figure(sentences: list[str], furniture: str) -> None:
    text = " ".join(sentences)
    alone, framed = read(text), read(text + furniture)
    assert alone is not None
    assert framed is not None
    assert framed.events == alone.events
    assert framed.figures == alone.figures


@MODEST
@given(st.sampled_from(REPORTED), st.sampled_from(ODD))
def test_odd_letters_before_a_sentence_leave_its_words_in_place(sentence: str, odd: str) -> None:
    dossier = read(f"{odd}\n\n{sentence}")
    if dossier is None:
        return
    text = dossier.document.text
    for event in dossier.events:
        assert text[event.trigger.start : event.trigger.end].isascii()
        assert text[event.trigger.start - 1].isspace() or not text[event.trigger.start - 1].isalnum()
