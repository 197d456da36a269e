"""Which reports carry one text."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reportedly import Dossier
from reportedly.clean import clean_text
from reportedly.model import Document, Span
from reportedly.weigh.copies import (
    CONTAINED,
    FEWEST,
    WORDS,
    containment,
    fingerprint,
    own_words,
    sentence_shingles,
)

TUESDAY = date(2024, 10, 15)
HOSPITAL = (
    "Surgeons at the hospital of Gao worked through the night after a lorry loaded with traders struck a mine on the "
    "road to Ansongo. The driver had left the town before dawn with flour, oil and eleven passengers on the sacks. "
    "Two of them died at once and a third on the way to the ward, a nurse said.")
SCHOOL = (
    "Pupils in Gao walked to their lessons along the river again on Monday, a week after a lorry hit a mine outside "
    "the town. Their teacher counted thirty-one of them at roll call and sent two home with a fever. Nobody spoke of "
    "the accident until the bell rang, the caretaker recalled.")
SPEECH = (
    "we have asked for this road to be cleared every month since the rains ended and every month they have told us "
    "that the engineers are on their way but not one of them has ever been seen here by anybody in our town")
APPEAL = "\n\nSign up for our free newsletter and get the stories that matter to you every morning before breakfast"


def document(text: str, published: date | None = TUESDAY) -> Document:
    """A report of that text."""
    return Document(hashlib.sha256(text.encode()).hexdigest(), text, published=published)


def share(one: Document, other: Document) -> float:
    """How much of the shorter report stands in the longer one."""
    return containment(fingerprint(one).shingles, fingerprint(other).shingles)


def looked_up(one: Document, other: Document) -> bool:
    """Whether a new report finds one that is on the desk."""
    return bool(set(fingerprint(one).asked) & set(fingerprint(other).bands))


@pytest.mark.parametrize(("copy", "least"), [("print", 1.0), ("abridged", 0.8)])
def test_verbatim_and_abridged_and_lightly_rewritten_copies_are_found(
    dossiers: Mapping[str, Dossier], copy: str, least: float,
) -> None:
    """The abridged copy lacks the last paragraph and has two phrases changed."""
    wire, other = dossiers["wire"].document, dossiers[copy].document
    assert least <= share(wire, other) <= 1
    assert looked_up(wire, other)
    assert looked_up(other, wire)


@pytest.mark.parametrize("other", ["toll", "denial", "medics", "back", "beledweyne", "schoolyard"])
def test_other_reports_of_the_same_are_no_copies(dossiers: Mapping[str, Dossier], other: str) -> None:
    assert share(dossiers["wire"].document, dossiers[other].document) < CONTAINED


def test_a_copy_is_found_by_its_first_paragraphs_alone() -> None:
    whole = document(f"{HOSPITAL}\n\n{SCHOOL}")
    assert share(whole, document(HOSPITAL)) == 1
    assert looked_up(document(HOSPITAL), whole)


def test_a_lightly_rewritten_copy_is_found() -> None:
    rewritten = HOSPITAL.replace("Surgeons at", "Doctors in").replace("died at once", "were dead at once").replace(
        "before dawn", "at four in the morning")
    assert CONTAINED <= share(document(HOSPITAL), document(rewritten)) < 1
    assert looked_up(document(rewritten), document(HOSPITAL))


@pytest.mark.parametrize("marks", ["\"\"", "“”", pytest.param("‘’", marks=pytest.mark.xfail(
    strict=True, reason="single quotation marks are not left out"))])
def test_reports_with_the_same_quotation_alone_are_no_copies(marks: str) -> None:
    quoted = f"{marks[0]}{SPEECH[0].upper()}{SPEECH[1:]},{marks[1]} said the mayor. "
    one, other = document(f"{quoted}{HOSPITAL}"), document(f"{SCHOOL} {quoted}")
    assert share(one, other) == 0
    assert share(document(f"{SPEECH}. {HOSPITAL}"), document(f"{SCHOOL} {SPEECH}")) > 0


def test_furniture_does_not_count() -> None:
    one, other = clean_text(HOSPITAL + APPEAL), clean_text(SCHOOL + APPEAL)
    assert one.furniture
    assert share(one, other) == 0
    assert own_words(one).strip() == HOSPITAL
    assert share(one, clean_text(HOSPITAL)) == 1


def test_title_standfirst_and_dateline_are_not_own_words() -> None:
    opened = clean_text(f"GAO, Oct 15 (Reuters) - {HOSPITAL}")
    assert opened.dateline
    assert own_words(opened).strip() == HOSPITAL
    text = f"Mine kills three near Gao\n\nA night on the ward\n\n{HOSPITAL}"
    headed = Document("x", text, title_span=Span(0, 25), standfirst_span=Span(27, 46))
    assert own_words(headed).strip() == HOSPITAL


def test_capitals_spaces_and_punctuation_make_no_other_text() -> None:
    assert share(document(HOSPITAL), document(HOSPITAL.upper().replace(" ", "\n").replace(",", " –"))) == 1


def test_the_own_words_stay_in_their_places_when_furniture_overlaps() -> None:
    overlapping = Document("x", "one two three four", title_span=Span(0, 7), standfirst_span=Span(4, 7))
    assert own_words(overlapping).split() == ["three", "four"]


@pytest.mark.parametrize(("days", "found"), [(0, True), (6, True), (7, True), (14, False), (400, False)])
def test_copies_of_the_week_before_and_after_are_looked_up_and_older_ones_are_not(days: int, found: bool) -> None:
    one, other = document(HOSPITAL), document(HOSPITAL, TUESDAY + timedelta(days=days))
    assert looked_up(one, other) is looked_up(other, one) is found


def test_reports_without_a_date_are_looked_up_among_themselves() -> None:
    assert looked_up(document(HOSPITAL, None), document(HOSPITAL, None))
    assert not looked_up(document(HOSPITAL, None), document(HOSPITAL))
    assert not looked_up(document(HOSPITAL), document(HOSPITAL, None))


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2023, 12, 1), date(2024, 2, 1)), st.integers(-30, 30))
def test_either_of_two_reports_finds_the_other_or_neither_does(day: date, later: int) -> None:
    one, other = document(HOSPITAL, day), document(HOSPITAL, day + timedelta(days=later))
    assert looked_up(one, other) is looked_up(other, one)
    assert looked_up(one, other) or abs(later) > 7


def test_keys_are_numbers_that_any_database_holds_and_those_of_one_week_stand_together() -> None:
    weeks = [fingerprint(document(HOSPITAL, TUESDAY + timedelta(weeks=n))).bands for n in range(3)]
    assert all(0 <= key < 2**63 for bands in weeks for key in bands)
    assert [key for bands in weeks for key in sorted(bands)] == sorted(key for bands in weeks for key in bands)
    asked = fingerprint(document(HOSPITAL, TUESDAY + timedelta(weeks=1))).asked
    assert set(asked) == {key for bands in weeks for key in bands}


def test_a_text_of_a_few_words_is_no_copy_of_anything() -> None:
    brief = document(" ".join(HOSPITAL.split()[:FEWEST + WORDS - 2]))
    assert fingerprint(brief).bands == ()
    assert fingerprint(brief).asked == ()
    assert share(brief, brief) == 0
    longer = document(" ".join(HOSPITAL.split()[:FEWEST + WORDS - 1]))
    assert fingerprint(longer).bands
    assert share(longer, longer) == 1


_SHINGLES = st.frozensets(st.integers(0, 60), max_size=50).map(lambda numbers: np.array(sorted(numbers), dtype=np.uint32))


@settings(max_examples=150, deadline=None)
@given(_SHINGLES, _SHINGLES)
def test_containment_is_symmetric_and_a_share(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> None:
    assert containment(one, other) == containment(other, one)
    assert 0 <= containment(one, other) <= 1
    assert containment(one, one) == (1 if len(one) >= FEWEST else 0)


@settings(max_examples=60, deadline=None)
@given(st.integers(FEWEST + WORDS, 150), st.integers(0, 40))
def test_a_stretch_of_a_text_is_contained_in_it(length: int, start: int) -> None:
    words = f"{HOSPITAL} {SCHOOL} {SPEECH}".split()
    stretch = " ".join(words[start:start + length])
    assert share(document(stretch), document(" ".join(words))) in (0, 1)
    assert share(document(stretch), document(" ".join(words))) == (len(fingerprint(document(stretch)).shingles) >= FEWEST)


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    here = fingerprint(document(HOSPITAL))
    program = (
        "import datetime\nfrom reportedly.model import Document\nfrom reportedly.weigh.copies import fingerprint\n"
        f"found = fingerprint(Document('x', {HOSPITAL!r}, published=datetime.date(2024, 10, 15)))\n"
        "print(found.shingles.tolist(), found.bands, found.asked)")
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    run = subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True,
                         text=True, check=True)
    assert run.stdout.strip() == f"{here.shingles.tolist()} {here.bands} {here.asked}"


def test_shingles_of_sentences_do_not_cross_from_one_to_the_next() -> None:
    assert sentence_shingles(["One two three four five.", "Six seven eight nine."]) == {"one two three four five"}
