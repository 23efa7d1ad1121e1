"""The question, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.office.areas.models import Area
from payung.office.core.forms import MonthField
from payung.office.funding.models import Fund
from payung.office.programmes.models import Programme
from payung.office.reconciliation import asking
from payung.office.reconciliation.asking import Asked


class AskForm(forms.Form):
    program = forms.ModelChoiceField(
        queryset=Programme.objects.none(),
        to_field_name="public_id",
        label=_("Programme"),
        required=False,
        empty_label=_("All programmes"),
    )
    dana = forms.ModelChoiceField(
        queryset=Fund.objects.none(),
        to_field_name="public_id",
        label=_("Fund"),
        required=False,
        empty_label=_("All funds"),
    )
    wilayah = forms.CharField(
        label=_("Area"), required=False, max_length=13, help_text=_("Code of a village or kecamatan")
    )
    dari = MonthField(label=_("From month"), required=False)
    sampai = MonthField(label=_("Until month"), required=False)

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["program"].queryset = asking.programmes(user)  # type: ignore[attr-defined]
        self.fields["dana"].queryset = asking.funds(user)  # type: ignore[attr-defined]

    def clean_wilayah(self) -> Area | None:
        code = str(self.cleaned_data["wilayah"]).strip()
        if not code:
            return None
        found = asking.areas(self.user).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("There is no such area in the area you serve"))
        return found

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("dari"), said.get("sampai")
        if first and last and first > last:
            self.add_error("sampai", _("The run of months ends before it begins"))
        return said

    def asked(self) -> Asked:
        """After ``is_valid``."""
        said = self.cleaned_data
        return Asked(said["program"], said["dana"], said["wilayah"], said["dari"] or 0, said["sampai"] or 0)
