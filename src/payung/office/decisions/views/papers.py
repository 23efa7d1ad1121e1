"""Downloads, and what they are made from. A download is an act: it is asked for with POST and stands in the journal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.core import uploads
from payung.office.decisions import actions
from payung.office.decisions.actions.letters import Form
from payung.office.decisions.forms import SigningForm, TemplateForm
from payung.office.decisions.models import Decision
from payung.office.decisions.views.looking import seen
from payung.office.programmes.pages import FormPage, form_page

_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "pdf": "application/pdf",
    "xlsx": _OFFICE + "spreadsheetml.sheet",
    "docx": _OFFICE + "wordprocessingml.document",
}


def _paper(decision: Decision, content: bytes, form: str, word: str) -> HttpResponse:
    name = slugify(f"{word}-{decision.number or decision.public_id}") or word
    return HttpResponse(
        content,
        content_type=_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-store"},
    )


@needs(May.SEE_DECISIONS)
@require_POST
def annex(request: HttpRequest, public_id: str) -> HttpResponse:
    found = seen(request, public_id)
    form: Form = "xlsx" if request.POST.get("bentuk") == "xlsx" else "pdf"
    content = actions.export_annex(request.user, found, form, full_nik=request.POST.get("nik") == "1")
    return _paper(found, content, form, "lampiran")


@needs(May.SEE_DECISIONS)
@require_POST
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    found = seen(request, public_id)
    return _paper(found, actions.export_letter(request.user, found), "docx", "keputusan")


@needs(May.MANAGE_PROGRAMMES)
def template(request: HttpRequest) -> HttpResponse:
    """Replace the Word letter of an area."""
    uploads.check(request)
    form = TemplateForm(request.user, request.POST or None, request.FILES or None)
    page = FormPage(
        _("Replace the decree's letter"),
        _("Use this template"),
        reverse("decisions"),
        _("Decisions"),
        _("A Word file with placeholders such as {{ nomor }}. It is tried before it is kept."),
        multipart=True,
    )
    return form_page(
        request,
        form,
        page,
        lambda said: actions.upload_template(
            request.user, said["area"].code, file_name=said["file"].name, content=said["file"].read()
        ),
        done=_("The template is in use from now on."),
        then=lambda _result: reverse("decisions"),
    )


@needs(May.MANAGE_PROGRAMMES)
def signing(request: HttpRequest) -> HttpResponse:
    form = SigningForm(request.user, request.POST or None)
    page = FormPage(_("Who signs the decrees"), _("Save"), reverse("decisions"), _("Decisions"))
    return form_page(
        request,
        form,
        page,
        lambda said: actions.set_signing(
            request.user, said["area"].code, **{key: value for key, value in said.items() if key != "area"}
        ),
        done=_("Saved."),
        then=lambda _result: reverse("decisions"),
    )
