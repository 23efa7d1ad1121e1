"""The work list of places that fell free."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.core.vault import masked
from payung.office.decisions.models import Vacancy, Withdrawal
from payung.office.decisions.vacancies import STANDINGS
from payung.office.programmes.queries import programmes

TONES = {"open": "stop", "drafted": "wait", "filled": "ok", "dismissed": "muted"}


def _at(row: Vacancy) -> str:
    return reverse("vacancy", args=[row.public_id])


class VacancyTable(Table):
    name = "vacancies"
    title = _("Places that fell free")
    columns = (
        Column("line__row__name", _("Name"), sort="line__row__name", link=_at, width=28),
        Column(
            "standing", _("State"), kind="status", sort="standing", words=STANDINGS, tones=TONES, width=22
        ),
        Column("why", _("Why they leave"), sort="why", words=dict(Withdrawal.Why.choices), width=20),
        Column("village__name", _("Village"), sort="village__name", width=22),
        Column("first_month", _("First month without cover"), kind="month", sort="first_month"),
        Column("since", _("Since"), kind="date", sort="since"),
        Column("source", _("Known from"), sort="source", words=dict(Vacancy.Source.choices), width=24),
        Column(
            "decree",
            _("SK and number"),
            value=lambda row: f"{row.line.decision.number}, {row.line.number}",
            width=26,
        ),
        Column("nik", _("NIK"), kind="digits", value=lambda row: masked(row.line.row.nik_tail), width=20),
    )
    filters = (
        Filter("keadaan", _("State"), path="standing", choices=tuple(STANDINGS.items())),
        Filter("sebab", _("Why they leave"), path="why", choices=Withdrawal.Why.choices),
        Filter(
            "program",
            _("Programme"),
            path="line__decision__programme__public_id",
            choices=lambda request: list(programmes(request.user).values_list("public_id", "name")),
        ),
    )
    order = ("first_month", "pk")
    search_hint = _("Name")
    empty_title = _("No place fell free")
    empty_words = _(
        "Places appear here when a member dies, moves, finds work with wages, declines or turns 65 before entry: from "
        "the sweeps, from claims, or when somebody reports it."
    )

    def __init__(self, request: HttpRequest, rows: QuerySet[Any], *, may_report: bool) -> None:
        super().__init__(request, rows)
        self.may_report = may_report

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(line__row__name__icontains=words)

    def empty_action(self) -> tuple[str, Words] | None:
        return (reverse("vacancy_report"), _("Report somebody who leaves")) if self.may_report else None
