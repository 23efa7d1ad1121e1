"""The lists of decisions and of their lines."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.core.language import page_language
from payung.office.core.names import begins_with, folded
from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.core.vault import masked
from payung.office.decisions import reasons
from payung.office.decisions.models import Line, State, Withdrawal
from payung.office.funding.queries import funds
from payung.office.programmes.queries import programmes

TONES = {
    State.DRAFT: "muted",
    State.SUBMITTED: "wait",
    State.APPROVED: "ok",
    State.RETURNED: "stop",
    State.DISCARDED: "muted",
}


def _programmes(request: HttpRequest) -> list[tuple[Any, Words]]:
    return list(programmes(request.user).values_list("public_id", "name"))


def _of_fund(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(pk__in=Line.objects.filter(fund__public_id=value, taken=True).values("decision_id"))


class DecisionTable(Table):
    name = "decisions"
    title = _("Decisions")
    columns = (
        Column(
            "name", _("List"), value=str, width=30, link=lambda row: reverse("decision", args=[row.public_id])
        ),
        Column("programme__name", _("Programme"), sort="programme__name", width=30),
        Column("state", _("State"), kind="status", sort="state", words=dict(State.choices), tones=TONES),
        Column("people", _("People"), kind="integer", sort="people"),
        Column("waiting", _("Waiting"), kind="integer", sort="waiting"),
        Column("rupiah", _("Contribution"), kind="rupiah", sort="rupiah"),
        Column("dated", _("Date"), kind="date", sort="dated"),
        Column("generated", _("Made"), kind="datetime", sort="generated"),
    )
    filters = (
        Filter("program", _("Programme"), path="programme__public_id", choices=_programmes),
        Filter("keadaan", _("State"), path="state", choices=State.choices),
        Filter(
            "dana",
            _("Fund"),
            choices=lambda request: list(funds(request.user).values_list("public_id", "name")),
            apply=_of_fund,
        ),
    )
    order = ("-generated",)
    search_hint = _("Number of the decree")
    empty_title = _("There is no list yet")
    empty_words = _("A list is made from the accepted proposals, within the quotas and the funds.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(number__icontains=words)


def _nik(row: Line) -> str:
    return masked(row.row.nik_tail)


def _rank(row: Line) -> str:
    return " · ".join(str(value) for value in row.rank if value is not None)


class _LinesTable(Table):
    """``sums``: how many lines there are in all, and their rupiah; they are frozen with the list."""

    def __init__(
        self, request: HttpRequest, rows: QuerySet[Any], *, sums: tuple[int, int], area: str = ""
    ) -> None:
        super().__init__(request, rows, area=area)
        self._sums = sums

    @cached_property
    def _figures(self) -> dict[str, int]:
        if self.is_narrowed:
            found: dict[str, int] = super()._figures
            return found
        return {"rows_in_all": self._sums[0], "sum_rupiah": self._sums[1]}

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return begins_with(rows, words, "row__name")

    def _order_by(self, rows: QuerySet[Any]) -> list[Any]:
        """By name, and of a search, in the order of the index of proposed people's names: a million lines are neither
        sorted nor walked through."""
        if self.order_asked.removeprefix("-") == "row__name" or (self.words and not self.order_asked):
            name = folded("row__name")
            return [name.desc(), "-row_id"] if self.order_asked.startswith("-") else [name.asc(), "row_id"]
        return super()._order_by(rows)


class TakenTable(_LinesTable):
    name = "taken"
    title = _("People on the list")
    columns = (
        Column("number", _("No."), kind="digits", sort="number", width=8),
        Column("row__name", _("Name"), sort="row__name", width=30),
        Column("nik", _("NIK"), kind="digits", value=_nik),
        Column("village__name", _("Village"), sort="village__name", width=24),
        Column("row__occupation", _("Work"), sort="row__occupation", width=24),
        Column("fund__name", _("Fund"), sort="fund__name", width=24),
        Column("months", _("Months"), kind="integer", sort="months"),
        Column("rupiah", _("Contribution"), kind="rupiah", sort="rupiah", total="rupiah"),
    )
    order = ("number",)
    search_hint = _("Beginning of the name")
    empty_title = _("Nobody has a place on this list")


class WaitingTable(_LinesTable):
    name = "waiting"
    title = _("Waiting list")
    columns = (
        Column("number", _("Position"), kind="digits", sort="number", width=10),
        Column("row__name", _("Name"), sort="row__name", width=30),
        Column("nik", _("NIK"), kind="digits", value=_nik),
        Column("village__name", _("Village"), sort="village__name", width=24),
        Column(
            "why", _("Why they wait"), sort="why", width=40,
            value=lambda row: reasons.in_words(row.why).to(page_language()),
        ),
        Column("rank", _("Ground of the order"), value=_rank, width=24),
    )  # fmt: skip
    filters = (
        Filter(
            "sebab",
            _("Why they wait"),
            path="why",
            choices=lambda request: [
                (code, words.to(page_language())) for code, words in reasons.WORDS.items()
            ],
        ),
    )
    order = ("number",)
    search_hint = _("Beginning of the name")
    empty_title = _("Nobody waits")


class LeavingTable(Table):
    name = "leaving"
    title = _("People who leave")
    columns = (
        Column("line__number", _("No."), kind="digits", sort="line__number", width=8),
        Column("line__row__name", _("Name"), sort="line__row__name", width=30),
        Column("line__village__name", _("Village"), sort="line__village__name", width=24),
        Column("why", _("Why they leave"), sort="why", words=dict(Withdrawal.Why.choices)),
        Column("from_month", _("First month without cover"), kind="month", sort="from_month"),
        Column("months", _("Months taken back"), kind="integer", sort="months", total="months"),
        Column("rupiah", _("Rupiah given back"), kind="rupiah", sort="rupiah", total="rupiah"),
    )
    order = ("line__number",)
    empty_title = _("Nobody leaves")
