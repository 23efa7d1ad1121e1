"""The page of an area's way to its targets."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.language import number, rupiah
from payung.law.coverage import coverage_share
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.areas.models import Area
from payung.office.core.group_tables import GroupTable
from payung.office.core.language import page_language
from payung.office.core.tables import Column
from payung.office.insight import coverage, measures, track
from payung.office.insight.coverage_views import percent
from payung.office.insight.measures import InHand, Measure
from payung.office.insight.models import PARTS, Segment
from payung.office.insight.overview import Overview
from payung.office.journal.lists import respond


class NeedTable(GroupTable):
    """Where the missing people would have to come from."""

    name = "need-villages"
    title = gettext_lazy("Villages on the way to the target")
    first_order = "-need"
    empty_title = gettext_lazy("There is no village here")

    def __init__(self, request: HttpRequest, groups: list[dict[str, Any]], *, area: str) -> None:
        super().__init__(request, groups, area=area)
        self.columns = (  # type: ignore[misc]
            Column("name", gettext_lazy("Village"), sort="name", width=26,
                   link=lambda row: reverse("coverage_area", args=[row["code"]])),
            Column("people", gettext_lazy("Protected by our programmes"), kind="integer", sort="people", total="people"),
            Column("workforce", gettext_lazy("People who should be"), kind="integer", sort="workforce"),
            Column("share", gettext_lazy("Share"), kind="digits", sort="share_sort"),
            Column("need", gettext_lazy("More people"), kind="integer", sort="need", total="need"),
            Column("rupiah", gettext_lazy("Rupiah a year"), kind="rupiah", sort="rupiah", total="rupiah"),
        )  # fmt: skip


@needs(May.SEE_INSIGHT)
def page(request: HttpRequest, code: str) -> HttpResponseBase:
    area = get_object_or_404(coverage.seen_areas(request.user), pk=code)
    today = timezone.localdate()
    tops = [*measures.protected(request.user, area), *measures.own_months(request.user, area, today)]
    bottoms = measures.workforce(request.user, area)
    top = _asked(request, "dari", tops)
    # What nobody chose is what counts the same people.
    same = [each for each in bottoms if top and each.segment == top.segment]
    bottom = _asked(request, "penyebut", bottoms, [*same, *bottoms])
    lists = measures.in_hand(request.user, area, top.dated) if top else []
    told = request.GET.getlist("daftar")
    chosen = [each for each in lists if "dari" not in request.GET or each.decision.public_id in told]
    ways = _ways(request.user, area, top, bottom, chosen, today)
    paced = track.pace({each.dated: each.people for each in tops if top and each.series == top.series})
    first = next((way for way in ways if way.goal.own), ways[0] if ways else None)
    rows = _villages(request.user, area, first.missing_after_plan if first else 0, today)
    context = {
        "area": area,
        "tops": [(each, _named(each)) for each in tops],
        "top": top,
        "bottoms": [(each, _named(each)) for each in bottoms],
        "bottom": bottom,
        "share": percent(coverage_share(top.people, bottom.people)) if top and bottom else "",
        "lists": lists,
        "chosen": chosen,
        "ways": [_way(way, paced) for way in ways],
        "pace_words": _pace_words(paced),
        "chart": _chart(tops, top, ways, paced) if top and ways else {},
        "chart_words": _chart_words(ways, paced) if ways else "",
        "segments": _segments(tops, bottoms),
        "first": first,
        "a_year": rupiah(track.year_of_cover(today)),
    }
    return respond(request, NeedTable(request, rows, area=area.pk), "insight/track.html", context)


def _asked(
    request: HttpRequest, name: str, offered: list[Measure], first: list[Measure] | None = None
) -> Measure | None:
    """The measure that the address names, else the newest; an address written by hand must not break the page."""
    asked, usual = request.GET.get(name, ""), offered if first is None else first
    return next((each for each in offered if each.key == asked), usual[0] if usual else None)


def _named(each: Measure) -> str:
    gates = {
        "decided": _("our months decided"),
        "enrolled": _("our months enrolled"),
        "paid": _("our months paid"),
    }
    words = gates.get(each.definition, each.definition) if each.key.startswith("own-") else each.definition
    return f"{number(each.people, page_language())} · {Segment(each.segment).label} · {words} · {each.dated:%d-%m-%Y}"


def _ways(
    user: Any, area: Area, top: Measure | None, bottom: Measure | None, lists: list[InHand], today: date
) -> list[track.Way]:
    """To the area's own targets first, then to the national ones where the workforce is known."""
    if top is None:
        return []
    decided = sum(each.people - each.renewed for each in lists if each.is_decided)
    planned = sum(each.people - each.renewed for each in lists if not each.is_decided)
    goals = [
        track.Goal(_("Our own target"), each.year, each.people, None, each.about, own=True)
        for each in coverage.targets(user).filter(area=area).order_by("year", "about")
    ]
    if bottom:
        goals += [
            track.goal_of(each, bottom.people) for each in track.national(today) if each.year >= today.year
        ]
    workforce, cost = bottom.people if bottom else None, track.year_of_cover(today)
    return [
        track.Way(goal, top.people, decided, planned, workforce, track.years_left(today, goal.year), cost)
        for goal in goals
    ]


def _way(way: track.Way, paced: track.Pace | None) -> dict[str, Any]:
    ahead = paced.at(way.goal.year) if paced and paced.last.year <= way.goal.year else None
    return {
        "it": way,
        "percent": f"{float(way.goal.percent):g}%".replace(".", ",") if way.goal.percent is not None else "",
        "goal_share": percent(way.share(way.goal.people)),
        "now_share": percent(way.share(way.now)),
        "plan_share": percent(way.share(way.with_plan)),
        "projection": ahead,
        "reached": ahead is not None and ahead.low >= way.goal.people,
        "missed": ahead is not None and ahead.high < way.goal.people,
    }


def _pace_words(paced: track.Pace | None) -> str:
    if paced is None:
        return ""
    tongue = page_language()
    told = {
        "counts": number(paced.counts, tongue),
        "low": number(round(paced.low), tongue),
        "middle": number(round(paced.middle), tongue),
        "high": number(round(paced.high), tongue),
    }
    return (
        _(
            "From %(counts)s dated counts with the same definition: between each two of them the pace in people a year; the middle pace is %(middle)s, the range runs from the slow quarter (%(low)s) to the fast one (%(high)s). It goes on as it went: new money, laws or lists are not in it."
        )
        % told
    )


def _chart(
    tops: list[Measure], top: Measure | None, ways: list[track.Way], paced: track.Pace | None
) -> dict[str, Any]:
    counted = sorted({each.dated: each.people for each in tops if top and each.series == top.series}.items())
    series: list[dict[str, Any]] = [
        {"type": "line", "name": _("Counted"), "data": [[day.isoformat(), people] for day, people in counted]}
    ]
    goals = sorted({(way.goal.year, way.goal.people) for way in ways})
    series.append(
        {
            "type": "line", "name": _("Targets"), "lineStyle": {"width": 0}, "symbolSize": 10,
            "data": [[f"{year}-12-31", people] for year, people in goals],
        }
    )  # fmt: skip
    if paced:
        years = sorted({year for year, _people in goals if year >= paced.last.year})
        for name, part in ((_("Slow pace"), "low"), (_("Middle pace"), "middle"), (_("Fast pace"), "high")):
            points = [[paced.last.isoformat(), paced.people]]
            points += [[f"{year}-12-31", getattr(paced.at(year), part)] for year in years]
            series.append({"type": "line", "name": name, "lineStyle": {"type": "dotted"}, "data": points})
    return {
        "xAxis": {"type": "time"},
        "yAxis": {"type": "value"},
        "legend": {"top": 0, "type": "scroll"},
        "series": series,
    }


def _chart_words(ways: list[track.Way], paced: track.Pace | None) -> str:
    tongue, last = page_language(), ways[0]
    told = {
        "now": number(last.now, tongue),
        "year": last.goal.year,
        "goal": number(last.goal.people, tongue),
    }
    words = _("%(now)s people are protected; the first target is %(goal)s in %(year)s.") % told
    if paced and paced.last.year <= last.goal.year:
        ahead = paced.at(last.goal.year)
        told = {"low": number(ahead.low, tongue), "high": number(ahead.high, tongue)}
        words += " " + _("At the pace so far it would be %(low)s to %(high)s by then.") % told
    return words


def _segments(tops: list[Measure], bottoms: list[Measure]) -> list[dict[str, Any]]:
    """Each segment's newest count above and below, where both or one are known."""
    told = []
    for segment in (*PARTS, Segment.VULNERABLE, Segment.ALL):
        above = next(
            (each for each in tops if each.segment == segment and not each.key.startswith("own-")), None
        )
        below = next((each for each in bottoms if each.segment == segment), None)
        if above or below:
            told.append(
                {
                    "segment": segment.label,
                    "above": above.people if above else None,
                    "dated": above.dated if above else None,
                    "below": below.people if below else None,
                    "share": percent(coverage_share(above.people, below.people)) if above and below else "",
                    "missing": max(0, below.people - above.people) if above and below else None,
                }
            )
    return told


def _villages(user: Any, area: Area, need: int, today: date) -> list[dict[str, Any]]:
    """The missing people over the villages: by who is unprotected there where the workforce of each is known, else
    evenly."""
    seen = Overview(user, area, today)
    known = seen.by_workforce
    weights = {
        each.code: max(0, each.workforce - each.enrolled) if known else 1
        for each in seen.villages
        if each.workforce or not known
    }
    needs_of, cost = track.by_share(need, weights), track.year_of_cover(today)
    return [
        {
            "code": each.code,
            "name": each.name,
            "people": each.enrolled,
            "workforce": each.workforce or None,
            "share": percent(each.share),
            "share_sort": each.share.percent if each.share else 0,
            "need": needs_of.get(each.code, 0),
            "rupiah": needs_of.get(each.code, 0) * cost,
        }
        for each in seen.villages
    ]
