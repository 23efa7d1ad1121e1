"""Forms of unclaimed deaths."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area, Level
from payung.office.claims.forms import PHONE, Date
from payung.office.core.language import page_language
from payung.office.journal.once import TokenForm
from payung.office.people.forms import NikForm
from payung.office.programmes.forms import AreaChoice
from payung.office.unclaimed.finding import Candidate
from payung.office.unclaimed.models import Source

NONE = "-"


class NoticeForm(TokenForm):
    """Word of a death, as it was heard."""

    village: forms.ModelChoiceField[Any] = AreaChoice(label=_("Village"), queryset=None, empty_label=None)
    source = forms.ChoiceField(
        label=_("Where does the word come from?"),
        choices=[(one, one.label) for one in (Source.VILLAGE, Source.REGISTRY, Source.FAMILY)],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name of the dead"), max_length=120)
    nik = forms.CharField(
        label=_("NIK, if known"), max_length=20, required=False, widget=NikForm.base_fields["nik"].widget
    )
    birth_date = Date(label=_("Birth date, if known"), required=False)
    died = Date(label=_("Day of death, if known"), required=False)
    teller = forms.CharField(label=_("Who tells it?"), max_length=120)
    paper = forms.CharField(
        label=_("Paper, if there is one"),
        max_length=160,
        required=False,
        help_text=_("Such as: letter of death of the village, number and date"),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = Area.objects.filter(  # type: ignore[attr-defined]
            scope(user, May.REPORT_EVENT).within(""), level=Level.VILLAGE
        )

    def clean_nik(self) -> str:
        digits = "".join(sign for sign in self.cleaned_data["nik"] if sign.isdigit())
        if digits and len(digits) != 16:
            raise forms.ValidationError(_("A NIK has 16 digits."))
        return digits


class ChooseForm(forms.Form):
    """Which member is meant."""

    person = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect)

    def __init__(self, found: list[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.person.public_id, _told(each)) for each in found]
        self.fields["person"].choices = [*offered, (NONE, _("None of these"))]  # type: ignore[attr-defined]


def _told(each: Candidate) -> str:
    born = date_in_words(each.person.birth_date, page_language())
    return f"{each.person.name}, {born}, {each.person.village.name}, NIK …{each.person.nik_tail}"


class ReportForm(forms.Form):
    died = Date(label=_("Day of death"))
    happened = forms.CharField(
        label=_("What happened, in a few words"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    reporter = forms.CharField(label=_("Who reports it?"), max_length=120)
    phone = forms.CharField(label=_("Phone of the reporter"), max_length=20, widget=PHONE)


class SettleForm(forms.Form):
    why = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Such as: seen at the market on 3 May; or: BPJS paid the family in 2024"),
    )
