"""The registers of regulations and of agreements with BPJS."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, require, scope
from payung.office.core import small_files, uploads
from payung.office.journal.lists import respond
from payung.office.journal.once import once
from payung.office.programmes import actions, queries, validity
from payung.office.programmes.models import Agreement, Annex, LegalBasis
from payung.office.programmes.pages import FormPage, form_page
from payung.office.programmes.register_forms import AgreementForm, AnnexForm, BasisForm
from payung.office.programmes.register_tables import (
    AGREEMENT_TONES,
    AGREEMENT_WORDS,
    BASIS_TONES,
    BASIS_WORDS,
    AgreementTable,
    BasisTable,
)
from payung.office.programmes.views.programme import SEEING


@needs(*SEEING)
def bases(request: HttpRequest) -> HttpResponseBase:
    table = BasisTable(request, queries.legal_bases(request.user))
    manages = bool(scope(request.user, May.MANAGE_PROGRAMMES))
    return respond(request, table, "programmes/register.html", {"may_manage": manages, "new": "basis_new"})


def _basis(request: HttpRequest, public_id: str) -> LegalBasis:
    return get_object_or_404(queries.legal_bases(request.user), public_id=public_id)


@needs(*SEEING)
def basis(request: HttpRequest, public_id: str) -> HttpResponse:
    """One regulation: its validity, who cites it, its papers."""
    found, today = _basis(request, public_id), timezone.localdate()
    state = validity.basis_state(found, today)
    successor, until = found.replaced_by, validity.basis_until(found)
    facts: list[dict[str, Any]] = [
        {"label": _("About"), "value": found.about},
        {"label": _("Kind"), "value": found.get_kind_display()},
        {"label": _("Area"), "value": found.area.name if found.area else _("Everywhere")},
        {"label": _("Date"), "value": found.dated},
        {"label": _("In force from"), "value": validity.basis_from(found)},
        {"label": _("Valid until"), "value": until or _("Until it is replaced or withdrawn")},
        {"label": _("State"), "value": BASIS_WORDS[state], "tone": BASIS_TONES[state]},
    ]
    if successor is not None:
        href = reverse("basis", args=[successor.public_id])
        facts.append({"label": _("Replaced by"), "value": successor.number, "href": href})
    for earlier in found.replaces.all():
        href = reverse("basis", args=[earlier.public_id])
        facts.append({"label": _("Replaces"), "value": earlier.number, "href": href})
    citing = queries.citing(request.user, found)
    context = {
        "basis": found,
        "facts": facts,
        "lapsed": state == "lapsed",
        "until": until,
        "citing": citing,
        "cited_open": [one for one in citing if not one.closed],
        "decisions": queries.citing_decisions(request.user, found),
        "annexes": list(found.annexes.all()),
        "may_manage": may(request.user, May.MANAGE_PROGRAMMES, found.area_id or ""),
    }
    return render(request, "programmes/basis.html", context)


@needs(May.MANAGE_PROGRAMMES)
def basis_new(request: HttpRequest) -> HttpResponse:
    form = BasisForm(request.user, request.POST or None)
    page = FormPage(_("Add a legal basis"), _("Save"), reverse("bases"), _("Legal bases"))

    def work(given: dict[str, Any]) -> str:
        return actions.add_basis(request.user, given["area"].code, **form.said()).public_id

    return form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("Saved."),
        then=lambda result: reverse("basis", args=[result[0]]),
    )


@needs(May.MANAGE_PROGRAMMES)
def basis_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _basis(request, public_id)
    require(request.user, May.MANAGE_PROGRAMMES, found.area_id or "")
    form = BasisForm(request.user, request.POST or None, kept=found)
    back = reverse("basis", args=[public_id])
    return form_page(
        request,
        form,
        FormPage(_("Change the legal basis"), _("Save"), back, found.number),
        lambda _given: actions.change_basis(request.user, found, **form.said()),
        done=_("Saved."),
        then=lambda _result: back,
    )


@needs(*SEEING)
def agreements(request: HttpRequest) -> HttpResponseBase:
    """The register; above it what ends soon, and who falls with it."""
    today = timezone.localdate()
    seen = scope(request.user, *SEEING)
    soon = [one for one in queries.ending(today) if seen.touches(one.area_id)]
    falls = queries.falling(soon, today)
    context = {
        "may_manage": bool(scope(request.user, May.MANAGE_PROGRAMMES)),
        "new": "agreement_new",
        "ending": [
            {"agreement": one, "days": (one.ends - today).days, "falls": falls[one.pk]} for one in soon
        ],
    }
    table = AgreementTable(request, queries.agreements(request.user))
    return respond(request, table, "programmes/agreements.html", context)


def _agreement(request: HttpRequest, public_id: str) -> Agreement:
    return get_object_or_404(queries.agreements(request.user), public_id=public_id)


@needs(*SEEING)
def agreement(request: HttpRequest, public_id: str) -> HttpResponse:
    """One agreement: parties, scope, term, the chain it stands in, and what falls when it ends."""
    found, today = _agreement(request, public_id), timezone.localdate()
    known = validity.by_id(Agreement.objects.filter(area=found.area_id).select_related("extends"))
    chain = validity.chain(found, known)
    extended = chain[-1].pk != found.pk
    state = validity.agreement_state(found, today, extended=extended)
    falls = queries.falling([found], today)[found.pk]
    context = {
        "agreement": found,
        "state": state,
        "facts": _facts(found, state),
        "days": (found.ends - today).days,
        "falls": falls,
        "chain": [
            {"agreement": one, "here": one.pk == found.pk, "gap": validity.gap_before(one)} for one in chain
        ],
        "programmes": queries.programmes(request.user).filter(agreement__in=[one.pk for one in chain]),
        "reminders": list(found.reminders.all()),
        "annexes": list(found.annexes.all()),
        "may_manage": may(request.user, May.MANAGE_PROGRAMMES, found.area_id),
        "may_extend": not extended,
        "sees_money": bool(scope(request.user, May.SEE_MONEY)),
    }
    return render(request, "programmes/agreement.html", context)


def _facts(found: Agreement, state: str) -> list[dict[str, Any]]:
    starts = validity.cover_starts(found, timezone.localdate())
    return [
        {"label": _("BPJS branch"), "value": found.branch},
        {"label": _("Other parties"), "value": "; ".join(found.parties.splitlines())},
        {"label": _("Scope"), "value": found.get_scope_display()},
        {"label": _("Subject"), "value": found.about},
        {"label": _("From"), "value": found.starts},
        {"label": _("Until"), "value": found.ends},
        {"label": _("State"), "value": AGREEMENT_WORDS[state], "tone": AGREEMENT_TONES[state]},
        {"label": _("From when is a person covered?"), "value": found.get_start_rule_display()},
        {"label": _("Whoever is registered today is covered from"), "value": starts},
    ]


@needs(May.MANAGE_PROGRAMMES)
def agreement_new(request: HttpRequest) -> HttpResponse:
    """A first agreement, or with ``?perpanjang=`` the extension of one, filled in as extensions usually are."""
    asked = request.GET.get("perpanjang", "")
    extended = queries.agreements(request.user).filter(public_id=asked).first() if asked else None
    form = AgreementForm(request.user, request.POST or None, extended=extended)
    title = _("Extend %(number)s") % {"number": extended.number} if extended else _("Add an agreement")
    page = FormPage(title, _("Save"), reverse("agreements"), _("Agreements with BPJS"))

    def work(given: dict[str, Any]) -> str:
        return actions.add_agreement(request.user, given["area"].code, **form.said()).public_id

    return form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("Saved."),
        then=lambda result: reverse("agreement", args=[result[0]]),
    )


@needs(May.MANAGE_PROGRAMMES)
def agreement_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _agreement(request, public_id)
    require(request.user, May.MANAGE_PROGRAMMES, found.area_id)
    form = AgreementForm(request.user, request.POST or None, kept=found)
    back = reverse("agreement", args=[public_id])
    return form_page(
        request,
        form,
        FormPage(_("Change the agreement"), _("Save"), back, found.number),
        lambda _given: actions.change_agreement(request.user, found, **form.said()),
        done=_("Saved."),
        then=lambda _result: back,
    )


@needs(May.MANAGE_PROGRAMMES)
def agreement_annex(request: HttpRequest, public_id: str) -> HttpResponse:
    return _annex_page(request, _agreement(request, public_id), reverse("agreement", args=[public_id]))


@needs(May.MANAGE_PROGRAMMES)
def basis_annex(request: HttpRequest, public_id: str) -> HttpResponse:
    return _annex_page(request, _basis(request, public_id), reverse("basis", args=[public_id]))


def _annex_page(request: HttpRequest, to: Agreement | LegalBasis, back: str) -> HttpResponse:
    require(request.user, May.MANAGE_PROGRAMMES, to.area_id or "")
    uploads.check(request)
    form = AnnexForm(request.POST or None, request.FILES or None)

    def work(given: dict[str, Any]) -> str:
        file = given["file"]
        stored = small_files.keep(file.name, file.chunks(), actions.STORED_ANNEX, waiting=True)
        return actions.add_annex(request.user, to, stored, title=given["title"]).public_id

    page = FormPage(_("Add a paper"), _("Keep it"), back, to.number, multipart=True)
    return form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("The paper is kept, sealed, with its hash."),
        then=lambda _result: back,
    )


@require_POST
@needs(*SEEING)
def annex(request: HttpRequest, public_id: str) -> HttpResponse:
    held = get_object_or_404(Annex.objects.select_related("agreement", "basis"), public_id=public_id)
    content = actions.look_annex(request.user, held)
    return small_files.answer(content, held.kind, held.public_id)
