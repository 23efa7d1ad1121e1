"""Pages of what follows: how families fare, photos of a visit, samples."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.claims import files
from payung.office.claims import queries as claims
from payung.office.claims.forms import USES
from payung.office.core import uploads
from payung.office.core.forms import put_on
from payung.office.core.group_tables import GroupTable
from payung.office.core.tables import Column, Table
from payung.office.core.vault import unseal_fields
from payung.office.followup import actions, queries
from payung.office.followup.forms import CheckForm, PhotoForm, SampleForm
from payung.office.followup.models import SEALED_CHECK, SEALED_CONSENT, Outcome
from payung.office.journal.lists import respond
from payung.office.programmes.pages import FormPage, form_page

SEEING = (May.DRAW_SAMPLE, May.CHECK_SAMPLE)
OUTCOME_TONES = {Outcome.AGREES: "ok", Outcome.DIFFERS: "stop", Outcome.ABSENT: "wait", "": "muted"}


def _integer(key: str, label: Any, *, total: bool = True) -> Column:
    return Column(key, label, kind="integer", sort=key, total=key if total else "")


class FareTable(GroupTable):
    name = "families"
    title = gettext_lazy("How families fare")
    columns = (
        Column("group", gettext_lazy("Village"), sort="group", width=24),
        _integer("families", gettext_lazy("Families visited")),
        _integer("visits", gettext_lazy("Visits")),
        _integer("due", gettext_lazy("Visits that are due")),
        _integer("business", gettext_lazy("Found a business")),
        Column("before", gettext_lazy("Income before, on average"), kind="rupiah", sort="before"),
        Column("after", gettext_lazy("Income now, on average"), kind="rupiah", sort="after"),
        _integer("better", gettext_lazy("Income as before, or better")),
        _integer("pupils", gettext_lazy("Children of school age")),
        _integer("schooled", gettext_lazy("At school")),
        Column("school_share", gettext_lazy("At school, of 100"), kind="integer"),
        Column("decile", gettext_lazy("Poverty decile, on average")),
        _integer("poor", gettext_lazy("Among the poorest four tenths")),
        *(_integer(f"use_{use}", words) for use, words in USES.items()),
    )
    first_order = "group"
    empty_title = gettext_lazy("No family has been visited yet")
    empty_words = gettext_lazy("Record a visit on the family's claim; the figures appear here.")


@needs(May.SEE_CLAIMS)
def fare(request: HttpRequest) -> HttpResponseBase:
    """How families fare, by village; at one month of the plan, or over all visits."""
    known = queries.months_visited(request.user)
    asked = request.GET.get("bulan", "")
    months = int(asked) if asked.isdigit() and int(asked) in known else 0
    rows = queries.by_village(request.user, months)
    here = reverse("visit_villages")
    uses = {use: sum(row[f"use_{use}"] for row in rows) for use in USES}
    tabs = [{"label": _("All visits"), "href": here, "active": not months}]
    tabs += [
        {
            "label": _("After %(months)s months") % {"months": one},
            "href": f"{here}?bulan={one}",
            "active": one == months,
        }
        for one in known
    ]
    context = {
        "tabs": tabs,
        "uses": [(USES[use], count) for use, count in uses.items()],
        "chart": _chart(uses) if rows else None,
    }
    return respond(request, FareTable(request, rows), "followup/fare.html", context)


def _chart(uses: dict[str, int]) -> dict[str, Any]:
    return {
        "xAxis": {"type": "category", "data": [str(USES[use]) for use in uses]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [{"type": "bar", "name": _("Visits"), "data": list(uses.values())}],
    }


@needs(May.REPORT_EVENT)
def photos(request: HttpRequest, visit_id: str) -> HttpResponse:
    """Photos of a visit, each with who agreed; another one, only with consent."""
    visit = get_object_or_404(
        claims.visits(request.user).filter(scope(request.user, May.REPORT_EVENT).within("claim__village")),
        public_id=visit_id,
    )
    if request.method == "POST":
        uploads.check(request)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            stored = files.keep(given["file"].name, given["file"].chunks(), waiting=True)
            actions.add_photo(request.user, visit, stored, agreed=given["agreed"], who=given["who"])
        except UnusableInput as error:
            put_on(form, error, error.place.column if error.place.column in form.fields else None)
        else:
            messages.success(request, _("The photo is kept, sealed."))
            return redirect("visit_photos", visit_id)
    held = [
        {"photo": one, "who": unseal_fields(one.sealed, SEALED_CONSENT)["who"]} for one in visit.photos.all()
    ]
    context = {"visit": visit, "form": form, "photos": held}
    return render(request, "followup/photos.html", context, status=422 if form.errors else 200)


@require_POST
@needs(May.REPORT_EVENT)
def photo(request: HttpRequest, photo_id: str) -> HttpResponse:
    """One look, or the consent taken back."""
    held = get_object_or_404(queries.photos(request.user), public_id=photo_id)
    if "cabut" in request.POST:
        actions.withdraw_photo(request.user, held)
        messages.success(request, _("Consent is taken back; the photo is gone."))
        return redirect("visit_photos", held.visit.public_id)
    content = actions.look_photo(request.user, held)
    ending = held.kind.rpartition("/")[2].replace("jpeg", "jpg")
    headers = {
        "Content-Disposition": f'attachment; filename="kunjungan-{held.public_id}.{ending}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=held.kind, headers=headers)


class SampleTable(Table):
    name = "samples"
    title = gettext_lazy("Samples")
    columns = (
        Column(
            "public_id",
            gettext_lazy("Sample"),
            kind="digits",
            link=lambda row: reverse("sample", args=[row.public_id]),
        ),
        Column("area.name", gettext_lazy("Area"), sort="area__name", width=24),
        Column("drawn", gettext_lazy("Drawn on"), kind="date", sort="drawn"),
        Column("size", gettext_lazy("Families"), kind="integer", sort="size"),
        Column("checked", gettext_lazy("Looked at"), kind="integer", sort="checked"),
        Column("agrees", gettext_lazy("As recorded"), kind="integer", sort="agrees"),
    )
    order = ("-drawn",)
    empty_title = gettext_lazy("No sample has been drawn yet")
    empty_words = gettext_lazy(
        "A sample says whether what was recorded is so, without visiting everybody again."
    )

    def empty_action(self) -> tuple[str, Any] | None:
        if not scope(self.request.user, May.DRAW_SAMPLE):
            return None
        return reverse("sample_new"), gettext_lazy("Draw a sample")


@needs(May.SEE_CLAIMS)
def samples(request: HttpRequest) -> HttpResponseBase:
    context = {"may_draw": bool(scope(request.user, May.DRAW_SAMPLE))}
    return respond(
        request, SampleTable(request, queries.samples(request.user)), "followup/samples.html", context
    )


@needs(May.DRAW_SAMPLE)
def sample_new(request: HttpRequest) -> HttpResponse:
    form = SampleForm(request.user, request.POST or None)
    page = FormPage(
        _("Draw a sample"),
        _("Draw a sample"),
        reverse("samples"),
        _("Samples"),
        lead=_(
            "Payung draws; nobody chooses. Seed, frame and method are kept, so that anybody can draw again."
        ),
    )

    def work(said: dict[str, Any]) -> Any:
        area = said.pop("area")
        return actions.draw(request.user, area.code, **said)

    return form_page(
        request,
        form,
        page,
        work,
        done=_("The sample is drawn."),
        then=lambda made: reverse("sample", args=[made.public_id]),
    )


@needs(*SEEING)
def sample(request: HttpRequest, public_id: str) -> HttpResponse:
    held = get_object_or_404(queries.samples(request.user), public_id=public_id)
    rows = [
        {
            "drawn": row,
            "tone": OUTCOME_TONES[row.outcome],
            "note": unseal_fields(row.sealed, SEALED_CHECK)["note"] if row.sealed else "",
        }
        for row in queries.families(held)
    ]
    context = {
        "sample": held,
        "found": queries.found(held),
        "rows": rows,
        "may_check": may(request.user, May.CHECK_SAMPLE, held.area_id),
    }
    return render(request, "followup/sample.html", context)


@needs(May.CHECK_SAMPLE)
def check(request: HttpRequest, public_id: str, position: int) -> HttpResponse:
    """What the second look at one family found."""
    held = get_object_or_404(queries.samples(request.user), public_id=public_id)
    row = get_object_or_404(queries.families(held), position=position)
    form = CheckForm(request.POST or None)
    page = FormPage(
        _("Second look: family of %(name)s") % {"name": row.claim.person.name},
        _("Save"),
        reverse("sample", args=[public_id]),
        _("Sample"),
    )

    def work(said: dict[str, Any]) -> Any:
        dated = said.pop("checked_on")
        return actions.check(request.user, row, dated=dated, **said)

    return form_page(
        request,
        form,
        page,
        work,
        done=_("Kept."),
        then=lambda _made: reverse("sample", args=[public_id]),
    )
