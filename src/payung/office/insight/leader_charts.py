"""The charts of the leadership's page as ECharts draws them, each with its words and the rows of its table."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from payung.language import number
from payung.law.month import Month
from payung.office.core.language import page_language
from payung.office.insight import counting
from payung.office.insight.coverage_views import percent
from payung.office.insight.overview import Overview, Village

ENDS = 5  # villages shown of each end of the league
MONTHS = 24
WIDEST = 10  # names in one column of the flow; the rest goes together


def trend(seen: Overview) -> dict[str, Any]:
    tongue, months = page_language(), seen.months[-MONTHS:]
    if not months:
        return {}
    names = (("decided", _("Decided")), ("enrolled", _("Enrolled")), ("paid", _("Paid")))
    first, last = months[0], months[-1]
    told = {
        "first": Month.from_number(first.month).to(tongue), "before": number(first.enrolled, tongue),
        "last": Month.from_number(last.month).to(tongue), "after": number(last.enrolled, tongue),
    }  # fmt: skip
    return {
        "option": {
            "xAxis": {
                "type": "category",
                "data": [Month.from_number(each.month).to(tongue) for each in months],
            },
            "yAxis": {"type": "value"},
            "legend": {"top": 0},
            "series": [
                {"type": "line", "name": name, "data": [getattr(each, key) for each in months]}
                for key, name in names
            ],
        },
        "words": (
            _("People enrolled: %(before)s in %(first)s, %(after)s in %(last)s.") % told
            if len(months) > 1
            else _("People enrolled in %(last)s: %(after)s.") % told
        ),
        "rows": months,
    }


def ends(seen: Overview) -> tuple[list[Village], list[Village]]:
    """Villages ahead and villages behind; a village stands in one of them only."""
    league = seen.league
    size = min(ENDS, (len(league) + 1) // 2)
    return league[:size], list(reversed(league[max(size, len(league) - ENDS) :]))


def league(seen: Overview) -> dict[str, Any]:
    ahead, behind = ends(seen)
    shown = [*ahead, *reversed(behind)]
    if not shown:
        return {}
    values: list[float] = [float(seen._percent(each)) for each in reversed(shown)]
    told = {"first": ahead[0].name, "share": percent(seen.standing_of(ahead[0]))}
    words, drawn = _("%(first)s is ahead with %(share)s.") % told, _("Percent")
    if len(shown) > 1 and len(set(values)) == 1:  # equal bars would say nothing: draw what orders them
        values, drawn = [each.enrolled for each in reversed(shown)], _("People protected")
        words = _("All stand alike, at %(share)s: the order is that of their people.") % told
    elif behind:
        words += " " + _("%(last)s is behind with %(share)s.") % {
            "last": behind[0].name, "share": percent(seen.standing_of(behind[0])),
        }  # fmt: skip
    return {
        "option": {
            "xAxis": {"type": "value"},
            "yAxis": {"type": "category", "data": [each.name for each in reversed(shown)]},
            "series": [{"type": "bar", "barMaxWidth": 28, "name": drawn, "data": values}],
        },
        "words": words,
        "ahead": ahead,
        "behind": behind,
    }


def flow(seen: Overview) -> dict[str, Any]:
    """Funds to villages (kecamatan where there are many) to occupations, people enrolled in the month."""
    rows = _flow_rows(seen)
    if not rows:
        return {}
    funds, middles, works = (_summed(rows, at) for at in range(3))
    first, second, third = (_gathered(totals) for totals in (funds, middles, works))
    left: dict[tuple[str, str], int] = defaultdict(int)
    right: dict[tuple[str, str], int] = defaultdict(int)
    for fund, middle, work, people in rows:
        left[first[fund], second[middle]] += people
        if work:
            right[second[middle], third[work]] += people
    told = {
        "people": number(sum(funds.values()), page_language()),
        "funds": number(len(funds), page_language()),
        "most": max(works, key=lambda work: (works[work], work)),
    }
    return {
        "option": _sankey(left, right),
        "words": (
            _("%(people)s people are paid for by %(funds)s funds; most of them work as %(most)s.") % told
            if right
            else _(
                "%(people)s people are paid for by %(funds)s funds; their work stands on the page of every stream."
            )
            % told
        ),
        "left": sorted(left.items(), key=lambda each: -each[1]),
        "right": sorted(right.items(), key=lambda each: -each[1]),
    }


def _flow_rows(seen: Overview) -> list[tuple[str, str, str, int]]:
    """Fund, place, work (empty where it is not counted) and people."""
    streams = seen.quick_streams
    places = {each.code: (each.name, each.district) for each in seen.villages}
    by_district = len({each.village for each in streams}) > WIDEST
    districts = counting.districts(district for _name, district in places.values()) if by_district else {}
    rows = []
    for each in streams:
        name, district = places.get(each.village, (each.village, ""))
        middle = districts.get(district, district) if by_district else name
        work = "" if seen.has_many else each.occupation or _("Not stated")
        rows.append((each.fund, middle, work, each.people))
    return rows


def _summed(rows: list[tuple[str, str, str, int]], at: int) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for row in rows:
        totals[str(row[at])] += row[3]
    return totals


def _sankey(left: dict[tuple[str, str], int], right: dict[tuple[str, str], int]) -> dict[str, Any]:
    # A place and a work may share a name: what is drawn is told apart by the spaces after it.
    links = [{"source": a, "target": f"{b} ", "value": people} for (a, b), people in sorted(left.items())]
    links += [
        {"source": f"{a} ", "target": f"{b}  ", "value": people} for (a, b), people in sorted(right.items())
    ]
    names = sorted({str(each[end]) for each in links for end in ("source", "target")})
    series = {
        "type": "sankey", "left": 4, "right": 96, "top": 8, "bottom": 8, "nodeGap": 10,
        "data": [{"name": name} for name in names], "links": links,
        "lineStyle": {"color": "source", "opacity": 0.35},
        "label": {"width": 90, "overflow": "truncate", "fontSize": 11},
    }  # fmt: skip
    return {"tooltip": {"trigger": "item"}, "series": [series]}


def _gathered(totals: dict[str, int]) -> dict[str, str]:
    """Each name as it is drawn: the largest by themselves, the rest together."""
    largest = sorted(totals, key=lambda name: (-totals[name], name))
    kept = largest if len(largest) <= WIDEST else largest[: WIDEST - 1]
    return {name: name if name in kept else _("Others") for name in totals}
