"""Forms of the sweeps' pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.office.sweeps.comparing import named
from payung.office.sweeps.models import Claim, Kind, Match, State

CONFIRM = {
    Kind.DEATH: _("Died: the certificate or the village says so"),
    Kind.TWICE: _("The same person, seen by identity card and family card"),
    Kind.PAYER: _("The other payer covers these months"),
    Kind.JOB: _("Earns a wage: the employer pays the contributions"),
}
REJECT = {
    Kind.DEATH: _("Alive: another person, or a mistake in the list"),
    Kind.TWICE: _("Two different people"),
    Kind.PAYER: _("The other payer does not cover these months"),
    Kind.JOB: _("No wage job: another person, or the job has ended"),
}


class DecideForm(forms.Form):
    """What a person decides on one match. The reason is filled in and can be changed."""

    verdict = forms.ChoiceField(widget=forms.RadioSelect, label=_("Verdict"))
    died = forms.DateField(
        label=_("Day of death"),
        required=False,
        help_text=_("By the certificate of death, or the village's letter"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    began = forms.DateField(
        label=_("First day of the wage job"),
        required=False,
        help_text=_(
            "By the list of BPJS, or the employer's letter; without a day the date of the list counts"
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    stays = forms.ChoiceField(widget=forms.RadioSelect, label=_("Which number is right?"), required=False)
    why = forms.CharField(max_length=500, label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, match: Match, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kind = Kind(match.kind)
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            (State.CONFIRMED, CONFIRM[kind]),
            (State.REJECTED, REJECT[kind]),
        ]
        if kind == Kind.DEATH:
            self.fields["died"].initial = match.died
        else:
            del self.fields["died"]
        if kind == Kind.JOB:
            self.fields["began"].initial = match.began
        else:
            del self.fields["began"]
        if kind == Kind.TWICE and match.other:
            self.fields["stays"].choices = [  # type: ignore[attr-defined]
                (each.public_id, f"{each.name}, {named(each)}") for each in (match.other, match.person)
            ]
        else:
            del self.fields["stays"]


class ReasonForm(forms.Form):
    why = forms.CharField(max_length=500, label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class CertainForm(ReasonForm):
    expected = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class PayerForm(CertainForm):
    verdict = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=_("Verdict"),
        choices=[(State.CONFIRMED, CONFIRM[Kind.PAYER]), (State.REJECTED, REJECT[Kind.PAYER])],
    )
    field_order = ("verdict", "why")


class ClaimForm(forms.Form):
    claim = forms.ChoiceField(
        choices=Claim.choices, widget=forms.RadioSelect, label=_("Has the family claimed?")
    )
    why = forms.CharField(max_length=500, label=_("From whom you know it"), widget=forms.TextInput)


class StopForm(forms.Form):
    decision = forms.CharField(max_length=12)
    expected = forms.IntegerField(min_value=1)
