"""A company's programme that ran from May 2026, for the tests of overpayments."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from office.world import MUARO, PEMATANG, accepted, approved, enrolled, fund, nik, programme
from payung.office.billing.actions import issue_bills, record_payment
from payung.office.overpayments import actions

HALF, FULL = 8_400, 16_800


def company(manager, other_manager, branch, folder, *, people=4, payer="csr", name="CSR"):
    """Decided and enrolled; May to December 2026, when who is no public budget owes half."""
    made = programme(manager, name, payer=payer)
    accepted(made, manager, [MUARO] * (people - 1) + [PEMATANG])
    decree = approved(manager, other_manager, made)
    enrolled(branch, decree, folder, range(people))
    return decree


def billed_and_paid(treasurer, made, month, amount=None, document=""):
    (bill,) = issue_bills(treasurer, made, month).bills
    document = document or f"SP2D-{month}"
    return record_payment(
        treasurer, bill, document=document, dated=date(2026, 11, 2), amount=amount or bill.total
    ).bill


def history_file(folder: Path, rows, name="riwayat.csv"):
    """``rows``: number of the person (of ``nik``) or whole NIK, month, amount, SP2D, date."""
    path = folder / name
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["NIK", "Nama", "Bulan Iuran", "Jumlah Iuran", "No SP2D", "Tanggal SP2D"])
        for who, month, amount, document, dated in rows:
            digits = nik(who) if isinstance(who, int) else who
            writer.writerow([digits, "Seseorang", month, amount, document, dated])
    return path


def loaded(treasurer, manager, folder, rows, *, payer="csr", name="CSR lama", **more):
    given = more.pop("fund", None) or fund(manager, name, payer=payer, year=2025)
    path = history_file(folder, rows, more.pop("file", f"{name}.csv"))
    return actions.import_history(treasurer, given, path, file_name=path.name, **more)
