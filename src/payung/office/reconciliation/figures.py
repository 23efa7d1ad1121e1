"""The four counts (decided, enrolled, billed, paid) in people, person-months and rupiah: computed here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce

from payung.office.areas.models import Area
from payung.office.cover import months as cover
from payung.office.funding.models import Fund
from payung.office.programmes.models import Programme
from payung.office.summaries.counted import counted

By = Literal["programme", "month", "fund", "village"]
# Groups are counted by key and named afterwards: sorting names of a million rows would take longer than counting.
_KEYS: dict[By, str] = {
    "programme": "programme_id",
    "month": "month",
    "fund": "fund_id",
    "village": "village_id",
}
GATES = ("decided", "enrolled", "billed", "paid")
GAPS = (
    ("decided", "enrolled", "not_enrolled"),
    ("enrolled", "billed", "not_billed"),
    ("billed", "paid", "unpaid"),
)
_RUPIAH = (*(f"{gate}_rupiah" for gate in GATES), "billed_planned")
# Everybody with the same history is one row: whatever is counted there counts for all of its heads.
_PEOPLE = ", ".join(
    f"SUM({gate} * heads) AS {gate}, SUM(CASE WHEN {gate} > 0 THEN heads ELSE 0 END) AS {gate}_people"
    for gate in GATES
)
_BEHIND = ", ".join(
    f"SUM(CASE WHEN {before} > {after} THEN heads ELSE 0 END) AS {gap}_people" for before, after, gap in GAPS
)
_MONTHS = ", ".join(f"SUM({gate} * heads) AS {gate}, SUM({gate} * heads) AS {gate}_people" for gate in GATES)
_SUMS = ", ".join(f"SUM({name} * heads) AS {name}" for name in _RUPIAH)


def counts(user: Any, by: By, programme: Programme | None = None) -> list[dict[str, Any]]:
    """The counts of all person-months that the user may count, or of those of a programme; see ``grouped``."""
    months = counted().filter(cover.counted_by(user))
    return grouped(months.filter(programme=programme) if programme else months, by)


def grouped(months: QuerySet[Any], by: By) -> list[dict[str, Any]]:
    """One row per group of ``counted`` person-months, in one query: ``code`` (``name`` and ``year``, where it has them) of the group, then
    for each gate ``<gate>`` (person-months), ``<gate>_people`` (each counted once) and ``<gate>_rupiah``, and the
    same of the gaps.

    Rupiah of decided and enrolled are what the law asked when the decision was made; of billed and paid, what
    the bills say. ``billed_planned`` is what the decision reckoned for the months that are billed.
    """
    found = _counted(months, F(_KEYS[by]), by_person=by != "month")
    return [named | _with_gaps(found[key]) for key, named in _named(by, found)]


def whole(months: QuerySet[Any]) -> dict[str, int]:
    """All of them together, each person once, and ``<gap>_people``; noughts where there are none."""
    found = _counted(months, None, by_person=True)
    nothing = {name: 0 for gate in GATES for name in (gate, f"{gate}_people")} | dict.fromkeys(_RUPIAH, 0)
    nothing |= {f"{gap}_people": 0 for _before, _after, gap in GAPS}
    return _with_gaps(found.get(0, nothing))


def totals(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Person-months and rupiah of all groups together."""
    figures = [*GATES, *(gap for _before, _after, gap in GAPS)]
    return {name: sum(row[name] for row in rows) for gate in figures for name in (gate, f"{gate}_rupiah")}


def _counted(months: QuerySet[Any], key: F | None, *, by_person: bool) -> dict[Any, dict[str, int]]:
    # Each person of a group once, with how many months passed each gate; then the groups from these. In one month
    # a person has one person-month at most (the database sees to that), so that months need no such step.
    each = {"group_key": key} if key is not None else {}
    of_person = (
        months.order_by()
        .values(*(("history", "heads") if by_person else ("heads",)), **each)
        .annotate(
            decided=Count("month"),
            enrolled=Count("enrolled_by_id"),
            billed=Count("bill_line_id"),
            paid=Count("payment_id"),
            decided_rupiah=Coalesce(Sum("planned"), 0),
            enrolled_rupiah=Coalesce(Sum("planned", filter=cover.GATES["enrolled"]), 0),
            billed_rupiah=Coalesce(Sum("due", filter=cover.GATES["billed"]), 0),
            paid_rupiah=Coalesce(Sum("due", filter=cover.GATES["paid"]), 0),
            billed_planned=Coalesce(Sum("planned", filter=cover.GATES["billed"]), 0),
        )
    )
    try:
        inner, params = of_person.query.sql_with_params()
    except EmptyResultSet:  # the user's duties reach nothing
        return {}
    sums = f"{_PEOPLE}, {_BEHIND}, {_SUMS}" if by_person else f"{_MONTHS}, {_SUMS}"
    group, end = ("group_key", " GROUP BY group_key") if each else ("0", " HAVING COUNT(*) > 0")
    with room(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {group}, {sums} FROM ({inner}) AS of_person{end}", params)
        columns = [column[0] for column in cursor.description][1:]
        return {key: dict(zip(columns, map(int, values), strict=True)) for key, *values in cursor.fetchall()}


@contextmanager
def room() -> Iterator[None]:
    """Memory to hold each person once: PostgreSQL's own setting is for many small questions, these are a few large
    ones. After an error the transaction is undone, and the setting too."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    connection.connection.execute("SET work_mem = '192MB'")
    yield
    connection.connection.execute("RESET work_mem")


def _named(by: By, keys: Iterable[Any]) -> list[tuple[Any, dict[str, Any]]]:
    """What each group is called, in the order of the list."""
    if by == "month":
        return [(month, {"code": month}) for month in sorted(keys)]
    if by == "village":
        villages = Area.objects.filter(pk__in=list(keys)).order_by("code").values_list("code", "name")
        return [(code, {"code": code, "name": name}) for code, name in villages]
    if by == "fund":
        funds = Fund.objects.filter(pk__in=list(keys)).order_by("year", "name", "pk")
        return [(fund.pk, {"code": fund.public_id, "name": fund.name, "year": fund.year}) for fund in funds]
    programmes = Programme.objects.filter(pk__in=list(keys)).order_by("-first_month", "name", "pk")
    return [(each.pk, {"code": each.public_id, "name": each.name}) for each in programmes]


def _with_gaps(row: dict[str, int]) -> dict[str, int]:
    for before, after, gap in GAPS:
        row[gap] = row[before] - row[after]
        row[f"{gap}_rupiah"] = row[f"{before}_rupiah"] - row[f"{after}_rupiah"]
    return row
