"""The work lists: deaths among the members, wage jobs, one person under two numbers, paid by another too."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.core.vault import masked
from payung.office.cover.months import inside
from payung.office.cover.participants import search_people
from payung.office.summaries import spans
from payung.office.sweeps import queries
from payung.office.sweeps.models import Claim, How, State

STATE_TONES = {State.OPEN: "wait", State.CONFIRMED: "ok", State.REJECTED: "muted"}
HOW_TONES = {How.CERTAIN: "ok", How.NIK: "ok", How.NAME_DIFFERS: "wait", How.PROBABLE: "wait"}
CLAIM_TONES = {Claim.UNKNOWN: "wait", Claim.NEVER: "stop", Claim.CLAIMED: "ok"}
_MONEY = (
    ("berhenti", _("Months to stop"), queries.to_stop),
    ("tagih", _("Paid after: to claim back"), queries.to_claim),
    ("santunan", _("Benefit not claimed"), lambda: Q(benefit__gt=0) & ~Q(claim=Claim.CLAIMED)),
)


def _at(row: Any) -> str:
    return reverse("match", args=[row.public_id])


_NAME = Column("person__name", _("Name"), sort="person__name", link=_at, width=28)
_NIK = Column("nik", _("NIK"), kind="digits", value=lambda row: masked(row.person.nik_tail), width=20)
_VILLAGE = Column("village__name", _("Village"), sort="village__name", width=22)
# Short words for a narrow column; the page of a match says it in full.
_SHORT = {
    How.CERTAIN: _("NIK and name"),
    How.NIK: _("NIK"),
    How.NAME_DIFFERS: _("NIK, other name"),
    How.PROBABLE: _("Probable"),
}
_HOW = Column("how", _("Match"), kind="status", words=_SHORT, tones=HOW_TONES, width=22)
_STATE = Column("state", _("State"), kind="status", words=dict(State.choices), tones=STATE_TONES, width=22)
_MONTHS = (
    Column(
        "decided_months", _("Months decided"), kind="integer", sort="decided_months", total="decided_months"
    ),
    Column("billed_months", _("Billed"), kind="integer", sort="billed_months", total="billed_months"),
    Column("paid_after", _("Paid"), kind="integer", sort="paid_after", total="paid_after"),
    Column("to_stop", _("To stop"), kind="rupiah", sort="to_stop", total="to_stop"),
    Column("to_claim", _("To claim back"), kind="rupiah", sort="to_claim", total="to_claim"),
)
_STATES = Filter("keadaan", _("State"), path="state", choices=State.choices)
_VILLAGES = Filter(
    "desa", _("Village code"), kind="text", apply=lambda rows, value: rows.filter(inside(value))
)


def _by_money(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(next(asked() for name, _label, asked in _MONEY if name == value))


class _MatchTable(Table):
    search_hint = _("Beginning of the name")

    @cached_property
    def _figures(self) -> dict[str, int]:
        """Added up by the histories that people share: for each match by itself, thousands of them take seconds."""
        found = spans.added(self.selected)
        return {
            "rows_in_all": self.selected.order_by().count(),
            "sum_decided_months": found.months,
            "sum_billed_months": found.billed,
            "sum_paid_after": found.paid,
            "sum_to_stop": found.planned,
            "sum_to_claim": found.due,
        }

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return search_people(rows, words, "person__")

    def empty_action(self) -> tuple[str, Words] | None:
        return reverse("sweeps"), _("To the sweeps")


class DeathTable(_MatchTable):
    name = "deaths"
    title = _("Deaths among the members")
    columns = (
        _NAME,
        _VILLAGE,
        Column("died", _("Died"), kind="date", sort="died"),
        _HOW,
        *_MONTHS,
        Column("benefit", _("A death that day pays"), kind="rupiah", sort="benefit"),
        Column("claim", _("Claim"), kind="status", words=dict(Claim.choices), tones=CLAIM_TONES),
        _STATE,
        _NIK,
    )
    filters = (
        _STATES,
        Filter("cocok", _("Match"), path="how", choices=How.choices),
        Filter(
            "uang",
            _("What follows"),
            choices=[(name, label) for name, label, _asked in _MONEY],
            apply=_by_money,
        ),
        Filter("klaim", _("Claim"), path="claim", choices=Claim.choices),
        _VILLAGES,
    )
    order = ("-died",)
    empty_title = _("No member is in a list of deaths")
    empty_words = _(
        "Add the newest list of deaths to the reference lists: it is run over all members by itself."
    )


class TwiceTable(_MatchTable):
    name = "twice"
    title = _("One person under two numbers")
    columns = (
        _NAME,
        _NIK,
        Column("other__name", _("And"), sort="other__name", width=28),
        Column("other_nik", _("NIK"), kind="digits", value=lambda row: masked(row.other.nik_tail), width=20),
        _VILLAGE,
        Column("score", _("Likeness"), value=lambda row: f"{row.score:.0%}", sort="score", width=10),
        *_MONTHS,
        _STATE,
    )
    filters = (_STATES, _VILLAGES)
    order = ("-score",)
    empty_title = _("Nobody seems to be in cover under two numbers")
    empty_words = _(
        "The same NIK cannot be paid twice: the database refuses it. This list is of people with other numbers."
    )


class JobTable(_MatchTable):
    name = "jobs"
    title = _("Wage jobs")
    columns = (
        _NAME,
        _VILLAGE,
        Column("began", _("Job began"), kind="date", sort="began"),
        Column("first_month", _("Not owed from"), kind="month", sort="first_month"),
        _HOW,
        *_MONTHS,
        _STATE,
        _NIK,
    )
    filters = (
        _STATES,
        Filter("cocok", _("Match"), path="how", choices=How.choices),
        Filter(
            "uang",
            _("What follows"),
            choices=[(name, label) for name, label, _asked in _MONEY[:2]],
            apply=_by_money,
        ),
        _VILLAGES,
    )
    order = ("began",)
    empty_title = _("No member is known to earn a wage")
    empty_words = _(
        "Add the newest list of active members of BPJS to the reference lists, with the columns segment and since: it is run over all members by itself."
    )


class PayerTable(_MatchTable):
    name = "payers"
    title = _("Paid by another too")
    columns = (
        _NAME,
        _NIK,
        _VILLAGE,
        Column("payer", _("Other payer"), sort="payer", width=26),
        Column("first_month", _("From"), kind="month", sort="first_month"),
        Column("last_month", _("Until"), kind="month", sort="last_month"),
        *_MONTHS,
        _STATE,
    )
    filters = (_STATES, Filter("pembayar", _("Other payer"), kind="text", path="payer"), _VILLAGES)
    order = ("payer",)
    empty_title = _("Nobody in cover is paid by another")
    empty_words = _(
        "Add the list of other payers to the reference lists: it is run over all members by itself."
    )
