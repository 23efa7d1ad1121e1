"""Forms of decisions: a new list, approval, a change, the letter's template, who signs."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from payung.office.core.forms import MonthField
from payung.office.core.uploads import UploadField
from payung.office.decisions import queries
from payung.office.decisions.models import Decision, Line, Withdrawal
from payung.office.programmes.forms import AreaChoice, day_field
from payung.office.programmes.queries import programme_areas


class NewListForm(forms.Form):
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
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = queries.decidable(user)  # type: ignore[attr-defined]


class ApproveForm(forms.Form):
    number = forms.CharField(label=_("Number of the decree (SK)"), max_length=120)
    dated = day_field(label=_("Date of the decree"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated"].initial = timezone.localdate()


class ChangeForm(forms.Form):
    """Who leaves, by the numbers of the decree's annex."""

    numbers = forms.CharField(
        label=_("Numbers on the annex"),
        help_text=_("Of those who leave for the same reason, between commas, such as 12, 40, 41"),
        max_length=2000,
    )
    why = forms.ChoiceField(
        label=_("Why they leave"), choices=Withdrawal.Why.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=250, required=False)
    from_month = MonthField(label=_("First month without cover"))
    replace = forms.BooleanField(
        label=_("Give the places to those who wait in the same village"), required=False, initial=True
    )

    def __init__(self, decision: Decision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision

    def clean_numbers(self) -> list[Line]:
        return annex_lines(self.decision, self.cleaned_data["numbers"], self.decision.lines.all())


def annex_lines(decision: Decision, text: str, lines: Any) -> list[Line]:
    """The people behind numbers on the annex, of the ``lines`` that may be named. Raises ValidationError."""
    said = [part for part in re.split(r"[\s,;]+", text) if part]
    wrong = [part for part in said if not part.isdigit() or len(part) > 9]
    if wrong:
        raise forms.ValidationError(_now("“%(part)s” is no number") % {"part": wrong[0]})
    wanted = dict.fromkeys(int(part) for part in said)
    found = {line.number: line for line in lines.filter(decision=decision, taken=True, number__in=wanted)}
    missing = [number for number in wanted if number not in found]
    if missing:
        raise forms.ValidationError(_now("Number %(n)s is not on the annex") % {"n": missing[0]})
    return [found[number] for number in wanted]


class TemplateForm(forms.Form):
    area: forms.ModelChoiceField[Any] = AreaChoice(label=_("Area"), queryset=None)
    file = UploadField(label=_("Word template"), endings=(".docx",))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = programme_areas(user)  # type: ignore[attr-defined]


class SigningForm(forms.Form):
    area: forms.ModelChoiceField[Any] = AreaChoice(label=_("Area"), queryset=None)
    regulation = forms.CharField(
        label=_("Title of the decree"), max_length=120, help_text=_("Such as: Keputusan Bupati Sijunjung")
    )
    title = forms.CharField(
        label=_("Office of who signs"), max_length=120, help_text=_("Such as: BUPATI SIJUNJUNG")
    )
    name = forms.CharField(label=_("Name of who signs"), max_length=120)
    rank = forms.CharField(label=_("Grade"), max_length=80, required=False)
    nip = forms.CharField(label=_("NIP"), max_length=20, required=False)
    place = forms.CharField(label=_("Place of signing"), max_length=80)

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = programme_areas(user)  # type: ignore[attr-defined]
