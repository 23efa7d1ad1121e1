"""Forms of aid in kind."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.law.month import Month
from payung.office.aid import queries
from payung.office.aid.drawing import Rule
from payung.office.aid.models import Distribution
from payung.office.areas.models import Area, Level
from payung.office.core.forms import MonthField
from payung.office.journal.once import TokenForm
from payung.office.programmes.forms import AreaChoice, day_field


class AidForm(TokenForm):
    area: forms.ModelChoiceField[Any] = AreaChoice(label=_("Area"), queryset=None)
    name = forms.CharField(
        label=_("Name of the aid"), max_length=120, help_text=_("Such as: Beras peserta September 2026")
    )
    pack = forms.CharField(
        label=_("What is one pack?"), max_length=80, help_text=_("Such as: karung beras 5 kg")
    )
    programme: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Programme"), queryset=None, required=False, empty_label=_("Participants of any programme")
    )

    def __init__(self, user: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].queryset = queries.areas(user)  # type: ignore[attr-defined]
        self.fields["programme"].queryset = queries.programmes(user)  # type: ignore[attr-defined]


class DeliveryForm(TokenForm):
    packs = forms.IntegerField(
        label=_("Packs"),
        min_value=-1_000_000,
        max_value=1_000_000,
        help_text=_("2 tonnes in packs of 5 kg are 400. With a minus: spoilt or sent back."),
    )
    document = forms.CharField(
        label=_("Document"), max_length=120, help_text=_("Number of the delivery note or minutes")
    )
    giver = forms.CharField(label=_("From whom?"), max_length=120)
    dated = day_field(label=_("Date"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dated"].initial = timezone.localdate()


class DrawForm(forms.Form):
    month = MonthField(label=_("Participants of which month?"))
    villages = forms.ModelMultipleChoiceField(
        label=_("Only in these villages"),
        queryset=Area.objects.none(),
        required=False,
        help_text=_("Choose none: all villages of the area"),
        widget=forms.CheckboxSelectMultiple,
    )
    occupation = forms.CharField(
        label=_("Only whose work holds the word"),
        max_length=80,
        required=False,
        help_text=_("Such as: becak. Leave empty: any work"),
    )
    reserve = forms.IntegerField(
        label=_("How many in reserve?"),
        min_value=0,
        max_value=1_000_000,
        initial=0,
        help_text=_("They follow in the order of the lot, for packs that nobody fetches"),
    )
    seed = forms.CharField(
        label=_("Seed of the lot"),
        max_length=40,
        help_text=_("A word or number named before witnesses; the same seed draws the same people"),
    )

    def __init__(self, distribution: Distribution, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.distribution = distribution
        level = ("province", "regency", "district", "code")[distribution.area_id.count(".")]
        villages = Area.objects.filter(level=Level.VILLAGE, **{level: distribution.area_id})
        self.fields["villages"].queryset = villages  # type: ignore[attr-defined]
        self.fields["month"].initial = Month.of(timezone.localdate()).number
        self.fields["seed"].initial = secrets.token_hex(4)
        if distribution.area.level == Level.VILLAGE:
            del self.fields["villages"]

    def rule(self) -> Rule:
        said = self.cleaned_data
        return Rule(
            said["month"],
            self.distribution.programme_id,
            tuple(sorted(one.pk for one in said.get("villages") or ())),
            said["occupation"].strip(),
        )


class CardForm(TokenForm):
    code = forms.CharField(
        label=_("Card or member number"),
        max_length=200,
        help_text=_("Scan the QR of the card, or type the whole number (KPJ)"),
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True}),
    )
    taken_by = forms.CharField(
        label=_("Who came for it?"),
        max_length=120,
        required=False,
        help_text=_("Leave empty: the participant"),
    )


class SheetForm(TokenForm):
    numbers = forms.CharField(
        label=_("Numbers that signed"),
        max_length=5000,
        help_text=_("Such as: 1-20, 23"),
        widget=forms.Textarea({"rows": 3}),
    )
    dated = day_field(label=_("Handed out on"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["dated"].initial = timezone.localdate()
