"""What is owed is set; reports are made by themselves, sent with a letter, and taken; each is an act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month, date_in_words
from payung.office.accounts.permissions import May, Refused, require
from payung.office.areas.models import Area
from payung.office.core import store
from payung.office.funding.models import Sponsor
from payung.office.journal.acts import act, record
from payung.office.reports import contents, papers, queries
from payung.office.reports.models import STORED_REPORT, Obligation, Recipient, Report
from payung.office.reports.periods import Period, last_ended, owed

_LONGEST_AGO = 24  # months


@act("report.owe")
def owe(
    actor: Any,
    area: Area,
    *,
    recipient: str,
    every: str,
    due_days: int,
    first_month: int,
    sponsor: Sponsor | None = None,
    basis: str = "",
) -> Obligation:
    """Say that a report is owed. Raises UnusableInput where the same is owed already, or the sponsor does not fit."""
    require(actor, May.MANAGE_REPORTS, area.pk)
    _check_owed(actor, recipient, first_month, sponsor)
    try:
        with transaction.atomic():
            made = Obligation.objects.create(
                area=area,
                recipient=recipient,
                sponsor=sponsor,
                every=every,
                due_days=due_days,
                first_month=first_month,
                basis=basis,
                made_by=actor,
            )
    except IntegrityError as error:
        raise UnusableInput(
            Text("Laporan ini sudah ada dalam daftar kewajiban", "This report is owed already"),
            Text(
                "Hentikan dulu yang lama bila jadwalnya berubah",
                "Stop the old one first where its days change",
            ),
            Place(column="recipient"),
        ) from error
    record(
        f"obligation:{made.public_id}",
        area=area.pk,
        facts={
            "recipient": recipient,
            "sponsor": sponsor.public_id if sponsor else "",
            "every": every,
            "due_days": due_days,
            "first_month": first_month,
        },
    )
    return made


def _check_owed(actor: Any, recipient: str, first_month: int, sponsor: Sponsor | None) -> None:
    if (recipient == Recipient.SPONSOR) != (sponsor is not None):
        raise UnusableInput(
            Text(
                "Penyandang dana diisi hanya untuk laporan kepada penyandang dana",
                "A sponsor is named for reports to sponsors, and only there",
            ),
            Text("Pilih penyandang dananya, atau kosongkan", "Choose the sponsor, or leave it empty"),
            Place(column="sponsor"),
        )
    if sponsor is not None:
        require(actor, May.MANAGE_REPORTS, sponsor.area_id)
    if Month.of(timezone.localdate()) - Month.from_number(first_month) > _LONGEST_AGO:
        raise UnusableInput(
            Text(
                "Periode pertama lebih dari dua tahun lalu", "The first period lies more than two years back"
            ),
            Text(
                "Pilih bulan yang lebih baru: laporan lama tidak dibuat surut",
                "Choose a later month: old reports are not made afterwards",
            ),
            Place(column="first_month"),
        )


@act("report.stop")
def stop(actor: Any, obligation: Obligation, why: str) -> Obligation:
    """No more of these reports; those that were made stay."""
    require(actor, May.MANAGE_REPORTS, obligation.area_id)
    why = " ".join(why.split())
    if not why:
        raise UnusableInput(
            Text("Alasannya belum diisi", "The reason is missing"),
            Text("Tulis mengapa laporan ini tidak lagi wajib", "Write why this report is no longer owed"),
            Place(column="why"),
        )
    Obligation.objects.filter(pk=obligation.pk).update(stopped=True)
    obligation.stopped = True
    record(f"obligation:{obligation.public_id}", area=obligation.area_id, why=why)
    return obligation


@act("report.make")
def make(actor: Any, obligation: Obligation, period: Period) -> Report:
    """The report of a period as things stand now. ``actor`` None is the office itself, on the day it is due."""
    if actor is not None:
        require(actor, May.MANAGE_REPORTS, obligation.area_id)
    now = timezone.now()
    day = timezone.localdate(now)
    if period.last.last_day() >= day:
        raise UnusableInput(
            Text(f"{period.to('id')} belum berakhir", f"{period.to('en')} has not ended"),
            Text("Tunggu sampai periodenya selesai", "Wait until it has"),
        )
    if Report.objects.filter(obligation=obligation, first_month=period.first.number).exists():
        raise UnusableInput(
            Text(
                f"Laporan {period.to('id')} sudah dibuat", f"The report of {period.to('en')} was made already"
            ),
            Text("Laporan yang sudah dibuat tidak diubah", "A report that was made is not changed"),
        )
    content = contents.content_of(obligation, period)
    sha256 = contents.hash_of(content)
    book = store.keep([papers.workbook(content, day)], STORED_REPORT)
    paper = store.keep([papers.pdf(content, day, sha256)], STORED_REPORT)
    made = Report.objects.create(
        obligation=obligation,
        first_month=period.first.number,
        last_month=period.last.number,
        due=period.due(obligation.due_days),
        content=content,
        sha256=sha256,
        xlsx=book.name,
        xlsx_sha256=book.sha256,
        pdf=paper.name,
        pdf_sha256=paper.sha256,
        made=now,
        made_by=actor,
    )
    record(
        f"report:{made.public_id}",
        area=obligation.area_id,
        facts={
            "obligation": obligation.public_id,
            "first_month": made.first_month,
            "last_month": made.last_month,
            "sha256": sha256,
            "xlsx": book.sha256,
            "pdf": paper.sha256,
        },
    )
    return made


def make_last(actor: Any, obligation: Obligation) -> Report:
    """The report of the last period that has ended, before its day."""
    period = last_ended(obligation, timezone.localdate())
    if period is None:
        raise UnusableInput(
            Text("Periode pertama belum berakhir", "The first period has not ended"),
            Text("Laporan dibuat sendiri pada harinya", "The report is made by itself on its day"),
        )
    return make(actor, obligation, period)


def make_due(day: date) -> int:
    """Every report that is due and was not made yet; returns how many were made."""
    made = 0
    known = set(Report.objects.values_list("obligation", "first_month"))
    for obligation in Obligation.objects.filter(stopped=False).select_related("area", "sponsor"):
        for period in owed(obligation, day):
            if (obligation.pk, period.first.number) not in known:
                with transaction.atomic():
                    make(None, obligation, period)
                made += 1
    return made


@act("report.sent")
def mark_sent(actor: Any, report: Report, *, dated: date, letter: str) -> Report:
    """It went out, with a letter. Raises UnusableInput; a mark stays as it was made."""
    require(actor, May.MANAGE_REPORTS, report.obligation.area_id)
    letter = " ".join(letter.split())[:120]
    kept = Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    wrong = _why_not_sent(kept, dated, letter)
    if wrong:
        raise wrong
    kept.sent, kept.letter, kept.sent_by = dated, letter, actor
    kept.save(update_fields=["sent", "letter", "sent_by"])
    record(
        f"report:{kept.public_id}",
        area=report.obligation.area_id,
        facts={"dated": dated, "letter": letter, "sha256": kept.sha256},
    )
    return kept


def _why_not_sent(report: Report, dated: date, letter: str) -> UnusableInput | None:
    if report.sent:
        return UnusableInput(
            Text(
                f"Laporan ini sudah dikirim pada {date_in_words(report.sent, 'id')} dengan surat {report.letter}",
                f"This report went out on {date_in_words(report.sent, 'en')} with letter {report.letter}",
            ),
            Text("Tidak ada yang berubah", "Nothing was changed"),
        )
    if not letter:
        return UnusableInput(
            Text("Nomor surat belum diisi", "The letter's number is missing"),
            Text("Isi nomor surat pengantarnya", "Fill the number of the covering letter"),
            Place(column="letter"),
        )
    if not timezone.localdate(report.made) <= dated <= timezone.localdate():
        return UnusableInput(
            Text(
                "Tanggal kirim harus sejak laporan dibuat sampai hari ini",
                "The day of sending lies between the making of the report and today",
            ),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="dated"),
        )
    return None


@act("report.take")
def take(actor: Any, report: Report, form: str) -> Iterator[bytes]:
    """The workbook (``xlsx``) or the ``pdf``, as it was made."""
    if not queries.reports(actor).filter(pk=report.pk).exists():
        raise Refused(May.SEE_MONEY, report.obligation.area_id)
    name, sha256 = (report.pdf, report.pdf_sha256) if form == "pdf" else (report.xlsx, report.xlsx_sha256)
    record(
        f"report:{report.public_id}",
        area=report.obligation.area_id,
        facts={"form": form, "sha256": sha256},
    )
    return store.read(name, STORED_REPORT)
