"""One scenario; its answers stand in the address, so that a page can be sent to somebody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.errors import UnusableInput
from payung.law.month import Month
from payung.law.parameters import current
from payung.office.budgets.reckoning import Plan, Scenario
from payung.office.core.forms import MonthField, RupiahField
from payung.office.core.language import page_language
from payung.office.funding.models import Payer

_LETTERS = ("a", "b", "c")
_MOST = 10_000_000


class ScenarioForm(forms.Form):
    nama = forms.CharField(label=_("Name"), max_length=60, required=False)
    orang = forms.IntegerField(label=_("People"), min_value=1, max_value=_MOST)
    mulai = MonthField(label=_("First month"))
    bulan = forms.IntegerField(label=_("Number of months"), min_value=1, max_value=36)
    dana = forms.ChoiceField(label=_("Who pays"), choices=Payer.choices)
    jht = forms.BooleanField(label=_("With old-age savings (JHT)"), required=False)
    angkutan = forms.IntegerField(
        label=_("Of 100 people, so many drive or carry (transport)"),
        min_value=0,
        max_value=100,
        required=False,
    )
    upah = RupiahField(label=_("Income base"), required=False, minimum=1, maximum=50_000_000)
    pagu = RupiahField(label=_("Ceiling of the budget"), required=False)
    murni = forms.IntegerField(
        label=_("Months that the first budget (APBD murni) pays"),
        min_value=0,
        max_value=36,
        required=False,
        help_text=_("Leave empty: it pays all of them"),
    )
    perubahan = MonthField(
        label=_("Month in which the changed budget (APBD-Perubahan) can pay"),
        required=False,
        help_text=_("Often October: what waits until then is paid late or is lost"),
    )

    def __init__(self, letter: str, data: Any, user_words: str = "") -> None:
        self.letter = letter
        filled = data is not None and any(
            data.get(f"{letter}-{name}") for name in ("orang", "mulai", "bulan", "nama")
        )
        year = timezone.localdate().year
        initial = {
            "mulai": Month(year, 1).number,
            "bulan": 12,
            "dana": Payer.APBD,
            "upah": 1_000_000,
            "angkutan": 0,
        }
        super().__init__(data if filled else None, prefix=letter, initial=initial)
        self.use_required_attribute = False

    def clean_mulai(self) -> int:
        month: int = self.cleaned_data["mulai"]
        first = Month.of(current().first_day)
        if Month.from_number(month) < first or month // 100 > 2100:
            raise forms.ValidationError(
                _("Choose a month from %(month)s on") % {"month": first.to(page_language())}
            )
        return month

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return said
        first = Month.from_number(said["mulai"])
        again = said.get("perubahan")
        if (again is None) != (said.get("murni") is None):
            self.add_error(
                "perubahan" if again is None else "murni",
                _("Answer both questions about the budgets, or neither"),
            )
        elif again is not None and not first <= Month.from_number(again) <= first + said["bulan"]:
            self.add_error("perubahan", _("The changed budget must come within the scenario's months"))
        if not self.errors:
            self._reckon(said)
        return said

    def _reckon(self, said: dict[str, Any]) -> None:
        self.plan = Plan(self._scenario(said))
        try:
            self.plan.lines, self.plan.years  # noqa: B018 - the law may have no answer
        except UnusableInput as error:
            self.add_error("mulai", error.to(page_language()))

    def _scenario(self, said: dict[str, Any]) -> Scenario:
        again = said.get("perubahan")
        return Scenario(
            name=said["nama"] or self.letter.upper(),
            people=said["orang"],
            first=Month.from_number(said["mulai"]),
            months=said["bulan"],
            payer=said["dana"],
            transport=said["angkutan"] or 0,
            with_jht=said["jht"],
            income=said["upah"] or 1_000_000,
            ceiling=said["pagu"],
            first_budget=said["murni"],
            money_again=Month.from_number(again) if again else None,
        )


def scenario_forms(data: Any) -> list[ScenarioForm]:
    return [ScenarioForm(letter, data or None) for letter in _LETTERS]
