from __future__ import annotations

import base64
import dataclasses
import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.publish.desk_html import SHOWN, to_html
from reportedly.weigh.types import DeskIncident, Report
from tests.publish.desk_forms import hostile, missing, words_of
from tests.publish.made_desk import CONTESTED, REPORTS, SIMPLE
from tests.publish.test_web_page import Page


@pytest.mark.parametrize("incident", [CONTESTED, SIMPLE], ids=["contested", "simple"])
def test_everything_in_the_incident_is_shown(incident: DeskIncident) -> None:
    assert missing(incident, words_of(to_html(incident))) == []


def test_every_link_leads_somewhere_and_every_report_has_a_place() -> None:
    page = Page(to_html(CONTESTED))
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert set(inside) <= page.words.keys()
    assert {f"r{number}" for number in range(1, 10)} <= set(inside)
    assert {link for link in page.links if not link.startswith("#")} == {report.url for report in REPORTS if report.url}


def test_a_quotation_leads_to_the_sentence_that_holds_it() -> None:
    html = to_html(CONTESTED)
    page = Page(html)
    links = re.findall(r'<a class="words" href="#(r\d+s\d+)" dir="auto">[“"‘]?(.*?)[”"’]?</a>', html)
    assert len(links) > 30
    for target, words in links:
        assert words.replace("&#39;", "'").replace("&#34;", '"').strip('"“”‘’') in page.words[target]


def test_the_page_needs_nothing_else() -> None:
    html = to_html(CONTESTED)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert " style=" not in html
    assert not Page(html).names & {"script", "img", "link", "iframe", "object", "form"}


def test_what_the_reports_say_is_never_markup() -> None:
    text = '</p><script>alert("1")</script> <b onclick=x>"said\' &amp; {{ 7 * 7 }} \x1b\u202e'
    html = to_html(hostile(text))
    page = Page(html)
    assert not page.names & {"script", "x"}
    assert all(link.startswith("#") for link in page.links)
    assert '</p><script>alert("1")</script> <b onclick=x>"said\' &amp; {{ 7 * 7 }} \\x1b\\u202e' in words_of(html)
    assert "\u202e" not in html


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_any_words_leave_the_page_whole(text: str) -> None:
    Page(to_html(hostile(text)))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://[", "//a.example/x", "file:///etc"])
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    report = Report("market", "Outlet", None, url)
    html = to_html(dataclasses.replace(SIMPLE, reports=(report,)))
    assert all(link.startswith("#") for link in Page(html).links)
    assert url in html


def test_many_wordings_are_folded_and_counted_and_all_there() -> None:
    field = CONTESTED.fields["where"]
    quotes = tuple(dataclasses.replace(q, text=f"wording {n}.") for n, q in enumerate(field.quotes))
    html = to_html(dataclasses.replace(CONTESTED, fields={"where": dataclasses.replace(field, quotes=quotes)}))
    assert f"<summary>{len(quotes) - SHOWN} more wordings</summary>" in html
    assert all(f"“{quote.text}”" in html for quote in quotes)


def test_words_of_a_report_that_is_not_in_the_list_are_no_link() -> None:
    html = to_html(dataclasses.replace(SIMPLE, reports=()))
    assert '<span class="words" dir="auto">“shot dead”</span>' in html
    assert all(link[1:] in Page(html).words for link in Page(html).links)


def test_the_same_incident_is_shown_the_same() -> None:
    assert to_html(DeskIncident.from_dict(CONTESTED.to_dict())) == to_html(CONTESTED)
