"""Agreements with BPJS: made, mended, extended; and the office's own warning before one ends."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area
from payung.office.journal.acts import act, record
from payung.office.programmes import queries
from payung.office.programmes.actions.legal import ends_before, filled
from payung.office.programmes.models import Agreement, Reminder, Scope, StartRule
from payung.office.programmes.validity import Overlap, overlaps, threshold


@act("agreement.add")
def add_agreement(
    actor: Any,
    area_code: str,
    *,
    number: str,
    branch: str,
    starts: date,
    ends: date,
    extends: Agreement | None = None,
    parties: str = "",
    scope: str = Scope.VULNERABLE,
    about: str = "",
    start_rule: str = StartRule.RECEIVED,
) -> Agreement:
    """A cooperation agreement (PKS); an extension names the one it extends and begins after that has ended.

    Raises UnusableInput, with the days, where another agreement holds for the same scope at the same time.
    """
    require(actor, May.MANAGE_PROGRAMMES, area_code)
    agreement = Agreement(
        area_id=area_code, number=number.strip(), branch=branch.strip(), starts=starts, ends=ends,
        extends=extends, parties=_lines(parties), scope=scope, about=about.strip(), start_rule=start_rule,
    )  # fmt: skip
    _save(agreement)
    record(f"agreement:{agreement.public_id}", area=area_code, facts=_said(agreement))
    return agreement


@act("agreement.change")
def change_agreement(
    actor: Any,
    agreement: Agreement,
    *,
    number: str,
    branch: str,
    starts: date,
    ends: date,
    extends: Agreement | None = None,
    parties: str = "",
    scope: str = Scope.VULNERABLE,
    about: str = "",
    start_rule: str = StartRule.RECEIVED,
    why: str = "",
) -> Agreement:
    """Mend the entry, or end the agreement early. The journal keeps what it said before, and why."""
    require(actor, May.MANAGE_PROGRAMMES, agreement.area_id)
    kept = Agreement.objects.select_for_update(no_key=True, of=("self",)).get(pk=agreement.pk)
    before = _said(kept)
    if kept.ends != ends:  # the warnings were of another last day; the journal keeps them
        kept.reminders.all().delete()
    kept.number, kept.branch, kept.starts, kept.ends = number.strip(), branch.strip(), starts, ends
    kept.extends, kept.parties, kept.scope, kept.about = extends, _lines(parties), scope, about.strip()
    kept.start_rule = start_rule
    _save(kept)
    record(
        f"agreement:{kept.public_id}",
        area=kept.area_id,
        why=why,
        facts=_said(kept) | {"before": before},
    )
    return kept


def _save(agreement: Agreement) -> None:
    filled("number", agreement.number)
    filled("branch", agreement.branch)
    for column, known in (("scope", Scope.values), ("start_rule", StartRule.values)):
        if getattr(agreement, column) not in known:
            raise UnusableInput(
                Text("Pilihan ini tidak dikenal", "This choice is not known"),
                Text("Pilih dari daftar", "Choose one of the list"),
                Place(column=column),
            )
    if agreement.scope == Scope.OTHER:
        filled("about", agreement.about)
    if agreement.ends < agreement.starts:
        raise ends_before()
    # One at a time for an area: two that overlap must not be added at once.
    Area.objects.select_for_update(no_key=True).get(pk=agreement.area_id)
    others = list(Agreement.objects.filter(area=agreement.area_id).exclude(pk=agreement.pk))
    if any(other.number == agreement.number for other in others):
        raise _number_taken(agreement.number)
    _check_extension(agreement, others)
    if found := overlaps(agreement, others):
        raise _overlapping(agreement, found[0])
    try:
        with transaction.atomic():
            agreement.save()
    except IntegrityError as error:  # of another area
        raise _number_taken(agreement.number) from error


def _check_extension(agreement: Agreement, others: list[Agreement]) -> None:
    extended = agreement.extends
    if extended is None:
        return
    if extended.area_id != agreement.area_id or agreement.starts <= extended.starts:
        raise UnusableInput(
            Text(
                f"Perpanjangan harus dari daerah yang sama dan mulai sesudah {extended.starts:%d-%m-%Y}",
                f"An extension must be of the same area and start after {extended.starts:%Y-%m-%d}",
            ),
            Text(
                "Periksa PKS yang diperpanjang dan tanggal mulainya", "Check the extended one and the start"
            ),
            Place(column="extends"),
        )
    if after := next((other for other in others if other.extends_id == extended.pk), None):
        raise UnusableInput(
            Text(
                f"{extended.number} sudah diperpanjang oleh {after.number}",
                f"{extended.number} is extended already, by {after.number}",
            ),
            Text("Perpanjang PKS yang terakhir", "Extend the last of the chain"),
            Place(column="extends"),
        )


def _overlapping(agreement: Agreement, found: Overlap) -> UnusableInput:
    id_days, en_days = (
        f"{date_in_words(found.first, tongue)} – {date_in_words(found.last, tongue)}"
        for tongue in ("id", "en")
    )
    is_own = agreement.extends_id == found.other.pk
    return UnusableInput(
        Text(
            f"Pada {id_days} lingkup ini sudah diatur oleh {found.other.number}",
            f"On {en_days} this scope is under {found.other.number} already",
        ),
        Text(
            f"Mulai pada hari sesudah {date_in_words(found.other.ends, 'id')}, atau akhiri PKS itu lebih dulu"
            if is_own
            else "Catat sebagai perpanjangannya, ubah tanggalnya, atau pilih lingkup lain",
            f"Begin on the day after {date_in_words(found.other.ends, 'en')}, or end that agreement earlier"
            if is_own
            else "Make it an extension of that one, change the dates, or choose another scope",
        ),
        Place(column="starts"),
    )


def _number_taken(number: str) -> UnusableInput:
    return UnusableInput(
        Text(f"PKS nomor {number} sudah ada", f"There is an agreement {number} already"),
        Text("Periksa nomornya", "Check the number"),
        Place(column="number"),
    )


def _lines(text: str) -> str:
    return "\n".join(line for raw in text.splitlines() if (line := " ".join(raw.split())))


def _said(agreement: Agreement) -> dict[str, Any]:
    names = ("number", "branch", "starts", "ends", "scope", "about", "start_rule")
    return {
        **{name: getattr(agreement, name) for name in names},
        "parties": agreement.parties.splitlines(),
        "extends": agreement.extends and agreement.extends.number,
    }


def remind_if_due(day: date) -> int:
    """The warnings of the day, one act for each agreement; returns how many. Called again it finds nothing to do."""
    made = 0
    for agreement in queries.ending(day):
        due = threshold((agreement.ends - day).days)
        if due is not None and not agreement.reminders.filter(days__lte=due).exists():
            remind(None, agreement, due, day)
            made += 1
    return made


@act("agreement.remind")
def remind(actor: Any, agreement: Agreement, days: int, day: date) -> Reminder:
    """Say once, by the office itself, that the agreement ends and what falls with it."""
    if actor is not None:
        require(actor, May.MANAGE_PROGRAMMES, agreement.area_id)
    falls = queries.falling([agreement], day)[agreement.pk]
    reminder = Reminder.objects.create(
        agreement=agreement, days=days, day=day, people=falls.people, rupiah=falls.rupiah
    )
    record(
        f"agreement:{agreement.public_id}",
        area=agreement.area_id,
        facts={"days": days, "ends": agreement.ends, "people": falls.people, "rupiah": falls.rupiah},
    )
    return reminder
