"""Audit files: asked for, watched while they are written, taken; and the script that proves them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.audit import queries, signing, verify_archive
from payung.office.audit.actions import archives as acts
from payung.office.audit.forms import ProgrammeForm
from payung.office.audit.models import Archive, Stage
from payung.office.audit.tables import STAGE_TONES, ArchiveTable
from payung.office.audit.views.parts import tabs
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.journal.once import once


@needs(May.AUDIT)
def listed(request: HttpRequest) -> HttpResponseBase:
    table = ArchiveTable(request, queries.archives(request.user))
    context = {"tabs": tabs("archives"), "public_key": signing.public_key()}
    return respond(request, table, "audit/archives.html", context)


@needs(May.AUDIT)
def ask(request: HttpRequest) -> HttpResponse:
    form = ProgrammeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made, _new = once(
                request.user,
                said["token"],
                lambda: acts.ask(request.user, said["programme"], said["first"], said["last"]).public_id,
            )
        except UnusableInput as error:
            put_on(form, error, error.place.column or "programme")
        else:
            return redirect("audit_archive", made)
    return render(request, "audit/archive_new.html", {"form": form}, status=422 if form.errors else 200)


def _found(request: HttpRequest, public_id: str) -> Archive:
    return get_object_or_404(queries.archives(request.user), public_id=public_id)


@needs(May.AUDIT)
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    archive = _found(request, public_id)
    return render(request, "audit/archive.html", _context(archive))


@needs(May.AUDIT)
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    archive = _found(request, public_id)
    answer = render(request, "audit/_progress.html", _context(archive))
    if archive.stage in (Stage.READY, Stage.FAILED):
        answer["HX-Refresh"] = "true"
    return answer


def _context(archive: Archive) -> dict[str, Any]:
    said = [
        {"label": _("Programme"), "value": str(archive.programme)},
        {"label": _("From month"), "value": archive.first_month, "kind": "month"},
        {"label": _("Until month"), "value": archive.last_month, "kind": "month"},
        {"label": _("NIK"), "value": _("in full") if archive.full_nik else _("last four digits")},
        {"label": _("Asked by"), "value": archive.asked_by.username},
        {"label": _("When"), "value": archive.asked},
    ]
    if archive.stage == Stage.READY:
        said += [
            {"label": _("Journal until entry"), "value": archive.journal_seq},
            {"label": _("Size in bytes"), "value": archive.size},
            {"label": "SHA-256", "value": archive.sha256},
            {"label": _("Public key"), "value": archive.public_key},
        ]
    return {
        "archive": archive,
        "rows": said,
        "running": archive.stage in (Stage.QUEUED, Stage.WRITING),
        "ready": archive.stage == Stage.READY,
        "tone": STAGE_TONES[Stage(archive.stage)],
        "problem": archive.problem_id if page_language() == "id" else archive.problem_en,
        "name": file_name(archive),
    }


def file_name(archive: Archive) -> str:
    return f"audit-{slugify(archive.programme.name)}-{archive.first_month}-{archive.last_month}.zip"


@require_POST
@needs(May.AUDIT)
def take(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    archive = _found(request, public_id)
    content = acts.take(request.user, archive)
    disposition = f'attachment; filename="{file_name(archive)}"'
    return StreamingHttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": disposition, "Content-Length": str(archive.size)},
    )


@needs(May.AUDIT)
def script(request: HttpRequest) -> FileResponse:
    """The script that proves an archive: the same for everybody, and no secret."""
    file = Path(verify_archive.__file__).open("rb")  # noqa: SIM115 - the response closes it
    return FileResponse(file, as_attachment=True, filename="periksa_arsip.py", content_type="text/x-python")
