"""What goes into a plan: the accepted in the programme's order, the funds with their rules and money, the places.

Read once, in a handful of statements; a what-if takes it from the plan that it derives from, so that both speak of the
same people and the same day.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Sum

from payung.errors import UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.law.parameters import current
from payung.office.decisions.candidates import people_held, ranked
from payung.office.funding.models import PeopleGroup
from payung.office.funding.terms import ASNAF, rule_in_force
from payung.office.plans.models import Line, Plan
from payung.office.programmes.models import Programme
from payung.office.programmes.queries import villages as villages_of
from payung.office.proposals.models import Row, Standing

_YEAR = 100
_PAID_BY = """
SELECT DISTINCT r.id, f.kind FROM proposals_row r
JOIN people_person p ON p.nik_index = r.nik_index
JOIN cover_personmonth m ON m.person_id = p.id AND m.withdrawn_by_id IS NULL
JOIN funding_fund f ON f.id = m.fund_id
WHERE r.programme_id = %s AND r.standing = %s AND m.month BETWEEN %s AND %s AND f.kind IN ({kinds})
"""
_GROUPS = """
SELECT r.id, g.public_id, m.asnaf FROM proposals_row r
JOIN funding_groupmember m ON m.nik_index = r.nik_index
JOIN funding_peoplegroup g ON g.id = m.group_id
WHERE r.programme_id = %s AND r.standing = %s AND m.group_id IN ({groups})
"""
_MEMBERS = """
SELECT r.id, MIN(m.month), MAX(m.month), COUNT(*) FROM proposals_row r
JOIN people_person p ON p.nik_index = r.nik_index
JOIN cover_personmonth m ON m.person_id = p.id AND m.payment_id IS NOT NULL AND m.withdrawn_by_id IS NULL
WHERE r.programme_id = %s AND r.standing = %s AND m.month < %s
GROUP BY r.id
"""


@dataclass(frozen=True, slots=True)
class Person:
    """One accepted person. ``traits``: decile, work, groups, paid (kinds), grounds, nik (index, hex), barred, paid_months."""

    row: int
    village: str
    sector: str
    registered: int
    since: int
    traits: Mapping[str, Any]

    @property
    def barred(self) -> str:
        return str(self.traits.get("barred", ""))


@dataclass(frozen=True, slots=True)
class Gathered:
    """``inputs``: funds as they stood, places by village and in total, as the plan keeps them."""

    people: list[Person]
    inputs: dict[str, Any]

    def hash(self, plan: Plan) -> str:
        """SHA-256 over all that settles the plan, one JSON array to a line."""
        digest = hashlib.sha256()
        head = [plan.first_month, plan.months, plan.aim, plan.changes, self.inputs]
        digest.update(_line(head))
        for one in self.people:
            digest.update(_line([one.village, one.sector, one.registered, one.since, one.traits]))
        return digest.hexdigest()


def _line(said: object) -> bytes:
    return (
        json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str).encode()
        + b"\n"
    )


def gathered_of(base: Plan) -> Gathered:
    """The same people and funds again."""
    rows = Line.objects.filter(plan=base).order_by("position")
    fields = ("row_id", "village_id", "sector", "registered", "since", "traits")
    people = [Person(*values) for values in rows.values_list(*fields).iterator(chunk_size=20_000)]
    return Gathered(people, dict(base.inputs))


def gather(plan: Plan) -> Gathered:
    """Raises UnusableInput where there is nobody, or no fund."""
    programme = plan.programme
    funds = _funds(programme, Month.from_number(plan.first_month).first_day())
    if not funds:
        raise UnusableInput(
            Text("Program ini belum punya dana", "The programme has no fund"),
            Text("Hubungkan dana ke program lebih dulu", "Link a fund to the programme first"),
        )
    people = _people(plan, funds)
    if not people:
        raise UnusableInput(
            Text("Belum ada usulan yang diterima", "No proposal has been accepted yet"),
            Text("Periksa usulan dan putuskan baris yang menunggu", "Check proposals and decide what waits"),
        )
    return Gathered(people, {"funds": funds, **_places(programme)})


def _funds(programme: Programme, on: date) -> list[dict[str, Any]]:
    """As they stand now, with the rule in force on the first day of the plan."""
    found = []
    links = programme.fund_links.select_related("fund").order_by("rank", "fund_id")
    for link in links:
        fund, rule = link.fund, rule_in_force(link.fund, on)
        rules = dict(rule.rules) if rule else {}
        if rules.get("places") is not None:
            rules["places"] = max(0, rules["places"] - people_held(fund))
        found.append(
            {
                "pk": fund.pk, "fund": fund.public_id, "name": str(fund), "area": fund.area_id,
                "kind": fund.kind, "payer": fund.payer, "rank": link.rank,
                "ceiling": fund.ceiling, "committed": fund.committed,
                "rule": rule.pk if rule else None, "version": rule.version if rule else 0,
                "rules": rules,
            }
        )  # fmt: skip
    names = [each["name"] for each in found]
    for each in found:
        if names.count(each["name"]) > 1:
            each["name"] = f"{each['name']} ({each['area']})"
    return found


def _places(programme: Programme) -> dict[str, Any]:
    """Places left. Where villages have quotas, one without has none, as on a list for decision."""
    quotas = list(programme.quotas.values_list("village_id", "places", "taken"))
    of_villages = {code: (places, taken) for code, places, taken in quotas if code}
    total = next(((places, taken) for code, places, taken in quotas if not code), None)
    codes = list(villages_of(programme).order_by("code").values_list("code", flat=True))
    return {
        "total": total[0] - total[1] if total else None,
        "total_taken": total[1] if total else 0,
        "places": {code: places - taken for code, (places, taken) in sorted(of_villages.items())},
        "taken": {code: taken for code, (_, taken) in sorted(of_villages.items())},
        "villages": codes,
    }


def _people(plan: Plan, funds: Iterable[Mapping[str, Any]]) -> list[Person]:
    programme = plan.programme
    rules = [each["rules"] for each in funds]
    about = {
        row: (work, decile, bytes(nik or b"").hex())
        for row, work, decile, nik in Row.objects.filter(programme=programme, standing=Standing.ACCEPTED)
        .values_list("pk", "occupation_code", "decile", "nik_index")
        .iterator(chunk_size=20_000)
    }
    groups = _groups(programme, rules)
    paid = _paid_by(programme, plan.first_month, rules)
    members = _members(programme, plan.first_month)
    people = []
    for one in ranked(programme, plan.first_month, plan.months, with_rules=False):
        who = one.candidate
        if who.row not in about:  # accepted between the two reads: it comes into the next plan
            continue
        work, decile, nik = about[who.row]
        since, months = members.get(who.row, (plan.first_month, 0))
        said = {
            "nik": nik, "work": work, "decile": decile, "grounds": one.grounds, "barred": who.barred,
            "groups": sorted(groups.get(who.row, ())), "paid": sorted(paid.get(who.row, ())), "months": months,
        }  # fmt: skip
        traits = {key: value for key, value in said.items() if value not in (None, "", [], 0)}
        people.append(Person(who.row, who.village, who.sector, who.registered, since, traits))
    return people


def _groups(programme: Programme, rules: Iterable[Mapping[str, Any]]) -> dict[int, set[str]]:
    """Lists of people that rules name, and asnaf, by row."""
    rules = list(rules)
    named = {group for rule in rules for group in rule.get("groups", ())}
    lists = PeopleGroup.objects.filter(public_id__in=named)
    if any(rule.get("asnaf") for rule in rules):
        heads = [programme.area_id[:at] for at in (2, 5, 8, 13) if at <= len(programme.area_id)]
        inside = PeopleGroup.objects.filter(area__code__startswith=programme.area_id)
        lists = lists | inside | PeopleGroup.objects.filter(area_id__in=heads)
    keys = sorted(set(lists.values_list("pk", flat=True)))
    found: dict[int, set[str]] = defaultdict(set)
    if keys:
        sql = _GROUPS.format(groups=", ".join(["%s"] * len(keys)))
        for row, group, asnaf in _rows(sql, [programme.pk, Standing.ACCEPTED, *keys]):
            found[row].add(group)
            if asnaf:
                found[row].add(f"{ASNAF}{asnaf}")
    return found


def _paid_by(
    programme: Programme, first_month: int, rules: Iterable[Mapping[str, Any]]
) -> dict[int, set[str]]:
    """Kinds of money that pay for the person in the year of the plan's first month, where a rule asks."""
    kinds = sorted({kind for rule in rules for kind in rule.get("not_covered_by", ())})
    found: dict[int, set[str]] = defaultdict(set)
    if kinds:
        year = first_month // _YEAR * _YEAR
        sql = _PAID_BY.format(kinds=", ".join(["%s"] * len(kinds)))
        for row, kind in _rows(sql, [programme.pk, Standing.ACCEPTED, year + 1, year + 12, *kinds]):
            found[row].add(kind)
    return found


def _members(programme: Programme, first_month: int) -> dict[int, tuple[int, int]]:
    """Who comes with a membership that still stands: its first month, and the months paid.

    It stands where no more months lie unpaid before the plan than arrears allow (payung.law).
    """
    first = Month.from_number(first_month)
    window = current().amount("membership/arrears_months", first.first_day())
    found = {}
    for row, began, last, months in _rows(_MEMBERS, [programme.pk, Standing.ACCEPTED, first_month]):
        if first - Month.from_number(last) - 1 <= window:
            found[row] = (began, months)
    return found


def _rows(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def last_year(plan: Plan) -> dict[str, Any]:
    """Cover of the same months a year before in the programme's area: by village and by kind of money, each counted once."""
    from payung.office.cover.models import PersonMonth
    from payung.office.cover.months import inside

    first = Month.from_number(plan.first_month) + -12
    span = min(plan.months, 12)
    months = PersonMonth.objects.filter(
        inside(plan.programme.area_id),
        month__range=(first.number, (first + (span - 1)).number),
        withdrawn_by=None,
    ).order_by()

    def sums(by: str) -> dict[str, dict[str, int]]:
        return {
            row[by]: {"people": row["n"], "months": row["m"], "rupiah": row["r"]}
            for row in months.values(by).annotate(
                n=Count("person", distinct=True), m=Count("id"), r=Sum("planned", default=0)
            )
        }

    return {
        "from": first.number,
        "months": span,
        "villages": sums("village_id"),
        "kinds": sums("fund__kind"),
        "niks": {
            bytes(nik).hex()
            for nik in months.values_list("person__nik_index", flat=True).distinct().iterator()
        },
    }
