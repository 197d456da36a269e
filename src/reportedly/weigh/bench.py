"""All that the fields and disputes of one incident are judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reportedly.weigh.independence import Speech
from reportedly.weigh.telling import Telling, Voice, moment
from reportedly.weigh.types import DeskAccount, Origin


@dataclass(frozen=True, slots=True)
class Bench:
    """The tellings in the order of publication, their accounts before and after their origins were found."""

    tellings: tuple[Telling, ...]
    speeches: tuple[Speech, ...]
    origins: tuple[Origin, ...]
    accounts: Mapping[str, DeskAccount]

    def of(self, holds: Callable[[Telling], bool]) -> tuple[str, ...]:
        """The ids of the accounts that tell something, of the tellings of which that holds."""
        documents = {t.document for t in self.tellings if t.whole and holds(t)}
        return tuple(s.id for s in self.speeches if s.telling.document in documents and affirms(s.voice))

    def where(self, holds: Callable[[Voice], bool]) -> tuple[str, ...]:
        """The ids of the accounts of which that holds."""
        return tuple(s.id for s in self.speeches if holds(s.voice))

    def votes(self, tellings: Iterable[Telling]) -> int:
        """How many texts these tellings are: copies of one text have one vote."""
        text = {s.telling.document: s.text for s in self.speeches}
        return len({text.get(t.document, t.document) for t in tellings})

    def origins_of(self, accounts: Iterable[str]) -> tuple[str, ...]:
        """The origins of these accounts, each once."""
        return tuple(dict.fromkeys(self.accounts[a].origin for a in accounts))


    def against(self) -> tuple[Speech, ...]:
        """The accounts that deny, and whose origin does not affirm it in the same report, or later."""
        home = {a: o for o in self.origins for a in o.accounts}
        by_id = {s.id: s for s in self.speeches}
        return tuple(s for s in self.speeches if s.voice.denies and not any(
            affirms(t.voice) and (t.telling.document == s.telling.document or _later(t, s))
            and not _later(s, t) for t in (by_id[a] for a in home[s.id].accounts)))


def _later(one: Speech, other: Speech) -> bool:
    return moment(one.telling.published) > moment(other.telling.published)


def affirms(voice: Voice) -> bool:
    """Whether it says that the happening took place."""
    return voice.tells and not voice.denies
