"""Forms of the reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.law.month import Month
from payung.office.areas.models import Area
from payung.office.core.forms import MonthField
from payung.office.funding.models import Sponsor
from payung.office.journal.once import TokenForm
from payung.office.reports import queries
from payung.office.reports.models import Every, Recipient


class ObligationForm(TokenForm):
    area = forms.ModelChoiceField(queryset=Area.objects.none(), label=_("Area"))
    recipient = forms.ChoiceField(label=_("To whom"), choices=Recipient.choices, widget=forms.RadioSelect)
    sponsor = forms.ModelChoiceField(
        queryset=Sponsor.objects.none(),
        to_field_name="public_id",
        label=_("Sponsor"),
        required=False,
        empty_label=_("None"),
        help_text=_("For reports to a sponsor: it gets the impact of its own funds, without names."),
    )
    every = forms.ChoiceField(label=_("How often"), choices=Every.choices, widget=forms.RadioSelect)
    due_days = forms.IntegerField(
        label=_("Days after the end of the period"), min_value=1, max_value=120, initial=10
    )
    first_month = MonthField(label=_("From the period of"))
    basis = forms.CharField(
        label=_("What asks for it"),
        required=False,
        max_length=250,
        help_text=_("The regulation or agreement, such as Perbup 12/2025 article 9"),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = queries.areas(user)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["area"].initial = areas.first()
        self.fields["sponsor"].queryset = queries.sponsors(user)  # type: ignore[attr-defined]
        self.fields["first_month"].initial = Month.of(timezone.localdate()).number


class StopForm(TokenForm):
    why = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500)


class SentForm(TokenForm):
    dated = forms.DateField(label=_("Sent on"), widget=forms.DateInput(attrs={"type": "date"}))
    letter = forms.CharField(label=_("Number of the letter"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated"].initial = timezone.localdate().isoformat()
