"""Forms of replacements: a report by hand, and which places to fill from which month."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.law.month import Month
from payung.office.core.forms import MonthField
from payung.office.core.language import page_language
from payung.office.decisions import vacancies
from payung.office.decisions.forms import annex_lines
from payung.office.decisions.models import Decision, Vacancy, Withdrawal
from payung.office.journal.once import TokenForm
from payung.office.programmes.forms import day_field


class DecreeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.programme.name}"


class ReportForm(TokenForm):
    decision = DecreeChoice(label=_("Decree (SK)"), queryset=None, to_field_name="public_id")
    numbers = forms.CharField(
        label=_("Numbers on the annex"),
        help_text=_("Of those who leave for the same reason on the same day, between commas, such as 12, 40"),
        max_length=2000,
    )
    why = forms.ChoiceField(
        label=_("Why they leave"), choices=Withdrawal.Why.choices, widget=forms.RadioSelect
    )
    since = day_field(label=_("Day on which it happened"))
    note = forms.CharField(
        label=_("How it is known"),
        help_text=_("Such as: letter of the village of 3 May 2026"),
        max_length=250,
        required=False,
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["decision"].queryset = vacancies.reportable(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        decision: Decision | None = said.get("decision")
        if decision and said.get("numbers"):
            try:
                said["lines"] = annex_lines(decision, said["numbers"], self._seen(decision))
            except forms.ValidationError as error:
                self.add_error("numbers", error)
        return said

    def _seen(self, decision: Decision) -> Any:
        from payung.office.decisions.queries import lines

        return lines(self.user, decision)


class ReplaceForm(TokenForm):
    places = forms.MultipleChoiceField(label=_("Places to fill"), widget=forms.CheckboxSelectMultiple)
    first_month = MonthField(label=_("First month of those who come"))

    def __init__(self, places: list[Vacancy], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {one.public_id: one for one in places}
        self.fields["places"].choices = [(key, _label(one)) for key, one in self.by_key.items()]  # type: ignore[attr-defined]
        self.fields["places"].initial = list(self.by_key)
        if places:
            latest = max(one.first_month for one in places)
            self.fields["first_month"].initial = max(latest, Month.of(timezone.localdate()).number)

    def clean_places(self) -> list[Vacancy]:
        return [self.by_key[key] for key in self.cleaned_data["places"]]


def _label(one: Vacancy) -> str:
    return gettext("%(number)s. %(name)s, %(village)s: %(why)s, free from %(month)s") % {
        "number": one.line.number,
        "name": one.line.row.name,
        "village": one.village.name,
        "why": one.get_why_display().lower(),
        "month": Month.from_number(one.first_month).to(page_language()),
    }
