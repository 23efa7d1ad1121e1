"""Forms of the enrolment pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.errors import UnusableInput
from payung.exchange.registration_profile import Profile
from payung.office.core.language import page_language
from payung.office.core.uploads import UploadField
from payung.office.cover.models import ColumnProfile

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")


class ProfileForm(forms.Form):
    """Columns of the registration file, in TOML; the error names the column at fault."""

    name = forms.CharField(label=_("Name of the profile"), max_length=80)
    columns = forms.CharField(
        label=_("Columns"),
        max_length=50_000,
        help_text=_(
            "Each column: its heading, and a field of the person (source) or the same value for all (constant)."
        ),
        widget=forms.Textarea({"rows": 20, "spellcheck": "false", "class": "cell-digits"}),
    )

    def clean_columns(self) -> str:
        text: str = self.cleaned_data["columns"].replace("\r\n", "\n")
        try:
            Profile.from_toml(text)
        except UnusableInput as error:
            raise forms.ValidationError(error.to(page_language())) from None
        return text


class ExportForm(forms.Form):
    profile = forms.ModelChoiceField(
        queryset=ColumnProfile.objects.none(),
        to_field_name="public_id",
        required=False,
        label=_("Columns"),
        empty_label=_("Columns that Payung proposes"),
    )
    form = forms.ChoiceField(
        label=_("File"), choices=(("xlsx", "XLSX"), ("csv", "CSV")), initial="xlsx", widget=forms.RadioSelect
    )

    def __init__(self, profiles: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = profiles  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    file = UploadField(
        endings=ENDINGS,
        label=_("Return list of BPJS"),
        help_text=_("XLSX, XLS, ODS or CSV with NIK, and KPJ or status. Send it as BPJS made it."),
    )
