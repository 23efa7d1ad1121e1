"""Lists of the audit: archives, samples, flags, and what stands behind a flag."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.law.month import Month
from payung.office.audit.models import FlagState, Method, Stage
from payung.office.audit.rules import RULES
from payung.office.core.language import page_language
from payung.office.core.tables import Column, Filter, Table
from payung.office.core.vault import masked
from payung.office.cover.months import GATE_WORDS
from payung.office.journal.tables import act_in_words
from payung.office.proposals.models import Outcome, Standing
from payung.office.reconciliation.tables import NamedMonthsTable

STATE_WORDS = dict(FlagState.choices)
STATE_TONES = {FlagState.NEW: "stop", FlagState.PASSED: "wait", FlagState.EXPLAINED: "ok"}
STAGE_TONES = {Stage.READY: "ok", Stage.FAILED: "stop", Stage.QUEUED: "wait", Stage.WRITING: "info"}
_RULE_WORDS = {rule.code: rule.what for rule in RULES}


def months_of(row: Any) -> str:
    """The run of months in words; one month is told once."""
    tongue = page_language()
    months = [Month.from_number(each).to(tongue) for each in (row.first_month, row.last_month)]
    return " – ".join(dict.fromkeys(months))


class ArchiveTable(Table):
    name = "audit-archives"
    title = _("Audit files")
    columns = (
        Column(
            "programme__name",
            _("Programme"),
            link=lambda row: reverse("audit_archive", args=[row.public_id]),
            width=30,
        ),
        Column("months", _("Months"), value=months_of, width=20),
        Column("stage", _("State"), kind="status", words=dict(Stage.choices), tones=STAGE_TONES),
        Column("sha256", _("SHA-256"), kind="digits", value=lambda row: row.sha256[:16], width=20),
        Column("asked_by__username", _("Asked by"), value=lambda row: row.asked_by.username),
        Column("asked", _("When"), kind="datetime", sort="pk", width=20),
    )
    order = ("-pk",)
    empty_title = _("No audit file was made yet")
    empty_words = _(
        "One act makes a signed archive of a programme: decrees, rules, lists, ledger, money and journal."
    )

    def empty_action(self) -> tuple[str, Any]:
        return reverse("audit_archive_new"), _("Make an audit file")


class SampleTable(Table):
    name = "audit-samples"
    title = _("Audit samples")
    columns = (
        Column(
            "programme__name",
            _("Programme"),
            link=lambda row: reverse("audit_sample", args=[row.public_id]),
            width=30,
        ),
        Column("months", _("Months"), value=months_of, width=20),
        Column("gate", _("Gate"), words=GATE_WORDS),
        Column(
            "method", _("Method"), words={Method.SIMPLE: _("Simple random"), Method.MONETARY: _("By rupiah")}
        ),
        Column("seed", _("Seed"), kind="digits"),
        Column("asked_size", _("Size"), kind="integer"),
        Column("population", _("Population"), kind="integer"),
        Column("drawn", _("When"), kind="datetime", sort="pk", width=20),
    )
    order = ("-pk",)
    empty_title = _("No sample was drawn yet")
    empty_words = _("A sample is drawn from a seed: whoever has the seed draws the same again.")

    def empty_action(self) -> tuple[str, Any]:
        return reverse("audit_sample_new"), _("Draw an audit sample")


class DrawnTable(Table):
    name = "audit-drawn"
    title = _("Person-months of the sample")
    exportable = False  # the workbook of the sample says how it was drawn as well
    columns = (
        Column("number", _("No."), kind="integer", sort="number"),
        Column("position", _("Place in the population"), kind="integer", sort="position"),
        Column(
            "name",
            _("Name"),
            value=lambda row: row.person_month.person.name,
            link=lambda row: reverse("participant", args=[row.person_month.person.public_id]),
            width=30,
        ),
        Column("village", _("Village"), value=lambda row: row.person_month.village.name),
        Column("month", _("Month"), kind="month", value=lambda row: row.person_month.month),
        Column(
            "document",
            _("SP2D"),
            value=lambda row: row.person_month.payment.document if row.person_month.payment else "",
        ),
        Column("rupiah", _("Rupiah"), kind="rupiah", sort="rupiah", total="rupiah"),
        Column("hits", _("Hits"), kind="integer", sort="hits"),
    )
    order = ("number",)
    empty_title = _("Nothing was drawn")


class FlagTable(Table):
    name = "red-flags"
    title = _("Red flags")
    columns = (
        Column("rule", _("Rule"), words=_RULE_WORDS, sort="rule", width=34),
        Column("what", _("Where"), link=lambda row: reverse("audit_flag", args=[row.public_id]), width=36),
        Column("area__name", _("Area"), value=lambda row: row.area.name),
        Column("count", _("How many"), kind="integer", sort="count"),
        Column("rupiah", _("Rupiah"), kind="rupiah", sort="rupiah"),
        Column("first_seen", _("First seen"), kind="date", sort="first_seen"),
        Column("state", _("State"), kind="status", words=STATE_WORDS, tones=STATE_TONES, sort="rank"),
        Column("why", _("Reason"), width=40),
    )
    filters = (
        Filter("aturan", _("Rule"), path="rule", choices=tuple(_RULE_WORDS.items())),
        Filter("keadaan", _("State"), path="state", choices=FlagState.choices),
        Filter(
            "terlihat",
            _("Seen"),
            choices=(("ya", _("By the last look")), ("tidak", _("No longer"))),
            apply=lambda rows, value: rows.filter(standing=value == "ya"),
        ),
        Filter("wilayah", _("Area code"), kind="text", path="area__code"),
    )
    order = ("rank", "-rupiah", "-count")
    empty_title = _("No red flags")
    empty_words = _("The rules found nothing in your area, or have not looked yet.")


class PaidAfterDeathTable(NamedMonthsTable):
    name = "flag-months"


class PeopleTable(Table):
    name = "flag-people"
    title = _("People behind the flag")
    columns = (
        Column(
            "name",
            _("Name"),
            sort="name",
            link=lambda row: reverse("participant", args=[row.public_id]),
            width=30,
        ),
        Column("nik", _("NIK"), kind="digits", value=lambda row: masked(row.nik_tail), width=20),
        Column("village__name", _("Village"), value=lambda row: row.village.name, width=24),
        Column("birth_date", _("Birth date"), kind="date"),
        Column("occupation", _("Occupation")),
    )
    order = ("name",)
    empty_title = _("There is nobody here")


class RowsTable(Table):
    name = "flag-rows"
    title = _("Proposals behind the flag")
    columns = (
        Column("name", _("Name"), link=lambda row: reverse("row", args=[row.public_id]), width=30),
        Column("nik", _("NIK"), kind="digits", value=lambda row: masked(row.nik_tail), width=20),
        Column("village__name", _("Village"), value=lambda row: row.village.name, width=24),
        Column("outcome", _("Checks"), words=dict(Outcome.choices)),
        Column("standing", _("State"), words=dict(Standing.choices)),
        Column("sent_by", _("Sent by"), value=lambda row: row.submission.uploaded_by.username),
        Column("sent", _("Sent at"), kind="datetime", value=lambda row: row.submission.uploaded, width=20),
        Column(
            "reviewed_by",
            _("Reviewed by"),
            value=lambda row: row.reviewed_by.username if row.reviewed_by else "",
        ),
        Column("review_reason", _("Reason"), width=40),
    )
    count_limit = 10_000
    empty_title = _("There is nobody here")


class DecisionsTable(Table):
    name = "flag-decisions"
    title = _("Decrees behind the flag")
    columns = (
        Column("number", _("SK"), link=lambda row: reverse("decision", args=[row.public_id]), width=28),
        Column("dated", _("Date"), kind="date", sort="dated"),
        Column("programme__name", _("Programme"), value=lambda row: row.programme.name, width=30),
        Column("people", _("People"), kind="integer", total="people"),
        Column("rupiah", _("Rupiah"), kind="rupiah", total="rupiah"),
        Column("criteria", _("Criteria"), value=lambda row: f"v{row.criteria.version}"),
        Column(
            "submitted_by",
            _("Submitted by"),
            value=lambda row: row.submitted_by.username if row.submitted_by else "",
        ),
        Column(
            "approved_by",
            _("Approved by"),
            value=lambda row: row.approved_by.username if row.approved_by else "",
        ),
        Column("approved", _("Approved at"), kind="datetime", width=20),
    )
    order = ("-dated",)
    empty_title = _("There is no decree here")


class EntriesTable(Table):
    name = "flag-entries"
    title = _("Journal entries behind the flag")
    columns = (
        Column("seq", _("No."), kind="integer", link=lambda row: reverse("journal_entry", args=[row.seq])),
        Column("at", _("Time"), kind="datetime", width=20),
        Column("actor_name", _("Who")),
        Column("act", _("Act"), value=act_in_words, width=30),
        Column("subject", _("On what"), kind="digits", width=28),
        Column("why", _("Why"), width=40),
    )
    order = ("-seq",)
    empty_title = _("The journal of your area says nothing about it")


def table_of(kind: str, request: HttpRequest, rows: Any, area: str) -> Table:
    """The list behind a flag, by the kind of its rule."""
    made: dict[str, type[Table]] = {
        "months": PaidAfterDeathTable,
        "people": PeopleTable,
        "rows": RowsTable,
        "decisions": DecisionsTable,
        "entries": EntriesTable,
    }
    return made[kind](request, rows, area=area)
