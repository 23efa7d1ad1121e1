"""The registers of legal bases and agreements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, scope
from payung.office.journal.lists import respond
from payung.office.programmes import actions, queries
from payung.office.programmes.forms import AgreementForm, BasisForm
from payung.office.programmes.pages import FormPage, form_page
from payung.office.programmes.tables import AgreementTable, BasisTable
from payung.office.programmes.views.programme import SEEING


@needs(*SEEING)
def bases(request: HttpRequest) -> HttpResponseBase:
    table = BasisTable(request, queries.legal_bases(request.user))
    manages = bool(scope(request.user, May.MANAGE_PROGRAMMES))
    return respond(request, table, "programmes/register.html", {"may_manage": manages, "new": "basis_new"})


@needs(May.MANAGE_PROGRAMMES)
def basis_new(request: HttpRequest) -> HttpResponse:
    form = BasisForm(request.user, request.POST or None)
    page = FormPage(_("Add a legal basis"), _("Save"), reverse("bases"), _("Legal bases"))
    return form_page(
        request,
        form,
        page,
        lambda said: actions.add_basis(
            request.user, said["area"].code, **{key: value for key, value in said.items() if key != "area"}
        ),
        done=_("Saved."),
        then=lambda _result: reverse("bases"),
    )


@needs(*SEEING)
def agreements(request: HttpRequest) -> HttpResponseBase:
    table = AgreementTable(request, queries.agreements(request.user))
    manages = bool(scope(request.user, May.MANAGE_PROGRAMMES))
    return respond(
        request, table, "programmes/register.html", {"may_manage": manages, "new": "agreement_new"}
    )


@needs(May.MANAGE_PROGRAMMES)
def agreement_new(request: HttpRequest) -> HttpResponse:
    form = AgreementForm(request.user, request.POST or None)
    page = FormPage(_("Add an agreement"), _("Save"), reverse("agreements"), _("Agreements with BPJS"))
    return form_page(
        request,
        form,
        page,
        lambda said: actions.add_agreement(
            request.user, said["area"].code, **{key: value for key, value in said.items() if key != "area"}
        ),
        done=_("Saved."),
        then=lambda _result: reverse("agreements"),
    )
