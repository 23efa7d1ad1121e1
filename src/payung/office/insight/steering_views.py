"""Pages by which the office gives a map, and shows its aggregates to everybody or takes them back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.areas.models import Area
from payung.office.core import uploads
from payung.office.core.forms import put_on
from payung.office.core.uploads import UploadField
from payung.office.insight import coverage, leader, maps, publishing
from payung.office.insight.models import Publication
from payung.office.insight.overview import Overview
from payung.office.journal.once import TokenForm, once


class MapForm(forms.Form):
    file = UploadField(endings=(".geojson", ".json"), label=gettext_lazy("GeoJSON file"))


class PublishForm(TokenForm):
    threshold = forms.IntegerField(
        label=gettext_lazy("Hide cells of fewer people than"), min_value=publishing.SMALLEST, max_value=100,
        initial=publishing.USUAL,
        help_text=gettext_lazy("A small number may tell who is meant. As many more cells are hidden as are needed so that nothing can be had by subtraction."),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why it is taken back"), max_length=500)


def _found(request: HttpRequest, code: str) -> Area:
    seen = coverage.areas(request.user).filter(pk__in=leader.areas(request.user).values("pk"), level__lte=2)
    return get_object_or_404(seen, pk=code)


@needs(May.MANAGE_COVERAGE)
def new_map(request: HttpRequest, code: str) -> HttpResponse:
    area = _found(request, code)
    uploads.check(request)
    form = MapForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = maps.add(request.user, area, file_name=file.name, chunks=file.chunks())
        except UnusableInput as error:
            put_on(form, error, "file")
        else:
            messages.success(request, _("The map is kept."))
            return redirect("leader_map" if made.left_out else "leader_area", area.pk)
    kept = maps.newest(area)
    context = {"area": area, "form": form, "made": kept, "shapes": len(kept.shapes) if kept else 0}
    return render(request, "insight/map_new.html", context, status=422 if form.errors else 200)


@needs(May.MANAGE_COVERAGE)
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """What would be shown, before it is; and what is shown now."""
    area = _found(request, code)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def work() -> str:
            made = publishing.publish(request.user, area, timezone.localdate(), threshold=given["threshold"])
            return made.public_id

        try:
            once(request.user, given["token"], work)
        except UnusableInput as error:
            put_on(form, error, "threshold")
        else:
            messages.success(request, _("Everybody can see it now."))
            return redirect("public_area", area.pk)
    told = publishing.aggregates(Overview(request.user, area, timezone.localdate()), publishing.USUAL)
    hidden = sum(each["enrolled"] is None for each in told["villages"])
    context = {
        "area": area,
        "form": form,
        "told": told,
        "hidden": hidden,
        "shown": publishing.shown().filter(area=area).first(),
        "withdraw_form": WithdrawForm(),
    }
    return render(request, "insight/publish.html", context, status=422 if form.errors else 200)


@needs(May.MANAGE_COVERAGE)
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    area = _found(request, code)
    given: Publication = get_object_or_404(publishing.shown(), area=area)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        publishing.withdraw(request.user, given, why=form.cleaned_data["why"])
        messages.success(request, _("It is shown no longer."))
        return redirect("publish", area.pk)
    return render(request, "insight/withdraw.html", {"area": area, "given": given, "form": form})
