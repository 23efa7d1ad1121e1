"""Pages of funds, and which funds pay in a programme."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.funding import actions, queries
from payung.office.funding.forms import CeilingForm, FundForm, LinkForm
from payung.office.funding.models import Fund
from payung.office.funding.tables import FundTable
from payung.office.journal.lists import respond
from payung.office.programmes import queries as programmes
from payung.office.programmes.pages import FormPage, form_page


@needs(May.SEE_MONEY, May.MANAGE_FUNDS)
def funds(request: HttpRequest) -> HttpResponseBase:
    context = {"may_manage": bool(scope(request.user, May.MANAGE_FUNDS))}
    return respond(request, FundTable(request, queries.funds(request.user)), "funding/list.html", context)


@needs(May.SEE_MONEY, May.MANAGE_FUNDS)
def fund(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.funds(request.user), public_id=public_id)
    facts: list[dict[str, Any]] = [
        {"label": _("Whose money it is"), "value": found.sponsor.name},
        {"label": _("Kind of money"), "value": found.get_payer_display()},
        {"label": _("Whom it may pay"), "value": f"{found.area.name} ({found.area_id})"},
        {"label": _("Year"), "value": str(found.year)},
        {"label": _("Note"), "value": found.legal_note},
    ]
    context = {
        "fund": found,
        "facts": facts,
        "left": None if found.ceiling is None else found.ceiling - found.committed,
        "links": found.programme_links.select_related("programme").filter(
            programme__in=programmes.programmes(request.user)
        ),
        "may_manage": may(request.user, May.MANAGE_FUNDS, found.area_id),
    }
    return render(request, "funding/fund.html", context)


@needs(May.MANAGE_FUNDS)
def new(request: HttpRequest) -> HttpResponse:
    form = FundForm(request.user, request.POST or None)
    page = FormPage(_("Add a fund"), _("Add the fund"), reverse("funds"), _("Funds"))
    return form_page(
        request,
        form,
        page,
        lambda said: _create(request.user, said),
        done=_("The fund is added. Link it to a programme next."),
        then=lambda made: reverse("fund", args=[made.public_id]),
    )


@transaction.atomic
def _create(user: Any, said: dict[str, Any]) -> Fund:
    """A new sponsor and its fund come together or not at all."""
    sponsor = said["sponsor"] or actions.create_sponsor(user, said["area"], name=said["sponsor_name"])
    own = ("name", "payer", "year", "ceiling", "legal_note")
    return actions.create_fund(user, sponsor, area_code=said["area"], **{key: said[key] for key in own})


@needs(May.MANAGE_FUNDS)
def ceiling(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.funds(request.user), public_id=public_id)
    form = CeilingForm(request.POST or None, initial={"ceiling": found.ceiling})
    at = reverse("fund", args=[public_id])
    page = FormPage(_("Change the ceiling"), _("Save"), at, str(found))
    return form_page(
        request,
        form,
        page,
        lambda said: actions.change_ceiling(request.user, found, said["ceiling"], why=said["why"]),
        done=_("Saved."),
        then=lambda _result: at,
    )


@needs(May.SEE_MONEY, May.MANAGE_FUNDS)
def programme_funds(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = get_object_or_404(programmes.programmes(request.user), public_id=public_id)
    own = queries.funds(request.user).values("pk")
    context = {
        "programme": programme,
        "reach": [
            one for one in queries.reach(programme) if one.fund.pk in set(own.values_list("pk", flat=True))
        ],
        "may_manage": may(request.user, May.MANAGE_FUNDS, programme.area_id),
    }
    return render(request, "funding/programme.html", context)


@needs(May.MANAGE_FUNDS)
def link(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = get_object_or_404(programmes.programmes(request.user), public_id=public_id)
    form = LinkForm(request.user, programme, request.POST or None)
    at = reverse("programme_funds", args=[public_id])
    page = FormPage(
        _("Link a fund"),
        _("Link the fund"),
        at,
        programme.name,
        _("Funds are asked in the order of their rank; a person has one payer for a month."),
    )
    return form_page(
        request,
        form,
        page,
        lambda said: actions.link_fund(request.user, programme, said["fund"], rank=said["rank"]),
        done=_("The fund is linked."),
        then=lambda _result: at,
    )


@needs(May.MANAGE_FUNDS)
@require_POST
def unlink(request: HttpRequest, public_id: str, fund_id: str) -> HttpResponse:
    programme = get_object_or_404(programmes.programmes(request.user), public_id=public_id)
    found = get_object_or_404(queries.funds(request.user), public_id=fund_id)
    actions.unlink_fund(request.user, programme, found)
    messages.success(request, _("The fund takes nobody new. What it holds already it goes on paying."))
    return redirect("programme_funds", public_id)
