"""Web pages: article, metadata, encodings, and pages that can't be read."""

import json
from datetime import date, datetime, timedelta, timezone

import pytest

from reportedly.acquire.files import BadInput
from reportedly.clean.html import clean_html

PARAGRAPHS = (
    "An air strike killed four people in the hill town of Beled on Tuesday, a rescue worker said by telephone.",
    "The dead were two children and their parents, the rescue worker said. “We pulled them from the rubble,” he said.",
    "Sign up for our newsletter",
    "Residents said that jets had circled above the town for hours before the strike, which also hit a bakery.",
)
ARTICLE = {
    "@type": "NewsArticle", "headline": "Air strike kills four in Beled", "datePublished": "2020-03-03T22:30:00+02:00",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "publisher": {"@type": "Organization", "name": "The Daily Example"},
}


def page(data: object = None, charset: str = "utf-8") -> str:
    linked = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    head = f'<meta charset="{charset}"><title>Air strike | Example</title>{linked}'
    head += '<meta property="article:published_time" content="2019-01-01T00:00:00Z">'
    article = f'<h1>Air strike kills four in Beled</h1>{body}<script>alert("ninety dead")</script>'
    return (f'<!doctype html><html lang="en"><head>{head}</head><body><nav><a href="/">Home</a></nav>'
            f"<article>{article}</article></body></html>")


def test_json_ld_gives_the_metadata_with_the_time_zone() -> None:
    document = clean_html(page({"@context": "https://schema.org", "@graph": [ARTICLE]}))
    assert document.title == "Air strike kills four in Beled"
    assert document.published == datetime(2020, 3, 3, 22, 30, tzinfo=timezone(timedelta(hours=2)))
    assert (document.outlet, document.byline) == ("The Daily Example", "Jane Doe, John Roe")


def test_what_is_given_stands_over_what_the_page_says() -> None:
    given = {"published": "2020-03-04", "outlet": "Wire", "title": "Strike", "url": "https://example.org/1"}
    document = clean_html(page(ARTICLE), **given)
    assert (document.published, document.outlet, document.title) == (date(2020, 3, 4), "Wire", "Strike")
    assert document.url == given["url"]


def test_the_article_stays_and_its_furniture_is_marked() -> None:
    document = clean_html(page())
    assert all(paragraph in document.text for paragraph in PARAGRAPHS)
    assert "ninety dead" not in document.text
    assert [piece.kind for piece in document.furniture] == ["newsletter"]


@pytest.mark.parametrize(("charset", "encoding"), [
    ("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("utf-8", "utf-8-sig"),
    ("utf-16", "utf-16"), ("no-such-charset", "utf-8"),
])
def test_encodings(charset: str, encoding: str) -> None:
    assert "“We pulled them" in clean_html(page(charset=charset).encode(encoding)).text


@pytest.mark.parametrize("html", [
    "", "just words", "<html></html>", "<div>" * 50_000 + PARAGRAPHS[0], "<html><body>" + "<a><b>" * 400 + "x",
])
def test_pages_that_hold_no_article_are_refused_in_one_line(html: str) -> None:
    with pytest.raises(BadInput) as caught:
        clean_html(html)
    assert "\n" not in str(caught.value)
    assert "text" in str(caught.value)


def test_nuls_and_lone_surrogates_do_not_cut_the_page_short() -> None:
    assert PARAGRAPHS[3] in clean_html(page().replace("hill", "hi\x00ll \ud800")).text
