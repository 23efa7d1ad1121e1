"""Forms of the audit."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.law.month import Month
from payung.office.audit import queries
from payung.office.audit.models import FlagState, Method
from payung.office.audit.sampling import MOST
from payung.office.core.forms import MonthField
from payung.office.cover.months import GATE_WORDS
from payung.office.journal.once import TokenForm
from payung.office.programmes.models import Programme

_GATES = ("paid", "billed", "enrolled", "decided", "unpaid", "not_billed", "not_enrolled")


class ProgrammeForm(TokenForm):
    """A programme and a run of its months; without months, all of them."""

    programme = forms.ModelChoiceField(
        queryset=Programme.objects.none(), to_field_name="public_id", label=_("Programme")
    )
    first = MonthField(label=_("From month"), required=False, help_text=_("Empty: from its first month"))
    last = MonthField(label=_("Until month"), required=False, help_text=_("Empty: until its last month"))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = queries.programmes(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        programme = said.get("programme")
        if programme is not None:
            end = Month.from_number(programme.first_month) + (programme.months - 1)
            said["first"] = said.get("first") or programme.first_month
            said["last"] = said.get("last") or end.number
            if said["first"] > said["last"]:
                self.add_error("last", _("The run of months ends before it begins"))
        return said


class SampleForm(ProgrammeForm):
    gate = forms.ChoiceField(
        label=_("Person-months at the gate"), choices=[(name, GATE_WORDS[name]) for name in _GATES]
    )
    method = forms.ChoiceField(
        label=_("Method"), choices=Method.choices, widget=forms.RadioSelect, initial=Method.SIMPLE
    )
    size = forms.IntegerField(label=_("Size"), min_value=1, max_value=MOST, initial=60)
    seed = forms.CharField(
        label=_("Seed"),
        max_length=60,
        help_text=_(
            "Any words or digits; whoever has them draws the same sample. Thrown before you saw the data."
        ),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["seed"].initial = str(secrets.randbelow(10**8)).zfill(8)


class AnswerForm(TokenForm):
    state = forms.ChoiceField(
        label=_("What became of it"),
        choices=[
            (FlagState.EXPLAINED, _("Explained: there is a good reason")),
            (FlagState.PASSED, _("Passed on: somebody has to look into it")),
            (FlagState.NEW, _("Open it again")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("What explains it, or to whom it was passed on. No names of citizens."),
    )
