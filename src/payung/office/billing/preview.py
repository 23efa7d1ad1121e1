"""What a bill would hold, to the rupiah, before it is made: the same question that the bill itself asks of the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone

from payung.law.month import Month
from payung.law.parameters import current
from payung.office.billing.actions.bills import bills_with_credit, groups_to_bill
from payung.office.billing.models import Bill, BillLine
from payung.office.billing.papers import working
from payung.office.funding.models import Fund
from payung.office.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class FundPreview:
    """A bill to come. ``earlier``: people and rupiah that the month's bills of the fund hold already; ``credit``:
    what earlier bills have left over."""

    fund: Fund
    lines: list[Mapping[str, Any]]
    people: int
    total: int
    earlier_people: int
    earlier_total: int
    credit: int

    @property
    def is_later_part(self) -> bool:
        return self.earlier_people > 0

    @property
    def payable(self) -> int:
        return max(self.total - self.credit, 0)


@dataclass(frozen=True, slots=True)
class Preview:
    """``late``: by how many months the bill comes after its month; ``window``: how many the law lets one be behind."""

    funds: list[FundPreview]
    late: int
    window: int

    @property
    def people(self) -> int:
        return sum(each.people for each in self.funds)

    @property
    def total(self) -> int:
        return sum(each.total for each in self.funds)

    @property
    def credit(self) -> int:
        return sum(min(each.credit, each.total) for each in self.funds)

    @property
    def is_too_late(self) -> bool:
        return self.late > self.window


def preview(programme: Programme, month: int) -> Preview:
    """For a month that ``check_month`` lets through; nothing is written."""
    today = timezone.localdate()
    billed = {
        row["fund"]: row
        for row in Bill.objects.filter(programme=programme, month=month)
        .order_by()
        .values("fund")
        .annotate(count=Count("pk"), heads=Sum("people"), sum=Sum("total"))
    }
    by_fund: dict[int, list[Mapping[str, Any]]] = {}
    for group in groups_to_bill(programme, month):
        rate = group.rate
        line = BillLine(sector=group.sector, jkk=rate.jkk, jkm=rate.jkm, jht=rate.jht, due=rate.due)
        by_fund.setdefault(group.fund, []).append(
            {
                "sector": group.sector,
                "registered": group.registered,
                "people": group.people,
                "working": working(line),
                "due": rate.due,
                "total": group.people * rate.due,
                "relief": rate.relief,
                "saved": (rate.normal - rate.due) * group.people,
            }
        )
    funds = []
    for fund in Fund.objects.filter(pk__in=[*by_fund, *billed]).order_by("year", "name"):
        lines, earlier = by_fund.get(fund.pk, []), billed.get(fund.pk, {"heads": 0, "sum": 0})
        credit = sum(left for _bill, left in bills_with_credit(programme, fund.pk)) if lines else 0
        people, total = sum(line["people"] for line in lines), sum(line["total"] for line in lines)
        funds.append(FundPreview(fund, lines, people, total, earlier["heads"], earlier["sum"], credit))
    window = int(current().amount("membership/arrears_months", today))
    return Preview(funds, max(Month.of(today) - Month.from_number(month), 0), window)
