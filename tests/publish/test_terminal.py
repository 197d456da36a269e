from __future__ import annotations

import dataclasses

from rich.cells import cell_len

from reportedly.model import Document, Dossier, Furniture, Party, Span
from reportedly.publish.terminal import to_terminal
from tests.publish.made import DOSSIER, TEXT


def test_every_line_fits_the_width() -> None:
    for width in (40, 80, 200):
        assert max(cell_len(line) for line in to_terminal(DOSSIER, width=width).splitlines()) <= width


def test_every_figure_statement_and_source_is_shown_with_its_words() -> None:
    shown = " ".join(to_terminal(DOSSIER, width=4000).split())
    spans = [figure.span for figure in DOSSIER.figures]
    spans += [span for statement in DOSSIER.statements for span in statement.content]
    for span in spans:
        assert " ".join(TEXT[span.start:span.end].split()) in shown
    assert "a hospital official ← Meridian Press ← The Coastal Courier" in shown


def test_accounts_stand_side_by_side_where_they_fit() -> None:
    assert any("A  a hospital official" in line and "B  two residents" in line
               for line in to_terminal(DOSSIER, width=80).splitlines())
    assert not any("A  a hospital official" in line and "B  two residents" in line
                   for line in to_terminal(DOSSIER, width=60).splitlines())


def test_colour_only_where_it_is_asked_for() -> None:
    assert "\x1b[" in to_terminal(DOSSIER, colour=True)
    assert "\x1b" not in to_terminal(DOSSIER)


def test_markup_and_control_characters_of_the_report_are_only_shown() -> None:
    text = "[red]\x1b]0;title\x07 :bomb: [/] said"
    hostile = Dossier(Document("0", text, title=text, furniture=(Furniture(Span(0, len(text)), "appeal"),)),
                      parties=(Party("p0", text, "unnamed", spans=(Span(0, 5),)),))
    shown = to_terminal(hostile)
    assert "[red]\\x1b]0;title\\x07 :bomb: [/] said" in shown
    assert "\x1b" not in shown


def test_a_long_passage_set_aside_says_how_much_is_not_shown() -> None:
    text = "word " * 100 + "end"
    document = dataclasses.replace(DOSSIER.document, text=text, title_span=None, standfirst_span=None, dateline=None,
                                   furniture=(Furniture(Span(0, len(text)), "appeal"),))
    assert "characters more" in to_terminal(Dossier(document))


def test_an_empty_dossier_says_so() -> None:
    assert "No incident found" in to_terminal(Dossier(Document("0", "Nothing happened.")))
