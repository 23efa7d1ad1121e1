"""Sending a list: choose the programme, choose the file, see what was understood, confirm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core import uploads
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.programmes.models import Programme
from payung.office.proposals import queries
from payung.office.proposals.actions import submitting
from payung.office.proposals.forms import ColumnsForm, FileForm, PastedForm, ProgrammeForm
from payung.office.proposals.models import Stage, Submission
from payung.office.proposals.words import WHY_SKIPPED


@needs(May.PROPOSE)
def programme(request: HttpRequest) -> HttpResponse:
    """The first question; where there is only one programme it is not asked."""
    open_now = list(queries.open_programmes(request.user)[:2])
    if len(open_now) == 1:
        return redirect("propose_file", open_now[0].public_id)
    form = ProgrammeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return redirect("propose_file", form.cleaned_data["programme"].public_id)
    return render(request, "proposals/programme.html", {"form": form, "any": bool(open_now)})


@needs(May.PROPOSE)
def file(request: HttpRequest, programme_id: str) -> HttpResponse:
    chosen = get_object_or_404(queries.open_programmes(request.user), public_id=programme_id)
    uploads.check(request)
    known: dict[str, Any] = {"user": request.user, "programme": chosen}
    form = FileForm(initial={"mends": request.GET.get("benahi", "")}, **known)
    pasted = PastedForm(auto_id="pasted_%s", **known)
    sent: FileForm | PastedForm | None = None
    if request.method == "POST" and "text" in request.POST:
        sent = pasted = PastedForm(request.POST, auto_id="pasted_%s", **known)
    elif request.method == "POST":
        sent = form = FileForm(request.POST, request.FILES, **known)
    if sent is not None and sent.is_valid():
        try:
            made = _upload(request, chosen, sent.cleaned_data)
        except UnusableInput as error:
            put_on(sent, error)
        else:
            return redirect("submission_preview", made.public_id)
    status = 422 if sent is not None and sent.errors else 200
    context = {"form": form, "pasted": pasted, "programme": chosen}
    return render(request, "proposals/file.html", context, status=status)


def _upload(request: HttpRequest, programme: Programme, given: Mapping[str, Any]) -> Submission:
    """What was pasted is kept as a text of that day."""
    file = given.get("file")
    return submitting.upload(
        request.user,
        programme=programme,
        area=given["area"],
        file_name=file.name if file else f"pesan-{timezone.localdate().isoformat()}.txt",
        chunks=file.chunks() if file else [given["text"].encode()],
        mends=given.get("mends"),
    )


@needs(May.PROPOSE)
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was understood; the columns can be set by hand, and are read again then."""
    submission = _own(request, public_id)
    if submission.stage != Stage.PREVIEW:
        return redirect("submission", public_id)
    form = ColumnsForm(request.POST or None, understood=submitting.preview_of(submission))
    if request.method == "POST" and _read_again(request, submission, form):
        messages.success(request, _("The file was read again with your columns."))
        return redirect("submission_preview", public_id)
    return _show(request, submission, form)


def _read_again(request: HttpRequest, submission: Submission, form: ColumnsForm) -> Submission | None:
    """None where the columns cannot be so; the form says why."""
    if not form.is_valid():
        return None
    try:
        return submitting.remap(request.user, submission, {**submission.mapping, **form.mapping()})
    except UnusableInput as error:
        put_on(form, error)
    return None


def _show(request: HttpRequest, submission: Submission, form: ColumnsForm) -> HttpResponse:
    understood = form.understood
    context = {
        "submission": submission,
        "form": form,
        "shown": ColumnsForm.SHOWN,
        "sheets": [(sheet, columns, _skipped(sheet), _notices(sheet)) for sheet, columns in form.sheets()],
        "people": understood["people"],
        "more": any(sheet["more"] for sheet in understood["sheets"]),
        "by_hand_set": bool(submission.mapping),
    }
    return render(request, "proposals/preview.html", context, status=422 if form.errors else 200)


@require_POST
@needs(May.PROPOSE)
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Columns that were changed on the page count, also where they were not read again first. Where then others or
    fewer people are found, the sender looks once more."""
    submission = _own(request, public_id)
    if submission.stage == Stage.PREVIEW and ColumnsForm.SHOWN in request.POST:
        understood = submitting.preview_of(submission)
        form = ColumnsForm(request.POST, understood=understood)
        if not form.is_valid() or form.mapping():
            again = _read_again(request, submission, form)
            if again is None:
                return _show(request, submission, form)
            if submitting.preview_of(again)["people"] != understood["people"]:
                messages.warning(
                    request, _("With your columns other people are found. Look once more, then confirm.")
                )
                return redirect("submission_preview", public_id)
            submission = again
    submission = submitting.confirm(request.user, submission)
    return redirect("submission", submission.public_id)


@needs(May.PROPOSE)
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    submission = _own(request, public_id)
    if request.method == "POST":
        submitting.cancel(request.user, submission)
        messages.success(request, _("The list was cancelled. None of its rows were taken."))
        return redirect("submissions")
    return render(request, "proposals/cancel.html", {"submission": submission})


@require_POST
@needs(May.PROPOSE, May.REVIEW)
def resume(request: HttpRequest, public_id: str) -> HttpResponse:
    submission = get_object_or_404(queries.submissions(request.user), public_id=public_id)
    submitting.resume(request.user, submission)
    return redirect("submission", public_id)


def _own(request: HttpRequest, public_id: str) -> Submission:
    return get_object_or_404(queries.submissions(request.user), public_id=public_id)


def _notices(sheet: Mapping[str, Any]) -> list[str]:
    return [notice[page_language()] for notice in sheet.get("notices", [])]


def _skipped(sheet: Mapping[str, Any]) -> list[tuple[object, int]]:
    return [(WHY_SKIPPED.get(why, why), count) for why, count in sheet["skipped"].items()]
