"""Pages of the reference lists: the list, one list, adding one. There is no page that changes one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from payung.errors import UnusableInput
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, scope
from payung.office.core import uploads
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.references import actions, queries
from payung.office.references.forms import AddListForm
from payung.office.references.models import Kind
from payung.office.references.tables import ReferenceTable


@needs(May.SEE_REFERENCES)
def index(request: HttpRequest) -> HttpResponseBase:
    table = ReferenceTable(request, queries.visible(request.user))
    return respond(
        request, table, "references/list.html", {"may_add": bool(scope(request.user, May.MANAGE_REFERENCES))}
    )


@needs(May.SEE_REFERENCES)
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = get_object_or_404(queries.visible(request.user), public_id=public_id)
    age = (timezone.localdate() - shown.dated).days
    facts = [
        {"label": _("Kind of list"), "value": shown.get_kind_display()},
        {"label": _("Area"), "value": shown.area.name},
        {"label": _("Source"), "value": shown.source or _("Not stated")},
        {"label": _("Date of the data"), "value": shown.dated},
        {"label": _("Age in days"), "value": age, "kind": "integer"},
        {"label": _("Rows"), "value": shown.rows, "kind": "integer"},
        {"label": _("File"), "value": shown.original_name},
        {"label": _("SHA-256 of the snapshot"), "value": shown.sha256},
        {"label": _("SHA-256 of the file"), "value": shown.original_sha256},
        {"label": _("Added by"), "value": str(shown.uploaded_by)},
        {"label": _("Added"), "value": shown.uploaded},
    ]
    cited = shown.submissions.filter(scope(request.user, May.SEE_PROPOSALS).within("area")).select_related(
        "area", "programme"
    )
    context = {
        "list": shown,
        "facts": facts,
        "notices": [notice[page_language()] for notice in shown.notices or ()],
        "cited": cited[:50],
        "cited_count": cited.count(),
    }
    return render(request, "references/detail.html", context)


@needs(May.MANAGE_REFERENCES)
def new(request: HttpRequest) -> HttpResponse:
    uploads.check(request)
    form = AddListForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.add_from_file(
                request.user,
                area=given["area"],
                kind=Kind(given["kind"]),
                name=given["name"],
                source=given["source"],
                dated=given["dated"],
                chunks=given["file"].chunks(),
                file_name=given["file"].name,
            )
        except UnusableInput as error:
            put_on(form, error)
        else:
            messages.success(request, _("The list has been added. It can no longer be changed."))
            return redirect("reference", made.public_id)
    return render(request, "references/new.html", {"form": form}, status=422 if form.errors else 200)
