"""Forms of the guard's letters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.office.continuity import papers
from payung.office.funding.models import Fund


class PaperForm(forms.Form):
    """Which fund, and the number of the letter where it is known."""

    fund = forms.ModelChoiceField(queryset=Fund.objects.none(), to_field_name="public_id", label=_("Fund"))
    number = forms.CharField(
        label=_("Number of the letter"), max_length=60, required=False, help_text=_("Empty: dots to write on")
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = papers.funds(user)  # type: ignore[attr-defined]


class LateForm(PaperForm):
    """The letter to BPJS also says why, and when the money is expected."""

    why = forms.CharField(
        label=_("Why the money is late"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    expected = forms.DateField(
        label=_("The money is expected on"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
