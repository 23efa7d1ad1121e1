"""Acts on the family afterwards: when it is visited, and what the visit found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.calendar_days import add_months
from payung.office.accounts.permissions import May, require
from payung.office.claims.models import SEALED_VISIT, Claim, Visit, VisitPlan
from payung.office.core.vault import seal_fields
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme

DEFAULT_MONTHS = (1, 6, 12)
_MOST_MONTHS = 60


def months_of(area_code: str, programme: Programme | None = None) -> tuple[int, ...]:
    """The plan of the programme, else of the area, or of the nearest area above it; else 1, 6 and 12 months."""
    parts = area_code.split(".")
    above = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
    plans = list(
        VisitPlan.objects.filter(Q(area__in=above) | Q(programme=programme, programme__isnull=False))
    )
    by_area = {plan.area_id: plan for plan in plans if plan.area_id}
    own = next((plan for plan in plans if plan.programme_id), None)
    found = own or next((by_area[code] for code in above if code in by_area), None)
    return tuple(int(month) for month in found.months.split(",")) if found else DEFAULT_MONTHS


def plan_visits(claim: Claim) -> None:
    """Visits after the first payment; called inside the act of paying."""
    if claim.paid_on is None:
        return
    Visit.objects.bulk_create(
        Visit(claim=claim, months=months, due_on=add_months(claim.paid_on, months))
        for months in months_of(claim.village_id, claim.programme)
    )


@act("visits.plan")
def set_plan(
    actor: Any, area_code: str, months: Sequence[int], *, programme: Programme | None = None
) -> VisitPlan:
    """After how many months families of the programme, or of the area, are visited, from the next payment on."""
    area = programme.area_id if programme else area_code
    require(actor, May.HANDLE_CLAIM, area)
    chosen = sorted(set(months))
    if not chosen or chosen[0] < 1 or chosen[-1] > _MOST_MONTHS:
        raise UnusableInput(
            Text(
                f"Bulan kunjungan di luar 1 sampai {_MOST_MONTHS}",
                f"Months must lie between 1 and {_MOST_MONTHS}",
            ),
            Text("Tulis misalnya 1, 6, 12", "Write such as 1, 6, 12"),
            Place(column="months"),
        )
    of = {"programme": programme} if programme else {"area_id": area}
    plan, _new = VisitPlan.objects.update_or_create(
        **of, defaults={"months": ",".join(str(month) for month in chosen)}
    )
    record(f"visits:{programme.public_id if programme else area}", area=area, facts={"months": chosen})
    return plan


@dataclass(frozen=True, slots=True)
class Found:
    """What a visit found; rupiah a month of the household."""

    use: str
    business: bool
    income_before: int
    income_after: int
    children: int = 0
    at_school: int = 0
    decile: int | None = None
    note: str = ""


@act("visit.record")
def record_visit(actor: Any, visit: Visit, found: Found, *, dated: date) -> Visit:
    """The visit was made. Raises UnusableInput for a day ahead, before the money, or more children at school than
    there are."""
    claim = visit.claim
    require(actor, May.REPORT_EVENT, claim.village_id)
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    if dated > timezone.localdate() or (claim.paid_on and dated < claim.paid_on):
        raise UnusableInput(
            Text(
                "Tanggal kunjungan harus antara hari pembayaran dan hari ini",
                "The visit must lie between the payment and today",
            ),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="done_on"),
        )
    if found.at_school > found.children:
        raise UnusableInput(
            Text(
                "Lebih banyak anak di sekolah daripada anak usia sekolah",
                "More children at school than of school age",
            ),
            Text("Periksa kedua angkanya", "Check both numbers"),
            Place(column="at_school"),
        )
    for name in ("use", "business", "income_before", "income_after", "children", "at_school", "decile"):
        setattr(held, name, getattr(found, name))
    held.done_on, held.by = dated, actor
    held.sealed = seal_fields({"note": found.note.strip()}, SEALED_VISIT)
    held.save()
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        facts={"visit": held.public_id, "months": held.months, "dated": dated},
    )
    return held
