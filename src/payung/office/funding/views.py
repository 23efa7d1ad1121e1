"""Pages of funds, and which funds pay in a programme."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.language import rupiah
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.core.language import page_language
from payung.office.funding import actions, queries, terms
from payung.office.funding.forms import CeilingForm, FundForm, LinkForm, RuleForm
from payung.office.funding.kinds import FACTS
from payung.office.funding.models import Fund, Kind
from payung.office.funding.rates import RateKey, in_words, rate
from payung.office.funding.tables import FundTable
from payung.office.funding.terms import rule_in_force
from payung.office.journal.lists import respond
from payung.office.people.models import Sector
from payung.office.programmes import queries as programmes
from payung.office.programmes.pages import FormPage, form_page


@needs(May.SEE_MONEY, May.MANAGE_FUNDS)
def funds(request: HttpRequest) -> HttpResponseBase:
    context = {"may_manage": bool(scope(request.user, May.MANAGE_FUNDS))}
    return respond(request, FundTable(request, queries.funds(request.user)), "funding/list.html", context)


@needs(May.SEE_MONEY, May.MANAGE_FUNDS)
def fund(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.funds(request.user), public_id=public_id)
    today = timezone.localdate()
    rule = rule_in_force(found, today)
    heed = FACTS[Kind(found.kind)].heed
    context = {
        "fund": found,
        "facts": _facts(found),
        "heed": heed.to(page_language()) if heed else "",
        "left": None if found.ceiling is None else found.ceiling - found.committed,
        "money": found.appropriations.select_related("recorded_by"),
        "rule": rule,
        "asked": _asked(rule.rules) if rule else [],
        "versions": [
            {"version": each, "asked": _asked(each.rules), "ahead": each.valid_from > today}
            for each in found.rules.select_related("made_by")
        ],
        "links": found.programme_links.select_related("programme").filter(
            programme__in=programmes.programmes(request.user)
        ),
        "may_manage": may(request.user, May.MANAGE_FUNDS, found.area_id),
    }
    return render(request, "funding/fund.html", context)


def _facts(found: Fund) -> list[dict[str, Any]]:
    language = page_language()
    month = timezone.localdate().year * 100 + timezone.localdate().month
    facts: list[dict[str, Any]] = [
        {"label": _("Whose money it is"), "value": found.sponsor.name},
        {"label": _("Kind of money"), "value": found.get_kind_display()},
        {"label": _("Year"), "value": str(found.year)},
        {"label": _("Area"), "value": f"{found.area.name} ({found.area_id})"},
    ]
    for sector, label in Sector.choices:
        said = in_words(rate(RateKey(month, sector, found.payer, month, 1_000_000, False)))
        facts.append(
            {"label": _("Rate this month: %(sector)s") % {"sector": label}, "value": said.to(language)}
        )
    if found.proposer:
        facts.append({"label": _("Proposed by"), "value": found.proposer})
    if found.legal_note:
        facts.append({"label": _("Legal basis or note"), "value": found.legal_note})
    return facts


def _asked(rules: dict[str, Any]) -> list[str]:
    return [said.to(page_language()) for said in terms.in_words(rules)]


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
    own = ("name", "kind", "payer", "year", "ceiling", "document", "dated", "legal_note", "proposer")
    return actions.create_fund(user, sponsor, area_code=said["area"], **{key: said[key] for key in own})


@needs(May.MANAGE_FUNDS)
def ceiling(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.funds(request.user), public_id=public_id)
    form = CeilingForm(request.POST or None, initial={"ceiling": found.ceiling})
    at = reverse("fund", args=[public_id])
    lead = _("Committed already: %(committed)s. The ceiling cannot go below that.") % {
        "committed": rupiah(found.committed)
    }
    page = FormPage(_("Appropriation or revision"), _("Save"), at, str(found), lead)
    return form_page(
        request,
        form,
        page,
        lambda said: actions.change_ceiling(request.user, found, said.pop("ceiling"), **said),
        done=_("Saved. The ceiling is the sum of all appropriations."),
        then=lambda _result: at,
    )


@needs(May.MANAGE_FUNDS)
def rules(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.funds(request.user), public_id=public_id)
    latest = found.rules.order_by("-version").first()
    initial = dict(latest.rules) if latest else {}
    initial["areas"] = ", ".join(initial.get("areas", ()))
    form = RuleForm(found, request.POST or None, initial=initial)
    at = reverse("fund", args=[public_id])
    page = FormPage(
        _("Whom the fund may pay"),
        _("Make the next version"),
        at,
        str(found),
        _(
            "Earlier versions stay as they are; plans made under them are not changed. What is left empty is not asked."
        ),
    )
    return form_page(
        request,
        form,
        page,
        lambda said: actions.set_rules(
            request.user, found, form.rules(), valid_from=said["valid_from"], basis=said["basis"]
        ),
        done=_("The rule has a new version."),
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
