"""Is it English? A test by function words and script: a few hundred microseconds, no model."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from itertools import islice

from reportedly.lexicon import load

SAMPLE = 1500
"""Words that are looked at; the rest of a long text is taken to be in the same language."""

FEWEST = 12
"""A text of fewer words in the Latin script is never called foreign."""

_WORD = re.compile(r"[^\W\d_]+")


def foreign(text: str) -> str | None:
    """The language or script that ``text`` seems to be in, where that is not English; None where it may be English."""
    words = [found[0] for found in islice(_WORD.finditer(text), SAMPLE)]
    scripts = Counter(_script(word[0]) for word in words)
    script, most = scripts.most_common(1)[0] if scripts else ("LATIN", 0)
    if script != "LATIN" and most > len(words) / 2:
        return f"{script.title()} script"
    if len(words) < FEWEST:
        return None
    counts: Counter[str] = Counter()
    languages = _languages()
    for word in words:
        counts.update(languages.get(word.lower(), ()))
    english = counts.pop("English", 0)
    if not counts:
        return None
    language, others = max(counts.items(), key=lambda item: (item[1], item[0]))
    return language if others > 2 * english and others >= len(words) / 10 else None


def _script(letter: str) -> str:
    if letter < "\u0250":
        return "LATIN"
    return unicodedata.name(letter, "UNKNOWN").split()[0].split("-")[0]


@functools.cache
def _languages() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, words in load("languages")["function_words"].items():
        for word in words.split():
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}
