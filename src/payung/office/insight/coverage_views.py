"""Pages of coverage: figures, one figure, an area with its own counts and projection, and the forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.errors import UnusableInput
from payung.language import number
from payung.law.coverage import Share, coverage_share
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, scope
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.core.tables import Column, Filter, Table
from payung.office.insight import actions, coverage, measures
from payung.office.insight.forms import CountForm, FigureForm, TargetForm
from payung.office.insight.models import CoverageFigure, Segment
from payung.office.journal.lists import respond


def percent(share: Share | None) -> str:
    """49,90% as the page's language writes it."""
    if share is None:
        return ""
    shown = f"{share.percent}%"
    return shown.replace(".", ",") if page_language() == "id" else shown


def _state(figure: CoverageFigure) -> str:
    share = coverage.share(figure)
    if not share.matches:
        return "mismatch"
    return "above" if share.numerator > share.denominator else "plain"


class FigureTable(Table):
    name = "coverage"
    title = gettext_lazy("Coverage figures")
    columns = (
        Column(
            "area__name",
            gettext_lazy("Area"),
            sort="area__name",
            link=lambda row: reverse("coverage_figure", args=[row.public_id]),
        ),
        Column("segment", gettext_lazy("Segment"), words=dict(Segment.choices), sort="segment"),
        Column("share", gettext_lazy("Share"), value=lambda row: percent(coverage.share(row)), width=12),
        Column("numerator", gettext_lazy("People protected"), kind="integer", sort="numerator"),
        Column("denominator", gettext_lazy("People who should be"), kind="integer", sort="denominator"),
        Column(
            "state",
            gettext_lazy("Check"),
            kind="status",
            value=_state,
            words={
                "mismatch": gettext_lazy("Does not match"),
                "above": gettext_lazy("Above 100 percent"),
                "plain": gettext_lazy("Matches its parts"),
            },
            tones={"mismatch": "stop", "above": "wait", "plain": "ok"},
        ),
        Column("definition", gettext_lazy("What is counted"), width=40),
        Column("source", gettext_lazy("Source"), width=30),
        Column("dated", gettext_lazy("Date"), kind="date", sort="dated"),
    )
    filters = (Filter("segmen", gettext_lazy("Segment"), path="segment", choices=Segment.choices),)
    order = ("-dated",)
    empty_title = gettext_lazy("There is no coverage figure yet")
    empty_words = gettext_lazy(
        "Add a published figure with both of its parts, its definition, source and date."
    )

    def empty_action(self) -> tuple[str, Any] | None:
        if not scope(self.request.user, May.MANAGE_COVERAGE):
            return None
        return reverse("coverage_new"), gettext_lazy("Add a figure")


@needs(May.SEE_INSIGHT)
def coverage_list(request: HttpRequest) -> HttpResponseBase:
    context = {
        "may_add": bool(scope(request.user, May.MANAGE_COVERAGE)),
        "targets": coverage.targets(request.user),
        "areas": coverage.seen_areas(request.user).filter(level__lte=2),
    }
    return respond(
        request, FigureTable(request, coverage.figures(request.user)), "insight/coverage.html", context
    )


@needs(May.SEE_INSIGHT)
def figure(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(coverage.figures(request.user), public_id=public_id)
    share, tongue = coverage.share(found), page_language()
    printed = "" if share.published is None else percent(Share(0, 1, share.published))
    facts = [
        {"label": _("Segment"), "value": found.get_segment_display()},
        {"label": _("What is counted"), "value": found.definition},
        {"label": _("People protected"), "value": number(found.numerator, tongue)},
        {"label": _("People who should be"), "value": number(found.denominator, tongue)},
        {"label": _("Share of these parts"), "value": percent(share)},
        {"label": _("Percentage as printed"), "value": printed or _("none was printed")},
        {"label": _("Source"), "value": found.source},
        {"label": _("Date"), "value": found.dated},
        {"label": _("Note"), "value": found.note},
    ]
    context = {
        "figure": found,
        "share": share,
        "percent": percent(share),
        "remark": share.remark.to(tongue) if share.remark else "",
        "facts": facts,
    }
    return render(request, "insight/coverage_figure.html", context)


@needs(May.MANAGE_COVERAGE)
def add(request: HttpRequest) -> HttpResponse:
    form = FigureForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_figure(request.user, **form.cleaned_data)
        except UnusableInput as error:
            put_on(form, error, "dated" if error.place.column == "dated" else None)
        else:
            messages.success(request, _("The figure is kept."))
            return redirect("coverage_figure", made.public_id)
    return render(request, "insight/coverage_form.html", {"form": form, "title": _("Add a coverage figure")})


@needs(May.MANAGE_COVERAGE)
def add_count(request: HttpRequest) -> HttpResponse:
    form = CountForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_count(request.user, **form.cleaned_data)
        except UnusableInput as error:
            put_on(form, error, "dated" if error.place.column == "dated" else "people")
        else:
            messages.success(request, _("The count is kept."))
            return redirect("coverage_area", made.area_id)
    return render(
        request, "insight/coverage_form.html", {"form": form, "title": _("Add one part of a share")}
    )


@needs(May.MANAGE_COVERAGE)
def add_target(request: HttpRequest) -> HttpResponse:
    form = TargetForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_target(request.user, **form.cleaned_data)
        except UnusableInput as error:
            put_on(form, error, "about")
        else:
            messages.success(request, _("The target is kept."))
            return redirect("coverage_area", made.area_id)
    return render(request, "insight/coverage_form.html", {"form": form, "title": _("Set a target")})


@needs(May.SEE_INSIGHT)
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Own counts of an area, its active members, and where the approved decisions lead."""
    found = get_object_or_404(coverage.seen_areas(request.user), pk=code)
    active = coverage.active_members(found)
    decisions = coverage.approved(request.user, found)
    chosen = _chosen(request, decisions)
    segment = request.GET.get("segmen", "BPU")
    today = timezone.localdate()
    context = {
        "area": found,
        "own": coverage.own(request.user, found, today),
        "beside": _side_by_side(request, found, today),
        "active": active,
        "segments": active.by_segment.items() if active else [],
        "decisions": decisions,
        "chosen": chosen,
        "segment": segment,
        "projections": _projections(request, found, active, segment, chosen) if active else [],
    }
    return render(request, "insight/coverage_area.html", context)


def _side_by_side(request: HttpRequest, area: Any, today: date) -> list[dict[str, Any]]:
    """Every share that the area's figures give, each with its definition, source and date: several can be right.

    Printed figures as they are; counts of one part with each workforce of the same segment; and our own months.
    """
    told = []
    for each in coverage.figures(request.user).filter(area=area):
        share = coverage.share(each)
        told.append(
            _beside(each.get_segment_display(), share, each.definition, each.source, each.dated, _state(each))
            | {"href": reverse("coverage_figure", args=[each.public_id])}
        )
    counted = [each for each in measures.protected(request.user, area) if each.key[0] in "csl"]
    own = measures.own_months(request.user, area, today)
    gates = {
        "decided": _("our months decided"),
        "enrolled": _("our months enrolled"),
        "paid": _("our months paid"),
    }
    for below in measures.workforce(request.user, area):
        for above in counted:
            if above.segment == below.segment:
                share = coverage_share(above.people, below.people)
                words = f"{above.definition} / {below.definition} ({below.dated:%d-%m-%Y})"
                told.append(
                    _beside(
                        Segment(above.segment).label, share, words, above.source, above.dated, _plain(share)
                    )
                )
        for mine in own:
            if mine.people and mine.definition == "enrolled":
                share = coverage_share(mine.people, below.people)
                words = f"{gates[mine.definition]} / {below.definition} ({below.dated:%d-%m-%Y})"
                told.append(
                    _beside(Segment(below.segment).label, share, words, "Payung", mine.dated, _plain(share))
                )
    # What was printed first, then what counts give, then our own; within each the newest first.
    return sorted(
        told, key=lambda each: (not each["href"], each["source"] == "Payung", -each["dated"].toordinal())
    )


def _plain(share: Share) -> str:
    return "above" if share.numerator > share.denominator else "plain"


def _beside(
    segment: Any, share: Share, definition: str, source: str, dated: date, state: str
) -> dict[str, Any]:
    return {
        "segment": segment, "share": percent(share), "above": share.numerator, "below": share.denominator,
        "definition": definition, "source": source, "dated": dated, "state": state, "href": "",
    }  # fmt: skip


def _chosen(request: HttpRequest, decisions: list[Any]) -> list[Any]:
    """The decisions whose people are added: those asked for, else all."""
    asked = request.GET.getlist("keputusan")
    known = {each.public_id for each in decisions}
    if any(each not in known for each in asked):
        raise Http404
    return [each for each in decisions if each.public_id in asked] if asked else decisions


def _projections(
    request: HttpRequest, area: Any, active: coverage.Active, segment: str, decisions: list[Any]
) -> list[dict[str, Any]]:
    members = active.people if segment == "semua" else active.by_segment.get(segment, 0)
    added = sum(decision.people for decision in decisions)
    told = []
    for target in coverage.targets(request.user).filter(area=area):
        projection = coverage.Projection(members, added, target)
        told.append(
            {
                "it": projection,
                "target": target,
                "of_stock": percent(projection.of_stock),
                "then_of_stock": percent(projection.then_of_stock),
            }
        )
    return told
