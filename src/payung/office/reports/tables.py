"""Lists of what is owed and of what was made."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.law.month import Month
from payung.office.core.language import page_language
from payung.office.core.tables import Column, Filter, Table
from payung.office.reports.models import Every, Recipient, Report
from payung.office.reports.periods import Period, following

STATE_WORDS = {"sent": _("Sent"), "late": _("To be sent: the day has come"), "early": _("Made, not sent yet")}
STATE_TONES = {"sent": "ok", "late": "stop", "early": "wait"}


def state_of(report: Report) -> str:
    if report.sent:
        return "sent"
    return "late" if report.due <= timezone.localdate() else "early"


def period_words(report: Report) -> str:
    period = Period(Month.from_number(report.first_month), Month.from_number(report.last_month))
    return period.to(page_language())


def _by_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "sent":
        return rows.filter(sent__isnull=False)
    today = timezone.localdate()
    return rows.filter(sent=None, **{"due__lte" if value == "late" else "due__gt": today})


class ReportTable(Table):
    name = "reports"
    title = _("Reports")
    columns = (
        Column(
            "obligation",
            _("To whom"),
            value=lambda row: str(row.obligation),
            link=lambda row: reverse("report", args=[row.public_id]),
            width=30,
        ),
        Column("period", _("Period"), value=period_words, sort="last_month", width=22),
        Column("due", _("Due on"), kind="date", sort="due"),
        Column("made", _("Made on"), kind="date", sort="made"),
        Column(
            "state", _("State"), kind="status", value=state_of, words=STATE_WORDS, tones=STATE_TONES, width=24
        ),
        Column("sent", _("Sent on"), kind="date", sort="sent"),
        Column("letter", _("Letter"), width=24),
        Column("sha256", _("Hash"), kind="digits", value=lambda row: row.sha256[:12], width=14),
    )
    filters = (
        Filter("kepada", _("To whom"), path="obligation__recipient", choices=Recipient.choices),
        Filter("keadaan", _("State"), choices=tuple(STATE_WORDS.items()), apply=_by_state),
    )
    order = ("-due", "-pk")
    empty_title = _("No report was made yet")
    empty_words = _("Each report is made by itself on the day it is due.")

    def __init__(self, request: HttpRequest, rows: QuerySet[Any], *, manages: bool) -> None:
        super().__init__(request, rows)
        self.manages = manages

    def empty_action(self) -> tuple[str, Any] | None:
        return (reverse("obligations"), _("What is owed")) if self.manages else None


class ObligationTable(Table):
    name = "obligations"
    title = _("What is owed")
    columns = (
        Column(
            "recipient",
            _("To whom"),
            value=str,
            link=lambda row: reverse("obligation", args=[row.public_id]),
            width=30,
        ),
        Column("area", _("Area"), value=lambda row: row.area.name),
        Column("every", _("How often"), words=dict(Every.choices)),
        Column("due_days", _("Days after the end"), kind="integer"),
        Column(
            "next",
            _("Next due on"),
            kind="date",
            value=lambda row: None if row.stopped else following(row, timezone.localdate()).due(row.due_days),
        ),
        Column(
            "stopped",
            _("State"),
            kind="status",
            words={False: _("Owed"), True: _("Stopped")},
            tones={False: "ok", True: "muted"},
        ),
    )
    order = ("stopped", "recipient", "pk")
    empty_title = _("Nothing is owed yet")
    empty_words = _("Regent, province, BPJS, DPRD and sponsors ask for reports by month, quarter or year.")

    def empty_action(self) -> tuple[str, Any]:
        return reverse("obligation_new"), _("Add a report")
