"""Samples: drawn from a seed, shown, taken as a workbook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.audit import queries
from payung.office.audit.actions import samples as acts
from payung.office.audit.forms import SampleForm
from payung.office.audit.tables import DrawnTable, SampleTable
from payung.office.audit.views.parts import tabs
from payung.office.core.forms import put_on
from payung.office.journal.lists import respond
from payung.office.journal.once import once

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(May.AUDIT)
def listed(request: HttpRequest) -> HttpResponseBase:
    table = SampleTable(request, queries.samples(request.user))
    return respond(request, table, "audit/samples.html", {"tabs": tabs("samples")})


@needs(May.AUDIT)
def draw(request: HttpRequest) -> HttpResponse:
    form = SampleForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        token = said.pop("token")
        try:
            made, _new = once(
                request.user,
                token,
                lambda: acts.draw(request.user, said.pop("programme"), **said).public_id,
            )
        except UnusableInput as error:
            put_on(form, error, error.place.column or "programme")
        else:
            return redirect("audit_sample", made)
    return render(request, "audit/sample_new.html", {"form": form}, status=422 if form.errors else 200)


@needs(May.AUDIT)
def one(request: HttpRequest, public_id: str) -> HttpResponseBase:
    sample = get_object_or_404(queries.samples(request.user), public_id=public_id)
    again = acts.same_today(request.user, sample) if request.GET.get("ulang") else None
    items = sample.items.select_related(
        "person_month__person", "person_month__village", "person_month__payment"
    )
    context = {
        "sample": sample,
        "again": again,
        "rows": [{"label": label, "value": value} for label, value in acts.method_in_words(sample)],
    }
    return respond(
        request, DrawnTable(request, items, area=sample.programme.area_id), "audit/sample.html", context
    )


@require_POST
@needs(May.AUDIT)
def take(request: HttpRequest, public_id: str) -> HttpResponse:
    sample = get_object_or_404(queries.samples(request.user), public_id=public_id)
    name = f"sampel-{slugify(sample.programme.name)}-{slugify(sample.seed) or sample.public_id}.xlsx"
    content = acts.take(request.user, sample)
    return HttpResponse(
        content, content_type=_XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
