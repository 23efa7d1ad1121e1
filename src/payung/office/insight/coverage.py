"""How much of the workforce is covered: published figures, own counts, and where a decision would lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
from django.db.models import Q, QuerySet

from payung.law.coverage import Share, coverage_share
from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.cover import months as cover
from payung.office.decisions.models import Decision, State
from payung.office.insight.models import CoverageFigure, Target
from payung.office.reconciliation.figures import whole
from payung.office.references import snapshot
from payung.office.references.models import Kind, ReferenceList
from payung.office.summaries.counted import counted


def figures(user: Any) -> QuerySet[CoverageFigure]:
    """Figures of the user's areas and of the areas above them."""
    return CoverageFigure.objects.filter(scope(user, May.SEE_INSIGHT).around("area")).select_related("area")


def targets(user: Any) -> QuerySet[Target]:
    return Target.objects.filter(scope(user, May.SEE_INSIGHT).around("area")).select_related("area")


def areas(user: Any) -> QuerySet[Area]:
    """Where the user may add figures."""
    return Area.objects.filter(scope(user, May.MANAGE_COVERAGE).within(""))


def seen_areas(user: Any) -> QuerySet[Area]:
    return Area.objects.filter(scope(user, May.SEE_INSIGHT).within(""))


def share(figure: CoverageFigure) -> Share:
    printed = None if figure.published is None else Decimal(figure.published) / 100
    return coverage_share(figure.numerator, figure.denominator, printed)


@dataclass(frozen=True, slots=True)
class Own:
    """People whom our own person-months cover in an area: in one month, and ever."""

    month: int
    decided: int
    enrolled: int
    paid: int
    ever_enrolled: int
    ever_paid: int


def _inside(area: Area) -> Q:
    level = ("village__province", "village__regency", "village__district", "village_id")[area.level - 1]
    return Q(**{level: area.pk})


def own(user: Any, area: Area, today: date) -> Own:
    """Counted live; each person once. Limited to what the user may count."""
    months, now = counted().filter(cover.counted_by(user), _inside(area)), Month.of(today).number
    current, ever = whole(months.filter(month=now)), whole(months)
    return Own(
        month=now,
        decided=current["decided"],
        enrolled=current["enrolled"],
        paid=current["paid"],
        ever_enrolled=ever["enrolled_people"],
        ever_paid=ever["paid_people"],
    )


@dataclass(frozen=True, slots=True)
class Active:
    """The active members of BPJS by segment, of the newest list that covers the area."""

    source: ReferenceList
    by_segment: dict[str, int]

    @property
    def people(self) -> int:
        return sum(self.by_segment.values())


def active_members(area: Area) -> Active | None:
    """Counts only; no row leaves the sealed list. A NIK in two rows is one member."""
    newest = ReferenceList.objects.filter(kind=Kind.ACTIVE, area_id=area.pk).order_by("-dated", "-id").first()
    if newest is None:
        return None
    with snapshot.opened([newest]) as (opened,), duckdb.connect() as con:
        counted = con.execute(
            "SELECT coalesce(upper(trim(segment)), ''), count(*) FROM "
            "(SELECT nik, max(segment) AS segment FROM read_parquet(?) GROUP BY nik) GROUP BY 1 ORDER BY 1",
            [str(opened.data)],
        ).fetchall()
    return Active(newest, {segment: int(people) for segment, people in counted})


@dataclass(frozen=True, slots=True)
class Projection:
    """Active members of a segment, and a decision's people who are no members yet, against a target."""

    members: int
    added: int
    target: Target

    @property
    def then(self) -> int:
        return self.members + self.added

    @property
    def shortfall(self) -> int:
        """People still missing; 0 where the target is reached."""
        return max(0, self.target.people - self.then)

    @property
    def of_stock(self) -> Share | None:
        """The target as a share of the stock, where that is known."""
        return coverage_share(self.target.people, self.target.stock) if self.target.stock else None

    @property
    def then_of_stock(self) -> Share | None:
        return coverage_share(self.then, self.target.stock) if self.target.stock else None


def approved(user: Any, area: Area) -> list[Decision]:
    """Approved decisions of the area's programmes, whose people a projection can add."""
    return list(
        Decision.objects.filter(
            scope(user, May.SEE_INSIGHT).around("programme__area"),
            programme__area_id=area.pk,
            state=State.APPROVED,
        ).select_related("programme")
    )
