"""What a browser would make of a page."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = frozenset(("meta", "link", "input", "br"))


class Markup(HTMLParser):
    """The elements, links, ids and words of a page, without the letters behind marks; it must be well formed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.names: set[str] = set()
        self.words = ""
        self.values: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(html)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert not any(name.startswith("on") or name == "style" for name in given), given
        assert given.get("id", "") not in self.ids, given
        self.ids |= {given["id"]} if "id" in given else set()
        self.links += [given[name] for name in ("href", "src", "action") if name in given]
        self.names.add(tag)
        if tag == "input":
            self.values[given.get("name", "")] = given.get("value", "")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style" and "sup" not in self._open:
            self.words += f"{data} "
