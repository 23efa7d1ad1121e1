"""The leadership's figures, reckoned here and nowhere else: the screen, the workbook, the brief, the public page and the
API all show these."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from payung.law.coverage import Share, coverage_share
from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.insight import counting
from payung.office.insight.counting import Benefits, Standings, VillageMonth

MANY = 50_000  # people, beyond which their work is counted only where it is asked for
_NO_STANDING, _NO_BENEFIT = Standings(0, 0, 0), Benefits(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Village:
    """One village on the last month of cover; rupiah and families since the beginning."""

    code: str
    name: str
    district: str
    decided: int
    enrolled: int
    paid: int
    arrears: int
    waiting: int
    needed: int
    contributions: int
    families: int
    cases: int
    benefits: int
    workforce: int

    @property
    def share(self) -> Share | None:
        return coverage_share(self.enrolled, self.workforce) if self.workforce else None

    @property
    def paid_share(self) -> Share | None:
        return coverage_share(self.paid, self.decided) if self.decided else None


@dataclass(frozen=True, slots=True)
class MonthFigures:
    month: int
    decided: int
    enrolled: int
    paid: int
    rupiah: int


SUMS = (
    "decided", "enrolled", "paid", "arrears", "waiting", "needed", "contributions", "families", "cases", "benefits",
)  # fmt: skip


class Overview:
    """An area's figures for a user. ``month`` is this month, or the last before it that has anybody decided."""

    def __init__(self, user: Any, area: Area, today: date) -> None:
        self.user, self.area, self.today = user, area, today

    @cached_property
    def _cube(self) -> list[VillageMonth]:
        return counting.village_months(self.user, self.area)

    @cached_property
    def month(self) -> int:
        now = Month.of(self.today).number
        return max((each.month for each in self._cube if each.month <= now), default=now)

    @property
    def is_current(self) -> bool:
        return self.month == Month.of(self.today).number

    @cached_property
    def villages(self) -> list[Village]:
        """Every village of the area, those with nobody too."""
        now = {each.village: each for each in self._cube if each.month == self.month}
        rupiah: dict[str, int] = defaultdict(int)
        for each in self._cube:
            rupiah[each.village] += each.rupiah
        stands = counting.standings(self.user, self.area)
        helped = counting.benefits(self.user, self.area)
        workforce = counting.village_workforce(self.area)
        seen = scope(self.user, May.SEE_INSIGHT)
        return [
            _village(
                village, now.get(village.pk), stands.get(village.pk, _NO_STANDING), rupiah[village.pk],
                helped.get(village.pk, _NO_BENEFIT), workforce.get(village.pk, 0),
            )
            for village in counting.villages(self.area)
            if seen.includes(village.pk)
        ]  # fmt: skip

    @cached_property
    def sums(self) -> dict[str, int]:
        return {name: sum(getattr(each, name) for each in self.villages) for name in SUMS}

    @cached_property
    def months(self) -> list[MonthFigures]:
        """By month, oldest first, up to the month of the figures."""
        groups: dict[int, list[VillageMonth]] = defaultdict(list)
        for each in self._cube:
            if each.month <= self.month:
                groups[each.month].append(each)
        return [
            MonthFigures(
                month,
                sum(each.decided for each in of),
                sum(each.enrolled for each in of),
                sum(each.paid for each in of),
                sum(each.rupiah for each in of),
            )
            for month, of in sorted(groups.items())
        ]

    @cached_property
    def by_workforce(self) -> bool:
        """Whether villages are compared by their coverage: only where the workforce of all with cover is known."""
        with_cover = [each for each in self.villages if each.decided]
        return bool(with_cover) and all(each.workforce for each in with_cover)

    def standing_of(self, village: Village) -> Share | None:
        """By what villages are put in order: people enrolled of the workforce, else months paid of those decided."""
        return village.share if self.by_workforce else village.paid_share

    @cached_property
    def league(self) -> list[Village]:
        """Villages with anything to compare, those ahead first."""
        ranked = [each for each in self.villages if self.standing_of(each) is not None]
        return sorted(ranked, key=lambda each: (-self._percent(each), -each.enrolled, each.code))

    def _percent(self, village: Village) -> Any:
        share = self.standing_of(village)
        return share.percent if share else 0

    @cached_property
    def districts(self) -> list[dict[str, Any]]:
        """The same sums by kecamatan."""
        names = counting.districts(each.district for each in self.villages)
        groups: dict[str, list[Village]] = defaultdict(list)
        for each in self.villages:
            groups[each.district].append(each)
        return [
            {"code": code, "name": names.get(code, code), "workforce": sum(each.workforce for each in of)}
            | {name: sum(getattr(each, name) for each in of) for name in SUMS}
            for code, of in sorted(groups.items())
        ]

    @cached_property
    def streams(self) -> list[counting.Stream]:
        """From funds to villages to work."""
        return counting.streams(self.user, self.area, self.month, work=True)

    @property
    def has_many(self) -> bool:
        return self.sums["enrolled"] > MANY

    @cached_property
    def quick_streams(self) -> list[counting.Stream]:
        """The same for a page that must come at once: without work where the people are many."""
        if not self.has_many:
            return self.streams
        return counting.streams(self.user, self.area, self.month, work=False)


def _village(
    area: Area, month: VillageMonth | None, stands: Standings, rupiah: int, helped: Benefits, workforce: int
) -> Village:
    return Village(
        code=area.pk,
        name=area.name,
        district=area.district,
        decided=month.decided if month else 0,
        enrolled=month.enrolled if month else 0,
        paid=month.paid if month else 0,
        arrears=stands.arrears,
        waiting=stands.waiting,
        needed=stands.needed,
        contributions=rupiah,
        families=helped.families,
        cases=helped.cases,
        benefits=helped.rupiah,
        workforce=workforce,
    )
