from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from reportedly.publish.desk_markdown import to_markdown
from reportedly.weigh.types import DeskIncident
from tests.publish.desk_forms import hostile, missing, words_of
from tests.publish.made_desk import CONTESTED, SIMPLE

HOSTILE = "# <script>alert(1)</script> ![x](http://a.example/b) **bold** | cell | `code` [link](javascript:x)"


def rendered(incident: DeskIncident) -> str:
    return MarkdownIt().enable("table").render(to_markdown(incident))


@pytest.mark.parametrize("incident", [CONTESTED, SIMPLE], ids=["contested", "simple"])
def test_everything_in_the_incident_is_shown(incident: DeskIncident) -> None:
    assert missing(incident, words_of(rendered(incident))) == []


def test_tables_have_whole_rows() -> None:
    for table in rendered(CONTESTED).split("<table>")[1:]:
        rows = [row.count("<td") + row.count("<th>") for row in table.split("</table>")[0].split("<tr>")[1:]]
        assert len(set(rows)) == 1
        assert len(rows) > 1


def test_nothing_in_the_reports_acts_as_markup() -> None:
    html = rendered(hostile(HOSTILE))
    for sign in ("<script", "<img", "<a ", "<code", "<strong>bold"):
        assert sign not in html
    assert html.count("<table>") == rendered(CONTESTED).count("<table>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("sign", ["- item", "1. item", "+ item", "---", "==="])
def test_words_at_the_start_of_a_line_make_no_list_and_no_rule(sign: str) -> None:
    assert rendered(hostile(sign)).count("<li>") == rendered(hostile("item")).count("<li>")
    assert "<hr" not in rendered(hostile(sign))


def test_the_same_incident_is_shown_the_same() -> None:
    assert to_markdown(DeskIncident.from_dict(CONTESTED.to_dict())) == to_markdown(CONTESTED)
