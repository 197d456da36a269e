"""What the parsed text holds to: the offsets of the document."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from reportedly.model import Document, Furniture, Span
from reportedly.parse import legible, parse


def document(text: str, *furniture: Furniture) -> Document:
    return Document(hashlib.sha256(text.encode()).hexdigest(), text, furniture=furniture)


def test_a_line_break_ends_a_sentence() -> None:
    ((_, doc),) = parse([document("Shells hit Homs\nTwo people died in the town of Rastan\n\nThe army denied it")])
    assert [s.text.strip() for s in doc.sents] == [
        "Shells hit Homs", "Two people died in the town of Rastan", "The army denied it"]


def test_lines_of_wrapped_copy_are_joined_and_paragraphs_kept() -> None:
    text = (
        "    A bomb exploded on Monday outside the district court of the town, the\n"
        "mayor said, and two clerks who had just come out of the building were\n"
        "taken to hospital with burns. No group had said by evening that it had\n"
        "placed the device.\n\n"
        "    Police closed the road.")
    shown = legible(document(text))
    assert len(shown) == len(text)
    assert "the mayor said" in shown
    assert "device.\n\n" in shown


def test_short_lines_are_not_joined() -> None:
    text = "Headline of a report\nStandfirst of it\nBody of it that goes on.\nAnd on."
    assert legible(document(text)) == text


@given(st.text(max_size=200), st.data())
def test_the_parsed_text_has_the_length_of_the_document(text: str, data: st.DataObject) -> None:
    text += "x"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = legible(document(text, Furniture(Span(start, end), "appeal")))
    assert len(shown) == len(text)
    assert not shown[start:end].strip()
