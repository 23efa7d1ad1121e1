"""Submissions: the list, one of them while it runs and when it is done, skipped rows, the reply."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, scope
from payung.office.areas.models import Area
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.proposals import letter, queries
from payung.office.proposals.actions import replying
from payung.office.proposals.forms import ReplyForm
from payung.office.proposals.models import COMING, MENDABLE, Reply, Stage, Standing, Submission
from payung.office.proposals.tables import SkippedTable, SubmissionTable
from payung.office.proposals.tallying import counted_rows
from payung.office.proposals.words import SEEN_STANDINGS, STAGE_TONES
from payung.office.references.models import Kind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(May.SEE_PROPOSALS)
def index(request: HttpRequest) -> HttpResponseBase:
    table = SubmissionTable(request, queries.submissions(request.user))
    return respond(
        request, table, "proposals/list.html", {"may_propose": bool(scope(request.user, May.PROPOSE))}
    )


@needs(May.SEE_PROPOSALS)
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    submission = _seen(request, public_id)
    if submission.stage == Stage.PREVIEW and may(request.user, May.PROPOSE, submission.area_id):
        return redirect("submission_preview", public_id)
    if submission.stage != Stage.READY:
        return render(request, "proposals/progress.html", _progress(request, submission))
    return render(request, "proposals/submission.html", _ready(request, submission))


@needs(May.SEE_PROPOSALS)
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """The moving part of the progress page; once the work is over, the whole page is loaded again."""
    submission = _seen(request, public_id)
    if submission.stage not in COMING:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "proposals/_progress.html", _progress(request, submission))


@needs(May.SEE_PROPOSALS)
def skipped(request: HttpRequest, public_id: str) -> HttpResponseBase:
    submission = _ready_one(request, public_id)
    table = SkippedTable(request, queries.skipped(submission), area=submission.area_id)
    return respond(request, table, "proposals/skipped.html", {"submission": submission})


@needs(May.REPLY)
def reply(request: HttpRequest, public_id: str) -> HttpResponse:
    submission = _ready_one(request, public_id)
    form = ReplyForm(request.POST or None)
    standing = queries.standing_counts(counted_rows().filter(submission=submission))
    waiting = sum(standing.get(each, 0) for each in MENDABLE)
    if request.method == "POST" and form.is_valid():
        try:
            replying.send_reply(request.user, submission, form.cleaned_data["mend_by"])
        except UnusableInput as error:
            put_on(form, error)
        else:
            messages.success(request, _("The reply is made. The village finds it on this page."))
            return redirect("submission", public_id)
    context = {"submission": submission, "form": form, "rows": waiting}
    return render(request, "proposals/reply.html", context, status=422 if form.errors else 200)


@require_POST
@needs(May.SEE_PROPOSALS)
def take_reply(request: HttpRequest, public_id: str, reply_id: str) -> HttpResponse:
    """The workbook, or as PDF the letter to print."""
    submission = _ready_one(request, public_id)
    made = get_object_or_404(
        Reply.objects.select_related("submission__area__parent", "submission__programme", "made_by"),
        submission=submission,
        public_id=reply_id,
    )
    village = None
    if code := request.POST.get("desa", ""):
        village = get_object_or_404(
            Area.objects.filter(pk__in=submission.rows.values("village")).select_related("parent"), pk=code
        )
        content = replying.take_village_reply(request.user, made, village)
    else:
        content = replying.take_reply(request.user, made)
    name, kind = f"balasan-{code or submission.area_id}-{made.public_id}", XLSX
    ending = "xlsx"
    if request.POST.get("bentuk") == "pdf":
        content, kind, ending = letter.pdf(made, village), "application/pdf", "pdf"
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


def _seen(request: HttpRequest, public_id: str) -> Submission:
    return get_object_or_404(queries.submissions(request.user).select_related("mends"), public_id=public_id)


def _ready_one(request: HttpRequest, public_id: str) -> Submission:
    return get_object_or_404(queries.submissions(request.user), public_id=public_id, stage=Stage.READY)


def _progress(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    problem = submission.problem_id if page_language() == "id" else submission.problem_en
    return {
        "submission": submission,
        "tone": STAGE_TONES[Stage(submission.stage)],
        "problem": problem,
        "todo": submission.todo,
        "running": submission.stage in COMING,
        "held": submission.stage == Stage.HELD,
        "may_propose": may(request.user, May.PROPOSE, submission.area_id),
        "may_resume": may(request.user, May.PROPOSE, submission.area_id)
        or may(request.user, May.REVIEW, submission.area_id),
    }


def _ready(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    counted = queries.counted(request.user).filter(submission=submission)
    here = f"{reverse('rows')}?usulan={submission.public_id}"
    standing = queries.standing_counts(counted)
    language = page_language()
    left = queries.skipped_counts(submission) if submission.mends else {}
    return {
        "submission": submission,
        "unchanged": left.get("unchanged", 0),
        "stood": left.get("standing", 0),
        "is_late": submission.mend_by is not None and submission.mend_by < timezone.localdate(),
        "here": here,
        "standing": standing,
        "standing_words": SEEN_STANDINGS,
        "to_mend": sum(standing.get(each, 0) for each in MENDABLE),
        "reasons": [
            (each, each.reason.said({"value": "…", "matched_name": "…", "score": "…"}).to(language))
            for each in queries.reason_counts(counted)
        ],
        "villages": queries.village_counts(submission) if submission.area.level < 4 else [],
        "lists": submission.lists.order_by("kind"),
        "unchecked": [dict(Kind.choices)[kind] for kind in submission.unchecked],
        "replies": submission.replies.select_related("made_by"),
        "reply_villages": queries.villages_to_mend(submission) if submission.area.level < 4 else [],
        "mended_by": queries.submissions(request.user).filter(mends=submission),
        "notices": [
            capfirst(
                each[language].removeprefix(f"{submission.file_name}, ")
            )  # the page's heading has the file
            for each in submission.report.get("notices", [])
        ],
        "may_reply": may(request.user, May.REPLY, submission.area_id),
        "may_review": bool(scope(request.user, May.REVIEW)) and standing.get(Standing.OPEN, 0),
        "may_see_nik": may(request.user, May.SEE_NIK, submission.area_id),
        "may_propose": may(request.user, May.PROPOSE, submission.area_id),
        "may_see_lists": bool(scope(request.user, May.SEE_REFERENCES)),
    }
