"""The lists of submissions, of their rows, and of what was skipped."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area, Level
from payung.office.core.language import page_language
from payung.office.core.names import FOLDED, begins_with, folded
from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.core.vault import masked
from payung.office.programmes.models import Programme
from payung.office.proposals import queries
from payung.office.proposals.models import Outcome, Row, SkippedRow, Stage
from payung.office.proposals.reasons import all_reasons, reason
from payung.office.proposals.words import (
    OUTCOME_TONES,
    SEEN_STANDINGS,
    STAGE_TONES,
    STANDING_TONES,
    WHY_SKIPPED,
)


def _programmes(request: HttpRequest) -> list[tuple[Any, Words]]:
    seen = Programme.objects.filter(scope(request.user, May.SEE_PROPOSALS).around("area"))
    return [(programme.public_id, programme.name) for programme in seen]


def _villages(request: HttpRequest) -> list[tuple[Any, Words]]:
    seen = Area.objects.filter(scope(request.user, May.SEE_PROPOSALS).within(""), level=Level.VILLAGE)
    return list(seen.order_by("name").values_list("code", "name"))


def _reasons(request: HttpRequest) -> list[tuple[Any, Words]]:
    language = page_language()
    blank = {"value": "…", "matched_name": "…", "score": "…"}
    return [(code, each.said(blank).to(language)[:80]) for code, each in all_reasons().items()]


def first_reason(row: Row) -> str:
    """The gravest reason in short words; further ones are counted."""
    codes = [code for code in row.reasons.split(";") if code]
    if not codes:
        return ""
    blank = {"value": "…", "matched_name": "…", "score": "…"}
    more = f" (+{len(codes) - 1})" if len(codes) > 1 else ""
    return reason(codes[0]).said(blank).to(page_language()) + more


def checked(first: str, last: str) -> Q:
    """Rows checked in these months (2026-01); "" leaves a side open."""
    asked = Q()
    if first:
        asked &= Q(submission__verified_on__gte=Month.parse(first).first_day())
    if last:
        asked &= Q(submission__verified_on__lte=Month.parse(last).last_day())
    return asked


class SubmissionTable(Table):
    name = "submissions"
    title = _("Proposals")
    columns = (
        Column(
            "file_name",
            _("File"),
            sort="file_name",
            link=lambda row: reverse("submission", args=[row.public_id]),
            width=30,
        ),
        Column("area.name", _("Area"), sort="area__name"),
        Column("programme.name", _("Programme"), sort="programme__name"),
        Column("stage", _("State"), kind="status", words=dict(Stage.choices), tones=STAGE_TONES),
        Column("people", _("People"), kind="integer", sort="people", total="people"),
        Column("eligible", _("Eligible"), kind="integer", sort="eligible", total="eligible"),
        Column("review", _("To review"), kind="integer", sort="review", total="review"),
        Column("refused", _("Refused"), kind="integer", sort="refused", total="refused"),
        Column("uploaded", _("Sent"), kind="datetime", sort="uploaded"),
    )
    filters = (
        Filter("program", _("Programme"), path="programme__public_id", choices=_programmes),
        Filter("keadaan", _("State"), path="stage", choices=Stage.choices),
    )
    order = ("-pk",)
    search_hint = _("File or area")
    empty_title = _("No list has been sent yet")
    empty_words = _(
        "Send the village's spreadsheet as it is: titles, merged cells and several sheets are understood."
    )

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(file_name__icontains=words) | rows.filter(area__name__icontains=words)

    def empty_action(self) -> tuple[str, Words] | None:
        if scope(self.request.user, May.PROPOSE):
            return reverse("propose"), _("Send a list")
        return None


class RowTable(Table):
    name = "rows"
    title = _("Proposed people")
    columns = (
        Column(
            "name",
            _("Name"),
            sort="name",
            link=lambda row: reverse("row", args=[row.public_id]),
            value=lambda row: row.name or "-",
            width=28,
        ),
        Column("standing", _("Now"), kind="status", words=dict(SEEN_STANDINGS), tones=STANDING_TONES),
        Column("reasons", _("Why"), value=first_reason, width=48),
        Column("village.name", _("Village"), sort="village__name"),
        Column("occupation", _("Occupation"), sort="occupation"),
        Column("nik_tail", _("NIK"), kind="digits", value=lambda row: masked(row.nik_tail)),
        Column("birth_date", _("Birth date"), kind="date", sort="birth_date"),
        Column("outcome", _("Checks"), kind="status", words=dict(Outcome.choices), tones=OUTCOME_TONES),
    )
    filters = (
        Filter("program", _("Programme"), path="programme__public_id", choices=_programmes),
        Filter("desa", _("Village"), path="village_id", choices=_villages),
        Filter("hasil", _("Checks"), path="outcome", choices=Outcome.choices),
        Filter("kini", _("Now"), path="standing", choices=SEEN_STANDINGS),
        Filter(
            "alasan",
            _("Why"),
            choices=_reasons,
            apply=lambda rows, code: rows.filter(pk__in=queries.rows_with_reason(code)),
        ),
        Filter(
            "nasib",
            _("What became of it"),
            choices=(("sekali", _("Each person once")), ("gugur", _("Fell out")), ("tunggu", _("Waits"))),
            apply=lambda rows, fate: rows.filter(queries.FATES[fate]),
        ),
        Filter(
            "dari", _("Checked from"), kind="month", apply=lambda rows, value: rows.filter(checked(value, ""))
        ),
        Filter(
            "sampai",
            _("Checked until"),
            kind="month",
            apply=lambda rows, value: rows.filter(checked("", value)),
        ),
    )
    order = ("-submission_id", "position")
    count_limit = 10_000  # counting on takes longer than the page itself
    search_hint = _("Beginning of the name")
    empty_title = _("Nobody has been proposed here yet")
    empty_words = _("People appear here once a list that was sent has been checked.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return begins_with(rows, words)

    def _order_by(self, rows: QuerySet[Any]) -> list[Any]:
        if self.words and not self.order_asked:
            return [FOLDED, "pk"]
        if self.order_asked.removeprefix("-") == "name":  # the index of names, from either end
            down = self.order_asked != "name"
            return [folded().desc(), "-pk"] if down else [folded().asc(), "pk"]
        return super()._order_by(rows)


class SkippedTable(Table):
    name = "skipped"
    title = _("Skipped rows")
    columns = (
        Column("sheet", _("Sheet"), sort="sheet"),
        Column("row", _("Row"), kind="integer", sort="row"),
        Column("why", _("Why"), words=WHY_SKIPPED, sort="why"),
        Column(
            "cells",
            _("What it says"),
            value=lambda row: " · ".join(_cells(row))[:200],
            width=60,
            exported=False,
        ),
    )
    filters = (Filter("sebab", _("Why"), path="why", choices=list(WHY_SKIPPED.items())),)
    order = ("position",)
    empty_title = _("No row was skipped")
    empty_words = _("Every row of the file that holds anything is a proposed person.")


def _cells(row: SkippedRow) -> list[str]:
    return [value for value in queries.cells_of(row).values() if value]
