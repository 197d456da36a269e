"""Headline, standfirst, dateline, publication, and the furniture that stands in plain text."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.acquire.files import BadInput
from reportedly.clean import clean_text
from reportedly.model import Document, Span

LEAD = "A car bomb killed three people at a market in the town of Beled on Tuesday, a hospital doctor said."
SECOND = "The blast also burned two shops, residents said, and the police closed the road to the north for some hours."
BODY = f"{LEAD}\n{SECOND}"


def words(document: Document, span: Span | None) -> str | None:
    return document.text[span.start:span.end] if span else None


def marked(text: str, **metadata: str) -> list[tuple[str, str]]:
    document = clean_text(text, **metadata)
    return [(piece.kind, document.text[piece.span.start:piece.span.end]) for piece in document.furniture]


def test_headline_and_standfirst_are_the_first_lines() -> None:
    document = clean_text(f"Car bomb kills three in Beled\nDoctors count the dead as the market burns\n{BODY}")
    assert words(document, document.title_span) == document.title == "Car bomb kills three in Beled"
    assert document.standfirst == "Doctors count the dead as the market burns"


def test_a_lead_is_no_headline() -> None:
    document = clean_text(BODY)
    assert document.title is None
    assert document.title_span is None


@pytest.mark.parametrize("text", [
    f"Car bomb kills three in Beled {BODY}",
    f"10-07-2016 CAR BOMB KILLS THREE IN BELED {BODY}",
    f"Wed 05 Apr 2017 Car Bomb Kills Three in Beled. {BODY}",
    f"Tuesday 5 Jul 2016 Car bomb kills three in Beled AFP {BODY}",
])
def test_a_known_headline_is_found_run_on_with_the_body(text: str) -> None:
    document = clean_text(text, title="Car bomb kills three in Beled | Daily Example")
    found = words(document, document.title_span)
    assert found is not None
    assert found.lower() == "car bomb kills three in beled"
    assert all(piece.kind in ("timestamp", "credit") for piece in document.furniture)
    last = max((piece.span.end for piece in document.furniture), default=0)
    assert "A car bomb killed" in text[last:]


def test_a_name_that_opens_the_lead_is_no_headline() -> None:
    text = "Omar Beledi (born 1970) was a commander. He died in May."
    assert clean_text(text, title="Omar Beledi").title_span is None


@pytest.mark.parametrize(("text", "place", "day", "agency"), [
    ("BAGHDAD, Jan 4 (Reuters) - Gunmen shot two men.", "BAGHDAD", "Jan 4", "Reuters"),
    ("BEIRUT — Gunmen shot two men.", "BEIRUT", None, None),
    ("SAN SALVADOR, 18 FEB 90 (DPA) -- [TEXT] GUNMEN SHOT TWO MEN.", "SAN SALVADOR", "18 FEB 90", "DPA"),
    ("Kabul (AFP) – Gunmen shot two men.", "Kabul", None, "AFP"),
    ("BEIRUT/ANKARA, March 3 (Reuters) - Gunmen shot two men.", "BEIRUT/ANKARA", "March 3", "Reuters"),
    ("DES MOINES, Iowa — Gunmen shot two men.", "DES MOINES", None, None),
    ("Last updated at Jun 182016 BEIRUT At least two men were shot.", "BEIRUT", None, None),
])
def test_datelines(text: str, place: str, day: str | None, agency: str | None) -> None:
    document = clean_text(text)
    line = document.dateline
    assert line is not None
    assert [words(document, span) for span in (line.place, line.day, line.agency)] == [place, day, agency]
    assert any(piece.kind == "dateline" and piece.span == line.span for piece in document.furniture)


@pytest.mark.parametrize("text", [
    "Gunmen - two of them masked - fled.", "UNICEF said on Monday it was concerned.",
    "US-led jets hit Raqqa - a monitor.", "NATO At the summit",
])
def test_no_dateline(text: str) -> None:
    assert clean_text(text).dateline is None


@pytest.mark.parametrize(("given", "kept"), [
    ("2020-01-04", date(2020, 1, 4)), ("", None), (None, None), (date(2020, 1, 4), date(2020, 1, 4)),
    ("2020-01-04T23:30:00", date(2020, 1, 4)), (datetime(2020, 1, 4, 23, 30), date(2020, 1, 4)),
    ("2020-01-04T23:30:00Z", datetime(2020, 1, 4, 23, 30, tzinfo=UTC)),
])
def test_publication_keeps_what_is_known(given: date | str | None, kept: date | None) -> None:
    found = clean_text("Text.", published=given).published
    assert (found, type(found)) == (kept, type(kept))


@pytest.mark.parametrize("given", ["yesterday", "2020-13-01", 20200104])
def test_a_bad_publication_is_refused_in_one_line(given: str) -> None:
    with pytest.raises(BadInput, match="published must be") as caught:
        clean_text("Text.", published=given)
    assert "\n" not in str(caught.value)


def test_an_appeal_of_several_paragraphs_is_one_region_and_may_be_glued_to_the_body() -> None:
    appeal = ("Your support keeps us on the road\nOur reporters travel to places that few others reach.\n"
              "A day in the field costs money.\nYour donation pays for the fuel, so that every reader has the story.")
    document = clean_text(f"Car bomb kills three in Beled\n{appeal}{BODY}")
    (piece,) = document.furniture
    assert (piece.kind, words(document, piece.span)) == ("appeal", appeal)


@pytest.mark.parametrize(("line", "kind"), [
    ("Read more: Market reopens after blast", "teaser"),
    ("Sign up for our morning newsletter", "newsletter"),
    ("Join the conversation and see what other readers think", "comments"),
    ("14 comments", "comments"),
    ("Share this article on Facebook", "sharing"),
    ("Follow us on Twitter", "sharing"),
    ("Subscribe now for unlimited access", "subscription"),
    ("We use cookies to improve your experience", "cookies"),
    ("(Reporting by Jane Doe in Beled; Editing by John Roe)", "credit"),
    ("Additional reporting by agencies", "credit"),
    ("Jane Doe contributed to this report.", "credit"),
    ("© 2019 The Daily Example. All rights reserved.", "copyright"),
    ("Photo: Jane Doe/AFP", "caption"),
    ("Advertisement", "advertisement"),
    ("Back to top", "navigation"),
    ("This is a developing story and will be updated.", "desk note"),
    ("ATTENTION - ADDS toll, quotes ///", "desk note"),
])
def test_furniture_is_marked_with_its_kind(line: str, kind: str) -> None:
    for text in (f"{BODY}\n{line}\n{SECOND}", f"{BODY}\n{line}"):
        assert marked(text) == [(kind, line)]


@pytest.mark.parametrize("line", [
    '"Join us, brothers, and follow the comments of our leaders," the group said in its message.',
    "Join us, the rebels said in a leaflet that was dropped on the town.",
    "“Your support and your donations keep the wounded alive,” said the doctor.",
    "Donate blood, the ministry urged residents after the attack.",
    "Support for the rebels fell after the attack on the market.",
    "Follow-up strikes hit the same road an hour later.",
    "Share prices of the airline fell after the crash.",
    "Watch posts along the border were shelled overnight.",
    "The soldiers entered the village without permission.",
    "“You killed my son,” she told the court.",
    "Related attacks in the south killed four.",
    "Sources: six killed and nine wounded in the shelling of the clinic, which lies near the old bridge.",
    "The [rebel] commander surrendered (with two of his men) on Friday.",
])
def test_the_report_is_never_marked(line: str) -> None:
    assert marked(f"{LEAD}\n{line}\n{SECOND}") == []


FURNITURE = [
    "Share this article", "Advertisement", "Comments", "Read more: Blast shuts road", "Sign up for our newsletter",
    "Follow us on Facebook", "Your donation keeps our newsroom going.", "All rights reserved.", "Related stories",
]


@given(st.lists(st.sampled_from(FURNITURE), min_size=1, max_size=4), st.booleans())
def test_added_furniture_leaves_the_body_and_only_the_body(lines: list[str], before: bool) -> None:
    extra = "\n".join(lines)
    document = clean_text(f"{extra}\n{BODY}" if before else f"{BODY}\n{extra}")
    left = list(document.text)
    for piece in document.furniture:
        left[piece.span.start:piece.span.end] = " " * (piece.span.end - piece.span.start)
    assert "".join(left).split() == BODY.split()


@given(st.text())
def test_spans_are_in_bounds_in_order_and_apart(text: str) -> None:
    document = clean_text(text)
    ends = [0]
    for piece in document.furniture:
        assert ends[-1] <= piece.span.start < piece.span.end <= len(text)
        ends.append(piece.span.end)
    assert document == clean_text(text)


def test_markdown_keeps_its_marks_and_its_front_matter_is_furniture() -> None:
    front = "---\ntitle: Blast\ndate: 2020-01-04\n---"
    text = f"{front}\n\n# Car bomb kills three in Beled\n\n![The market](m.jpg)\n\n{BODY}"
    document = clean_text(text)
    assert document.title == "Car bomb kills three in Beled"
    assert [piece.kind for piece in document.furniture] == ["navigation", "caption"]
