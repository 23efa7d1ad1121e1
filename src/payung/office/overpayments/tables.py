"""The lists of overpayments: by fund and reason, each finding, the months behind it, letters, histories."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.core.group_tables import GroupTable
from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.core.vault import masked
from payung.office.overpayments.models import Kind, State
from payung.office.overpayments.queries import payers

TONES = {
    State.FOUND: "stop",
    State.CLAIMED: "wait",
    State.CREDITED: "ok",
    State.REFUNDED: "ok",
    State.REFUSED: "muted",
}
KIND_WORDS = dict(Kind.choices)


def _fund(row: dict[str, Any]) -> str:
    return f"{row['fund__name']} {row['fund__year']}"


def _listed(row: dict[str, Any]) -> str:
    return f"{reverse('overpaid')}?dana={row['fund__public_id']}&sebab={row['kind']}"


_LOOKS = _(
    "The office looks every morning: for companies, zakat and donors who paid the full rate in months of relief, for "
    "months paid after death or after a wage job began, and for months paid by two payers. Payments from before "
    "Payung are looked at once their list is loaded."
)


class PayerTable(GroupTable):
    name = "overpaid-payers"
    title = _("Overpayments by fund and reason")
    columns = (
        Column("fund", _("Fund"), value=_fund, link=_listed, width=34),
        Column("kind", _("Reason"), words=KIND_WORDS, sort="kind", width=34),
        Column("person_months", _("Person-months"), kind="integer", sort="person_months", total="person_months"),
        Column("found_rupiah", _("Not claimed yet"), kind="rupiah", sort="found_rupiah", total="found_rupiah"),
        Column("claimed_rupiah", _("Claimed back"), kind="rupiah", sort="claimed_rupiah", total="claimed_rupiah"),
        Column("back_rupiah", _("Come back"), kind="rupiah", sort="back_rupiah", total="back_rupiah"),
        Column("refused_rupiah", _("Refused"), kind="rupiah", sort="refused_rupiah", total="refused_rupiah"),
    )  # fmt: skip
    empty_title = _("Nothing was paid too much")
    empty_words = _LOOKS

    def __init__(self, request: HttpRequest, groups: list[dict[str, Any]], *, may_claim: bool) -> None:
        super().__init__(request, groups)
        if may_claim:
            self.columns = (  # type: ignore[misc,assignment]
                *self.columns[:2],
                Column("step", _("Next step"), value=_step, link=_claim, exported=False, width=20),
                *self.columns[2:],
            )


def _step(row: dict[str, Any]) -> Words:
    return _("Make the claim letter") if row["found_rupiah"] else ""


def _claim(row: dict[str, Any]) -> str:
    return (
        reverse("overpaid_claim", args=[row["fund__public_id"], row["kind"]]) if row["found_rupiah"] else ""
    )


def _whom(named: bool) -> Any:
    def shown(row: Any) -> Any:
        if row.person is None:
            return _("Everybody on the bill or list")
        return row.person.name if named else masked(row.person.nik_tail)

    return shown


def _funds(request: HttpRequest) -> list[tuple[Any, Words]]:
    return [(fund.public_id, str(fund)) for fund in payers(request.user)]


class FindingTable(Table):
    name = "overpaid"
    title = _("Overpayments found")
    filters = (
        Filter("keadaan", _("State"), path="state", choices=State.choices),
        Filter("sebab", _("Reason"), path="kind", choices=Kind.choices),
        Filter("dana", _("Fund"), path="fund__public_id", choices=_funds),
        Filter("surat", _("Letter"), kind="text", path="letter__number"),
    )
    order = ("-rupiah", "pk")
    empty_title = _("No finding is like this")
    empty_words = _LOOKS

    def __init__(self, request: HttpRequest, rows: QuerySet[Any], *, named: bool) -> None:
        super().__init__(request, rows)
        self.columns = (  # type: ignore[misc]
            Column(
                "whom", _("Whom it concerns"), value=_whom(named), width=30,
                link=lambda row: reverse("overpayment", args=[row.public_id]),
            ),
            Column("kind", _("Reason"), sort="kind", words=KIND_WORDS, width=32),
            Column("fund", _("Fund"), sort=("fund__name", "fund__year"), value=lambda row: str(row.fund), width=30),
            Column("first_month", _("From month"), kind="month", sort="first_month"),
            Column("last_month", _("Until month"), kind="month", sort="last_month"),
            Column("months", _("Person-months"), kind="integer", sort="months", total="months"),
            Column("rupiah", _("Too much"), kind="rupiah", sort="rupiah", total="rupiah"),
            Column("since", _("Day of the evidence"), kind="date", sort="since"),
            Column(
                "state", _("State"), kind="status", sort="state", words=dict(State.choices), tones=TONES, width=20
            ),
        )  # fmt: skip


def _source(row: Any) -> str:
    if row.history is not None:
        return f"{row.history.document or row.history.file.file_name}"
    return str(row.bill.code or row.bill.month) if row.bill else ""


class ItemTable(Table):
    """The months behind a finding; of a month's finding the people are counted, not named."""

    name = "overpaid-months"
    title = _("Months behind the finding")
    columns = (
        Column("month", _("Month"), kind="month", sort="month"),
        Column("people", _("Person-months"), kind="integer", sort="people", total="people"),
        Column("paid", _("Was paid"), kind="rupiah", sort="paid", total="paid"),
        Column("rupiah", _("Too much"), kind="rupiah", sort="rupiah", total="rupiah"),
        Column(
            "bill", _("Bill or document"), value=_source, width=30,
            link=lambda row: reverse("bill", args=[row.bill.public_id]) if row.bill else "",
        ),
    )  # fmt: skip
    order = ("month", "pk")


class LetterTable(Table):
    name = "overpaid-letters"
    title = _("Claim letters")
    columns = (
        Column("number", _("Number"), sort="number", width=26, link=lambda row: reverse("overpaid_letter", args=[row.public_id])),
        Column("fund", _("Fund"), value=lambda row: str(row.fund), sort=("fund__name", "fund__year"), width=30),
        Column("kind", _("Reason"), words=KIND_WORDS, sort="kind", width=32),
        Column("dated", _("Date"), kind="date", sort="dated"),
        Column("months", _("Person-months"), kind="integer", sort="months", total="months"),
        Column("rupiah", _("Claimed"), kind="rupiah", sort="rupiah", total="rupiah"),
    )  # fmt: skip
    order = ("-dated", "-pk")
    empty_title = _("No letter was made yet")


class HistoryTable(Table):
    name = "payment-histories"
    title = _("Payments from before Payung")
    columns = (
        Column("file_name", _("File"), sort="file_name", width=30, link=lambda row: reverse("history", args=[row.public_id])),
        Column("fund", _("Fund"), value=lambda row: str(row.fund), sort=("fund__name", "fund__year"), width=30),
        Column("first_month", _("From month"), kind="month", sort="first_month"),
        Column("last_month", _("Until month"), kind="month", sort="last_month"),
        Column("known", _("Rows of known people"), kind="integer", sort="known", total="known"),
        Column("unknown", _("Rows of unknown people"), kind="integer", sort="unknown", total="unknown"),
        Column("rupiah", _("Rupiah"), kind="rupiah", sort="rupiah", total="rupiah"),
        Column("imported", _("Loaded"), kind="datetime", sort="imported"),
    )  # fmt: skip
    order = ("-imported", "-pk")
    empty_title = _("No payment from before Payung is loaded")
    empty_words = _("A list with NIK, month and rupiah, as the payer or BPJS keeps it, is enough.")


class HistoryLineTable(Table):
    name = "history-lines"
    title = _("Rows of the list")
    filters = (
        Filter(
            "orang",
            _("Person"),
            choices=(("kenal", _("Known to the office")), ("asing", _("Not known to the office"))),
            apply=lambda rows, value: rows.filter(person__isnull=value == "asing"),
        ),
        Filter("bulan", _("Month"), kind="month", path="month"),
    )
    order = ("row", "pk")

    def __init__(self, request: HttpRequest, rows: QuerySet[Any], *, named: bool, area: str) -> None:
        super().__init__(request, rows, area=area)
        self.columns = (  # type: ignore[misc]
            Column("row", _("Row"), kind="digits", sort="row", width=8),
            Column("whom", _("Person"), value=_line_person(named), width=30),
            Column("month", _("Month"), kind="month", sort="month"),
            Column("amount", _("Rupiah"), kind="rupiah", sort="amount", total="amount"),
            Column("document", _("SP2D"), sort="document", width=24),
            Column("dated", _("Date"), kind="date", sort="dated"),
        )


def _line_person(named: bool) -> Any:
    def shown(row: Any) -> Any:
        if row.person is None:
            return _("Not known to the office")
        return row.person.name if named else masked(row.person.nik_tail)

    return shown
