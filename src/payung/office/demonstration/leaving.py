"""Farmers who leave the running list, one replacement under way, and what a company paid before Payung."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from django.db.models import Sum
from django.utils import timezone

from payung.errors import UnusableInput
from payung.law.month import Month
from payung.office.core.vault import unseal_fields
from payung.office.decisions import actions as decisions
from payung.office.decisions.models import Decision, State
from payung.office.demonstration.characters import Office
from payung.office.demonstration.setting_up import ONE_ORDER
from payung.office.funding.actions import create_fund, create_sponsor
from payung.office.overpayments import actions as overpayments
from payung.office.overpayments.models import Finding
from payung.office.people.models import SEALED, Person

_COMPANY, _YEAR, _FARMERS = "PT Bukit Asam (peragaan)", 2026, 300
_RATE = 16_800
# Who leaves: number on the annex, why, how it is known.
_LEAVING = (
    (7, "moved", "Surat pindah, desa asal"),
    (19, "job", "Diterima bekerja di tambang"),
    (23, "declined", "Menolak, tertulis"),
)


def leave(office: Office, programme_name: str) -> None:
    """Three people are reported, the office notes who else left; the first place is drafted and submitted."""
    decision = Decision.objects.filter(
        programme__name=programme_name, programme__area=office.region.code, state=State.APPROVED
    ).earliest("pk")
    today = timezone.localdate()
    for number, why, note in _LEAVING:
        lines = list(decision.lines.filter(taken=True, number=number))
        try:
            places = decisions.report(office.verifier, decision, lines, why=why, since=today, note=note)
        except UnusableInput:  # the list ends with this month: nobody is replaced any more
            return
        if why == "moved":
            draft = decisions.propose_replacements(
                office.verifier, decision, places, first_month=(Month.of(today) + 1).number
            )
            decisions.submit(office.verifier, draft)
    decisions.gather(office.verifier)


def company_history(office: Office, folder: Path) -> None:
    """The company paid one month for 300 farmers, Rp5.04 million as the press says; in May 2026 half of it was owed.

    Whom another fund paid for that month too is found as paid twice, with the whole month: another letter's matter.
    """
    people = Person.objects.filter(
        village__regency=office.region.code, lines__decision__programme__name__contains="2024"
    )
    chosen = list(people.distinct().order_by(*ONE_ORDER)[:_FARMERS])
    path = folder / "riwayat-csr-2026-05.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["NIK", "Nama", "Bulan Iuran", "Jumlah Iuran", "Bukti Transfer", "Tanggal"])
        for person in chosen:
            nik = unseal_fields(person.sealed, SEALED)["nik"]
            writer.writerow([nik, person.name, "2026-05", _RATE, "TRF/PERAGAAN/1", "2026-05-18"])
    sponsor = create_sponsor(office.manager, office.region.code, name=_COMPANY)
    fund = create_fund(
        office.manager,
        sponsor,
        area_code=office.region.code,
        name="CSR petani",
        payer="csr",
        year=_YEAR,
        ceiling=None,
    )
    overpayments.import_history(office.treasurer, fund, path, file_name=path.name)
    overpayments.find(office.treasurer)
    overpayments.claim(
        office.treasurer,
        fund,
        "relief",
        number="560/PERAGAAN/51",
        dated=date(2026, 6, 2),
        expected=Finding.objects.filter(fund=fund, kind="relief").aggregate(all=Sum("rupiah"))["all"],
    )
