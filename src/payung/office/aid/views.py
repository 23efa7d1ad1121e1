"""Pages of aid in kind."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.law.month import Month
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.aid import forms, papers, queries
from payung.office.aid.actions import drawing, handing, stock
from payung.office.aid.drawing import Rule
from payung.office.aid.models import Distribution, Receipt
from payung.office.aid.tables import AidTable, DeliveryTable, MendedRecipientTable, RecipientTable
from payung.office.areas.models import Area
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.journal.once import once
from payung.office.programmes.forms import WhyForm
from payung.office.programmes.pages import FormPage, form_page


def found(request: HttpRequest, public_id: str) -> Distribution:
    one: Distribution = get_object_or_404(queries.distributions(request.user), public_id=public_id)
    return one


def managed(request: HttpRequest, public_id: str) -> Distribution:
    return get_object_or_404(queries.managed(request.user), public_id=public_id)


def at(distribution: Distribution) -> str:
    return reverse("aid", args=[distribution.public_id])


@needs(May.SEE_AID)
def aids(request: HttpRequest) -> HttpResponseBase:
    table = AidTable(request, queries.distributions(request.user))
    return respond(request, table, "aid/list.html", {"may_manage": bool(scope(request.user, May.MANAGE_AID))})


@needs(May.MANAGE_AID)
def new(request: HttpRequest) -> HttpResponse:
    form = forms.AidForm(request.user, request.POST or None)

    def work(given: dict[str, Any]) -> str:
        said = {key: given[key] for key in ("name", "pack", "programme")}
        return stock.plan(request.user, given["area"].pk, **said).public_id

    return form_page(
        request,
        form,
        FormPage(_("Register an aid"), _("Register it"), reverse("aids"), _("Aid in kind")),
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("Registered. Record what came in, then draw."),
        then=lambda result: reverse("aid", args=[result[0]]),
    )


@needs(May.SEE_AID)
def aid(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """One aid: stock, the rule and the lot, who waits by village, the list."""
    held = found(request, public_id)
    manages = may(request.user, May.MANAGE_AID, held.area_id)
    table = (MendedRecipientTable if manages and not held.closed else RecipientTable)(
        request,
        queries.recipients(request.user, held).select_related("person", "village", "receipt", "distribution"),
        area=held.area_id,
    )
    villages = queries.by_village(request.user, held)
    context = {
        "aid": held,
        "left": held.received - held.handed,
        "facts": _facts(held),
        "villages": villages,
        "missing": sum(row["missing"] for row in villages),
        "may_manage": manages and not held.closed,
        "may_draw": manages and not held.closed and held.received and not held.handed,
        "may_hand": bool(scope(request.user, May.HAND_OUT_AID)) and held.drawn and not held.closed,
    }
    return respond(request, table, "aid/aid.html", context)


def _facts(held: Distribution) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [
        {"label": _("Pack"), "value": held.pack},
        {
            "label": _("Programme"),
            "value": held.programme.name if held.programme else _("Participants of any programme"),
        },
    ]
    if not held.drawn:
        return [*facts, {"label": _("State"), "value": _("Nobody is drawn yet"), "tone": "wait"}]
    rule = Rule.of(held.rule)
    names = list(Area.objects.filter(code__in=rule.villages).order_by("name").values_list("name", flat=True))
    return [
        *facts,
        {
            "label": _("Participants of which month?"),
            "value": Month.from_number(rule.month).to(page_language()),
        },
        {"label": _("Villages"), "value": ", ".join(names) or _("All villages of the area")},
        {"label": _("Work"), "value": rule.occupation or _("Any work")},
        {"label": _("Participants whom the rule found"), "value": held.candidates, "kind": "integer"},
        {"label": _("Seed of the lot"), "value": held.seed},
        {"label": _("Drawn"), "value": held.drawn},
        {"label": _("Hash of the list (SHA-256)"), "value": held.list_hash},
    ]


@needs(May.SEE_AID)
def deliveries(request: HttpRequest, public_id: str) -> HttpResponseBase:
    held = found(request, public_id)
    table = DeliveryTable(request, held.deliveries.all(), area=held.area_id)
    manages = may(request.user, May.MANAGE_AID, held.area_id) and not held.closed
    return respond(request, table, "aid/deliveries.html", {"aid": held, "may_manage": manages})


@needs(May.MANAGE_AID)
def receive(request: HttpRequest, public_id: str) -> HttpResponse:
    held = managed(request, public_id)
    form = forms.DeliveryForm(request.POST or None)

    def work(given: dict[str, Any]) -> str:
        said = {key: value for key, value in given.items() if key != "token"}
        return str(stock.receive(request.user, held, **said).pk)

    return form_page(
        request,
        form,
        FormPage(_("Record what came in"), _("Record it"), at(held), held.name),
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("Recorded."),
        then=lambda _result: at(held),
    )


@needs(May.MANAGE_AID)
def draw(request: HttpRequest, public_id: str) -> HttpResponse:
    held = managed(request, public_id)
    form = forms.DrawForm(held, request.POST or None)
    page = FormPage(
        _("Draw who receives a pack"),
        _("Draw the lot"),
        at(held),
        held.name,
        _("Where the rule finds more people than packs, the lot decides. The list is frozen with its hash."),
    )
    return form_page(
        request,
        form,
        page,
        lambda given: drawing.draw(
            request.user, held, form.rule(), seed=given["seed"], reserve=given["reserve"]
        ),
        done=_("The list is drawn."),
        then=lambda _result: at(held),
    )


@needs(May.HAND_OUT_AID)
def hand(request: HttpRequest, public_id: str) -> HttpResponse:
    """One card after the other; the page stays where it is."""
    held = found(request, public_id)
    form = forms.CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            result, _now = once(
                request.user,
                said["token"],
                lambda: str(
                    handing.hand_by_card(request.user, held, said["code"], taken_by=said["taken_by"]).pk
                ),
            )
        except UnusableInput as error:
            form.add_error("code", UnusableInput(error.what, error.mend).to(page_language()))
        else:
            receipt = Receipt.objects.select_related("recipient__person").get(pk=result)
            messages.success(
                request,
                _("Pack %(pack)s to number %(number)s, %(name)s.")
                % {
                    "pack": receipt.pack,
                    "number": receipt.recipient.number,
                    "name": receipt.recipient.person.name,
                },
            )
            return redirect("aid_hand", public_id)
    context = {"aid": held, "form": form, "left": held.received - held.handed}
    return render(request, "aid/hand.html", context, status=422 if form.errors else 200)


@needs(May.HAND_OUT_AID)
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    held = found(request, public_id)
    form = forms.SheetForm(request.POST or None)

    def work(given: dict[str, Any]) -> str:
        made = handing.hand_by_sheet(request.user, held, given["numbers"], dated=given["dated"])
        return str(len(made))

    page = FormPage(
        _("Enter the signed sheet"),
        _("Record the packs"),
        at(held),
        held.name,
        _("All these numbers or none: nobody gets a second pack, and no pack is given twice."),
    )
    return form_page(
        request,
        form,
        page,
        lambda given: once(request.user, given["token"], lambda: work(given)),
        done=_("The packs are recorded."),
        then=lambda _result: at(held),
    )


@require_POST
@needs(May.HAND_OUT_AID)
def print_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    held = found(request, public_id)
    try:
        content = papers.sheet(request.user, held, village=request.POST.get("desa", ""))
    except UnusableInput as error:
        messages.error(request, error.to(page_language()))
        return redirect("aid", public_id)
    name = f"tanda-terima-{slugify(held.name)}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@needs(May.MANAGE_AID)
def undo(request: HttpRequest, public_id: str, receipt_id: str) -> HttpResponse:
    held = managed(request, public_id)
    receipt = get_object_or_404(
        Receipt.objects.select_related("recipient__person", "distribution"),
        distribution=held,
        public_id=receipt_id,
    )
    form = WhyForm(request.POST or None)
    page = FormPage(
        _("Take back pack %(pack)s?") % {"pack": receipt.pack},
        _("Take it back"),
        at(held),
        held.name,
        _("%(name)s, number %(number)s, then waits for a pack again, and one more is left.")
        % {"name": receipt.recipient.person.name, "number": receipt.recipient.number},
    )
    return form_page(
        request,
        form,
        page,
        lambda given: handing.undo(request.user, receipt, why=given["why"]),
        done=_("Taken back."),
        then=lambda _result: at(held),
    )


@needs(May.MANAGE_AID)
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    held = managed(request, public_id)
    form = WhyForm(request.POST or None)
    page = FormPage(
        _("Close the aid?"),
        _("Close it"),
        at(held),
        held.name,
        _("No more packs come or go. What is left stays as it is: %(left)s packs.")
        % {"left": held.received - held.handed},
    )
    return form_page(
        request,
        form,
        page,
        lambda given: stock.close(request.user, held, why=given["why"]),
        done=_("The aid is closed."),
        then=lambda _result: at(held),
    )
