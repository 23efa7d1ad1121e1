"""A change is a new decision that refers to the old one: people leave from a month on, those who wait take their places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.decisions.actions.generate import check_ready, fill, new_draft, places_left, summary
from payung.office.decisions.candidates import ranked
from payung.office.decisions.models import Decision, Line, State, Withdrawal
from payung.office.decisions.placing import Places
from payung.office.journal.acts import act, record


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody on an approved list who leaves it; ``why`` is a code of ``Withdrawal.Why``. ``from_month`` (yyyymm) is
    the first month without cover where it is not the change's own: it never comes before that one."""

    line: Line
    why: str
    note: str = ""
    from_month: int = 0

    def first_without(self, change: int) -> int:
        return max(self.from_month, change)


@act("decision.change")
def propose_change(
    actor: Any, decision: Decision, leaving: Sequence[Leaving], *, from_month: int, replace: bool = True
) -> Decision:
    """A draft that withdraws people from a month on and, if asked, gives their places to those who wait.

    The replaced places are those of the same villages; who comes is settled by the programme's priority among
    all that are accepted. The draft goes the same way as a list: submitted, approved by another, frozen.
    """
    programme = decision.programme
    require(actor, May.SUBMIT_DECISION, programme.area_id)
    criteria = check_ready(programme)
    months = _check(decision, leaving, from_month)
    draft = new_draft(actor, programme, criteria, from_month, months, "", changes=decision)
    Withdrawal.objects.bulk_create(
        Withdrawal(
            decision=draft,
            line=one.line,
            from_month=one.first_without(from_month),
            why=one.why,
            note=one.note.strip(),
        )
        for one in leaving
    )
    freed = Counter(one.line.village_id for one in leaving)
    if replace:
        fill(
            draft,
            ranked(programme, from_month, months, Q(village__in=list(freed))),
            places=_freed_places(draft, freed),
            freed=freed_money((one.line, one.first_without(from_month)) for one in leaving),
        )
    else:
        fill(draft, ())
    reasons = Counter(one.why for one in leaving)
    record(
        f"decision:{draft.public_id}",
        area=programme.area_id,
        facts=summary(draft) | {"changes": decision.public_id, "leaving": len(leaving), "why": dict(reasons)},
    )
    return draft


def _freed_places(draft: Decision, freed: Counter[str]) -> Places:
    """One place for each who leaves, in the same village, where the quotas then have room."""
    rest = places_left(draft.programme)
    villages = {
        code: min(count, rest.villages.get(code, 0) + count if rest.villages else count)
        for code, count in freed.items()
    }
    total = sum(freed.values())
    return Places(total if rest.total is None else min(total, rest.total + total), villages)


def freed_money(leaving: Iterable[tuple[Line, int]]) -> dict[int, int]:
    """Rupiah that comes back to each fund: the months from each one's own first (yyyymm) on that no bill holds."""
    freed: Counter[int] = Counter()
    by_month: dict[int, list[int]] = defaultdict(list)
    for line, first in leaving:
        by_month[first].append(line.pk)
    for first, lines in by_month.items():
        unbilled = Q(
            person_months__month__gte=first, person_months__bill_line=None, person_months__withdrawn_by=None
        )
        of_month = Line.objects.filter(pk__in=lines).order_by()
        freed.update(
            dict(
                of_month.values_list("fund").annotate(
                    rupiah=Sum("person_months__planned", filter=unbilled, default=0)
                )
            )
        )
    return dict(freed)


def _check(decision: Decision, leaving: Sequence[Leaving], from_month: int) -> int:
    """How many months remain. Raises UnusableInput."""
    if decision.state != State.APPROVED:
        raise UnusableInput(
            Text("Hanya SK yang sudah disetujui yang dapat diubah", "Only an approved decree can be changed"),
            Text("Susun daftar baru saja", "Generate a new list instead"),
        )
    if not leaving:
        raise UnusableInput(
            Text("Belum ada peserta yang dipilih", "Nobody is chosen"),
            Text("Pilih peserta yang berhenti", "Choose who leaves"),
        )
    lines = {one.line.pk for one in leaving}
    right = Line.objects.filter(pk__in=lines, decision=decision, taken=True)
    if len(lines) < len(leaving) or right.count() < len(lines):
        raise UnusableInput(
            Text(
                "Ada peserta yang bukan bagian SK ini, atau dipilih dua kali",
                "Somebody is not on this decree, or twice",
            ),
            Text("Pilih lagi dari daftar SK ini", "Choose again from this decree's list"),
        )
    if any(one.why not in Withdrawal.Why.values for one in leaving):
        raise UnusableInput(
            Text("Alasan berhenti tidak dikenal", "The reason for leaving is not known"),
            Text("Pilih alasan dari daftar", "Choose a reason from the list"),
            Place(column="why"),
        )
    gone = right.filter(withdrawals__decision__state=State.APPROVED).count()
    if gone:
        raise UnusableInput(
            Text(
                f"{gone} peserta sudah berhenti lewat SK perubahan lain",
                f"{gone} of them left by another decree",
            ),
            Text("Keluarkan mereka dari pilihan", "Leave them out"),
        )
    end = Month.from_number(decision.first_month) + decision.months
    months = end - Month.from_number(from_month)
    if not 1 <= months <= decision.months:
        raise UnusableInput(
            Text(
                "Bulan berhenti di luar masa SK ini", "The month of leaving lies outside this decree's term"
            ),
            Text("Pilih bulan di dalam masa SK", "Choose a month inside its term"),
            Place(column="from_month"),
        )
    return months
