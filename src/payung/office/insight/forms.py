"""Forms on coverage figures and targets."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from payung.office.areas.models import Area
from payung.office.core.uploads import UploadField
from payung.office.cover.forms import ENDINGS
from payung.office.insight import coverage
from payung.office.insight.models import PublishedCount, Segment
from payung.office.journal.once import TokenForm

_WHOLE = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+|\d+")
_LARGEST = 10**12


class CountField(forms.Field):
    """A whole number of people as offices write it: 48838, 48.838 or 48,838."""

    default_error_messages = {
        "invalid": _("Write a whole number, such as 48.838"),
        "small": _("The number must be at least %(limit)s"),
        "large": _("The number is too large"),
    }

    def __init__(self, *, minimum: int = 0, **more: Any) -> None:
        self.minimum = minimum
        super().__init__(widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}), **more)

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(re.sub(r"\D", "", text))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value < self.minimum:
            raise ValidationError(self.error_messages["small"], code="small", params={"limit": self.minimum})
        if value is not None and value > _LARGEST:
            raise ValidationError(self.error_messages["large"], code="large")


class PercentField(forms.Field):
    """A percentage as printed, kept in hundredths of a percent: 50,88 or 50.88% is 5088."""

    default_error_messages = {"invalid": _("Write a percentage with at most two decimals, such as 50,88")}

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip().rstrip("% ").replace(",", ".")
        if not text:
            return None
        try:
            hundredths = Decimal(text) * 100
        except InvalidOperation:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not hundredths.is_finite() or hundredths != int(hundredths) or not 0 <= hundredths <= 10**8:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(hundredths)


class _AreaForm(forms.Form):
    area = forms.ModelChoiceField(label=_("Area"), queryset=Area.objects.none())

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A list of every village would be a long one on a phone: figures are of kecamatan and above.
        self.fields["area"].queryset = coverage.areas(user).filter(level__lte=3)  # type: ignore[attr-defined]


class FigureForm(_AreaForm):
    segment = forms.ChoiceField(label=_("Segment"), choices=Segment.choices)
    definition = forms.CharField(
        label=_("What is counted"),
        max_length=250,
        help_text=_(
            "Active or registered, of which workers. Shares with other definitions cannot be compared."
        ),
    )
    numerator = CountField(label=_("People protected"))
    denominator = CountField(label=_("People who should be"), minimum=1, help_text=_("Usually an estimate"))
    published = PercentField(
        label=_("Percentage as printed"),
        required=False,
        help_text=_("Copy it even where it looks wrong: Payung compares it with its parts."),
    )
    source = forms.CharField(label=_("Source"), max_length=200)
    dated = forms.DateField(
        label=_("Date of the figure"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea({"rows": 2}), max_length=2000
    )


class TargetForm(_AreaForm):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    people = CountField(label=_("People to be protected"), minimum=1)
    stock = CountField(
        label=_("Of how many in all"),
        minimum=1,
        required=False,
        help_text=_("All who would need it, if known"),
    )
    about = forms.CharField(label=_("What the target says, and where"), max_length=250)


class CountForm(_AreaForm):
    """One part of a share by itself: what BPS or BPJS counted."""

    segment = forms.ChoiceField(label=_("Segment"), choices=Segment.choices)
    what = forms.ChoiceField(label=_("What is counted"), choices=PublishedCount.What.choices)
    definition = forms.CharField(
        label=_("Definition"),
        max_length=250,
        help_text=_("Such as: employed population, Sakernas August 2025"),
    )
    people = CountField(label=_("People"))
    source = forms.CharField(label=_("Source"), max_length=200)
    dated = forms.DateField(
        label=_("Date of the figure"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )


class ImportForm(_AreaForm, TokenForm):
    """A table of BPS or BPJS with what holds for all of it."""

    file = UploadField(
        endings=ENDINGS, label=_("Table"), help_text=_("Excel, OpenDocument or CSV. One row for each area.")
    )
    source = forms.CharField(label=_("Source"), max_length=200)
    dated = forms.DateField(
        label=_("Date of the figures"),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("Used where no column holds a date"),
    )
    segment = forms.ChoiceField(
        label=_("Segment"), choices=Segment.choices, help_text=_("Used where no column holds the segment")
    )
    protected = forms.CharField(
        label=_("Whom the table counts as protected"),
        max_length=120,
        initial=_("Active members of BPJS Ketenagakerjaan"),
    )
    workforce = forms.CharField(
        label=_("Whom it counts as the workforce"),
        max_length=120,
        initial=_("Employed population (BPS, Sakernas)"),
    )

    field_order = ("area", "file", "source", "dated", "segment", "protected", "workforce", "token")

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        areas = coverage.areas(user).filter(level__lte=2)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["area"].help_text = _("Every row must lie inside this area")
        if first := areas.first():
            self.fields["area"].initial = first.pk
