"""The contribution calculator's questions, named as in the API."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.errors import UnusableInput
from payung.law.contribution import Contribution, contribution
from payung.law.fields import check_not_before_law
from payung.law.member import RISK_CLASSES
from payung.law.month import Month
from payung.law.parameters import current
from payung.office.core.forms import MonthField, RupiahField
from payung.office.core.language import page_language
from payung.office.funding.models import Payer
from payung.office.people.models import Sector
from payung.office.rules.words import SEGMENTS

LONGEST = 60  # months on one page
_FIELDS = {
    "bpu": ("income", "sector", "payer", "month", "months", "jht", "employer", "registered", "paid_through"),
    "pu": ("income", "month", "months", "jht", "risk_class", "jkp", "labour_intensive", "registered", "paid_through"),
    "construction": ("income", "contract_value", "month", "months"),
    "pmi": ("month", "months"),
}  # fmt: skip
_MONTH_FIELDS = ("month", "registered", "paid_through")
# What would silently change nothing in another segment.
_ONLY_SOME = ("jht", "employer", "risk_class", "jkp", "labour_intensive", "contract_value")


class ContributionForm(forms.Form):
    """One case. ``answer`` after a good ``is_valid``."""

    segment = forms.ChoiceField(choices=list(SEGMENTS.items()), widget=forms.HiddenInput)
    income = RupiahField(
        label=_("Income in a month"),
        help_text=_("As the worker states it. The law takes the base of its band."),
    )
    contract_value = RupiahField(
        label=_("Contract value without VAT"),
        required=False,
        help_text=_("Where the wages are not known. The contract is billed once."),
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices, widget=forms.RadioSelect)
    payer = forms.ChoiceField(label=_("Whose money pays"), choices=Payer.choices)
    month = MonthField(label=_("First contribution month"))
    months = forms.IntegerField(label=_("Number of months"), min_value=1, max_value=LONGEST)
    jht = forms.BooleanField(label=_("With old-age savings (JHT)"), required=False)
    employer = forms.BooleanField(label=_("The worker employs others"), required=False)
    risk_class = forms.TypedChoiceField(
        label=_("Risk class of the work (JKK)"),
        coerce=int,
        choices=[(n, str(n)) for n in range(1, RISK_CLASSES + 1)],
    )
    jkp = forms.BooleanField(label=_("Insured against job loss (JKP)"), required=False)
    labour_intensive = forms.BooleanField(label=_("Labour-intensive industry"), required=False)
    registered = MonthField(
        label=_("First month of membership"),
        required=False,
        help_text=_("Left empty: a member of long standing who owes nothing."),
    )
    paid_through = MonthField(
        label=_("Last month paid without a gap"), required=False, help_text=_("Only where something is owed.")
    )

    def __init__(self, data: QueryDict, segment: str) -> None:
        asked = None
        if data.keys() - {"segment"}:
            asked = data.copy()
            asked.setdefault("segment", segment)
        today = Month.of(timezone.localdate())
        super().__init__(
            asked,
            initial={
                "segment": segment,
                "month": today.number,
                "months": 12,
                "sector": "other",
                "payer": "apbd",
                "risk_class": 1,
            },
        )
        for name in self.fields.keys() - {"segment", *_FIELDS[segment]}:
            del self.fields[name]
        self._chosen = segment
        self._word_for_segment()
        self.answer: Contribution | None = None

    def _word_for_segment(self) -> None:
        if self._chosen != "bpu" and "income" in self.fields:
            self.fields["income"].label = _("Wage in a month")
            self.fields["income"].help_text = ""
        if self._chosen == "construction":
            self.fields["income"].label = _("Wages of all workers in a month")
            self.fields["income"].required = False
        if self._chosen == "pmi":
            self.fields["months"].label = _("Months of placement")
            self.fields["months"].initial = 24
            self.initial.pop("months")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in _ONLY_SOME:
            if name not in self.fields and self.data.get(name):
                label = self.base_fields[name].label
                said = gettext(
                    "“%(field)s” does not belong to this kind of member. Leave it out of the address."
                )
                self.add_error(None, said % {"field": label})
        if self._chosen == "construction" and not self.errors:
            self._one_of_two(given)
        month, registered = given.get("month"), given.get("registered")
        if month:
            try:
                check_not_before_law("month", Month.from_number(month).first_day(), current().first_day)
            except UnusableInput as error:
                self._put(error)
        if month and registered and registered > month:
            self.add_error(
                "registered", gettext("The membership begins after the first contribution month. Change one of the two.")
            )  # fmt: skip
        if not self.errors:
            self._reckon(given)
        return given

    def _one_of_two(self, given: dict[str, Any]) -> None:
        filled = [name for name in ("income", "contract_value") if given.get(name) is not None]
        if len(filled) != 1:
            self.add_error(
                "income" if not filled else "contract_value",
                gettext("Fill in either the wages or the contract value, one of the two."),
            )

    def _reckon(self, given: dict[str, Any]) -> None:
        """The engine's own complaints go to the field that it names."""
        asked: dict[str, Any] = {"income": 0, "sector": "other", "payer": "self"}
        asked |= {name: value for name, value in given.items() if value not in (None, "")}
        for name in _MONTH_FIELDS:
            if name in asked:
                asked[name] = Month.from_number(asked[name])
        try:
            self.answer = contribution(**asked)
        except UnusableInput as error:
            self._put(error)

    def _put(self, error: UnusableInput) -> None:
        field = error.place.column if error.place.column in self.fields else None
        tongue = page_language()
        self.add_error(field, f"{error.what.to(tongue)}. {error.mend.to(tongue)}")
