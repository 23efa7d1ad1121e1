"""Bills of a programme's month: one for each fund, over everybody enrolled and not yet billed, exact to the rupiah."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max

from payung.errors import UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.billing.models import Bill, BillLine
from payung.office.core.bulk import staged
from payung.office.funding.rates import Costs, Rate
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme

# Who is enrolled and unbilled in the month, by what sets the rate. Cover began in the month that BPJS states, or
# earlier where the list knew of earlier paid months; without a date, with the first month of the list.
_REGISTERED = """CASE
    WHEN s.since IS NULL THEN l.registered
    WHEN l.registered < l.first_month AND l.registered < {since} THEN l.registered
    ELSE {since} END"""
_SINCE = {
    "postgresql": "CAST(EXTRACT(YEAR FROM s.since) * 100 + EXTRACT(MONTH FROM s.since) AS integer)",
    "sqlite": "CAST(strftime('%%Y%%m', s.since) AS integer)",
}
_UNBILLED = """
FROM cover_personmonth m
JOIN decisions_line l ON l.id = m.line_id
JOIN funding_fund f ON f.id = m.fund_id
LEFT JOIN cover_membership s ON s.person_id = m.person_id
WHERE m.programme_id = %s AND m.month = %s AND m.enrolled_by_id IS NOT NULL AND m.bill_line_id IS NULL
  AND m.withdrawn_by_id IS NULL
"""
_GROUPS = "SELECT m.fund_id, f.payer, l.sector, {registered} AS registered, COUNT(*) {unbilled} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
_SET_DUE = """
UPDATE cover_personmonth SET bill_line_id = b.bill_line_id, due = b.due
FROM (
    SELECT m.id AS month_id, g.bill_line_id, g.due
    FROM (SELECT m.id, m.fund_id, l.sector, {registered} AS registered {unbilled}) m
    JOIN staged_bill_line g ON g.fund_id = m.fund_id AND g.sector = m.sector AND g.registered = m.registered
) b
WHERE cover_personmonth.id = b.month_id
"""
_STAGED = {"fund_id": "int", "sector": "text", "registered": "int", "bill_line_id": "int", "due": "int"}


@dataclass(frozen=True, slots=True)
class Issued:
    """The bills made, none where everybody enrolled is billed already."""

    bills: list[Bill]

    @property
    def people(self) -> int:
        return sum(bill.people for bill in self.bills)

    @property
    def total(self) -> int:
        return sum(bill.total for bill in self.bills)


@dataclass(frozen=True, slots=True)
class _Group:
    """People of a fund whose month costs the same for the same reason."""

    fund: int
    sector: str
    registered: int
    people: int
    rate: Rate


@act("bills.issue")
def issue_bills(actor: Any, programme: Programme, month: int) -> Issued:
    """Bill a month (yyyymm). Again: bills those who were enrolled since, as a further part; else nothing, and says so.

    Raises UnusableInput for a month outside the programme.
    """
    require(actor, May.ISSUE_BILLS, programme.area_id)
    _check_month(programme, month)
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    by_fund: dict[int, list[_Group]] = defaultdict(list)
    for group in _groups(programme, month):
        by_fund[group.fund].append(group)
    bills, staged_lines = [], []
    for fund, groups in sorted(by_fund.items()):
        bill, lines = _make_bill(actor, programme, fund, month, groups)
        bills.append(bill)
        staged_lines += [(fund, line.sector, line.registered, line.pk, line.due) for line in lines]
    issued = Issued(bills)
    if bills:
        _set_due(programme, month, staged_lines, issued.people)
    record(
        f"programme:{programme.public_id}",
        area=programme.area_id,
        facts={
            "month": month,
            "bills": [bill.public_id for bill in bills],
            "people": issued.people,
            "total": issued.total,
        },
    )
    return issued


@act("bill.code")
def set_payment_code(actor: Any, bill: Bill, code: str) -> Bill:
    """The payment code (kode iuran) that BPJS gave the bill."""
    require(actor, May.ISSUE_BILLS, bill.programme.area_id)
    bill.code = " ".join(code.split())[:40]
    bill.save(update_fields=["code"])
    record(f"bill:{bill.public_id}", area=bill.programme.area_id, facts={"code": bill.code})
    return bill


def _groups(programme: Programme, month: int) -> list[_Group]:
    costs = Costs(programme.income, programme.with_jht)
    with connection.cursor() as sql:
        sql.execute(_sql(_GROUPS), [programme.pk, month])
        found = sql.fetchall()
    return [
        _Group(fund, sector, registered, people, costs.month(month, sector, payer, min(registered, month)))
        for fund, payer, sector, registered, people in found
    ]


def _sql(statement: str) -> str:
    registered = _REGISTERED.format(since=_SINCE[connection.vendor])
    return statement.format(registered=registered, unbilled=_UNBILLED)


def _make_bill(
    actor: Any, programme: Programme, fund: int, month: int, groups: Iterable[_Group]
) -> tuple[Bill, list[BillLine]]:
    groups = list(groups)
    earlier = Bill.objects.filter(programme=programme, fund_id=fund, month=month).aggregate(part=Max("part"))
    bill = Bill.objects.create(
        programme=programme,
        fund_id=fund,
        month=month,
        part=(earlier["part"] or 0) + 1,
        people=sum(group.people for group in groups),
        total=sum(group.people * group.rate.due for group in groups),
        normal=sum(group.people * group.rate.normal for group in groups),
        issued_by=actor,
    )
    lines = BillLine.objects.bulk_create(
        BillLine(
            bill=bill,
            sector=group.sector,
            registered=group.registered,
            relief=group.rate.relief[:40],
            jkk=group.rate.jkk,
            jkm=group.rate.jkm,
            jht=group.rate.jht,
            normal=group.rate.normal,
            due=group.rate.due,
            people=group.people,
            total=group.people * group.rate.due,
            working=dict(group.rate.working),
        )
        for group in groups
    )
    return bill, lines


def _set_due(programme: Programme, month: int, lines: list[tuple[Any, ...]], people: int) -> None:
    with staged("staged_bill_line", _STAGED, lines), connection.cursor() as sql:
        sql.execute(_sql(_SET_DUE), [programme.pk, month])
        if sql.rowcount != people:
            raise RuntimeError(f"{sql.rowcount} person-months on bills for {people}")  # a fault of ours


def _check_month(programme: Programme, month: int) -> None:
    first, asked = Month.from_number(programme.first_month), Month.from_number(month)
    if not first <= asked <= first + (programme.months - 1):
        raise UnusableInput(
            Text("Bulan ini di luar masa program", "The month lies outside the programme's term"),
            Text("Pilih bulan di dalam masa program", "Choose a month inside the programme's term"),
        )
