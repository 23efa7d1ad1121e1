"""Pages of working days: the days of a year, a correction, its taking back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.law.month import date_in_words
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, scope
from payung.office.core.group_tables import GroupTable
from payung.office.core.language import page_language
from payung.office.core.tables import Column
from payung.office.journal.lists import respond
from payung.office.programmes.pages import FormPage, form_page
from payung.office.workdays import actions, queries
from payung.office.workdays.forms import CorrectionForm, TakeBackForm
from payung.office.workdays.models import CorrectedDay

_WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
_FIRST, _YEARS_AHEAD = 2015, 2


class DayTable(GroupTable):
    name = "workdays"
    title = gettext_lazy("Days without work")
    columns = (
        Column("day", gettext_lazy("Date"), kind="date", sort="day"),
        Column("weekday", gettext_lazy("Weekday"), value=lambda row: _WEEKDAYS[row["day"].weekday()]),
        Column("name", gettext_lazy("Which day it is"), width=34, sort="name"),
        Column(
            "works",
            gettext_lazy("Counts as"),
            kind="status",
            words={False: gettext_lazy("No working day"), True: gettext_lazy("Working day")},
            tones={False: "muted", True: "ok"},
        ),
        Column(
            "office",
            gettext_lazy("Comes from"),
            words={False: gettext_lazy("List of holidays"), True: gettext_lazy("Correction of the office")},
            link=lambda row: reverse("workday_take_back", args=[row["of"].public_id]) if row["of"] else "",
        ),
        Column("document", gettext_lazy("Document"), width=30),
        Column("area", gettext_lazy("Area")),
    )
    first_order = "day"
    empty_title = gettext_lazy("No days are known for this year")
    empty_words = gettext_lazy("Add what the government has decreed.")


@needs(May.SEE_INSIGHT, May.SEE_CLAIMS)
def days(request: HttpRequest) -> HttpResponseBase:
    """The days of one year that are no working days, and what the office corrected."""
    now = timezone.localdate().year
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and _FIRST <= int(asked) <= now + 9 else now
    here = reverse("workdays")
    context = {
        "year": year,
        "years": [
            {"label": str(each), "href": f"{here}?tahun={each}", "active": each == year}
            for each in range(now - 1, now + _YEARS_AHEAD)
        ],
        "unknown_leave": not queries.knows_shared_leave(year),
        "may_correct": bool(scope(request.user, May.MANAGE_PROGRAMMES)),
    }
    rows = queries.days_of(request.user, year)
    return respond(request, DayTable(request, rows), "workdays/days.html", context)


@needs(May.MANAGE_PROGRAMMES)
def correct(request: HttpRequest) -> HttpResponse:
    form = CorrectionForm(request.user, request.POST or None)
    page = FormPage(
        _("Correct a day"),
        _("Save"),
        reverse("workdays"),
        _("Working days"),
        lead=_("Every deadline in working days is counted anew at once; frozen workings stay as they were."),
    )

    def work(said: dict[str, Any]) -> CorrectedDay:
        own = {key: said[key] for key in ("day", "name", "document", "why")}
        return actions.correct(request.user, said["area"].code, works=said["works"] == "on", **own)

    return form_page(request, form, page, work, done=_("The day is corrected."), then=_year)


@needs(May.MANAGE_PROGRAMMES)
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    held = get_object_or_404(
        CorrectedDay.objects.filter(scope(request.user, May.MANAGE_PROGRAMMES).within("area"), removed=None),
        public_id=public_id,
    )
    form = TakeBackForm(request.POST or None)
    lead = _("%(day)s, %(name)s. Document: %(document)s. Afterwards the list of holidays counts again.") % {
        "day": date_in_words(held.day, page_language()),
        "name": held.name,
        "document": held.document,
    }
    page = FormPage(
        _("Take the correction back"),
        _("Take the correction back"),
        reverse("workdays"),
        _("Working days"),
        lead=lead,
    )
    return form_page(
        request,
        form,
        page,
        lambda said: actions.take_back(request.user, held, said["why"]),
        done=_("The correction is taken back."),
        then=lambda _none: _year(held),
    )


def _year(corrected: CorrectedDay) -> str:
    return f"{reverse('workdays')}?tahun={corrected.day.year}"
