"""Forms of plans: a new one, a what-if, turning one into a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.office.core.forms import MonthField
from payung.office.journal.once import TokenForm
from payung.office.plans import queries
from payung.office.plans.models import Aim, Plan


class PlanForm(TokenForm):
    programme: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("Programme"), queryset=None)
    first_month = MonthField(
        label=_("First month"), required=False, help_text=_("Leave empty: the programme's first month")
    )
    months = forms.IntegerField(
        label=_("Number of months"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=_("Leave empty: until the programme's last month"),
    )
    aim = forms.ChoiceField(
        label=_("What counts most"), choices=Aim.choices, initial=Aim.PEOPLE, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = queries.plannable(user)  # type: ignore[attr-defined]


class WhatIfForm(TokenForm):
    """What is left empty stays as it is in the plan."""

    places = forms.IntegerField(
        label=_("Places in every village"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("Such as 100 instead of 50"),
    )
    total = forms.IntegerField(
        label=_("Places in the whole programme"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("Where the programme has a quota for all villages together, it binds beside theirs"),
    )
    fund = forms.ChoiceField(label=_("A fund is cut"), required=False)
    cut = forms.IntegerField(
        label=_("By how many percent"), required=False, min_value=1, max_value=100, help_text=_("Such as 20")
    )
    months = forms.IntegerField(
        label=_("Number of months"), required=False, min_value=1, max_value=60, help_text=_("Such as 8 or 12")
    )
    relief_until = MonthField(
        label=_("The relief of contributions ends in"),
        required=False,
        help_text=_("From the month after it everybody pays in full, such as 2026-12"),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_ceiling = [each for each in plan.inputs.get("funds", ()) if each["ceiling"] is not None]
        self.fields["fund"].choices = [  # type: ignore[attr-defined]
            ("", _("None")), *((each["fund"], each["name"]) for each in with_ceiling)
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("fund")) != bool(said.get("cut")):
            self.add_error(
                "cut" if said.get("fund") else "fund", _("A cut names both the fund and the percent")
            )
        return said

    def changes(self) -> dict[str, Any]:
        said = self.cleaned_data
        cuts = {said["fund"]: 100 - said["cut"]} if said.get("fund") else {}
        return {
            "places": said["places"],
            "total": said["total"],
            "cuts": cuts,
            "relief_until": said["relief_until"],
        }


class TurnForm(TokenForm):
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
