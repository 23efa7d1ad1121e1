"""Acts on working days: a day corrected, a correction taken back. Every deadline counted afterwards follows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.journal.acts import act, record
from payung.office.workdays.models import CorrectedDay
from payung.office.workdays.queries import calendar_of


@act("workday.correct")
def correct(
    actor: Any, area_code: str, *, day: date, works: bool, name: str, document: str, why: str
) -> CorrectedDay:
    """A day off that the list does not know, or a working day that it holds for a holiday."""
    require(actor, May.MANAGE_PROGRAMMES, area_code)
    for column, words in (("name", name), ("document", document), ("why", why)):
        _filled(column, words)
    if calendar_of(area_code).includes(day) == works:
        raise _as_it_is(day, works=works)
    try:
        with transaction.atomic():
            made = CorrectedDay.objects.create(
                area_id=area_code,
                day=day,
                works=works,
                name=name.strip()[:120],
                document=document.strip()[:200],
                why=why.strip()[:300],
                set_by=actor,
            )
    except IntegrityError as error:
        raise UnusableInput(
            Text(
                f"{date_in_words(day, 'id')} sudah dikoreksi",
                f"{date_in_words(day, 'en')} is corrected already",
            ),
            Text("Cabut dulu koreksi yang ada", "Take the standing correction back first"),
            Place(column="day"),
        ) from error
    record(
        f"workday:{made.public_id}",
        area=area_code,
        why=made.why,
        facts={"day": day, "works": works, "name": made.name, "document": made.document},
    )
    return made


@act("workday.take_back")
def take_back(actor: Any, corrected: CorrectedDay, why: str) -> None:
    """The list of holidays counts for that day again."""
    require(actor, May.MANAGE_PROGRAMMES, corrected.area_id)
    _filled("why", why)
    held = CorrectedDay.objects.select_for_update().get(pk=corrected.pk)
    if held.removed:
        raise UnusableInput(
            Text("Koreksi ini sudah dicabut", "This correction was taken back already"),
            Text("Muat ulang halamannya", "Load the page again"),
        )
    held.removed, held.removed_by = timezone.now(), actor
    held.save(update_fields=["removed", "removed_by"])
    record(
        f"workday:{held.public_id}",
        area=held.area_id,
        why=why.strip(),
        facts={"day": held.day, "works": held.works, "name": held.name},
    )


def _filled(column: str, words: str) -> None:
    if not words.strip():
        raise UnusableInput(
            Text("Isian ini kosong", "This field is empty"),
            Text("Isi lebih dulu", "Fill it first"),
            Place(column=column),
        )


def _as_it_is(day: date, *, works: bool) -> UnusableInput:
    id_words, en_words = date_in_words(day, "id"), date_in_words(day, "en")
    what = (
        Text(f"{id_words} memang hari kerja", f"{en_words} is a working day as it is")
        if works
        else Text(f"{id_words} memang bukan hari kerja", f"{en_words} is no working day as it is")
    )
    mend = Text("Periksa tanggalnya; tidak ada yang diubah", "Check the date; nothing was changed")
    return UnusableInput(what, mend, Place(column="day"))
