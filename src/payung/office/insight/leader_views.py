"""The leadership's page, what its numbers are made of, and its brief on paper."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, Refused, may, scope
from payung.office.areas.models import Area, Level
from payung.office.continuity import queries as continuity
from payung.office.continuity.tables import people_address
from payung.office.core.group_tables import GroupTable
from payung.office.core.tables import Column
from payung.office.insight import brief, leader, leader_charts, maps
from payung.office.insight.coverage_views import percent
from payung.office.insight.figures import figures, next_steps, parts_address
from payung.office.insight.overview import SUMS, Overview
from payung.office.journal.lists import respond


def _found(request: HttpRequest, code: str) -> Area:
    """An area that the user leads with figures and money; a sponsor sees its money on pages of its own."""
    if not leader.areas(request.user).exists():
        raise Refused(May.SEE_MONEY)
    return get_object_or_404(leader.areas(request.user), pk=code)


@needs(May.SEE_MONEY)
def first(request: HttpRequest) -> HttpResponse:
    """The largest area that the user serves."""
    area = leader.areas(request.user).order_by("level", "code").first()
    if area is None:
        raise Refused(May.SEE_MONEY)
    return redirect("leader_area", area.pk)


@needs(May.SEE_MONEY)
def page(request: HttpRequest, code: str) -> HttpResponse:
    area = _found(request, code)
    seen = Overview(request.user, area, timezone.localdate())
    counted = continuity.latest()
    context = {
        "area": area,
        "seen": seen,
        "figures": figures(seen),
        "steps": next_steps(seen),
        "trend": leader_charts.trend(seen),
        "league": leader_charts.league(seen),
        "shares": {each.code: percent(seen.standing_of(each)) for each in seen.league},
        "flow": leader_charts.flow(seen),
        "map": maps.drawn(seen),
        "counted": counted,
        "inner": leader.areas(request.user).filter(parent=area, level__lte=Level.DISTRICT),
        "may_manage": may(request.user, May.MANAGE_COVERAGE, area.pk) and area.level <= Level.REGENCY,
        "per_village": parts_address(area.pk),
        "per_month": parts_address(area.pk, "bulan"),
        "per_flow": parts_address(area.pk, "aliran"),
    }
    return render(request, "insight/leader.html", context)


def _money(code: str, first_month: int, last_month: int) -> str:
    asked = {"wilayah": code}
    if first_month:
        asked |= {"dari": str(Month.from_number(first_month)), "sampai": str(Month.from_number(last_month))}
    return f"{reverse('reconciliation')}?{'&'.join(f'{name}={value}' for name, value in asked.items())}"


class _PartsTable(GroupTable):
    page_size = 100
    empty_title = gettext_lazy("Nobody is on a decree yet")
    empty_words = gettext_lazy("The figures begin with the first approved decision.")


def _columns(request: HttpRequest, month: int) -> list[Column]:
    """The sums of the page, by whatever the row is; a number leads on to the people or the money behind it."""
    names, claims = bool(scope(request.user, May.SEE_PEOPLE)), bool(scope(request.user, May.SEE_CLAIMS))

    def cover(key: str) -> Any:
        return lambda row: _money(row["code"], month, month) if row[key] else ""

    def risk(standing: str) -> Any:
        return (
            (lambda row: people_address(keadaan=standing, desa=row["code"]) if row[standing] else "")
            if names
            else None
        )

    def of_claims(key: str, **asked: str) -> Any:
        def address(row: dict[str, Any]) -> str:
            return f"{reverse('claims')}?{urlencode({'desa': row['code'], **asked})}" if row[key] else ""

        return address if claims else None

    return [
        Column("decided", gettext_lazy("Decided"), kind="integer", sort="decided", total="decided", link=cover("decided")),
        Column("enrolled", gettext_lazy("People protected"), kind="integer", sort="enrolled", total="enrolled", link=cover("enrolled")),
        Column("paid", gettext_lazy("Paid for this month"), kind="integer", sort="paid", total="paid", link=cover("paid")),
        Column("workforce", gettext_lazy("People who should be"), kind="integer", sort="workforce", value=lambda row: row["workforce"] or None),
        Column("share", gettext_lazy("Share"), kind="digits", sort="share_sort"),
        Column("arrears", gettext_lazy("At risk"), kind="integer", sort="arrears", total="arrears", link=risk("arrears")),
        Column("waiting", gettext_lazy("Decided, never paid"), kind="integer", sort="waiting", total="waiting", link=risk("waiting")),
        Column("needed", gettext_lazy("Rupiah that would mend it"), kind="rupiah", sort="needed", total="needed"),
        Column("contributions", gettext_lazy("Contributions paid"), kind="rupiah", sort="contributions", total="contributions",
               link=lambda row: _money(row["code"], 0, 0) if row["contributions"] else ""),
        Column("families", gettext_lazy("Families helped"), kind="integer", sort="families", total="families", link=of_claims("families", keadaan="terbantu")),
        Column("cases", gettext_lazy("Events reported"), kind="integer", sort="cases", total="cases", link=of_claims("cases")),
        Column("benefits", gettext_lazy("Benefits paid to families"), kind="rupiah", sort="benefits", total="benefits", link=of_claims("benefits", keadaan="terbantu")),
    ]  # fmt: skip


class VillageTable(_PartsTable):
    name = "leader-villages"
    title = gettext_lazy("Figures by village")
    first_order = "code"

    def __init__(self, request: HttpRequest, rows: list[dict[str, Any]], month: int, *, area: str) -> None:
        super().__init__(request, rows, area=area)
        self.columns = (  # type: ignore[misc]
            Column("code", gettext_lazy("Code"), kind="digits", sort="code"),
            Column("name", gettext_lazy("Name"), sort="name", width=26,
                   link=lambda row: reverse("leader_area", args=[row["code"]])),
            *_columns(request, month),
        )  # fmt: skip


class MonthTable(_PartsTable):
    name = "leader-months"
    title = gettext_lazy("Figures by month")
    first_order = "-month"

    def __init__(self, request: HttpRequest, rows: list[dict[str, Any]], code: str) -> None:
        super().__init__(request, rows, area=code)
        to = lambda row: _money(code, row["month"], row["month"])  # noqa: E731
        self.columns = (  # type: ignore[misc]
            Column("month", gettext_lazy("Month"), kind="month", sort="month", link=to),
            Column("decided", gettext_lazy("Decided"), kind="integer", sort="decided", total="decided"),
            Column("enrolled", gettext_lazy("Enrolled"), kind="integer", sort="enrolled", total="enrolled"),
            Column("paid", gettext_lazy("Paid"), kind="integer", sort="paid", total="paid"),
            Column(
                "rupiah", gettext_lazy("Contributions paid"), kind="rupiah", sort="rupiah", total="rupiah"
            ),
        )


class FlowTable(_PartsTable):
    name = "leader-flow"
    title = gettext_lazy("From funds to villages to work")
    first_order = "-people"
    columns = (
        Column("fund", gettext_lazy("Fund"), sort="fund", width=26),
        Column("village", gettext_lazy("Village"), sort="village", width=26),
        Column("occupation", gettext_lazy("Occupation"), sort="occupation", width=26),
        Column("people", gettext_lazy("People"), kind="integer", sort="people", total="people"),
    )


@needs(May.SEE_MONEY)
def parts(request: HttpRequest, code: str) -> HttpResponseBase:
    """What the page's numbers are sums of: villages, kecamatan, months, or the flow; to be sorted and downloaded."""
    area = _found(request, code)
    seen = Overview(request.user, area, timezone.localdate())
    per = request.GET.get("per", "desa")
    per = per if per in ("desa", "kecamatan", "bulan", "aliran") else "desa"
    words = {
        "desa": _("By village"),
        "kecamatan": _("By kecamatan"),
        "bulan": _("By month"),
        "aliran": _("Funds to work"),
    }
    context = {
        "area": area,
        "month": seen.month,
        "tabs": [
            {"label": label, "href": parts_address(code, each), "active": each == per}
            for each, label in words.items()
        ],
        "per": per,
    }
    return respond(request, table(request, seen, per), "insight/leader_parts.html", context)


def table(request: HttpRequest, seen: Overview, per: str) -> GroupTable:
    rows: list[dict[str, Any]]
    if per == "bulan":
        rows = [
            {
                "month": each.month,
                "decided": each.decided,
                "enrolled": each.enrolled,
                "paid": each.paid,
                "rupiah": each.rupiah,
            }
            for each in seen.months
        ]
        return MonthTable(request, rows, seen.area.pk)
    if per == "aliran":
        names = {each.code: each.name for each in seen.villages}
        rows = [
            {
                "fund": each.fund,
                "village": names.get(each.village, each.village),
                "occupation": each.occupation,
                "people": each.people,
            }
            for each in seen.streams
        ]
        return FlowTable(request, rows, area=seen.area.pk)
    if per == "kecamatan":
        rows = [row | _share(row) for row in seen.districts]
    else:
        rows = [row | _share(row) for row in map(_village_row, seen.villages)]
    return VillageTable(request, rows, seen.month, area=seen.area.pk)


def _village_row(each: Any) -> dict[str, Any]:
    return {name: getattr(each, name) for name in ("code", "name", "workforce", *SUMS)}


def _share(row: dict[str, Any]) -> dict[str, Any]:
    """People protected of the workforce where it is known; nothing is made of a nought."""
    from payung.law.coverage import coverage_share

    share = coverage_share(row["enrolled"], row["workforce"]) if row["workforce"] else None
    return {
        "share": percent(share),
        "share_sort": share.percent if share else -1,
        "workforce": row["workforce"] or 0,
    }


@needs(May.SEE_MONEY)
def brief_pdf(request: HttpRequest, code: str) -> HttpResponse:
    area = _found(request, code)
    content = brief.download(request.user, area, timezone.localdate())
    disposition = f'attachment; filename="ringkasan-{area.pk}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})
