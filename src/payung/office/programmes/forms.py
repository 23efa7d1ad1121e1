"""Forms of programmes: facts, criteria, work, quotas, legal bases, agreements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.core.forms import MonthField, RupiahField
from payung.office.core.language import page_language
from payung.office.people.models import Sector
from payung.office.programmes import priority, queries
from payung.office.programmes.actions import ProgrammeFacts
from payung.office.programmes.models import Programme

_RANKS = 3


def day_field(**more: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **more)


class AreaChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code})"


class ProgrammeForm(forms.Form):
    """``first`` to ``third`` are the keys of the order of preference."""

    name = forms.CharField(label=_("Name of the programme"), max_length=120)
    purpose = forms.CharField(
        label=_("Purpose"),
        required=False,
        help_text=_(
            "Why people's data is used; stands in the decree. Such as: protecting vulnerable workers"
        ),
        widget=forms.Textarea({"rows": 3}),
    )
    first_month = MonthField(label=_("First month"))
    months = forms.IntegerField(label=_("Number of months"), min_value=1, max_value=60)
    income = RupiahField(
        label=_("Income base a month"),
        minimum=1,
        initial=1_000_000,
        help_text=_("Rp1.000.000 gives the lowest rate"),
    )
    with_jht = forms.BooleanField(label=_("With old-age savings (JHT)"), required=False)
    first = forms.ChoiceField(label=_("Who comes first"))
    second = forms.ChoiceField(label=_("Where equal"), required=False)
    third = forms.ChoiceField(label=_("Where still equal"), required=False)
    registry_max_age = forms.IntegerField(
        label=_("How many days a registry list may be used"), min_value=1, max_value=3650, initial=400
    )
    delegated = forms.BooleanField(
        label=_("The village decides who is proposed, with minutes"), required=False
    )
    two_reviewers = forms.BooleanField(
        label=_("A second reviewer confirms every verdict of the review desk"), required=False
    )
    agreement: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Agreement with BPJS (PKS)"), queryset=None, required=False, empty_label=_("None yet")
    )
    bases: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        label=_("Legal bases"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, user: Any, *args: Any, programme: Programme | None = None, **kwargs: Any) -> None:
        if programme is not None:
            kwargs["initial"] = _initial(programme)
        super().__init__(*args, **kwargs)
        if programme is None:
            self.fields["area"] = AreaChoice(label=_("Area"), queryset=queries.programme_areas(user))
            self.order_fields(["area"])
        keys = [(key.code, key.explained.to(page_language())) for key in priority.KEYS.values()]
        self.fields["first"].choices = keys  # type: ignore[attr-defined]
        for name in ("second", "third"):
            self.fields[name].choices = [("", _("Order of arrival")), *keys]  # type: ignore[attr-defined]
        self.fields["agreement"].queryset = queries.agreements(user)  # type: ignore[attr-defined]
        self.fields["bases"].queryset = queries.legal_bases(user)  # type: ignore[attr-defined]

    def facts(self) -> ProgrammeFacts:
        said = {
            key: value
            for key, value in self.cleaned_data.items()
            if key not in ("area", "first", "second", "third")
        }
        order = [self.cleaned_data[key] for key in ("first", "second", "third") if self.cleaned_data[key]]
        return ProgrammeFacts(**(said | {"priority": order, "bases": list(said["bases"])}))


def _initial(programme: Programme) -> dict[str, Any]:
    order = [*programme.priority, *[""] * _RANKS]
    own = (
        "name",
        "purpose",
        "first_month",
        "months",
        "income",
        "with_jht",
        "registry_max_age",
        "delegated",
        "two_reviewers",
        "agreement",
    )
    return {
        **{name: getattr(programme, name) for name in own},
        **dict(zip(("first", "second", "third"), order, strict=False)),
        "bases": programme.bases.all(),
    }


class CriteriaForm(forms.Form):
    valid_from = day_field(label=_("In force from"))
    min_age = forms.IntegerField(
        label=_("Youngest age"), min_value=0, max_value=120, required=False, initial=18
    )
    max_age = forms.IntegerField(
        label=_("Must be younger than"),
        min_value=1,
        max_value=150,
        required=False,
        initial=65,
        help_text=_("BPJS accepts new members younger than 65"),
    )
    registry_required = forms.BooleanField(
        label=_("Must stand in the social registry (DTKS, DTSEN)"), required=False
    )
    max_decile = forms.IntegerField(
        label=_("Highest welfare decile"),
        min_value=1,
        max_value=10,
        required=False,
        help_text=_("Leave empty: any"),
    )
    excluded_groups = forms.CharField(
        label=_("Groups that are excluded"),
        required=False,
        help_text=_("Between commas, such as ASN, TNI, POLRI. Leave empty: every group of the list"),
    )
    listed_work_only = forms.BooleanField(
        label=_("Only kinds of work on the programme's list"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate()

    def chosen(self) -> dict[str, Any]:
        said = self.cleaned_data
        groups = [word for raw in said["excluded_groups"].split(",") if (word := raw.strip())]
        return {
            **{key: said[key] for key in ("min_age", "max_age", "max_decile")},
            "registry_required": said["registry_required"],
            "excluded_groups": groups or None,
        }


class OccupationForm(forms.Form):
    name = forms.CharField(label=_("Kind of work"), max_length=80)
    synonyms = forms.CharField(
        label=_("Other words for it"),
        required=False,
        help_text=_("One on each line, as people write them"),
        widget=forms.Textarea({"rows": 4}),
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=Sector.choices,
        initial=Sector.OTHER,
        widget=forms.RadioSelect,
        help_text=_("Sets the rate where others than the government pay (PP 50/2025)"),
    )


class PlacesForm(forms.Form):
    places = forms.IntegerField(label=_("Places"), min_value=0, max_value=10_000_000)


class EachVillageForm(forms.Form):
    each = forms.IntegerField(label=_("Places in each village"), min_value=0, max_value=1_000_000)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))
