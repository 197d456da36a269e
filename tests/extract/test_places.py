from __future__ import annotations

import hashlib
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from reportedly.extract.places import find_places
from reportedly.model import Dateline, Document, Furniture, Place, Span
from reportedly.parse import legible


def places(nlp: Language, text: str, **more: object) -> dict[str, Place]:
    """The places of a text by the words that name them; of equal words the last."""
    document = Document(hashlib.sha256(text.encode()).hexdigest(), text, **more)  # type: ignore[arg-type]
    found = find_places(nlp(legible(document)), document)
    return {text[place.span.start:place.span.end]: place for place in found}


def test_a_town_has_its_country_division_point_and_geonames_id(nlp: Language) -> None:
    place = places(nlp, "Two rockets hit a bakery in Mosul on Monday, Iraqi officials said.")["Mosul"]
    assert (place.country, place.admin1, place.kind, place.precision) == ("IRQ", "Nineveh", "city", "exact")
    assert place.geoname_id == 99072
    assert place.latitude == pytest.approx(36.34, abs=0.1)
    assert place.longitude == pytest.approx(43.13, abs=0.1)


@pytest.mark.parametrize("words", ["in the Escalon neighborhood", "on the corner of San Diego and Prat streets"])
def test_a_part_of_a_town_is_no_namesake_abroad(nlp: Language, words: str) -> None:
    found = places(nlp, f"SAN SALVADOR -- Two men were shot dead on Monday {words}, Salvadoran police said. "
                        "U.S. embassy staff in San Salvador were unharmed. Another man was shot in Santa Ana, El Salvador.")
    assert {p.country for p in found.values() if not p.attributive} == {"SLV"}


def test_a_part_of_a_great_town_abroad_is_of_that_town(nlp: Language) -> None:
    found = places(nlp, "BOSTON -- A Boston man was shot dead in Chicago, U.S. police said. "
                        "His brother lives in a London neighbourhood.")
    assert any(p.country == "GBR" for p in found.values())


def test_adjectives_of_countries_say_whose(nlp: Language) -> None:
    found = places(nlp, "Turkish jets bombed a camp in Iraq, Syrian rebels said.")
    assert (found["Turkish"].country, found["Turkish"].attributive) == ("TUR", True)
    assert (found["Syrian"].country, found["Syrian"].attributive) == ("SYR", True)
    assert (found["Iraq"].country, found["Iraq"].attributive) == ("IRQ", False)


def test_a_government_named_by_its_capital_says_whose(nlp: Language) -> None:
    found = places(nlp, "Damascus denied the report. Mortars fell on Homs, Moscow said.")
    assert found["Damascus"].attributive
    assert found["Moscow"].attributive
    assert not found["Homs"].attributive


def test_the_owner_of_an_institution_says_whose(nlp: Language) -> None:
    found = places(nlp, "Kabul police blamed Pakistan's army. A bomb went off in Herat.")
    assert found["Kabul"].attributive
    assert found["Pakistan"].attributive
    assert not found["Herat"].attributive


@pytest.mark.parametrize(("text", "name", "country", "admin1"), [
    ("A gunman shot two people in Paris, Texas, on Friday.", "Paris", "USA", "Texas"),
    ("A gunman shot two people in Paris Texas on Friday.", "Paris", "USA", "Texas"),
    ("A gunman shot two people in Fresno, Calif., on Friday.", "Fresno", "USA", "California"),
    ("A gunman shot two people in Paris on Friday.", "Paris", "FRA", None),
    ("Police in Tripoli, Lebanon, arrested a man.", "Tripoli", "LBN", None),
    ("Police in Tripoli arrested a man, the Libyan interior ministry said.", "Tripoli", "LBY", None),
])
def test_what_stands_behind_a_name_says_which_place_it_is(
    nlp: Language, text: str, name: str, country: str, admin1: str | None,
) -> None:
    place = places(nlp, text)[name]
    assert place.country == country
    assert admin1 is None or place.admin1 == admin1


def test_towns_near_each_other_speak_for_each_other(nlp: Language) -> None:
    found = places(nlp, "Fire crews from Athens and Gainesville came to Decatur, north of Atlanta, on Sunday.")
    assert found["Decatur"].admin1 == found["Gainesville"].admin1 == found["Athens"].admin1 == "Georgia"


def test_a_lost_apostrophe_hides_no_country(nlp: Language) -> None:
    found = places(nlp, "Air raids hit Syrias Raqa on Sunday a monitor said.")
    assert found["Syria"].country == "SYR"
    assert found["Raqa"].country == "SYR"


@pytest.mark.parametrize("spelling", ["Khan Sheikhoun", "Khan Shaykhun", "Khan Cheikhoun", "Khan Shaikhun"])
def test_spellings_lead_to_the_same_town(nlp: Language, spelling: str) -> None:
    found = places(nlp, f"Syrian helicopters bombed the town of {spelling} in northern Syria.")
    assert found[spelling].geoname_id == 168325


@pytest.mark.parametrize(("text", "name", "relation", "precision"), [
    ("A convoy was hit north of Baghdad.", "Baghdad", "north of", "near"),
    ("A convoy was hit near Baghdad.", "Baghdad", "near", "near"),
    ("A convoy was hit outside Baghdad.", "Baghdad", "outside", "near"),
    ("A convoy was hit in northern Iraq.", "Iraq", "northern", "region"),
    ("A convoy was hit close to the border with Turkey.", "Turkey", "border", "near"),
    ("A convoy was hit in Iraq.", "Iraq", None, "country"),
    ("A tanker was hit in the Red Sea.", "Red Sea", None, "region"),
])
def test_the_words_before_say_how_exact_a_place_is(
    nlp: Language, text: str, name: str, relation: str | None, precision: str,
) -> None:
    place = places(nlp, text)[name]
    assert (place.relation, place.precision) == (relation, precision)


def test_a_stated_place_in_no_gazetteer_lies_where_its_sentence_puts_it(nlp: Language) -> None:
    place = places(nlp, "Shells fell on the Qorvani neighbourhood of Aleppo on Monday.")["Qorvani neighbourhood"]
    assert (place.country, place.precision, place.geoname_id) == ("SYR", "near", None)
    assert place.latitude == pytest.approx(36.2, abs=0.1)


def test_a_stated_place_whose_town_goes_unsaid_has_only_the_country_of_the_report(nlp: Language) -> None:
    text = "Syrian troops shelled rebels on Monday. Two people died in the village of Qorvanat."
    place = places(nlp, text)["Qorvanat"]
    assert (place.country, place.precision, place.latitude) == ("SYR", "country", None)


def test_an_adjective_before_the_noun_gives_the_country(nlp: Language) -> None:
    found = places(nlp, "The United States condemned the raid on the Kuwaiti island of Qorvanat on Monday.")
    assert found["Qorvanat"].country == "KWT"


def test_a_town_elsewhere_in_the_sentence_lends_no_point(nlp: Language) -> None:
    text = "A hospital in Qorvanat was looted, aid workers who had fled said by telephone from Bukavu in Congo."
    place = places(nlp, text).get("Qorvanat")
    assert place is None or (place.latitude, place.country) == (None, "COD")


def test_nothing_is_guessed_where_the_report_names_no_country(nlp: Language) -> None:
    place = places(nlp, "Two people died in the village of Qorvanat.")["Qorvanat"]
    assert (place.country, place.latitude, place.geoname_id) == (None, None, None)


def test_an_embassy_lies_where_it_stands(nlp: Language) -> None:
    found = places(nlp, "Rebels stormed the Danish embassy in Lima on Monday.")
    assert found["Danish embassy"].country == "PER"


def test_the_capital_is_a_place(nlp: Language) -> None:
    found = places(nlp, "Mortars fell on the Syrian capital on Monday. Syrian officials called for capital punishment.")
    assert [(p.name, p.country) for name, p in found.items() if name == "capital"] == [("Damascus", "SYR")]


@pytest.mark.parametrize("text", [
    "Jane Lincoln said her brother, Martin Houston, was at home.",
    "President Victoria Kent met Mr. Kent Victoria.",
    "On Monday, Hassan Ali told the court that he was innocent.",
])
def test_names_of_people_are_no_places(nlp: Language, text: str) -> None:
    assert not places(nlp, text)


def test_a_dateline_blanked_as_furniture_still_gives_its_place(nlp: Language) -> None:
    text = "NABLUS, West Bank, Dec 7 (AFP) - Two men were arrested overnight, the army said."
    span = Span(0, text.index(" Two"))
    found = places(nlp, text, furniture=(Furniture(span, "dateline"),), dateline=Dateline(span, place=Span(0, 6)))
    assert found["NABLUS"].country == "PSE"


@pytest.mark.parametrize("text", [
    "", " ", "\n\n", "💥💥 💥", "قصفت طائرات مدينة حلب", "—", "al-", "the village of", "in", "Camp",
])
def test_odd_texts_have_no_places_and_do_no_harm(nlp: Language, text: str) -> None:
    assert places(nlp, text) == {}


_PIECES = st.sampled_from([
    "Aleppo", "Syria", "Syrias", "village of", "and", "in", "al-", "camp", "Paris", ",", "Texas", ".", "\n", "the",
    "capital", "Iraqi", "'s", "north of", "💥", "BEIRUT", "(AP) -", "Camp", "Road", "é", "neighborhoods", "St.", "U.S.",
])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_places_lie_in_the_text_in_order_and_apart(nlp: Language, text: str) -> None:
    document = Document("0", text)
    found = find_places(nlp(text), document)
    spans = [(place.span.start, place.span.end) for place in found]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert all(end <= len(text) for _, end in spans)
    assert len({place.id for place in found}) == len(found)
    assert found == find_places(nlp(text), document)


def test_place_behind_a_preposition_does_not_speak(nlp: Language) -> None:
    for text in ("The police in Baghdad said it.", "The strike north of Baghdad is said to be the first."):
        assert not places(nlp, text)["Baghdad"].attributive
