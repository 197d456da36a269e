"""Wrapped copy is told from lines that are paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.lines import paragraphs, unwrapped

WRAPPED = ("   A BOMB EXPLODED ON MONDAY OUTSIDE THE DISTRICT COURT OF THE TOWN,\n"
           "THE MAYOR SAID, AND TWO CLERKS WHO HAD JUST COME OUT OF THE BUILDING\n"
           "WERE TAKEN TO HOSPITAL WITH BURNS. NO GROUP HAD SAID BY EVENING THAT\n"
           "IT HAD PLACED THE DEVICE.\n\n   POLICE CLOSED THE ROAD.")


def test_wrapped_copy_has_paragraphs_for_lines() -> None:
    assert [WRAPPED[start:end].split()[0] for start, end in paragraphs(WRAPPED)] == ["A", "POLICE"]


def test_a_list_or_a_poem_is_not_wrapped() -> None:
    text = "Killed in Beled:\nOmar, 9\nYusuf, 12\nTheir father, a baker of the town\nTwo neighbours"
    assert unwrapped(text) == text


def test_a_break_within_a_sentence_is_a_blank_even_where_nothing_else_is_wrapped() -> None:
    text = ("The governor said on Tuesday that an attack on\nthe radio station had been thwarted by its guards.\n"
            "On Monday evening two shells had fallen into the yard of the station,\nand three people had been hurt there.\n"
            "Nobody else had been hurt on either day, as far as he had been told\nThe station was off the air for an hour.")
    assert [i for i, (a, b) in enumerate(zip(text, unwrapped(text), strict=True)) if a != b] == [text.index("\nand")]


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("\n a")))
def test_only_line_breaks_become_blanks(text: str) -> None:
    shown = unwrapped(text)
    assert len(shown) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, shown, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in paragraphs(text))
