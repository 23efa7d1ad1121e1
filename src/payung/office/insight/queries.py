"""The four counts (decided, enrolled, billed, paid) in people, person-months and rupiah, and what does not tie out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce

from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.billing.models import Bill, Payment
from payung.office.billing.queries import bills, payments
from payung.office.cover import months as cover
from payung.office.cover.models import PersonMonth
from payung.office.funding.models import Fund
from payung.office.programmes.models import Programme

By = Literal["programme", "month", "fund", "village"]
# Groups are counted by key and named afterwards: sorting names of a million rows would take longer than counting.
_KEYS: dict[By, str] = {
    "programme": "programme_id",
    "month": "month",
    "fund": "fund_id",
    "village": "village_id",
}
GATES = ("decided", "enrolled", "billed", "paid")


def programmes(user: Any) -> QuerySet[Programme]:
    """Programmes that concern the user's areas."""
    return Programme.objects.filter(scope(user, May.SEE_INSIGHT).around("area")).select_related("area")


def sees_money(user: Any) -> bool:
    return bool(scope(user, May.SEE_MONEY))


def counts(user: Any, by: By, programme: Programme | None = None) -> list[dict[str, Any]]:
    """One row per group, counted in one query: ``code`` (``name`` and ``year``, where it has them) of the group, then
    for each gate ``<gate>`` (person-months), ``<gate>_people`` (each counted once) and ``<gate>_rupiah``, and the
    same of the gaps.

    Rupiah of decided and enrolled are what the law asked when the decision was made; of billed and paid, what
    the bills say.
    """
    months = cover.months(user)
    if programme:
        months = months.filter(programme=programme)
    # Each person of a group once, with how many months passed each gate; then the groups from these. In one month
    # a person has one person-month at most (the database sees to that), so that months need no such step.
    each = () if by == "month" else ("person_id",)
    of_person = (
        months.order_by()
        .values(*each, group_key=F(_KEYS[by]))
        .annotate(
            decided=Count("id"),
            enrolled=Count("enrolled_by_id"),
            billed=Count("bill_line_id"),
            paid=Count("payment_id"),
            decided_rupiah=Coalesce(Sum("planned"), 0),
            enrolled_rupiah=Coalesce(Sum("planned", filter=cover.GATES["enrolled"]), 0),
            billed_rupiah=Coalesce(Sum("due", filter=cover.GATES["billed"]), 0),
            paid_rupiah=Coalesce(Sum("due", filter=cover.GATES["paid"]), 0),
        )
    )
    try:
        inner, params = of_person.query.sql_with_params()
    except EmptyResultSet:  # the user's duties reach nothing
        return []
    sums = _SUMS if each else _MONTHS
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT group_key, {sums} FROM ({inner}) AS of_person GROUP BY group_key", params)
        columns = [column[0] for column in cursor.description][1:]
        found = {key: dict(zip(columns, map(int, values), strict=True)) for key, *values in cursor.fetchall()}
    return [named | _with_gaps(found[key]) for key, named in _named(by, found)]


def _named(by: By, keys: Iterable[Any]) -> list[tuple[Any, dict[str, Any]]]:
    """What each group is called, in the order of the list."""
    if by == "month":
        return [(month, {"code": month}) for month in sorted(keys)]
    if by == "village":
        villages = Area.objects.filter(pk__in=list(keys)).order_by("code").values_list("code", "name")
        return [(code, {"code": code, "name": name}) for code, name in villages]
    if by == "fund":
        funds = Fund.objects.filter(pk__in=list(keys)).order_by("year", "name", "pk")
        return [(fund.pk, {"code": fund.public_id, "name": fund.name, "year": fund.year}) for fund in funds]
    programmes = Programme.objects.filter(pk__in=list(keys)).order_by("-first_month", "name", "pk")
    return [(each.pk, {"code": each.public_id, "name": each.name}) for each in programmes]


_SUMS = ", ".join(
    f"SUM({gate}) AS {gate}, SUM(CASE WHEN {gate} > 0 THEN 1 ELSE 0 END) AS {gate}_people, "
    f"SUM({gate}_rupiah) AS {gate}_rupiah"
    for gate in ("decided", "enrolled", "billed", "paid")
)


_MONTHS = ", ".join(
    f"SUM({gate}) AS {gate}, SUM({gate}) AS {gate}_people, SUM({gate}_rupiah) AS {gate}_rupiah"
    for gate in ("decided", "enrolled", "billed", "paid")
)


def _with_gaps(row: dict[str, int]) -> dict[str, int]:
    for before, after, gap in GAPS:
        row[gap] = row[before] - row[after]
        row[f"{gap}_rupiah"] = row[f"{before}_rupiah"] - row[f"{after}_rupiah"]
    return row


GAPS = (
    ("decided", "enrolled", "not_enrolled"),
    ("enrolled", "billed", "not_billed"),
    ("billed", "paid", "unpaid"),
)


def totals(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Person-months and rupiah of all groups together."""
    figures = [*GATES, *(gap for _before, _after, gap in GAPS)]
    return {name: sum(row[name] for row in rows) for gate in figures for name in (gate, f"{gate}_rupiah")}


@dataclass(frozen=True, slots=True)
class Residual:
    """Bills against person-months, and money against what it settled; both differences to the rupiah."""

    bills: int
    months: int
    amount: int
    settled: int

    @property
    def untied(self) -> int:
        """Rupiah on bills that no person-month owes: 0, or a fault."""
        return self.bills - self.months

    @property
    def left_over(self) -> int:
        """Rupiah that left the treasury and settled no whole person-month."""
        return self.amount - self.settled

    @property
    def unpaid(self) -> int:
        return self.bills - self.settled


def residuals(user: Any, programme: Programme) -> dict[int, Residual]:
    """By month (yyyymm), of the bills that the user may see, in three queries."""
    billed = _sums(
        Bill.objects.filter(pk__in=bills(user).values("pk"), programme=programme), "month", bills="total"
    )
    due = _sums(
        PersonMonth.objects.filter(
            programme=programme,
            fund__in=bills(user).order_by().filter(programme=programme).values("fund"),
            bill_line__isnull=False,
            withdrawn_by=None,
        ),
        "month",
        months="due",
    )
    paid = _sums(
        payments(user)
        .filter(bill__programme=programme, state=Payment.State.PAID)
        .annotate(month=F("bill__month")),
        "month",
        amount="amount",
        settled="settled",
    )
    return {
        month: Residual(
            **{
                name: of.get(month, {}).get(name, 0)
                for of, names in ((billed, ("bills",)), (due, ("months",)), (paid, ("amount", "settled")))
                for name in names
            }
        )
        for month in sorted({*billed, *due})
    }


def _sums(rows: QuerySet[Any], key: str, **fields: str) -> dict[int, Mapping[str, int]]:
    summed = {name: Sum(field) for name, field in fields.items()}
    # The sums carry names of their own: one of a model's field would be taken for the field.
    named = {f"sum_{name}": value for name, value in summed.items()}
    return {
        row[key]: {name: row[f"sum_{name}"] or 0 for name in fields}
        for row in rows.order_by().values(key).annotate(**named)
    }
