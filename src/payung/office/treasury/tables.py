"""Lists of registers and of their orders."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.law.month import Month
from payung.office.core.language import page_language
from payung.office.core.tables import Column, Filter, Table
from payung.office.core.vault import unseal_fields
from payung.office.treasury.models import SEALED, Order

TONES = {
    "pays": "ok",
    "perhaps": "wait",
    "several": "wait",
    "recorded": "ok",
    "clashes": "stop",
    "unclear": "stop",
    "other": "",
}


class RegisterTable(Table):
    name = "treasury-registers"
    title = _("Registers of SP2D")
    columns = (
        Column("file_name", _("File"), sort="file_name", width=30, link=lambda row: reverse("register", args=[row.public_id])),
        Column("area", _("Area"), value=lambda row: row.area.name, sort="area__name", width=24),
        Column("rows", _("SP2D"), kind="integer", sort="rows", total="rows"),
        Column("recorded", _("Recorded"), kind="integer", sort="recorded"),
        Column("waiting", _("Waiting for you"), kind="integer", sort="waiting"),
        Column("rupiah", _("Rupiah"), kind="rupiah", sort="rupiah", total="rupiah"),
        Column("imported", _("Loaded"), kind="datetime", sort="imported"),
    )  # fmt: skip
    order = ("-imported", "-pk")
    empty_title = _("No register of SP2D is loaded")
    empty_words = _(
        "Load the treasury's list as it is: each SP2D of contributions finds its bill by payment code, SPM or amount."
    )


def _told(row: Order) -> str:
    private = unseal_fields(row.sealed, SEALED) if bytes(row.sealed) else {}
    return " · ".join(text for text in (private.get("purpose", ""), private.get("payee", "")) if text)


def _bill(row: Order) -> str:
    if row.bill is None:
        return ""
    return f"{row.bill.fund}, {Month.from_number(row.bill.month).to(page_language())}"


class OrderTable(Table):
    name = "treasury-orders"
    title = _("SP2D of the register")
    filters = (
        Filter("hasil", _("Finding"), path="finding", choices=Order.Finding.choices),
        Filter("nomor", _("SP2D number"), kind="text", path="document"),
    )
    order = ("row", "pk")
    empty_title = _("No SP2D is like this")

    def __init__(self, request: HttpRequest, rows: Any, *, may_record: bool, area: str) -> None:
        super().__init__(request, rows, area=area)
        self.columns = (  # type: ignore[misc]
            Column("document", _("SP2D"), sort="document", width=24, link=_address if may_record else None),
            Column("dated", _("Date"), kind="date", sort="dated"),
            Column("amount", _("Rupiah"), kind="rupiah", sort="amount", total="amount"),
            Column(
                "finding",
                _("Finding"),
                kind="status",
                sort="finding",
                words=dict(Order.Finding.choices),
                tones=TONES,
            ),
            Column("bill", _("Bill"), value=_bill, width=30, link=_bill_address),
            Column("reason", _("Remark"), width=44),
            Column("told", _("Description"), value=_told, width=44),
            Column("row", _("Row"), kind="digits", sort="row", width=8),
        )


def _address(row: Order) -> str:
    return reverse("order", args=[row.register.public_id, row.public_id])


def _bill_address(row: Order) -> str:
    return reverse("bill", args=[row.bill.public_id]) if row.bill else ""
