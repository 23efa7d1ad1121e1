"""The figures in groups, and the people behind each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.law.month import Month
from payung.office.core.group_tables import GroupTable
from payung.office.core.tables import Column, Table
from payung.office.core.vault import masked
from payung.office.cover.months import GATE_WORDS, gate_of
from payung.office.cover.participants import search_people
from payung.office.reconciliation.asking import Asked

DIMENSIONS = {
    "program": ("programme", _("By programme"), _("Programme")),
    "bulan": ("month", _("By month"), _("Month")),
    "dana": ("fund", _("By fund"), _("Fund")),
    "desa": ("village", _("By village"), _("Village")),
}


_FOLLOWING = {"program": "bulan", "bulan": "dana", "dana": "desa", "desa": "bulan"}


def only(per: str, code: Any) -> dict[str, str]:
    """One group of a dimension, in the words of an address."""
    if per == "bulan":
        return dict.fromkeys(("dari", "sampai"), str(Month.from_number(code)))
    return {{"program": "program", "dana": "dana", "desa": "wilayah"}[per]: code}


class ReconciledTable(GroupTable):
    """The four counts and the money between them, by one dimension of the question."""

    name = "reconciliation"
    empty_title = _("There are no person-months here")
    empty_words = _(
        "Person-months begin with an approved decision. Choose other months, or another programme."
    )

    def __init__(
        self,
        request: HttpRequest,
        groups: list[dict[str, Any]],
        asked: Asked,
        per: str,
        *,
        listed: bool,
        with_money: bool,
    ) -> None:
        super().__init__(request, groups, area=asked.programme.area_id if asked.programme else "")
        self.asked, self.per = asked, per
        self.first_order = "code" if per == "bulan" else "name"
        self.title = _("Reconciliation")  # type: ignore[misc]
        self.columns = tuple(self._columns(listed, with_money))  # type: ignore[misc]

    def _columns(self, listed: bool, with_money: bool) -> Iterator[Column]:
        label = DIMENSIONS[self.per][2]
        if self.per == "bulan":
            yield Column("code", label, kind="month", sort="code", link=self.into)
        elif self.per == "dana":
            yield Column(
                "name", label, value=lambda row: f"{row['name']} {row['year']}", sort="name", link=self.into
            )
        else:
            yield Column("name", label, sort="name", link=self.into, width=24)
        yield Column("decided_people", _("People decided"), kind="integer", sort="decided_people")
        for gate in ("decided", "enrolled", "billed", "paid"):
            yield Column(
                gate,
                GATE_WORDS[gate],
                kind="integer",
                sort=gate,
                total=gate,
                link=self.to_people(gate) if listed else None,
            )
        for key, words in (
            ("decided_rupiah", _("Rupiah decided")),
            ("billed_rupiah", _("Rupiah billed")),
            ("paid_rupiah", _("Rupiah paid")),
        ):
            yield Column(key, words, kind="rupiah", sort=key, total=key)
        yield Column(
            "open_rupiah",
            _("Decided, not paid"),
            kind="rupiah",
            sort="open_rupiah",
            total="open_rupiah",
        )
        if with_money:
            yield Column("left_over", _("Left over"), kind="rupiah", sort="left_over", total="left_over")

    def into(self, row: dict[str, Any]) -> str:
        asked = self.asked.address(**only(self.per, row["code"]), per=_FOLLOWING[self.per])
        return f"{reverse('reconciliation')}?{asked}"

    def to_people(self, gate: str) -> Callable[[Any], str]:
        def address(row: dict[str, Any]) -> str:
            if not row[gate]:
                return ""
            asked = self.asked.address(**only(self.per, row["code"]), gerbang=gate)
            return f"{reverse('reconciliation_people')}?{asked}"

        return address


class MonthsTable(Table):
    """The person-months behind a number by decree and line: for duties that see money and no names."""

    name = "reconciled-months"
    title = _("Behind the number")
    columns: Any = (  # type: ignore[misc]
        Column("village__name", _("Village"), width=24),
        Column("line__decision__number", _("SK"), width=28),
        Column("line__number", _("Line"), kind="integer"),
        Column("month", _("Month"), kind="month", sort="month"),
        Column("fund", _("Fund"), value=lambda row: str(row.fund)),
        Column(
            "gate",
            _("Gate"),
            kind="status",
            value=gate_of,
            words=GATE_WORDS,
            tones={"paid": "ok", "billed": "wait", "enrolled": "info", "decided": "muted"},
        ),
        Column(
            "due",
            _("Contribution"),
            kind="rupiah",
            value=lambda row: row.planned if row.due is None else row.due,
            width=14,
        ),
    )
    count_limit = 10_000
    empty_title = _("There is nobody here")
    empty_words = _("Nobody stands behind this number any more.")


class NamedMonthsTable(MonthsTable):
    name = "reconciled-people"
    title = _("People behind the number")
    columns = (  # type: ignore[misc]
        Column(
            "person__name",
            _("Name"),
            link=lambda row: reverse("participant", args=[row.person.public_id]),
            width=30,
        ),
        Column("nik", _("NIK"), kind="digits", value=lambda row: masked(row.person.nik_tail), width=20),
        *MonthsTable.columns,
    )
    search_hint = _("Beginning of the name")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return search_people(rows, words, "person__")
