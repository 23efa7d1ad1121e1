"""How a person is looked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from payung.identity.nik import read_number


class NikForm(forms.Form):
    """A whole NIK, sent by POST: in an address it would stand in every log on the way."""

    nik = forms.CharField(
        label="NIK",
        min_length=16,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_nik(self) -> str:
        digits = read_number(self.cleaned_data["nik"]).digits
        if len(digits) != 16:
            raise forms.ValidationError(_("A NIK has 16 digits."))
        return digits
