"""A web page in, :class:`~reportedly.model.Document` out: the article and its metadata, by trafilatura and JSON-LD."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import trafilatura

from reportedly.acquire.files import MARKUP_FACTOR, BadInput, checked_text, decoded, max_bytes_allowed, readable
from reportedly.clean.published import publication
from reportedly.clean.text import clean_text
from reportedly.model import Document

ARTICLE_TYPES = {
    "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "LiveBlogPosting",
    "BlogPosting", "Report",
}
"""The types of schema.org whose metadata are the report's."""

DEEPEST = 500
"""Open elements within one another on a page that is still read."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNNESTED = {
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "td", "th", "tr", "track", "wbr",
}
"""Elements that need no closing tag."""

_PUBLISHED_META = (
    ".//meta[@property='article:published_time']/@content", ".//meta[@itemprop='datePublished']/@content",
    ".//meta[@name='article:published_time']/@content", ".//meta[@name='parsely-pub-date']/@content",
    ".//time[@itemprop='datePublished']/@datetime",
)


def clean_html(
    html: str | bytes, *, url: str | None = None, published: date | datetime | str | None = None,
    title: str | None = None, outlet: str | None = None,
) -> Document:
    """The document of a web page. What is given as metadata stands over what the page says of itself.

    The page's own: first JSON-LD (schema.org ``NewsArticle`` and its kin), then its meta elements, then what
    trafilatura finds. Scripts, styles and the page's frame are dropped; the furniture within the article is marked, as
    in plain text.

    Raises:
        BadInput: it is no page, holds no article, is too long or nested without end, isn't English, or ``published``
            isn't a date.
    """
    page = readable(_decoded(html) if isinstance(html, bytes) else html)
    _check_shape(page)
    try:
        tree = trafilatura.load_html(_XML_DECLARATION.sub("", page))
        if tree is None:
            raise BadInput("this is not a web page: save the report's words as text")
        own = _own_metadata(tree)
        found = trafilatura.bare_extraction(
            tree, url=url, favor_precision=True, include_comments=False, with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"},
        )
    except (RecursionError, ValueError, TypeError, AssertionError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput("the page can't be parsed: save the report's words as text") from None
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise BadInput("no article was found on the page: save the report's words as text")
    return clean_text(
        checked_text((found.text or "").strip()), published=published or _first_date(own.get("published"), found.date),
        title=title or own.get("title") or found.title, outlet=outlet or own.get("outlet") or found.sitename,
        url=url or own.get("url") or found.url, byline=own.get("byline") or found.author,
    )


def _decoded(data: bytes) -> str:
    """By the byte-order mark, by what the page declares in its first 4,096 bytes, else by detection."""
    declared = _CHARSET.search(data[:4096]) or _XML_ENCODING.match(data[:200])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = declared[1].decode("ascii").lower()
        name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name
        try:
            return data.decode(name)
        except (LookupError, UnicodeError):
            pass
    return decoded(data, max_bytes=max_bytes_allowed() * MARKUP_FACTOR)


def _check_shape(page: str) -> None:
    """Refuse what would cost the parser too much: a page too long, or nested without end."""
    limit = max_bytes_allowed() * MARKUP_FACTOR
    if len(page) > limit:
        raise BadInput(f"the page is longer than {limit:,} bytes: save the report's words as text, or raise the limit "
                       "(REPORTEDLY_MAX_BYTES)")
    if page.count("<") < DEEPEST:
        return
    depth = 0
    for closing, name, empty in _TAG.findall(page):
        if closing:
            depth = max(0, depth - 1)
        elif not empty and name.lower() not in _UNNESTED:
            depth += 1
            if depth > DEEPEST:
                raise BadInput("the page's elements are nested without end: save the report's words as text")


def _own_metadata(tree: Any) -> dict[str, str]:
    """What JSON-LD says of the article; the moment of publication also from the page's meta elements."""
    own: dict[str, str] = {}
    for script in tree.findall(".//script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _articles(data):
            said = {"title": item.get("headline"), "published": item.get("datePublished"), "url": item.get("url"),
                    "byline": _names(item.get("author")), "outlet": _names(item.get("publisher"))}
            for key, value in said.items():
                if isinstance(value, str) and value.strip():
                    own.setdefault(key, " ".join(value.split()))
    if "published" not in own:
        dates = [str(value) for path in _PUBLISHED_META for value in tree.xpath(path)]
        if dates:
            own["published"] = dates[0]
    return own


def _articles(data: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, list) and depth < 5:
        for item in data:
            yield from _articles(item, depth + 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        if ARTICLE_TYPES.intersection(types if isinstance(types, list) else [str(types)]):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth < 5:
                yield from _articles(data.get(key), depth + 1)


def _names(value: Any) -> str | None:
    """The names of people or organisations as JSON-LD has them: text, an object with a name, or a list of such."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        names = [name for item in value if (name := _names(item))]
        return ", ".join(names) or None
    return None


def _first_date(*dates: str | None) -> date | datetime | None:
    """The first of the dates that can be read. A page's own bad date is no reason to refuse the page."""
    for text in dates:
        try:
            if text and (found := publication(text)):
                return found
        except BadInput:
            continue
    return None
