"""Copy in capitals gets the case of today's news; nothing else changes, and no offset moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.parse.truecase import sentence_case, truecase


@pytest.mark.parametrize("text", [
    "The army denied on Tuesday that President Omar Beledi had ordered the attack in El Salvador.",
    "Gunmen of the Farabundo Marti National Liberation Front (FMLN) shot Colonel Luis Perez in San Salvador.",
    "On 12 March two men were killed in Medellin. They may have been policemen, the BBC said.",
    "U.S. officials told us that the US embassy in Baghdad, which doesn't open at 7 a.m., was hit.",
    "Antiterrorist police arrested Jose de la Cruz and Sean O'Hara on 3 May, Reuters said.",
    "“I saw the machinegun,” said Yusuf al-Najjar, 32, of Hezbollah's village guard.",
    "Carlos Castro Roman, Samuel Plazas and Miguel Arias were shot; Arias was a teacher. The bull and the fields burned.",
    "The dead are Daniel Cabinet, 26, Pedro Arroyo Villatoro and General Enrique Caballero. Raul told reporters of a cabinet.",
    "Ambassador Angel Villatoro, Msgr. Ramon Mena and Col. Luis Caballero met in La Sultana.",
    "The Social Christian People's Movement (MPSC) wrote. The Social Christian People's Movement is a social movement.",
    "He hopes that the submachinegun and the materiel of the Soares family will not be on St. Clare hill.",
    "The 1st Infantry saw King Hussein of Jordan and George Bush in New York. Bush left.",
])
def test_capitals_become_the_case_of_today(text: str) -> None:
    expected = text.replace("Infantry", "infantry")
    assert truecase(text.upper()) == expected


def test_only_paragraphs_in_capitals_change() -> None:
    body = "The mayor of Beled said that the Golden Bridge was hit by shells on Tuesday."
    assert truecase(f"SHELLS HIT GOLDEN BRIDGE\n{body}") == f"Shells hit Golden Bridge\n{body}"
    assert truecase(body) == body
    assert truecase("AK-47") == "AK-47"


def test_a_title_case_headline_becomes_a_sentence() -> None:
    headline = "Army Says Rebel Shells Hit Golden Bridge in Beled Province"
    body = "The army said on Tuesday that the Golden Bridge was hit."
    shown = sentence_case(f"{headline}\n{body}", 0, len(headline))
    assert shown == f"Army says rebel shells hit Golden Bridge in Beled province\n{body}"
    plain = "Army says rebel shells hit Golden Bridge"
    assert sentence_case(plain, 0, len(plain)) == plain


@given(st.text())
def test_length_and_all_but_case_stay(text: str) -> None:
    for given_text in (text, text.upper(), f"GUNMEN SHOT TWO MEN İN {text.upper()}"):
        shown = truecase(given_text)
        assert len(shown) == len(given_text)
        assert all(a == b or a.lower() == b for a, b in zip(given_text, shown, strict=True))
        assert truecase(given_text) == shown
