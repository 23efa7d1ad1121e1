"""The form that adds a reference list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.areas.models import Area
from payung.office.core.uploads import UploadField
from payung.office.references.models import Kind
from payung.office.references.queries import areas_for_adding
from payung.office.references.snapshot import ENDINGS


class AddListForm(forms.Form):
    area = forms.ModelChoiceField(queryset=Area.objects.none(), label=_("Area"))
    kind = forms.ChoiceField(choices=Kind.choices, label=_("Kind of list"))
    name = forms.CharField(
        max_length=120, label=_("Name"), help_text=_("As the office calls it, such as DTSEN 2026")
    )
    source = forms.CharField(
        max_length=200, required=False, label=_("Source"), help_text=_("Who gave it, and with which letter")
    )
    dated = forms.DateField(
        label=_("Date of the data"),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("The day on which the data stood, not the day on which you got it"),
    )
    file = UploadField(endings=ENDINGS, label=_("File"), help_text=_("CSV, XLSX or Parquet, up to 200 MB"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = areas_for_adding(user)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        if len(areas[:2]) == 1 or (areas and areas[0].level < 4):
            self.fields["area"].initial = areas[0].pk

    def clean_dated(self) -> Any:
        dated = self.cleaned_data["dated"]
        if dated > timezone.localdate():
            raise forms.ValidationError(
                _("The date of the data lies ahead. Give the day on which the data stood.")
            )
        return dated
