"""Pages of the treasury's registers: load one, look at what each order is, record what pays a bill."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.exchange.treasury_register import FIELDS
from payung.language import number, rupiah
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, Refused, may, require, scope, sponsors_of
from payung.office.core import store, uploads
from payung.office.core.forms import put_on
from payung.office.core.headings_form import HeadingsForm
from payung.office.core.language import page_language
from payung.office.core.vault import unseal_fields
from payung.office.journal.lists import respond
from payung.office.journal.once import TokenForm, once
from payung.office.programmes.pages import FormPage, form_page
from payung.office.treasury import actions, queries
from payung.office.treasury.forms import ChooseForm, RegisterForm, own_areas
from payung.office.treasury.models import SEALED, Order, Register, RegisterProfile
from payung.office.treasury.recognising import still_owed
from payung.office.treasury.tables import TONES, OrderTable, RegisterTable

_EXAMPLE = 'name = "BKAD"\n\n[headings]\ndocument = ["Nomor Perintah"]\namount = ["Nilai Cair"]\n'
_F = Order.Finding


@needs(May.SEE_MONEY)
def index(request: HttpRequest) -> HttpResponseBase:
    if sponsors_of(request.user) is not None:
        raise Refused(May.RECORD_PAYMENTS)
    table = RegisterTable(request, queries.registers(request.user))
    context = {"may_load": bool(scope(request.user, May.RECORD_PAYMENTS))}
    return respond(request, table, "treasury/registers.html", context)


@needs(May.RECORD_PAYMENTS)
def load(request: HttpRequest) -> HttpResponse:
    uploads.check(request)
    form = RegisterForm(request.user, request.POST or None, request.FILES or None)
    page = FormPage(
        _("Load a register of SP2D"),
        _("Load the register"),
        reverse("registers"),
        _("Registers of SP2D"),
        _("Nothing is paid by loading it: you see first what each SP2D is."),
        multipart=True,
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            key, _now = once(request.user, said.pop("token"), lambda: _load(request.user, said))
        except UnusableInput as error:
            put_on(form, error, "file")
        else:
            return redirect("register", key)
    return render(
        request, "programmes/form.html", {"form": form, "page": page}, status=422 if form.errors else 200
    )


def _load(user: Any, said: dict[str, Any]) -> str:
    file, area = said.pop("file"), said.pop("area")
    with store.private_file(Path(file.name).suffix.lower()) as (path, stream):
        for chunk in file.chunks():
            stream.write(chunk)
        stream.flush()
        return str(actions.load_register(user, area, path, file_name=file.name, **said).public_id)


def _register(request: HttpRequest, public_id: str) -> Any:
    return get_object_or_404(queries.registers(request.user), public_id=public_id)


@needs(May.SEE_MONEY)
def detail(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = _register(request, public_id)
    may_record = may(request.user, May.RECORD_PAYMENTS, found.area_id)
    rows = found.orders.select_related("register", "bill__fund")
    counts = queries.counts(found)
    figures = [
        {"label": each.label, "value": counts[each.value][0], "tone": TONES[each.value] if counts[each.value][0] else "",
         "href": f"?hasil={each.value}"}
        for each in _F
    ]  # fmt: skip
    ready, ready_rupiah = counts[_F.PAYS]
    context = {
        "register": found,
        "figures": figures,
        "ready": ready if may_record else 0,
        "ready_rupiah": ready_rupiah,
    }
    table = OrderTable(request, rows, may_record=may_record, area=found.area_id)
    return respond(request, table, "treasury/register.html", context)


@needs(May.RECORD_PAYMENTS)
def record_all(request: HttpRequest, public_id: str) -> HttpResponse:
    """What would be recorded, bill by bill; sent, it is."""
    found = _register(request, public_id)
    require(request.user, May.RECORD_PAYMENTS, found.area_id)
    orders = list(found.orders.filter(finding=_F.PAYS).select_related("bill__fund", "bill__programme"))
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _recorded(request, found, form.cleaned_data["token"], orders, form)
    total = sum(order.amount or 0 for order in orders)
    context = {"register": found, "orders": orders, "total": total, "form": form}
    return render(request, "treasury/record.html", context)


def _recorded(
    request: HttpRequest, found: Register, token: str, orders: list[Order], form: Any, **chosen: Any
) -> HttpResponse:
    def work() -> str:
        came = actions.record_orders(request.user, found, orders, **chosen)
        return f"{came.payments} {came.refused} {came.rupiah} {came.people}"

    try:
        result, _now = once(request.user, token, work)
    except UnusableInput as error:
        messages.error(request, error.to(page_language()))
        return redirect("register", found.public_id)
    payments, refused, paid, people = map(int, result.split())
    told = {
        "n": number(payments, page_language()),
        "rupiah": rupiah(paid),
        "people": number(people, page_language()),
    }
    if payments:
        messages.success(request, _("Recorded: %(n)s SP2D, %(rupiah)s; %(people)s people settled.") % told)
    if refused:
        messages.warning(
            request,
            _("%(n)s SP2D were refused by the books; the reason stands beside them.") % {"n": refused},
        )
    return redirect("register", found.public_id)


@needs(May.RECORD_PAYMENTS)
def order(request: HttpRequest, public_id: str, order_id: str) -> HttpResponse:
    """One order: what it says, what it was found to be, and the bill that it shall pay."""
    found = _register(request, public_id)
    require(request.user, May.RECORD_PAYMENTS, found.area_id)
    one = get_object_or_404(found.orders.select_related("bill__fund", "fund"), public_id=order_id)
    bills = queries.payable(request.user, found)
    form = ChooseForm(bills, request.POST or None, initial={"bill": one.bill and one.bill.public_id})
    open_yet = one.finding in actions.recording.OPEN
    if request.method == "POST" and open_yet and form.is_valid():
        return _recorded(
            request, found, form.cleaned_data["token"], [one], form, bill=form.cleaned_data["bill"]
        )
    private = unseal_fields(one.sealed, SEALED) if bytes(one.sealed) else {}
    facts = [
        {"label": _("SP2D"), "value": one.document},
        {"label": _("Date"), "value": one.dated},
        {"label": _("Rupiah"), "value": rupiah(one.amount) if one.amount is not None else ""},
        {"label": _("Description"), "value": private.get("purpose", "")},
        {"label": _("Payee"), "value": private.get("payee", "")},
        {"label": _("Fund"), "value": str(one.fund) if one.fund else ""},
    ]
    context = {
        "register": found,
        "order": one,
        "tone": TONES[one.finding],
        "facts": [fact for fact in facts if fact["value"]],
        "form": form if open_yet and bills else None,
        "owed": still_owed(bills.get(pk=one.bill_id))
        if one.bill_id and bills.filter(pk=one.bill_id)
        else None,
    }
    return render(request, "treasury/order.html", context, status=422 if form.errors else 200)


@needs(May.RECORD_PAYMENTS)
def headings(request: HttpRequest) -> HttpResponse:
    areas = own_areas(request.user)
    kept = RegisterProfile.objects.filter(area__in=areas).first()
    initial = {
        "area": areas.first(),
        "name": kept.name if kept else "BKAD",
        "headings": kept.headings if kept else _EXAMPLE,
    }
    page = FormPage(
        _("Headings of registers"),
        _("Keep the headings"),
        reverse("registers"),
        _("Registers of SP2D"),
        ", ".join(FIELDS.words),
    )
    return form_page(
        request,
        HeadingsForm(FIELDS, areas, request.POST or None, initial=initial),
        page,
        lambda said: actions.save_profile(
            request.user, said["area"].code, name=said["name"], headings=said["headings"]
        ),
        done=_("The headings are kept."),
        then=lambda _result: reverse("register_load"),
    )
