"""What readers write: plain text, of which addresses of the web become links and nothing else is markup."""

from __future__ import annotations

import functools
import re
import unicodedata

import nh3
from linkify_it import LinkifyIt
from markupsafe import Markup, escape

from reportedly.publish.words import visible

MOST = 5_000
"""Characters of one text."""


def checked_words(text: str, most: int = MOST) -> str:
    """What a reader wrote, without white space around it.

    Raises:
        ValueError: it is empty, too long, or has characters that steer what others see.
    """
    words = text.replace("\r\n", "\n").replace("\t", " ").strip()
    if not any(unicodedata.category(character)[0] in "LNPS" for character in words):
        raise ValueError("Write something.")
    if len(words) > most:
        raise ValueError(f"It has {len(words):,} characters; {most:,} are the most.")
    if steering := next(filter(_steers, words), None):
        raise ValueError(f"It has a character that steers what others see: U+{ord(steering):04X}. Leave it out.")
    return words


def _steers(character: str) -> bool:
    if character.isspace():
        return character != "\n" and unicodedata.category(character) != "Zs"
    return visible(character) != character


def has_link(text: str) -> bool:
    """Whether anything in a text could be followed: an address, or the bare name of a site."""
    return bool(_finder(fuzzy=True).test(text))


@functools.cache
def _finder(*, fuzzy: bool) -> LinkifyIt:
    finder = LinkifyIt(options={"fuzzy_link": fuzzy, "fuzzy_email": False, "fuzzy_ip": fuzzy})
    for scheme in () if fuzzy else ("ftp:", "mailto:", "//"):
        finder.add(scheme, None)
    return finder


def written(text: str) -> Markup:
    """A comment as it is shown: paragraphs, and addresses of the web as links; nothing else of it is markup."""
    parts = (part.strip("\n") for part in re.split(r"\n\s*\n", text))
    html = Markup("").join(Markup("<p>{}</p>").format(Markup("<br>").join(map(_linked, part.split("\n")))) for part in parts)
    return Markup(nh3.clean(html, tags={"a", "p", "br"}, attributes={"a": {"href"}}, url_schemes={"http", "https"},
                            link_rel="nofollow noopener noreferrer ugc"))


def _linked(text: str) -> Markup:
    words, end, pieces = visible(text), 0, Markup("")
    for link in _finder(fuzzy=False).match(words) or ():
        pieces += escape(words[end:link.index]) + Markup('<a href="{}">{}</a>').format(link.url, link.text)
        end = link.last_index
    return pieces + escape(words[end:])
