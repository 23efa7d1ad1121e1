"""Pages of BPJS's billing lists: compared with our bill, kept with every row, and the headings by which they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.errors import UnusableInput
from payung.exchange.bpjs_billing import FIELDS
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, Refused, may, scope, sponsors_of
from payung.office.billing import actions, queries
from payung.office.billing.actions.files import SEALED_BILLING
from payung.office.billing.models import Bill, BillingFile, BillingFileLine, BillingProfile
from payung.office.core import store, uploads
from payung.office.core.forms import put_on
from payung.office.core.headings_form import HeadingsForm
from payung.office.core.tables import Column, Filter, Table
from payung.office.core.uploads import UploadField
from payung.office.core.vault import masked, unseal_fields
from payung.office.journal.lists import respond

_TONES = {"same": "ok", "amount": "wait", "unknown": "stop", "missing": "stop", "unclear": "wait"}
_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
_EXAMPLE = 'name = "Cabang"\n\n[headings]\nnik = ["Nomor Induk"]\namount = ["Nilai Iuran"]\n'


class FileForm(forms.Form):
    file = UploadField(
        endings=_ENDINGS,
        label=gettext_lazy("Billing list of BPJS"),
        help_text=gettext_lazy(
            "XLSX, XLS, ODS or CSV with NIK and the contribution. Send it as BPJS made it."
        ),
    )
    profile = forms.ModelChoiceField(
        queryset=BillingProfile.objects.none(),
        to_field_name="public_id",
        required=False,
        label=gettext_lazy("Headings"),
        empty_label=gettext_lazy("Headings that Payung knows"),
    )

    def __init__(self, profiles: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = profiles  # type: ignore[attr-defined]


def _bill(request: HttpRequest, public_id: str) -> Any:
    """A bill whose lists the user may compare or read; a sponsor reads sums only."""
    if sponsors_of(request.user) is not None:
        raise Refused(May.SEE_PEOPLE)
    return get_object_or_404(queries.bills(request.user), public_id=public_id)


@needs(May.ISSUE_BILLS, May.RETURN_ENROLMENT)
def upload(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _bill(request, public_id)
    area = found.programme.area_id
    uploads.check(request)
    profiles = BillingProfile.objects.filter(scope(request.user, May.SEE_MONEY).around("area"))
    form = FileForm(profiles, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with store.private_file(Path(file.name).suffix.lower()) as (path, stream):
                for chunk in file.chunks():
                    stream.write(chunk)
                stream.flush()
                made = actions.compare_billing(
                    request.user,
                    Bill.objects.get(pk=found.pk),
                    path,
                    file_name=file.name,
                    profile=form.cleaned_data["profile"],
                )
        except UnusableInput as error:
            put_on(form, error, "file")
        else:
            if made.differs:
                messages.warning(request, _("The list differs from the bill. Nothing of it was applied."))
            else:
                messages.success(request, _("The list and the bill are the same to the rupiah."))
            return redirect("bill_file", public_id, made.public_id)
    context = {
        "bill": found,
        "form": form,
        "files": found.files.all(),
        "may_profile": may(request.user, May.ISSUE_BILLS, area),
    }
    return render(request, "billing/file.html", context, status=422 if form.errors else 200)


@needs(May.ISSUE_BILLS)
def headings(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _bill(request, public_id)
    area = found.programme.area_id
    kept = BillingProfile.objects.filter(area=area).first()
    initial = {"name": kept.name if kept else "BPJS", "headings": kept.headings if kept else _EXAMPLE}
    form = HeadingsForm(FIELDS, None, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.save_billing_profile(request.user, area, **form.cleaned_data)
        messages.success(request, _("The headings are kept."))
        return redirect("bill_files", public_id)
    lead = ", ".join(FIELDS.words)
    context = {"form": form, "bill": found, "title": _("Headings of the billing list"), "lead": lead}
    return render(request, "billing/form.html", context, status=422 if form.errors else 200)


def _name(row: BillingFileLine) -> str:
    """Of ours, or as the list names somebody whom we do not know."""
    if row.person_month:
        return row.person_month.person.name
    return str(_cells(row).get("name", ""))


def _nik(row: BillingFileLine) -> str:
    tail = row.person_month.person.nik_tail if row.person_month else str(_cells(row).get("nik", ""))[-4:]
    return masked(tail)


def _cells(row: BillingFileLine) -> dict[str, Any]:
    return unseal_fields(row.sealed, SEALED_BILLING) if bytes(row.sealed) else {}


class FileTable(Table):
    """Rows of the list and months that it lacks; our own people by decree and line, strangers by name."""

    name = "billing-file"
    title = gettext_lazy("The list beside our bill")
    columns: Any = (  # type: ignore[misc]
        Column("row", gettext_lazy("Row"), kind="integer", value=lambda row: row.row or None, sort="row"),
        Column(
            "name",
            gettext_lazy("Name"),
            value=lambda row: (
                _name(row)
                if row.person_month is None
                else f"{row.person_month.line.decision.number}, {row.person_month.line.number}"
            ),
            width=30,
        ),
        Column("nik", gettext_lazy("NIK"), kind="digits", value=_nik, width=20),
        Column(
            "verdict",
            gettext_lazy("Comparison"),
            kind="status",
            sort="verdict",
            words=dict(BillingFileLine.Verdict.choices),
            tones=_TONES,
        ),
        Column("listed", gettext_lazy("The list of BPJS"), kind="rupiah", sort="listed", total="listed"),
        Column("ours", gettext_lazy("Our bill"), kind="rupiah", sort="ours", total="ours"),
        Column("reason", gettext_lazy("Remark"), width=40),
    )
    filters = (
        Filter("hasil", gettext_lazy("Comparison"), path="verdict", choices=BillingFileLine.Verdict.choices),
    )
    order = ("-verdict", "row", "pk")
    empty_title = gettext_lazy("No row is like this")


class NamedFileTable(FileTable):
    columns = tuple(  # type: ignore[misc]
        Column("name", gettext_lazy("Name"), value=_name, width=30) if column.key == "name" else column
        for column in FileTable.columns
    )


@needs(May.SEE_MONEY)
def compared(request: HttpRequest, public_id: str, file_id: str) -> HttpResponseBase:
    found = _bill(request, public_id)
    area = found.programme.area_id
    given = get_object_or_404(BillingFile, public_id=file_id, bill=found.pk)
    rows = given.lines.select_related("person_month__person", "person_month__line__decision")
    kind = NamedFileTable if may(request.user, May.SEE_PEOPLE, area) else FileTable
    context = {
        "bill": found,
        "given": given,
        "counts": [
            {
                "label": verdict.label,
                "value": getattr(given, verdict.value),
                "tone": _TONES[verdict.value] if getattr(given, verdict.value) else "",
                "href": f"?hasil={verdict.value}",
            }
            for verdict in BillingFileLine.Verdict
        ],
    }
    return respond(request, kind(request, rows, area=area), "billing/file_result.html", context)
