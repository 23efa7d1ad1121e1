"""Lists of the four counts, and of the people behind each of their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.core.group_tables import GroupTable
from payung.office.core.tables import Column, Filter, Table
from payung.office.core.vault import masked
from payung.office.cover.months import GATE_WORDS, GATES, gate_of, inside
from payung.office.cover.participants import search_people
from payung.office.funding.models import Fund
from payung.office.insight import queries
from payung.office.programmes.models import Programme

_PER = {"month": "bulan", "fund": "dana", "village": "desa"}  # a group's name in an address
_TITLES = {"month": _("Counts by month"), "fund": _("Counts by fund"), "village": _("Counts by village")}


class CountTable(GroupTable):
    """The four counts of a programme by month, fund or village: groups, counted already, a few thousand at most."""

    name = "counts"
    page_size = 50
    empty_title = _("Nobody is on a decree yet")
    empty_words = _("The counts begin with the first approved decision of this programme.")

    def __init__(
        self,
        request: HttpRequest,
        groups: list[dict[str, Any]],
        programme: Programme,
        by: queries.By,
        *,
        money: bool,
    ) -> None:
        super().__init__(request, groups, area=programme.area_id)
        self.title = _TITLES[by]  # type: ignore[misc]
        self.first_order = "code" if by == "month" else "name"
        self.programme, self.by = programme, by
        self.columns = tuple(self._columns(money, bool(scope(request.user, May.SEE_PEOPLE))))  # type: ignore[misc]

    def _columns(self, money: bool, names: bool) -> Iterator[Column]:
        if self.by == "month":
            yield Column("code", _("Month"), kind="month", sort="code")
        elif self.by == "fund":
            yield Column("name", _("Fund"), value=lambda row: f"{row['name']} {row['year']}", sort="name")
        else:
            yield Column("name", _("Village"), sort="name")
        for gate in ("decided", "enrolled", "not_enrolled", "billed", "not_billed", "paid", "unpaid"):
            link = (lambda row, gate=gate: self.people_address(row, gate)) if names else None
            yield Column(gate, GATE_WORDS[gate], kind="integer", sort=gate, total=gate, link=link)
            if gate == "decided" and self.by != "month":
                yield Column("decided_people", _("People"), kind="integer", sort="decided_people")
        if money:
            for key, label in (
                ("decided_rupiah", _("Rupiah decided")),
                ("billed_rupiah", _("Rupiah billed")),
                ("paid_rupiah", _("Rupiah paid")),
                ("unpaid_rupiah", _("Rupiah not paid")),
            ):
                yield Column(key, label, kind="rupiah", sort=key, total=key)

    def people_address(self, row: dict[str, Any], gate: str) -> str:
        """The named people behind a number; nowhere to go behind a zero."""
        if not row[gate]:
            return ""
        code = f"{row['code'] // 100}-{row['code'] % 100:02}" if self.by == "month" else row["code"]
        asked = urlencode({"gerbang": gate, _PER[self.by]: code})
        return f"{reverse('insight_people', args=[self.programme.public_id])}?{asked}"


def _funds(request: HttpRequest) -> list[tuple[Any, Any]]:
    public_id = request.resolver_match.kwargs["public_id"] if request.resolver_match else ""
    funds = Fund.objects.filter(programme_links__programme__public_id=public_id)
    return [(fund.public_id, str(fund)) for fund in funds]


class MonthPeopleTable(Table):
    """The person-months behind a count, by name."""

    name = "month-people"
    title = _("People behind the count")
    columns = (
        Column(
            "person__name",
            _("Name"),
            link=lambda row: reverse("participant", args=[row.person.public_id]),
            width=30,
        ),
        Column("nik", _("NIK"), kind="digits", value=lambda row: masked(row.person.nik_tail), width=20),
        Column("village__name", _("Village"), width=24),
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
        Column("due", _("Contribution"), kind="rupiah", value=lambda row: row.due or row.planned, width=14),
    )
    filters = (
        Filter(
            "gerbang",
            _("Gate"),
            choices=tuple(GATE_WORDS.items()),
            apply=lambda rows, value: rows.filter(GATES[value]),
        ),
        Filter("bulan", _("Month"), kind="month", path="month"),
        Filter("dana", _("Fund"), path="fund__public_id", choices=_funds),
        Filter(
            "desa",
            _("Village code"),
            kind="text",
            apply=lambda rows, value: rows.filter(inside(value)),
        ),
    )
    # By key, which is by person: sorting a million months for one page would take seconds.
    count_limit = 10_000
    search_hint = _("Beginning of the name")
    empty_title = _("There is nobody here")
    empty_words = _("No person-month of this programme stands at this gate.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return search_people(rows, words, "person__")
