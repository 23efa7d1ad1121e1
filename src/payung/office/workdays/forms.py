"""Forms of working days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.office.programmes import queries
from payung.office.programmes.forms import AreaChoice, day_field


class CorrectionForm(forms.Form):
    area: forms.ModelChoiceField[Any] = AreaChoice(label=_("Area"), queryset=None, empty_label=None)
    day = day_field(label=_("Day"))
    works = forms.ChoiceField(
        label=_("What is it in truth?"),
        choices=(
            ("off", _("No working day: holiday or joint leave")),
            ("on", _("A working day all the same")),
        ),
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("What day is it?"), max_length=120, help_text=_("Such as: joint leave after Idul Fitri")
    )
    document = forms.CharField(
        label=_("Document that says so"),
        max_length=200,
        help_text=_("Number and date, such as: SKB 3 Menteri Nomor 2 Tahun 2026, 5 Juni 2026"),
    )
    why = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = queries.programme_areas(user)  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    why = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))
