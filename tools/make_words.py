"""Makes src/reportedly/lexicon/words.txt: which English words are written in lower case. Needs no network.

    python tools/make_words.py /usr/share/dict/scowl     (Debian's package "scowl")

From SCOWL (http://wordlist.aspell.net/), sizes 10 to 60. A line is a word; "~" behind it: a name too ("bush"); "^": a
name in the first place ("john"). Regular forms are left out where :func:`reportedly.parse.casing.bases_of` finds them.
"""

import sys
from pathlib import Path

from reportedly.parse.casing import SHORTEST_BASE, bases_of

SIZES = (10, 20, 35, 40, 50, 55, 60)
SPELLINGS = ("english", "american", "british", "british_z", "canadian", "australian")
HEAD = """\
# From SCOWL (Spell Checker Oriented Word Lists), http://wordlist.aspell.net/. Copyright 2000-2018 by Kevin Atkinson.
# Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the output created from
# the scripts, and its documentation for any purpose is hereby granted without fee, provided that the above copyright
# notice appears in all copies and that both that copyright notice and this permission notice appear in supporting
# documentation. Kevin Atkinson makes no representations about the suitability of this array for any purpose. It is
# provided "as is" without express or implied warranty.
# Made by tools/make_words.py: a word a line, "~": a name too, "^": a name in the first place.
"""


def main() -> None:
    folder = Path(sys.argv[1])
    lower: dict[str, int] = {}
    names: dict[str, int] = {}
    for size in SIZES:
        for spelling in SPELLINGS:
            for kind in ("words", "upper", "proper-names"):
                path = folder / f"{spelling}-{kind}.{size}"
                for word in path.read_text("latin-1").split() if path.exists() else ():
                    if word.isalpha() and len(word) > 1 and word.islower():
                        lower.setdefault(word, size)
                    elif word.isalpha() and len(word) > 1 and word[1:].islower():
                        names.setdefault(word.lower(), size)

    def mark(word: str) -> str:
        if word not in lower:
            return "^" if word in names else ""
        return "" if word not in names else "^" if names[word] < lower[word] else "~"

    marks = {word: mark(word) for word in lower}
    kept: dict[str, str] = {}

    def is_form(word: str) -> bool:
        return any(len(base) >= SHORTEST_BASE and kept.get(base) == "" for base in bases_of(word))

    for word in sorted(marks, key=lambda word: (len(word), word)):
        if marks[word] or not is_form(word):
            kept[word] = marks[word]
    kept |= {name: "^" for name in names if name not in lower and is_form(name)}
    target = Path(__file__).parents[1] / "src/reportedly/lexicon/words.txt"
    target.write_text(HEAD + "".join(f"{word}{kept[word]}\n" for word in sorted(kept)), "utf-8")


main()
