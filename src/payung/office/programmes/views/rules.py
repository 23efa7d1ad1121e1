"""Criteria, kinds of work, quotas."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.language import number
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.programmes import actions, queries
from payung.office.programmes.actions.quotas import TOTAL
from payung.office.programmes.forms import CriteriaForm, EachVillageForm, OccupationForm, PlacesForm
from payung.office.programmes.pages import FormPage, confirm_page, form_page
from payung.office.programmes.tables import OccupationTable, QuotaTable
from payung.office.programmes.views.programme import SEEING, managed, seen
from payung.office.programmes.words import rules_in_words


@needs(*SEEING)
def criteria(request: HttpRequest, public_id: str) -> HttpResponse:
    found = seen(request, public_id)
    versions = [
        {"version": one, "rules": rules_in_words(one.rules)} for one in found.criteria.order_by("-version")
    ]
    context = {
        "programme": found,
        "versions": versions,
        "may_manage": may(request.user, May.MANAGE_PROGRAMMES, found.area_id),
    }
    return render(request, "programmes/criteria.html", context)


@needs(May.MANAGE_PROGRAMMES)
def criteria_new(request: HttpRequest, public_id: str) -> HttpResponse:
    found = managed(request, public_id)
    form = CriteriaForm(request.POST or None)
    back = reverse("criteria", args=[public_id])
    page = FormPage(
        _("Set criteria"),
        _("Set these criteria"),
        back,
        _("Criteria"),
        _("This makes a new version. Earlier versions stay as they are, and people verified under them too."),
    )
    return form_page(
        request,
        form,
        page,
        lambda said: actions.add_criteria(
            request.user,
            found,
            form.chosen(),
            valid_from=said["valid_from"],
            listed_work_only=said["listed_work_only"],
        ),
        done=_("The criteria are set."),
        then=lambda _result: back,
    )


@needs(*SEEING)
def occupations(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = seen(request, public_id)
    table = OccupationTable(
        request, queries.occupations(found).select_related("programme"), area=found.area_id
    )
    manages = may(request.user, May.MANAGE_PROGRAMMES, found.area_id)
    return respond(request, table, "programmes/occupations.html", {"programme": found, "may_manage": manages})


@needs(May.MANAGE_PROGRAMMES)
@require_POST
def occupations_start(request: HttpRequest, public_id: str) -> HttpResponse:
    found = managed(request, public_id)
    added = actions.start_catalogue(request.user, found)
    messages.success(request, _("%(n)s kinds of work were added.") % {"n": number(added, page_language())})
    return redirect("occupations", public_id)


@needs(May.MANAGE_PROGRAMMES)
def occupation_edit(request: HttpRequest, public_id: str, code: str = "") -> HttpResponse:
    found = managed(request, public_id)
    kept = get_object_or_404(found.occupations, code=code) if code else None
    initial = {"name": kept.name, "synonyms": "\n".join(kept.synonyms), "sector": kept.sector} if kept else {}
    form = OccupationForm(request.POST or None, initial=initial)
    back = reverse("occupations", args=[public_id])
    title = _("Change the kind of work") if kept else _("Add a kind of work")
    return form_page(
        request,
        form,
        FormPage(title, _("Save"), back, _("Kinds of work")),
        lambda said: actions.save_occupation(
            request.user,
            found,
            name=said["name"],
            synonyms=said["synonyms"].splitlines(),
            sector=said["sector"],
            code=code,
        ),
        done=_("Saved."),
        then=lambda _result: back,
    )


@needs(*SEEING)
def quotas(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = seen(request, public_id)
    rows = found.quotas.exclude(village=None).select_related("programme", "village", "village__parent")
    context = {
        "programme": found,
        "board": queries.quota_board(found),
        "may_manage": may(request.user, May.MANAGE_PROGRAMMES, found.area_id),
    }
    return respond(request, QuotaTable(request, rows, area=found.area_id), "programmes/quotas.html", context)


@needs(May.MANAGE_PROGRAMMES)
def quota_edit(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """The places of one village, or in total under the word ``semua``."""
    found = managed(request, public_id)
    village = None if code == "semua" else get_object_or_404(queries.villages(found), code=code)
    quota = found.quotas.filter(village=village).first()
    form = PlacesForm(request.POST or None, initial={"places": quota.places if quota else None})
    back = reverse("quotas", args=[public_id])
    taken = number(quota.taken if quota else 0, page_language())
    page = FormPage(
        _("Quota of %(village)s") % {"village": village.name} if village else _("Quota in total"),
        _("Save"),
        back,
        _("Quotas"),
        _("%(n)s places are taken; the quota cannot be below that.") % {"n": taken},
    )
    key = village.code if village else TOTAL
    return form_page(
        request,
        form,
        page,
        lambda said: actions.set_quotas(request.user, found, {key: said["places"]}),
        done=_("Saved."),
        then=lambda _result: back,
    )


@needs(May.MANAGE_PROGRAMMES)
def quota_each(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same places in every village: first the figures, then the act."""
    found = managed(request, public_id)
    back = reverse("quotas", args=[public_id])
    form = EachVillageForm(request.GET if "each" in request.GET else None)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "programme": found, "back": back}
        return render(request, "programmes/quota_each.html", context, status=422 if form.is_bound else 200)
    each = form.cleaned_data["each"]
    if request.method == "POST":
        villages = queries.villages(found).values_list("code", flat=True)
        try:
            actions.set_quotas(request.user, found, dict.fromkeys(villages, each))
        except UnusableInput as error:
            messages.error(request, error.to(page_language()))
            return redirect(request.get_full_path())
        messages.success(request, _("The quotas are set."))
        return redirect(back)
    return confirm_page(
        request,
        title=_("Set the same quota for every village?"),
        words=_what_if(queries.quota_what_if(found, each)),
        button=_("Set the quotas"),
        cancel=back,
    )


def _what_if(what: queries.WhatIf) -> list[str]:
    language = page_language()
    figures = {
        "villages": number(what.villages, language),
        "each": number(what.each, language),
        "then": number(what.then, language),
        "now": number(what.now, language),
        "more": number(what.more, language),
        "taken": number(what.taken, language),
    }
    return [
        _("%(villages)s villages × %(each)s places = %(then)s places") % figures,
        _("Now the villages have %(now)s places: a change of %(more)s") % figures,
        _("%(taken)s places are taken already; no village goes below what is taken") % figures,
    ]
