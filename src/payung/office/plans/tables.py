"""The lists of plans, and of what stands in one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.core.group_tables import GroupTable
from payung.office.core.language import page_language
from payung.office.core.names import begins_with
from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.core.vault import masked
from payung.office.decisions import reasons
from payung.office.plans.models import COMING, Line, Plan, Stage
from payung.office.plans.words import changes_in_words
from payung.office.programmes.queries import programmes

TONES = {**dict.fromkeys(COMING, "wait"), Stage.READY: "ok", Stage.UNUSABLE: "stop"}


def _programmes(request: HttpRequest) -> list[tuple[Any, Words]]:
    return list(programmes(request.user).values_list("public_id", "name"))


def _supposes(plan: Plan) -> str:
    return "; ".join(said.to(page_language()) for said in changes_in_words(plan)) or "–"


def _to_fund(row: dict[str, Any]) -> str:
    return reverse("fund", args=[row["public_id"]])


class PlanTable(Table):
    name = "plans"
    title = _("Plans")
    columns = (
        Column(
            "name", _("Plan"), value=str, width=16, link=lambda row: reverse("plan", args=[row.public_id])
        ),
        Column("programme__name", _("Programme"), sort="programme__name", width=30),
        Column("stage", _("State"), kind="status", sort="stage", words=dict(Stage.choices), tones=TONES),
        Column("first_month", _("First month"), kind="month", sort="first_month"),
        Column("months", _("Months"), kind="integer", sort="months"),
        Column("supposes", _("Supposes"), value=_supposes, width=36),
        Column("covered", _("Covered"), kind="integer", sort="covered"),
        Column("waiting", _("Waiting"), kind="integer", sort="waiting"),
        Column("rupiah", _("Contribution"), kind="rupiah", sort="rupiah"),
        Column("made", _("Made"), kind="datetime", sort="made"),
    )
    filters = (
        Filter("program", _("Programme"), path="programme__public_id", choices=_programmes),
        Filter("keadaan", _("State"), path="stage", choices=Stage.choices),
    )
    order = ("-made",)
    empty_title = _("There is no plan yet")
    empty_words = _(
        "A plan shows who can be paid from which fund, who waits and why, before anything is decided."
    )

    def empty_action(self) -> tuple[str, Words] | None:
        return reverse("plan_new"), _("Make a plan")


class FundsTable(GroupTable):
    name = "plan-funds"
    title = _("The plan by fund")
    first_order = "rank"
    columns = (
        Column("fund", _("Fund"), sort="fund", width=30, link=_to_fund),
        Column("people", _("People"), kind="integer", sort="people", total="people"),
        Column(
            "person_months", _("Person-months"), kind="integer", sort="person_months", total="person_months"
        ),
        Column("rupiah", _("Rupiah"), kind="rupiah", sort="rupiah", total="rupiah"),
        Column("left", _("Left over"), kind="rupiah"),
        Column("marginal", _("One more million: people more"), kind="integer"),
        Column(
            "greedy_people",
            _("Going down the list"),
            kind="integer",
            sort="greedy_people",
            total="greedy_people",
        ),
        Column("rank", _("Rank"), kind="integer", sort="rank"),
        Column("money", _("Could spend"), kind="rupiah", sort="money"),
        Column("version", _("Rule version"), kind="integer"),
    )


class VillagesTable(GroupTable):
    name = "plan-villages"
    title = _("The plan by village")
    first_order = "code"
    columns = (
        Column("village", _("Village"), sort="village", width=26),
        Column("district", _("Kecamatan"), sort="district", width=22),
        Column("places", _("Places"), kind="integer"),
        Column("people", _("People"), kind="integer", sort="people", total="people"),
        Column("person_months", _("Person-months"), kind="integer", sort="person_months", total="person_months"),
        Column("rupiah", _("Rupiah"), kind="rupiah", sort="rupiah", total="rupiah"),
        Column("waiting", _("Waiting"), kind="integer", sort="waiting", total="waiting"),
        Column(
            "greedy_people", _("Going down the list"), kind="integer", sort="greedy_people",
            total="greedy_people",
        ),
        Column("last_people", _("People last year"), kind="integer", sort="last_people", total="last_people"),
        Column("last_months", _("Person-months last year"), kind="integer", sort="last_months", total="last_months"),
        Column("last_rupiah", _("Rupiah last year"), kind="rupiah", sort="last_rupiah", total="last_rupiah"),
    )  # fmt: skip


class FlowsTable(GroupTable):
    name = "plan-flows"
    title = _("From funds to villages")
    columns = (
        Column("fund", _("Fund"), sort="fund", width=30),
        Column("village", _("Village"), sort="village", width=26),
        Column("district", _("Kecamatan"), sort="district", width=22),
        Column("people", _("People"), kind="integer", sort="people", total="people"),
        Column(
            "person_months", _("Person-months"), kind="integer", sort="person_months", total="person_months"
        ),
        Column("rupiah", _("Rupiah"), kind="rupiah", sort="rupiah", total="rupiah"),
    )
    empty_title = _("The plan covers nobody")


class ComparedTable(GroupTable):
    """Two plans by fund or by village."""

    name = "plans-compared"
    title = _("Two plans side by side")
    columns = (
        Column("name", _("Fund or village"), sort="name", width=30),
        Column(
            "people_before", _("People before"), kind="integer", sort="people_before", total="people_before"
        ),
        Column("people_after", _("People after"), kind="integer", sort="people_after", total="people_after"),
        Column("people_more", _("Difference"), kind="integer", sort="people_more", total="people_more"),
        Column(
            "rupiah_before", _("Rupiah before"), kind="rupiah", sort="rupiah_before", total="rupiah_before"
        ),
        Column("rupiah_after", _("Rupiah after"), kind="rupiah", sort="rupiah_after", total="rupiah_after"),
        Column(
            "rupiah_more", _("Difference in rupiah"), kind="rupiah", sort="rupiah_more", total="rupiah_more"
        ),
    )


def _nik(line: Line) -> str:
    return masked(line.row.nik_tail)


class _PeopleTable(Table):
    search_hint = _("Beginning of the name")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return begins_with(rows, words, "row__name")


class CoveredTable(_PeopleTable):
    name = "plan-covered"
    title = _("Whom the plan covers")
    columns = (
        Column(
            "position",
            _("Order"),
            kind="digits",
            sort="position",
            value=lambda row: row.position + 1,
            width=8,
        ),
        Column("row__name", _("Name"), sort="row__name", width=30),
        Column("nik", _("NIK"), kind="digits", value=_nik),
        Column("village__name", _("Village"), sort="village__name", width=24),
        Column("row__occupation", _("Work"), sort="row__occupation", width=24),
        Column("fund__name", _("Fund"), sort="fund__name", width=24),
        Column("rupiah", _("Contribution"), kind="rupiah", sort="rupiah", total="rupiah"),
        Column("loss", _("Family would lose"), kind="rupiah", sort="loss", total="loss"),
    )
    order = ("position",)
    empty_title = _("The plan covers nobody")


class ShortTable(CoveredTable):
    name = "plan-short"
    title = _("Too short a cover")
    empty_title = _("Nobody's cover is too short")
    empty_words = _(
        "Everybody whom the plan covers is a member long enough for the full death benefit when it ends."
    )


def _why(line: Line) -> str:
    if line.reason is None:
        return ""
    return line.reason.why_id if page_language() == "id" else line.reason.why_en


class WaitingTable(_PeopleTable):
    name = "plan-waiting"
    title = _("Whom the plan leaves out")
    columns = (
        Column("queue", _("Position"), kind="digits", sort="queue", width=10),
        Column("row__name", _("Name"), sort="row__name", width=30),
        Column("nik", _("NIK"), kind="digits", value=_nik),
        Column("village__name", _("Village"), sort="village__name", width=24),
        Column("row__occupation", _("Work"), sort="row__occupation", width=24),
        Column("why", _("Why they wait"), value=_why, width=60),
    )
    filters = (
        Filter(
            "sebab",
            _("Kind of reason"),
            path="reason__code",
            choices=lambda request: [
                (code, words.to(page_language())) for code, words in reasons.WORDS.items()
            ],
        ),
    )
    order = ("queue",)
    empty_title = _("The plan leaves nobody out")


def _change(line: Any) -> str:
    if line.was is None:
        return "in"
    return "out" if line.fund_id is None else "moved"


class MovesTable(_PeopleTable):
    name = "plans-moves"
    title = _("Who comes in, falls out, or has another payer")
    columns = (
        Column("row__name", _("Name"), sort="row__name", width=30),
        Column("nik", _("NIK"), kind="digits", value=_nik),
        Column("village__name", _("Village"), sort="village__name", width=24),
        Column(
            "change", _("Change"), kind="status", value=_change,
            words={"in": _("Comes in"), "out": _("Falls out"), "moved": _("Another payer")},
            tones={"in": "ok", "out": "stop", "moved": "info"},
        ),
        Column("was_name", _("Fund before"), width=24),
        Column("fund__name", _("Fund after"), sort="fund__name", width=24),
    )  # fmt: skip
    order = ("position",)
    empty_title = _("Both plans pay for the same people from the same funds")
