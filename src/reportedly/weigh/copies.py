"""Which reports carry one text: a wire copy, abridged or lightly rewritten, credited or not.

The report's own words are cut into shingles of five words, quotations and furniture left out: the same quotation proves a
common speaker, not a copy. MinHash (Broder 1997, through datasketch) in bands finds candidates; the share of the shorter
text's shingles that stand in the longer one decides (containment, as abridged copies have a low Jaccard similarity).
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reportedly.model import Document

if TYPE_CHECKING:
    from datasketch import MinHash

WORDS = 5
BANDS, ROWS = 32, 2
"""Pairs with a Jaccard similarity of 0.3 are candidates with a probability of 0.95, of 0.01 with one of 0.003."""

CONTAINED = 0.5
"""The share of the shorter text from which on two reports carry one text."""

FEWEST = 20
"""Shingles that a text must have to be judged."""

_WORD = re.compile(r"\w+")
_QUOTATION = re.compile(r'"[^"\n]{0,2000}"|“[^”\n]{0,2000}”')


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The shingles of a text as sorted 32-bit hashes, and keys of bands.

    ``bands`` are those under which it is found, ``asked`` those under which its copies are: its own, and those of the weeks
    before and after.
    """

    shingles: NDArray[np.uint32]
    bands: tuple[int, ...] = ()
    asked: tuple[int, ...] = ()


def fingerprint(document: Document) -> Fingerprint:
    """The fingerprint of a report's own words. A text with too few words has no bands."""
    words = _WORD.findall(own_words(document).lower())
    grams = {" ".join(words[i:i + WORDS]) for i in range(len(words) - WORDS + 1)}
    shingles = np.array(sorted(map(_hash, grams)), dtype=np.uint32)
    if len(shingles) < FEWEST:
        return Fingerprint(shingles)
    minhash = _empty().copy()
    minhash.update_batch(shingles.tolist())
    bands = [_band(i, row) for i, row in enumerate(minhash.hashvalues.reshape(BANDS, ROWS).tolist())]
    week = _week(document)
    weeks = (week - 1, week, week + 1) if week else (0,)
    return Fingerprint(shingles, tuple(_key(week, b) for b in bands), tuple(_key(w, b) for w in weeks for b in bands))


@functools.cache
def _empty() -> MinHash:
    from datasketch import MinHash  # brings SciPy, which takes long to import: only who adds reports needs it

    return MinHash(num_perm=BANDS * ROWS, seed=1, hashfunc=int)


def containment(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> float:
    """The share of the shorter text's shingles that stand in the longer one: 0 to 1."""
    shorter = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / shorter if shorter >= FEWEST else 0.0


def own_words(document: Document) -> str:
    """The report without furniture, title, dateline and quotations."""
    left_out = [piece.span for piece in document.furniture]
    left_out += [span for span in (document.title_span, document.standfirst_span) if span]
    kept, position = [], 0
    for span in sorted(left_out):
        kept.append(document.text[position:max(position, span.start)])
        position = max(position, span.end)
    return _QUOTATION.sub("\n", "\n".join((*kept, document.text[position:])))


def sentence_shingles(sentences: Iterable[str]) -> frozenset[str]:
    """The shingles of these sentences."""
    found: set[str] = set()
    for sentence in sentences:
        words = _WORD.findall(sentence.lower())
        found.update(" ".join(words[i:i + WORDS]) for i in range(len(words) - WORDS + 1))
    return frozenset(found)


def _hash(gram: str) -> int:
    return int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=4).digest())


def _band(number: int, row: Iterable[int]) -> int:
    """44 bits."""
    words = ",".join(map(str, (number, *row)))
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest()) >> 20


def _key(week: int, band: int) -> int:
    """A 63-bit key, so that any database holds it as an integer; the keys of one week stand together in its index."""
    return week << 44 | band


def _week(document: Document) -> int:
    """Weeks since a fixed Monday; 0 where the day of publication isn't known."""
    if document.published is None:
        return 0
    day = date.fromisoformat(document.published.isoformat()[:10])
    return (day - date(1, 1, 1)) // timedelta(weeks=1) + 1
