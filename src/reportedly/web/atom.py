"""Feeds in Atom (RFC 4287): of a view, and of what is new to one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from reportedly import __version__
from reportedly.publish.pieces import encodable
from reportedly.publish.words import visible

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"

NEVER = "1970-01-01T00:00:00+00:00"
"""When a feed without entries was updated."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a lasting id, when it was updated (ISO 8601), the address of its page, and its words."""

    id: str
    title: str
    updated: str
    page: str
    summary: str
    published: str = ""
    categories: tuple[str, ...] = ()


def atom_feed(id_: str, title: str, own: str, view: str, entries: Sequence[Entry]) -> str:
    """A feed; ``own`` is its address, ``view`` that of the page that shows the same."""
    feed = Element("feed", xmlns=ATOM)
    SubElement(feed, "id").text = id_
    SubElement(feed, "title").text = visible(title)
    SubElement(feed, "updated").text = max((entry.updated for entry in entries), default=NEVER)
    SubElement(SubElement(feed, "author"), "name").text = "Reportedly"
    SubElement(feed, "generator", version=__version__).text = "Reportedly"
    SubElement(feed, "link", rel="self", type=MEDIA_TYPE, href=own)
    SubElement(feed, "link", rel="alternate", type="text/html", href=view)
    for entry in entries:
        _write(SubElement(feed, "entry"), entry)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{encodable(tostring(feed, "unicode"))}\n'


def _write(element: Element, entry: Entry) -> None:
    SubElement(element, "id").text = entry.id
    SubElement(element, "title").text = visible(entry.title)
    if entry.published:
        SubElement(element, "published").text = entry.published
    SubElement(element, "updated").text = entry.updated
    SubElement(element, "link", rel="alternate", type="text/html", href=entry.page)
    for category in entry.categories:
        SubElement(element, "category", term=category)
    SubElement(element, "summary").text = visible(entry.summary)
