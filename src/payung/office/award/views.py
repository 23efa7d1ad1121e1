"""Pages of the award: criteria, the evidence of a year with its gaps, the league, the pack to hand in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, require, scope
from payung.office.award import actions, queries
from payung.office.award.evidence import Found, last_month, standings
from payung.office.award.forms import CriteriaForm, InnovationForm
from payung.office.award.models import Level, Scheme
from payung.office.award.pack import export, points
from payung.office.award.tables import AwardTable, InnovationTable, LeagueTable
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.journal.once import once
from payung.office.programmes.pages import FormPage, form_page

_FIRST_YEAR = 2015  # of the contributions that the law's files know


def _year(request: HttpRequest) -> int:
    """The year asked for; this one otherwise."""
    now = timezone.localdate().year
    asked = (request.POST if request.method == "POST" else request.GET).get("tahun", "")
    usable = asked.isascii() and asked.isdigit() and len(asked) == len("2026")
    return min(max(int(asked), _FIRST_YEAR), now) if usable else now


def _scheme(request: HttpRequest, public_id: str) -> Scheme:
    found: Scheme = get_object_or_404(queries.schemes(request.user), public_id=public_id)
    return found


@needs(May.SEE_AWARD)
def awards(request: HttpRequest) -> HttpResponseBase:
    table = AwardTable(request, queries.newest(request.user))
    manages = bool(scope(request.user, May.MANAGE_AWARD))
    return respond(request, table, "award/list.html", {"may_manage": manages})


@needs(May.SEE_AWARD)
def award(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The evidence of a year: of the region itself, or as a league of its villages."""
    scheme, year, today = _scheme(request, public_id), _year(request), timezone.localdate()
    found = standings(scheme, year, today)
    versions = queries.schemes(request.user).filter(area=scheme.area_id, name=scheme.name)
    context: dict[str, Any] = {
        "scheme": scheme,
        "year": year,
        "years": range(today.year, today.year - 8, -1),
        "month": last_month(year, today),
        "month_words": Month.from_number(last_month(year, today)).to(page_language()),
        "versions": versions.order_by("-version"),
        "may_manage": may(request.user, May.MANAGE_AWARD, scheme.area_id),
    }
    if scheme.level == Level.VILLAGE:
        table = LeagueTable(request, found, area=scheme.area_id)
        return respond(request, table, "award/league.html", context)
    (own,) = found
    context |= {
        "score": points(own.tenths),
        "found": [_row(each) for each in own.found],
        "gaps": own.gaps,
    }
    return render(request, "award/award.html", context)


def _row(each: Found) -> dict[str, Any]:
    return {"it": each, "points": points(each.tenths)}


@needs(May.MANAGE_AWARD)
def new(request: HttpRequest) -> HttpResponse:
    level = Level.VILLAGE if request.GET.get("untuk") == "desa" else Level.AREA
    form = CriteriaForm(request.user, request.POST or None, level=level)

    def work(given: dict[str, Any]) -> str:
        said = {"name": given["name"], "level": given["level"], "criteria": form.criteria()}
        return actions.set_criteria(request.user, given["area"].pk, **said).public_id

    page = FormPage(
        _("Set award criteria"),
        _("Set these criteria"),
        reverse("awards"),
        _("Awards"),
        _("The jury's own weights are not published: these are yours. They add up to 100."),
    )
    return form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("The criteria are set."),
        then=lambda result: reverse("award", args=[result[0]]),
    )


@needs(May.MANAGE_AWARD)
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new version; the earlier ones stay."""
    scheme = _scheme(request, public_id)
    require(request.user, May.MANAGE_AWARD, scheme.area_id)
    form = CriteriaForm(request.user, request.POST or None, kept=scheme)

    def work(given: dict[str, Any]) -> str:
        made = actions.set_criteria(
            request.user,
            scheme.area_id,
            name=scheme.name,
            level=scheme.level,
            criteria=form.criteria(),
            why=given["why"],
        )
        return made.public_id

    page = FormPage(
        _("Change the weights"),
        _("Set these criteria"),
        reverse("award", args=[public_id]),
        scheme.name,
        _("This makes a new version. Earlier versions stay as they are."),
    )
    return form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("The criteria are set."),
        then=lambda result: reverse("award", args=[result[0]]),
    )


@require_POST
@needs(May.SEE_AWARD)
def download(request: HttpRequest, public_id: str) -> HttpResponse:
    scheme, year = _scheme(request, public_id), _year(request)
    content = export(request.user, scheme, year)
    name = f"{slugify(scheme.name)}-{year}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/zip", headers=headers)


@needs(May.SEE_AWARD)
def innovations(request: HttpRequest) -> HttpResponseBase:
    table = InnovationTable(request, queries.innovations(request.user))
    manages = bool(scope(request.user, May.MANAGE_AWARD))
    return respond(request, table, "award/innovations.html", {"may_manage": manages})


@needs(May.MANAGE_AWARD)
def innovation_new(request: HttpRequest) -> HttpResponse:
    form = InnovationForm(request.user, request.POST or None)

    def work(given: dict[str, Any]) -> str:
        said = {key: given[key] for key in ("title", "about", "dated")}
        return actions.add_innovation(request.user, given["area"].pk, **said).public_id

    return form_page(
        request,
        form,
        FormPage(_("Add an innovation"), _("Add"), reverse("innovations"), _("Innovations")),
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("Kept."),
        then=lambda _result: reverse("innovations"),
    )
