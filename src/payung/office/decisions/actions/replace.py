"""A replacement: who waits takes the place of who leaves, in a new decision that cites the old one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.decisions import departures, refusals
from payung.office.decisions.actions.change import freed_money
from payung.office.decisions.actions.generate import check_ready, fill, new_draft, places_left, summary
from payung.office.decisions.candidates import ranked
from payung.office.decisions.models import Decision, State, Vacancy, Withdrawal
from payung.office.decisions.placing import Places
from payung.office.journal.acts import act, record


@act("decision.replace")
def propose_replacements(
    actor: Any, decision: Decision, vacancies: Sequence[Vacancy], *, first_month: int
) -> Decision:
    """A draft in which those who wait take free places of an approved list, from ``first_month`` (yyyymm) on.

    Who leaves loses the months from each one's own first without cover; nobody begins before the place is free. The
    programme's priority settles who comes: of the same village where villages have quotas, else of the whole
    programme. Raises UnusableInput where a place is not open any more, or not free by that month.
    """
    programme = decision.programme
    require(actor, May.SUBMIT_DECISION, programme.area_id)
    criteria = check_ready(programme)
    chosen = _locked(decision, vacancies)
    months = _months(decision, chosen, first_month)
    draft = new_draft(actor, programme, criteria, first_month, months, "", changes=decision)
    gone = set(
        Withdrawal.objects.filter(
            decision__state=State.APPROVED, line__in=[one.line_id for one in chosen]
        ).values_list("line_id", flat=True)
    )
    leaving = [one for one in chosen if one.line_id not in gone]
    Withdrawal.objects.bulk_create(
        Withdrawal(
            decision=draft, line=one.line, from_month=one.first_month, why=one.why, note=one.note[:250]
        )
        for one in leaving
    )
    by_village = programme.quotas.exclude(village=None).exists()
    villages = Counter(one.village_id for one in chosen)
    fill(
        draft,
        ranked(
            programme,
            first_month,
            months,
            Q(village__in=list(villages)) if by_village else Q(),
            born_after=departures.latest_birth_barred(Month.from_number(first_month).first_day()),
        ),
        places=_places(draft, villages if by_village else None, len(chosen), leaving),
        freed=freed_money((one.line, one.first_month) for one in leaving),
    )
    refusals.check_open(draft)
    Vacancy.objects.filter(pk__in=[one.pk for one in chosen]).update(draft=draft)
    record(
        f"decision:{draft.public_id}",
        area=programme.area_id,
        facts=summary(draft)
        | {
            "changes": decision.public_id,
            "leaving": len(leaving),
            "free": len(chosen),
            "why": dict(Counter(one.why for one in chosen)),
        },
    )
    return draft


def _places(draft: Decision, villages: Counter[str] | None, free: int, leaving: Sequence[Vacancy]) -> Places:
    """One place for each that is free, where the quotas have room once these people have left."""
    rest = places_left(draft.programme)
    total = free if rest.total is None else min(free, rest.total + len(leaving))
    if villages is None:
        return Places(max(total, 0))
    freed = Counter(one.village_id for one in leaving)
    return Places(
        max(total, 0),
        {code: min(n, rest.villages.get(code, 0) + freed[code]) for code, n in villages.items()},
    )


def _locked(decision: Decision, vacancies: Sequence[Vacancy]) -> list[Vacancy]:
    """The places as they stand, for this act alone."""
    if decision.state != State.APPROVED or not vacancies:
        raise UnusableInput(
            Text("Belum ada tempat yang dipilih", "No place is chosen"),
            Text("Pilih tempat yang akan diisi", "Choose the places to fill"),
            Place(column="places"),
        )
    wanted = {one.pk for one in vacancies}
    list(
        Vacancy.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk").values_list("pk")
    )
    kept = list(
        Vacancy.objects.filter(departures.OPEN, pk__in=wanted, line__decision=decision)
        .select_related("line")
        .order_by("pk")
    )
    if len(kept) < len(wanted):
        raise UnusableInput(
            Text(
                f"{len(wanted) - len(kept)} tempat tidak lagi terbuka untuk SK ini",
                f"{len(wanted) - len(kept)} of the places are no longer open for this decree",
            ),
            Text("Pilih lagi; tidak ada yang berubah", "Choose again; nothing was changed"),
            Place(column="places"),
        )
    return kept


def _months(decision: Decision, chosen: Sequence[Vacancy], first_month: int) -> int:
    """How many months remain for who comes."""
    later = [one for one in chosen if one.first_month > first_month]
    if later:
        latest = Month.from_number(max(one.first_month for one in later))
        raise UnusableInput(
            Text(
                f"{len(later)} tempat baru kosong sesudah bulan itu",
                f"{len(later)} of the places fall free after that month",
            ),
            Text(
                f"Pilih {latest.to('id')} atau sesudahnya, atau keluarkan tempat itu",
                f"Choose {latest.to('en')} or a later month, or leave those places out",
            ),
            Place(column="first_month"),
        )
    end = Month.from_number(decision.first_month) + decision.months
    months = end - Month.from_number(first_month)
    if not 1 <= months <= decision.months:
        raise UnusableInput(
            Text("Bulan mulai di luar masa SK ini", "The first month lies outside this decree's term"),
            Text(f"Pilih paling lambat {(end + -1).to('id')}", f"Choose {(end + -1).to('en')} at the latest"),
            Place(column="first_month"),
        )
    return months
