from __future__ import annotations

from markdown_it import MarkdownIt

from reportedly.model import Document, Dossier, Furniture, Span
from reportedly.publish.markdown import to_markdown
from tests.publish.made import DOSSIER, TEXT


def test_every_figure_is_shown_with_its_words() -> None:
    shown = to_markdown(DOSSIER)
    for figure in DOSSIER.figures:
        assert TEXT[figure.span.start:figure.span.end] in shown


def test_accounts_are_tables_of_whole_rows() -> None:
    html = MarkdownIt().enable("table").render(to_markdown(DOSSIER))
    assert html.count("<table>") == 3
    rows = [row for table in html.split("<table>")[1:] for row in table.split("<tr>")[1:]]
    assert {row.count("<td") + row.count("<th>") for row in rows} == {2, 3}


def test_nothing_in_the_report_acts_as_markup() -> None:
    text = "# <script>alert(1)</script> ![x](http://a.example/b) **bold** | cell | `code` [link](javascript:x)"
    hostile = Dossier(Document("0", text, title=text, furniture=(Furniture(Span(0, len(text)), "appeal"),)))
    html = MarkdownIt().enable("table").render(to_markdown(hostile))
    for sign in ("<script", "<img", "<a ", "<code", "<table", "<strong>bold"):
        assert sign not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
