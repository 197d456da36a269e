"""What a reader's name, e-mail and password may be. No two names look alike."""

from __future__ import annotations

import functools
import re
import unicodedata

from reportedly import lexicon

SHORTEST_NAME, LONGEST_NAME = 2, 40
LONGEST_EMAIL = 254
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 500
STACKED = 2
"""How many marks may stand on one letter."""

EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+")


class Refused(ValueError):
    """Something that can't be; ``field`` says what: name, email or password."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def name_key(name: str) -> str:
    """What tells a name from others: no case, accents, spaces or punctuation, and one letter for all that look like it.

    After the skeleton of Unicode's Technical Standard 39, on the letters of few alphabets.
    """
    folded = name
    for _ in range(2):
        folded = unicodedata.normalize("NFKD", folded).casefold()
    letters = (character for character in unicodedata.normalize("NFKD", folded) if _tells(character))
    return "".join(letters).translate(_alike())


def checked_name(name: str) -> str:
    """A name as it is shown.

    Raises:
        Refused: it has too few or too many characters, others than can be in a name, or it is reserved.
    """
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise Refused("name", f"A name has {SHORTEST_NAME} to {LONGEST_NAME} characters.")
    if not all(_may_be_in_a_name(character) for character in name) or _stacked(name):
        raise Refused("name", "A name has letters, digits, spaces, and . ' - _ between them; no other signs.")
    if sum(character.isalnum() for character in name) < SHORTEST_NAME or not name[0].isalnum():
        raise Refused("name", f"A name begins with a letter or a digit, and has at least {SHORTEST_NAME} of them.")
    if len(_alphabets(name)) > 1:
        raise Refused("name", "A name is written in one alphabet.")
    if name_key(name) in {name_key(reserved) for reserved in lexicon.load("readers")["reserved"]}:
        raise Refused("name", "This name is not given to anyone.")
    return name


def checked_email(email: str) -> str:
    """An e-mail as it is stored: in lower case.

    Raises:
        Refused: it can't be one.
    """
    email = unicodedata.normalize("NFC", email.strip()).lower()
    if len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email) or any(map(_is_half, email)):
        raise Refused("email", "An e-mail looks like name@example.org.")
    return email


def plain_password(password: str) -> str:
    """A password however its characters were typed."""
    return unicodedata.normalize("NFKC", password)


def checked_password(password: str, name: str, email: str) -> str:
    """A new password of the reader with that name and e-mail.

    Raises:
        Refused: it is too short or too long, or easy to guess.
    """
    password = plain_password(password)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or any(map(_is_half, password)):
        raise Refused("password", f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    folded = password.casefold()
    if folded in (name.casefold(), email, email.partition("@")[0]) or (name and name_key(password) == name_key(name)):
        raise Refused("password", "The password is your name or your e-mail: others would try that first.")
    if folded in lexicon.load("readers")["passwords"]["common"] or len(set(folded)) < 4:
        raise Refused("password", "Many people have this password: others would try it early.")
    return password


def _tells(character: str) -> bool:
    """Whether a character tells a name from another: a letter or a digit, or the vowel sign of a script that has such."""
    kind = unicodedata.category(character)[0]
    return not _is_unseen(character) and (kind in "LN" or (kind == "M" and unicodedata.combining(character) == 0))


def _may_be_in_a_name(character: str) -> bool:
    allowed = unicodedata.category(character) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Mn", "Mc")
    return not _is_unseen(character) and (allowed or character in lexicon.load("readers")["punctuation"])


def _stacked(name: str) -> bool:
    marks = "".join("m" if unicodedata.category(character)[0] == "M" else " " for character in name)
    return "m" * (STACKED + 1) in marks


def _alphabets(name: str) -> set[str]:
    found = {unicodedata.name(character, "").split(" ")[0] for character in name if character.isalpha()}
    return found & set(lexicon.load("readers")["alphabets"])


def _is_unseen(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in lexicon.load("readers")["unseen"])


def _is_half(character: str) -> bool:
    """Whether it is half of a character, which no database can hold."""
    return "\ud800" <= character <= "\udfff"


@functools.cache
def _alike() -> dict[int, str]:
    return {ord(other): one for one, others in lexicon.load("readers")["alike"].items() for other in others}
