"""The lists: activities, campaigns, what was agreed, reach by village."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.language import number
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, scope
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.journal.once import once
from payung.office.outreach import queries, reach
from payung.office.outreach.actions import planning
from payung.office.outreach.forms import CampaignForm
from payung.office.outreach.models import Attendance, State
from payung.office.outreach.tables import ActivityTable, CampaignTable, FollowUpTable, ReachTable
from payung.office.programmes.pages import FormPage, form_page

_MOST_BARS = 12


def _manages(request: HttpRequest) -> bool:
    return bool(scope(request.user, May.MANAGE_OUTREACH))


@needs(May.SEE_OUTREACH)
def activities(request: HttpRequest) -> HttpResponseBase:
    table = ActivityTable(request, queries.activities(request.user))
    return respond(request, table, "outreach/list.html", {"may_manage": _manages(request)})


@needs(May.SEE_OUTREACH)
def campaigns(request: HttpRequest) -> HttpResponseBase:
    held = Q(activities__state=State.HELD)
    rows = queries.campaigns(request.user).annotate(
        planned=Count("activities", distinct=True),
        held=Count("activities", distinct=True, filter=held),
        villages=Count("activities__villages", distinct=True, filter=held),
    )
    came = dict(
        Attendance.objects.filter(activity__campaign__in=rows.order_by().values("pk"))
        .order_by()
        .values_list("activity__campaign")
        .annotate(n=Count("pk"))
    )
    groups = [
        {
            "public_id": row.public_id,
            "name": row.name,
            "area": row.area.name,
            "activities": row.planned,
            "held": row.held,
            "villages": row.villages,
            "came": came.get(row.pk, 0),
        }
        for row in rows
    ]
    table = CampaignTable(request, groups)
    return respond(request, table, "outreach/campaigns.html", {"may_manage": _manages(request)})


@needs(May.MANAGE_OUTREACH)
def campaign_new(request: HttpRequest) -> HttpResponse:
    form = CampaignForm(request.user, request.POST or None)
    page = FormPage(_("Make a campaign"), _("Make it"), reverse("campaigns"), _("Campaigns"))

    def work(given: dict[str, Any]) -> str:
        made = planning.add_campaign(request.user, given["area"].pk, name=given["name"], about=given["about"])
        return made.public_id

    return form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("The campaign is made. Choose it when you plan its activities."),
        then=lambda _result: reverse("campaigns"),
    )


@needs(May.SEE_OUTREACH)
def follow_ups(request: HttpRequest) -> HttpResponseBase:
    table = FollowUpTable(request, queries.follow_ups(request.user))
    return respond(request, table, "outreach/follow_ups.html")


@needs(May.SEE_OUTREACH)
def reached(request: HttpRequest) -> HttpResponseBase:
    """Activities and proposals by village, so many days before and after the first activity."""
    days, campaign = _days(request), request.GET.get("kampanye", "")
    rows = reach.by_village(request.user, days, timezone.localdate(), campaign=campaign)
    touched = [row for row in rows if row["activities"]]
    before = sum(row["before"] for row in touched)
    after = sum(row["after"] for row in touched)
    tongue = page_language()
    context = {
        "days": days,
        "campaign": campaign,
        "campaigns": list(queries.campaigns(request.user).values_list("public_id", "name")),
        "villages": len(touched),
        "of": len(rows),
        "before": before,
        "after": after,
        "running": sum(row["days_after"] < days for row in touched),
        "chart": _chart(touched),
        "chart_rows": _by_district(touched),
        "chart_words": _(
            "%(before)s people were proposed in the %(days)s days before, %(after)s in the %(days)s days after."
        )
        % {"before": number(before, tongue), "after": number(after, tongue), "days": days},
    }
    return respond(request, ReachTable(request, rows), "outreach/reach.html", context)


def _days(request: HttpRequest) -> int:
    asked = request.GET.get("hari", "")
    return min(max(int(asked), 1), reach.MOST_DAYS) if asked.isascii() and asked.isdigit() else reach.DAYS


def _by_district(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sums by kecamatan, the largest first, for the chart and its table."""
    sums: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = sums.setdefault(row["district"], {"district": row["district"], "before": 0, "after": 0})
        one["before"] += row["before"]
        one["after"] += row["after"]
    return sorted(sums.values(), key=lambda one: -(one["before"] + one["after"]))[:_MOST_BARS]


def _chart(rows: list[dict[str, Any]]) -> dict[str, Any]:
    bars = _by_district(rows)
    return {
        "xAxis": {"type": "category", "data": [one["district"] for one in bars]},
        "yAxis": {"type": "value"},
        "legend": {"top": 0},
        "series": [
            {"type": "bar", "name": _("Proposed before"), "data": [one["before"] for one in bars]},
            {"type": "bar", "name": _("Proposed after"), "data": [one["after"] for one in bars]},
        ],
    }
