"""Why an incident, or a part of what is known of it, has no place in a codebook."""

from __future__ import annotations

from enum import StrEnum


class LeftOut(StrEnum):
    """Why an incident has no row."""

    NO_DAY = "no day"
    LONG_PERIOD = "no nearer in time than the codebook asks"
    NO_PLACE = "no place"
    NO_COUNTRY = "no country"
    ONLY_COUNTRY = "place no nearer than a country"
    NO_DEATH = "no reported death"
    NO_ACTOR = "no one said to have done it"
    NOBODY_HIT = "no one said to have been hit"
    NO_SIDES = "no named sides"
    WHO_WAS_KILLED = "not said whether civilians or fighters were killed"
    OUTSIDE = "type of incident outside the codebook"


class NotKept(StrEnum):
    """What a row does not hold of its incident, or holds only as a convention of the codebook."""

    LOWEST_ONLY = "disputed or open figure: only the lowest is kept"
    OPEN_HIGH = "open figure: the highest number given is kept as the high"
    OTHER_FIGURES = "figures other than those killed: no column for them"
    ALLEGED = "actor only alleged: no column says so"
    DENIALS = "actor's denial: no column says so"
    RIVALS = "others blamed for it: only one is kept"
    FURTHER = "further parties: only one a side is kept"
    DISPUTES = "something in dispute: no column says so"
    DAY_OF_REPORT = "day not stated: that of the report is kept"
    NO_POINT = "place without coordinates"
    SCALE = "scale of a source not known"
    POLICE = "police of no named country: kept as that of the place"
    UNDATED_STATEMENT = "statement without a day: not kept"
