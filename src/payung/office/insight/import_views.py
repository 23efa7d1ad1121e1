"""Pages that take in a table of BPS or BPJS: send it, check columns and rows, keep it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.intake.source import column_letters
from payung.language import number
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.areas.models import Area
from payung.office.core import uploads
from payung.office.core.forms import put_on
from payung.office.core.group_tables import GroupTable
from payung.office.core.language import page_language
from payung.office.core.tables import Column
from payung.office.insight import importing
from payung.office.insight.forms import ImportForm
from payung.office.insight.models import PARTS, CoverageImport, PublishedCount, Segment
from payung.office.journal.lists import respond
from payung.office.journal.once import once

_MEANINGS: tuple[tuple[str, Any], ...] = (
    ("", gettext_lazy("Not used")),
    ("area", gettext_lazy("Name of the area")),
    ("code", gettext_lazy("Code of the area (Kemendagri)")),
    ("segment", gettext_lazy("Segment")),
    ("protected", gettext_lazy("People protected")),
    ("workforce", gettext_lazy("People who should be")),
    ("published", gettext_lazy("Percentage as printed")),
    ("dated", gettext_lazy("Date")),
    ("definition", gettext_lazy("What is counted")),
)
_STATES = {
    "kept": gettext_lazy("Will be kept"),
    "refused": gettext_lazy("Cannot be kept"),
    "skipped": gettext_lazy("No figure"),
}


def meanings() -> list[tuple[str, str]]:
    """What a column may hold; protected and workforce also for one segment each."""
    wide = [
        (f"{what.value}:{segment.value}", f"{what.label}: {segment.label}")
        for what in PublishedCount.What
        for segment in PARTS
    ]
    return [(key, str(words)) for key, words in _MEANINGS] + wide


class ColumnsForm(forms.Form):
    """The sheet, the row with its headings, and a select for each column."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"))
    header = forms.IntegerField(label=gettext_lazy("Row with the headings"), min_value=1)

    def __init__(self, given: CoverageImport, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = given
        known = given.columns
        self.fields["sheet"].choices = [(name, name) for name in given.cells]  # type: ignore[attr-defined]
        self.fields["sheet"].initial, self.fields["header"].initial = known["sheet"], known["header"]
        self.rows = given.cells.get(self.data.get("sheet") or known["sheet"], [])
        self.width = max((len(row) for _at, row in self.rows), default=0)
        for at in range(self.width):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                required=False, choices=meanings(), initial=known["columns"].get(str(at), "")
            )

    def columns(self) -> Iterator[tuple[str, str, Any, list[str]]]:
        """Letter, heading, field and examples of each column."""
        header = int(self["header"].value() or 0) if str(self["header"].value() or "").isdigit() else 0
        headings: list[Any] = next((row for at, row in self.rows if at == header), [])
        below = [row for at, row in self.rows if at > header][:3]
        for at in range(self.width):
            samples = [str(row[at]) for row in below if at < len(row) and row[at] != ""]
            heading = str(headings[at]) if at < len(headings) else ""
            yield column_letters(at), heading, self[f"column-{at}"], samples

    def chosen(self) -> dict[str, str]:
        return {str(at): self.cleaned_data.get(f"column-{at}", "") for at in range(self.width)}


class RowTable(GroupTable):
    """Every row with what it gives, those that cannot be kept first."""

    name = "coverage-rows"
    title = gettext_lazy("Rows of the table")
    first_order = "order"
    empty_title = gettext_lazy("The table has no rows")
    columns = (
        Column("place", gettext_lazy("Row"), sort="order", width=20),
        Column("state", gettext_lazy("State"), kind="status", words=_STATES,
               tones={"kept": "ok", "refused": "stop", "skipped": "muted"}, sort="state"),
        Column("area", gettext_lazy("Area"), sort="area", width=26),
        Column("gives", gettext_lazy("Figures"), width=40),
        Column("words", gettext_lazy("Findings"), width=60),
    )  # fmt: skip


@needs(May.MANAGE_COVERAGE)
def new(request: HttpRequest) -> HttpResponse:
    uploads.check(request)
    form = ImportForm(request.user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        file, token = given.pop("file"), given.pop("token")

        def work() -> str:
            made = importing.upload(request.user, file_name=file.name, chunks=file.chunks(), **given)
            return made.public_id

        try:
            public_id, _done = once(request.user, token, work)
        except UnusableInput as error:
            put_on(form, error, "file")
        else:
            return redirect("coverage_import", public_id)
    kept = importing.imports(request.user)[:20]
    return render(
        request,
        "insight/import_new.html",
        {"form": form, "imports": kept},
        status=422 if form.errors else 200,
    )


@needs(May.MANAGE_COVERAGE)
def preview(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The columns as they are understood, and every row with its findings; once kept, what became of them."""
    given = get_object_or_404(importing.imports(request.user), public_id=public_id)
    form = ColumnsForm(given, request.POST if "header" in request.POST else None)
    in_preview = given.stage == CoverageImport.Stage.PREVIEW
    if request.method == "POST" and "unduh" not in request.POST and in_preview and form.is_valid():
        try:
            importing.set_columns(
                request.user, given, sheet=form.cleaned_data["sheet"], header=form.cleaned_data["header"],
                columns=form.chosen(),
            )  # fmt: skip
        except UnusableInput as error:
            put_on(form, error)
        else:
            return redirect("coverage_import", public_id)
    told = _preview_rows(given) if in_preview else _kept_rows(given)
    tally = {state: sum(row["state"] == state for row in told) for state in _STATES}
    context = {
        "given": given,
        "form": form,
        "in_preview": in_preview,
        "tally": tally,
        "refused_from": reverse("coverage_import", args=[public_id]),
    }
    return respond(request, RowTable(request, told, area=given.area_id), "insight/import.html", context)


def _preview_rows(given: CoverageImport) -> list[dict[str, Any]]:
    tongue = page_language()
    shown = dict(Area.objects.filter(code__startswith=given.area_id).values_list("code", "name"))
    told = []
    for row in importing.rows(given):
        words = [row.skipped] if row.skipped else [*row.stops, *row.remarks]
        gives = [
            " / ".join(number(part, tongue) for part in (one.protected, one.workforce) if part is not None)
            + f" ({Segment(one.segment).label})"
            for one in row.found
        ]
        told.append(_line(row.sheet, row.row, row.state, shown.get(row.area, row.cells and row.cells[0]),
                          "; ".join(gives), [text.to(tongue) for text in words]))  # fmt: skip
    return told


def _kept_rows(given: CoverageImport) -> list[dict[str, Any]]:
    tongue = page_language()
    shown = dict(Area.objects.filter(code__startswith=given.area_id).values_list("code", "name"))
    return [
        _line(row["sheet"], row["row"], row["state"], shown.get(row["area"], ""), "", row[tongue])
        for row in given.outcome
    ]


def _line(sheet: str, row: int, state: str, area: Any, gives: str, words: list[str]) -> dict[str, Any]:
    return {
        "order": ({"refused": 0, "kept": 1, "skipped": 2}[state], sheet, row),
        "place": f"{sheet} {row}",
        "state": state,
        "area": str(area or ""),
        "gives": gives,
        "words": ". ".join(f"{text[:1].upper()}{text[1:]}" for text in words),
    }


@require_POST
@needs(May.MANAGE_COVERAGE)
def keep(request: HttpRequest, public_id: str) -> HttpResponse:
    given = get_object_or_404(importing.imports(request.user), public_id=public_id)
    try:
        importing.keep(request.user, given)
    except UnusableInput as error:
        messages.error(request, error.to(page_language()))
        return redirect("coverage_import", public_id)
    messages.success(request, _("The figures of the table are kept."))
    return redirect("coverage_import", public_id)
