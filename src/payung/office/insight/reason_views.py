"""What goes wrong in the lists: of all villages, and of one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.language import number
from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.areas.models import Area, Level
from payung.office.core.language import page_language
from payung.office.core.tables import Filter
from payung.office.insight import reasons
from payung.office.insight.reason_tables import LeagueTable, ReasonTable, in_words, percent
from payung.office.journal.lists import respond
from payung.office.proposals.queries import how_many

_CHARTED = 5  # reasons that the chart tells apart


@needs(May.SEE_PROPOSALS)
def league(request: HttpRequest) -> HttpResponseBase:
    """Villages by the share that their lists lose; with ``per=sebab`` the reasons of all of them."""
    asked = _asked(request, None)
    per_reason = request.GET.get("per") == "sebab"
    of = reasons.rows(request.user, asked)
    here = reverse("reasons")
    table = (
        _reason_table(request, asked, of)
        if per_reason
        else LeagueTable(
            request,
            reasons.villages(of),
            lambda code: _with(request, reverse("reasons_area", args=[code])),
            lambda row, **more: _rows_of(asked, row, **more),
            area="",
        )
    )
    context = _context(request, asked, of) | {
        "tabs": [
            {"label": _("By village"), "href": _with(request, here, per=""), "active": not per_reason},
            {"label": _("By reason"), "href": _with(request, here, per="sebab"), "active": per_reason},
        ],
        "per": "sebab" if per_reason else "",
    }
    return respond(request, table, "insight/reasons.html", context)


@needs(May.SEE_PROPOSALS)
def area(request: HttpRequest, code: str) -> HttpResponseBase:
    """What goes wrong in this village's lists."""
    found = get_object_or_404(reasons.areas(request.user), pk=code)
    asked = _asked(request, found)
    of = reasons.rows(request.user, asked)
    context = _context(request, asked, of) | {
        "area": found,
        "back": _with(request, reverse("reasons")),
    }
    return respond(request, _reason_table(request, asked, of), "insight/reasons.html", context)


def _asked(request: HttpRequest, found: Area | None) -> reasons.Asked:
    """An address written by hand must not break the page: what cannot be is left out."""
    months = Filter("dari", "", kind="month")
    programme = reasons.programmes(request.user).filter(public_id=request.GET.get("program", "")).first()
    return reasons.Asked(
        programme=programme,
        first=months.accepted(request.GET.get("dari", ""), request),
        last=months.accepted(request.GET.get("sampai", ""), request),
        area=found,
    )


def _context(request: HttpRequest, asked: reasons.Asked, of: Any) -> dict[str, Any]:
    months = reasons.by_month(of)
    proposed, lost, waits = (sum(each[name] for each in months) for name in ("proposed", "lost", "waits"))
    share = round(1000 * lost / proposed) if proposed else 0
    most = [each.reason.code for each in reasons.reasons(of) if each.lost][:_CHARTED]
    return {
        "asked": asked,
        "programmes": reasons.programmes(request.user),
        "proposed": proposed,
        "lost": lost,
        "waits": waits,
        "share": percent(share),
        "all_address": _rows(asked, nasib="sekali"),
        "lost_address": _rows(asked, nasib="gugur"),
        "waits_address": _rows(asked, nasib="tunggu"),
        "months": [
            {
                **each,
                "share": percent(round(1000 * each["lost"] / each["proposed"]) if each["proposed"] else 0),
            }
            for each in months
        ],
        "chart": _chart(of, months, most),
        "chart_words": _("Of %(proposed)s people proposed, %(lost)s fell out (%(share)s).")
        % {
            "proposed": number(proposed, page_language()),
            "lost": number(lost, page_language()),
            "share": percent(share),
        },
    }


def _chart(of: Any, months: list[dict[str, Any]], codes: list[str]) -> dict[str, Any]:
    """Rows that fell out, month by month, one line of bars for each of the most frequent reasons."""
    by_code = reasons.reasons_by_month(of, codes)
    return {
        "xAxis": {
            "type": "category",
            "data": [Month.from_number(each["month"]).to(page_language()) for each in months],
        },
        "yAxis": {"type": "value"},
        "legend": {"top": 0, "type": "scroll"},
        "grid": {"left": 8, "right": 12, "top": 56, "bottom": 8, "containLabel": True},
        "series": [
            {
                "type": "bar",
                "stack": "all",
                "name": in_words(code)[:60],
                "data": [by_code[code].get(each["month"], 0) for each in months],
            }
            for code in codes
        ],
    }


def _reason_table(request: HttpRequest, asked: reasons.Asked, of: Any) -> ReasonTable:
    proposed = how_many(of)
    groups = [
        {
            "code": each.reason.code,
            "words": in_words(each.reason.code),
            "lost": each.lost,
            "waits": each.waits,
            "rows": each.rows,
            "share": round(1000 * each.rows / proposed) if proposed else 0,
            "remedy": each.reason.remedy.to(page_language()),
        }
        for each in reasons.reasons(of)
    ]
    return ReasonTable(
        request, groups, lambda **more: _rows(asked, **more), area=asked.area.code if asked.area else ""
    )


def _rows(asked: reasons.Asked, **more: str) -> str:
    """The rows behind a number. Of an area above the villages there is no filter: no address then."""
    if asked.area is not None and asked.area.level != Level.VILLAGE:
        return ""
    said = {
        "program": asked.programme.public_id if asked.programme else "",
        "desa": asked.area.code if asked.area else "",
        "dari": asked.first,
        "sampai": asked.last,
        **more,
    }
    return f"{reverse('rows')}?{urlencode({key: value for key, value in said.items() if value})}"


def _rows_of(asked: reasons.Asked, row: dict[str, Any], **more: str) -> str:
    return _rows(asked, desa=row["code"], **more) if row["is_village"] else ""


def _with(request: HttpRequest, address: str, **changes: str) -> str:
    kept = {key: request.GET[key] for key in ("program", "dari", "sampai") if request.GET.get(key)}
    said = urlencode(kept | {key: value for key, value in changes.items() if value})
    return f"{address}?{said}" if said else address
