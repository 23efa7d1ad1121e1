"""Which temporary relief reaches a member in a contribution month (PP 49/2020, PP 7/2025, PP 50/2025).

Reliefs are data: months, segments, sectors, payers and conditions stand in ``parameters/contribution/relief``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from payung.language import Text
from payung.law.member import Member
from payung.law.month import Month
from payung.law.parameters import Dated, Parameters

Reach = Literal["yes", "undecided", "excluded", "no"]

_NO_END = date(2200, 12, 31)
_DECIDING: tuple[Reach, ...] = ("yes", "undecided", "excluded")


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """An unsettled point of a relief, and the members for whom it matters."""

    code: str
    text: Text
    segments: tuple[str, ...]
    payers: tuple[str, ...]
    employers: bool | None  # of BPU: employers only, all but employers, or None: both
    after_end: bool

    def concerns(self, member: Member, *, after_end: bool) -> bool:
        return (
            self.after_end == after_end
            and member.segment in self.segments
            and (not self.payers or member.payer in self.payers)
            and (self.employers is None or self.employers == member.employer)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """One relief in force from its first to its last contribution month."""

    id: str
    first: Month
    last: Month
    pays_percent: int
    programmes: tuple[str, ...]
    segments: tuple[str, ...]
    sectors: tuple[str, ...]
    excluded_payers: tuple[str, ...]
    undecided_payers: tuple[str, ...]
    excludes_employers: bool
    labour_intensive: bool
    registered_up_to: Month | None
    paid_up_to: Month | None
    full_months_if_later: int
    open_points: tuple[OpenPoint, ...]
    description: Text
    dated: Dated

    def reach(self, member: Member, month: Month) -> Reach:
        """Whether the member has the relief in the month; all but ``yes`` are charged in full.

        ``excluded``: would have it but for whose money pays.
        """
        if not self.first <= month <= self.last:
            return "no"
        if (
            member.segment not in self.segments
            or (self.sectors and member.sector not in self.sectors)
            or (self.labour_intensive and not member.labour_intensive)
            or not self._conditions_met(member, month)
        ):
            return "no"
        if member.payer in self.excluded_payers:
            return "excluded"
        if member.payer in self.undecided_payers or (self.excludes_employers and member.employer):
            return "undecided"
        return "yes"

    def takes_as_settled(self, member: Member) -> bool:
        """An early member whose arrears are not known: the condition is taken as met."""
        return (
            self.paid_up_to is not None
            and member.paid_through is None
            and member.registered is not None
            and member.registered <= self.paid_up_to
        )

    def leaves_newcomers_open(self, member: Member) -> bool:
        """It asks for months paid before the membership began, and no rule for newcomers has been read."""
        return (
            self.paid_up_to is not None
            and self.registered_up_to is None
            and member.registered is not None
            and member.registered > self.paid_up_to
        )

    def _conditions_met(self, member: Member, month: Month) -> bool:
        """PP 49/2020 art 13: paid up to a month, or from the third month for those who came later."""
        late = self.registered_up_to is not None and (
            member.registered is not None and member.registered > self.registered_up_to
        )
        if late and member.registered is not None:
            return month - member.registered >= self.full_months_if_later
        settled = self.paid_up_to is None or member.paid_through is None
        return settled or (
            self.paid_up_to is not None
            and member.paid_through is not None
            and member.paid_through >= self.paid_up_to
        )


@lru_cache(maxsize=16)
def reliefs(parameters: Parameters) -> tuple[Relief, ...]:
    """Every relief, one per dated value, in the order of their first month."""
    found = [
        _relief(parameter.description, dated)
        for parameter in parameters.under("contribution/relief")
        if parameter.unit == "relief"
        for dated in parameter.values
    ]
    return tuple(sorted(found, key=lambda relief: (relief.first, relief.id)))


def relief_for(member: Member, month: Month, parameters: Parameters) -> tuple[Relief | None, Reach]:
    """The relief that decides the member's month and how far it reaches, or none."""
    by_reach: dict[Reach, Relief] = {}
    for relief in reliefs(parameters):
        by_reach.setdefault(relief.reach(member, month), relief)
    for reach in _DECIDING:
        if reach in by_reach:
            return by_reach[reach], reach
    return None, "no"


def ended_reliefs(member: Member, month: Month, parameters: Parameters) -> tuple[Relief, ...]:
    """Reliefs that reached the member in their last month, ended before this one, and are watched."""
    return tuple(
        relief
        for relief in reliefs(parameters)
        if relief.last < month
        and any(point.concerns(member, after_end=True) for point in relief.open_points)
        and relief.reach(member, relief.last) == "yes"
        and not any(
            later.id == relief.id and later.first <= month <= later.last for later in reliefs(parameters)
        )
    )


def _relief(description: Text, dated: Dated) -> Relief:
    raw: dict[str, Any] = dated.value
    last = dated.end or _NO_END
    return Relief(
        id=raw["code"],
        first=Month.of(dated.start),
        last=Month.of(last),
        pays_percent=raw["pays_percent"],
        programmes=tuple(raw["programmes"]),
        segments=tuple(raw["segments"]),
        sectors=tuple(raw.get("sectors", ())),
        excluded_payers=tuple(raw.get("excluded_payers", ())),
        undecided_payers=tuple(raw.get("undecided_payers", ())),
        excludes_employers=raw.get("excludes_employers", False),
        labour_intensive=raw.get("labour_intensive", False),
        registered_up_to=_month(raw.get("registered_up_to")),
        paid_up_to=_month(raw.get("paid_up_to")),
        full_months_if_later=raw.get("full_months_if_later", 0),
        open_points=tuple(_open_point(point) for point in raw.get("open_points", ())),
        description=description,
        dated=dated,
    )


def _month(text: str | None) -> Month | None:
    return None if text is None else Month.parse(text)


def _open_point(raw: dict[str, Any]) -> OpenPoint:
    return OpenPoint(
        code=raw["code"],
        text=Text(raw["id"], raw["en"]),
        segments=tuple(raw["segments"]),
        payers=tuple(raw.get("payers", ())),
        employers=raw.get("employers"),
        after_end=raw.get("after_end", False),
    )
