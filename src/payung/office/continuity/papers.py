"""Two letters from the count: the memo that asks the treasurer for money, and the letter that tells BPJS it is late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import Count as CountOf
from django.db.models import F, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from payung.documents.letter import default_template, render
from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, Refused, require, scope
from payung.office.billing.models import Bill, Payment
from payung.office.continuity.models import Standing, Watch
from payung.office.cover.models import PersonMonth
from payung.office.decisions.papers import signing
from payung.office.funding.models import Fund
from payung.office.journal.acts import act, record

Kind = Literal["treasurer_memo", "late_funds"]
_DOTS = "." * 12
_PAID = Q(payments__state=Payment.State.PAID)


def funds(user: Any) -> Any:
    """Funds of the user's areas that owe something up to this month."""
    return (
        Fund.objects.filter(
            scope(user, May.SEE_MONEY).within("area"),
            pk__in=Watch.objects.filter(needed__gt=0).values("fund"),
        )
        .select_related("area", "sponsor")
        .order_by("year", "name")
    )


@act("continuity.memo")
def treasurer_memo(actor: Any, fund: Fund, *, number: str = "") -> bytes:
    """Word: what is open month by month, by when it must be paid, and what families lose otherwise.

    Raises UnusableInput where the fund owes nothing.
    """
    _check(actor, fund)
    lines = open_months(fund, timezone.localdate())
    if not lines:
        raise _nothing_open(fund)
    at_stake = Watch.objects.filter(fund=fund, needed__gt=0).exclude(standing=Standing.ENDED)
    figures = at_stake.aggregate(
        people=CountOf("pk"), death=Sum("death_now", default=0), first=Min("ends_on")
    )
    context = {
        **_head(fund, number),
        "rincian": lines,
        "iuran": sum(line["iuran"] for line in lines),
        "orang_bulan": sum(line["orang"] for line in lines),
        "orang": figures["people"],
        "santunan": figures["death"],
        "tenggat": figures["first"] - timedelta(days=1) if figures["first"] else timezone.localdate(),
    }
    return _letter("treasurer_memo", fund, context)


@act("continuity.late_funds")
def late_funds(actor: Any, fund: Fund, *, why: str, expected: date, number: str = "") -> bytes:
    """Word: to the BPJS branch, with the bills that wait, why, and the day on which the money is expected.

    Raises UnusableInput where no bill waits, or the day has passed.
    """
    _check(actor, fund)
    if expected < timezone.localdate():
        raise UnusableInput(
            Text("Tanggal perkiraan bayar sudah lewat", "The expected day of payment has passed"),
            Text("Isi hari ini atau sesudahnya", "Give today or a later day"),
            Place(column="expected"),
        )
    bills = waiting_bills(fund)
    if not bills:
        raise _nothing_open(fund)
    context = {
        **_head(fund, number),
        "cabang": _branch(fund),
        "tagihan": bills,
        "iuran": sum(bill["iuran"] for bill in bills),
        "alasan": why,
        "perkiraan_bayar": expected,
    }
    return _letter("late_funds", fund, context)


def open_months(fund: Fund, today: date) -> list[dict[str, Any]]:
    """Month by month: people decided and unpaid, the rupiah of their month, and how many of them are billed."""
    found = (
        PersonMonth.objects.filter(
            fund=fund, withdrawn_by=None, payment=None, month__lte=Month.of(today).number
        )
        .order_by("month")
        .values("month")
        .annotate(people=CountOf("pk"), billed=CountOf("bill_line"), rupiah=Sum(Coalesce("due", "planned")))
    )
    return [
        {
            "bulan": Month.from_number(each["month"]),
            "orang": each["people"],
            "ditagih": each["billed"],
            "iuran": each["rupiah"],
        }
        for each in found
    ]


def waiting_bills(fund: Fund) -> list[dict[str, Any]]:
    """Bills of the fund that payments have not settled whole."""
    found = (
        Bill.objects.filter(fund=fund)
        .annotate(settled=Sum("payments__settled", filter=_PAID, default=0))
        .filter(settled__lt=F("total"))
        .order_by("month", "part")
    )
    return [
        {
            "kode": bill.code or "-",
            "bulan": Month.from_number(bill.month),
            "orang": bill.people,
            "iuran": bill.total - bill.settled,
        }
        for bill in found
    ]


def _check(actor: Any, fund: Fund) -> None:
    if scope(actor, May.RECORD_PAYMENTS):
        require(actor, May.RECORD_PAYMENTS, fund.area_id)
    elif scope(actor, May.MANAGE_FUNDS):
        require(actor, May.MANAGE_FUNDS, fund.area_id)
    else:
        raise Refused(May.RECORD_PAYMENTS, fund.area_id)


def _head(fund: Fund, number: str) -> dict[str, Any]:
    signed = signing(fund.area)
    return {
        "kop": [f"PEMERINTAH {fund.area.name.upper()}"],
        "nomor": number or _DOTS,
        "dana": str(fund),
        "pemilik_dana": fund.sponsor.name,
        "wilayah": fund.area.name,
        "tempat": signed.place,
        "tanggal": timezone.localdate(),
        "jabatan": signed.title,
        "nama_pejabat": signed.name,
        "nip_pejabat": signed.nip,
    }


def _branch(fund: Fund) -> str:
    agreement = (
        fund.programme_links.filter(programme__agreement__isnull=False)
        .order_by("-programme__first_month")
        .values_list("programme__agreement__branch", flat=True)
        .first()
    )
    return agreement or "Kepala Cabang BPJS Ketenagakerjaan"


def _letter(kind: Kind, fund: Fund, context: dict[str, Any]) -> bytes:
    paper = render(default_template(kind), context)
    record(f"fund:{fund.public_id}", area=fund.area_id, facts={"rupiah": context["iuran"]})
    return paper


def _nothing_open(fund: Fund) -> UnusableInput:
    return UnusableInput(
        Text(f"{fund}: tidak ada iuran yang menunggu", f"{fund}: no contribution waits"),
        Text("Pilih dana lain, atau hitung ulang", "Choose another fund, or count again"),
    )
