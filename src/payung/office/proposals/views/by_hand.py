"""Entry by hand: one thing per page, answers checked before they are kept, the whole sent like a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.areas.models import Area
from payung.office.core.vault import masked
from payung.office.proposals import queries
from payung.office.proposals.actions import by_hand
from payung.office.proposals.forms import STEPS
from payung.office.proposals.models import HandEntry

_ORDER = list(STEPS)


@require_POST
@needs(May.PROPOSE)
def begin(request: HttpRequest, programme_id: str) -> HttpResponse:
    programme = get_object_or_404(queries.open_programmes(request.user), public_id=programme_id)
    areas = queries.proposing_areas(request.user, programme)
    area = get_object_or_404(areas, code=request.POST.get("area") or _only(areas))
    entry = by_hand.begin(request.user, programme, area)
    return redirect("entry_step", entry.public_id, _ORDER[0])


@needs(May.PROPOSE)
def step(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    entry = _own(request, public_id)
    form_class = _form_of(name)
    _people, current = by_hand.content(entry)
    form = form_class(request.POST or None, initial=current)
    if request.method == "POST" and form.is_valid():
        by_hand.answer(request.user, entry, form.cleaned_data)
        return redirect(_following(entry, name, bool(request.GET.get("ubah"))))
    at = _ORDER.index(name)
    back = (
        reverse("entry_step", args=[public_id, _ORDER[at - 1]]) if at else reverse("entry", args=[public_id])
    )
    context = {
        "entry": entry,
        "form": form,
        "title": form_class.title,
        "back": back,
        "number": at + 1,
        "of": len(_ORDER),
    }
    return render(request, "proposals/entry_step.html", context, status=422 if form.errors else 200)


@needs(May.PROPOSE)
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Check your answers: nothing joins the list before."""
    entry = _own(request, public_id)
    _people, current = by_hand.content(entry)
    if request.method == "POST":
        try:
            by_hand.add_person(request.user, entry)
        except UnusableInput as error:
            messages.error(request, error.to("id"))
            return redirect("entry_step", public_id, _ORDER[0])
        return redirect("entry", public_id)
    answers: list[dict[str, Any]] = []
    for name, form_class in STEPS.items():
        href = f"{reverse('entry_step', args=[public_id, name])}?ubah=1"
        for key, field in form_class.base_fields.items():
            answers.append({"label": field.label, "value": current.get(key, ""), "href": href})
    return render(request, "proposals/entry_check.html", {"entry": entry, "answers": answers})


@needs(May.PROPOSE)
def overview(request: HttpRequest, public_id: str) -> HttpResponse:
    entry = _own(request, public_id)
    people, _current = by_hand.content(entry)
    shown = [
        (at, person.get("name", ""), masked(person.get("nik", "")[-4:])) for at, person in enumerate(people)
    ]
    return render(request, "proposals/entry.html", {"entry": entry, "people": shown, "first_step": _ORDER[0]})


@require_POST
@needs(May.PROPOSE)
def remove(request: HttpRequest, public_id: str, at: int) -> HttpResponse:
    by_hand.remove_person(request.user, _own(request, public_id), at)
    messages.success(request, _("Taken off the list."))
    return redirect("entry", public_id)


@require_POST
@needs(May.PROPOSE)
def send(request: HttpRequest, public_id: str) -> HttpResponse:
    submission = by_hand.send(request.user, _own(request, public_id))
    return redirect("submission", submission.public_id)


def _form_of(name: str) -> type[Any]:
    if name not in STEPS:
        raise Http404
    return STEPS[name]


def _own(request: HttpRequest, public_id: str) -> HandEntry:
    return get_object_or_404(queries.hand_entries(request.user), public_id=public_id)


def _only(areas: Any) -> str:
    found: list[Area] = list(areas[:2])
    return found[0].code if len(found) == 1 else ""


def _following(entry: HandEntry, name: str, changing: bool) -> str:
    at = _ORDER.index(name)
    if changing or at + 1 == len(_ORDER):
        return reverse("entry_check", args=[entry.public_id])
    return reverse("entry_step", args=[entry.public_id, _ORDER[at + 1]])
