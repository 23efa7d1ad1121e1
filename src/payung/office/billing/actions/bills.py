"""Bills of a programme's month: one for each fund, over everybody enrolled and not yet billed, exact to the rupiah."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max, Q
from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text, rupiah
from payung.law.month import Month, date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.billing.actions.payments import owed
from payung.office.billing.actions.undoing import carry_over, left_over
from payung.office.billing.models import Bill, BillLine
from payung.office.billing.months import check_open_month
from payung.office.core.bulk import staged
from payung.office.funding.rates import Costs, Rate
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Agreement, Programme

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
class Group:
    """People of a fund whose month costs the same for the same reason."""

    fund: int
    sector: str
    registered: int
    people: int
    rate: Rate


@act("bills.issue")
def issue_bills(
    actor: Any, programme: Programme, month: int, *, expected: int | None = None, use_credit: bool = False
) -> Issued:
    """Bill a month (yyyymm). Again: bills those who were enrolled since, as a further part; else nothing, and says so.

    ``expected`` is the sum that was shown before; where it is another now, nothing is billed. ``use_credit`` carries
    what earlier bills of the same programme and fund have left over to the new ones. Raises UnusableInput for a
    month outside the programme or its agreement, or a closed one.
    """
    require(actor, May.ISSUE_BILLS, programme.area_id)
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    check_month(programme, month)
    by_fund: dict[int, list[Group]] = defaultdict(list)
    for group in groups_to_bill(programme, month):
        by_fund[group.fund].append(group)
    bills, staged_lines = [], []
    for fund, groups in sorted(by_fund.items()):
        bill, lines = _make_bill(actor, programme, fund, month, groups)
        bills.append(bill)
        staged_lines += [(fund, line.sector, line.registered, line.pk, line.due) for line in lines]
    issued = Issued(bills)
    if expected is not None and issued.total != expected:
        raise _changed(expected, issued.total)
    if bills:
        _set_due(programme, month, staged_lines, issued.people)
    if use_credit:
        for bill in bills:
            _carry(actor, bill)
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


def groups_to_bill(programme: Programme, month: int) -> list[Group]:
    """Who is enrolled and not billed in the month, by what sets the rate, with the rate; in three queries or so."""
    costs = Costs(programme.income, programme.with_jht)
    with connection.cursor() as sql:
        sql.execute(_sql(_GROUPS), [programme.pk, month])
        found = sql.fetchall()
    return [
        Group(fund, sector, registered, people, costs.month(month, sector, payer, min(registered, month)))
        for fund, payer, sector, registered, people in found
    ]


def _sql(statement: str) -> str:
    registered = _REGISTERED.format(since=_SINCE[connection.vendor])
    return statement.format(registered=registered, unbilled=_UNBILLED)


def _make_bill(
    actor: Any, programme: Programme, fund: int, month: int, groups: Iterable[Group]
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


def check_month(programme: Programme, month: int) -> None:
    """Raises UnusableInput for a month that cannot be billed: outside the programme, outside its agreement, closed."""
    first, asked = Month.from_number(programme.first_month), Month.from_number(month)
    if not first <= asked <= first + (programme.months - 1):
        raise UnusableInput(
            Text("Bulan ini di luar masa program", "The month lies outside the programme's term"),
            Text("Pilih bulan di dalam masa program", "Choose a month inside the programme's term"),
        )
    agreements = _agreements(programme)
    if agreements and not any(Month.of(each.starts) <= asked <= Month.of(each.ends) for each in agreements):
        last = max(agreements, key=lambda each: each.ends)
        raise UnusableInput(
            Text(
                f"{asked.to('id')} di luar masa perjanjian {last.number} "
                f"({date_in_words(last.starts, 'id')} sampai {date_in_words(last.ends, 'id')})",
                f"{asked.to('en')} lies outside the agreement {last.number} "
                f"({date_in_words(last.starts, 'en')} to {date_in_words(last.ends, 'en')})",
            ),
            Text(
                "Catat perpanjangan PKS lebih dulu, atau pilih bulan di dalamnya; tidak ada yang berubah",
                "Record the extension of the agreement first, or choose a month inside it; nothing was changed",
            ),
        )
    check_open_month(programme, month)


def _agreements(programme: Programme) -> list[Agreement]:
    """The agreement of the programme, what it extends and what extends it."""
    found: dict[int, Agreement] = {}
    waiting = [programme.agreement] if programme.agreement else []
    while waiting:
        each = waiting.pop()
        if each.pk not in found:
            found[each.pk] = each
            waiting += [*each.extensions.all(), *([each.extends] if each.extends else [])]
    return list(found.values())


def _changed(expected: int, now: int) -> UnusableInput:
    return UnusableInput(
        Text(
            f"Sejak diperiksa jumlahnya berubah dari {rupiah(expected)} menjadi {rupiah(now)}",
            f"Since it was checked the sum went from {rupiah(expected)} to {rupiah(now)}",
        ),
        Text("Periksa lagi; tidak ada yang ditagih", "Check again; nothing was billed"),
    )


def bills_with_credit(programme: Programme, fund: int) -> list[tuple[Bill, int]]:
    """Bills of the programme and fund that have money left over, the oldest first, with how much."""
    own = Bill.objects.filter(programme=programme, fund_id=fund).order_by("month", "part")
    may_have = own.filter(Q(payments__isnull=False) | Q(corrections__isnull=False)).distinct()
    return [
        (bill, left) for bill in may_have.select_related("programme", "fund") if (left := left_over(bill)) > 0
    ]


def _carry(actor: Any, bill: Bill) -> None:
    why = Text(f"Sisa untuk tagihan {bill}", f"Left over, for the bill {bill}").to("id")
    for source, _left in bills_with_credit(bill.programme, bill.fund_id):
        if source.pk != bill.pk and owed(bill) > 0:
            carry_over(actor, source, bill, dated=timezone.localdate(), why=why)
