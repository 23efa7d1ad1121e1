"""Pages of the office: the list, one complaint, what a clerk writes down, figures, the clock."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, common_area, may, scope
from payung.office.complaints import actions, clocks, queries
from payung.office.complaints.forms import AnswerForm, ClockForm, ComplaintForm, PassOnForm, clerks_villages
from payung.office.complaints.models import HIGHEST, Complaint, Kind, Level, State
from payung.office.core.group_tables import GroupTable
from payung.office.core.tables import Column, Filter, Table
from payung.office.journal.lists import respond
from payung.office.programmes.pages import FormPage, accept, form_page

SEEING = (May.ANSWER_COMPLAINT, May.LEAD_COMPLAINT, May.INSPECT_COMPLAINT)
_TONES = {State.OPEN: "wait", State.ANSWERED: "ok"}


def _overdue(rows: Any, value: str) -> Any:
    if value == "lewat":
        return rows.filter(state=State.OPEN, due_on__lt=timezone.localdate())
    return rows.filter(state=value)


class ComplaintTable(Table):
    name = "complaints"
    title = gettext_lazy("Complaints")
    columns = (
        Column(
            "public_id",
            gettext_lazy("Ticket"),
            link=lambda row: reverse("complaint", args=[row.public_id]),
            kind="digits",
        ),
        Column("kind", gettext_lazy("About"), words=dict(Kind.choices), sort="kind", width=30),
        Column("village.name", gettext_lazy("Village"), sort="village__name", width=22),
        Column("received", gettext_lazy("Received"), kind="date", sort="received"),
        Column("due_on", gettext_lazy("Answer by"), kind="date", sort="due_on"),
        Column("level", gettext_lazy("Lies with"), words=dict(Level.choices), sort="level"),
        Column("state", gettext_lazy("State"), kind="status", words=dict(State.choices), tones=_TONES),
    )
    filters = (
        Filter(
            "keadaan",
            gettext_lazy("State"),
            choices=(("lewat", gettext_lazy("Answer is late")), *State.choices),
            apply=_overdue,
        ),
        Filter("perihal", gettext_lazy("About"), choices=Kind.choices, path="kind"),
    )
    order = ("state", "due_on")
    empty_title = gettext_lazy("Nobody has complained")
    empty_words = gettext_lazy("Tell people where they can: the page is open to everybody, without log-in.")

    def empty_action(self) -> tuple[str, Any] | None:
        return reverse("complain"), gettext_lazy("The public page")


@needs(*SEEING)
def complaints(request: HttpRequest) -> HttpResponseBase:
    context = {
        "may_take": bool(scope(request.user, May.TAKE_COMPLAINT)),
        "may_clock": bool(scope(request.user, May.MANAGE_PROGRAMMES)),
    }
    table = ComplaintTable(request, queries.complaints(request.user))
    return respond(request, table, "complaints/list.html", context)


def _found(request: HttpRequest, public_id: str) -> Complaint:
    return get_object_or_404(queries.complaints(request.user), public_id=public_id)


@needs(*SEEING)
def complaint(request: HttpRequest, public_id: str) -> HttpResponse:
    """One complaint: what was said, its way, the answer."""
    held = _found(request, public_id)
    mine = may(request.user, actions.ANSWERS[held.level], held.village_id)
    today = timezone.localdate()
    context = {
        "complaint": held,
        "tone": _TONES[State(held.state)],
        "told": queries.told(held),
        "answer": queries.answer_of(held),
        "steps": held.steps.all(),
        "late": held.state == State.OPEN and held.due_on < today,
        "may_answer": mine and held.state == State.OPEN,
        "may_pass_on": mine and held.state == State.OPEN and held.level < HIGHEST,
    }
    return render(request, "complaints/complaint.html", context)


@needs(*SEEING)
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    held = _found(request, public_id)
    form = AnswerForm(request.POST or None)
    page = _page(_("Answer the complaint"), _("Send the answer"), held)
    return form_page(
        request,
        form,
        page,
        lambda said: actions.answer(request.user, held, said["words"]),
        done=_("The answer is kept. Whoever holds the ticket can read it."),
        then=lambda _none: reverse("complaint", args=[public_id]),
    )


@needs(*SEEING)
def pass_on(request: HttpRequest, public_id: str) -> HttpResponse:
    held = _found(request, public_id)
    form = PassOnForm(request.POST or None)
    page = _page(_("Pass the complaint on"), _("Pass on"), held)
    return form_page(
        request,
        form,
        page,
        lambda said: actions.pass_on(request.user, held, said["why"]),
        done=_("Passed on; its days begin anew."),
        then=lambda _none: reverse("complaints"),
    )


def _page(title: str, button: str, held: Complaint) -> FormPage:
    return FormPage(title, button, reverse("complaint", args=[held.public_id]), held.public_id)


@needs(May.TAKE_COMPLAINT)
def take(request: HttpRequest) -> HttpResponse:
    """A clerk writes down what a citizen says, and hands over the ticket."""
    form = ComplaintForm(clerks_villages(request.user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = accept(
            form, lambda: actions.file(request.user, given["village"], form.said(), token=given["token"])
        )
        if made is not None:
            return render(request, "complaints/taken.html", {"complaint": made})
    return render(request, "complaints/take.html", {"form": form}, status=422 if form.errors else 200)


@needs(May.MANAGE_PROGRAMMES)
def clock(request: HttpRequest) -> HttpResponse:
    area = common_area(request.user)
    now = clocks.clock_of(area)
    initial = {"answer_days": now.answer_days, "raised_days": now.raised_days}
    form = ClockForm(request.POST or None, initial=initial)
    page = FormPage(
        _("Days to answer"),
        _("Save"),
        reverse("complaints"),
        _("Complaints"),
        lead=_("The office's own promise, counted in working days. It holds for complaints from now on."),
    )
    return form_page(
        request,
        form,
        page,
        lambda said: actions.set_clock(request.user, area, **said),
        done=_("Saved."),
        then=lambda _none: reverse("complaints"),
    )


_TABS: dict[str, tuple[queries.By, Any]] = {
    "": ("kind", gettext_lazy("By matter")),
    "bulan": ("month", gettext_lazy("By month")),
    "desa": ("village", gettext_lazy("By village")),
}


class FigureTable(GroupTable):
    name = "complaint-figures"
    title = gettext_lazy("Complaints in figures")
    empty_title = gettext_lazy("Nobody has complained")
    empty_words = gettext_lazy("Figures appear with the first complaint.")

    def __init__(self, request: HttpRequest, groups: list[dict[str, Any]], by: str, label: Any) -> None:
        super().__init__(request, groups)
        words = queries.KIND_WORDS if by == "kind" else None
        self.columns = (  # type: ignore[misc]
            Column("group", label, words=words, width=30, sort="group"),
            Column("received", gettext_lazy("Received"), kind="integer", sort="received", total="received"),
            Column("open", gettext_lazy("Open"), kind="integer", sort="open", total="open"),
            Column("late", gettext_lazy("Late"), kind="integer", sort="late", total="late"),
            Column("answered", gettext_lazy("Answered"), kind="integer", sort="answered", total="answered"),
            Column("share", gettext_lazy("In time, of 100 answers"), kind="integer"),
            Column("days", gettext_lazy("Working days to the answer, median"), kind="integer"),
            Column("raised", gettext_lazy("Passed on"), kind="integer", sort="raised", total="raised"),
            Column("anonymous", gettext_lazy("Unknown sender"), kind="integer", total="anonymous"),
        )


_HEADS = {
    "kind": gettext_lazy("Matter"),
    "month": gettext_lazy("Month"),
    "village": gettext_lazy("Village"),
}


@needs(*SEEING)
def figures(request: HttpRequest) -> HttpResponseBase:
    asked = request.GET.get("per", "")
    by, _label = _TABS.get(asked, _TABS[""])
    here = reverse("complaint_figures")
    context = {
        "tabs": [
            {"label": label, "href": f"{here}?per={slug}" if slug else here, "active": what == by}
            for slug, (what, label) in _TABS.items()
        ]
    }
    table = FigureTable(request, queries.figures(request.user, by), by, _HEADS[by])
    return respond(request, table, "complaints/figures.html", context)
