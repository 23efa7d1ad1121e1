"""What the database refused, in figures: which village is full, which fund is short, who is paid for by whom."""

from __future__ import annotations

from collections import Counter

from django.apps import apps
from django.db.models import Count, Max, Sum

from payung.errors import UnusableInput
from payung.language import Text, rupiah
from payung.law.month import Month
from payung.office.decisions.models import Decision, State
from payung.office.funding.models import Fund

_AGAIN = Text(
    "Susun daftar baru; yang tidak mendapat tempat akan menunggu",
    "Generate a new list; who finds no place waits",
)
_SHOWN = 5


def check_villages(decision: Decision) -> None:
    """Where villages have quotas, one without has none: the database has no row to guard it with."""
    quotas = set(decision.programme.quotas.exclude(village=None).values_list("village_id", flat=True))
    if not quotas:
        return
    lacking = decision.lines.filter(taken=True).exclude(village__in=quotas).order_by()
    found = list(lacking.values_list("village__name").annotate(n=Count("id")).order_by("village__name"))
    if found:
        raise _full(
            [
                Text(f"{name}: diminta {n}, tidak ada kuota", f"{name}: {n} asked, no quota")
                for name, n in found
            ]
        )


def check_open(decision: Decision) -> None:
    """A list gives nobody a month whose books are closed."""
    closing = apps.get_model("billing", "Closing")
    last = closing.objects.filter(programme=decision.programme).aggregate(last=Max("month"))["last"]
    if decision.people and last and last >= decision.first_month:
        named = Month.from_number(last)
        raise UnusableInput(
            Text(
                f"Pembukuan sampai {named.to('id')} sudah ditutup; daftar ini mulai sebelum itu",
                f"The books up to {named.to('en')} are closed; this list begins before that",
            ),
            Text(
                "Susun daftar yang mulai di bulan yang masih terbuka",
                "Generate a list that begins in a month that is still open",
            ),
        )


def check_leaving(decision: Decision) -> None:
    """Nobody leaves twice: another change may have been approved since this one was drafted."""
    gone = (
        decision.withdrawals.filter(line__withdrawals__decision__state=State.APPROVED)
        .values("line")
        .distinct()
        .count()
    )
    if gone:
        raise UnusableInput(
            Text(
                f"{gone} peserta sudah berhenti lewat SK perubahan lain",
                f"{gone} of them left by another decree",
            ),
            Text("Susun perubahan itu lagi tanpa mereka", "Draft the change again without them"),
        )


def no_places(decision: Decision) -> UnusableInput:
    asked: Counter[str | None] = Counter()
    for village, count in (
        decision.lines.filter(taken=True).order_by().values_list("village").annotate(n=Count("id"))
    ):
        asked[village] += count
        asked[None] += count
    leaving = decision.withdrawals.order_by().values_list("line__village").annotate(n=Count("id"))
    freed = Counter(dict(leaving))
    freed[None] = sum(freed.values())  # type: ignore[index]
    short = []
    for quota in decision.programme.quotas.select_related("village").order_by("village_id"):
        left = quota.places - quota.taken + freed[quota.village_id]
        if asked[quota.village_id] > left:
            name = (
                (quota.village.name, quota.village.name)
                if quota.village
                else ("seluruh program", "the programme")
            )
            short.append(
                Text(
                    f"{name[0]}: diminta {asked[quota.village_id]}, sisa {left}",
                    f"{name[1]}: {asked[quota.village_id]} asked, {left} left",
                )
            )
    return _full(short)


def _full(short: list[Text]) -> UnusableInput:
    more = f" (+{len(short) - _SHOWN})" if len(short) > _SHOWN else ""
    return UnusableInput(
        Text(
            "Tempat tidak cukup. " + "; ".join(text.id for text in short[:_SHOWN]) + more,
            "There are not enough places. " + "; ".join(text.en for text in short[:_SHOWN]) + more,
        ),
        _AGAIN,
    )


def lock_funds(decision: Decision) -> None:
    """In the order of their keys."""
    held = list(decision.lines.filter(taken=True).order_by().values_list("fund_id", flat=True).distinct())
    held += list(decision.withdrawals.order_by().values_list("line__fund_id", flat=True).distinct())
    list(Fund.objects.select_for_update(no_key=True).filter(pk__in=held).order_by("pk").values_list("pk"))


def no_money(decision: Decision) -> UnusableInput:
    asked = dict(
        decision.lines.filter(taken=True).order_by().values_list("fund").annotate(rupiah=Sum("rupiah"))
    )
    freed = dict(decision.withdrawals.order_by().values_list("line__fund").annotate(sum=Sum("rupiah")))
    said = []
    for fund in Fund.objects.filter(pk__in=asked, ceiling__isnull=False).order_by("pk"):
        left = (fund.ceiling or 0) - fund.committed + freed.get(fund.pk, 0)
        if asked[fund.pk] > left:
            said.append(
                Text(
                    f"{fund}: diminta {rupiah(asked[fund.pk])}, sisa {rupiah(left)}",
                    f"{fund}: {rupiah(asked[fund.pk])} asked, {rupiah(left)} left",
                )
            )
    return UnusableInput(
        Text(
            "Pagu dana tidak cukup. " + "; ".join(text.id for text in said),
            "The funds' ceilings do not reach. " + "; ".join(text.en for text in said),
        ),
        _AGAIN,
    )


def paid_already(decision: Decision) -> UnusableInput:
    """How many people of the list somebody pays for already, and who that is."""
    person_month = apps.get_model("cover", "PersonMonth")
    last = (Month.from_number(decision.first_month) + (decision.months - 1)).number
    held = (
        person_month.objects.filter(
            person__in=decision.lines.filter(taken=True).values("person_id"),
            month__range=(decision.first_month, last),
            withdrawn_by=None,
        )
        .order_by()
        .values_list("programme__name", "fund__name")
        .annotate(people=Count("person", distinct=True))
        .order_by("-people")
    )
    found = list(held)
    return UnusableInput(
        Text(
            "Sudah ada yang membayar: "
            + "; ".join(f"{n} orang oleh {fund} ({name})" for name, fund, n in found),
            "Paid for already: " + "; ".join(f"{n} people by {fund} ({name})" for name, fund, n in found),
        ),
        Text(
            "Susun daftar baru; orang-orang itu akan menunggu", "Generate a new list; these people will wait"
        ),
    )


def rows_changed() -> UnusableInput:
    return UnusableInput(
        Text(
            "Ada orang di daftar ini yang sudah diputuskan di daftar lain",
            "Another list decided on people of this one",
        ),
        _AGAIN,
    )


def not_the_one(decision: Decision) -> UnusableInput:
    """Another list of the cycle was approved first, or the number stands on another decree."""
    other = Decision.objects.filter(
        programme=decision.programme, cycle=decision.cycle, state=State.APPROVED
    ).first()
    if other:
        return UnusableInput(
            Text(
                f"Daftar lain dari putaran ini sudah disetujui dengan SK {other.number}",
                f"Another list of this round was approved as {other.number}",
            ),
            _AGAIN,
        )
    return UnusableInput(
        Text(
            f"Nomor SK {decision.number} sudah dipakai daftar lain",
            f"The number {decision.number} stands on another decree already",
        ),
        Text("Periksa nomor SK", "Check the decree's number"),
    )
