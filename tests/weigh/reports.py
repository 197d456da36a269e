"""Made-up reports in real places: a market that was bombed, as six outlets tell it, and what happened elsewhere."""

from __future__ import annotations

from typing import Any

_WIRE = (
    "An air strike hit a grain market in the Somali town of Bardera on Tuesday morning, killing nine people and "
    "wounding fourteen, a doctor at the district hospital told Reuters. \"They brought them to us on donkey "
    "carts, one after the other,\" he said.\n\n"
    "Residents said that two jets came in low over the river shortly after the stalls had opened. Sacks of "
    "sorghum were burning hours later, and traders dug in the ruins of the weighing house with their hands.\n\n"
    "The district commissioner, Abdi Warsame, said that the air strike had destroyed forty stalls and the "
    "weighing house. The group al-Shabab accused the Kenyan air force of the bombing.\n\n"
    "Bardera lies on the Juba river, which traders from three regions cross on their way to the coast. Its "
    "market had only been opened again in spring, after the bridge was repaired.")
_LIGHTLY = (
    _WIRE.split("\n\nBardera lies")[0].replace("hit a grain market", "struck a busy grain market")
    .replace("with their hands", "by hand"))

BARDERA: dict[str, dict[str, Any]] = {
    "wire": {
        "outlet": "Reuters", "published": "2024-10-15T11:20:00+00:00", "title": "Air strike kills nine in Somali town",
        "text": _WIRE},
    "print": {
        "outlet": "The Coastal Courier", "published": "2024-10-15T14:00:00+00:00",
        "text": _WIRE},
    "abridged": {
        "outlet": "Harbour Times", "published": "2024-10-16T05:00:00+00:00",
        "text": _LIGHTLY},
    "toll": {
        "outlet": "Reuters", "published": "2024-10-16T09:30:00+00:00",
        "text": (
            "Eleven people were killed in an air strike on a market in the Somali town of Bardera on Tuesday, a "
            "doctor at the district hospital told Reuters on Wednesday. He had counted nine a day before.")},
    "denial": {
        "outlet": "Desert Voice", "published": "2024-10-16T12:00:00+00:00",
        "text": (
            "The Kenyan air force denied on Wednesday that its jets had carried out an air strike on a market "
            "in the Somali town of Bardera on Tuesday. \"None of our aircraft was in the air that day,\" the air "
            "force said in a statement.")},
    "medics": {
        "outlet": "Sahel Bulletin", "published": "2024-10-16T15:00:00+00:00",
        "text": (
            "Jets bombed the grain market in Bardera, Somalia, on Tuesday and killed twelve people, the Somali "
            "Red Crescent said on Wednesday. The Red Crescent said that its nurses had treated twenty wounded "
            "people.")},
    "back": {
        "outlet": "Meridian Press", "published": "2024-10-18T08:00:00+00:00",
        "text": (
            "Abdi Warsame, the district commissioner, denied on Friday that an air strike had hit the grain "
            "market in the Somali town of Bardera on Tuesday. Warsame had said on the day of the attack that "
            "the air strike destroyed forty stalls.")},
}
"""Reports of one incident, in the order of their publication."""

ELSEWHERE: dict[str, dict[str, Any]] = {
    "beledweyne": {
        "outlet": "Sahel Bulletin", "published": "2024-10-16T07:00:00+00:00",
        "text": (
            "A car bomb killed three policemen at a checkpoint in Beledweyne in central Somalia on Tuesday "
            "evening, the police said. Al-Shabab said that it carried out the bombing.")},
    "schoolyard": {
        "outlet": "Island Herald", "published": "2024-10-16T06:00:00+00:00",
        "text": (
            "Gunmen on motorcycles shot dead a school teacher in Cotabato in the southern Philippines on "
            "Tuesday, the police said. No one claimed the killing of the teacher, Rodel Amante, 41.")},
}
"""Other incidents of that day."""

_ONE_EACH: dict[str, str] = {
    "spokesman": (
        "Army spokesman Colonel Lado Bukar said on Saturday that an air strike had killed six people in Bosso, "
        "Niger, on Friday."),
    "possessive": (
        "Niger's army said that an air strike had killed six fighters in Bosso on Friday. The army lost none of "
        "its jets in the air strike on Bosso, its spokesman said."),
    "passed on": (
        "Colonel Lado Bukar said that six people were killed in an air strike on Bosso, Niger, on Friday. Bukar told "
        "Reuters that the air strike also wounded eleven people."),
    "spared in a camp": (
        "The army denied on Saturday that civilians had been killed in the air strike on a camp in Bosso, Niger, on "
        "Friday."),
    "nothing and nobody": (
        "Niger's army denied that any air strike had been carried out near Bosso on Friday. The army denied that civilians "
        "had been killed."),
    "unharmed": "An air strike hit a camp near Bosso, Niger, on Friday. No civilians were killed, the army said.",
    "spared": (
        "The army denied that civilians had been killed in the air strike on Bosso, Niger, on Friday. Residents "
        "said that six villagers were killed in the strike."),
    "none": (
        "An air strike killed six villagers in Bosso, Niger, on Friday, residents said. None of the militia's "
        "leaders was killed in the air strike, the army said."),
    "unsaid": (
        "An air strike killed six people in Bosso, Niger, an army source said."),
    "credited": (
        "NIAMEY, March 8 (AFP) - An air strike killed six people in Bosso, Niger, on Friday, an army source "
        "said."),
    "passing": (
        "The price of millet doubled in Gao, Mali, in a week, traders said on Friday. There was no air strike "
        "on the town of Menaka on Tuesday, the governor said."),
    "toll": (
        "Five pupils were abducted by gunmen near Zaria, Nigeria, on Friday, the police said. Two of the five "
        "abducted pupils were brothers. Gunmen have abducted 900 pupils in the country this year, the police "
        "said."),
}
FORMS: dict[str, dict[str, Any]] = {
    f"form {name}": {"outlet": "Meridian Press", "published": "2024-03-09", "text": text}
    for name, text in _ONE_EACH.items()}
"""Reports in which something is told in one particular form."""

REPORTS = BARDERA | ELSEWHERE | FORMS
