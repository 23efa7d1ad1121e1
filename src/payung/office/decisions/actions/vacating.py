"""Places that fall free are gathered, reported by hand, and put aside with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.accounts.permissions import May, Refused, may, require, scope
from payung.office.decisions import departures
from payung.office.decisions.actions.submit import needs_reason
from payung.office.decisions.models import Decision, Line, State, Vacancy, Withdrawal
from payung.office.journal.acts import act, record

_NOT_OPEN = Text("Muat ulang halaman; tidak ada yang berubah", "Load the page again; nothing was changed")


@act("vacancy.gather")
def gather(actor: Any, today: date | None = None) -> int:
    """Note every place that fell free and is not noted yet; gives how many. ``actor`` None is the office itself.

    A user gathers those of the areas whose lists they make.
    """
    lines = None
    if actor is not None:
        allowed = scope(actor, May.SUBMIT_DECISION)
        if not allowed:
            raise Refused(May.SUBMIT_DECISION)
        lines = Line.objects.filter(allowed.within("village"))
    made = [
        Vacancy(
            line_id=one.line,
            village_id=one.village,
            why=one.why,
            since=one.since,
            first_month=one.first_month,
            source=one.source,
            reference=one.reference,
            note=one.note,
            reported_by=actor,
        )
        for one in departures.found(lines, today)
    ]
    Vacancy.objects.bulk_create(made, batch_size=2_000)
    record("vacancies", facts={"found": len(made), "sources": dict(Counter(one.source for one in made))})
    return len(made)


def gather_if_any(day: date) -> int:
    """The office's own look of the day; without a journal line where there is nothing new."""
    if not any(True for _ in departures.found(today=day)):
        return 0
    with transaction.atomic():
        return gather(None, day)


@act("vacancy.report")
def report(
    actor: Any, decision: Decision, lines: Sequence[Line], *, why: str, since: date, note: str = ""
) -> list[Vacancy]:
    """Somebody on an approved list leaves it, as the village or the office heard: with the reason and the day.

    The month after that day is the first without cover. Raises UnusableInput for a list that is not approved, a day
    that has not come or lies after the list, and for who left or is reported already.
    """
    _check_report(decision, lines, why, since)
    for village in sorted({line.village_id for line in lines}):
        if not may(actor, May.PROPOSE, village):
            require(actor, May.SUBMIT_DECISION, village)
    first = max((Month.of(since) + 1).number, decision.first_month)
    if why == Withdrawal.Why.DECLINED and Month.of(since) < Month.from_number(decision.first_month):
        first = decision.first_month
    made = []
    for line in lines:
        vacancy = Vacancy(
            line=line,
            village_id=line.village_id,
            why=why,
            since=since,
            first_month=first,
            source=Vacancy.Source.HAND,
            note=note.strip()[:250],
            reported_by=actor,
        )
        try:
            with transaction.atomic():
                vacancy.save()
        except IntegrityError as error:
            raise _known(line) from error
        made.append(vacancy)
    record(
        f"decision:{decision.public_id}",
        area=decision.programme.area_id,
        why=note.strip(),
        facts={"people": len(made), "reason": why, "since": since, "lines": [line.number for line in lines]},
    )
    return made


def _check_report(decision: Decision, lines: Sequence[Line], why: str, since: date) -> None:
    if decision.state != State.APPROVED or not lines:
        raise UnusableInput(
            Text("Pilih orang dari SK yang sudah disetujui", "Choose people from a decree that is approved"),
            Text("Daftar rancangan disusun ulang saja", "A draft is simply generated again"),
        )
    if any(line.decision_id != decision.pk or not line.taken for line in lines):
        raise UnusableInput(
            Text("Ada orang yang bukan bagian SK ini", "Somebody is not on this decree"),
            Text("Periksa nomor lampirannya", "Check the numbers on the annex"),
            Place(column="numbers"),
        )
    if why not in Withdrawal.Why.values:
        raise UnusableInput(
            Text("Alasan berhenti tidak dikenal", "The reason for leaving is not known"),
            Text("Pilih alasan dari daftar", "Choose a reason from the list"),
            Place(column="why"),
        )
    if since > timezone.localdate():
        raise UnusableInput(
            Text("Tanggal ini belum tiba", "This day has not come yet"),
            Text("Isi tanggal kejadiannya", "Write the day on which it happened"),
            Place(column="since"),
        )
    last = Month.from_number(decision.first_month) + (decision.months - 1)
    if Month.of(since) >= last:
        raise UnusableInput(
            Text(
                f"Sesudah tanggal ini tidak ada bulan tersisa: SK berakhir {last.to('id')}",
                f"After this day no month is left: the decree ends with {last.to('en')}",
            ),
            Text("Usulkan orangnya untuk SK berikutnya", "Propose somebody for the next decree"),
            Place(column="since"),
        )
    gone = [line for line in lines if line.withdrawals.filter(decision__state=State.APPROVED).exists()]
    if gone:
        raise UnusableInput(
            Text(
                f"Nomor {gone[0].number} sudah berhenti lewat SK perubahan",
                f"Number {gone[0].number} left by a decree of change already",
            ),
            Text("Keluarkan nomor itu", "Leave that number out"),
            Place(column="numbers"),
        )


def _known(line: Line) -> UnusableInput:
    return UnusableInput(
        Text(f"Nomor {line.number} sudah dilaporkan", f"Number {line.number} is reported already"),
        Text(
            "Lihat daftar tempat kosong; tidak ada yang berubah",
            "See the list of free places; nothing was changed",
        ),
        Place(column="numbers"),
    )


@act("vacancy.dismiss")
def dismiss(actor: Any, vacancy: Vacancy, *, why: str) -> Vacancy:
    """Put a report aside: it was wrong, or nobody is to come. Raises UnusableInput where a decision rests on it."""
    require(actor, May.SUBMIT_DECISION, vacancy.village_id)
    kept = Vacancy.objects.select_for_update(of=("self",)).get(pk=vacancy.pk)
    if not Vacancy.objects.filter(departures.OPEN, pk=kept.pk).exists():
        raise UnusableInput(
            Text(
                "Tempat ini sudah ada keputusannya, atau sudah disisihkan",
                "A decision rests on this place, or it is put aside already",
            ),
            _NOT_OPEN,
        )
    kept.dismissed, kept.why_dismissed = True, needs_reason(why)[:250]
    kept.save(update_fields=["dismissed", "why_dismissed"])
    record(f"vacancy:{kept.public_id}", area=kept.village_id, why=kept.why_dismissed)
    return kept
