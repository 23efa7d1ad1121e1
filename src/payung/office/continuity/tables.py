"""Lists of the guard: the days to come, funds and villages, and people by name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.continuity import queries
from payung.office.continuity.words import (
    CAUSE_WORDS,
    RIGHT_TONES,
    RIGHT_WORDS,
    STANDING_TONES,
    STANDING_WORDS,
)
from payung.office.core.group_tables import GroupTable
from payung.office.core.tables import Column, Filter, Table
from payung.office.core.vault import masked
from payung.office.cover.months import inside
from payung.office.cover.participants import search_people
from payung.office.funding.models import Fund


def people_address(**asked: str) -> str:
    return f"{reverse('continuity_people')}?{urlencode({k: v for k, v in asked.items() if v})}"


class DayTable(GroupTable):
    """The calendar: what happens on which day if nothing is paid."""

    name = "continuity-days"
    title = _("Rights lost and won, by day")
    empty_title = _("Nobody loses a right in the coming months")
    empty_words = _("Everybody who was counted is paid ahead, or was never decided.")

    def __init__(self, request: HttpRequest, days: list[queries.Day], *, money: bool) -> None:
        rows = [
            {
                "day": each.day,
                "right": each.right,
                "people": each.people,
                "death_now": None if each.won else each.death_now,
                "needed": None if each.won else each.needed,
                "without_decree": each.without_decree,
            }
            for each in days
        ]
        names = bool(scope(request.user, May.SEE_PEOPLE))
        self.columns = tuple(_day_columns(money, names))  # type: ignore[misc]
        super().__init__(request, rows)


def _day_columns(money: bool, names: bool) -> list[Column]:
    def link(row: dict[str, Any]) -> str:
        return people_address(hak=row["right"], tanggal=row["day"].isoformat())

    columns = [
        Column("day", _("Day"), kind="date", sort="day"),
        Column(
            "right",
            _("What happens"),
            kind="status",
            words=RIGHT_WORDS,
            tones=RIGHT_TONES,
            sort="right",
            width=60,
        ),
        Column("people", _("People"), kind="integer", sort="people", link=link if names else None),
        Column("death_now", _("Benefit at stake"), kind="rupiah", width=22),
    ]
    if money:
        columns.append(Column("needed", _("To be paid"), kind="rupiah", width=22))
    columns.append(
        Column("without_decree", _("Of them without a decree"), kind="integer", sort="without_decree")
    )
    return columns


class GroupsTable(GroupTable):
    """Funds or villages with their people by standing."""

    name = "continuity-groups"
    empty_title = _("Nobody was counted yet")
    empty_words = _("People are counted from their first decree on.")

    def __init__(
        self, request: HttpRequest, groups: list[dict[str, Any]], by: queries.By, *, money: bool
    ) -> None:
        self.title = _("By fund") if by == "fund" else _("By village")  # type: ignore[misc]
        names = bool(scope(request.user, May.SEE_PEOPLE))
        self.columns = tuple(_group_columns(by, money, names))  # type: ignore[misc]
        super().__init__(request, groups)


def _group_columns(by: queries.By, money: bool, names: bool) -> list[Column]:
    key, asked = ("fund__public_id", "dana") if by == "fund" else ("village_id", "desa")

    def link(standing: str) -> Any:
        def address(row: dict[str, Any]) -> str:
            return people_address(keadaan=standing, **{asked: row[key]}) if row[standing] else ""

        return address if names else None

    if by == "fund":
        first = Column("fund__name", _("Fund"), value=lambda row: f"{row['fund__name']} {row['fund__year']}")
    else:
        first = Column("village__name", _("Village"), sort="village__name")
    columns = [first]
    columns += [
        Column(name, label, kind="integer", sort=name, total=name, link=link(name))
        for name, label in STANDING_WORDS.items()
    ]
    columns.append(Column("at_risk", _("Benefit at stake"), kind="rupiah", sort="at_risk", total="at_risk"))
    if money:
        columns.append(Column("needed", _("To be paid"), kind="rupiah", sort="needed", total="needed"))
    return columns


def _funds(request: HttpRequest) -> list[tuple[Any, Any]]:
    seen = queries.named(request.user).order_by().values("fund")
    return [(fund.public_id, str(fund)) for fund in Fund.objects.filter(pk__in=seen)]


def _on_right(rows: QuerySet[Any], right: str) -> QuerySet[Any]:
    found = rows.filter(**{f"{right}__isnull": False})
    return found.filter(standing="arrears") if right == "ends_on" else found


class WatchTable(Table):
    """People, each with the standing, what is waited for, and the next day that counts."""

    name = "continuity-people"
    title = _("People and their standing")
    columns = (
        Column(
            "person__name",
            _("Name"),
            sort="person__name",
            link=lambda row: reverse("participant", args=[row.person.public_id]),
            width=30,
        ),
        Column("nik", _("NIK"), kind="digits", value=lambda row: masked(row.person.nik_tail), width=20),
        Column("village__name", _("Village"), width=24),
        Column(
            "standing", _("Standing"), kind="status", words=STANDING_WORDS, tones=STANDING_TONES, width=22
        ),
        Column("paid_until", _("Paid until"), kind="month", sort="paid_until"),
        Column("cause", _("Waits for"), words=CAUSE_WORDS, width=40),
        Column("open_months", _("Months open"), kind="integer", sort="open_months"),
        Column("ends_on", _("Membership ends on"), kind="date", sort="ends_on"),
        Column("death_now", _("A death today pays"), kind="rupiah", sort="death_now"),
        Column("fund", _("Fund"), value=lambda row: str(row.fund), width=24),
    )
    filters = (
        Filter("keadaan", _("Standing"), path="standing", choices=tuple(STANDING_WORDS.items())),
        Filter("sebab", _("Waits for"), path="cause", choices=tuple(CAUSE_WORDS.items())),
        Filter("dana", _("Fund"), path="fund__public_id", choices=_funds),
        Filter("desa", _("Village code"), kind="text", apply=lambda rows, value: rows.filter(inside(value))),
        Filter("hak", _("What happens"), choices=tuple(RIGHT_WORDS.items()), apply=_on_right),
        Filter("tanggal", _("On the day"), kind="date", apply=lambda rows, value: rows),
    )
    order = ("ends_on", "pk")  # people of one day by name: so they were counted
    count_limit = 10_000
    search_hint = _("Beginning of the name")
    empty_title = _("There is nobody here")
    empty_words = _("Nobody of your area stands like this on the day of the count.")

    @property
    def selected(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().selected
        if "tanggal" in self.chosen and "hak" in self.chosen:
            rows = rows.filter(**{self.chosen["hak"]: self.chosen["tanggal"]})
        return rows

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return search_people(rows, words, "person__")
