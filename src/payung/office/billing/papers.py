"""A bill as PDF and workbook, in the terms of ``payung.documents``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from payung.documents.bill import Bill as Paper
from payung.documents.bill import BillLine as PaperLine
from payung.documents.bill import bill_pdf, bill_xlsx
from payung.language import Language, rupiah
from payung.law.month import Month
from payung.office.accounts.permissions import May, require
from payung.office.billing.models import Bill, BillLine
from payung.office.core.vault import unseal, unseal_fields
from payung.office.cover.models import SEALED_KPJ, PersonMonth
from payung.office.journal.acts import act, record
from payung.office.people.models import SEALED


def number(bill: Bill) -> str:
    return f"{bill.month}/{bill.fund.name}/{bill.part}"


def working(line: BillLine) -> str:
    """JKK Rp10.000 + JKM Rp6.800 = Rp16.800"""
    parts = [("JKK", line.jkk), ("JKM", line.jkm), ("JHT", line.jht)]
    return " + ".join(f"{name} {rupiah(part)}" for name, part in parts if part) + f" = {rupiah(line.due)}"


def citations(line: BillLine, language: Language) -> list[str]:
    return [each[language] for each in line.working.get("citations", [])]


def doubts(line: BillLine, language: Language) -> list[str]:
    return [each[language] for each in line.working.get("doubts", [])]


def paper(bill: Bill) -> Paper:
    lines = list(bill.lines.all())
    return Paper(
        number=number(bill),
        issued=timezone.localtime(bill.issued).date(),
        fund=str(bill.fund),
        month=Month.from_number(bill.month),
        programme=bill.programme.name,
        region=bill.programme.area.name,
        lines=tuple(
            PaperLine(
                title=_SECTORS[line.sector],
                people=line.people,
                rate=line.due,
                working=working(line),
                citations=tuple(citations(line, "id")),
            )
            for line in lines
        ),
        total=bill.total,
        payment_code=bill.code,
        doubts=tuple(dict.fromkeys(said for line in lines for said in doubts(line, "id"))),
    )


_SECTORS = {"other": "Pekerjaan selain transportasi", "transport": "Transportasi"}


@act("bill.download")
def download(actor: Any, bill: Bill, form: str) -> bytes:
    """The bill without names. The money's own people may have it, a sponsor too."""
    content = bill_pdf(paper(bill)) if form == "pdf" else bill_xlsx(paper(bill))
    record(f"bill:{bill.public_id}", area=bill.programme.area_id, facts={"form": form})
    return content


@act("bill.download_members")
def download_members(actor: Any, bill: Bill) -> bytes:
    """The workbook with the list behind the bill: whole NIK and KPJ, so only for who may see them."""
    area = bill.programme.area_id
    require(actor, May.SEE_PEOPLE, area)
    require(actor, May.SEE_NIK, area)
    content = bill_xlsx(paper(bill), _members(bill))
    record(f"bill:{bill.public_id}", area=area, facts={"people": bill.people})
    return content


def _members(bill: Bill) -> Iterator[dict[str, Any]]:
    months = (
        PersonMonth.objects.filter(bill_line__bill=bill)
        .order_by("village_id", "person__name", "pk")
        .values_list("person__sealed", "person__memberships__sealed", "person__name", "village__name", "due")
    )
    for sealed, kpj, name, village, due in months.iterator(chunk_size=10_000):
        yield {
            "nik": unseal_fields(sealed, SEALED)["nik"],
            "kpj": unseal(kpj, SEALED_KPJ).decode() if kpj is not None else "",
            "name": name,
            "village": village,
            "rate": due,
        }
