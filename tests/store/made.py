"""Made-up reports in real places: two incidents in one town on one day, one elsewhere, copies of one wire, denials."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

_WIRE = (
    "Mortar shells hit the livestock market in Menaka, Mali, early on Tuesday, killing six people and wounding eleven, a "
    "nurse at the town's hospital told Reuters. \"They were buying sheep for the feast,\" she said. Residents said the shells "
    "came at about 7 am, when the stalls were full, and that three of the dead were children. The army blamed the Islamic "
    "State group for the attack. No group claimed it.")
_NIGHT = (
    "A suicide bomber blew himself up at an army checkpoint in Menaka late on Tuesday night, killing two soldiers, the army "
    "said. Four soldiers were injured when the explosives went off at about 10 pm, a spokesman added.")

REPORTS: dict[str, dict[str, Any]] = {
    "wire": {"outlet": "Reuters", "published": "2024-05-14", "title": "Shells kill six at market in Mali's Menaka",
             "url": "https://wire.example/menaka", "text": _WIRE},
    "print": {"outlet": "The Coastal Courier", "published": "2024-05-14", "url": "https://courier.example/1", "text": _WIRE},
    "abridged": {"outlet": "Harbour Times", "published": "2024-05-15", "text": _WIRE.split(" The army blamed")[0]},
    "medic": {"outlet": "Sahel Bulletin", "published": "2024-05-15", "url": "https://bulletin.example/market",
              "text": "Eight people died when mortar shells struck the livestock market in Menaka on Tuesday morning, the "
                      "head of the town's hospital said on Wednesday. Two of the wounded had died overnight, he added."},
    "denial": {"outlet": "Desert Voice", "published": "2024-05-15",
               "text": "The Islamic State group denied on Wednesday that its fighters had shelled the market in Menaka, Mali, "
                       "on Tuesday. It accused the army of having fired the mortar shells that killed civilians there."},
    "night": {"outlet": "Reuters", "published": "2024-05-15", "url": "https://wire.example/menaka-night", "text": _NIGHT},
    "night-print": {"outlet": "Meridian Press", "published": "2024-05-15", "text": f"{_NIGHT} The town was calm on Wednesday."},
    "night-claim": {"outlet": "Sahel Bulletin", "published": "2024-05-16",
                    "text": "A jihadist group said on Thursday that one of its men had carried out the suicide bombing at an "
                            "army checkpoint in Menaka, Mali, on Tuesday night. It said nine soldiers were killed. The army "
                            "had put its losses at two."},
    "both": {"outlet": "The Monday Review", "published": "2024-05-20",
             "text": "Menaka in Mali saw two attacks last Tuesday. Mortar shells killed eight people at its livestock market "
                     "in the morning of 14 May, medics said. On the night of 14 May a suicide bomber killed two "
                     "soldiers at an army checkpoint in the town, the army said."},
    "murder": {"outlet": "Meridian Press", "published": "2024-05-14",
               "text": "Gunmen on motorcycles shot dead a school teacher in Cotabato in the southern Philippines on Monday, "
                       "the police said. No one claimed the killing of the teacher, Rodel Amante, 41."},
    "teacher": {"outlet": "Island Herald", "published": "2024-05-15",
                "text": "Teachers in Cotabato, Philippines, prayed on Wednesday after their colleague Rodel Amante was shot "
                        "dead by unknown gunmen on Monday. His union accused a private militia of the murder."},
    "quiet": {"outlet": "Sahel Bulletin", "published": "2024-05-14",
              "text": "Traders in Gao said on Tuesday that the price of millet had doubled since the road to the south was "
                      "closed. The governor promised lorries of grain before the end of the month."},
}
"""Some of them by name; ``quiet`` tells of no incident."""

_TOWNS = (("Menaka", "Mali"), ("Gao", "Mali"), ("Cotabato", "the Philippines"), ("Tal Afar", "Iraq"), ("Maiduguri", "Nigeria"),
          ("Jalalabad", "Afghanistan"), ("Pemba", "Mozambique"), ("Taiz", "Yemen"))
_WORDINGS = (
    ("Meridian Press", "A roadside bomb killed {killed} passengers of a bus near {town} in {country} on {day}, the police said."),
    ("Desert Voice", "At least {more} people died when a roadside bomb hit their bus near {town} in {country} on {day}, a "
                     "medic said. {hurt} passengers were wounded."),
    ("Harbour Times", "A militia denied on {day} that it had laid the roadside bomb that killed {killed} bus passengers near "
                      "{town} in {country}."),
)


def series(number: int) -> list[dict[str, Any]]:
    """So many reports on bombs: three reports an incident, and of every second incident a new version of the first."""
    found: list[dict[str, Any]] = []
    incident = 0
    while len(found) < number:
        town, country = _TOWNS[incident % len(_TOWNS)]
        day = date(2024, 3, 4) + timedelta(days=5 * incident)
        words = {"killed": 3 + incident, "more": 4 + incident, "hurt": 12 + incident, "town": town, "country": country,
                 "day": f"{day:%A}"}
        reports = [{"outlet": outlet, "published": day.isoformat(), "url": f"https://{incident}.example/{outlet[0]}",
                    "text": wording.format_map(words)} for outlet, wording in _WORDINGS]
        if incident % 2:
            later = {**words, "killed": words["more"]}
            reports.append({**reports[0], "published": (day + timedelta(days=1)).isoformat(),
                            "text": _WORDINGS[0][1].format_map(later)})
        found += reports
        incident += 1
    return found[:number]
