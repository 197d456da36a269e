"""How words of time make up expressions: patterns over the kinds of lexeme, and what each pattern means.

A pattern is a regular expression over the letters of ``words``; of the patterns that match at a spot, the first in
``RULES`` that has a meaning there is taken. Its function gets the matched lexemes and gives the expressions they make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reportedly.extract.times import dates, days, lengths
from reportedly.extract.times.match import Expression, Maker, Match
from reportedly.extract.times.words import Lexeme, kinds

_DAY = r"(?:[WB],?)?"  # the weekday before a date
_MOD = r"(?:h?Ef|m-?)?"  # "early", "mid-", "the end of"
_COUNT = r"(?:[ndva]y?|h?n)?-?"

RULES: tuple[tuple[str, Maker], ...] = (
    ("9", dates.known),
    (_DAY + "F", dates.numeric),
    (_DAY + "G", dates.glued),
    (_DAY + "(?:h?O|d)-?f?[MJ]-?,?Y", dates.date_with_year),
    (_DAY + "[MJ]-?h?[dO],?-?Y", dates.date_with_year),
    ("d[MJ]n|d-[MJ]-[dn]", dates.date_with_short_year),
    ("[MJ]d(?:-|c)d(?:,?Y)?", dates.two_days),
    ("d(?:-|c)d[MJ](?:,?Y)?", dates.two_days),
    ("h?Uf[MJ][dO]", dates.week_of_day),
    ("[lx][MJ][dO]", dates.month_day),
    (_DAY + "[MJ]h?[dO]", dates.month_day),
    (_DAY + "(?:h?O|d)-?f?[MJ]", dates.month_day),
    (_MOD + "[MJ]f?,?Y", dates.month_year),
    (_MOD + "M,?f?[lxi]U", dates.month_of_year),
    ("[lxi]" + _MOD + "[MJ]", dates.month),
    (_MOD + "M", dates.month),
    ("K,?3?WP?", days.clock_on_day),
    ("W,?3?K", days.clock_on_day),
    ("K,?T", days.clock_on_day),
    ("K[li]P", days.clock_on_day),
    ("K2hP", days.clock),
    ("[dn]2hP", days.clock),
    ("[dn]3P", days.clock),
    ("K", days.clock),
    ("WP?,?[lxi]U", days.weekday),
    ("PW", days.weekday),
    ("h?[lxi]WP?", days.weekday),
    ("Wm?P", days.weekday),
    (_MOD + "[WB]P?", days.weekday),
    ("w", days.weekdays),
    ("(?:WN|N3?W|N)", days.overnight),
    ("aUgW", days.week_before),
    ("hUbT", days.day_beside_deictic),
    ("(?:m-?|k)?T(?:m?P)?", days.deictic),
    ("m?I", days.deictic),
    ("h?m?[lxits]s?m?P", days.led_part),
    ("e[ndo]?[UV]", lengths.every),
    ("e[WP]", lengths.every),
    (_COUNT + "[UV]g", lengths.ago),
    (_COUNT + "[UV]k", lengths.moved),
    ("k2hU", days.in_the_day),
    ("hUb", lengths.moved),
    ("(?:" + _COUNT + "|h)[UV]b", lengths.beside),
    ("[lxi]U'[oO]-?U", dates.quarter),
    ("h?[lx](?:[ndvo]y?)?-?[UV]", lengths.led_units),
    ("(?:h?Ef)?k?[t]s?U", lengths.led_unit),
    ("(?:h?Ef|m)?h?[lxis]s?U", lengths.led_unit),
    ("hoU(?:f?Y|f[lxi]U)?", dates.quarter),
    ("[oO]U(?:f?Y|f?[lxi]U)?", dates.quarter),
    ("h?U", lengths.the_unit),
    ("hl", lengths.the_past),
    ("S", lengths.frequency),
    ("L", lengths.lasting),
    ("[ndva]y?-?[UV]", lengths.length),
    ("[UV](?!f[WBTIMPdOh])", lengths.loose_units),
    (_MOD + "[lxi]Z", dates.season),
    ("h?" + _MOD + "Z,?f?Y", dates.season),
    ("h?Zf?[lxi]U", dates.season),
    ("(?:(?<=2h)|(?<=2)|m-?)Z", dates.season),
    ("l?H(?:,?2?Y)?", dates.holiday),
    (_MOD + "D", dates.decade),
    ("[Yn]", days.bare_clock),
    (_MOD + "Y", dates.year),
    ("R", lengths.reference),
    ("hPb", days.part_beside),
    ("(?:2h|3|h)m?P", days.part),
    ("P", days.part),
)
_COMPILED = tuple((re.compile(pattern), maker) for pattern, maker in RULES)
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern, _ in RULES))


def expressions(
    text: str, found: list[Lexeme], is_name: Callable[[int], bool], counts: Callable[[int], bool]
) -> Iterator[Expression]:
    """The time expressions that the lexemes of a text make up, in order, none within another."""
    letters, owners = kinds(text, found)
    at = 0
    while (spot := _ANY.search(letters, at)) is not None:
        at = spot.start()
        for pattern, maker in _COMPILED:
            match = pattern.match(letters, at)
            if match is None or match.end() == at:
                continue
            taken = dict.fromkeys(owners[i] for i in range(at, match.end()) if letters[i] not in "-,'|")
            made = maker(Match(text, tuple(found[i] for i in taken), is_name, counts))
            if made:
                yield from made
                at = match.end()
                break
        else:
            at += 1
