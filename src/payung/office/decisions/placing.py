"""Who gets a place: people in order of preference, against quotas and the ceilings of funds. Plain Python, no database.

Each person in turn takes a place of the village, a place of the programme, and the money of the first fund (by
rank) that pays for the village and still has enough; who gets nothing waits, and the reason is what stood in the
way first. Nobody who waits holds a place or money, and nobody is passed over: a fund that could not pay for a
person pays for nobody after them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from payung.office.decisions import reasons


@dataclass(frozen=True, slots=True)
class Candidate:
    """``barred``: why the person cannot be taken at all, whatever is left. ``registered`` is yyyymm. ``shut``: funds that
    their own rule forbids to pay for the person."""

    row: int
    village: str
    sector: str
    registered: int
    barred: str = ""
    shut: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Purse:
    """A fund: ``left`` rupiah, None without a ceiling; ``area`` whom it may pay; ``places`` in people, None: no limit."""

    fund: int
    payer: str
    area: str
    left: int | None
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Places left: in total (None: no limit) and by village. Where villages have quotas, one without has none."""

    total: int | None = None
    villages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """The outcome for one candidate: a fund and its cost, or the reason for waiting."""

    candidate: Candidate
    fund: int | None
    cost: int
    why: str


Cost = Callable[[str, str, int], int]  # sector, payer, registered -> rupiah for all the months


def place(
    candidates: Iterable[Candidate], places: Places, purses: Sequence[Purse], cost: Cost
) -> Iterator[Placed]:
    """One outcome for each candidate, in the order given, which is the order of preference."""
    board = _Board(places, purses, cost)
    for candidate in candidates:
        yield board.place(candidate)


class _Board:
    def __init__(self, places: Places, purses: Sequence[Purse], cost: Cost) -> None:
        self.total = places.total
        self.villages = dict(places.villages)
        self.by_village = bool(places.villages)
        self.purses = purses
        self.left = {purse.fund: purse.left for purse in purses}
        self.people = {purse.fund: purse.places for purse in purses}
        self.shut: set[int] = set()
        self.cost = cost
        self._for: dict[str, list[Purse]] = {}

    def place(self, candidate: Candidate) -> Placed:
        why = candidate.barred or self._no_place(candidate.village)
        if why:
            return Placed(candidate, None, 0, why)
        purses = [purse for purse in self._purses(candidate.village) if purse.fund not in candidate.shut]
        for purse in purses:
            cost = self.cost(candidate.sector, purse.payer, candidate.registered)
            if self._pays(purse, cost):
                self._take(candidate.village)
                return Placed(candidate, purse.fund, cost, "")
        return Placed(candidate, None, 0, reasons.FUND_CEILING if purses else reasons.NO_FUND)

    def _no_place(self, village: str) -> str:
        if self.by_village and self.villages.get(village, 0) <= 0:
            return reasons.VILLAGE_QUOTA
        return reasons.TOTAL_QUOTA if self.total is not None and self.total <= 0 else ""

    def _purses(self, village: str) -> list[Purse]:
        if village not in self._for:
            self._for[village] = [
                purse
                for purse in self.purses
                if village == purse.area or village.startswith(f"{purse.area}.")
            ]
        return self._for[village]

    def _pays(self, purse: Purse, cost: int) -> bool:
        left, people = self.left[purse.fund], self.people[purse.fund]
        if purse.fund in self.shut or people == 0 or (left is not None and cost > left):
            self.shut.add(purse.fund)
            return False
        if left is not None:
            self.left[purse.fund] = left - cost
        if people is not None:
            self.people[purse.fund] = people - 1
        return True

    def _take(self, village: str) -> None:
        if self.by_village:
            self.villages[village] -= 1
        if self.total is not None:
            self.total -= 1
