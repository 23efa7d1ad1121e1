"""Enrolment with BPJS, decision by decision: the file out, the list back, the cards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.exchange.listing import SKIPS
from payung.exchange.registration_profile import default_profile
from payung.language import Text
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, may, require
from payung.office.core import store, uploads
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.core.tables import Column, Filter, Table
from payung.office.core.vault import masked, unseal_fields
from payung.office.cover import actions, enrolment, queries
from payung.office.cover.forms import ExportForm, ProfileForm, ReturnForm
from payung.office.cover.models import SEALED_RETURN, ReturnLine, Verdict
from payung.office.decisions.models import Decision
from payung.office.journal.lists import respond

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
PENDING = "cover.return.pending"  # the store's purpose of a list that waits for its sender's confirmation
VERDICT_TONES = {
    "accepted": "ok",
    "refused": "stop",
    "unknown": "wait",
    "unclear": "wait",
    "skipped": "muted",
}
_WAIT = 24 * 3600  # seconds that an upload may wait for its confirmation


class DecisionTable(Table):
    name = "enrolment"
    title = gettext_lazy("Enrolment")
    columns = (
        Column(
            "number",
            gettext_lazy("SK"),
            sort="number",
            link=lambda row: reverse("enrolment", args=[row.public_id]),
            width=28,
        ),
        Column("programme__name", gettext_lazy("Programme"), width=30),
        Column("dated", gettext_lazy("Date"), kind="date", sort="dated"),
        Column("covered", gettext_lazy("People on the decree"), kind="integer", sort="covered"),
        Column("enrolled", gettext_lazy("Enrolled"), kind="integer", sort="enrolled"),
        Column(
            "missing",
            gettext_lazy("Not enrolled yet"),
            kind="integer",
            value=lambda row: row.covered - row.enrolled,
        ),
    )
    filters = (
        Filter(
            "keadaan",
            gettext_lazy("State"),
            choices=(("missing", gettext_lazy("Not enrolled yet")),),
            apply=lambda rows, value: rows.filter(covered__gt=F("enrolled")),
        ),
    )
    order = ("-dated",)
    empty_title = gettext_lazy("No decision waits for BPJS")
    empty_words = gettext_lazy("An approved decision appears here, to be registered with BPJS.")


def _decision(request: HttpRequest, public_id: str) -> Decision:
    return get_object_or_404(enrolment.decisions(request.user), public_id=public_id)


def _file(content: bytes, name: str, form: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{slugify(name)}.{form}"'},
    )


@needs(May.EXPORT_ENROLMENT, May.RETURN_ENROLMENT, May.ISSUE_CARDS)
def decisions(request: HttpRequest) -> HttpResponseBase:
    return respond(request, DecisionTable(request, enrolment.decisions(request.user)), "cover/decisions.html")


@needs(May.EXPORT_ENROLMENT, May.RETURN_ENROLMENT, May.ISSUE_CARDS)
def decision(request: HttpRequest, public_id: str) -> HttpResponse:
    found: Any = _decision(request, public_id)
    area = found.programme.area_id
    return render(
        request,
        "cover/decision.html",
        {
            "decision": found,
            "missing": found.covered - found.enrolled,
            "villages": enrolment.villages(found),
            "returns": queries.returns(request.user).filter(decision=found),
            "exports": queries.exports(request.user).filter(decision=found).select_related("made_by"),
            "may_export": may(request.user, May.EXPORT_ENROLMENT, area),
            "may_return": may(request.user, May.RETURN_ENROLMENT, area),
            "may_print": may(request.user, May.ISSUE_CARDS, area),
            "export_form": ExportForm(queries.profiles(request.user)),
        },
    )


@require_POST
@needs(May.EXPORT_ENROLMENT)
def export(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _decision(request, public_id)
    form = ExportForm(queries.profiles(request.user), request.POST)
    if not form.is_valid():
        return render(request, "cover/export.html", {"decision": found, "form": form})
    kind = form.cleaned_data["form"]
    _made, content = actions.export_enrolment(
        request.user, found, profile=form.cleaned_data["profile"], form=kind
    )
    return _file(content, f"pendaftaran {found.number}", kind)


@needs(May.EXPORT_ENROLMENT)
def profile(request: HttpRequest, public_id: str) -> HttpResponse:
    """The columns of the registration file, as the branch of this area wants them."""
    found = _decision(request, public_id)
    area = found.programme.area_id
    require(request.user, May.EXPORT_ENROLMENT, area)
    kept = queries.profiles(request.user).filter(area_id=area).first()
    initial = {
        "name": kept.name if kept else default_profile().name,
        "columns": kept.columns if kept else default_profile().to_toml(),
    }
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_profile(request.user, area, **form.cleaned_data)
        except UnusableInput as error:
            put_on(form, error, "columns")
        else:
            messages.success(request, _("The columns are kept."))
            return redirect("enrolment", public_id)
    return render(request, "cover/profile.html", {"decision": found, "form": form})


@needs(May.RETURN_ENROLMENT)
def upload(request: HttpRequest, public_id: str) -> HttpResponse:
    """Step 1: the list is read and counted. It waits sealed; nothing of it is taken in yet."""
    found = _decision(request, public_id)
    require(request.user, May.RETURN_ENROLMENT, found.programme.area_id)
    uploads.check(request)
    form = ReturnForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with (
                store.keeping(file.chunks(), PENDING, waiting=True) as kept,
                store.opened(kept.name, PENDING, Path(file.name).suffix.lower()) as path,
            ):
                counts = enrolment.preview(found, path, file.name)
        except UnusableInput as error:
            put_on(form, error, "file")
        else:
            token = _signer(request, found).sign_object({"file": kept.name, "name": file.name})
            return render(
                request,
                "cover/return_check.html",
                {"decision": found, "counts": _counted(counts), "token": token, "file_name": file.name},
            )
    return render(request, "cover/return.html", {"decision": found, "form": form})


def _signer(request: HttpRequest, decision: Decision) -> TimestampSigner:
    """Binds a waiting upload to its sender and decision: nobody can confirm another's."""
    return TimestampSigner(salt=f"cover.return:{request.user.pk}:{decision.pk}")


def _counted(counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": verdict.label, "value": counts[verdict.value], "tone": VERDICT_TONES[verdict.value]}
        for verdict in Verdict
    ]


@require_POST
@needs(May.RETURN_ENROLMENT)
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Step 2: the waiting list is taken in."""
    found = _decision(request, public_id)
    try:
        waiting = _signer(request, found).unsign_object(request.POST.get("token", ""), max_age=_WAIT)
        with store.opened(waiting["file"], PENDING, Path(waiting["name"]).suffix.lower()) as path:
            made = actions.import_return(request.user, found, path, file_name=waiting["name"])
    except (BadSignature, FileNotFoundError):
        raise UnusableInput(
            Text("Unggahan ini sudah tidak menunggu", "This upload no longer waits"),
            Text(
                "Unggah lagi daftar balikannya; tidak ada yang berubah",
                "Upload the list again; nothing was changed",
            ),
        ) from None
    store.remove(waiting["file"])
    messages.success(request, _("The return list has been taken in."))
    return redirect("enrolment_return", public_id, made.public_id)


def _sealed(row: ReturnLine) -> dict[str, Any]:
    cells: dict[str, Any] = unseal_fields(row.sealed, SEALED_RETURN)
    return cells


def _reason(row: ReturnLine) -> str:
    """BPJS's words; of a row that names nobody, what it is instead."""
    why = SKIPS.get(row.reason) if row.verdict == Verdict.SKIPPED else None
    return why.to(page_language()) if why else row.reason


class ReturnTable(Table):
    name = "return-lines"
    title = gettext_lazy("Answers of BPJS")
    columns = (
        Column("row", gettext_lazy("Row"), kind="integer", sort="row", width=8),
        Column("name", gettext_lazy("Name"), value=lambda row: _sealed(row).get("name", ""), width=30),
        Column(
            "nik",
            gettext_lazy("NIK"),
            kind="digits",
            value=lambda row: masked(_sealed(row).get("nik", "")[-4:]),
        ),
        Column(
            "verdict", gettext_lazy("Result"), kind="status", words=dict(Verdict.choices), tones=VERDICT_TONES
        ),
        Column("reason", gettext_lazy("Reason"), value=_reason, width=50),
    )
    filters = (Filter("hasil", gettext_lazy("Result"), path="verdict", choices=Verdict.choices),)
    order = ("sheet", "row")


@needs(May.EXPORT_ENROLMENT, May.RETURN_ENROLMENT)
def result(request: HttpRequest, public_id: str, return_id: str) -> HttpResponseBase:
    found = get_object_or_404(
        queries.returns(request.user), public_id=return_id, decision__public_id=public_id
    )
    counts = {verdict.value: getattr(found, verdict.value) for verdict in Verdict}
    here = reverse("enrolment_return", args=[public_id, return_id])
    context = {
        "given": found,
        "counts": [
            {**each, "href": f"{here}?hasil={verdict.value}"}
            for each, verdict in zip(_counted(counts), Verdict, strict=True)
        ],
    }
    table = ReturnTable(
        request, queries.return_lines(request.user, found), area=found.decision.programme.area_id
    )
    return respond(request, table, "cover/return_result.html", context)


@require_POST
@needs(May.ISSUE_CARDS)
def cards(request: HttpRequest, public_id: str) -> HttpResponse:
    """Cards of one village, or of the whole decision, as PDF."""
    found = _decision(request, public_id)
    village = request.POST.get("village", "")
    known = {each["village_id"] for each in enrolment.villages(found)}
    if village and village not in known:
        raise UnusableInput(
            Text("Desa itu tidak ada pada SK ini", "That village is not on this decree"),
            Text("Pilih desa dari daftar", "Choose a village from the list"),
        )
    paper = actions.print_cards(request.user, found, village=village)
    return _file(paper, f"kartu {found.number} {village}", "pdf")
